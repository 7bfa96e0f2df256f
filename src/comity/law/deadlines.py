"""Deadlines: from an event and a length of time to the last instant at which an act is in time.

Rules upheld (`due` and what follows from it):
- The day of the event is not counted; the period ends with the last second of its last day, in local time
  (European Convention on the Calculation of Time-Limits 1972, Articles 3 and 4).
- A period in months ends on the day of the event's number, or on the last day of a month that has none (Article 4(2)).
- `next-business-day`: a last day that is no business day moves to the next one (Article 5).
  `next-weekday-only`: it moves only from a Saturday or a Sunday (ICSID Mediation Rule 8), to the next day that is a
  business day and neither of the two; a holiday on a weekday moves nothing. `none`: it stays.
- Where no zone is named, the end of day in the zone most favourable to the filer counts (TRUST rule 7).
- An outage of over 60 minutes in the last 24 hours extends the period for both sides alike (TRUST rule 7).
- An act is in time up to and including the instant `due`.

Where the rules leave a choice, the choice favours the filer:
- A date that the zone's clocks skipped (Pacific/Apia, 30 December 2011) is no day: it is not counted, no period ends on
  it, and it is no business day.
- If clocks are put back over midnight, the day ends when it ends for the last time. If they are put forward over
  midnight, it ends with the last second that they showed before.
- While a case is suspended a period does not run: on resuming it moves by the length of the suspension, in days of
  24 hours of which a begun one counts whole, and ends again with the end of a day that the roll allows.
- An outage counts if it lasted over 60 minutes altogether and any part of it lay in the last 24 hours: one that begins
  shortly before the deadline and outlasts it hinders as much as one that ends before it.

All instants are aware UTC datetimes of whole seconds; zones are IANA names, dates local. Pure: no clock is read.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from comity.law import zones
from comity.law.calendars import PLAIN, Calendar
from comity.law.instants import render, whole
from comity.law.messages import Message, mark

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LAST_HOURS = timedelta(hours=24)
TOLERATED = timedelta(minutes=60)
HEAD_HOURS = (0, 6, 12, 18)
LONGEST = 100_000  # units, so that no text in a file makes a machine count for ever
SATURDAY = 5


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR_DAYS = "calendar-days"
    BUSINESS_DAYS = "business-days"
    MONTHS = "months"


class Roll(StrEnum):
    """Where a last day moves that is no business day."""

    NONE = "none"
    NEXT_BUSINESS_DAY = "next-business-day"
    NEXT_WEEKDAY_ONLY = "next-weekday-only"


class BadPeriod(ValueError):
    """A unit, roll, length or hour that no rule knows, or a period that leaves the years 1 to 9999."""


class OutOfTime(Exception):
    """An act after its deadline. `message` says so for translation; str() is English."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence as a template with parameters."""
        super().__init__(message.english())
        self.message = message


def due(event: datetime, *, length: int, unit: str, zone: str, roll: str, calendar: Calendar = PLAIN) -> datetime:
    """The last instant (UTC) of a period of `length` units that `event` starts, counted in the days of `zone`.

    A length of 0 is the day of the event itself. Raises BadPeriod, zones.UnknownZone, instants.BadInstant.
    """
    days = _Days(_roll(roll), calendar, zones.skipped(zone))
    with _within_years():
        return end_of_day(days.last(_local_date(event, zone), _length(length), _unit(unit)), zone)


def most_favourable(
    event: datetime, *, length: int, unit: str, roll: str, calendar: Calendar = PLAIN
) -> tuple[datetime, str]:
    """The latest `due` over all IANA zones and the zone that gives it; of several, the alphabetically first name.

    For a period for which nobody named a zone. Raises BadPeriod, instants.BadInstant.
    """
    counted, kind, rolled = _length(length), _unit(unit), _roll(roll)

    @cache  # at most three local dates at a time, and few zones ever skipped one
    def last(start: date, skipped: frozenset[date]) -> date:
        return _Days(rolled, calendar, skipped).last(start, counted, kind)

    with _within_years():
        ends = {
            name: end_of_day(last(_local_date(event, name), zones.skipped(name)), name) for name in zones.distinct()
        }
    zone = max(ends, key=ends.__getitem__)  # the first of several, and zones are in alphabetical order
    return ends[zone], zone


def counted(
    event: datetime, *, length: int, unit: str, zone: str | None, roll: str, calendar: Calendar = PLAIN
) -> tuple[datetime, str]:
    """The due instant and its zone: the one named; where nobody named one, the most favourable. Raises as they do."""
    if zone is None:
        return most_favourable(event, length=length, unit=unit, roll=roll, calendar=calendar)
    return due(event, length=length, unit=unit, zone=zone, roll=roll, calendar=calendar), zone


def days_between(first: datetime, last: datetime, zone: str) -> timedelta:
    """The days from one instant's date to another's, as a calendar on a wall in `zone` shows them."""
    return _local_date(last, zone) - _local_date(first, zone)


def shift(due: datetime, gap: timedelta, *, zone: str, roll: str, calendar: Calendar = PLAIN) -> datetime:
    """Where `due` moves after a suspension of length `gap`: begun days count whole, end of day, rolled again.

    For a period that began while the case was suspended, `gap` is counted from its beginning. Raises BadPeriod for a
    negative gap, zones.UnknownZone.
    """
    if gap < timedelta(0):
        raise BadPeriod("a suspension cannot end before it began")
    days = _Days(_roll(roll), calendar, zones.skipped(zone))
    with _within_years():
        return end_of_day(days.last(_local_date(due, zone), -(-gap // DAY), Unit.CALENDAR_DAYS), zone)


def extend(
    due: datetime, *, begins: datetime, ends: datetime, zone: str, roll: str, calendar: Calendar = PLAIN
) -> datetime:
    """Where `due` moves, for every side, after an outage from `begins` to `ends`; `due` itself if it does not matter.

    An outage of over 60 minutes that reaches into the last 24 hours moves it to the end of the day on which 24 hours
    have passed since the outage's end, rolled; never back. Raises BadPeriod, zones.UnknownZone.
    """
    days = _Days(_roll(roll), calendar, zones.skipped(zone))
    if ends - begins <= TOLERATED or ends <= due - LAST_HOURS or begins > due:
        return due
    with _within_years():
        return max(due, end_of_day(days.rolled(_local_date(ends + LAST_HOURS, zone)), zone))


def end_of_day(day: date, zone: str) -> datetime:
    """The last second (UTC) at which clocks in `zone` showed `day`; for a skipped date, the last second before it."""
    clock = zones.zone(zone)
    shown = datetime.combine(day, time(23, 59, 59))
    early = shown.replace(tzinfo=clock, fold=1).astimezone(UTC)  # of two passes over midnight, the later
    if early.astimezone(clock).replace(tzinfo=None) == shown:
        return early
    late = shown.replace(tzinfo=clock, fold=0).astimezone(UTC)  # clocks never showed it: a gap lies between the two
    while late - early > SECOND:
        middle = early + (late - early) // SECOND // 2 * SECOND
        if middle.astimezone(clock).replace(tzinfo=None) < shown:
            early = middle
        else:
            late = middle
    return early


def next_head_time(after: datetime, hours: Sequence[int] = HEAD_HOURS) -> datetime:
    """The first instant strictly after `after` that is one of these full hours of the UTC day. Raises BadPeriod."""
    midnight = datetime.combine(whole(after).date(), time(), UTC)
    heads = (midnight + timedelta(days=day, hours=hour) for day in (0, 1) for hour in _hours(hours))
    return min(head for head in heads if head > after)


def is_head_time(at: datetime, hours: Sequence[int] = HEAD_HOURS) -> bool:
    """Whether `at` is one of these full hours of the UTC day, to the second. Raises BadPeriod."""
    at = whole(at)
    return at.hour in _hours(hours) and (at.minute, at.second) == (0, 0)


def check_in_time(at: datetime, due: datetime) -> None:
    """Raise OutOfTime if an act at `at` (fraction of a second cut off) came after `due`."""
    if whole(at) > due:
        late = mark("This came at %(at)s, after the time for it had ended at %(due)s.")
        raise OutOfTime(Message(late, {"at": render(at), "due": render(due)}))


@dataclass(frozen=True)
class _Days:
    """How days are counted and rolled in one zone: its skipped dates are no days at all."""

    roll: Roll
    calendar: Calendar
    skipped: frozenset[date]

    def last(self, start: date, length: int, unit: Unit) -> date:
        """The last day of a period whose event fell on `start`."""
        if unit is Unit.MONTHS:
            return self.rolled(_first(_same_day(start, length), self._exists))
        if unit is Unit.BUSINESS_DAYS:
            day = start
            for _ in range(length):
                day = _first(day + DAY, self._is_business_day)
            return self.rolled(day)
        day = start + length * DAY
        for gap in sorted(self.skipped):
            day += DAY if start < gap <= day else timedelta(0)
        return self.rolled(day)

    def rolled(self, day: date) -> date:
        """The day to which a last day moves."""
        match self.roll:
            case Roll.NEXT_BUSINESS_DAY:
                return _first(day, self._is_business_day)
            case Roll.NEXT_WEEKDAY_ONLY if not _is_weekday(day):
                return _first(day, lambda later: _is_weekday(later) and self._is_business_day(later))
            case _:
                return day

    def _exists(self, day: date) -> bool:
        return day not in self.skipped

    def _is_business_day(self, day: date) -> bool:
        return self.calendar.is_business_day(day) and self._exists(day)


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


def _first(day: date, fits: Callable[[date], bool]) -> date:
    """The first day from `day` on that fits."""
    while not fits(day):
        day += DAY
    return day


def _same_day(start: date, months: int) -> date:
    """The day of the same number `months` later, or the last day of a month that has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _local_date(at: datetime, zone: str) -> date:
    return whole(at).astimezone(zones.zone(zone)).date()


@contextmanager
def _within_years() -> Iterator[None]:
    try:
        yield
    except OverflowError:
        raise BadPeriod(f"the period leaves the years 1 to {MAXYEAR}") from None


def _length(length: int) -> int:
    if not 0 <= length <= LONGEST:
        raise BadPeriod(f"a period cannot last {length} units")
    return length


def _unit(unit: str) -> Unit:
    if unit not in tuple(Unit):
        raise BadPeriod(f"{unit!r} is no unit: {', '.join(Unit)}")
    return Unit(unit)


def _roll(roll: str) -> Roll:
    if roll not in tuple(Roll):
        raise BadPeriod(f"{roll!r} is no roll: {', '.join(Roll)}")
    return Roll(roll)


def _hours(hours: Sequence[int]) -> Sequence[int]:
    if not hours or not all(0 <= hour < 24 for hour in hours):
        raise BadPeriod("head times are one or more full hours from 0 to 23")
    return hours
