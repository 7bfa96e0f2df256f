"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """See the package."""

    name = "comity.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.panels.acts")
        importlib.import_module("comity.panels.forms")
