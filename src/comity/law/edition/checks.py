"""What only the whole edition can show.

Refused: an unknown phase, period, act, list, value, zone or fact; a final phase without an ending of the closed list,
and an ending without a final phase; an ending that nothing reaches; a room's row that touches phase, parties or
periods; `until` leading backward or nowhere; a call that cannot take what it is given (fits.py); a guard that would
hold of nobody (uses.py); a lapse that the clock would owe where its row is not open: the case could never go on.
"""

from collections.abc import Callable

from comity.law import zones
from comity.law.act import Json
from comity.law.calendars import BadCalendar
from comity.law.edition import fits, uses
from comity.law.edition.model import BadEdition, Call, Edition, Entail, Outcome, Period, Row
from comity.law.effects import EFFECTS
from comity.law.guards import GUARDS

ROOM_EFFECTS = ("put", "mark", "clear", "drop")
BY_ACTOR = ("@actor", "@party", "@role")
HOURS = range(24)


def whole(edition: Edition) -> None:
    """Every check over the whole edition; BadEdition names the first thing wrong."""
    for check in (_phases, _rows, _periods, _endings, _names, uses.check):
        check(edition)


def _phases(edition: Edition) -> None:
    order = list(edition.phases)
    for phase in edition.phases.values():
        for code in phase.starts:
            _known(code in edition.periods, f"phases.{phase.name}.starts", f"unknown period {code!r}")
        for number, outcome in enumerate(phase.until):
            where = f"phases.{phase.name}.until[{number}]"
            _known(outcome.phase in edition.phases, where, "leads to no phase")
            if order.index(str(outcome.phase)) <= order.index(phase.name):
                raise BadEdition(where, "must lead forward in the order of the phases")
    for where, outcome, _ in uses.places(edition):
        _known(outcome.phase is None or outcome.phase in edition.phases, where, f"unknown phase {outcome.phase!r}")
        for code in outcome.starts:
            _known(code in edition.periods, f"{where}.starts", f"unknown period {code!r}")
        final = outcome.phase is not None and edition.phases[outcome.phase].final
        if final != (outcome.ending is not None) or (
            outcome.ending is not None and outcome.ending not in edition.endings
        ):
            raise BadEdition(where, "a final phase goes with an ending of the closed list, and only a final phase does")


def _rows(edition: Edition) -> None:
    for where, outcome, row in uses.places(edition):
        for calls, vocabulary in ((outcome.conditions, GUARDS), (outcome.do, EFFECTS)):
            for call in calls:
                _parameters(call, where, row)
                fits.check(call, vocabulary[call.name].function, where, row)
        if row is not None and row.log == "room":
            _room_row(outcome, where)
    for row in edition.acts.values():
        for number, entail in enumerate(row.entails):
            _entail(edition, row, entail, f"acts.{row.act}.entails[{number}]")


def _parameters(call: Call, where: str, row: Row | None) -> None:
    for key, value in call.params.items():
        path = f"{where}.{call.name}.{key}"
        for inner in _within(value):
            _known(
                not _refers(inner), path, f"{inner!r} stands inside a list, where it would be taken as it is written"
            )
        if not isinstance(value, str) or not _refers(value):
            continue
        _known(
            row is not None and (value in BY_ACTOR or value[1:] in row.facts), path, f"{value!r} is no fact of this row"
        )
        _known(value[0] == "$" or value in BY_ACTOR, path, f"{value!r} names nothing")


def _within(value: Json) -> list[Json]:
    return value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []


def _refers(value: Json) -> bool:
    return isinstance(value, str) and value[:1] in ("$", "@")


def _room_row(outcome: Outcome, where: str) -> None:
    touched = [call.name for call in outcome.do if call.name not in ROOM_EFFECTS]
    if touched or outcome.phase or outcome.starts:
        raise BadEdition(where, "a row of a room's log may not touch phase, parties, values or periods of the case")


def _entail(edition: Edition, row: Row, entail: Entail, where: str) -> None:
    target = edition.acts.get(entail.act)
    if target is None or "system" not in target.who:
        raise BadEdition(where, f"{entail.act!r} is no act of the system")
    fits_log = target.log == "case" if entail.log == "case" else entail.log in target.rooms
    _known(fits_log, f"{where}.log", f"{entail.act!r} does not belong into the log {entail.log!r}")
    for name in entail.facts:
        _known(name in target.facts, f"{where}.facts.{name}", f"{entail.act!r} has no such fact")
    _parameters(Call("facts", entail.facts), where, row)


def _periods(edition: Edition) -> None:
    for period in edition.periods.values():
        where = f"periods.{period.name}"
        _known(
            period.phase is None or period.phase in edition.phases, f"{where}.phase", f"unknown phase {period.phase!r}"
        )
        _known(period.zone is None or period.zone in zones.names(), f"{where}.zone", f"unknown zone {period.zone!r}")
        if period.before is not None:
            _days(edition, period, f"{where}.before")
        if period.hours is not None:
            _hours(edition, period.hours, f"{where}.hours")
            _known(period.while_suspended, where, "a fixed time of the day does not wait: while_suspended is wanted")
        if period.lapse is not None:
            _lapse(edition, period, where)


def _days(edition: Edition, period: Period, where: str) -> None:
    value = edition.values.get(str(period.before))
    counted = value is not None and (value.value is None or (type(value.value) is int and value.value >= 1))
    _known(counted and period.each is not None, where, f"{period.before!r} is no value in days before an instant")


def _hours(edition: Edition, name: str, where: str) -> None:
    value = edition.values[name].value if name in edition.values else None
    whole_hours = isinstance(value, list) and bool(value) and all(type(hour) is int and hour in HOURS for hour in value)
    _known(whole_hours, where, f"{name!r} is no value that lists hours of the day")


def _lapse(edition: Edition, period: Period, where: str) -> None:
    row = edition.acts.get(str(period.lapse))
    if row is None or row.who != ("clock",) or row.log != "case":
        raise BadEdition(f"{where}.lapse", f"{period.lapse!r} is no act of the clock")
    _known(
        period.phase is None or period.phase in row.when,
        f"{where}.lapse",
        f"{row.act!r} is not open in {period.phase!r}",
    )
    _known(
        row.while_suspended or not period.while_suspended,
        f"{where}.lapse",
        f"{row.act!r} is not open while the case is suspended, but the period runs",
    )


def _endings(edition: Edition) -> None:
    reached = {outcome.ending for _, outcome, _ in uses.places(edition)}
    for name in edition.endings:
        _known(name in reached, f"endings.{name}", "nothing reaches this ending")


def _names(edition: Edition) -> None:
    """Lists, values of the edition, periods and phases that guards name; the edition's own zone and calendar."""
    for where, outcome, _ in uses.places(edition):
        for call in outcome.conditions:
            for key in ("required", "among"):
                _named(call, key, lambda name: bool(edition.lists.get(name)), where)
            _named(call, "otherwise", lambda name: name in edition.values, where)
            _named(call, "period", lambda name: name in edition.periods, where)
            if "hours" in call.params:
                _hours(edition, str(call.params["hours"]), f"{where}.{call.name}.hours")
            for phase in _listed(call.params.get("phases")):
                _known(phase in edition.phases, f"{where}.{call.name}.phases", f"unknown phase {phase!r}")
        for call in outcome.do:
            _named(call, "within", lambda name: name in edition.periods, where)
            _named(call, "by", lambda name: name in edition.values, where)
            for code in _listed(call.params.get("periods")):
                _known(code in edition.periods, f"{where}.{call.name}.periods", f"unknown period {code!r}")
    zone = edition.values["zone"].value if "zone" in edition.values else None
    _known(zone is None or zone in zones.names(), "values.zone", f"unknown zone {zone!r}")
    try:
        _ = edition.calendar
    except BadCalendar as error:
        raise BadEdition("values.calendar", str(error)) from None


def _named(call: Call, key: str, known: Callable[[str], bool], where: str) -> None:
    name = call.params.get(key)
    if isinstance(name, str) and name[:1] != "$":
        _known(known(name), f"{where}.{call.name}.{key}", f"{name!r} is unknown or empty")


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _known(fine: bool, path: str, reason: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fine:
        raise BadEdition(path, reason)
