"""Cooperative players: whatever state a case is in, they do what it waits for, until it is settled.

`Players(case).play()` returns the phase that they reach and raises Stuck where nobody can do anything any more and the
clock owes nothing. They read the state alone, so they serve any case of the edition however it got there; and of the
case they use `state`, `rooms`, `edition`, `do` and `settle` alone, so whatever has these can be played, a docket too.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from comity.law.act import Json
from comity.law.instants import parse, render
from comity.law.step import Refused
from tests.law.paths import ASSERTION, CLAUSES, REGISTER, ROSTER
from tests.law.world import Case, digest

Move = tuple[str, str, dict[str, Json]]  # act, role, keywords of Case.do


class Stuck(Exception):
    """A state from which people who cooperate reach nothing."""


class Players:
    """Everybody in one case that has begun.

    number: how many mediators they say where none is agreed. entry: how their text enters into force. at_home: whether
    the parties need approval at home. part: whether what they table is a part of a settlement (entry: signature).
    """

    def __init__(
        self, case: Case, *, number: int = 1, entry: str = "signature", at_home: bool = True, part: bool = False
    ) -> None:
        self.case, self.number, self.entry, self.at_home, self.part = case, number, entry, at_home, part
        logs = [case.state, *(room.state for room in case.rooms.values())]
        self.now = max(parse(log.last_at) for log in logs if log.last_at is not None)
        self._versions = 0

    def play(self, until: str = "settled", *, rounds: int = 200) -> str:
        """Move on until the phase is reached or the case has ended; returns the phase. Raises Stuck."""
        for _ in range(rounds):
            if self.case.state.phase == until or self.case.state.ending is not None:
                return self.case.state.phase
            if not self._round():
                self._wait()
        raise Stuck(f"{self.case.state.phase} after {rounds} rounds: {self.case.state.to_json()}")

    def _round(self) -> bool:
        """Let everybody try what the phase wants; whether anything was done."""
        phase, done = self.case.state.phase, False
        if self.case.state.suspended_since is not None:
            one: dict[str, Json] = {"party": self.members[0]}
            return self._tried("resume", "party", one) or self._tried("take-back", "party", one)
        for act, role, keys in _MOVES.get(phase, _nothing)(self):
            if self.case.state.phase != phase:
                return True
            done |= self._tried(act, role, keys)
        return done

    def _tried(self, act: str, role: str, keys: dict[str, Json]) -> bool:
        try:
            self.case.do(act, role, self.now, **keys)  # type: ignore[arg-type]  # keywords of do, and facts
        except Refused:
            return False
        return True

    def _wait(self) -> None:
        due = [moment for code, moment in self._lapses() if code != "anchor"]
        if not due:
            raise Stuck(f"{self.case.state.phase}: {self.case.state.to_json()}")
        self.now = max(self.now, min(due) + timedelta(seconds=1))
        self.case.settle(self.now)

    def _lapses(self) -> Iterator[tuple[str, datetime]]:
        for code, period in self.case.state.periods.items():
            if self.case.edition.periods[str(period["rule"])].lapse and not period["lapsed"]:
                yield code, parse(str(period["due"]))

    # ---------------------------------------------------------------- who is there

    @property
    def members(self) -> list[str]:
        """Parties in the case."""
        return self.case.state.members()

    def seat(self, status: str) -> str:
        """A person who holds a seat of this status, the empty text if nobody does."""
        return next((name for name, seat in self.case.state.seats.items() if seat["status"] == status), "")

    def text(self) -> dict[str, Json]:
        """The settlement as it stands."""
        return {name: thing["version"] for name, thing in self.case.state.things.get("settlement-clause", {}).items()}

    def new_version(self) -> str:
        """A digest that no clause has had."""
        self._versions += 1
        return digest(f"of the players, {self._versions}, {self.case.state.size}")

    def by_mediator(self, act: str, **facts: Json) -> Move:
        """An act of the mediator."""
        return act, "mediator", {"actor": self.seat("seated"), **facts}


def _nothing(players: Players) -> Iterator[Move]:
    yield from ()


def _invited(players: Players) -> Iterator[Move]:
    for party, fact in players.case.state.parties.items():
        if fact["status"] == "invited":
            yield "consent", "invitee", {"party": party, "assertion": ASSERTION}


def _screening(players: Players) -> Iterator[Move]:
    for name, thing in players.case.state.things.get("third-state", {}).items():
        if thing["version"] != "given":
            yield "record-third-state", "registry", {"state": name, "answer": "given"}
    if players.case.state.values.get("subjects-contested") == "yes":
        yield "fix-subjects", "registry", {"subjects": ["canal"]}
    yield "screen", "registry", {"findings": {"consent": "pass"}, "verdict": "admissible", "register": REGISTER}
    yield "register", "secretary-general", {}


def _choosing(players: Players) -> Iterator[Move]:
    for party in players.members:
        yield "state-number", "party", {"party": party, "room": "joint", "number": players.number}
    taken = [name for name, seat in players.case.state.seats.items() if seat["status"] in ("nominated", "seated")]
    free = next(name for name in ROSTER if name not in taken)
    for party in players.members:
        facts: dict[str, Json] = {"mediator": free, "listed": True, "register": REGISTER}
        yield "name-mediator", "party", {"party": party, "room": "joint", **facts}


def _declaring(players: Players) -> Iterator[Move]:
    yield "declare", "nominee", {"actor": players.seat("nominated"), "disclosure": "none", "assertion": ASSERTION}


def _statements(players: Players) -> Iterator[Move]:
    """The clock opens them, unless the rules leave it to the mediator."""
    yield players.by_mediator("open-statements")


def _protocol(players: Players) -> Iterator[Move]:
    for clause in CLAUSES:
        if clause not in players.case.state.things.get("protocol-clause", {}):
            needed: list[Json] = [*players.members] if players.at_home else []
            asked: Mapping[str, Json] = {"approval_of": needed} if clause == "approval-at-home" else {}
            yield players.by_mediator("draft-clause", clause=clause, version=players.new_version(), **asked)
    for party in players.members:
        for clause, thing in players.case.state.things["protocol-clause"].items():
            yield "agree-clause", "party", {"party": party, "clause": clause, "version": thing["version"]}


def _sessions(players: Players) -> Iterator[Move]:
    yield _table(players, {f"art-{number}": players.new_version() for number in range(3)})


def _table(players: Players, text: dict[str, Json]) -> Move:
    dated: dict[str, Json] = {}
    if players.entry in ("date", "event-and-date"):
        dated = {"entry_on": render(players.now + timedelta(days=30))}
    scope: dict[str, Json] = {"scope": "part"} if players.part else {}
    return players.by_mediator("table-text", clauses=text, entry=players.entry, **dated, **scope)


def _text(players: Players) -> Iterator[Move]:
    values = players.case.state.values
    if any(thing["open"] for thing in players.case.state.things["settlement-clause"].values()):
        dated = {"entry_on": values["entry-on"]} if values["entry"] in ("date", "event-and-date") else {}
        kept = players.case.state.things.get("tabled", {}).get("text", {})
        scope = {name: kept[name] for name in ("scope", "closes") if name in kept}
        yield players.by_mediator("table-text", clauses=players.text(), entry=values["entry"], **dated, **scope)
    for party in players.members:
        yield "initial", "party", {"party": party, "clauses": players.text(), "assertion": ASSERTION}
    if any(thing["open"] for thing in players.case.state.things.get("settlement-clause", {}).values()):
        yield players.by_mediator("take-text-back")  # its date has passed meanwhile


def _approval(players: Players) -> Iterator[Move]:
    for party in players.members:
        facts: dict[str, Json] = {"clauses": players.text(), "basis": "organ", "assertion": ASSERTION}
        yield "approve", "party", {"party": party, **facts}


def _signature(players: Players) -> Iterator[Move]:
    for party in players.members:
        yield "sign", "party", {"party": party, "clauses": players.text(), "assertion": ASSERTION}


def _signed(players: Players) -> Iterator[Move]:
    for party in players.case.state.signatories():
        role = "party" if party in players.members else "signatory"
        yield "confirm-event", role, {"party": party, "assertion": ASSERTION}


_MOVES = {
    "invited": _invited,
    "screening": _screening,
    "choosing": _choosing,
    "declaring": _declaring,
    "statements": _statements,
    "protocol": _protocol,
    "sessions": _sessions,
    "text": _text,
    "approval": _approval,
    "signature": _signature,
    "signed": _signed,
}
