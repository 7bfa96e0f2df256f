"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """See the package."""

    name = "comity.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.settlement.acts")
        importlib.import_module("comity.settlement.forms")
