"""An edition as its files have it, read with tomllib; types of facts and the ends of days, told again.

Part of the second opinion (oracle.py): shares no code with the loader, the type language or the deadlines.
`EDITION` and `ROWS` are those of the provisional edition between States; inside `reading(name, category)` another's.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from comity.law import zones

FOLDER = Path(__file__).parents[2] / "src/comity/law/editions/iomed-provisional-2026"
HEADS = (0, 6, 12, 18)
DAY = timedelta(days=1)


TABLES = ("phases", "groups", "periods", "endings", "lists", "values", "gates")
SEATS = {"icsid-2022": "America/New_York"}  # where the rules count, whatever a case names
ROLLING = ("icsid-2022",)  # a last day on a Saturday or a Sunday becomes the Monday

Book = tuple[dict[str, Any], dict[str, dict[str, Any]]]


def read(name: str = FOLDER.name, category: str = "state-state") -> Book:
    """edition.toml and every row by its act's name, as one category uses them; a base's under what is changed."""
    folder = FOLDER.parent / name
    main = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
    old: Book = read(main["based_on"], category) if "based_on" in main else ({}, {})
    gone = main.get("leaves_out", {})
    whole: dict[str, Any] = {"edition": name}
    for table in TABLES:
        whole[table] = {key: kept for key, kept in old[0].get(table, {}).items() if key not in gone.get(table, [])}
        for key, new in main.get(table, {}).items():
            if not isinstance(new, dict):
                whole[table][key] = new
            elif category in new.get("categories", [category]):
                whole[table][key] = _over(whole[table].get(key, {}), new, category)
    rows = {act: row for act, row in old[1].items() if act not in gone.get("acts", [])}
    for chapter in sorted(folder.glob("acts/*.toml")):
        written = tomllib.loads(chapter.read_text(encoding="utf-8"))
        for row in [*written.get("act", []), *written.get("change", [])]:
            if category in row.get("categories", [category]):
                rows[row["act"]] = _over(rows.get(row["act"], {}), row, category)
    return whole, rows


def _over(old: Mapping[str, Any], new: Mapping[str, Any], category: str) -> dict[str, Any]:
    """Columns over columns: the entry's own, then those that it has instead for the category."""
    merged = dict(old)
    for columns in (new, *(part for part in new.get("for", []) if category in part["categories"])):
        for column in columns.get("without", []):
            del merged[column]
        merged |= {name: kept for name, kept in columns.items() if name not in ("for", "without", "categories")}
    return merged


EDITION, ROWS = read()


@contextmanager
def reading(name: str, category: str) -> Iterator[None]:
    """The second opinion reads another edition for as long as this lasts."""
    kept = {table: dict(EDITION[table]) for table in TABLES} | {"edition": EDITION["edition"]}, dict(ROWS)
    _take(*read(name, category))
    try:
        yield
    finally:
        _take(*kept)


def _take(whole: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    """In place, for whoever holds a table already."""
    EDITION["edition"] = whole["edition"]
    for table in TABLES:
        EDITION[table].clear()
        EDITION[table].update(whole[table])
    ROWS.clear()
    ROWS.update(rows)


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
    """The last second of a day in a zone; earlier than midnight where clocks jump over it. Rolled, where days are."""
    while EDITION["edition"] in ROLLING and local.isoweekday() > 5:
        local += DAY
    end = datetime.combine(local, time(23, 59, 59), zones.zone(zone)).astimezone(UTC)
    while local_date(end, zone) > local:
        end -= timedelta(minutes=1)
    return end


def local_date(at: datetime, zone: str) -> date:
    """The day that a calendar on a wall shows."""
    return at.astimezone(zones.zone(zone)).date()


def ends(at: datetime, days: int, zone: str | None) -> tuple[datetime, str]:
    """Days from an event, its own day left out; in the zone that gives most where none is named."""
    zone = named(zone)
    found = [(day_ends(local_date(at, name) + days * DAY, name), name) for name in ([zone] if zone else zones.names())]
    latest = max(end for end, _ in found)
    return latest, min(name for end, name in found if end == latest)


def named(zone: str | None) -> str | None:
    """The zone in which deadlines end: that of the rules, else that of the case, if there is one."""
    return SEATS.get(str(EDITION["edition"]), zone)


def next_head(at: datetime) -> datetime:
    """The next of the fixed times of the day."""
    hour = at.replace(minute=0, second=0) + timedelta(hours=1)
    while hour.hour not in HEADS:
        hour += timedelta(hours=1)
    return hour
