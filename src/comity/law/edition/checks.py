"""What only the whole edition can show.

Refused: an unknown phase, period, act, list, value or fact; a final phase without an ending of the closed list, and an
ending without a final phase; an ending that nothing reaches; a room's row that touches phase, parties or periods;
`until` leading backward or nowhere; a guard of nobody (an empty list, or a value that no act settles).
"""

from collections.abc import Callable, Iterator

from comity.law.act import Json
from comity.law.edition.model import BadEdition, Call, Edition, Outcome, Row

ROOM_EFFECTS = ("put", "mark", "clear", "drop")
_VALUES = ("all_have", "among", "none_among", "value_is", "is_set", "is_unset")


def whole(edition: Edition) -> None:
    """Every check over the whole edition; BadEdition names the first thing wrong."""
    for check in (_phases, _rows, _periods, _endings, _lists_and_values):
        check(edition)


def _places(edition: Edition) -> Iterator[tuple[str, Outcome, Row | None]]:
    for phase in edition.phases.values():
        yield from (
            (f"phases.{phase.name}.until[{number}]", outcome, None) for number, outcome in enumerate(phase.until)
        )
    for row in edition.acts.values():
        yield f"acts.{row.act}", Outcome(row.guards, row.do), row
        yield from ((f"acts.{row.act}.then[{number}]", outcome, row) for number, outcome in enumerate(row.then))


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
    for where, outcome, _ in _places(edition):
        _known(outcome.phase is None or outcome.phase in edition.phases, where, f"unknown phase {outcome.phase!r}")
        for code in outcome.starts:
            _known(code in edition.periods, f"{where}.starts", f"unknown period {code!r}")
        final = outcome.phase is not None and edition.phases[outcome.phase].final
        if final != (outcome.ending is not None) or (
            outcome.ending is not None and outcome.ending not in edition.endings
        ):
            raise BadEdition(where, "a final phase goes with an ending of the closed list, and only a final phase does")


def _rows(edition: Edition) -> None:
    for where, outcome, row in _places(edition):
        for call in (*outcome.conditions, *outcome.do):
            _parameters(call, where, row)
        if row is not None and row.log == "room":
            _room_row(outcome, where)
    for row in edition.acts.values():
        for number, entail in enumerate(row.entails):
            where = f"acts.{row.act}.entails[{number}]"
            target = edition.acts.get(entail.act)
            _known(target is not None and "system" in target.who, where, f"{entail.act!r} is no act of the system")
            for call in (*entail.conditions, Call("facts", entail.facts)):
                _parameters(call, where, row)


def _parameters(call: Call, where: str, row: Row | None) -> None:
    for key, value in call.params.items():
        if not isinstance(value, str) or value[:1] not in ("$", "@"):
            continue
        if row is None or (value[0] == "$" and value[1:] not in row.facts):
            raise BadEdition(f"{where}.{call.name}.{key}", f"{value!r} is no fact of this row")
        _known(
            value[0] == "$" or value in ("@actor", "@party", "@role"),
            f"{where}.{call.name}.{key}",
            f"{value!r} names nothing",
        )


def _room_row(outcome: Outcome, where: str) -> None:
    touched = [call.name for call in outcome.do if call.name not in ROOM_EFFECTS]
    if touched or outcome.phase or outcome.starts:
        raise BadEdition(where, "a row of a room's log may not touch phase, parties, values or periods of the case")


def _periods(edition: Edition) -> None:
    for period in edition.periods.values():
        where = f"periods.{period.name}"
        _known(
            period.phase is None or period.phase in edition.phases, f"{where}.phase", f"unknown phase {period.phase!r}"
        )
        _known(
            period.hours is None or bool(edition.values.get(period.hours)),
            f"{where}.hours",
            f"unknown value {period.hours!r}",
        )
        if period.lapse is not None:
            row = edition.acts.get(period.lapse)
            _known(
                row is not None and row.who == ("clock",) and row.log == "case",
                f"{where}.lapse",
                f"{period.lapse!r} is no act of the clock",
            )


def _endings(edition: Edition) -> None:
    reached = {outcome.ending for _, outcome, _ in _places(edition)}
    for name in edition.endings:
        _known(name in reached, f"endings.{name}", "nothing reaches this ending")


def _lists_and_values(edition: Edition) -> None:
    settled = {
        name for _, outcome, _ in _places(edition) for call in outcome.do if call.name == "set" for name in call.params
    }
    conditions = [(where, call) for where, outcome, _ in _places(edition) for call in outcome.conditions]
    entailed = [
        (f"acts.{row.act}.entails", call)
        for row in edition.acts.values()
        for entail in row.entails
        for call in entail.conditions
    ]
    for where, call in [*conditions, *entailed]:
        for key in ("required", "among"):
            _named(call, key, lambda name: bool(edition.lists.get(name)), where)
        for key in ("otherwise", "hours"):
            _named(call, key, lambda name: name in edition.values, where)
        _named(call, "period", lambda name: name in edition.periods, where)
        for phase in _listed(call.params.get("phases")):
            _known(phase in edition.phases, f"{where}.{call.name}.phases", f"unknown phase {phase!r}")
        if call.name in _VALUES:
            name = call.params.get("value", call.params.get("of", "parties"))
            of_nobody = name not in ("parties", "signatories") and name not in settled
            _known(not of_nobody, f"{where}.{call.name}", f"would hold of nobody: nothing settles {name!r}")


def _named(call: Call, key: str, known: Callable[[str], bool], where: str) -> None:
    name = call.params.get(key)
    if isinstance(name, str) and name[:1] != "$":
        _known(known(name), f"{where}.{call.name}.{key}", f"{name!r} is unknown or empty")


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _known(fine: bool, path: str, reason: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fine:
        raise BadEdition(path, reason)
