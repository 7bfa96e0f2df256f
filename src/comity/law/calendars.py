"""Which days are business days: weekend days and holidays, as plain values.

Rules upheld:
- a calendar is data of the edition or of the case, so that an old case keeps the holidays that its parties could read;
  no list of public holidays is built in, since no rule says whose holidays count;
- at least one day of the week is a business day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadCalendar(ValueError):
    """A value that is no calendar; the sentence begins with the key that is wrong."""


@dataclass(frozen=True)
class Calendar:
    """Weekend days (names of WEEK) and holidays (local dates). Hashable."""

    weekend: frozenset[str] = frozenset({"saturday", "sunday"})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an unknown day of the week, and a week without a business day (BadCalendar)."""
        for unknown in sorted(self.weekend.difference(WEEK)):
            raise BadCalendar(f"weekend: {unknown!r} is no day of the week")
        if len(self.weekend) == len(WEEK):
            raise BadCalendar("weekend: at least one day of the week must be a business day")

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is neither a weekend day nor a holiday."""
        return WEEK[day.weekday()] not in self.weekend and day not in self.holidays

    def to_json(self) -> dict[str, list[str]]:
        """The calendar as plain values: `{"weekend": [names], "holidays": [YYYY-MM-DD]}`, sorted."""
        return {
            "weekend": [name for name in WEEK if name in self.weekend],
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "Calendar":
        """The inverse of `to_json`; a key left out keeps its default, TOML dates will do; else BadCalendar."""
        for unknown in sorted(set(value).difference(("weekend", "holidays"))):
            raise BadCalendar(f"{unknown}: unknown key")
        plain = cls()
        weekend = _items(value, "weekend", [*plain.weekend])
        if not all(isinstance(name, str) for name in weekend):
            raise BadCalendar("weekend: must be names of days of the week")
        return cls(frozenset(map(str, weekend)), frozenset(_day(item) for item in _items(value, "holidays", [])))


PLAIN = Calendar()
"""Saturday and Sunday, and no holidays."""


def _items(value: Mapping[str, object], key: str, default: list[str]) -> list[object]:
    items = value.get(key, default)
    if not isinstance(items, list):
        raise BadCalendar(f"{key}: must be a list")
    return items


def _day(item: object) -> date:
    if type(item) is date:
        return item
    try:
        day = date.fromisoformat(str(item))
    except ValueError:
        day = None
    if day is None or day.isoformat() != item:
        raise BadCalendar(f"holidays: {item!r} is not a date YYYY-MM-DD")
    return day
