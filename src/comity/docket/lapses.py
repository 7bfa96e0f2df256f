"""What the clock owes: lapses of the case's periods, and what stands on the rooms' agenda.

Rules upheld:
- DESIGN 2: every lapse that is due before this instant is an act of its own, dated at its deadline, earliest first; a
  deadline needs no scheduler to be true, because perform() settles first;
- at one instant a room's agenda comes before the case's lapses, so that an outcome is told before the anchor covers it;
- an act of the agenda that the table no longer allows (the case has ended) is struck out, without a trace;
- a recorded outage comes before the lapses that it moves, dated at its beginning (TRUST rule 7).
"""

import json
from datetime import datetime
from typing import cast

from comity import keeper, people
from comity.docket import clock, flush, locks
from comity.docket.enact import Attempt, enact
from comity.docket.errors import Refused
from comity.docket.models import Act, Agenda, Docket
from comity.docket.payload import Payload
from comity.docket.scene import Scene, instant_after
from comity.law.act import Json
from comity.law.instants import render
from comity.law.openness import Holding
from comity.law.step import Owed, owed

OUTAGE = "record-outage"


def settle(scene: Scene, before: datetime) -> int:
    """Perform, in memory, all that is due before this instant (UTC); returns how many. No statement if nothing is."""
    performed = 0
    while (due := scene.next_due()[0]) is not None and due < before:
        _perform_next(scene, before)
        performed += 1
    return performed


def tick(docket_id: str, at: datetime | None = None) -> int:
    """Perform what one docket's clock owes before `at` (now by default); returns how many acts. NotFound, Busy."""
    at = at or clock.now()
    if not Docket.objects.filter(pk=docket_id, next_due__lt=at).exists():
        return 0
    with locks.writing():
        scene = Scene.locked(docket_id)
        performed = settle(scene, at)
        flush.write_settled(scene)
    return performed


def overdue(at: datetime, *, most: int = 100) -> list[str]:
    """Ids of the dockets whose clock owes something before `at`, the longest overdue first. One statement."""
    rows = Docket.objects.filter(next_due__lt=at).order_by("next_due", "id")
    return list(rows.values_list("id", flat=True)[:most])


def record_outage(docket_id: str, since: datetime, until: datetime) -> None:
    """Record in a case that the service could not be reached (UTC instants). Refused where the table says so."""
    with locks.writing():
        scene = Scene.locked(docket_id)
        settle(scene, since)
        facts: dict[str, Json] = {"since": render(since), "until": render(until)}
        capacity = Holding("clock", people.clock().id)
        at = instant_after(scene.case, since)
        enact(scene, scene.case, Attempt(people.clock(), OUTAGE, capacity, at, Payload(facts=facts)))
        flush.write_settled(scene)


def record_outage_in_all(since: datetime, until: datetime) -> int:
    """Record it in every docket whose table has it, alike and once; returns in how many. UTC instants."""
    told = Act.objects.filter(name=OUTAGE, at__gte=since, at__lt=until).values("log_id")
    recorded = 0
    for docket_id in Docket.objects.exclude(pk__in=told).order_by("opened_at", "id").values_list("id", flat=True):
        try:
            record_outage(docket_id, since, until)
        except Refused:  # the organisation's own docket, a case that has ended, one that was opened since
            continue
        recorded += 1
    return recorded


def _perform_next(scene: Scene, before: datetime) -> None:
    planned = next(iter(scene.agenda()), None)
    lapse = next(iter(owed(scene.edition, scene.case.state, before)), None)
    if planned is not None and (lapse is None or planned.due <= lapse.due):
        _perform_planned(scene, planned)
    else:
        _perform_lapse(scene, cast("Owed", lapse))


def _perform_lapse(scene: Scene, lapse: Owed) -> None:
    capacity = Holding("clock", people.clock().id)
    enact(scene, scene.case, Attempt(people.clock(), lapse.act, capacity, lapse.due, period=lapse.period))


def _perform_planned(scene: Scene, row: Agenda) -> None:
    book = scene.room(row.log_id)
    text = keeper.open_sealed(book.log.key_id, bytes(row.sealed), kind="agenda", id=row.id, reason="agenda")
    planned = cast("dict[str, Json]", json.loads(keeper.unpad(text)))
    facts = cast("dict[str, Json]", planned["facts"])
    capacity = Holding("clock", people.clock().id, book.log.party or None)
    scene.strike(row)
    size = book.edge.size
    try:
        enact(scene, book, Attempt(people.clock(), str(planned["act"]), capacity, row.due, Payload(facts=facts)))
    except Refused:
        if book.edge.size != size:  # not the table: a handler, or what the act entails, after it was taken in
            raise
