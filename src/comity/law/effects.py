"""Effects: the closed vocabulary of changes that an edition may use. An edition uses them; only code adds one.

Rules upheld:
- each is total on every act that its guards let through: what is not there is left as it is, nothing raises;
- the state given is a copy of its own (State.copy), and inner maps are replaced, never changed in place.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from comity.law import deadlines
from comity.law.act import Act, Json
from comity.law.finding import Rule, collector
from comity.law.instants import parse, render
from comity.law.messages import mark as _
from comity.law.state import LENGTHS, State, Thing, inside, lengths, mark_key, said

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


@effect(_("the newcomer is invited"))
def invite(state: State, act: Act, *, party: str, side: str) -> None:
    """One more party is invited; who is, or was, of the case stays as it is."""
    state.parties.setdefault(party, {"side": side, "status": "invited"})


@effect(_("the newcomer is in the case from now on"))
def join(state: State, act: Act, *, party: str) -> None:
    """An invited newcomer is in, and what stands of its joining says since when."""
    if state.parties.get(party, {}).get("status") == "invited":
        state.parties[party] = {**state.parties[party], "status": "in"}
        thing = state.things.get("joinder", {}).get(party, {})
        _put(state, "joinder", party, {**thing, "version": "in", "open": False, "since": render(act.at)})


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
def put(  # noqa: PLR0913 - what an edition may say of a thing
    state: State,
    act: Act,
    *,
    kind: str,
    name: str | None = None,
    version: str | None = None,
    versions: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    by: bool = False,
    within: str | None = None,
) -> None:
    """Put one thing, or every thing of a map, at a version.

    keep: facts of the act that stay with the thing. by: whether the party that put it stays with it too. within: the
    thing that the one named belongs to.
    """
    kept = {fact: act.facts[fact] for fact in keep if fact in act.facts} | ({"by": act.party} if by else {})
    single = {} if name is None else {inside(name, within): version}
    for item, at in {**single, **(versions or {})}.items():
        _put(state, kind, item, {"version": at, "open": False, **kept})


@effect(_("what is named is reopened, and earlier agreement to it no longer counts"))
def reopen(state: State, act: Act, *, kind: str, names: Sequence[str] = (), one: str | None = None) -> None:
    """Things that wait for a new version, or for the same put again; either way all must agree to them anew."""
    for name in (*names, *([one] if one is not None else [])):
        if thing := state.things.get(kind, {}).get(name):
            _put(state, kind, name, {**thing, "open": True})
            state.marks = {key: kept for key, kept in state.marks.items() if key.split("/", 1)[1] != f"{kind}/{name}"}


@effect(_("every %(kind)s is withdrawn"))
def drop(state: State, act: Act, *, kind: str) -> None:
    """Nothing of the kind stands any more."""
    state.things.pop(kind, None)


@effect(_("every %(kind)s of this part is kept as signed, with who signed, and binds from now on"))
def settle(state: State, act: Act, *, kind: str, into: str, under: str, keep: Sequence[str]) -> None:
    """Keep the text as it stands as a thing of its own, numbered: whoever leaves later stays bound by it.

    under: the kind of thing that says how the text was tabled. keep: what it says that stays with the settled text.
    """
    clauses: dict[str, Json] = {name: thing["version"] for name, thing in state.things.get(kind, {}).items()}
    name, members = f"part-{len(state.things.get(into, {})) + 1}", list[Json](state.members())
    kept: Thing = {"clauses": clauses, "parties": members, "since": render(act.at)}
    for thing in state.things.get(under, {}).values():
        kept |= {field: thing[field] for field in keep if field in thing}
    _put(state, into, name, {"version": None, "open": False, **kept})


@effect(_("the party is bound to what it names"))
def mark(  # noqa: PLR0913 - what an edition may say of a mark
    state: State,
    act: Act,
    *,
    name: str | None = None,
    on: str | None = None,
    thing: str | None = None,
    leave_out: Sequence[str] = (),
    of: Sequence[str] = (),
    within: str | None = None,
    since_last: str | None = None,
    at: str | None = None,
) -> None:
    """Bind the acting party: to the thing named, to all of a kind, or, where there is no kind, to what the act said.

    of: the facts that count as said, where some were only looked up. So that an old yes never meets a new one, what was
    said counts until within, a period, starts anew; or until since_last, a value, is stamped anew. at: what the party
    says of the thing, where it is bound to that and not to the thing's version.
    """
    until = act.facts.get("stands_until")
    things = state.things.get(on, {}) if on is not None else {"": {"version": word(state, act, of, within, since_last)}}
    for item in [thing] if thing is not None else list(things):
        if item in things and item not in leave_out:
            key = mark_key(name or act.act, on, item)
            version = things[item]["version"] if at is None else at
            state.marks[key] = {
                **state.marks.get(key, {}),
                str(act.party): [str(version), str(until) if until else None],
            }


def word(
    state: State, act: Act, of: Sequence[str] = (), within: str | None = None, since_last: str | None = None
) -> str:
    """What a party is bound to by an act that says something of no thing: the same words at another time differ."""
    told = {fact: act.facts[fact] for fact in of if fact in act.facts} if of else dict(act.facts)
    if within is not None:
        told["within"] = state.whole.periods.get(within, {}).get("since")
    if since_last is not None:
        told["since_last"] = state.whole.values.get(since_last)
    return said(told)


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

    An instant that a text names is not counted in days, and does not move; what was to follow from one that passed
    meanwhile follows at once. A period that would leave the calendar stays where it is.
    """
    if state.suspended_since is None:
        return
    since, state.suspended_since = state.suspended_since, None
    for code, period in state.periods.items():
        rule, due = state.rules.periods[str(period["rule"])], str(period["due"])
        if rule.while_suspended or period["lapsed"] or due < since:
            continue
        if rule.length is not None:
            stood = act.at - parse(max(since, str(period["since"])))
            state.periods[code] = {**period, "due": _within_years(state, period, stood)}
        elif rule.lapse is not None:
            state.periods[code] = {**period, "due": max(due, render(act.at))}


def _later(state: State, period: Mapping[str, Json], gap: timedelta) -> str:
    """When a period ends that is moved by a gap: begun days count whole, end of day, rolled."""
    rule = state.rules.periods[str(period["rule"])]
    due, zone = parse(str(period["due"])), str(period["zone"])
    return render(deadlines.shift(due, gap, zone=zone, roll=rule.roll, calendar=state.rules.calendar))


def _within_years(state: State, period: Mapping[str, Json], gap: timedelta) -> str:
    try:
        return _later(state, period, gap)
    except deadlines.BadPeriod:
        return str(period["due"])


@effect(_("these no longer run: %(periods)s"))
def stop(state: State, act: Act, *, periods: Sequence[str]) -> None:
    """Periods of these names run no more, so that none of an earlier occasion acts on a later one."""
    state.periods = {code: kept for code, kept in state.periods.items() if kept["rule"] not in periods}


@effect(_("wishes told before no longer count"))
def stamp(state: State, act: Act, *, value: str) -> None:
    """The value becomes the place of this act in the log, which no other act has (mark: since_last)."""
    state.values[value] = state.size


@effect(_("the period is lengthened by the edition's number of days, for all alike"))
def lengthen(state: State, act: Act, *, period: str, by: str) -> None:
    """Move one running period by a value of the edition, in days; where the edition does not say it, nothing moves."""
    running, days = state.periods.get(period), state.rules.values[by].value
    if running is None or running["lapsed"] or type(days) is not int:
        return
    if state.rules.periods[str(running["rule"])].length is not None:
        state.periods[period] = {**running, "due": _later(state, running, timedelta(days=days))}


@effect(_("periods of this name have the length agreed from now on; one that runs is computed anew"))
def vary(state: State, act: Act, *, period: str, length: int) -> None:
    """Keep the length, in the unit that the edition counts the period in; a running period ends as if it always had it.

    What had moved that period before (a suspension, an extension, an outage) moves it still. Where its new end has
    passed, it ends now.
    """
    rule, running = state.rules.periods.get(period), state.periods.get(period)
    before = lengths(state).get(period, None if rule is None else rule.length)
    state.values[LENGTHS] = {**lengths(state), period: length}
    if rule is None or running is None or running["lapsed"] or type(before) is not int:
        return
    since, zone = parse(str(running["since"])), state.whole.values.get("zone")
    named = rule.zone or state.rules.zone or (zone if isinstance(zone, str) else None)
    calendar = state.rules.calendar
    counts = {"unit": rule.unit, "roll": rule.roll}
    old, _where = deadlines.counted(since, length=before, zone=str(running["zone"]), calendar=calendar, **counts)
    due, where = deadlines.counted(since, length=length, zone=named, calendar=calendar, **counts)
    gap = deadlines.days_between(old, parse(str(running["due"])), str(running["zone"]))
    if gap > timedelta(0):
        due = deadlines.shift(due, gap, zone=where, roll=rule.roll, calendar=calendar)
    state.periods[period] = {**running, "due": render(max(due, act.at)), "zone": where}


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
