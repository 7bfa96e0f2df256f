"""A second opinion on what the provisional edition allows: columns from the raw TOML, guards written again by hand.

`allows` must say yes exactly where the step does, on a case that telling.py tells by hand. It shares no code with the
step: what it reads of the edition comes from raw.py, what it knows of the case from telling.py.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from comity.law.act import Act
from tests.law import joined_told, mattered_told, turned_told
from tests.law.raw import EDITION, ROWS, moment, phases_of, typed
from tests.law.telling import LAPSES, RUN_ON, Due, Log, Telling, rule_of


def allows(case: Telling, room: str | None, act: Act) -> bool:
    """Whether the act may be, as it stands, in this log now."""
    row = ROWS.get(act.act)
    if row is None or (row.get("log") == "room") != (room is not None):
        return False
    log = case.log(room)
    return (
        (room is None or (log.kind in row["rooms"] and _may_enter(case, log, act)))
        and _in_order(case, room, act)
        and act.role in row["who"]
        and _holds_role(case, act)
        and (
            act.role not in ("requester", "invitee", "party", "signatory") or row.get("mandate") in (None, *act.mandate)
        )
        and case.phase in phases_of(row)
        and (case.suspended is None or row.get("while_suspended", False))
        and _facts_fit(case, row, act)
        and _lapses(case, room, act)
        and all(judge(case, call, log, act) for call in row.get("guards", []))
        and _within_years(case, act)
    )


def _may_enter(case: Telling, log: Log, act: Act) -> bool:
    match act.role:
        case "clock" | "system":
            return True
        case "party":
            return log.kind == "joint" or (log.kind in ("caucus", "delegation") and log.party == act.party)
        case "mediator":
            return log.kind in ("joint", "caucus", "mediator")
        case "registry":
            return log.kind == "registry"
    return False


def _in_order(case: Telling, room: str | None, act: Act) -> bool:
    befores = [at for at in (case.last, case.last_of.get(room)) if at is not None]
    owed = [code for code, due in _running(case) if due.at < act.at]
    return not owed and all(act.at >= before for before in befores)


def _running(case: Telling) -> list[tuple[str, Due]]:
    """What the clock will perform, but not what stands still while the case is suspended."""
    lapses = [(code, due) for code, due in case.due.items() if rule_of(code) in LAPSES and not due.over]
    return [(code, due) for code, due in lapses if case.suspended is None or rule_of(code) in RUN_ON]


def _holds_role(case: Telling, act: Act) -> bool:
    match act.role:
        case "requester":
            return not case.sides
        case "party":
            return case.status.get(str(act.party)) == "in"
        case "invitee":
            return case.status.get(str(act.party)) == "invited"
        case "signatory":
            return act.party in case.signatories()
        case "nominee":
            return case.seats.get(act.actor) == "nominated"
        case "mediator":
            return case.seats.get(act.actor) == "seated"
        case "clock" | "system":
            return act.actor == act.role
    return True


def _facts_fit(case: Telling, row: Mapping[str, Any], act: Act) -> bool:
    kinds = row.get("facts", {})
    wanted = {name for name, kind in kinds.items() if not kind.endswith("?")}
    return wanted <= set(act.facts) <= set(kinds) and all(typed(kinds[k], v) for k, v in act.facts.items())


def _lapses(case: Telling, room: str | None, act: Act) -> bool:
    if act.act not in [act for code, act in LAPSES.items() if "lapse" in EDITION["periods"].get(code, {})]:
        return act.period is None
    now = [code for code, due in _running(case) if due.at == act.at]
    order = list(EDITION["periods"])
    first = min(now, key=lambda code: (order.index(rule_of(code)), code), default=None)
    return first is not None and (first, LAPSES[rule_of(first)]) == (act.period, act.act)


def _within_years(case: Telling, act: Act) -> bool:
    if act.act in turned_told.COUNTING:
        try:
            deepcopy(case).tell(None, act)
        except OverflowError:
            return False
    return True


def judge(case: Telling, call: Mapping[str, Any], log: Log, act: Act) -> bool:
    """A guard, by its name."""
    given = {key: _value(value, act) for key, value in call.items() if key != "is"}
    return GUARDS[call["is"]](case, log, act, **given)


def _value(value: Any, act: Act) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return act.facts.get(value[1:])
    return (
        {"@actor": act.actor, "@party": act.party, "@role": act.role}.get(value, value) if type(value) is str else value
    )


# -------------------------------------------------------------------- guards, by their names in the tables


GUARDS: dict[str, Callable[..., bool]] = {**turned_told.GUARDS, **mattered_told.GUARDS, **joined_told.GUARDS}


def guard(function: Callable[..., bool]) -> Callable[..., bool]:
    """Enter a guard under its own name."""
    GUARDS[function.__name__] = function
    return function


@guard
def two_sides(case: Telling, log: Log, act: Act, sides: Any) -> bool:
    return {"requesting", "responding"} == set(sides.values())


@guard
def files_for_itself(case: Telling, log: Log, act: Act, sides: Any, consents: Any) -> bool:
    return act.party in sides and sorted(sides) == sorted(consents) and consents[act.party] == "given"


@guard
def verdict_follows(case: Telling, log: Log, act: Act, findings: Any, decided: Any, verdict: str) -> bool:
    if any(findings.get(code) != "needs" for code in decided or {}):
        return False
    final = [(decided or {}).get(code, told) for code, told in findings.items()]
    worst = next((word for word in ("refuse", "needs") if word in final), "pass" if final else "needs")
    return verdict == {"refuse": "refused", "needs": "incomplete", "pass": "admissible"}[worst]


@guard
def all_consented(case: Telling, log: Log, act: Act) -> bool:
    return "invited" not in case.status.values() and {case.sides[p] for p in case.members} >= {
        "requesting",
        "responding",
    }


@guard
def value_is(case: Telling, log: Log, act: Act, value: str, one_of: Any) -> bool:
    return case.values.get(value) in one_of


@guard
def is_unset(case: Telling, log: Log, act: Act, value: str) -> bool:
    return value not in case.values


@guard
def all_say(case: Telling, log: Log, act: Act, kind: str, version: str) -> bool:
    return {thing["version"] for thing in log.of(kind).values()} <= {version}


@guard
def fact_is(case: Telling, log: Log, act: Act, fact: Any, one_of: Any) -> bool:
    return fact in one_of


@guard
def seat_free(case: Telling, log: Log, act: Act, office: str, number: str, otherwise: str) -> bool:
    return case.count("nominated", "seated") < case.needed()


@guard
def not_seated(case: Telling, log: Log, act: Act, account: str) -> bool:
    return case.seats.get(account) not in ("nominated", "seated")


@guard
def lapsed(case: Telling, log: Log, act: Act, period: str) -> bool:
    return period in case.due and act.at > case.due[period].at


@guard
def are_parties(case: Telling, log: Log, act: Act, parties: Any) -> bool:
    return set(parties or []) <= set(case.members)


@guard
def not_done(case: Telling, log: Log, act: Act, mark: str, on: str | None = None, name: str | None = None) -> bool:
    if on is None:
        return act.party not in log.said.get(mark, {})
    if name is None:
        return not (log.of(on) and case.agreed(mark, on, str(act.party)))
    return log.bound.get((mark, name), {}).get(str(act.party)) != log.of(on)[name]["version"]


@guard
def listed(case: Telling, log: Log, act: Act, name: str, among: str) -> bool:
    return name in EDITION["lists"][among]


@guard
def given_with(case: Telling, log: Log, act: Act, fact: Any, other: Any, one_of: Any) -> bool:
    return (fact is None) == (other not in one_of)


@guard
def ahead(case: Telling, log: Log, act: Act, instant: str | None) -> bool:
    return instant is None or act.at < moment(instant)


@guard
def ordered(case: Telling, log: Log, act: Act, first: str, then: str) -> bool:
    return moment(first) < moment(then)


@guard
def as_agreed(case: Telling, log: Log, act: Act, mark: str, on: str, name: str, version: str, keep: Any) -> bool:
    if version not in log.bound.get((mark, name), {}).values():
        return True
    stood = log.of(on)[name]
    return stood["version"] == version and [stood[fact] for fact in keep] == [act.facts.get(fact) for fact in keep]


@guard
def current(case: Telling, log: Log, act: Act, kind: str, name: str, version: str) -> bool:
    return name in log.of(kind) and log.of(kind)[name]["version"] == version


@guard
def head_time(case: Telling, log: Log, act: Act, hours: str, instant: str | None = None) -> bool:
    at = act.at if instant is None else moment(instant)
    return at.hour in EDITION["values"][hours]["value"] and at.minute == at.second == 0


@guard
def own(case: Telling, log: Log, act: Act, party: str) -> bool:
    return party == act.party


@guard
def absent(case: Telling, log: Log, act: Act, kind: str, name: str, within: str | None = None) -> bool:
    return (name if within is None else f"{within}/{name}") not in log.of(kind)


@guard
def exists(case: Telling, log: Log, act: Act, kind: str, name: Any) -> bool:
    named = {name} if isinstance(name, str) else set(name)
    return len(named) > 0 and named <= set(log.of(kind))


@guard
def as_fixed(case: Telling, log: Log, act: Act, kind: str, name: str, field: str, value: Any, by: str) -> bool:
    if act.role == by:
        return name not in log.of(kind)
    return name in log.of(kind) and log.of(kind)[name][field] == value


@guard
def at_thing(case: Telling, log: Log, act: Act, kind: str, name: str, field: str) -> bool:
    return name in log.of(kind) and moment(log.of(kind)[name][field]) == act.at


@guard
def only_open_change(case: Telling, log: Log, act: Act, kind: str, versions: Any) -> bool:
    old = log.of(kind)
    if not old:
        return len(versions) > 0
    return set(old) == set(versions) and not any(
        versions[name] != thing["version"] and not thing["open"] for name, thing in old.items()
    )


@guard
def kept(case: Telling, log: Log, act: Act, value: str, fact: Any, kind: str) -> bool:
    return not log.of(kind) or fact in (None, case.values.get(value))


@guard
def none_open(case: Telling, log: Log, act: Act, kind: str) -> bool:
    return True not in [thing["open"] for thing in log.of(kind).values()]


@guard
def whole_text_current(case: Telling, log: Log, act: Act, kind: str, versions: Any) -> bool:
    return bool(versions) and {name: thing["version"] for name, thing in log.of(kind).items()} == versions


@guard
def among(case: Telling, log: Log, act: Act, value: str) -> bool:
    return act.party in case.values.get(value, [])
