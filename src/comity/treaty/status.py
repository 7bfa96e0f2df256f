"""The table of a treaty on a day: who has done what, who is bound since when, and what each count counts.

Rules upheld:
- a row is a State that the register names; who is missing is not thereby absent from the treaty;
- each count stands with the sentence that says what it counts, and none is compared with figures that others report;
- a row is as well founded as the weakest fact that it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.law import standing, treaties
from comity.law.messages import Message, mark
from comity.law.register import DEPOSITS, Deed, Instrument, Register, Status, TreatyCode
from comity.law.standing import Standing

_WEAKNESS = (Status.OFFICIAL, Status.BORROWED, Status.ASSUMED)


@dataclass(frozen=True, slots=True)
class Row:
    """One State on the day; `instruments` are its deeds up to then, by day."""

    state: str
    standing: Standing
    signed_on: date | None
    deposited_on: date | None
    bound_since: date | None
    instruments: tuple[Instrument, ...]

    @property
    def status(self) -> Status:
        """That of the weakest fact."""
        return max((one.status for one in self.instruments), key=_WEAKNESS.index)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources, each once."""
        return tuple(dict.fromkeys(one.source for one in self.instruments))


@dataclass(frozen=True, slots=True)
class Count:
    """A number, with what it counts."""

    number: int
    of: Message


@dataclass(frozen=True, slots=True)
class Summary:
    """A treaty on a day; `in_force_on` may lie after the day."""

    treaty: TreatyCode
    at: date
    in_force_on: date
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]


def _last(deeds: Iterable[Instrument], acts: Iterable[Deed]) -> date | None:
    return max((one.on for one in deeds if one.act in acts), default=None)


def row(register: Register, treaty: TreatyCode, state: str, at: date) -> Row:
    """The State's row; its instruments are those of the register up to the day."""
    deeds = tuple(
        sorted(
            (one for one in register.instruments if (one.state, one.treaty) == (state, treaty) and one.on <= at),
            key=lambda one: one.on,
        )
    )
    return Row(
        state,
        standing.standing(register, state, treaty, at),
        _last(deeds, (Deed.SIGNATURE,)),
        _last(deeds, DEPOSITS),
        standing.bound_since(register, state, treaty, at),
        deeds,
    )


def _counts(register: Register, treaty: TreatyCode, rows: tuple[Row, ...], at: date) -> tuple[Count, ...]:
    def count(template: str, holds: Iterable[bool]) -> Count:
        return Count(sum(holds), Message(template))

    declared = {one.state for one in register.declarations if one.treaty == treaty and one.holds(at)}
    return (
        count(mark("States that this register names with a dated act"), (True for _ in rows)),
        count(mark("States that have signed, by a dated source"), (one.signed_on is not None for one in rows)),
        count(
            mark("States that have ratified, accepted, approved or acceded, and not withdrawn"),
            (one.standing in (Standing.CONTRACTING, Standing.NOT_YET_BOUND) for one in rows),
        ),
        count(mark("Contracting States: bound on this day"), (one.standing is Standing.CONTRACTING for one in rows)),
        count(mark("States that have withdrawn"), (one.standing is Standing.WITHDRAWN for one in rows)),
        count(mark("States with a declaration in force on this day"), (True for _ in declared)),
    )


def summary(register: Register, treaty: TreatyCode, at: date) -> Summary:
    """Every State with a dated act by that day, by code; counts with what each counts."""
    states = sorted({one.state for one in register.instruments if one.treaty == treaty and one.on <= at})
    rows = tuple(row(register, treaty, state, at) for state in states)
    return Summary(treaty, at, standing.in_force_on(register, treaty), rows, _counts(register, treaty, rows, at))


def title(treaty: TreatyCode) -> str:
    """The treaty's title in English."""
    return treaties.known()[treaty].title
