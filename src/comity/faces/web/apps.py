from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "comity.faces.web"
    label = "web"
