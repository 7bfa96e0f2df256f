"""What a feature's function sees of the act that it prepares or handles, and what it may ask of the kernel.

Called within perform()'s transaction, under the docket's lock. Rows that the kernel writes (parties, seats, deadlines,
acts) are written at the end of the transaction: read `state` and `entities`, not the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comity.docket.books import Book
from comity.docket.models import Docket, Log
from comity.docket.payload import Payload
from comity.docket.scene import Scene
from comity.law.act import Act, Json
from comity.law.edition import Edition, Row
from comity.law.state import State
from comity.people.actor import Actor


@dataclass
class Context:
    """One act on its way. `state` is the state before it in `prepare` and after it in `handle`.

    at: UTC, whole seconds. body: what is said, None where it is not this actor's to read. cause: the context of the act
    that entailed this one. act_id: the id under which the act and its body will lie.
    """

    scene: Scene
    book: Book
    row: Row
    actor: Actor
    role: str
    at: datetime
    party: str | None
    payload: Payload
    act_id: str
    body: Mapping[str, Json] = field(default_factory=dict)
    cause: "Context | None" = None
    act: Act | None = None

    @property
    def docket(self) -> Docket:
        """The docket's row, locked."""
        return self.scene.docket

    @property
    def log(self) -> Log:
        """The row of the log that the act enters: the case's or a room's."""
        return self.book.log

    @property
    def edition(self) -> Edition:
        """The edition that the docket runs on."""
        return self.scene.edition

    @property
    def state(self) -> State:
        """The state of that log."""
        return self.book.state

    @property
    def case(self) -> State:
        """The state of the case."""
        return self.scene.case.state

    @property
    def entities(self) -> Mapping[str, str]:
        """Party id -> entity id, for every party that the case ever had."""
        entities: dict[str, str] = self.scene.docket.entities
        return entities

    def make_room(self, kind: str, party: str | None = None) -> Log:
        """Make a room with a key of its own; kinds as in LogKind. ValueError for a second one of a kind and party."""
        return self.scene.make_room(kind, party).log

    def rooms(self, kind: str) -> list[Log]:
        """The docket's rooms of a kind, by party."""
        return [book.log for book in self.scene.rooms(kind)]

    def agenda(self, due: datetime, act: str, facts: Mapping[str, Json], *, log: Log | None = None) -> None:
        """Let the clock perform an act of a room (this one by default) dated exactly `due` (UTC, whole seconds)."""
        self.scene.put_on_agenda(log or self.log, due, act, facts)
