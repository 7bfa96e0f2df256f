"""What time it is. Nothing else in Comity reads the wall clock.

Rules upheld:
- an instant is aware, UTC, of whole seconds;
- only in demonstration mode has the organisation a clock of its own: the real one and an offset that one row keeps.
  It moves forward only; in production the row is never read and cannot be written (issue 2, section 5);
- a test may let a server run ahead of the real time, by a file that only test mode reads;
- no deadline needs the clock's thread to be true: perform() settles what is due first (lapses.py, ticking.py).
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from comity.docket.models import DemonstrationClock


class ClockRefused(ValueError):
    """The clock may not be moved so, or not at all."""


def _wall() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def now() -> datetime:
    """The organisation's instant: UTC, whole seconds."""
    if settings.DEMONSTRATION:
        return _wall() + timedelta(seconds=_offset())
    return _wall() + _ahead()


def set_clock(to: datetime) -> None:
    """Start the demonstration's clock at this instant, or move it forward to it. What is then due is not yet done."""
    if not settings.DEMONSTRATION:
        raise ClockRefused("only the demonstration has a clock of its own")
    offset = int((to - _wall()).total_seconds())
    row = DemonstrationClock.objects.filter(id=1).first()
    if row is not None and offset < row.offset:
        raise ClockRefused("the clock moves forward only")
    DemonstrationClock.objects.update_or_create(id=1, defaults={"offset": offset})


def _ahead() -> timedelta:
    """How far a test's server runs ahead; nothing in every other mode (environment.py)."""
    kept = settings.ENVIRONMENT.test_clock
    return timedelta(seconds=int(kept.read_text(encoding="ascii"))) if kept is not None else timedelta(0)


def _offset() -> int:
    return DemonstrationClock.objects.filter(id=1).values_list("offset", flat=True).first() or 0
