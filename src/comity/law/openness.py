"""What is open now, derived from the table: for each row, whether these holders may perform it, or why not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.law.act import Act, Json
from comity.law.edition import Edition, Row
from comity.law.messages import Message
from comity.law.state import State
from comity.law.step import holds, standing


@dataclass(frozen=True)
class Holding:
    """One capacity of a person: a role, on whose behalf, with which powers."""

    role: str
    actor: str
    party: str | None = None
    mandate: tuple[str, ...] = ()


@dataclass(frozen=True)
class Openness:
    """A row that concerns the person: the capacity in which, and why it is not open, None where it is."""

    row: Row
    holding: Holding
    reason: Message | None


def openness(edition: Edition, state: State, holdings: Sequence[Holding], *, at: datetime) -> list[Openness]:
    """Every row of this log (the case's, or the room's) for which the person holds a role, in the edition's order."""
    found = []
    for row in edition.acts.values():
        here = row.log == "case" if state.room is None else state.room["kind"] in row.rooms
        if here and (
            best := next(iter(sorted(_tried(row, state, holdings, at), key=lambda item: item.reason is not None)), None)
        ):
            found.append(best)
    return found


def _tried(row: Row, state: State, holdings: Sequence[Holding], at: datetime) -> Iterator[Openness]:
    for holding in holdings:
        if holding.role in row.who:
            act = Act(
                act=row.act, role=holding.role, actor=holding.actor, at=at, party=holding.party, mandate=holding.mandate
            )
            yield Openness(row, holding, _reason(row, state, act))


def _reason(row: Row, state: State, act: Act) -> Message | None:
    """Whatever does not depend on the act's facts: the table's columns, and the guards that name no fact."""
    if fault := standing(row, state, act):
        return fault.message
    for call in row.guards:
        if not any(_of_fact(value) for value in call.params.values()):
            finding = holds(call, state, act)
            if finding.message is not None:
                return finding.message
    return None


def _of_fact(value: Json) -> bool:
    return isinstance(value, str) and value[:1] == "$"
