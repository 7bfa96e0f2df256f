"""What a viewer is shown of dockets: plain values, made by queries.py and rendered by the faces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from comity.docket.roles import Standing
from comity.law.act import Act, Json
from comity.law.edition import Edition, Period, Phase, Row
from comity.law.openness import Openness
from comity.law.state import State

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. number counts from 1; more: whether another follows."""

    items: list[Item]
    number: int
    more: bool


@dataclass(frozen=True)
class DeadlineView:
    """A period that runs: since and due in UTC, and the zone in which its last day ends."""

    code: str
    rule: Period
    since: datetime
    due: datetime
    zone: str


@dataclass(frozen=True)
class RoomItem:
    """A room that the viewer finds. party: whose caucus or delegation it is."""

    id: str
    kind: str
    party: str | None


@dataclass(frozen=True)
class CaseItem:
    """A docket as one line of a list, by plain columns.

    title: in the reader's language; titles: in every language in which it was given. deadline: the period that ends
    first.
    """

    id: str
    number: str
    title: str
    titles: tuple[str, ...]
    category: str
    edition: Edition
    phase: Phase
    ending: str | None
    opened_at: datetime
    deadline: datetime | None
    zone: str
    entities: Mapping[str, str]
    parties: Mapping[str, Mapping[str, str]]
    state: State
    open: list[Openness]


@dataclass(frozen=True)
class CaseView:
    """A docket as its viewer finds it.

    standing: what the viewer is in it. open: every row of the case log that concerns the viewer, and why not where it
    is not open. entities: party id -> entity id. at: the instant (UTC) of the view.
    """

    id: str
    number: str
    category: str
    edition: Edition
    state: State
    zone: str
    opened_at: datetime
    at: datetime
    entities: Mapping[str, str]
    standing: Standing
    open: list[Openness]
    deadlines: list[DeadlineView]
    rooms: list[RoomItem]

    @property
    def phase(self) -> Phase:
        """The phase in which the case stands."""
        return self.edition.phases[self.state.phase]


@dataclass(frozen=True)
class ActView:
    """An act that the viewer reads. said: what was said, None where nothing was or it is not the viewer's to read."""

    id: str
    index: int
    row: Row
    act: Act
    said: Mapping[str, Json] | None
    entry: str
    leaf: str


@dataclass(frozen=True)
class RoomView:
    """A room as its reader finds it. since: acts before this instant are not shown (a mediator seated later)."""

    room: RoomItem
    case: CaseView
    state: State
    acts: list[ActView]
    open: list[Openness]
    since: datetime | None


@dataclass(frozen=True)
class Record:
    """One act of the case log, so that it can be checked: envelope, salt, proof under a signed checkpoint (all hex)."""

    act: ActView
    salt: str
    checkpoint: str
    proof: tuple[str, ...]


@dataclass(frozen=True)
class Participant:
    """Who takes part in a case: the account, in which role, for which party."""

    account: str
    role: str
    party: str | None
