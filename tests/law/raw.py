"""The provisional edition as its files have it, read with tomllib; types of facts and the ends of days, told again.

Part of the second opinion (oracle.py): shares no code with the loader, the type language or the deadlines.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from comity.law import zones

FOLDER = Path(__file__).parents[2] / "src/comity/law/editions/iomed-provisional-2026"
HEADS = (0, 6, 12, 18)
DAY = timedelta(days=1)


def read(folder: Path = FOLDER) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """edition.toml and every row by its act's name, as the files have them."""
    rows = {}
    for chapter in sorted(folder.glob("acts/*.toml")):
        for row in tomllib.loads(chapter.read_text(encoding="utf-8"))["act"]:
            rows[row["act"]] = row
    return tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8")), rows


EDITION, ROWS = read()


def phases_of(row: Mapping[str, Any]) -> set[str]:
    """The phases in which a row is open."""
    return {phase for item in row["when"] for phase in (EDITION["groups"][item[1:]] if item[0] == "@" else [item])}


# -------------------------------------------------------------------- types


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "bool": lambda value: value is True or value is False,
    "id": lambda value: type(value) is str and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:\-]{0,63}", value) is not None,
    "digest": lambda value: type(value) is str and len(value) == 64 and set(value) <= set("0123456789abcdef"),
    "instant": lambda value: type(value) is str and _instant(value),
    "zone": lambda value: value in zones.names(),
}
_PLAIN["assertion"] = _PLAIN["digest"]


def typed(kind: str, value: Any) -> bool:
    """Whether a fact is of its type."""
    kind = kind.rstrip("?")
    if kind in _PLAIN:
        return _PLAIN[kind](value)
    if kind[0] == "[":
        return type(value) is list and len(value) < 257 and all(typed(kind[1:-1], item) for item in value)
    if kind[0] == "{":
        inner = kind.split(": ", 1)[1][:-1]
        fits = type(value) is dict and len(value) < 257
        return fits and all(typed("id", key) and typed(inner, item) for key, item in value.items())
    if ".." in kind:
        low, high = kind.split("..")
        return type(value) is int and value in range(int(low), int(high) + 1)
    return value in kind.split("|")


def _instant(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", value):
        return False
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def moment(text: str) -> datetime:
    """An instant of a fact as a value."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


# -------------------------------------------------------------------- days


def day_ends(local: date, zone: str) -> datetime:
    """The last second of a day in a zone; earlier than midnight where clocks jump over it."""
    end = datetime.combine(local, time(23, 59, 59), zones.zone(zone)).astimezone(UTC)
    while local_date(end, zone) > local:
        end -= timedelta(minutes=1)
    return end


def local_date(at: datetime, zone: str) -> date:
    """The day that a calendar on a wall shows."""
    return at.astimezone(zones.zone(zone)).date()


def ends(at: datetime, days: int, zone: str | None) -> tuple[datetime, str]:
    """Days from an event, its own day left out; in the zone that gives most where none is named."""
    found = [(day_ends(local_date(at, name) + days * DAY, name), name) for name in ([zone] if zone else zones.names())]
    latest = max(end for end, _ in found)
    return latest, min(name for end, name in found if end == latest)


def next_head(at: datetime) -> datetime:
    """The next of the fixed times of the day."""
    hour = at.replace(minute=0, second=0) + timedelta(hours=1)
    while hour.hour not in HEADS:
        hour += timedelta(hours=1)
    return hour
