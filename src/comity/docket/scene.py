"""One docket while its lock is held: what was read of it, and what one transaction will write.

Rules upheld:
- the first statement locks the case's log and the docket (SELECT ... FOR UPDATE on PostgreSQL; on SQLite the turn of
  locks.py is held already), so that nothing read here can change under the writer's hands;
- steps are computed in memory and written once, at the end: an act that entails three others, or comes after a night of
  lapses, costs the same statements as one that stands alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comity import keeper
from comity.docket import statements, states
from comity.docket.books import OF_THE_WHOLE, Book, new_log
from comity.docket.errors import NotFound
from comity.docket.mirror import Mirror
from comity.docket.models import NEVER, Agenda, Anchor, Docket, Log, Outbox
from comity.docket.models import Act as ActRow
from comity.docket.roles import Standing, standing_of
from comity.law.act import Json
from comity.law.edition import Edition
from comity.law.instants import parse, render
from comity.law.state import State
from comity.law.step import owed, start
from comity.people.actor import Actor
from comity.people.queries import Holdings
from comity.proof import canonical

NOT_TOLD = ("anchor-rooms",)


@dataclass
class Scene:
    """The docket, its case log's book, the rooms' books as they are needed, and the rows to write."""

    docket: Docket
    edition: Edition
    case: Book
    mirror: Mirror
    new: bool = False
    acts: list[ActRow] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    told: dict[str, Outbox] = field(default_factory=dict)
    entities_before: Mapping[str, str] = field(default_factory=dict)
    _rooms: dict[str, Book] = field(default_factory=dict)
    _made: list[str] = field(default_factory=list)
    _all_rooms: bool = False
    _planned: list[Agenda] = field(default_factory=list)
    _agenda: list[Agenda] | None = None
    _done: list[str] = field(default_factory=list)

    @classmethod
    def locked(cls, docket_id: str) -> "Scene":
        """Lock a docket: one statement. NotFound."""
        log = statements.lock(docket_id)
        if log is None:
            raise NotFound
        return cls.of(log)

    @classmethod
    def of(cls, log: Log, *, new: bool = False) -> "Scene":
        """The scene of a case log's row that is locked, or new."""
        edition = states.edition_of(log.docket)
        case = Book(log, edition, state=start(edition) if new else None)
        before = dict(log.docket.entities)
        return cls(
            log.docket, edition, case, Mirror(log.docket, edition), new=new, entities_before=before, _all_rooms=new
        )

    def standing_of(self, actor: Actor, held: Holdings) -> Standing:
        """What these holdings come to in this docket, as the case now stands."""
        docket = self.docket
        return standing_of(actor, held, docket_id=docket.id, entities=docket.entities, state=self.case.state)

    @property
    def books(self) -> list[Book]:
        """The case's book and every room's that was read or made."""
        return [self.case, *self._rooms.values()]

    @property
    def made(self) -> list[Book]:
        """The rooms made in this transaction."""
        return [self._rooms[name] for name in self._made]

    def take(self, book: Book, row: ActRow, before: State, *, cause: Actor) -> None:
        """An act was put into a book: its row is to be written, its changes mirrored, its readers told."""
        self.acts.append(row)
        moved = False
        if book is self.case:
            self.mirror.observe(before, book.state, row.at)
            moved = before.phase != book.state.phase
        if row.name not in NOT_TOLD:
            earlier = self.told.get(book.log.id)
            moved = moved or (earlier is not None and earlier.moved)
            self.told[book.log.id] = Outbox(docket=self.docket, log=book.log, actor=cause.id, at=row.at, moved=moved)

    def room(self, room_id: str) -> Book:
        """A room of this docket. NotFound."""
        known = self._rooms.get(room_id)
        if known is None and not self._all_rooms:
            log = statements.room(self.docket.id, room_id)
            known = None if log is None else self._enter(log)
        if known is None:
            raise NotFound
        return known

    def rooms(self, kind: str | None = None) -> list[Book]:
        """The docket's rooms, of one kind or all, in the order of their random ids."""
        if not self._all_rooms:
            for log in Log.objects.filter(docket=self.docket).exclude(kind__in=OF_THE_WHOLE).order_by("id"):
                if log.id not in self._rooms:
                    self._enter(log)
            self._all_rooms = True
        return [book for _, book in sorted(self._rooms.items()) if kind in (None, book.log.kind)]

    def _enter(self, log: Log) -> Book:
        self._rooms[log.id] = Book(log, self.edition, self.case)
        return self._rooms[log.id]

    def make_room(self, kind: str, party: str | None) -> Book:
        """A new room with a key of its own. ValueError if the docket has one of this kind and party."""
        if any(book.log.kind == kind and book.log.party == (party or "") for book in self.rooms()):
            raise ValueError(f"the docket has this {kind} room already")
        log = new_log(self.docket, id=keeper.random_id(), kind=kind, party=party, key_id=keeper.create_key(kind))
        state = start(self.edition, room={"id": log.id, "kind": kind, "party": party})
        self._rooms[log.id] = Book(log, self.edition, self.case, state)
        self._made.append(log.id)
        return self._rooms[log.id]

    def put_on_agenda(self, log: Log, due: datetime, act: str, facts: Mapping[str, Json]) -> None:
        """Plan an act of the clock in a room."""
        name = keeper.random_id()
        text = keeper.pad(canonical.dumps({"act": act, "facts": dict(facts)}))
        sealed = keeper.seal(log.key_id, text, kind="agenda", id=name)
        row = Agenda(id=name, docket=self.docket, log=log, due=due, sealed=sealed)
        self._planned.append(row)
        if self._agenda is not None:
            self._agenda.append(row)

    def agenda(self) -> list[Agenda]:
        """What stands on the rooms' agenda, earliest first; one statement the first time, none if there is nothing."""
        if self._agenda is None:
            stored = [] if self.docket.agenda_due is None else list(Agenda.objects.filter(docket=self.docket))
            self._agenda = stored + self._planned
        return sorted((row for row in self._agenda if row.id not in self._done), key=lambda row: (row.due, row.id))

    def strike(self, row: Agenda) -> None:
        """The act was performed, or cannot be any more."""
        self._done.append(row.id)

    @property
    def planned(self) -> list[Agenda]:
        """Rows of the agenda to add."""
        return [row for row in self._planned if row.id not in self._done]

    @property
    def struck(self) -> list[str]:
        """Ids of stored rows of the agenda to remove."""
        return [name for name in self._done if name not in {row.id for row in self._planned}]

    def first_end(self) -> datetime:
        """The end of the case's period that ends first; NEVER where none runs.

        The fixed times of the day are left out, and what stands still while the case is suspended.
        """
        still = self.case.state.suspended_since is not None
        kept = [
            (period, self.edition.periods[str(period["rule"])])
            for period in self.case.state.periods.values()
            if not period["lapsed"]
        ]
        running = [
            str(period["due"]) for period, rule in kept if rule.hours is None and (rule.while_suspended or not still)
        ]
        return parse(min(running)) if running else NEVER

    def next_due(self) -> tuple[datetime | None, datetime | None]:
        """(when the clock owes something next, when the agenda does), if nothing happens before."""
        agenda = self.docket.agenda_due
        if self._planned or self._done:
            agenda = next((row.due for row in self.agenda()), None)
        lapses = owed(self.edition, self.case.state, NEVER)
        return min((due for due in (agenda, *(lapse.due for lapse in lapses[:1])) if due), default=None), agenda


def instant_after(book: Book, at: datetime) -> datetime:
    """`at`, or the log's last instant if the host's clock went back: instants in a log never do."""
    last = [state.last_at for state in (book.state, book.state.whole) if state.last_at is not None]
    return at if not last or render(at) >= max(last) else parse(max(last))
