"""What officers read of their desk. `viewer` comes first; for everybody else there is no desk (NotFound).

Rules upheld:
- DESIGN 3: filters and order by plain columns only, 30 a page, and a line is opened after paging; each page costs the
  same statements for one case as for thirty, and for forty cases as for a thousand;
- what was due is said to have been due: nobody is blamed, and the clock's own lapses are the clock's;
- search by name opens what the viewer may open and no more, a window at a time, and says how far it has looked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from comity.docket import clock, queries, reading, states
from comity.docket.desk.models import Absence, AdoptedEdition, Call, Charge, HandoverNote, OpenValue
from comity.docket.errors import NotFound
from comity.docket.models import NEVER, Act, Deadline, Docket, Log
from comity.docket.opening import INSTITUTION
from comity.docket.views import CaseItem, Page
from comity.law.edition import Period, packaged
from comity.law.waiting import WHOM, phases_of, waits_for
from comity.people import queries as people
from comity.people.actor import Actor
from comity.people.queries import Holdings

SHOWN = 30
WEEK = timedelta(days=7)
DUE = ("past", "today", "week", "later", "none")
ORDERS = {"soonest": "due", "newest": "-opened_at", "oldest": "opened_at", "number": "number"}
SCREENS = "screen"  # the act that decides on the gates' findings
WINDOW = 300  # titles that one page of a search opens


@dataclass(frozen=True)
class Wanted:
    """Which cases: in the viewer's charge or its cover's; of a category, a phase; due when; in a phase of whom."""

    mine: bool = False
    category: str = ""
    phase: str = ""
    waiting: str = ""
    due: str = ""


@dataclass(frozen=True)
class Line:
    """A case on the desk. waits: `office`, `mediator`, `clock`, ids of parties. calls: sessions ahead, in UTC."""

    item: CaseItem
    waits: tuple[str, ...]
    officer: str | None
    calls: tuple[datetime, ...]


@dataclass(frozen=True)
class Due:
    """A period of some case that ends soon, or was due: by when (UTC), in whose zone, of which rule; or a session."""

    docket_id: str
    number: str
    at: datetime
    zone: str
    rule: Period | None


@dataclass(frozen=True)
class AbsenceLine:
    """Who is away, who covers, from when to when (UTC)."""

    id: str
    account: str
    cover: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Note:
    """A handover note that nobody has taken up: whose, when, about which case (id and number), and its words."""

    id: str
    account: str
    at: datetime
    docket_id: str | None
    number: str
    words: str


@dataclass(frozen=True)
class Desk:
    """The desk of an officer: one page of cases, counts by due date, what falls due, absences and notes.

    to_screen: cases whose gate findings an officer decides now.
    """

    page: Page[Line]
    counts: Mapping[str, int]
    to_screen: int
    due: list[Due]
    more_due: bool
    absences: list[AbsenceLine]
    notes: list[Note]


@dataclass(frozen=True)
class Found:
    """One window of a search: what matched, how many were looked at, whether there is more behind it."""

    items: list[CaseItem]
    looked: int
    number: int
    more: bool
    by_number: bool = False


@dataclass(frozen=True)
class Owner:
    """Who settles an open value, by which day; settled when it is."""

    account: str
    due: date
    settled_at: datetime | None


@dataclass(frozen=True)
class CaseNotes:
    """What an officer finds of one case beside the case itself."""

    officer: str | None
    notes: list[Note] = field(default_factory=list)


def desk(viewer: Actor, wanted: Wanted, *, page: int = 1, order: str = "soonest", zone: str = "UTC") -> Desk:
    """The desk of an officer: a constant number of statements. zone: where `today` ends. NotFound for all others."""
    at = clock.now()
    held = _officer(viewer, at)
    ends = _ends(at, zone)
    absences = _absences(at)
    rows = Docket.objects.exclude(category=INSTITUTION).filter(ending="")
    counted = {**_due(at, *ends), "screening": _standing(SCREENS)}
    counts = rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in counted.items()})
    to_screen = counts.pop("screening")
    chosen = _filtered(viewer, rows, wanted, absences, at, ends)
    column = ORDERS.get(order, "due")
    found = queries.listed(viewer, held, chosen.order_by(column, "-id" if column[0] == "-" else "id"), page, at)
    soon, more = _soon(at, ends[1])
    return Desk(_lines(found, at), counts, to_screen, soon, more, absences, notes(viewer, at))


def about(viewer: Actor, docket_id: str) -> CaseNotes:
    """Who is in charge of a case, and the notes about it: four statements. NotFound for all but officers."""
    at = clock.now()
    _officer(viewer, at)
    charge = Charge.objects.filter(docket=docket_id).first()
    return CaseNotes(None if charge is None else charge.account_id, _notes(viewer, Q(docket=docket_id)))


def notes(viewer: Actor, at: datetime) -> list[Note]:
    """Handover notes that nobody has taken up, newest first: two statements. NotFound for all but officers."""
    _officer(viewer, at)
    return _notes(viewer, Q())


def absences(viewer: Actor, at: datetime) -> list[AbsenceLine]:
    """Absences that run or are to come, the earliest first. NotFound for all but officers."""
    _officer(viewer, at)
    return _absences(at)


def open_cases(viewer: Actor, at: datetime) -> list[tuple[str, str]]:
    """(id, number) of cases that are not over, newest first: what an officer chooses from. NotFound for all others."""
    _officer(viewer, at)
    rows = Docket.objects.exclude(category=INSTITUTION).filter(ending="")
    return list(rows.order_by("-opened_at", "-id").values_list("id", "number")[:WINDOW])


def owners(viewer: Actor, at: datetime) -> dict[tuple[str, str], Owner]:
    """(edition, value) -> who settles it. NotFound for all but officers."""
    _officer(viewer, at)
    rows = OpenValue.objects.order_by("edition", "name")
    return {(row.edition, row.name): Owner(row.account_id, row.due, row.settled_at) for row in rows}


def adopted(viewer: Actor, at: datetime) -> list[tuple[str, str, datetime]]:
    """(name, base, adopted at) of every edition that the organisation adopted. NotFound for all but officers."""
    _officer(viewer, at)
    return list(AdoptedEdition.objects.order_by("-at", "name").values_list("name", "base", "at"))


def search(viewer: Actor, words: str, *, page: int = 1, language: str = "en") -> Found:
    """Cases by docket number (the whole of it, or its beginning), or by title or a party's name; newest first.

    A number is looked up in its column. Names lie sealed: one page opens WINDOW of the cases that exist for the viewer,
    and none besides. language: in which parties' names are compared, beside their own.
    """
    at = clock.now()
    held = people.holdings(viewer, at)
    rows = queries.visible(viewer, held).order_by("-opened_at", "-id")
    asked, number = words.strip(), max(page, 1)
    if asked[:1].isdecimal() and all(letter.isdecimal() or letter == "-" for letter in asked):
        found = queries.listed(viewer, held, rows.filter(number__startswith=asked), number, at)
        return Found(found.items, len(found.items), number, found.more, by_number=True)
    window = queries.listed(viewer, held, rows, number, at, size=WINDOW)
    names = people.entity_names(viewer, {entity for item in window.items for entity in item.entities.values()})
    wanted = asked.casefold()
    said = {entity: {shown.shown(language), *shown.by_language.values()} for entity, shown in names.items()}
    matching = [
        item
        for item in window.items
        if any(
            wanted in name.casefold()
            for name in (*item.titles, *(name for entity in item.entities.values() for name in said.get(entity, ())))
        )
    ]
    return Found(matching if asked else [], len(window.items), number, window.more)


def _officer(viewer: Actor, at: datetime) -> Holdings:
    held = people.holdings(viewer, at)
    if not held.offices:
        raise NotFound
    return held


def _ends(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """The end of today and of the seventh day, in the reader's zone."""
    here = ZoneInfo(zone)
    midnight = datetime.combine(at.astimezone(here).date() + timedelta(days=1), time(), here)
    return midnight, midnight + WEEK - timedelta(days=1)


def _due(at: datetime, today: datetime, week: datetime) -> dict[str, Q]:
    return {
        "past": Q(due__lt=at),
        "today": Q(due__gte=at, due__lt=today),
        "week": Q(due__gte=today, due__lt=week),
        "later": Q(due__gte=week) & ~Q(due=NEVER),
        "none": Q(due=NEVER),
    }


def _filtered(
    viewer: Actor,
    rows: QuerySet[Docket],
    wanted: Wanted,
    away: list[AbsenceLine],
    at: datetime,
    ends: tuple[datetime, datetime],
) -> QuerySet[Docket]:
    if wanted.mine:
        covered = {line.account for line in away if line.cover == viewer.id and line.since <= at < line.until}
        rows = rows.filter(charge__account_id__in={viewer.id, *covered})
    if wanted.category:
        rows = rows.filter(category=wanted.category)
    if wanted.phase:
        rows = rows.filter(phase=wanted.phase)
    if wanted.waiting in WHOM:
        rows = rows.filter(_phases(wanted.waiting))
    if wanted.due in DUE:
        rows = rows.filter(_due(at, *ends)[wanted.due])
    return rows


def _phases(whom: str) -> Q:
    """Cases in a phase, of their own edition, whose next act may be of these."""
    found = Q(pk__in=[])
    for edition in states.in_use():
        found |= Q(edition=edition.name, category=edition.category, phase__in=sorted(phases_of(edition, whom)))
    return found


def _standing(act: str) -> Q:
    """Cases in a phase, of their own edition, in which this act stands."""
    found = Q(pk__in=[])
    for edition in states.in_use():
        if act in edition.acts:
            phases = sorted(edition.acts[act].when)
            found |= Q(edition=edition.name, category=edition.category, phase__in=phases)
    return found


def _lines(found: Page[CaseItem], at: datetime) -> Page[Line]:
    ids = [item.id for item in found.items]
    charges = dict(Charge.objects.filter(docket__in=ids).values_list("docket_id", "account_id"))
    calls: dict[str, list[datetime]] = {}
    for docket_id, starts in Call.objects.filter(docket__in=ids, ends_at__gt=at).values_list("docket_id", "starts_at"):
        calls.setdefault(docket_id, []).append(starts)
    lines = [
        Line(item, waits_for(item.edition, item.state, at), charges.get(item.id), tuple(sorted(calls.get(item.id, []))))
        for item in found.items
    ]
    return Page(lines, found.number, found.more)


def _soon(at: datetime, until: datetime) -> tuple[list[Due], bool]:
    """Periods that were due or end by then, and sessions until then, the earliest first: two statements."""
    columns = ("docket_id", "docket__number", "docket__edition", "docket__category")
    running = Deadline.objects.filter(running=True, due__lt=until, docket__ending="").exclude(rule__in=_fixed())
    ends = running.order_by("due", "docket_id", "code").values_list(*columns, "due", "zone", "rule")[: SHOWN + 1]
    held = Call.objects.filter(ends_at__gt=at, starts_at__lt=until, docket__ending="")
    calls = held.order_by("starts_at", "docket_id", "session").values_list(*columns, "starts_at", "docket__zone")
    found = [
        *(
            Due(id_, number, due, zone, packaged(name, category).periods[rule])
            for id_, number, name, category, due, zone, rule in ends
        ),
        *(Due(id_, number, starts, zone, None) for id_, number, _n, _c, starts, zone in calls[: SHOWN + 1]),
    ]
    found.sort(key=lambda line: (line.at, line.number))
    return found[:SHOWN], len(found) > SHOWN


def _fixed() -> set[str]:
    """Periods that are fixed hours of the day, and nothing that falls due."""
    return {rule.name for edition in states.in_use() for rule in edition.periods.values() if rule.hours is not None}


def _absences(at: datetime) -> list[AbsenceLine]:
    rows = Absence.objects.filter(until__gt=at).order_by("since", "id")
    return [AbsenceLine(row.id, row.account_id, row.cover_id, row.since, row.until) for row in rows]


def _notes(viewer: Actor, condition: Q) -> list[Note]:
    rows = HandoverNote.objects.filter(condition, taken_at=None).select_related("act", "docket").order_by("-at", "pk")
    found = list(rows[:SHOWN])
    if not found:
        return []
    log = Log.objects.get(pk=found[0].act.log_id)
    return [
        Note(
            id=row.act_id,
            account=row.account_id,
            at=row.at,
            docket_id=row.docket_id,
            number=row.docket.number if row.docket else "",
            words=_words(viewer, log, row.act),
        )
        for row in found
    ]


def _words(viewer: Actor, log: Log, act: Act) -> str:
    said = reading.said(log, act, f"read-by-{viewer.id}")
    return "" if said is None else str(said.body.get("note", ""))


def adopted_digest(name: str) -> str | None:
    """The digest that was adopted under a name; None where none was. One statement. The law asks, without a viewer."""
    return AdoptedEdition.objects.filter(name=name).values_list("digest", flat=True).first()


def adopted_names() -> list[str]:
    """Names under which editions were adopted. One statement. For the start-up check."""
    return list(AdoptedEdition.objects.order_by("name").values_list("name", flat=True))
