"""A second implementation of `comity.law.deadlines`, by another method, and the comparison of the two.

It shares no code with the first: zones are read by python-dateutil, months added by its relativedelta, and nothing is
computed from local times. It walks UTC forward, notes which second shows which local date, and so learns which dates a
zone had and when each was seen for the last time; everything else is counting along that list.

`python tests/law/deadline_oracle.py --cases 50000` prints one line and exits 0 if every case is equal.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice

from dateutil import tz
from dateutil.relativedelta import relativedelta

from comity.law import deadlines, zones
from comity.law.calendars import Calendar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
DAY = 86_400
STEP = 6 * 3_600
FIRST, LAST = -3_950_000_000, 4_733_000_000  # 1844 to 2119
UNITS = ("calendar-days", "business-days", "months")
ROLLS = ("none", "next-business-day", "next-weekday-only")
WEEKENDS = ((5, 6), (5, 6), (5, 6), (4, 5), (6,), ())
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def all_zones() -> list[str]:
    """Every zone that the pinned database lists."""
    return sorted(files("tzdata").joinpath("zones").read_text().split())


@cache
def clock(zone: str) -> tz.tzfile:
    """The zone as python-dateutil reads it."""
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as source:
        return tz.tzfile(source)


def offset(zone: str, second: int) -> int:
    """Seconds east of UTC at this second since 1970."""
    return int((EPOCH + timedelta(seconds=second)).astimezone(clock(zone)).utcoffset().total_seconds())


def shown(zone: str, second: int) -> int:
    """Ordinal of the local date that clocks show at this second."""
    return EPOCH_DAY + (second + offset(zone, second)) // DAY


def stretches(zone: str, second: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of UTC with one offset: first second, second after the last, offset. Never ends."""
    now = offset(zone, second)
    while True:
        end = second + STEP
        then = offset(zone, end)
        if then != now:
            low, high = second, end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(zone, middle) == now else (low, middle)
            end, then = high, offset(zone, high)
        yield second, end, now
        second, now = end, then


def local_days(zone: str, second: int) -> Iterator[tuple[int, int]]:
    """The dates that clocks show from this second on, in order, each with the last second that shows it."""
    last: dict[int, int] = {}
    for start, end, east in stretches(zone, second):
        first_day, last_day = ((moment + east) // DAY for moment in (start, end - 1))
        for day in range(first_day, last_day + 1):
            last[EPOCH_DAY + day] = min(end, (day + 1) * DAY - east) - 1
        for day in sorted(last):
            if day < EPOCH_DAY + last_day - 1:  # no clock was ever put back by more than a day
                yield day, last.pop(day)


@dataclass(frozen=True)
class Case:
    """One question to both implementations. Instants are seconds since 1970; weekend days 0 (Monday) to 6."""

    kind: str  # due | shift | extend
    zone: str
    event: int
    length: int  # units; for a shift, seconds of suspension; for an extension, seconds of outage before `event`
    unit: str
    roll: str
    weekend: tuple[int, ...]
    holidays: frozenset[int]
    late: int = 0  # for an extension: the deadline, in seconds after the outage's end


def is_business(case: Case, day: int) -> bool:
    """Whether the day is neither in the weekend nor a holiday."""
    return (day - 1) % 7 not in case.weekend and day not in case.holidays


def settled(case: Case, day: int) -> bool:
    """Whether a period may end on this day, or must on from it."""
    weekend = (day - 1) % 7 in (5, 6)
    if case.roll == "next-business-day":
        return is_business(case, day)
    return case.roll == "none" or not weekend


def rolled(case: Case, days: Iterator[tuple[int, int]]) -> int:
    """The last second of the first day, from the iterator's next on, on which the period may end."""
    day, last = next(days)
    if settled(case, day):
        return last
    return next(
        last
        for day, last in days
        if is_business(case, day) and (case.roll == "next-business-day" or settled(case, day))
    )


def expected_due(case: Case) -> int:
    """The deadline, by walking."""
    today = shown(case.zone, case.event)
    if case.unit == "months":
        target = (date.fromordinal(today) + relativedelta(months=case.length)).toordinal()
        around = (target - EPOCH_DAY - 3) * DAY
        return rolled(case, from_day(local_days(case.zone, around), target))
    days = from_day(local_days(case.zone, case.event), today)
    if case.length == 0:
        return rolled(case, days)
    next(days)
    if case.unit == "business-days":
        days = (item for item in days if is_business(case, item[0]))
        *_, (_, last) = islice(days, case.length)
        return last if case.roll != "next-weekday-only" else weekday_of(case, last)
    return rolled(case, islice(days, case.length - 1, None))


def weekday_of(case: Case, last: int) -> int:
    """A business day may still be a Saturday or Sunday (another weekend): ICSID's roll moves it."""
    return rolled(case, from_day(local_days(case.zone, last - 3 * DAY), shown(case.zone, last)))


def from_day(days: Iterator[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    """The days from this date on."""
    return (item for item in days if item[0] >= first)


def expected_shift(case: Case) -> int:
    """A deadline moved by a suspension, begun days of 24 hours counting whole."""
    begun = case.length // DAY + (case.length % DAY > 0)
    days = from_day(local_days(case.zone, case.event), shown(case.zone, case.event))
    return rolled(case, islice(days, begun, None))


def expected_extension(case: Case) -> int:
    """A deadline after an outage that ended at `event`."""
    deadline, begin = case.event + case.late, case.event - case.length
    minutes_lost = case.length / 60
    hours_before = (deadline - case.event) / 3_600
    if minutes_lost > 60 and hours_before < 24 and begin <= deadline:
        after = case.event + DAY
        days = from_day(local_days(case.zone, after), shown(case.zone, after))
        return max(deadline, rolled(case, days))
    return deadline


def expected(case: Case) -> int:
    """What the second implementation says."""
    return {"due": expected_due, "shift": expected_shift, "extend": expected_extension}[case.kind](case)


def moment(second: int) -> datetime:
    """The instant of this second."""
    return EPOCH + timedelta(seconds=second)


def calendar(case: Case) -> Calendar:
    """The case's calendar in the form of the first implementation."""
    return Calendar(frozenset(NAMES[day] for day in case.weekend), frozenset(map(date.fromordinal, case.holidays)))


def actual(case: Case) -> int:
    """What `comity.law.deadlines` says."""
    common = {"zone": case.zone, "roll": case.roll, "calendar": calendar(case)}
    event = moment(case.event)
    if case.kind == "due":
        found = deadlines.due(event, length=case.length, unit=case.unit, **common)
    elif case.kind == "shift":
        found = deadlines.shift(event, timedelta(seconds=case.length), **common)
    else:
        found = deadlines.extend(
            moment(case.event + case.late), begins=moment(case.event - case.length), ends=event, **common
        )
    return int((found - EPOCH).total_seconds())


def draw(seed: int, number: int) -> Case:
    """Case `number` of this seed. Most begin or end within a day of a change of the zone's clocks."""
    rng = random.Random(f"{seed}:{number}")
    aim = rng.random()
    zone, change = rng.choice(midnight_changes(forward=aim < 0.2)) if aim < 0.4 else (rng.choice(all_zones()), None)
    kind = rng.choices(("due", "shift", "extend"), (8, 1, 1))[0]
    unit = rng.choice(UNITS)
    length = length_of(rng, kind, unit)
    event = event_of(rng, zone, change, days_of(kind, unit, length))
    middle = EPOCH_DAY + event // DAY
    holidays = frozenset(middle + rng.randrange(0, 40) for _ in range(rng.randrange(0, 8)))
    if kind == "due":
        holidays |= frozenset(middle + days_of(kind, unit, length) + rng.randrange(0, 6) for _ in range(3))
    late = rng.choice((0, 59 * 60, DAY - 1, DAY, DAY + 1, -length, -length - 1, rng.randrange(-5 * 3_600, 30 * 3_600)))
    return Case(kind, zone, event, length, unit, rng.choice(ROLLS), rng.choice(WEEKENDS), holidays, late)


def length_of(rng: random.Random, kind: str, unit: str) -> int:
    """Lengths as rules have them, and some that they do not."""
    if kind == "shift":
        return rng.choice((0, 1, DAY - 1, DAY, DAY + 1, rng.randrange(60 * DAY)))
    if kind == "extend":
        return rng.choice((3_599, 3_600, 3_601, rng.randrange(3 * DAY)))
    if unit == "months":
        return rng.choice((0, 1, 2, 3, 6, 12, rng.randrange(60)))
    return rng.choice((0, 1, 2, 10, 15, 20, 30, 60, 120, rng.randrange(130)))


def days_of(kind: str, unit: str, length: int) -> int:
    """About how many days the case spans."""
    if kind != "due":
        return length // DAY
    return {"months": length * 30, "business-days": length * 7 // 5, "calendar-days": length}[unit]


@cache
def midnight_changes(*, forward: bool) -> list[tuple[str, int]]:
    """Every change of a zone's clocks since 1844 that put them over midnight, either forward or back."""
    found = []
    for zone in all_zones():
        for second in changes(zone):
            before, after = offset(zone, second - 1), offset(zone, second)
            if (after > before) == forward and (second + before) // DAY != (second + after) // DAY:
                found.append((zone, second))
    return found


def changes(zone: str) -> list[int]:
    """The seconds since 1844 at which the zone's clocks changed, as far as the database lists them one by one."""
    return [second for second in clock(zone)._trans_utc if second > FIRST]


def event_of(rng: random.Random, zone: str, change: int | None, span: int) -> int:
    """An instant of 1845-2120: any, or one from which a period of `span` days reaches a change of the clocks."""
    if change is None and changes(zone) and rng.random() < 0.5:
        change = rng.choice(changes(zone))
    if change is None:
        return rng.randrange(FIRST, LAST)
    return change - rng.choice((0, span)) * DAY + rng.randrange(-DAY, DAY)


def favourable(seed: int, number: int) -> tuple[Case, tuple[int, str], tuple[int, str]]:
    """One period without a named zone: what the walk over every zone says, and what the first implementation says."""
    rng = random.Random(f"{seed}:favourable:{number}")
    length = rng.choice((0, 1, 3, 15, 20))
    event = rng.choice((rng.randrange(FIRST, LAST), rng.choice((1_325_000_000, 745_800_000, 788_700_000))))
    case = Case("due", "", event, length, rng.choice(UNITS[:2]), rng.choice(ROLLS), rng.choice(WEEKENDS), frozenset())
    ends = [(expected_due(Case(**(vars(case) | {"zone": zone}))), zone) for zone in all_zones()]
    latest = max(end for end, _ in ends)
    found, zone = deadlines.most_favourable(
        moment(event), length=length, unit=case.unit, roll=case.roll, calendar=calendar(case)
    )
    return case, min(item for item in ends if item[0] == latest), (int((found - EPOCH).total_seconds()), zone)


def differences(seed: int, numbers: range) -> Iterator[tuple[Case, int, int]]:
    """The cases in which the two disagree: case, what the walk says, what the first implementation says."""
    for number in numbers:
        case = draw(seed, number)
        walked, computed = expected(case), actual(case)
        if walked != computed:
            yield case, walked, computed


def main(argv: list[str] | None = None) -> int:
    """Compare many cases, showing progress; 0 if all are equal, else print the first ten that are not and return 1."""
    parser = argparse.ArgumentParser(description="Compare comity.law.deadlines with a second implementation.")
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--favourable", type=int, default=200, help="periods without a named zone, each over all zones")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    wrong: list[tuple[object, ...]] = []
    for start in range(0, chosen.cases, 1_000):
        wrong += differences(chosen.seed, range(start, min(start + 1_000, chosen.cases)))
        sys.stderr.write(f"\r{start} of {chosen.cases} deadlines compared")
    for number in range(chosen.favourable):
        case, walked, computed = favourable(chosen.seed, number)
        wrong += [] if walked == computed else [(case, walked, computed)]
    sys.stderr.write("\r")
    sys.stdout.writelines(f"different: {item}\n" for item in wrong[:10])
    sys.stdout.write(
        f"deadlines: {chosen.cases} cases and {chosen.favourable} without a named zone, over {len(all_zones())} "
        f"IANA zones (tzdata {zones.version()}): {len(wrong)} different\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
