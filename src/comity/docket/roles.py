"""What an actor is in a docket at an instant: in which roles it may act, for whom, with which powers, in which rooms.

Rules upheld:
- DESIGN 2: actors come from people; offices and mandates from the institution's docket, parties and seats from the
  case's state, and the table decides what each may do (law.step.standing);
- TRUST rule 1: who holds nothing in a docket does not find it; a room is found by those whom it admits, and by a
  mediator once seated;
- a mandate counts for the docket that it names, or for every docket if it names none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.law.act import Act
from comity.law.edition import Row
from comity.law.openness import Holding
from comity.law.state import State
from comity.law.step import admits, standing
from comity.people.actor import Actor, ActorKind
from comity.people.queries import Holdings

FOR_A_PARTY = ("requester", "invitee", "party", "signatory")
HELD_BY_SEAT = {"nominee": "nominated", "mediator": "seated"}
OFFICES = ("registry", "secretary-general")
NOT_HELD = ("role", "room")


@dataclass(frozen=True)
class Standing:
    """machine: clock or system. offices. parties: party id -> powers. seated: nominated, seated, ended or None."""

    actor: Actor
    machine: bool
    offices: frozenset[str]
    parties: Mapping[str, tuple[str, ...]]
    seat: str | None

    @property
    def present(self) -> bool:
        """Whether the docket exists for this actor."""
        return self.machine or bool(self.offices) or bool(self.parties) or self.seat in HELD_BY_SEAT.values()

    def holdings(self) -> list[Holding]:
        """Every capacity in which the actor may try an act; the law says which of them it holds."""
        return [capacity for role in (*FOR_A_PARTY, *HELD_BY_SEAT, *OFFICES) for capacity in self._in(role, None)]

    def _in(self, role: str, party: str | None) -> Iterator[Holding]:
        if role in FOR_A_PARTY:
            for name in sorted(self.parties) if party is None else [party]:
                if name in self.parties:
                    yield Holding(role, self.actor.id, name, self.parties[name])
        elif role in HELD_BY_SEAT:
            if self.seat == HELD_BY_SEAT[role]:
                yield Holding(role, self.actor.id)
        elif role in self.offices or (self.machine and role == self.actor.id):
            yield Holding(role, self.actor.id)

    def capacity(self, row: Row, state: State, at: datetime, party: str | None) -> Holding:
        """The first of the row's roles that the actor holds; where it holds none, one that the law will refuse."""
        tried = [capacity for role in row.who for capacity in self._in(role, party)]
        for capacity in tried:
            act = Act(
                act=row.act,
                role=capacity.role,
                actor=self.actor.id,
                at=at,
                party=capacity.party,
                mandate=capacity.mandate,
            )
            fault = standing(row, state, act)
            if fault is None or fault.rule not in NOT_HELD:
                return capacity
        return tried[0] if tried else Holding("nobody", self.actor.id)

    def enters(self, state: State) -> bool:
        """Whether a room (by its state) is found by this actor."""
        room = state.room
        if room is None:
            return self.present
        case = state.whole
        mine = [name for name in self.parties if case.parties.get(name, {}).get("status") == "in"]
        roles: list[tuple[str, str | None]] = [("party", name) for name in mine]
        roles += [("mediator", None)] if self.seat == "seated" else []
        roles += [(office, None) for office in self.offices]
        return self.machine or any(admits(room, role, name) for role, name in roles)


def standing_of(actor: Actor, held: Holdings, *, docket_id: str, entities: Mapping[str, str], state: State) -> Standing:
    """What these holdings come to in one docket. entities: party id -> entity id. state: the case's."""
    powers = {party: _powers(held, entity, docket_id) for party, entity in entities.items()}
    return Standing(
        actor=actor,
        machine=actor.kind is not ActorKind.PERSON,
        offices=held.offices,
        parties={party: granted for party, granted in powers.items() if granted is not None},
        seat=state.seats.get(actor.id, {}).get("status"),
    )


def _powers(held: Holdings, entity: str, docket_id: str) -> tuple[str, ...] | None:
    """The powers of every mandate for the entity that counts here, sorted; None without a mandate."""
    counting = [
        fact.powers for fact in held.mandates if fact.entity_id == entity and fact.docket_id in (None, docket_id)
    ]
    return tuple(sorted({power for powers in counting for power in powers})) if counting else None
