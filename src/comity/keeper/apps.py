from django.apps import AppConfig


class KeeperConfig(AppConfig):
    name = "comity.keeper"
    label = "keeper"
    default_auto_field = "django.db.models.BigAutoField"
