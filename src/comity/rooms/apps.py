"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """See the package."""

    name = "comity.rooms"
    label = "rooms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.rooms.acts")
        importlib.import_module("comity.rooms.forms")
