"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class BargainingConfig(AppConfig):
    """See the package."""

    name = "comity.bargaining"
    label = "bargaining"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.bargaining.acts")
        importlib.import_module("comity.bargaining.forms")
