"""A simulated world round the pure step: a case, its rooms and its clock, as the kernel keeps them, all in memory.

Rules upheld:
- what is due before an act comes first: the rooms' agenda before the case's lapses at one instant, earliest first;
- a room has a log of its own; each of its acts names the size of the case log that it saw (`seen`);
- what an act entails the system performs at once, where its conditions hold after the step, in every room of the kind
  whose party is in the case; a refusal of any part undoes the whole act;
- what a feature would look up (a released item, the digest over all rooms, the outcome of a proposal) is put into the
  facts here (`PREPARED`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

from comity.law.act import Act, Json
from comity.law.edition import Edition, Entail, packaged
from comity.law.instants import parse
from comity.law.state import State
from comity.law.step import holds, owed, resolve, start, step

EDITION = packaged("iomed-provisional-2026", "state-state")
USED = [EDITION]  # the last is the edition that a case begins under (books.under)
POWERS = ("speak", "sign", "approve")
SIDED = ("requester", "invitee", "party", "signatory")


def digest(text: str) -> str:
    """SHA-256 in hex: a version, an assertion, a body."""
    return sha256(text.encode()).hexdigest()


def day(*parts: int) -> datetime:
    """An instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year, month, day, hour, minute


NOON = day(2026, 2, 1, 12)


def act_of(
    party: str | None = None, *, act: str = "act", role: str = "party", at: datetime = NOON, **facts: Json
) -> Act:
    """An act on behalf of a party, or of an officer, for what looks at one act alone."""
    return Act(act=act, role=role, actor=party or role, at=at, party=party, mandate=POWERS, facts=facts)


@dataclass
class Room:
    """A room: its state and the log that it came from."""

    state: State
    log: list[Act] = field(default_factory=list)


@dataclass(frozen=True)
class Planned:
    """An act of the clock that stands on a room's agenda."""

    due: datetime
    room: str
    act: str
    facts: Mapping[str, Json]


class Case:
    """A case that acts happen to. states[n] is the case after n acts; answers: (proposal, party) -> yes.

    journal: every act with its room (None: the case log), in the order in which they happened.
    """

    def __init__(self, edition: Edition | None = None) -> None:
        self.edition = edition or USED[-1]
        self.states = [start(self.edition)]
        self.log: list[Act] = []
        self.journal: list[tuple[str | None, Act]] = []
        self.rooms: dict[str, Room] = {}
        self.agenda: list[Planned] = []
        self.answers: dict[tuple[str, str], bool] = {}
        self._fresh = count()

    @property
    def state(self) -> State:
        """The case as it stands."""
        return self.states[-1]

    def fork(self) -> "Case":
        """A case of its own with the same past."""
        twin = Case(self.edition)
        twin.states, twin.log, twin.journal = list(self.states), list(self.log), list(self.journal)
        twin.rooms = {name: Room(room.state, list(room.log)) for name, room in self.rooms.items()}
        twin.agenda, twin.answers = list(self.agenda), dict(self.answers)
        twin._fresh = count(10_000 + len(self.log))
        return twin

    def new_id(self) -> str:
        """An id that was not used in this case."""
        return f"new-{next(self._fresh)}"

    # ---------------------------------------------------------------- acts

    def do(
        self,
        act: str,
        role: str,
        at: datetime,
        *,
        party: str | None = None,
        actor: str | None = None,
        mandate: tuple[str, ...] = POWERS,
        room: str | None = None,
        accepts: bool = False,
        **facts: Json,
    ) -> Act:
        """Let the clock do what it owes, then perform one act in the case log, or in a room. Raises Refused."""
        self.settle(at)
        held = mandate if role in SIDED else ()
        asked = Act(act=act, role=role, actor=actor or party or role, at=at, party=party, mandate=held, facts=facts)
        return self.perform(asked, room=room, accepts=accepts)

    def perform(self, act: Act, *, room: str | None = None, accepts: bool = False) -> Act:
        """Perform exactly this act, with what it entails, or nothing. Raises Refused."""
        with self._all_or_nothing():
            done = self._put(act, room)
            self._after(done, room, accepts=accepts)
            state = self.state if room is None else self.room_state(room)
            for entail in self.edition.acts[act.act].entails:
                self._entail(entail, state, done)
        return done

    def settle(self, at: datetime) -> None:
        """Perform what is due before this instant."""
        while (due := self.next_due()) is not None and due < at:
            self.advance()

    def next_due(self) -> datetime | None:
        """When the clock owes something next, if nothing happens before."""
        lapses = [lapse.due for lapse in owed(self.edition, self.state, day(9999, 12, 31))[:1]]
        return min([*lapses, *(planned.due for planned in self.agenda)], default=None)

    def advance(self) -> None:
        """Perform the next act of the clock, at its instant."""
        planned = min(self.agenda, key=lambda item: item.due, default=None)
        lapse = next(iter(owed(self.edition, self.state, day(9999, 12, 31))), None)
        if planned is not None and (lapse is None or planned.due <= lapse.due):
            self.agenda.remove(planned)
            told = self.rooms[planned.room].state.things.get("outcome", {})
            if self.state.ending is None and planned.facts["proposal"] not in told:  # else the kernel strikes it out
                self.perform(self._by_clock(planned.act, planned.due, planned.facts), room=planned.room)
        elif lapse is not None:
            self.perform(self._by_clock(lapse.act, lapse.due, {}, period=lapse.period))

    def room_state(self, room: str) -> State:
        """A room's state, read with the case as it stands."""
        return replace(self.rooms[room].state, case=self.state)

    def prepared(self, act: Act, room: str | None) -> Act:
        """The act with what the kernel adds: facts that are looked up and, in a room, what it saw of the case log."""
        facts = PREPARED.get(act.act, _as_said)(self, act, room)
        return replace(act, facts=facts, seen=None if room is None else self.state.size)

    def open_rooms(self) -> None:
        """The rooms of a registered case: joint, mediator, registry, and two for each party."""
        for kind in ("joint", "mediator", "registry"):
            self._open(kind, kind, None)
        for party in self.state.members():
            for kind in ("caucus", "delegation"):
                self._open(f"{kind}:{party}", kind, party)

    # ---------------------------------------------------------------- within

    def _open(self, name: str, kind: str, party: str | None) -> None:
        self.rooms[name] = Room(start(self.edition, room={"id": name, "kind": kind, "party": party}, case=self.state))

    def _put(self, act: Act, room: str | None) -> Act:
        act = self.prepared(act, room)
        if room is None:
            self.states.append(step(self.edition, self.state, act))
            self.log.append(act)
        else:
            self.rooms[room] = Room(step(self.edition, self.room_state(room), act), [*self.rooms[room].log, act])
        self.journal.append((room, act))
        return act

    def _after(self, act: Act, room: str | None, *, accepts: bool) -> None:
        if act.act == "register":
            self.open_rooms()
        if act.act == "screen-joinder" and act.facts["verdict"] == "admissible":
            for kind in ("caucus", "delegation"):
                self._open(f"{kind}:{act.facts['newcomer']}", kind, str(act.facts["newcomer"]))
        if act.act == "propose" and room is not None:
            due = parse(str(act.facts["closes_at"]))
            self.agenda.append(Planned(due, room, "tell-outcome", {"proposal": act.facts["proposal"]}))
        if act.act == "answer":
            self.answers[str(act.facts["proposal"]), str(act.party)] = accepts

    def _entail(self, entail: Entail, state: State, act: Act) -> None:
        if not all(holds(call, state, act).holds for call in entail.conditions):
            return
        resolved = {name: resolve(value, act) for name, value in entail.facts.items()}
        facts = {name: value for name, value in resolved.items() if value is not None}
        if entail.act == "receive":
            facts["owner"] = act.party
        for room, party in self._targets(entail.log):
            said = Act(act=entail.act, role="system", actor="system", at=act.at, party=party, facts=facts)
            self.perform(said, room=room)

    def _targets(self, log: str) -> list[tuple[str | None, str | None]]:
        if log == "case":
            return [(None, None)]
        kept = [(name, room.state.room or {}) for name, room in self.rooms.items()]
        members = self.state.members()
        return [
            (name, room["party"])
            for name, room in kept
            if room["kind"] == log and (room["party"] is None or room["party"] in members)
        ]

    def _by_clock(self, act: str, at: datetime, facts: Mapping[str, Json], *, period: str | None = None) -> Act:
        return Act(act=act, role="clock", actor="clock", at=at, facts=facts, period=period)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        acts, before = len(self.log), len(self.journal)
        rooms, agenda, answers = dict(self.rooms), list(self.agenda), dict(self.answers)
        try:
            yield
        except Exception:
            del self.states[acts + 1 :], self.log[acts:], self.journal[before:]
            self.rooms, self.agenda, self.answers = rooms, agenda, answers
            raise


Prepare = Callable[[Case, Act, str | None], Mapping[str, Json]]


def _as_said(case: Case, act: Act, room: str | None) -> Mapping[str, Json]:
    return act.facts


def _heads(case: Case, act: Act, room: str | None) -> Mapping[str, Json]:
    sizes = {name: len(kept.log) for name, kept in case.rooms.items()}
    return {"heads": digest(f"{act.at} {sizes}"), **act.facts}


def _outcome(case: Case, act: Act, room: str | None) -> Mapping[str, Json]:
    proposal = act.facts.get("proposal")
    asked = {party: accepted for (name, party), accepted in case.answers.items() if name == proposal}
    agreed = all(asked.values()) and set(asked) <= set(case.state.members())
    return {"outcome": "all-accepted" if agreed else "not-accepted", **act.facts}


def _new_item(case: Case, act: Act, room: str | None) -> Mapping[str, Json]:
    return {"item": case.new_id(), **act.facts}


PREPARED: dict[str, Prepare] = {
    "anchor-rooms": _heads,
    "tell-outcome": _outcome,
    "receive": _new_item,
    "answer": _new_item,
}
