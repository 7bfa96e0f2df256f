"""What a viewer may read of dockets. The only reader for the faces; `viewer` comes first.

Rules upheld:
- TRUST rule 1: default deny; what is not permitted is NotFound, as what does not exist is;
- DESIGN 3: audience belongs to each item. The case log is every party's; a room is its readers'; a mediator reads a
  room from the instant of being seated; a nominee reads no body before declaring; a feature may say more (`reads`);
- lists sort and filter by plain columns only, page at 30, and open after paging; each costs the same statements for one
  line as for thirty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from comity import keeper
from comity.docket import clock, reading, receipts, registry, states
from comity.docket.books import OF_THE_WHOLE
from comity.docket.errors import NotFound
from comity.docket.models import NEVER, Act, Docket, Log, LogKind, Party, Seat
from comity.docket.models import Receipt as ReceiptRow
from comity.docket.notices import Readers
from comity.docket.opening import INSTITUTION
from comity.docket.receipts import Receipt
from comity.docket.roles import Standing, standing_of
from comity.docket.views import ActView, CaseItem, CaseView, DeadlineView, Page, Participant, Record, RoomItem, RoomView
from comity.law import wording
from comity.law.act import Act as LawAct
from comity.law.act import Json
from comity.law.instants import parse
from comity.law.openness import openness
from comity.law.state import State
from comity.law.waiting import phases_for
from comity.law.wording import Wording
from comity.ledger import queries as ledger
from comity.people import queries as people
from comity.people.actor import Actor, ActorKind
from comity.people.queries import Holdings
from comity.proof.merkle import Tree

PAGE = 30
FEW = 1_000
SITTING = ("nominated", "seated")
ORDERS = ("-opened_at", "opened_at", "due", "number")


def case(viewer: Actor, docket_id: str) -> CaseView:
    """One docket: three statements. NotFound."""
    return _case(viewer, docket_id)[0]


def acts(viewer: Actor, docket_id: str) -> list[ActView]:
    """The acts of the case log, in order: four statements. NotFound."""
    view, log = _case(viewer, docket_id)
    return [_act(view, log, row, view.state) for row in Act.objects.filter(log=log).order_by("index")]


def title(viewer: Actor, docket_id: str) -> str:
    """What the request calls the case, in the reader's language where it was given: four statements. NotFound.

    Empty where the viewer may not read it yet.
    """
    view, log = _case(viewer, docket_id)
    found = _titles(view.standing, log, Act.objects.filter(log=log, index=0).first(), view.state)
    return wording.shown(found, get_language() or "en")


def room(viewer: Actor, docket_id: str, room_id: str) -> RoomView:
    """A room and its acts, in order: six statements. NotFound."""
    view, case_log = _case(viewer, docket_id)
    log = _room_log(case_log, room_id)
    state = states.reading(states.opened(log, view.edition), view.state)
    if not view.standing.enters(state):
        raise NotFound
    since = _seated_since(view, state) or _joined_since(view, state)
    rows = Act.objects.filter(log=log, **({} if since is None else {"at__gte": since})).order_by("index")
    shown = [_act(view, log, row, state) for row in rows]
    open_ = openness(view.edition, state, view.standing.holdings(), at=view.at)
    return RoomView(_item(log), view, state, shown, open_, since)


def record(viewer: Actor, docket_id: str, index: int) -> Record:
    """One act of the case log with its proof under the newest checkpoint: six statements. NotFound."""
    view, log = _case(viewer, docket_id)
    row, head = Act.objects.filter(log=log, index=index).first(), ledger.latest_head(log.id)
    if row is None or head is None:
        raise NotFound
    path = Tree(ledger.leaves(log.id)).inclusion(index)
    salt = reading.envelope(log, row, _reason(viewer)).salt.hex()
    return Record(_act(view, log, row, view.state), salt, head.note, tuple(step.hex() for step in path))


def receipt(viewer: Actor, act_id: str) -> Receipt:
    """The viewer's own receipt for an act: one statement. NotFound."""
    row = ReceiptRow.objects.filter(actor=viewer.id, act=act_id).select_related("act__log").first()
    if row is None:
        raise NotFound
    return receipts.opened(row)


def receipt_by_key(viewer: Actor, key: str) -> Receipt:
    """The viewer's own receipt for an idempotency key: one statement. NotFound."""
    stored = receipts.stored(viewer, key)
    if stored is None:
        raise NotFound
    return receipts.opened(stored.row())


def participants(viewer: Actor, docket_id: str) -> list[Participant]:
    """Who takes part: persons of the parties, and the seats; parties in the order of their ids. NotFound."""
    view = case(viewer, docket_id)
    readers = Readers.of({docket_id}, view.at)
    persons = [
        Participant(account, "party", party)
        for party, _, entity in sorted(readers.parties[docket_id])
        for account in sorted(readers.speaking_for(docket_id, entity))
    ]
    seats = [Participant(account, seat["office"], None) for account, seat in sorted(view.state.seats.items())]
    return persons + [seat for seat in seats if view.state.seats[seat.account]["status"] != "ended"]


def cases(
    viewer: Actor, *, page: int = 1, phase: str | None = None, category: str | None = None, order: str = "-opened_at"
) -> Page[CaseItem]:
    """Cases that exist for the viewer: at most seven statements. ValueError for an order that is none of ORDERS."""
    if order not in ORDERS:
        raise ValueError(f"cases are ordered by one of {', '.join(ORDERS)}")
    wanted = {name: value for name, value in (("phase", phase), ("category", category)) if value}
    at = clock.now()
    held = people.holdings(viewer, at)
    rows = visible(viewer, held).filter(**wanted)
    return listed(viewer, held, rows.order_by(order, "-id" if order.startswith("-") else "id"), page, at)


def visible(viewer: Actor, held: Holdings) -> QuerySet[Docket]:
    """Cases that exist for a viewer with these holdings: one statement for whoever holds no office."""
    rows = Docket.objects.exclude(category=INSTITUTION)
    if viewer.kind is ActorKind.PERSON and not held.offices:
        rows = _own(viewer, held).within(rows)
    return rows


def awaiting(viewer: Actor, *, page: int = 1) -> Page[CaseItem]:
    """Cases that are not over, the soonest deadline first, with what is open to the viewer: at most seven statements.

    For an officer who has no part of its own: those in a phase in which the case may wait for the office.
    """
    at = clock.now()
    held = people.holdings(viewer, at)
    mine = _own(viewer, held)
    if held.offices:
        office = _of_office(held)
        mine = _Mine(mine.ids + office.ids, mine.condition | office.condition)
    rows = mine.within(Docket.objects.exclude(category=INSTITUTION).filter(ending=""))
    return listed(viewer, held, rows.order_by("due", "id"), page, at)


def founded() -> bool:
    """Whether there is any docket, be it the institution's own."""
    return Docket.objects.exists()


def upcoming(at: datetime) -> tuple[datetime | None, datetime | None]:
    """When the next deadline of any case ends, and when the clock owes something next: instants alone, two statements.

    For the demonstration, whose visitor moves the clock there.
    """
    open_cases = Docket.objects.exclude(category=INSTITUTION)
    deadline = (
        open_cases.filter(ending="", due__gt=at)
        .exclude(due=NEVER)
        .order_by("due")
        .values_list("due", flat=True)
        .first()
    )
    owed = open_cases.filter(next_due__gt=at).order_by("next_due").values_list("next_due", flat=True).first()
    return deadline, owed


def _case(viewer: Actor, docket_id: str) -> tuple[CaseView, Log]:
    log = Log.objects.select_related("docket").filter(pk=docket_id, kind__in=OF_THE_WHOLE).first()
    if log is None:
        raise NotFound
    docket, at = log.docket, clock.now()
    edition = states.edition_of(docket)
    state = states.opened(log, edition)
    held = people.holdings(viewer, at)
    standing = standing_of(viewer, held, docket_id=docket.id, entities=docket.entities, state=state)
    if not standing.present:
        raise NotFound
    rooms = Log.objects.filter(docket=docket).exclude(kind__in=OF_THE_WHOLE).order_by("kind", "party")
    return CaseView(
        id=docket.id,
        number=docket.number,
        category=docket.category,
        edition=edition,
        state=state,
        zone=docket.zone,
        opened_at=docket.opened_at,
        at=at,
        entities=docket.entities,
        standing=standing,
        open=openness(edition, state, standing.holdings(), at=at),
        deadlines=_deadlines(state),
        rooms=[_item(room) for room in rooms if standing.enters(_as_room(room, state))],
    ), log


def _as_room(log: Log, state: State) -> State:
    """Enough of a room's state to tell who finds it, without opening anything."""
    return State(room={"id": log.id, "kind": log.kind, "party": log.party or None}, case=state)


def _room_log(case_log: Log, room_id: str) -> Log:
    log = Log.objects.filter(pk=room_id, docket=case_log.docket_id).exclude(kind__in=OF_THE_WHOLE).first()
    if log is None:
        raise NotFound
    return log


def _item(log: Log) -> RoomItem:
    return RoomItem(log.id, log.kind, log.party or None)


def _seated_since(view: CaseView, room: State) -> datetime | None:
    """From when a mediator reads the room; None for whom it is its own from the beginning."""
    own = {party for party in view.standing.parties if view.state.parties.get(party, {}).get("status") == "in"}
    kind, party = (room.room or {}).get("kind"), (room.room or {}).get("party")
    if view.standing.seat != "seated" or kind == LogKind.MEDIATOR or (kind == LogKind.JOINT and own) or party in own:
        return None
    return Seat.objects.get(docket=view.id, account_id=view.standing.actor.id).since


def _joined_since(view: CaseView, room: State) -> datetime | None:
    """From when a party that joined a registered case reads the joint room; None for who was there from the first."""
    joined = view.state.things.get("joinder", {})
    own = [name for name in view.standing.parties if view.state.parties.get(name, {}).get("status") == "in"]
    if (room.room or {}).get("kind") != LogKind.JOINT or not own or not all(name in joined for name in own):
        return None
    return min(parse(str(joined[name]["since"])) for name in own)


def _outside(standing: Standing, state: State) -> bool:
    """Whether the actor acts only for newcomers that are not in yet: they read what invites them, and no more."""
    joined = state.whole.things.get("joinder", {})
    newcomers = all(name in joined and joined[name]["version"] != "in" for name in standing.parties)
    return bool(standing.parties) and newcomers and not standing.offices and standing.seat is None


def _for_newcomers(standing: Standing, act: LawAct) -> bool:
    return act.party in standing.parties or act.facts.get("newcomer") in standing.parties


def _titles(standing: Standing, log: Log, first: Act | None, state: State) -> Wording:
    """What the request calls the case; empty where the viewer may not read it."""
    said = None if first is None else _said(standing, log, first, state)
    return wording.worded((said or {}).get("title"))


def _said(standing: Standing, log: Log, row: Act, state: State) -> Mapping[str, Json] | None:
    """What was said with an act, where the viewer may read it."""
    reason = _reason(standing.actor)
    act = reading.envelope(log, row, reason).act
    readable = standing.seat != "nominated" or bool(standing.offices) or bool(standing.parties)
    if _outside(standing, state):
        readable = _for_newcomers(standing, act)
    if not row.body or not readable or not registry.reader(act.act)(standing, act, state):
        return None
    said = reading.said(log, row, reason)
    return None if said is None else said.body


def _act(view: CaseView, log: Log, row: Act, state: State) -> ActView:
    act = reading.envelope(log, row, _reason(view.standing.actor)).act
    words = _said(view.standing, log, row, state)
    entry, leaf = bytes(row.entry).hex(), bytes(row.leaf).hex()
    return ActView(row.id, row.index, view.edition.acts[act.act], act, words, entry, leaf)


def _reason(viewer: Actor) -> str:
    return f"read-by-{viewer.id}"


def _deadlines(state: State) -> list[DeadlineView]:
    found = [
        DeadlineView(
            code=code,
            rule=state.rules.periods[str(kept["rule"])],
            since=parse(str(kept["since"])),
            due=parse(str(kept["due"])),
            zone=str(kept["zone"]),
        )
        for code, kept in state.periods.items()
        if not kept["lapsed"] and state.rules.periods[str(kept["rule"])].hours is None
    ]
    return sorted(found, key=lambda view: view.due)


@dataclass(frozen=True)
class _Mine:
    """Dockets of a viewer: the ids of those, and the same as a condition on a docket's row."""

    ids: "tuple[QuerySet[Any, tuple[str]], ...]"
    condition: Q

    def within(self, rows: QuerySet[Docket]) -> QuerySet[Docket]:
        """Those of `rows` that are the viewer's: one statement more.

        Who has few dockets is asked by their ids; who has many, row by row in the list's order until a page is full.
        Either way the page costs the same whether there are a thousand dockets or a hundred thousand.
        """
        found = [docket_id for (docket_id,) in self.ids[0].union(*self.ids[1:], all=True)[: FEW + 1]]
        return rows.filter(id__in=set(found)) if len(found) <= FEW else rows.filter(self.condition)


def _own(viewer: Actor, held: Holdings) -> _Mine:
    """Dockets in which the viewer acts for a party, or has a seat."""
    named = Q(entity_id__in={fact.entity_id for fact in held.mandates if fact.docket_id is None})
    for fact in held.mandates:
        if fact.docket_id is not None:
            named |= Q(docket_id=fact.docket_id, entity_id=fact.entity_id)
    seats, parties = Seat.objects.filter(account_id=viewer.id, status__in=SITTING), Party.objects.filter(named)
    here = [Q(Exists(rows.filter(docket_id=OuterRef("pk")))) for rows in (seats, parties)]
    return _Mine((seats.values_list("docket_id"), parties.values_list("docket_id")), here[0] | here[1])


def _of_office(held: Holdings) -> _Mine:
    """Dockets that are not over and in a phase in which the case may wait for the office."""
    phases = Q(phase__in=_phases_of(held))
    return _Mine((Docket.objects.filter(phases, ending="").values_list("id"),), phases)


def _phases_of(held: Holdings) -> set[str]:
    """Phases, of any edition in use, in which a case may wait for an act of the office."""
    return {phase for edition in states.in_use() for phase in phases_for(edition, held.offices)}


def listed(
    viewer: Actor, held: Holdings, rows: QuerySet[Docket], number: int, at: datetime, *, size: int = PAGE
) -> Page[CaseItem]:
    """One page of rows that exist for the viewer, opened after paging: four statements at most. number: from 1."""
    start = (max(number, 1) - 1) * size
    found = list(rows[start : start + size + 1])
    shown = found[:size]
    ids = [docket.id for docket in shown]
    logs = {log.docket_id: log for log in Log.objects.filter(pk__in=ids)}
    keeper.gather(log.key_id for log in logs.values())
    firsts = {row.log_id: row for row in Act.objects.filter(log__in=ids, index=0)}
    return Page(list(_items(viewer, held, shown, logs, firsts, at)), max(number, 1), len(found) > size)


def _items(
    viewer: Actor, held: Holdings, dockets: list[Docket], logs: dict[str, Log], firsts: dict[str, Act], at: datetime
) -> Iterator[CaseItem]:
    for docket in dockets:
        edition = states.edition_of(docket)
        state = states.opened(logs[docket.id], edition)
        standing: Standing = standing_of(viewer, held, docket_id=docket.id, entities=docket.entities, state=state)
        titles = _titles(standing, logs[docket.id], firsts.get(docket.id), state)
        yield CaseItem(
            id=docket.id,
            number=docket.number,
            title=wording.shown(titles, get_language() or "en"),
            titles=wording.given(titles),
            category=docket.category,
            edition=edition,
            phase=edition.phases[docket.phase],
            ending=docket.ending or None,
            opened_at=docket.opened_at,
            deadline=None if docket.due == NEVER else docket.due,
            zone=next((each.zone for each in _deadlines(state) if each.due == docket.due), docket.zone),
            entities=docket.entities,
            parties=state.parties,
            state=state,
            open=[item for item in openness(edition, state, standing.holdings(), at=at) if item.reason is None],
        )
