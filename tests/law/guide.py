"""Guidance for random acts: facts that suit a row in a state, holders of its roles, a row that takes a case further.

For whoever walks at random, over the pure step or over the kernel: it reads the edition's row and the state (of a case,
or of a room with `state.case`), nothing else. Most of what it makes fits; some of it never does, on purpose.

    guide = Guide(random.Random(seed), parties=[...], roster=[...])
    row = guide.row(edition, state)                       # mostly open in the phase
    role, party, actor = guide.holder(row, state)         # mostly somebody who holds it
    facts = guide.facts(row, state, party=party, actor=actor, at=now)

`holder` and `facts` serve alone as well: for a row at hand, or with roles and facts looked up elsewhere.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comity.law import zones
from comity.law.act import Json
from comity.law.deadlines import next_head_time
from comity.law.edition import Edition, Row
from comity.law.edition.model import ROLES
from comity.law.instants import render
from comity.law.state import State
from tests.law import joined_told, mattered_told, turned_told
from tests.law.world import SIDED, digest

PARTIES = ("us", "pa", "cr")
ROSTER = ("m-one", "m-two", "m-three")
ZONES = ("Asia/Hong_Kong", "America/Panama", "America/New_York", "Pacific/Kiritimati", "UTC")
ALMOST = 0.93  # how often a choice that fits is taken
SELDOM = {  # what ends a case, or sends it back, and what changes little; a lapse the clock enters by itself
    "leave": 0.02,
    "end-jointly": 0.01,
    "refuse-registration": 0.05,
    "find-no-likelihood": 0.01,
    "end-for-unpaid-advance": 0.01,
    "take-text-back": 0.1,
    "table-text": 0.3,
    "wish-to-end": 0.05,
    "decline-nomination": 0.2,
    "approve-on-condition": 0.3,
    "report-step": 0.2,
    "set-session": 0.2,
    "record-outage": 0.05,
    "attest": 0.3,
    **turned_told.SELDOM,
    **mattered_told.SELDOM,
    **joined_told.SELDOM,
}
EXTREMES = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")


@dataclass(frozen=True)
class Seen:
    """What a fact is made for: the row, the state, who acts and when (UTC)."""

    row: Row
    state: State
    party: str | None
    actor: str
    at: datetime

    @property
    def case(self) -> State:
        """The case's state, also where the act is a room's."""
        return self.state.whole

    def things(self, kind: str) -> dict[str, dict[str, Json]]:
        """Things of a kind in this log."""
        return self.state.things.get(kind, {})


class Guide:
    """A source of acts that mostly fit. wild: how often a fact is any value of its type, or left out."""

    def __init__(
        self,
        rng: random.Random,
        *,
        parties: Sequence[str] = PARTIES,
        roster: Sequence[str] = ROSTER,
        wild: float = 0.03,
    ) -> None:
        self.rng, self.parties, self.roster, self.wild = rng, list(parties), list(roster), wild

    # ---------------------------------------------------------------- which

    def row(self, edition: Edition, state: State, weights: Mapping[str, float] | None = None) -> Row:
        """A row of this log (the case's, or the room's), mostly open in the phase, seldom one that ends the case.

        weights: instead of the usual one of a row.
        """
        here = [row for row in edition.acts.values() if _here(row, state)]
        still = state.whole.suspended_since is not None
        now = [row for row in here if state.whole.phase in row.when and (row.while_suspended or not still)]
        rows = now if now and self.fits() else here
        usual = {**SELDOM, **dict.fromkeys((period.lapse for period in edition.periods.values()), 0.03)}
        usual |= weights or {}
        return self.rng.choices(rows, [usual.get(row.act, 1.0) for row in rows])[0]

    # ---------------------------------------------------------------- who

    def holder(self, row: Row, state: State) -> tuple[str, str | None, str]:
        """A role of the row, its party and its actor: one who holds it if there is one, mostly."""
        role = self.rng.choice(row.who if self.fits() else ROLES)
        return role, *self._bearer(role, state)

    def _bearer(self, role: str, state: State) -> tuple[str | None, str]:
        case = state.whole
        room = (state.room or {}).get("party")
        if role in SIDED:
            held = {
                "requester": self.parties,
                "invitee": [name for name, fact in case.parties.items() if fact["status"] == "invited"],
                "party": [room] if room else case.members(),
                "signatory": case.signatories(),
            }[role]
            party = self.rng.choice(held if held and self.fits() else self.parties)
            return party, party
        if role in ("nominee", "mediator"):
            wanted = "nominated" if role == "nominee" else "seated"
            held = [name for name, seat in case.seats.items() if seat["status"] == wanted]
            return None, self.rng.choice(held if held and self.fits() else self.roster)
        return (room if role == "system" else None), role

    # ---------------------------------------------------------------- what

    def facts(self, row: Row, state: State, *, party: str | None, actor: str, at: datetime) -> dict[str, Json]:
        """Facts for the row in this state, of their types; now and then one too many, too few or of another type."""
        seen, made = Seen(row, state, party, actor, at), dict[str, Json]()
        for name, kind in row.facts.items():
            value = self._fact(name, kind, seen, made)
            if value is not None:
                made[name] = value
        if self.rng.random() < self.wild / 3:
            made[self.rng.choice([*row.facts, "words"])] = "free text"
        return made

    def _fact(self, name: str, kind: str, seen: Seen, made: Mapping[str, Json]) -> Json:
        if self.rng.random() < self.wild:
            return None if self.rng.random() < 0.2 else self.anything(kind, seen.at)
        for place in (f"{seen.row.act}.{name}", name):
            if place in _MAKERS:
                return _MAKERS[place](self, seen, made)
        if kind.endswith("?") and self.rng.random() < 0.5:
            return None
        return self.anything(kind, seen.at)

    def anything(self, kind: str, at: datetime) -> Json:
        """Any value of the type."""
        kind = kind.removesuffix("?")
        if kind.startswith("["):
            return [self.anything(kind[1:-1], at) for _ in range(self.rng.randrange(3))]
        if kind.startswith("{"):
            return {self._id(): self.anything(kind[5:-1], at) for _ in range(self.rng.randrange(4))}
        if ".." in kind:
            low, high = map(int, kind.split(".."))
            return self.rng.randint(low, high)
        plain: dict[str, Callable[[], Json]] = {
            "id": self._id,
            "digest": self.new_digest,
            "assertion": self.new_digest,
            "instant": lambda: self._instant(at),
            "date": lambda: (at + timedelta(days=self.rng.randrange(-400, 400))).date().isoformat(),
            "bool": lambda: self.rng.random() < 0.5,
            "zone": lambda: self.rng.choice(zones.names()),
        }
        return plain[kind]() if kind in plain else self.rng.choice(kind.split("|"))

    def fits(self) -> bool:
        """Whether to take what fits."""
        return self.rng.random() < ALMOST

    def new_digest(self) -> str:
        """A digest that nobody has seen."""
        return digest(f"{self.rng.random()}")

    def later(self, at: datetime, *, days: int = 90) -> str:
        """An instant ahead, mostly."""
        return render(at + timedelta(hours=self.rng.randrange(1, days * 24) if self.fits() else -30))

    def _id(self) -> str:
        return self.rng.choice(["x1", "x2", "art-0", "language", *self.parties, *self.roster])

    def _instant(self, at: datetime) -> str:
        if self.rng.random() < 0.2:
            return self.rng.choice(EXTREMES)
        return render(at + timedelta(seconds=self.rng.randrange(-(10**7), 10**7)))


# -------------------------------------------------------------------- facts by name


Maker = Callable[[Guide, Seen, Mapping[str, Json]], Json]


def _sides(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    others = guide.rng.sample([name for name in guide.parties if name != seen.party], guide.rng.choice([1, 1, 2]))
    return {str(seen.party): "requesting"} | dict.fromkeys(others, "responding")


def _consents(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    sides = made.get("sides")
    named = sides if isinstance(sides, dict) else {}
    return {name: "given" if name == seen.party or guide.rng.random() < 0.6 else "wanted" for name in named}


def _third_states(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    answers = ["given", "given", "pending"]
    return {"third": guide.rng.choice(answers)} if guide.rng.random() < 0.3 else None


def _findings(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return {"consent": "pass", "declaration": guide.rng.choice(["pass", "pass", "pass", "needs", "refuse"])}


def _decided(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    findings = made.get("findings")
    needs = [code for code, outcome in findings.items() if outcome == "needs"] if isinstance(findings, dict) else []
    return {code: guide.rng.choice(["pass", "pass", "refuse"]) for code in needs} if needs and guide.fits() else None


def _verdict(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    told = [made.get("findings"), made.get("decided")]
    findings, decided = (value if isinstance(value, dict) else {} for value in told)
    outcomes = {decided.get(code, outcome) for code, outcome in findings.items()}
    fitting = "refused" if "refuse" in outcomes else "incomplete" if "needs" in outcomes else "admissible"
    return fitting if guide.fits() else guide.rng.choice(["refused", "incomplete", "admissible"])


def _mediator(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    free = [name for name in guide.roster if seen.case.seats.get(name, {}).get("status") not in ("nominated", "seated")]
    return free[0] if free and guide.rng.random() < 0.6 else guide.rng.choice(guide.roster)


def _clause(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    asked, drafted = list(seen.state.rules.lists["protocol-clauses"]), seen.things("protocol-clause")
    if seen.row.act == "agree-clause":
        marks = {name: seen.state.marks.get(f"agree-clause/protocol-clause/{name}", {}) for name in drafted}
        open_ = [name for name in drafted if marks[name].get(str(seen.party), [None])[0] != drafted[name]["version"]]
        return guide.rng.choice(open_ or list(drafted) or asked)
    missing = [name for name in asked if name not in drafted]
    return guide.rng.choice(missing or asked) if guide.fits() else guide.rng.choice(["x1", *asked])


def _version(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    thing = seen.things("protocol-clause").get(str(made.get("clause")))
    again = seen.row.act == "agree-clause" or guide.rng.random() < 0.1
    return thing["version"] if thing and again and guide.fits() else digest(f"version {guide.rng.randrange(4)}")


def _ends_on(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at) if guide.rng.random() < 0.2 else None


def _approval_of(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    if (made.get("clause") == "approval-at-home") is not guide.fits():
        return None
    members: list[Json] = [*seen.case.members()]
    return [*guide.rng.sample(members, guide.rng.randrange(len(members) + 1))] if guide.fits() else ["nobody"]


def _clauses(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    standing = {name: thing["version"] for name, thing in seen.things("settlement-clause").items()}
    opened = [name for name, thing in seen.things("settlement-clause").items() if thing["open"]]
    if not standing:
        return {f"art-{number}": guide.new_digest() for number in range(guide.rng.randint(1, 4))}
    if seen.row.act == "table-text" and opened and guide.rng.random() < 0.7:
        return {**standing, guide.rng.choice(opened): guide.new_digest()}
    if not guide.fits():
        return {**standing, guide.rng.choice([*standing, "art-9"]): guide.new_digest()}
    return {**standing}


def _entry(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    settled = seen.case.values.get("entry")
    if seen.things("settlement-clause") and guide.fits():
        return settled
    return guide.rng.choice(["signature", "date", "event", "event-and-date"])


def _entry_on(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    if (made.get("entry") in ("date", "event-and-date")) is not guide.fits():
        return None
    settled = seen.case.values.get("entry-on")
    return settled if seen.things("settlement-clause") and guide.fits() else guide.later(seen.at)


def _touches(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    names: list[Json] = [*seen.things("settlement-clause")]
    some = guide.rng.sample(names, guide.rng.randint(1, len(names))) if names else []
    return some if guide.fits() else guide.rng.choice([[], ["art-9"]])


def _closes_at(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    thing = seen.things("answer").get(str(made.get("proposal")))
    if thing and guide.fits():
        return thing["closes_at"]
    at = next_head_time(seen.at + timedelta(hours=guide.rng.randrange(60)))
    return render(at if guide.fits() else at + timedelta(seconds=1))


def _proposal(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    known = [*seen.things("answer"), *seen.things("proposal")]
    if seen.row.act != "propose" and known and guide.fits():
        return guide.rng.choice(known)
    return f"p{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["p1", *known])


def _issue(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return f"issue-{guide.rng.randrange(10**6)}" if guide.fits() else guide.rng.choice(["x1", *seen.things("issue")])


def _until(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    since = made.get("since")
    start = datetime.fromisoformat(since) if isinstance(since, str) else seen.at
    try:
        return render(start + timedelta(minutes=guide.rng.choice([30, 59, 61, 600, 3000]))) if guide.fits() else since
    except OverflowError:
        return since


def _ahead(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at)


def _zone(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.rng.choice(ZONES) if guide.rng.random() < 0.95 else None


def _tzdata(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return zones.version()


def _category(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return seen.state.rules.category


def _record_third_state_state(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return "third"


def _record_third_state_answer(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.rng.choice(["given", "given", "refused"])


def _number(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.rng.choice([1, 2])


def _listed(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.fits()


def _consulted(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return [*seen.case.members()] if guide.fits() else ["nobody"]


def _ends_at(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return guide.later(seen.at, days=200)


def _owner(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return seen.party if guide.fits() else "nobody"


def _since(guide: Guide, seen: Seen, made: Mapping[str, Json]) -> Json:
    return render(seen.at)


_MAKERS: dict[str, Maker] = {
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


def _here(row: Row, state: State) -> bool:
    return row.log == "case" if state.room is None else state.room["kind"] in row.rooms
