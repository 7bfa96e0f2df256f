"""Facts that suit a row in a state, by the fact's name, or by act and fact: what guide.py fills acts with."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from comity.law import zones
from comity.law.act import Json
from comity.law.deadlines import next_head_time
from comity.law.instants import render
from tests.law import joined_told, mattered_told, turned_told
from tests.law.world import digest

if TYPE_CHECKING:
    from tests.law.guide import Guide, Seen

ZONES = ("Asia/Hong_Kong", "America/Panama", "America/New_York", "Pacific/Kiritimati", "UTC")
Maker = Callable[["Guide", "Seen", Mapping[str, Json]], Json]


def _sides(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    others = guide.rng.sample([name for name in guide.parties if name != seen.party], guide.rng.choice([1, 1, 2]))
    return {str(seen.party): "requesting"} | dict.fromkeys(others, "responding")


def _consents(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    sides = made.get("sides")
    named = sides if isinstance(sides, dict) else {}
    return {name: "given" if name == seen.party or guide.rng.random() < 0.6 else "wanted" for name in named}


def _third_states(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    answers = ["given", "given", "pending"]
    return {"third": guide.rng.choice(answers)} if guide.rng.random() < 0.3 else None


def _findings(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return {"consent": "pass", "declaration": guide.rng.choice(["pass", "pass", "pass", "needs", "refuse"])}


def _decided(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    findings = made.get("findings")
    needs = [code for code, outcome in findings.items() if outcome == "needs"] if isinstance(findings, dict) else []
    return {code: guide.rng.choice(["pass", "pass", "refuse"]) for code in needs} if needs and guide.fits() else None


def _verdict(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    told = [made.get("findings"), made.get("decided")]
    findings, decided = (value if isinstance(value, dict) else {} for value in told)
    outcomes = {decided.get(code, outcome) for code, outcome in findings.items()}
    fitting = "refused" if "refuse" in outcomes else "incomplete" if "needs" in outcomes else "admissible"
    return fitting if guide.fits() else guide.rng.choice(["refused", "incomplete", "admissible"])


def _mediator(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    free = [name for name in guide.roster if seen.case.seats.get(name, {}).get("status") not in ("nominated", "seated")]
    return free[0] if free and guide.rng.random() < 0.6 else guide.rng.choice(guide.roster)


def _clause(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    asked, drafted = list(seen.state.rules.lists["protocol-clauses"]), seen.things("protocol-clause")
    if seen.row.act == "agree-clause":
        marks = {name: seen.state.marks.get(f"agree-clause/protocol-clause/{name}", {}) for name in drafted}
        open_ = [name for name in drafted if marks[name].get(str(seen.party), [None])[0] != drafted[name]["version"]]
        return guide.rng.choice(open_ or list(drafted) or asked)
    missing = [name for name in asked if name not in drafted]
    return guide.rng.choice(missing or asked) if guide.fits() else guide.rng.choice(["x1", *asked])


def _version(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    thing = seen.things("protocol-clause").get(str(made.get("clause")))
    again = seen.row.act == "agree-clause" or guide.rng.random() < 0.1
    return thing["version"] if thing and again and guide.fits() else digest(f"version {guide.rng.randrange(4)}")


def _ends_on(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at) if guide.rng.random() < 0.2 else None


def _approval_of(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if (made.get("clause") == "approval-at-home") is not guide.fits():
        return None
    members: list[Json] = [*seen.case.members()]
    return [*guide.rng.sample(members, guide.rng.randrange(len(members) + 1))] if guide.fits() else ["nobody"]


def _clauses(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    standing = {name: thing["version"] for name, thing in seen.things("settlement-clause").items()}
    opened = [name for name, thing in seen.things("settlement-clause").items() if thing["open"]]
    if not standing:
        return {f"art-{number}": guide.new_digest() for number in range(guide.rng.randint(1, 4))}
    if seen.row.act == "table-text" and opened and guide.rng.random() < 0.7:
        return {**standing, guide.rng.choice(opened): guide.new_digest()}
    if not guide.fits():
        return {**standing, guide.rng.choice([*standing, "art-9"]): guide.new_digest()}
    return {**standing}


def _entry(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    settled = seen.case.values.get("entry")
    if seen.things("settlement-clause") and guide.fits():
        return settled
    return guide.rng.choice(["signature", "date", "event", "event-and-date"])


def _entry_on(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    if (made.get("entry") in ("date", "event-and-date")) is not guide.fits():
        return None
    settled = seen.case.values.get("entry-on")
    return settled if seen.things("settlement-clause") and guide.fits() else guide.later(seen.at)


def _touches(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    names: list[Json] = [*seen.things("settlement-clause")]
    some = guide.rng.sample(names, guide.rng.randint(1, len(names))) if names else []
    return some if guide.fits() else guide.rng.choice([[], ["art-9"]])


def _closes_at(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    thing = seen.things("answer").get(str(made.get("proposal")))
    if thing and guide.fits():
        return thing["closes_at"]
    at = next_head_time(seen.at + timedelta(hours=guide.rng.randrange(60)))
    return render(at if guide.fits() else at + timedelta(seconds=1))


def _proposal(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    known = [*seen.things("answer"), *seen.things("proposal")]
    if seen.row.act != "propose" and known and guide.fits():
        return guide.rng.choice(known)
    return f"p{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["p1", *known])


def _issue(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return f"issue-{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["x1", *seen.things("issue")])


def _until(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    since = made.get("since")
    start = datetime.fromisoformat(since) if isinstance(since, str) else seen.at
    try:
        return render(start + timedelta(minutes=guide.rng.choice([30, 59, 61, 600, 3000]))) if guide.fits() else since
    except OverflowError:
        return since


def _ahead(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at)


def _zone(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.choice(ZONES) if guide.rng.random() < 0.95 else None


def _tzdata(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return zones.version()


def _category(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return seen.state.rules.category


def _record_third_state_state(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return "third"


def _record_third_state_answer(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.choice(["given", "given", "refused"])


def _number(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.rng.choice([1, 2])


def _listed(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.fits()


def _consulted(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return [*seen.case.members()] if guide.fits() else ["nobody"]


def _ends_at(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at, days=200)


def _owner(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return seen.party if guide.fits() else "nobody"


def _since(guide: "Guide", seen: "Seen", made: Mapping[str, Json]) -> Json:
    return render(seen.at)


MAKERS: dict[str, Maker] = {
    "sides": _sides,
    "consents": _consents,
    "third_states": _third_states,
    "zone": _zone,
    "tzdata": _tzdata,
    "file-request.category": _category,
    "record-third-state.state": _record_third_state_state,
    "record-third-state.answer": _record_third_state_answer,
    "findings": _findings,
    "decided": _decided,
    "verdict": _verdict,
    "mediator": _mediator,
    "number": _number,
    "listed": _listed,
    "consulted": _consulted,
    "clause": _clause,
    "version": _version,
    "ends_on": _ends_on,
    "approval_of": _approval_of,
    "starts_at": _ahead,
    "ends_at": _ends_at,
    "clauses": _clauses,
    "entry": _entry,
    "entry_on": _entry_on,
    "touches": _touches,
    "closes_at": _closes_at,
    "proposal": _proposal,
    "issue": _issue,
    "owner": _owner,
    "stands_until": _ahead,
    "since": _since,
    "record-outage.until": _until,
    **turned_told.MAKERS,
    **mattered_told.MAKERS,
    **joined_told.MAKERS,
}
