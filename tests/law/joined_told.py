"""What the rows of joinder change, told by hand; their guards written again; and what random people make of them."""

from collections.abc import Callable, Mapping
from typing import Any

from comity.law.act import Act, Json
from tests.law.telling import Change, Log, Telling


def _propose(case: Telling, log: Log, act: Act) -> None:
    told = {"version": "proposed", "side": act.facts["side"], "capacity": act.facts["capacity"]}
    log.of("joinder")[str(act.facts["newcomer"])] = told


def _agree(case: Telling, log: Log, act: Act) -> None:
    same = tuple(act.facts[name] for name in ("newcomer", "side", "capacity"))
    log.said.setdefault("agree-joinder", {})[str(act.party)] = (same, None)


def _invite(case: Telling, log: Log, act: Act) -> None:
    newcomer = str(act.facts["newcomer"])
    case.sides[newcomer], case.status[newcomer] = str(act.facts["side"]), "invited"
    log.said.pop("agree-joinder", None)


def _consent(case: Telling, log: Log, act: Act) -> None:
    if case.phase == "invited":
        case.status[str(act.party)] = "in"
    elif str(act.party) in log.of("joinder"):
        log.of("joinder")[str(act.party)]["consented"] = True


def _screen(case: Telling, log: Log, act: Act) -> None:
    newcomer, verdict = str(act.facts["newcomer"]), act.facts["verdict"]
    if verdict == "admissible":
        case.status[newcomer] = "in"
        log.of("joinder")[newcomer]["version"] = "in"
    elif verdict == "refused":
        case.status[newcomer] = "left"


def _approval(case: Telling, log: Log, act: Act) -> None:
    log.of("approval")[str(act.facts["party"])] = {"version": act.facts["approval"]}


CHANGES: dict[str, Change] = {
    "propose-joinder": _propose,
    "agree-joinder": _agree,
    "invite-newcomer": _invite,
    "consent": _consent,
    "screen-joinder": _screen,
    "record-approval": _approval,
}


# -------------------------------------------------------------------- guards


def _not_of_the_case(case: Telling, log: Log, act: Act, party: str) -> bool:
    return party not in case.status


def _of_the_case(case: Telling, log: Log, act: Act, party: str) -> bool:
    return case.status.get(party, "left") != "left"


def _as_proposed(case: Telling, log: Log, act: Act, newcomer: str, side: str, capacity: str) -> bool:
    if newcomer in case.status or newcomer not in log.of("joinder"):
        return False
    stands = log.of("joinder")[newcomer]
    return (stands["side"], stands["capacity"]) == (side, capacity)


def _joining_proposed(case: Telling, log: Log, act: Act) -> bool:
    return any(stands["version"] == "proposed" for stands in log.of("joinder").values())


def _consents_to_join(case: Telling, log: Log, act: Act, newcomer: str) -> bool:
    return case.status.get(newcomer) == "invited" and bool(log.of("joinder").get(newcomer, {}).get("consented"))


GUARDS: dict[str, Callable[..., bool]] = {
    "not_of_the_case": _not_of_the_case,
    "of_the_case": _of_the_case,
    "as_proposed": _as_proposed,
    "joining_proposed": _joining_proposed,
    "consents_to_join": _consents_to_join,
}


# -------------------------------------------------------------------- random people


SELDOM = {
    "propose-joinder": 0.05,
    "agree-joinder": 0.5,
    "screen-joinder": 0.5,
    "record-approval": 0.05,
    "send-link-again": 0.05,
}


def _newcomer(guide: Any, seen: Any, made: Mapping[str, Json]) -> Json:
    """Who has been proposed; for a proposal, a name that the case does not know."""
    known = [*seen.things("joinder")]
    if seen.row.act == "propose-joinder" or not known:
        return f"new-{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["us", "x1"])
    waiting = [name for name in known if seen.case.parties.get(name, {}).get("status") == "invited"]
    if seen.row.act == "screen-joinder" and waiting and guide.fits():
        return guide.rng.choice(waiting)
    return known[-1] if guide.fits() else guide.rng.choice(known)


def _kept(name: str) -> Callable[[Any, Any, Mapping[str, Json]], Json]:
    def make(guide: Any, seen: Any, made: Mapping[str, Json]) -> Json:
        stands = seen.things("joinder").get(str(made.get("newcomer")), {})
        kind: str = seen.row.facts[name]
        return stands[name] if name in stands and guide.fits() else guide.rng.choice(kind.split("|"))

    return make


def _party(guide: Any, seen: Any, made: Mapping[str, Json]) -> Json:
    named: list[str] = [*seen.case.parties]
    return guide.rng.choice(named) if named and guide.fits() else "nobody"


MAKERS: dict[str, Callable[[Any, Any, Mapping[str, Json]], Json]] = {
    "newcomer": _newcomer,
    "agree-joinder.side": _kept("side"),
    "agree-joinder.capacity": _kept("capacity"),
    "invite-newcomer.side": _kept("side"),
    "invite-newcomer.capacity": _kept("capacity"),
    "record-approval.party": _party,
    "send-link-again.invitee": _party,
}
