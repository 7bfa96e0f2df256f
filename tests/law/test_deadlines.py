"""Deadlines, case by case; `deadline_oracle` compares them with a second implementation besides."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from comity.law import deadlines, zones
from comity.law.calendars import PLAIN, Calendar
from comity.law.deadlines import BadPeriod, OutOfTime, check_in_time, due, end_of_day, extend, most_favourable, shift
from comity.law.instants import parse, render
from comity.law.messages import Message
from tests.law import deadline_oracle

GULF = Calendar(frozenset({"friday", "saturday"}))


def count(event: str, length: int, unit: str = "calendar-days", **others: object) -> str:
    """A deadline as text; Hong Kong and no roll unless the test says otherwise."""
    chosen = {"zone": "Asia/Hong_Kong", "roll": "none"} | others
    return render(due(parse(event), length=length, unit=unit, **chosen))  # type: ignore[arg-type]


def local(instant: str, zone: str) -> str:
    """The instant on the clocks of a zone."""
    return parse(instant).astimezone(zones.zone(zone)).isoformat()


class TestDays:
    def test_the_day_of_the_event_is_not_counted_and_the_last_day_ends_with_its_last_second(self) -> None:
        assert count("2026-01-15T10:00:00+08:00", 30) == "2026-02-14T15:59:59Z"

    @pytest.mark.parametrize("event", ["2026-01-15T00:00:00+08:00", "2026-01-15T23:59:59+08:00"])
    def test_every_hour_of_the_day_of_the_event_gives_the_same_deadline(self, event: str) -> None:
        assert count(event, 20) == "2026-02-04T15:59:59Z"

    def test_the_day_of_the_event_is_the_one_in_the_zone(self) -> None:
        """The filing of 14 February in Atlanta, where it was 15 February in The Hague."""
        event = "2026-02-14T20:00:00-05:00"
        assert count(event, 1, zone="America/New_York") == "2026-02-16T04:59:59Z"
        assert count(event, 1, zone="Europe/Amsterdam") == "2026-02-16T22:59:59Z"

    def test_a_length_of_nothing_is_the_day_of_the_event(self) -> None:
        for unit in ("calendar-days", "business-days", "months"):
            assert count("2026-01-15T10:00:00+08:00", 0, unit) == "2026-01-15T15:59:59Z"

    def test_days_across_a_change_of_the_clocks_are_days_and_not_24_hours(self) -> None:
        assert count("2026-03-07T12:00:00-05:00", 1, zone="America/New_York") == "2026-03-09T03:59:59Z"
        assert count("2026-10-31T12:00:00-04:00", 1, zone="America/New_York") == "2026-11-02T04:59:59Z"


class TestBusinessDays:
    def test_weekends_are_not_counted(self) -> None:
        assert count("2026-01-15T10:00:00+08:00", 3, "business-days") == "2026-01-20T15:59:59Z"

    def test_an_event_on_a_weekend_counts_from_the_first_business_day(self) -> None:
        assert count("2026-01-17T10:00:00+08:00", 1, "business-days") == "2026-01-19T15:59:59Z"

    def test_holidays_are_not_counted(self) -> None:
        holidays = Calendar(holidays=frozenset({date(2026, 1, 19), date(2026, 1, 20)}))
        assert count("2026-01-15T10:00:00+08:00", 3, "business-days", calendar=holidays) == "2026-01-22T15:59:59Z"

    def test_another_weekend_counts_other_days(self) -> None:
        assert count("2026-01-15T10:00:00+08:00", 3, "business-days", calendar=GULF) == "2026-01-20T15:59:59Z"
        assert count("2026-01-15T10:00:00+08:00", 1, "business-days", calendar=GULF) == "2026-01-18T15:59:59Z"


class TestMonths:
    @pytest.mark.parametrize(
        ("event", "months", "last"),
        [
            ("2026-01-15T10:00:00Z", 1, "2026-02-15"),
            ("2026-01-31T10:00:00Z", 1, "2026-02-28"),
            ("2027-12-31T10:00:00Z", 2, "2028-02-29"),
            ("2026-01-31T10:00:00Z", 3, "2026-04-30"),
            ("2026-01-31T10:00:00Z", 2, "2026-03-31"),  # not by way of February
            ("2026-02-28T10:00:00Z", 1, "2026-03-28"),
            ("2026-12-15T10:00:00Z", 1, "2027-01-15"),
            ("2026-11-30T10:00:00Z", 12, "2027-11-30"),
            ("2028-02-29T10:00:00Z", 12, "2029-02-28"),
        ],
    )
    def test_a_month_ends_on_the_day_of_the_same_number_or_the_last(self, event: str, months: int, last: str) -> None:
        assert count(event, months, "months", zone="UTC") == f"{last}T23:59:59Z"


class TestRoll:
    SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2026, 1, day) for day in range(17, 22))

    def last(self, day: date, roll: str, calendar: Calendar = PLAIN) -> date:
        """The local date on which a period of one day ends whose last day is `day`."""
        event = f"{day - timedelta(days=1)}T10:00:00Z"
        return parse(count(event, 1, zone="UTC", roll=roll, calendar=calendar)).date()

    def test_without_a_roll_a_period_ends_on_any_day(self) -> None:
        calendar = Calendar(holidays=frozenset({self.MONDAY}))
        for day in (self.SATURDAY, self.SUNDAY, self.MONDAY):
            assert self.last(day, "none", calendar) == day

    def test_a_weekend_moves_the_end_to_monday(self) -> None:
        for roll in ("next-business-day", "next-weekday-only"):
            for day in (self.SATURDAY, self.SUNDAY, self.MONDAY):
                assert self.last(day, roll) == self.MONDAY
            assert self.last(self.TUESDAY, roll) == self.TUESDAY

    def test_a_holiday_on_a_weekday_moves_only_the_roll_to_a_business_day(self) -> None:
        calendar = Calendar(holidays=frozenset({self.TUESDAY}))
        assert self.last(self.TUESDAY, "next-business-day", calendar) == self.WEDNESDAY
        assert self.last(self.TUESDAY, "next-weekday-only", calendar) == self.TUESDAY

    def test_a_weekend_before_a_holiday_moves_past_the_holiday(self) -> None:
        calendar = Calendar(holidays=frozenset({self.MONDAY}))
        for roll in ("next-business-day", "next-weekday-only"):
            assert self.last(self.SATURDAY, roll, calendar) == self.TUESDAY

    def test_where_the_weekend_is_another_the_roll_to_a_business_day_follows_it(self) -> None:
        assert self.last(self.SATURDAY, "next-business-day", GULF) == self.SUNDAY

    def test_the_roll_of_icsid_leaves_saturday_and_sunday_whatever_the_weekend(self) -> None:
        assert self.last(self.SATURDAY, "next-weekday-only", GULF) == self.MONDAY
        assert self.last(self.SUNDAY, "next-weekday-only", GULF) == self.MONDAY

    def test_a_month_may_end_in_the_next(self) -> None:
        assert (
            count("2026-01-31T10:00:00Z", 1, "months", zone="UTC", roll="next-business-day") == "2026-03-02T23:59:59Z"
        )


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


class TestHeadTimes:
    def test_the_next_head_time_is_strictly_later(self) -> None:
        heads = ["2026-01-15T00:00:00Z", "2026-01-15T06:00:00Z", "2026-01-15T12:00:00Z", "2026-01-15T18:00:00Z"]
        for head, following in pairwise([*heads, "2026-01-16T00:00:00Z"]):
            assert render(deadlines.next_head_time(parse(head))) == following
            assert render(deadlines.next_head_time(parse(head) + timedelta(seconds=1))) == following
            assert render(deadlines.next_head_time(parse(following) - timedelta(seconds=1))) == following

    def test_an_edition_may_name_other_hours(self) -> None:
        assert render(deadlines.next_head_time(parse("2026-01-15T21:00:00Z"), (21, 9))) == "2026-01-16T09:00:00Z"

    def test_only_the_full_hour_in_utc_is_a_head_time(self) -> None:
        assert deadlines.is_head_time(parse("2026-01-15T14:00:00+08:00"))
        for text in (
            "2026-01-15T06:00:01Z",
            "2026-01-15T06:01:00Z",
            "2026-01-15T07:00:00Z",
            "2026-01-15T06:00:00+08:00",
        ):
            assert not deadlines.is_head_time(parse(text))
        assert deadlines.is_head_time(parse("2026-01-15T07:00:00Z"), (7,))

    @pytest.mark.parametrize("hours", [(), (24,), (-1, 6)])
    def test_hours_that_no_clock_shows_are_refused(self, hours: tuple[int, ...]) -> None:
        for function in (deadlines.next_head_time, deadlines.is_head_time):
            with pytest.raises(BadPeriod):
                function(parse("2026-01-15T06:00:00Z"), hours)


class TestInTime:
    DUE = parse("2026-01-15T15:59:59Z")

    def test_the_last_second_is_in_time_with_all_its_fractions(self) -> None:
        check_in_time(self.DUE, self.DUE)
        check_in_time(self.DUE + timedelta(microseconds=999_999), self.DUE)

    def test_the_next_second_is_late_and_both_instants_are_named(self) -> None:
        with pytest.raises(OutOfTime) as caught:
            check_in_time(self.DUE + timedelta(seconds=1), self.DUE)
        assert caught.value.message == Message(
            "This came at %(at)s, after the time for it had ended at %(due)s.",
            {"at": "2026-01-15T16:00:00Z", "due": "2026-01-15T15:59:59Z"},
        )
        assert str(caught.value) == (
            "This came at 2026-01-15T16:00:00Z, after the time for it had ended at 2026-01-15T15:59:59Z."
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"unit": "weeks"}, "'weeks' is no unit: calendar-days, business-days, months"),
            ({"roll": "back"}, "'back' is no roll: none, next-business-day, next-weekday-only"),
            ({"length": -1}, "a period cannot last -1 units"),
            ({"length": 100_001}, "a period cannot last 100001 units"),
            ({"length": 100_000, "unit": "months"}, "the period leaves the years 1 to 9999"),
            ({"length": 7_974 * 12, "unit": "months"}, "the period leaves the years 1 to 9999"),
        ],
    )
    def test_a_period_that_no_rule_knows_is_refused(self, wrong: dict[str, object], reason: str) -> None:
        chosen = {"length": 1, "unit": "calendar-days", "roll": "none"} | wrong
        for function in (most_favourable, lambda event, **others: due(event, zone="Etc/GMT+12", **others)):
            with pytest.raises(BadPeriod) as caught:
                function(parse("2026-01-31T10:00:00Z"), **chosen)
            assert str(caught.value) == reason

    def test_the_last_year_of_the_calendar_counts(self) -> None:
        assert count("9998-12-20T10:00:00Z", 12, "months", zone="UTC") == "9999-12-20T23:59:59Z"

    @pytest.mark.parametrize("unit", ["calendar-days", "business-days", "months"])
    def test_a_period_that_outlasts_the_calendar_is_refused(self, unit: str) -> None:
        with pytest.raises(BadPeriod, match=r"^the period leaves the years 1 to 9999$"):
            count("9999-12-20T10:00:00Z", 20, unit)

    def test_an_unknown_zone_is_refused(self) -> None:
        with pytest.raises(zones.UnknownZone):
            count("2026-01-31T10:00:00Z", 1, zone="Mars/Olympus_Mons")


def test_a_second_implementation_agrees_on_a_seeded_slice() -> None:
    assert list(deadline_oracle.differences(seed=1, numbers=range(3_000))) == []


def test_a_second_implementation_agrees_where_no_zone_is_named() -> None:
    for number in range(4):
        case, walked, computed = deadline_oracle.favourable(1, number)
        assert (case, computed) == (case, walked)


def test_the_comparison_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert deadline_oracle.main(["--cases", "20", "--favourable", "1"]) == 0
    assert capsys.readouterr().out == (
        f"deadlines: 20 cases and 1 without a named zone, over {len(zones.names())} IANA zones "
        f"(tzdata {zones.version()}): 0 different\n"
    )


def test_the_comparison_finds_a_planted_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deadlines, "TOLERATED", timedelta(minutes=61))
    assert deadline_oracle.main(["--cases", "500", "--favourable", "0"]) == 1
    assert capsys.readouterr().out.startswith("different: (Case(kind=")
