"""The Django app: its acts are registered when it is ready."""

import importlib

from django.apps import AppConfig


class OpeningConfig(AppConfig):
    """See the package."""

    name = "comity.opening"
    label = "opening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register acts and forms."""
        importlib.import_module("comity.opening.acts")
        importlib.import_module("comity.opening.forms")
        invited = importlib.import_module("comity.opening.invited")
        importlib.import_module("comity.opening.joinder")
        importlib.import_module("comity.opening.joinder_forms")
        importlib.import_module("comity.opening.subjects")
        ticking = importlib.import_module("comity.docket.ticking")
        if invited.deliver not in ticking.ERRANDS:
            ticking.ERRANDS.append(invited.deliver)
        importlib.import_module("comity.opening.subjects_forms")
