"""What the tables name must be made somewhere, or a guard would hold of nobody.

A kind of thing that no act puts, a fact that stays with none, a mark that no act makes, an office that nobody can hold,
a value that nothing settles: a misspelt name, and a case that stands still for ever. What a room's log holds only that
log's rows can see, and what the case's log holds only the case's; values and offices belong to the whole case.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from comity.law.act import Json
from comity.law.edition.model import BadEdition, Call, Edition, Outcome, Row
from comity.law.effects import EFFECTS

SIDES = ("requester", "invitee", "party", "signatory")
ALL_OF = ("parties", "signatories")

Place = tuple[str, Outcome, Row | None]


@dataclass
class Made:
    """What the acts of one log make. kept: by kind, the facts that stay with a thing."""

    kinds: set[Json] = field(default_factory=set)
    kept: dict[Json, set[Json]] = field(default_factory=dict)
    marks: set[Json] = field(default_factory=set)
    offices: set[Json] = field(default_factory=set)
    values: set[Json] = field(default_factory=set)


def places(edition: Edition) -> Iterator[Place]:
    """Every place where calls stand, with its key path and the row that it belongs to, None for a phase."""
    for phase in edition.phases.values():
        yield from (
            (f"phases.{phase.name}.until[{number}]", outcome, None) for number, outcome in enumerate(phase.until)
        )
    for row in edition.acts.values():
        yield f"acts.{row.act}", Outcome(row.guards, row.do), row
        yield from ((f"acts.{row.act}.then[{number}]", outcome, row) for number, outcome in enumerate(row.then))
        for number, entail in enumerate(row.entails):
            yield f"acts.{row.act}.entails[{number}]", Outcome(entail.conditions), row


def check(edition: Edition) -> None:
    """Refuse a name that nothing makes. BadEdition names the first."""
    made = {log: _made(edition, log) for log in ("case", "room")}
    for where, outcome, row in places(edition):
        here = made["room" if row is not None and row.log == "room" else "case"]
        for call in (*outcome.conditions, *outcome.do):
            _check_call(call, f"{where}.{call.name}", here, made["case"])
            if call.name == "mark" and row is not None and not set(row.who) <= set(SIDES):
                raise BadEdition(f"{where}.mark", "binds a party: every role of the row must act for one")
            if call.params.get("of") == "signatories":
                _check_signatories(made["case"], f"{where}.{call.name}")
    for row in edition.acts.values():
        if "signatory" in row.who:
            _check_signatories(made["case"], f"acts.{row.act}.who")
    for period in edition.periods.values():
        where = f"periods.{period.name}"
        _known(period.value, made["case"].values, f"{where}.value", "would never start: nothing settles")
        _known(period.each, made["case"].kinds, f"{where}.each", "would never start: nothing puts")
        kept = made["case"].kept.get(period.each, set())
        _known(period.field, kept, f"{where}.field", "would never start: nothing keeps")


def _check_signatories(case: Made, where: str) -> None:
    """Who the signatories are, State.signatories says: not the edition, which must use its names."""
    if "sign" not in case.marks or "settlement-clause" not in case.kinds:
        raise BadEdition(where, "would hold of nobody: no act `sign` binds to a `settlement-clause`")


def _made(edition: Edition, log: str) -> Made:
    made = Made()
    for _, outcome, row in places(edition):
        if log == ("case" if row is None else row.log):
            for call in outcome.do:
                _enter(made, call, row)
    return made


def _enter(made: Made, call: Call, row: Row | None) -> None:
    given = call.params
    if call.name == "put":
        made.kinds.add(given["kind"])
        made.kept.setdefault(given["kind"], set()).update(_listed(given.get("keep")))
    if call.name == "settle":
        made.kinds.add(given["into"])
        made.kept.setdefault(given["into"], set()).update(("clauses", "parties", "since"))
    if call.name == "mark":
        made.marks.add(given.get("name", row.act if row is not None else None))
    if call.name == "seat":
        made.offices.add(given["office"])
    if call.name == "set":
        made.values.update(given)
    if call.name == "stamp":
        made.values.add(given["value"])


def _check_call(call: Call, where: str, here: Made, case: Made) -> None:
    given = call.params
    kind = given.get("kind", given.get("on"))
    _known(kind, here.kinds, where, "would hold of nobody: nothing puts")
    _known(given.get("field"), here.kept.get(kind, set()), where, "would hold of nobody: nothing keeps")
    for mark in (given.get("mark"), *_listed(given.get("marks"))):
        _known(mark, here.marks, where, "would hold of nobody: nothing makes the mark")
    _known(given.get("since_last"), case.values, where, "would hold for ever: nothing settles")
    _known(given.get("office"), case.offices, where, "would hold of nobody: nobody is given the office")
    if call.name not in EFFECTS:
        value = None if given.get("of") in ALL_OF else given.get("of")
        for name in (value, given.get("number"), given.get("value")):
            _known(name, case.values, where, "would hold of nobody: nothing settles")


def _known(name: Json, made: set[Json], where: str, reason: str) -> None:
    if isinstance(name, str) and name[:1] not in ("$", "@") and name not in made:
        raise BadEdition(where, f"{reason} {name!r}")


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
