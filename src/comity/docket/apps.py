from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "comity.docket"
    label = "docket"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kernel's own acts and their forms."""
        from comity.docket import anchors, founding, interest_forms, interests, register_forms, treaties, treaty_forms  # noqa: F401  # noqa: F401
        from comity.docket.desk import acts, filing, forms  # noqa: F401

        filing.open_shelf()
