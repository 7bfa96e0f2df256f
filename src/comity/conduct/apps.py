"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class ConductConfig(AppConfig):
    """See the package."""

    name = "comity.conduct"
    label = "conduct"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.conduct.acts")
        importlib.import_module("comity.conduct.forms")
        importlib.import_module("comity.conduct.matters")
        importlib.import_module("comity.conduct.matters_forms")
        importlib.import_module("comity.conduct.turns")
        importlib.import_module("comity.conduct.turns_forms")
