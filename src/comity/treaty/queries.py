"""The only readers of the treaty tables.

The register is public: `viewer` is whoever asks, None for a visitor, and the answer is the same. Reports of errors,
and notices of third States, are opened for the registry alone.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from comity import keeper
from comity.law import register as law
from comity.law.register import Category, Deed, Register, Status, TreatyCode
from comity.treaty.models import (
    Decision,
    Declaration,
    ErrorReport,
    Instrument,
    InterestNotice,
    Recorded,
    Reservation,
)

Row = TypeVar("Row", bound=Recorded)
PAGE = 30


@dataclass(frozen=True)
class Report:
    """A reader's report, opened: about which State and treaty, in which words, where to answer (may be empty)."""

    id: str
    at: datetime
    state: str
    treaty: TreatyCode
    text: str
    reply_to: str


@dataclass(frozen=True)
class Interest:
    """A third State's notice, opened. Nobody has checked who sent it: state and contact are the sender's words."""

    id: str
    at: datetime
    state: str
    subject: str
    contact: str
    text: str


def register(viewer: object | None, at: datetime | None = None) -> Register:  # noqa: ARG001 - public, and reads say who asks
    """All facts that were recorded by the instant `at` (aware), or until now: four statements."""
    return Register(
        tuple(_instrument(row) for row in _by(Instrument.objects.all(), at)),
        tuple(_declaration(row) for row in _by(Declaration.objects.all(), at)),
        tuple(_reservation(row) for row in _by(Reservation.objects.all(), at)),
        tuple(_decision(row) for row in _by(Decision.objects.all(), at)),
    )


def wordings(viewer: object | None) -> dict[tuple[str, str], str]:  # noqa: ARG001 - public, and reads say who asks
    """The declarations' own words by State and source, where they were entered."""
    return {(row.state, row.source): row.wording for row in Declaration.objects.exclude(wording="")}


def count_error_reports() -> int:
    """How many reports are open."""
    return ErrorReport.objects.count()


def error_reports(viewer: object, *, offices: Collection[str]) -> list[Report]:  # noqa: ARG001 - reads say who asks
    """Open reports, oldest first, for a viewer who holds the registry's office; nothing for anyone else."""
    if "registry" not in offices:
        return []
    return [_opened(row) for row in ErrorReport.objects.all()[:30]]


def count_interests() -> int:
    """How many notices of third States wait."""
    return InterestNotice.objects.count()


def interests(viewer: object, *, offices: Collection[str], page: int = 1) -> list[Interest]:  # noqa: ARG001 - reads say who asks
    """Notices that wait, oldest first, thirty a page, for a viewer who holds the registry's office; else nothing."""
    if "registry" not in offices:
        return []
    start = (max(page, 1) - 1) * PAGE
    return [_interest(row) for row in InterestNotice.objects.all()[start : start + PAGE]]


def interest(viewer: object, notice_id: str, *, offices: Collection[str]) -> Interest | None:  # noqa: ARG001 - reads say who asks
    """One notice that waits, for the registry; None for anyone else, and where there is none."""
    row = InterestNotice.objects.filter(id=notice_id).first() if "registry" in offices else None
    return None if row is None else _interest(row)


def _by(rows: QuerySet[Row], at: datetime | None) -> QuerySet[Row]:
    return rows if at is None else rows.filter(recorded_at__lte=at)


def _status(row: Recorded) -> Status | None:
    return Status(row.status) if row.status else None


def _instrument(row: Instrument) -> law.Instrument:
    return law.Instrument(row.state, TreatyCode(row.treaty), Deed(row.act), row.on, row.source, Status(row.status))


def _declaration(row: Declaration) -> law.Declaration:
    lasting = (row.since, row.until, row.source, _status(row))
    return law.Declaration(*lasting, state=row.state, treaty=TreatyCode(row.treaty), excludes=tuple(row.excludes))


def _reservation(row: Reservation) -> law.Reservation:
    lasting = (row.since, row.until, row.source, _status(row))
    return law.Reservation(*lasting, state=row.state, treaty=TreatyCode(row.treaty), article=row.article)


def _decision(row: Decision) -> law.Decision:
    lasting = (row.since, row.until, row.source, _status(row))
    return law.Decision(*lasting, admits=row.admits, category=Category(row.category))


def _opened(row: ErrorReport) -> Report:
    key = keeper.institution_key()
    sealed = bytes(row.sealed)
    opened = keeper.open_sealed(key, sealed, kind="treaty-error-report", id=row.id, reason="read-error-report")
    value = json.loads(keeper.unpad(opened))
    return Report(row.id, row.at, row.state, TreatyCode(row.treaty), value["text"], value["reply_to"])


def _interest(row: InterestNotice) -> Interest:
    key, sealed = keeper.institution_key(), bytes(row.sealed)
    opened = keeper.open_sealed(key, sealed, kind="interest-notice", id=row.id, reason="read-interest-notice")
    value = json.loads(keeper.unpad(opened))
    return Interest(row.id, row.at, value["state"], value["subject"], value["contact"], value["text"])
