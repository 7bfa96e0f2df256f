"""The end of a day where clocks jump at it, and in the zone that gives most."""

from datetime import date

import pytest

from comity.law import zones
from comity.law.calendars import Calendar
from comity.law.deadlines import due, end_of_day, most_favourable
from comity.law.instants import parse, render
from tests.law import deadline_oracle
from tests.law.counted import count, local


class TestClocks:
    """The end of a day where clocks jump at it."""

    def test_clocks_put_back_over_midnight_end_the_day_twice_and_the_second_end_counts(self) -> None:
        """America/St_Johns, 1 November 2009: at 00:01 the clocks went back to 23:01 of 31 October."""
        end = end_of_day(date(2009, 10, 31), "America/St_Johns")
        assert render(end) == "2009-11-01T03:29:59Z"
        assert local("2009-11-01T03:29:59Z", "America/St_Johns") == "2009-10-31T23:59:59-03:30"
        assert local("2009-11-01T02:29:59Z", "America/St_Johns") == "2009-10-31T23:59:59-02:30"

    def test_clocks_put_back_at_midnight_give_the_day_its_hour_again(self) -> None:
        assert local(render(end_of_day(date(2026, 4, 4), "America/Santiago")), "America/Santiago") == (
            "2026-04-04T23:59:59-04:00"
        )

    def test_clocks_put_forward_at_midnight_leave_the_day_before_whole(self) -> None:
        """America/Santiago, 6 September 2026: 00:00 became 01:00."""
        assert local(render(end_of_day(date(2026, 9, 5), "America/Santiago")), "America/Santiago") == (
            "2026-09-05T23:59:59-04:00"
        )

    def test_clocks_put_forward_over_midnight_end_the_day_when_they_jump(self) -> None:
        """America/Toronto, 30 March 1919: 23:30 became 00:30 of the next day."""
        end = render(end_of_day(date(1919, 3, 30), "America/Toronto"))
        assert local(end, "America/Toronto") == "1919-03-30T23:29:59-05:00"
        assert count("1919-03-29T12:00:00-05:00", 1, zone="America/Toronto") == end

    def test_wherever_clocks_were_put_over_midnight_the_day_ends_with_the_last_second_before(self) -> None:
        for zone, second in deadline_oracle.midnight_changes(forward=True):
            day = date.fromordinal(deadline_oracle.shown(zone, second - 1))
            assert (zone, end_of_day(day, zone)) == (zone, deadline_oracle.moment(second - 1))

    def test_a_skipped_date_is_not_counted(self) -> None:
        """Samoa went from Thursday the 29th to Saturday the 31st of December 2011."""
        event = "2011-12-28T12:00:00-10:00"
        assert local(count(event, 1, zone="Pacific/Apia"), "Pacific/Apia") == "2011-12-29T23:59:59-10:00"
        assert local(count(event, 2, zone="Pacific/Apia"), "Pacific/Apia") == "2011-12-31T23:59:59+14:00"
        assert local(count(event, 3, zone="Pacific/Apia"), "Pacific/Apia") == "2012-01-01T23:59:59+14:00"

    def test_a_skipped_date_is_no_business_day(self) -> None:
        event = "2011-12-29T12:00:00-10:00"
        assert (
            local(count(event, 1, "business-days", zone="Pacific/Apia"), "Pacific/Apia") == "2012-01-02T23:59:59+14:00"
        )

    def test_a_month_that_would_end_on_a_skipped_date_ends_on_the_next(self) -> None:
        event = "2011-11-30T12:00:00-10:00"
        assert local(count(event, 1, "months", zone="Pacific/Apia"), "Pacific/Apia") == "2011-12-31T23:59:59+14:00"

    def test_a_skipped_friday_is_passed_over_on_the_way_to_a_business_day(self) -> None:
        holiday = Calendar(holidays=frozenset({date(2011, 12, 29)}))
        rolled = count("2011-12-28T12:00:00-10:00", 1, zone="Pacific/Apia", roll="next-business-day", calendar=holiday)
        assert local(rolled, "Pacific/Apia") == "2012-01-02T23:59:59+14:00"

    def test_kwajalein_had_no_21_august_1993(self) -> None:
        event = "1993-08-20T12:00:00-12:00"
        assert local(count(event, 1, zone="Kwajalein"), "Kwajalein") == "1993-08-22T23:59:59+12:00"

    def test_the_end_of_a_skipped_date_is_the_last_second_before_it(self) -> None:
        assert render(end_of_day(date(2011, 12, 30), "Pacific/Apia")) == "2011-12-30T09:59:59Z"
        assert render(end_of_day(date(2011, 12, 29), "Pacific/Apia")) == "2011-12-30T09:59:59Z"

    def test_a_date_that_clocks_showed_twice_ends_when_it_ends_the_second_time(self) -> None:
        """Kwajalein, 30 September 1969: from UTC+11 to UTC-12, so that the date lasted 47 hours."""
        assert local(render(end_of_day(date(1969, 9, 30), "Kwajalein")), "Kwajalein") == "1969-09-30T23:59:59-12:00"


class TestMostFavourable:
    def test_where_the_next_day_has_just_begun_the_period_ends_a_day_later(self) -> None:
        event = parse("2026-01-15T18:00:00Z")
        found = most_favourable(event, length=1, unit="calendar-days", roll="none")
        assert found == (parse("2026-01-17T17:59:59Z"), "Asia/Bishkek")  # where the 16th began that second

    def test_the_latest_end_of_day_anywhere_counts(self) -> None:
        event = parse("2026-01-15T10:00:00Z")
        found = most_favourable(event, length=1, unit="calendar-days", roll="none")
        assert found == (parse("2026-01-17T09:59:59Z"), "America/Adak")

    def test_of_several_zones_the_first_in_the_alphabet_is_named(self) -> None:
        """At 08:00 UTC it is midnight in Anchorage's winter too, which stands before Etc/GMT+8 and Los Angeles."""
        end, zone = most_favourable(parse("2026-01-15T08:00:00Z"), length=1, unit="calendar-days", roll="none")
        same = [
            name
            for name in zones.names()
            if due(parse("2026-01-15T08:00:00Z"), length=1, unit="calendar-days", zone=name, roll="none") == end
        ]
        assert (len(same) > 1, zone) == (True, min(same))

    @pytest.mark.parametrize("hour", range(24))
    def test_no_zone_is_more_favourable(self, hour: int) -> None:
        event = parse(f"2011-12-29T{hour:02}:30:00Z")
        for unit, length in (("calendar-days", 1), ("business-days", 2), ("months", 1)):
            ends = {
                name: due(event, length=length, unit=unit, zone=name, roll="next-business-day")
                for name in zones.names()
            }
            latest = max(ends.values())
            found = most_favourable(event, length=length, unit=unit, roll="next-business-day")
            assert found == (latest, min(name for name, end in ends.items() if end == latest))

    def test_the_calendar_counts(self) -> None:
        calendar = Calendar(holidays=frozenset({date(2026, 1, 16), date(2026, 1, 17)}))
        event = parse("2026-01-15T18:00:00Z")
        found, _ = most_favourable(event, length=1, unit="business-days", roll="none", calendar=calendar)
        assert render(found) == "2026-01-20T11:59:59Z"
