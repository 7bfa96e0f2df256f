"""The only writers of the treaty register.

Handlers of the organisation docket's acts call them, inside the act's transaction and under that docket's lock:

    record-instrument     record_instrument        record-declaration    record_declaration
    record-reservation    record_reservation       record-decision       record_decision

Each takes the act's facts and body as they lie in the log; `entry` reads them by the rules of the register's file
(law.register), so that a docket and a file can never mean different things. What is no entry raises NotRecorded, and
then nothing was written. Instants are aware UTC and come from the act.

`report_error` and `keep_interest` are no acts of the organisation: they change no fact, and an officer answers them by
one that does. Whoever sends a notice of interest learns nothing from its answer: what is kept and what is dropped take
the same statements, and nothing of a case or of a State is looked up.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from comity import keeper
from comity.law import register
from comity.law.act import Json
from comity.law.messages import Message, mark
from comity.law.register import TreatyCode
from comity.law.shape import BadInput
from comity.proof import canonical
from comity.treaty import queries
from comity.treaty.errors import NotRecorded
from comity.treaty.models import Decision, Declaration, ErrorReport, Instrument, InterestNotice, Reservation

Words = Mapping[str, Json]
T = TypeVar("T")

OPEN_REPORTS = 200  # more than an officer reads; then the page asks to write instead
OPEN_NOTICES = 500  # of third States; beyond it the channel keeps no more, and says nothing of it
NOTICE_SIZE = 32_768  # bytes to which every notice is padded: its length tells nothing


def record_instrument(facts: Words, body: Words, *, act_id: str, at: datetime) -> Instrument:
    """Enter one deed of a State. facts: state, treaty, act, on, status. body: source."""
    read = _entry(register.instrument, facts, body)
    if Instrument.objects.filter(state=read.state, treaty=read.treaty, act=read.act, on=read.on).exists():
        raise NotRecorded(Message(mark("This act of this State on this day is in the register already.")))
    return Instrument.objects.create(
        id=act_id,
        recorded_at=at,
        state=read.state,
        treaty=read.treaty.value,
        act=read.act.value,
        on=read.on,
        source=read.source,
        status=read.status.value,
    )


def record_declaration(facts: Words, body: Words, *, act_id: str, at: datetime) -> Declaration:
    """Enter a declaration. facts: state, treaty, excludes, from, until?, status?. body: source, wording?."""
    read = _entry(register.declaration, facts, {key: value for key, value in body.items() if key != "wording"})
    return Declaration.objects.create(
        id=act_id,
        recorded_at=at,
        state=read.state,
        treaty=read.treaty.value,
        excludes=list(read.excludes),
        wording=str(body.get("wording") or ""),
        **_lasting(read),
    )


def record_reservation(facts: Words, body: Words, *, act_id: str, at: datetime) -> Reservation:
    """Enter a reservation. facts: state, treaty, article, from, until?, status?. body: source."""
    read = _entry(register.reservation, facts, body)
    return Reservation.objects.create(
        id=act_id, recorded_at=at, state=read.state, treaty=read.treaty.value, article=read.article, **_lasting(read)
    )


def record_decision(facts: Words, body: Words, *, act_id: str, at: datetime) -> Decision:
    """Enter a decision of the Council. facts: decision, admits, category, from, until?, status?. body: source."""
    read = _entry(register.decision, {key: value for key, value in facts.items() if key != "decision"}, body)
    return Decision.objects.create(
        id=act_id, recorded_at=at, admits=read.admits, category=read.category.value, **_lasting(read)
    )


def _lasting(read: register.Lasting) -> dict[str, object]:
    status = read.status.value if read.status else ""
    return {"since": read.since, "until": read.until, "source": read.source, "status": status}


def _entry(kind: Callable[[object, str], T], facts: Words, body: Words) -> T:
    try:
        return kind({key: value for key, value in {**facts, **body}.items() if value is not None}, "")
    except BadInput as error:
        raise NotRecorded(Message(mark("Not an entry of the register: %(reason)s."), {"reason": str(error)})) from None


@transaction.atomic
def report_error(*, state: str, treaty: TreatyCode, text: str, reply_to: str, at: datetime) -> ErrorReport:
    """Keep what a reader finds wrong in a fact, sealed; NotRecorded while too many reports are open."""
    if queries.count_error_reports() >= OPEN_REPORTS:
        raise NotRecorded(Message(mark("Too many reports are open. Write to the registry instead.")))
    report_id = keeper.random_id()
    value = canonical.dumps({"reply_to": reply_to, "text": text})
    key = keeper.institution_key()
    sealed = keeper.seal(key, keeper.pad(value), kind="treaty-error-report", id=report_id)
    return ErrorReport.objects.create(id=report_id, at=at, state=state, treaty=treaty.value, sealed=sealed)


def settle_error(report_id: str) -> None:
    """Take a report off the list, once an officer has answered it by an act or found nothing to answer."""
    ErrorReport.objects.filter(id=report_id).delete()


@transaction.atomic
def keep_interest(words: Mapping[str, str], *, at: datetime, within: bool) -> None:
    """Keep a third State's notice of its interest, sealed. The same statements, whatever it says.

    words: state, subject, contact, text; together at most NOTICE_SIZE bytes as JSON, ValueError beyond. within: whether
    the sender is within its rate; beyond it, and while too many notices wait, nothing is kept, as quietly.
    """
    notice_id = keeper.random_id()
    value = keeper.pad(canonical.dumps(dict(words)), NOTICE_SIZE)
    sealed = keeper.seal(keeper.institution_key(), value, kind="interest-notice", id=notice_id)
    waiting = queries.count_interests()
    if within and waiting < OPEN_NOTICES:
        InterestNotice.objects.create(id=notice_id, at=at, sealed=sealed)
    else:
        InterestNotice.objects.filter(id=notice_id).delete()


def close_interest(notice_id: str) -> bool:
    """Take a notice off the list, once an act of the organisation has answered it; False if it is not there."""
    return bool(InterestNotice.objects.filter(id=notice_id).delete()[0])
