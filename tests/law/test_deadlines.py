"""Deadlines, case by case; `deadline_oracle` compares them with a second implementation besides."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from comity.law import deadlines, zones
from comity.law.calendars import PLAIN, Calendar
from comity.law.deadlines import BadPeriod, OutOfTime, check_in_time, due, most_favourable
from comity.law.instants import parse, render
from comity.law.messages import Message
from tests.law import deadline_oracle
from tests.law.counted import count

GULF = Calendar(frozenset({"friday", "saturday"}))


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
