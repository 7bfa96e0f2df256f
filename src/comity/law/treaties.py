"""What is known of each treaty: when and for whom it enters into force (treaties.toml), each value with its source.

Rules upheld:
- the Convention enters into force on the 30th day after the third deposit (final clauses);
- for a later State the same number of days after its own deposit is assumed, and said to be assumed;
- the windows of founding members are counted from entry into force (5 and 2 years, a secondary source).
"""

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from comity.law.register import Status, TreatyCode


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days or months, with where it is known from."""

    days: int
    months: int
    source: str
    status: Status

    def after(self, start: date) -> date:
        """The day that many months and days after `start`; a month that is too short gives its last day."""
        return _months_after(start, self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Known:
    """A day that a source states."""

    on: date
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class Window:
    """Who may become a founding member, until so many years after entry into force."""

    of: str
    years: int
    source: str
    status: Status

    def closes(self, in_force: date) -> date:
        """The day on which the window closes."""
        return _months_after(in_force, 12 * self.years)


@dataclass(frozen=True, slots=True)
class Treaty:
    """One treaty: `deposits` bring it into force after `rule`; a later deposit binds its State after `later`."""

    code: TreatyCode
    title: str
    deposits: int
    rule: Span
    later: Span
    in_force: Known
    founding: tuple[Window, ...]


def _months_after(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _span(row: dict[str, Any]) -> Span:
    return Span(row.get("days", 0), row.get("months", 0), row["source"], Status(row["status"]))


def _treaty(code: str, row: dict[str, Any]) -> Treaty:
    known = row["in_force"]
    windows = (Window(one["of"], one["years"], one["source"], Status(one["status"])) for one in row.get("founding", ()))
    return Treaty(
        TreatyCode(code),
        row["title"],
        row["rule"]["deposits"],
        _span(row["rule"]),
        _span(row["later"]),
        Known(known["on"], known["source"], Status(known["status"])),
        tuple(windows),
    )


@cache
def known() -> dict[TreatyCode, Treaty]:
    """The packaged treaties by code."""
    rows = tomllib.loads(resources.files(__package__).joinpath("treaties.toml").read_text("utf-8"))
    return {TreatyCode(code): _treaty(code, row) for code, row in rows.items()}
