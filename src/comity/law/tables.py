"""An edition as the two tables that a lawyer reads: who may do what, when; and how long each phase lasts.

Plain data: rows of messages and strings, the same for the command line and for the pages. Each guard, effect and
period is one sentence, kept beside its function; article, source and status stand with each row (DESIGN 2).
A face shows a message with `message.say(gettext)`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from comity.law import words
from comity.law.act import Json
from comity.law.edition import Call, Edition, Entail, Outcome, Period, Phase, Row
from comity.law.effects import EFFECTS
from comity.law.finding import Rule
from comity.law.guards import GUARDS
from comity.law.messages import Message, listed, mark

REPRESENTED = ("requester", "invitee", "party", "signatory")  # who acts by a mandate
_PARAMETER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class ActRow:
    """One act: who may do it and with which mandate, in which log or rooms and phases, only if, and what follows.

    conditions: all must hold. then: the first that applies is taken. effects: what it changes, for who unfolds the row.
    """

    act: str
    title: Message
    summary: Message | None
    who: tuple[Message, ...]
    where: Message
    when: Message
    while_suspended: bool
    conditions: tuple[Message, ...]
    effects: tuple[Message, ...]
    then: tuple[Message, ...]
    entails: tuple[Message, ...]
    article: str
    source: str
    status: str


@dataclass(frozen=True)
class PeriodRow:
    """One period: how long from what, where it rolls, and what follows when it has passed, a sentence each."""

    period: str
    title: Message
    sentences: tuple[Message, ...]
    article: str
    source: str
    status: str


@dataclass(frozen=True)
class PhaseRow:
    """One phase: until what it lasts, the first that holds, and the periods that run in it.

    The last row may have no phase: its periods belong to none.
    """

    phase: str | None
    title: Message
    until: tuple[Message, ...]
    periods: tuple[PeriodRow, ...]


@dataclass(frozen=True)
class Tables:
    """Both tables in the edition's order, and what holds for every period."""

    acts: tuple[ActRow, ...]
    phases: tuple[PhaseRow, ...]
    notes: tuple[Message, ...]


def tables(edition: Edition) -> Tables:
    """Both tables of an edition; empty for a category whose procedure the edition does not have."""
    return Tables(
        tuple(_act_row(edition, row) for row in edition.acts.values()),
        tuple(_phase_rows(edition)),
        tuple(map(Message, NOTES)) if edition.periods else (),
    )


NOTES = (
    mark("The day of the event is not counted; a period ends with the last second of its last day."),
    mark("It ends in the zone that the case names; where it names none, in the zone most favourable to who must act."),
    mark("While a case is suspended its periods do not run, unless the table says that they do."),
)


def _act_row(edition: Edition, row: Row) -> ActRow:
    return ActRow(
        act=row.act,
        title=Message(row.title),
        summary=Message(row.summary) if row.summary else None,
        who=tuple(_performer(row, role) for role in row.who),
        where=listed([words.word(words.ROOMS, room) for room in row.rooms or ("case",)], any_of=True),
        when=phases_named(edition, row.when),
        while_suspended=row.while_suspended,
        conditions=tuple(sentence(edition, call, GUARDS) for call in row.guards),
        effects=tuple(sentence(edition, call, EFFECTS) for call in row.do),
        then=tuple(_outcomes(edition, row.then)),
        entails=tuple(_entailed(edition, entail) for entail in row.entails),
        article=row.article,
        source=row.source,
        status=row.status,
    )


def _performer(row: Row, role: str) -> Message:
    name = words.word(words.ROLES, role)
    if row.mandate is None or role not in REPRESENTED:
        return name
    return Message(mark("%(role)s %(mandate)s"), {"role": name, "mandate": words.word(words.POWERS, row.mandate)})


def phases_named(edition: Edition, names: Collection[str]) -> Message:
    """Phases in words, in the edition's order; three or more in a row as `first to last`."""
    runs = groupby(enumerate(edition.phases.values()), key=lambda item: item[1].name in names)
    parts: list[Message] = []
    for inside, run in runs:
        titles = [Message(phase.title) for _, phase in run] if inside else []
        if len(titles) > 2:
            titles = [Message(mark("%(first)s to %(last)s"), {"first": titles[0], "last": titles[-1]})]
        parts += titles
    return listed(parts, any_of=True)


def _phase_rows(edition: Edition) -> Iterator[PhaseRow]:
    placed: set[str] = set()
    for phase in edition.phases.values():
        here = [rule for rule in edition.periods.values() if rule.phase == phase.name or rule.name in phase.starts]
        placed.update(rule.name for rule in here)
        until = tuple(_outcomes(edition, phase.until)) or _open_end(edition, phase)
        yield PhaseRow(phase.name, Message(phase.title), until, tuple(_period_row(edition, rule) for rule in here))
    rest = [_period_row(edition, rule) for rule in edition.periods.values() if rule.name not in placed]
    if rest:
        yield PhaseRow(None, Message(mark("Not bound to a phase")), (), tuple(rest))


def _open_end(edition: Edition, phase: Phase) -> tuple[Message, ...]:
    """A phase without `until`: it is final, or one act alone moves the case on."""
    if phase.final:
        return (Message(mark("final")),)
    leading = [row for row in edition.acts.values() if phase.name in row.when and _leads_on(row, phase)]
    title = mark("until one of these is done: %(acts)s") if len(leading) > 1 else mark("until this is done: %(acts)s")
    return (Message(title, {"acts": _titles(leading)}),) if leading else ()


def _leads_on(row: Row, phase: Phase) -> bool:
    """Whether the act may carry the case out of this phase."""
    return any(outcome.phase not in (None, phase.name) and _may_hold(outcome, phase) for outcome in row.then)


def _may_hold(outcome: Outcome, phase: Phase) -> bool:
    named = [call.params["phases"] for call in outcome.conditions if call.name == "phase_in"]
    return all(isinstance(phases, list) and phase.name in phases for phases in named)


def _titles(rows: list[Row]) -> Message:
    return listed([Message(row.title) for row in rows], any_of=True)


def _period_row(edition: Edition, rule: Period) -> PeriodRow:
    sentences = (_length(edition, rule), *_rolls(rule), *_follows(edition, rule))
    return PeriodRow(rule.name, Message(rule.title), sentences, rule.article, rule.source, rule.status)


_LENGTHS = {
    "calendar-days": mark("%(length)s days from %(event)s"),
    "business-days": mark("%(length)s business days from %(event)s"),
    "months": mark("%(length)s months from %(event)s"),
}
_ROLLS = {
    "next-business-day": mark("a last day that is no business day moves to the next one"),
    "next-weekday-only": mark("a last day on a Saturday or Sunday moves to the next business day"),
}


def _length(edition: Edition, rule: Period) -> Message:
    event = words.word(words.EVENTS, rule.event)
    if rule.length is not None:
        return Message(_LENGTHS[rule.unit], {"length": rule.length, "event": event})
    if rule.hours is not None:
        hours = [Message(str(hour)) for hour in edition.hours(rule.hours)]
        return Message(mark("until the next of these hours, UTC: %(hours)s"), {"hours": listed(hours, any_of=True)})
    if rule.before is not None:
        days = edition.values[rule.before].value
        said = days if isinstance(days, int) else words.word(words.STATUSES, "unset")
        return Message(mark("until %(days)s days before the date that the text sets"), {"days": said})
    if rule.value is not None or rule.each is not None:
        return Message(mark("until the date that the text sets, running from %(event)s"), {"event": event})
    return Message(mark("from %(event)s; the rules do not say how long"), {"event": event})


def _rolls(rule: Period) -> Iterator[Message]:
    if rule.zone is not None:
        yield Message(mark("counted in the zone %(zone)s"), {"zone": rule.zone})
    if rule.roll in _ROLLS:
        yield Message(_ROLLS[rule.roll])


def _follows(edition: Edition, rule: Period) -> Iterator[Message]:
    """What the clock then performs, what becomes open, or that nothing happens by itself."""
    opened = [row for row in edition.acts.values() if Call("lapsed", {"period": rule.name}) in row.guards]
    if rule.lapse is not None:
        title = edition.acts[rule.lapse].title
        yield Message(mark("when it has passed, the clock performs: %(act)s"), {"act": Message(title)})
    if opened:
        yield Message(mark("when it has passed, this becomes open: %(act)s"), {"act": _titles(opened)})
    if rule.lapse is None and not opened:
        yield Message(mark("when it has passed, nothing happens by itself"))
    if rule.while_suspended:
        yield Message(mark("it runs on while the case is suspended"))


def _outcomes(edition: Edition, outcomes: tuple[Outcome, ...]) -> Iterator[Message]:
    for number, outcome in enumerate(outcomes):
        result = listed(list(_results(edition, outcome)))
        conditions = [sentence(edition, call, GUARDS) for call in outcome.conditions]
        if conditions:
            yield Message(mark("if %(conditions)s: %(result)s"), {"conditions": listed(conditions), "result": result})
        else:
            yield Message(mark("otherwise: %(result)s"), {"result": result}) if number else result


def _results(edition: Edition, outcome: Outcome) -> Iterator[Message]:
    yield from (sentence(edition, call, EFFECTS) for call in outcome.do)
    if outcome.ending is not None:
        title = edition.endings[outcome.ending].title
        yield Message(mark("the case ends (%(ending)s)"), {"ending": Message(title)})
    elif outcome.phase is not None:
        title = edition.phases[outcome.phase].title
        yield Message(mark("the case moves to “%(phase)s”"), {"phase": Message(title)})
    for code in outcome.starts:
        yield Message(mark("the period “%(period)s” begins"), {"period": Message(edition.periods[code].title)})
    if outcome == Outcome(outcome.conditions):
        yield Message(mark("the case stays where it is"))


def _entailed(edition: Edition, entail: Entail) -> Message:
    act = Message(edition.acts[entail.act].title)
    conditions = [sentence(edition, call, GUARDS) for call in entail.conditions]
    if not conditions:
        return Message(mark("at once, by itself: %(act)s"), {"act": act})
    return Message(mark("once %(conditions)s, by itself: %(act)s"), {"act": act, "conditions": listed(conditions)})


def sentence(edition: Edition, call: Call, vocabulary: Mapping[str, Rule]) -> Message:
    """The sentence of a guard or effect as this edition calls it: its parameters in words."""
    template = vocabulary[call.name].sentence
    return Message(template, {name: _parameter(edition, name, call.params) for name in _PARAMETER.findall(template)})


def _parameter(edition: Edition, name: str, params: Mapping[str, Json]) -> Message | int:
    value = list(params) if name == "names" else params.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    items = [str(item) for item in (value if isinstance(value, list) else [value])]
    if name == "phases":
        return phases_named(edition, items)
    subject = str(params.get("value", params.get("other", params.get("fact")))).lstrip("$")
    return listed([_word(edition, name, subject, item) for item in items], any_of=name not in ("names", "periods"))


_WORDS = {
    "kind": words.KINDS,
    "value": words.VALUES,
    "names": words.VALUES,
    "fact": words.FACTS,
    "other": words.FACTS,
    "one_of": words.CHOICES,
    "version": words.CHOICES,
    "among": words.LISTS,
    "office": words.ROLES,
    "status": words.SEATS,
    "standing": words.KINDS,
    "field": words.FACTS,
}


def _word(edition: Edition, name: str, subject: str, item: str) -> Message:
    """One parameter in words: the title that the edition gives it, else its word here."""
    periods = edition.periods if name in ("period", "periods") else {}
    titled = edition.acts.get(item) if name == "mark" else periods.get(item)
    if titled is not None:
        return Message(mark("“%(title)s”"), {"title": Message(titled.title)})
    table = _WORDS.get(name, {})
    return words.word(table, f"{subject}={item}" if f"{subject}={item}" in table else item.lstrip("$"))
