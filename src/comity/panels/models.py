"""Shape of the roster: who is listed on which panel, from when to when. Names lie with the accounts, sealed."""

from django.db import models
from django.db.models import F, Q

from comity.people.models import Account


class Panel(models.TextChoices):
    """The two lists of mediators (DOMAIN 1): for disputes between States, and for the others."""

    STATE_STATE = "state-state"
    OTHER = "other"


class Listing(models.Model):
    """A person on a panel. public: the person consents to be named in public. Dates; until is the first day off it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="listings")
    panel = models.CharField(max_length=12, choices=Panel)
    since = models.DateField()
    until = models.DateField(null=True)
    public = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(panel__in=Panel.values), name="listing_panel_is_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="listing_runs_forward"),
            models.UniqueConstraint(fields=["account", "panel"], condition=Q(until=None), name="listing_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.panel}"
