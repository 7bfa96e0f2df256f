from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "comity.faces.web"
    label = "web"

    def ready(self) -> None:
        from comity.faces.web import signing_in  # noqa: F401 -- its receiver listens from now on
