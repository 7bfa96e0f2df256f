"""Periods of a case: when each that starts will end, computed by law.deadlines inside the step."""

from datetime import datetime

from comity.law import deadlines
from comity.law.act import Act, Json
from comity.law.edition import Edition, Period
from comity.law.instants import parse, render
from comity.law.state import State

UTC_ZONE = "UTC"


def start(edition: Edition, state: State, act: Act, codes: tuple[str, ...]) -> None:
    """Start the periods named, in the state given (a copy of its own). An unset length starts nothing."""
    for code in codes:
        rule = edition.periods[code]
        if rule.each is not None:
            for name, thing in state.things.get(rule.each, {}).items():
                _set(state, act, f"{code}:{name}", rule, thing.get(str(rule.field)))
        elif rule.value is not None:
            _set(state, act, code, rule, state.values.get(rule.value))
        elif rule.hours is not None:
            _enter(state, act, code, rule, deadlines.next_head_time(act.at, edition.hours(rule.hours)), UTC_ZONE)
        elif rule.length is not None:
            _enter(state, act, code, rule, *ends(edition, rule, act.at, zone_of(state)))


def zone_of(state: State) -> str | None:
    """The zone that the case named in its first act, if it did."""
    zone = state.whole.values.get("zone")
    return zone if isinstance(zone, str) else None


def ends(edition: Edition, rule: Period, event: datetime, zone: str | None) -> tuple[datetime, str]:
    """The due instant (UTC) and its zone: the rule's, the case's, the edition's, or the most favourable one."""
    length, named = rule.length or 0, rule.zone or zone or edition.zone
    if named is None:
        return deadlines.most_favourable(
            event, length=length, unit=rule.unit, roll=rule.roll, calendar=edition.calendar
        )
    due = deadlines.due(event, length=length, unit=rule.unit, zone=named, roll=rule.roll, calendar=edition.calendar)
    return due, named


def _set(state: State, act: Act, code: str, rule: Period, instant: Json) -> None:
    """A period whose end the text gives; one that has passed already falls due at once."""
    if isinstance(instant, str):
        _enter(state, act, code, rule, max(parse(instant), act.at), zone_of(state) or UTC_ZONE)


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
