"""Effects: the closed vocabulary of changes that an edition may use. An edition uses them; only code adds one.

Rules upheld:
- each is total on every act that its guards let through: what is not there is left as it is, nothing raises;
- the state given is a copy of its own (State.copy), and inner maps are replaced, never changed in place.
"""

from collections.abc import Mapping, Sequence

from comity.law import deadlines
from comity.law.act import Act, Json
from comity.law.finding import Rule, collector
from comity.law.instants import parse, render
from comity.law.messages import mark as _
from comity.law.state import State, Thing, mark_key, said

EFFECTS: dict[str, Rule] = {}
effect = collector(EFFECTS)


@effect(_("the parties enter the case, or are invited to it"))
def admit(
    state: State,
    act: Act,
    *,
    sides: Mapping[str, str] | None = None,
    consents: Mapping[str, str] | None = None,
    party: str | None = None,
) -> None:
    """Enter all parties of a request, each in (consent given) or invited; or let one invited party in."""
    for name, side in (sides or {}).items():
        given = (consents or {}).get(name) == "given"
        state.parties[name] = {"side": side, "status": "in" if given else "invited"}
    if party in state.parties:
        state.parties[party] = {**state.parties[party], "status": "in"}


@effect(_("the party leaves the case"))
def part(state: State, act: Act, *, party: str) -> None:
    """The party is no longer in the case."""
    if party in state.parties:
        state.parties[party] = {**state.parties[party], "status": "left"}


@effect(_("the person is %(status)s as %(office)s"))
def seat(state: State, act: Act, *, account: str, office: str, status: str) -> None:
    """Nominate or seat a person."""
    state.seats[account] = {"office": office, "status": status}


@effect(_("the seat ends"))
def unseat(state: State, act: Act, *, account: str | None = None, status: str | None = None) -> None:
    """End one person's seat, or every seat of a status."""
    for name, held in list(state.seats.items()):
        if name == account or held["status"] == status:
            state.seats[name] = {**held, "status": "ended"}


def _put(state: State, kind: str, name: str, thing: Thing) -> None:
    state.things[kind] = {**state.things.get(kind, {}), name: thing}


@effect(_("the %(kind)s stands at this version"))
def put(
    state: State,
    act: Act,
    *,
    kind: str,
    name: str | None = None,
    version: str | None = None,
    versions: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
) -> None:
    """Put one thing, or every thing of a map, at a version; keep: facts of the act that stay with the thing."""
    kept = {fact: act.facts[fact] for fact in keep if fact in act.facts}
    single = {} if name is None else {name: version}
    for item, at in {**single, **(versions or {})}.items():
        _put(state, kind, item, {"version": at, "open": False, **kept})


@effect(_("the clauses named are reopened, and earlier agreement to them no longer counts"))
def reopen(state: State, act: Act, *, kind: str, names: Sequence[str]) -> None:
    """Things that wait for a new version, or for the same put again; either way all must agree to them anew."""
    for name in names:
        if thing := state.things.get(kind, {}).get(name):
            _put(state, kind, name, {**thing, "open": True})
            state.marks = {key: kept for key, kept in state.marks.items() if key.split("/", 1)[1] != f"{kind}/{name}"}


@effect(_("every %(kind)s is withdrawn"))
def drop(state: State, act: Act, *, kind: str) -> None:
    """Nothing of the kind stands any more."""
    state.things.pop(kind, None)


@effect(_("the party is bound to what it names"))
def mark(
    state: State,
    act: Act,
    *,
    name: str | None = None,
    on: str | None = None,
    thing: str | None = None,
    leave_out: Sequence[str] = (),
    of: Sequence[str] = (),
    within: str | None = None,
) -> None:
    """Bind the acting party: to the thing named, to all of a kind, or, where there is no kind, to what the act said.

    of: the facts that count as said, where some were only looked up. within: a period; what was said counts until it
    starts anew, so that an old yes never meets a new one.
    """
    until = act.facts.get("stands_until")
    told = {fact: act.facts[fact] for fact in of if fact in act.facts} if of else dict(act.facts)
    if within is not None:
        told["within"] = state.whole.periods.get(within, {}).get("since")
    things = state.things.get(on, {}) if on is not None else {"": {"version": said(told)}}
    for item in [thing] if thing is not None else list(things):
        if item in things and item not in leave_out:
            key = mark_key(name or act.act, on, item)
            version = things[item]["version"]
            state.marks[key] = {
                **state.marks.get(key, {}),
                str(act.party): [str(version), str(until) if until else None],
            }


@effect(_("earlier agreement to it no longer counts"))
def clear(state: State, act: Act, *, marks: Sequence[str], party: str | None = None) -> None:
    """Take away marks of these names: every party's, or one party's."""
    for key in [key for key in state.marks if key.split("/", 1)[0] in marks]:
        if party is None:
            del state.marks[key]
        else:
            state.marks[key] = {name: kept for name, kept in state.marks[key].items() if name != party}


@effect(_("settled: %(names)s"))
def set(state: State, act: Act, /, **names: Json) -> None:  # noqa: A001 - the editions' word for it
    """Settle values of the case; an optional fact that was not given settles nothing."""
    state.values.update({name: value for name, value in names.items() if value is not None})


@effect(_("the case is suspended"))
def suspend(state: State, act: Act) -> None:
    """The second axis: the phase stays, its periods do not run."""
    state.suspended_since = state.suspended_since or render(act.at)


@effect(_("the case goes on; its periods move by the time that it was suspended"))
def resume(state: State, act: Act) -> None:
    """Shift every period that stood still, by the time that it did; one that had run out before stays as it is.

    An instant that a text names is not counted in days, and does not move.
    """
    if state.suspended_since is None:
        return
    since, state.suspended_since = state.suspended_since, None
    for code, period in state.periods.items():
        rule, due = state.rules.periods[str(period["rule"])], str(period["due"])
        counted = rule.length is not None and not rule.while_suspended
        if counted and not period["lapsed"] and due >= since:
            moved = deadlines.shift(
                parse(due),
                act.at - parse(max(since, str(period["since"]))),
                zone=str(period["zone"]),
                roll=rule.roll,
                calendar=state.rules.calendar,
            )
            state.periods[code] = {**period, "due": render(moved)}


@effect(_("the period is moved, for all alike"))
def shift(
    state: State,
    act: Act,
    *,
    period: str | None = None,
    to: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> None:
    """Move one running period to a later instant; or, after an outage, every period that it fell upon.

    Nothing moves a fixed time of the day. An outage moves no instant that a text names, such as that of entry
    into force.
    """
    for code, running in state.periods.items():
        rule, due = state.rules.periods[str(running["rule"])], str(running["due"])
        if running["lapsed"] or rule.hours is not None:
            continue
        if code == period and to is not None and to > due:
            state.periods[code] = {**running, "due": to}
        if since is not None and until is not None and rule.length is not None:
            moved = deadlines.extend(
                parse(due),
                begins=parse(since),
                ends=parse(until),
                zone=str(running["zone"]),
                roll=rule.roll,
                calendar=state.rules.calendar,
            )
            state.periods[code] = {**running, "due": render(moved)}
