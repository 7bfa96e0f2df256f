"""One step of a case or of a room: may this act be, and what is the state after it?

Rules upheld, in this order (a wrong order gives a wrong reason): the row; the right log and room; time never goes back,
in a room not behind what it saw of the case either; no lapse is owed; the role, and that the actor holds it; access to
the room; the mandate; the phase; the suspension; the facts' types; a lapse is the next one due; the guards. Then:
effects, `then` (first match), `until` (first match, repeated until nothing holds). A phase lasts until its condition
holds, whichever act made it hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.law import facts, periods
from comity.law.act import Act, Json
from comity.law.deadlines import BadPeriod
from comity.law.edition import Call, Edition, Outcome, Row
from comity.law.edition.model import MACHINES
from comity.law.effects import EFFECTS
from comity.law.finding import Finding
from comity.law.guards import GUARDS
from comity.law.instants import parse, render
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.state import State


class Refused(Exception):
    """An act that the table does not allow: the article, the reason in plain words, and which rule spoke."""

    def __init__(self, article: str, message: Message, rule: str) -> None:
        super().__init__(f"{article}: {message.english()}")
        self.article, self.message, self.rule = article, message, rule


@dataclass(frozen=True)
class Owed:
    """A lapse that the clock owes: due (UTC), the period's code, the act to perform."""

    due: datetime
    period: str
    act: str


def start(edition: Edition, *, room: dict[str, str | None] | None = None, case: State | None = None) -> State:
    """The state before the first act, of a case or of a room {id, kind, party}."""
    return State(phase="" if room else edition.beginning, room=room, edition=edition, case=case)


def owed(edition: Edition, state: State, at: datetime) -> list[Owed]:
    """Lapses that are due before `at`, earliest first, at one instant in the edition's order of periods."""
    before = render(at)
    return [Owed(parse(due), code, act) for due, code, act in _lapses(edition, state) if due < before]


def _lapses(edition: Edition, state: State) -> list[tuple[str, str, str]]:
    """Due, code and act of every lapse to come, in order: none of what is over, or stands still while suspended."""
    order, found = list(edition.periods), []
    for code, period in state.periods.items():
        rule = edition.periods[str(period["rule"])]
        runs = not period["lapsed"] and (state.suspended_since is None or rule.while_suspended)
        if rule.lapse is not None and runs:
            found.append((str(period["due"]), order.index(rule.name), code, rule.lapse))
    return [(due, code, act) for due, _, code, act in sorted(found)]


def check(edition: Edition, state: State, act: Act) -> Row:
    """The row that allows the act. Raises Refused."""
    row = edition.acts.get(act.act)
    if row is None:
        raise Refused(edition.name, Message(_("This edition has no such act.")), "table")
    _check_place(row, state)
    _check_time(edition, row, state, act)
    if fault := standing(row, state, act):
        raise Refused(row.article, fault.message, fault.rule)
    _check_facts(row, act)
    _check_lapse(edition, row, state, act)
    for call in row.guards:
        finding = holds(call, state, act)
        if finding.message is not None:
            raise Refused(row.article, finding.message, call.name)
    return row


@dataclass(frozen=True)
class Fault:
    """Why an actor cannot perform a row at all, whatever the facts."""

    message: Message
    rule: str


def standing(row: Row, state: State, act: Act) -> Fault | None:
    """Role, room access, mandate, phase and suspension; None where nothing stands in the way."""
    case = state.whole
    if act.role not in row.who or not _role_held(state, act):
        return Fault(Message(_("This act is for others to perform.")), "role")
    if state.room is not None and not admits(state.room, act.role, act.party):
        return Fault(Message(_("This act is for others to perform.")), "room")
    if (
        row.mandate is not None
        and act.role in ("requester", "invitee", "party", "signatory")
        and row.mandate not in act.mandate
    ):
        return Fault(Message(_("Your mandate does not cover this act.")), "mandate")
    if case.phase not in row.when:
        return Fault(Message(_("This act is not open in the present phase.")), "phase")
    if case.suspended_since is not None and not row.while_suspended:
        return Fault(Message(_("The case is suspended.")), "suspension")
    return None


def admits(room: Mapping[str, str | None], role: str, party: str | None) -> bool:
    """Whether a room is open to a role: who may read it may speak in it."""
    if role in MACHINES:
        return True
    if role == "party":
        return room["kind"] == "joint" or (room["kind"] in ("caucus", "delegation") and room["party"] == party)
    if role == "mediator":
        return room["kind"] in ("joint", "caucus", "mediator")
    return role == "registry" and room["kind"] == "registry"


def step(edition: Edition, state: State, act: Act) -> State:
    """The state after the act; the one given stays as it is. Raises Refused."""
    row = check(edition, state, act)
    try:
        return _after(edition, row, state, act)
    except BadPeriod as error:
        beyond = Message(_("A period would end after the last year that a calendar counts."))
        raise Refused(row.article, beyond, "period") from error


def _after(edition: Edition, row: Row, state: State, act: Act) -> State:
    new = state.copy()
    if act.period is not None:
        new.periods[act.period] = {**new.periods[act.period], "lapsed": True}
    _apply(edition, new, act, Outcome(do=row.do))
    _first(edition, new, act, row.then)
    if new.room is None:
        while _first(edition, new, act, edition.phases[new.phase].until):
            pass
    new.last_at, new.size = render(act.at), state.size + 1
    return new


def holds(call: Call, state: State, act: Act) -> Finding:
    """What a guard finds on this state and act."""
    finding: Finding = GUARDS[call.name].function(state, act, **parameters(call, act))
    return finding


def parameters(call: Call, act: Act) -> dict[str, Json]:
    """A call's parameters with $fact, @actor, @party and @role put in."""
    return {key: resolve(value, act) for key, value in call.params.items()}


def resolve(value: Json, act: Act) -> Json:
    """A value as the row writes it: $x is the fact x (None where left out), @actor, @party, @role, else literal."""
    if isinstance(value, str) and value[:1] == "$":
        return act.facts.get(value[1:])
    return (
        {"@actor": act.actor, "@party": act.party, "@role": act.role}.get(value, value)
        if isinstance(value, str)
        else value
    )


def _check_place(row: Row, state: State) -> None:
    wrong = (row.log == "room") != (state.room is not None) or (
        state.room is not None and state.room["kind"] not in row.rooms
    )
    if wrong:
        raise Refused(row.article, Message(_("This act does not belong in this room.")), "place")


def _check_time(edition: Edition, row: Row, state: State, act: Act) -> None:
    if any(log.last_at is not None and render(act.at) < log.last_at for log in (state, state.whole)):
        raise Refused(row.article, Message(_("An act cannot come before the one that precedes it in the log.")), "time")
    missing = owed(edition, state.whole, act.at)
    if missing:
        words = Message(
            _("%(period)s lapsed at %(due)s, and the lapse is not in the log."),
            {"period": missing[0].period, "due": render(missing[0].due)},
        )
        raise Refused(row.article, words, "lapse")


def _role_held(state: State, act: Act) -> bool:
    case = state.whole
    match act.role:
        case "requester":
            return not case.parties
        case "party":
            return case.parties.get(act.party or "", {}).get("status") == "in"
        case "invitee":
            return case.parties.get(act.party or "", {}).get("status") == "invited"
        case "signatory":
            return act.party in case.signatories()
        case "nominee":
            return case.seats.get(act.actor, {}).get("status") == "nominated"
        case "mediator":
            return case.seats.get(act.actor, {}).get("status") == "seated"
        case "clock" | "system":
            return act.actor == act.role
        case _:  # an office is held in the institution's docket: looked up by the server, taken on trust by a verifier
            return True


def _check_facts(row: Row, act: Act) -> None:
    for name, value in act.facts.items():
        if name not in row.facts or not facts.holds(row.facts[name], value):
            raise Refused(
                row.article,
                Message(_("The fact %(fact)s is not of the kind that the rules want."), {"fact": name}),
                "facts",
            )
    for name, kind in row.facts.items():
        if name not in act.facts and not kind.endswith("?"):
            raise Refused(row.article, Message(_("The fact %(fact)s is missing."), {"fact": name}), "facts")


def _check_lapse(edition: Edition, row: Row, state: State, act: Act) -> None:
    lapses = {period.lapse for period in edition.periods.values()}
    if (row.act in lapses) != (act.period is not None):
        raise Refused(row.article, Message(_("A lapse names its period.")), "lapse")
    if act.period is None:
        return
    if (render(act.at), act.period, act.act) not in _lapses(edition, state)[:1]:
        raise Refused(row.article, Message(_("No such period ends at this instant.")), "lapse")


def _first(edition: Edition, state: State, act: Act, outcomes: Sequence[Outcome]) -> bool:
    """Apply the first outcome whose conditions all hold; whether it moved the case to a phase."""
    for outcome in outcomes:
        if all(holds(call, state, act).holds for call in outcome.conditions):
            _apply(edition, state, act, outcome)
            return outcome.phase is not None
    return False


def _apply(edition: Edition, state: State, act: Act, outcome: Outcome) -> None:
    for call in outcome.do:
        EFFECTS[call.name].function(state, act, **parameters(call, act))
    if outcome.phase is not None:
        _enter(edition, state, act, outcome)
    periods.start(edition, state, act, outcome.starts)


def _enter(edition: Edition, state: State, act: Act, outcome: Outcome) -> None:
    periods.leave(edition, state, state.phase)
    state.phase, state.ending = str(outcome.phase), outcome.ending
    if outcome.ending is not None:
        state.suspended_since = None
        state.periods = {code: kept for code, kept in state.periods.items() if edition.periods[str(kept["rule"])].hours}
    periods.start(edition, state, act, edition.phases[state.phase].starts)
