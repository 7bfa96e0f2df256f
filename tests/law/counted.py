"""Deadlines as text, for the tests of deadlines."""

from comity.law import zones
from comity.law.deadlines import due
from comity.law.instants import parse, render


def count(event: str, length: int, unit: str = "calendar-days", **others: object) -> str:
    """A deadline as text; Hong Kong and no roll unless the test says otherwise."""
    chosen = {"zone": "Asia/Hong_Kong", "roll": "none"} | others
    return render(due(parse(event), length=length, unit=unit, **chosen))  # type: ignore[arg-type]


def local(instant: str, zone: str) -> str:
    """The instant on the clocks of a zone."""
    return parse(instant).astimezone(zones.zone(zone)).isoformat()
