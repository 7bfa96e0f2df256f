"""Who stands on the roster. `viewer` comes first where what is shown depends on who asks."""

from datetime import date

from django.db.models import Q

from comity.panels.models import Listing
from comity.people.actor import Actor


def listed(account: str, *, panel: str, on: date) -> bool:
    """Whether a person stands on a panel on this day: one statement."""
    return Listing.objects.filter(_on(on), account_id=account, panel=panel).exists()


def roster(viewer: Actor | None, *, panel: str, on: date) -> list[str]:
    """Accounts on a panel on this day; for the public only those who consent to be named. One statement."""
    rows = Listing.objects.filter(_on(on), panel=panel)
    if viewer is None:
        rows = rows.filter(public=True)
    return list(rows.order_by("since", "account_id").values_list("account_id", flat=True))


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
