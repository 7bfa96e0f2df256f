from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "comity.docket"
    label = "docket"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kernel's own acts."""
        from comity.docket import anchors, founding, treaties  # noqa: F401
