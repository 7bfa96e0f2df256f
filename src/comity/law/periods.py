"""Periods of a case: when each that starts will end, computed by law.deadlines inside the step.

Rules upheld:
- a length that the parties agreed on counts instead of the edition's, for every period of that name that starts later;
- started again, a period of a thing whose instant has not changed goes on as it was, and one that has lapsed is not
  revived.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from comity.law import deadlines
from comity.law.act import Act, Json
from comity.law.edition import Edition, Period
from comity.law.instants import parse, render
from comity.law.state import State, lengths

UTC_ZONE = "UTC"


def start(edition: Edition, state: State, act: Act, codes: tuple[str, ...]) -> None:
    """Start the periods named, in the state given (a copy of its own). An unset length starts nothing."""
    for code in codes:
        rule = edition.periods[code]
        if rule.each is not None:
            for name, thing in state.things.get(rule.each, {}).items():
                _again(state, act, f"{code}:{name}", rule, _ahead(edition, rule, act, thing.get(str(rule.field))))
        elif rule.value is not None:
            _set(state, act, code, rule, state.values.get(rule.value))
        elif rule.hours is not None:
            _enter(state, act, code, rule, deadlines.next_head_time(act.at, edition.hours(rule.hours)), UTC_ZONE)
        elif rule.length is not None:
            _enter(state, act, code, rule, *ends(edition, agreed(state, rule), act.at, zone_of(state)))


def zone_of(state: State) -> str | None:
    """The zone that the case named in its first act, if it did."""
    zone = state.whole.values.get("zone")
    return zone if isinstance(zone, str) else None


def agreed(state: State, rule: Period) -> Period:
    """The rule with the length that the parties agreed on, if they did (effects.vary)."""
    length = lengths(state).get(rule.name)
    return replace(rule, length=length) if isinstance(length, int) else rule


def ends(edition: Edition, rule: Period, event: datetime, zone: str | None) -> tuple[datetime, str]:
    """The due instant (UTC) and its zone: the rule's, the edition's, the case's, or the most favourable one."""
    named = rule.zone or edition.zone or zone
    return deadlines.counted(
        event, length=rule.length or 0, unit=rule.unit, zone=named, roll=rule.roll, calendar=edition.calendar
    )


def _ahead(edition: Edition, rule: Period, act: Act, instant: Json) -> Json:
    """The instant that a thing names, or days before it where the rule warns of it; None where that day has passed."""
    if rule.before is None or not isinstance(instant, str):
        return instant
    days = edition.values[rule.before].value
    early = parse(instant) - timedelta(days=days) if isinstance(days, int) else act.at
    return render(early) if early > act.at else None


def _again(state: State, act: Act, code: str, rule: Period, instant: Json) -> None:
    """A thing's period, unless it stands as the thing names it, or the clock has done already what follows from it."""
    standing = state.periods.get(code)
    if standing is None or not isinstance(instant, str):
        _set(state, act, code, rule, instant)
        return
    due = str(standing["due"])
    if due != max(instant, str(standing["since"])) and not (standing["lapsed"] and due >= instant):
        _set(state, act, code, rule, instant)


def _set(state: State, act: Act, code: str, rule: Period, instant: Json) -> None:
    """A period whose end the text gives; one that has passed already falls due at once."""
    if isinstance(instant, str):
        _enter(state, act, code, rule, max(parse(instant), act.at), state.rules.zone or zone_of(state) or UTC_ZONE)


def _enter(state: State, act: Act, code: str, rule: Period, due: datetime, zone: str) -> None:
    state.periods[code] = {
        "due": render(due),
        "rule": rule.name,
        "since": render(act.at),
        "zone": zone,
        "lapsed": False,
    }


def leave(edition: Edition, state: State, phase: str) -> None:
    """Stop the periods that belong to a phase which is left."""
    state.periods = {
        code: kept for code, kept in state.periods.items() if edition.periods[str(kept["rule"])].phase != phase
    }
