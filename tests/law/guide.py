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
from comity.law.edition import Edition, Row
from comity.law.edition.model import ROLES
from comity.law.instants import render
from comity.law.state import State
from tests.law import joined_told, mattered_told, turned_told
from tests.law.suiting import MAKERS
from tests.law.world import SIDED, digest

PARTIES = ("us", "pa", "cr")
ROSTER = ("m-one", "m-two", "m-three")
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
            if place in MAKERS:
                return MAKERS[place](self, seen, made)
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


def _here(row: Row, state: State) -> bool:
    return row.log == "case" if state.room is None else state.room["kind"] in row.rooms
