"""What happened when round the Convention, and what is still to come: sourced events, and days that follow from them.

Rules upheld:
- entry into force is a stated day; the third deposit is the register's, or else reckoned back from it (30 days);
- the windows of founding members are counted forward, and are as weak as the source of their years;
- counts that others report stand apart from those of this register, each with its day and source.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from comity.law import shape, standing, treaties
from comity.law.messages import Message, mark
from comity.law.register import Register, Status, TreatyCode
from comity.law.shape import Table

_WINDOWS = {
    "joint-statement": mark("Founding window closes for States of the Joint Statement"),
    "others": mark("Founding window closes for other States"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One day, in a sentence, with its source and status."""

    on: date
    title: Message
    source: str
    status: Status


def _event(value: object, path: str) -> Event:
    table = Table(value, path, ("on", "title", "source", "status"))
    return Event(
        table.need("on", shape.day),
        Message(table.need("title", shape.text)),
        table.need("source", shape.text),
        table.need("status", shape.one_of(Status)),
    )


@cache
def _file() -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    text = resources.files("comity.treaty").joinpath("timeline.toml").read_text("utf-8")
    table = Table(shape.from_toml(text), "", ("event", "reported"))
    return table.need("event", shape.many(_event)), table.need("reported", shape.many(_event))


def reported() -> tuple[Event, ...]:
    """Counts of signatories and ratifications as others have reported them."""
    return _file()[1]


def _computed(register: Register) -> list[Event]:
    known = treaties.known()[TreatyCode.IOMED]
    since = standing.in_force_on(register, TreatyCode.IOMED)
    deposited = standing.decisive_deposit(register, TreatyCode.IOMED)
    stated = known.in_force
    third = (
        Event(
            since - timedelta(days=known.rule.days),
            Message(mark("Third instrument deposited, reckoned back")),
            stated.source,
            stated.status,
        )
        if deposited is None or known.rule.after(deposited) > since
        else Event(deposited, Message(mark("Third instrument deposited")), known.rule.source, known.rule.status)
    )
    in_force = Event(since, Message(mark("In force: 30th day after the third deposit")), stated.source, stated.status)
    windows = (
        Event(window.closes(since), Message(_WINDOWS[window.of]), window.source, window.status)
        for window in known.founding
    )
    return [third, in_force, *windows]


def events(register: Register) -> list[Event]:
    """All events of the Convention by day."""
    return sorted([*_file()[0], *_computed(register)], key=lambda event: event.on)
