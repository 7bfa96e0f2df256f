"""Deadlines that are moved: by a suspension, and by an outage of the service."""

from datetime import date, timedelta

import pytest

from comity.law.calendars import PLAIN, Calendar
from comity.law.deadlines import BadPeriod, end_of_day, extend, shift
from comity.law.instants import parse, render
from tests.law.counted import local


class TestShift:
    DUE = parse("2026-01-15T15:59:59Z")  # a Thursday in Hong Kong

    def moved(self, roll: str = "none", calendar: Calendar = PLAIN, **gap: float) -> str:
        """The deadline after a suspension of this length."""
        return render(shift(self.DUE, timedelta(**gap), zone="Asia/Hong_Kong", roll=roll, calendar=calendar))

    def test_a_suspension_of_whole_days_moves_the_end_by_as_many(self) -> None:
        assert self.moved(days=10) == "2026-01-25T15:59:59Z"

    def test_a_begun_day_counts_whole(self) -> None:
        assert self.moved(seconds=1) == "2026-01-16T15:59:59Z"
        assert self.moved(days=10, seconds=1) == "2026-01-26T15:59:59Z"

    def test_a_suspension_of_no_length_moves_nothing(self) -> None:
        assert self.moved() == "2026-01-15T15:59:59Z"

    def test_the_moved_end_rolls_again(self) -> None:
        assert self.moved("next-business-day", days=2) == "2026-01-19T15:59:59Z"
        holiday = Calendar(holidays=frozenset({date(2026, 1, 19)}))
        assert self.moved("next-weekday-only", holiday, days=2) == "2026-01-20T15:59:59Z"

    def test_a_skipped_date_is_not_counted(self) -> None:
        end = end_of_day(date(2011, 12, 29), "Pacific/Apia")
        moved = shift(end, timedelta(days=1), zone="Pacific/Apia", roll="none")
        assert local(render(moved), "Pacific/Apia") == "2011-12-31T23:59:59+14:00"

    def test_a_suspension_cannot_end_before_it_began(self) -> None:
        with pytest.raises(BadPeriod, match=r"^a suspension cannot end before it began$"):
            self.moved(seconds=-1)


class TestExtend:
    DUE = parse("2026-01-15T15:59:59Z")  # a Thursday in Hong Kong

    def moved(self, begins: str, ends: str, roll: str = "none", calendar: Calendar = PLAIN) -> str:
        """The deadline after an outage between two instants of Hong Kong's clocks."""
        outage = {"begins": parse(f"{begins}+08:00"), "ends": parse(f"{ends}+08:00")}
        return render(extend(self.DUE, **outage, zone="Asia/Hong_Kong", roll=roll, calendar=calendar))

    def test_an_outage_of_over_an_hour_on_the_last_day_extends_to_the_end_of_the_day_after_it(self) -> None:
        assert self.moved("2026-01-15T10:00:00", "2026-01-15T11:00:01") == "2026-01-16T15:59:59Z"

    def test_sixty_minutes_are_not_over_sixty_minutes(self) -> None:
        assert self.moved("2026-01-15T10:00:00", "2026-01-15T11:00:00") == "2026-01-15T15:59:59Z"

    def test_an_outage_that_reaches_into_the_last_24_hours_counts_whole(self) -> None:
        assert self.moved("2026-01-14T22:00:00", "2026-01-15T00:00:00") == "2026-01-16T15:59:59Z"

    def test_an_outage_before_the_last_24_hours_moves_nothing(self) -> None:
        assert self.moved("2026-01-14T10:00:00", "2026-01-14T23:59:59") == "2026-01-15T15:59:59Z"

    def test_an_outage_that_outlasts_the_deadline_counts_from_its_end(self) -> None:
        assert self.moved("2026-01-15T23:30:00", "2026-01-17T09:00:00") == "2026-01-18T15:59:59Z"

    def test_an_outage_that_begins_with_the_last_second_counts_and_a_later_one_does_not(self) -> None:
        assert self.moved("2026-01-15T23:59:59", "2026-01-16T02:00:00") == "2026-01-17T15:59:59Z"
        assert self.moved("2026-01-16T00:00:00", "2026-01-16T02:00:00") == "2026-01-15T15:59:59Z"

    def test_the_extended_end_rolls(self) -> None:
        friday = parse("2026-01-16T15:59:59Z")
        outage = {"begins": parse("2026-01-16T09:00:00Z"), "ends": parse("2026-01-16T11:00:00Z")}
        moved = extend(friday, **outage, zone="Asia/Hong_Kong", roll="next-weekday-only")
        assert render(moved) == "2026-01-19T15:59:59Z"

    def test_an_outage_never_moves_a_deadline_back(self) -> None:
        """A clock put forward by a day leaves 24 hours that end before the deadline's day."""
        end = parse("2026-01-15T23:59:59Z")
        outage = {"begins": parse("2026-01-14T22:00:00Z"), "ends": parse("2026-01-15T00:00:00Z")}
        for zone in ("Etc/GMT+12", "Etc/GMT-14", "UTC"):
            assert extend(end, **outage, zone=zone, roll="none") >= end
