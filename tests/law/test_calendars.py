"""Calendars: weekend days and holidays as plain values."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.calendars import PLAIN, WEEK, BadCalendar, Calendar

MONDAY = date(2026, 1, 5)


def test_without_more_saturday_and_sunday_are_the_weekend_and_there_are_no_holidays() -> None:
    week = [PLAIN.is_business_day(MONDAY + timedelta(days=day)) for day in range(7)]
    assert week == [True, True, True, True, True, False, False]


def test_a_calendar_names_its_own_weekend_and_holidays() -> None:
    calendar = Calendar(frozenset({"friday", "saturday"}), frozenset({MONDAY}))
    week = [calendar.is_business_day(MONDAY + timedelta(days=day)) for day in range(7)]
    assert week == [False, True, True, True, False, False, True]


def test_a_calendar_never_changes_so_that_it_may_stand_for_itself_in_a_set() -> None:
    assert len({PLAIN, Calendar(), Calendar(frozenset({"sunday"}))}) == 2
    with pytest.raises(FrozenInstanceError):
        PLAIN.weekend = frozenset()  # type: ignore[misc]  # what is tested


def test_a_calendar_reads_from_plain_values() -> None:
    read = Calendar.from_json({"weekend": ["saturday", "friday"], "holidays": ["2026-07-01", date(2026, 1, 1)]})
    assert read == Calendar(frozenset({"friday", "saturday"}), frozenset({date(2026, 1, 1), date(2026, 7, 1)}))


def test_what_is_left_out_keeps_its_default() -> None:
    assert Calendar.from_json({}) == PLAIN
    assert Calendar.from_json({"holidays": ["2026-01-01"]}).weekend == PLAIN.weekend


def test_plain_values_stand_in_order() -> None:
    calendar = Calendar(frozenset({"sunday", "friday"}), frozenset({date(2026, 12, 25), date(2026, 1, 1)}))
    assert calendar.to_json() == {"weekend": ["friday", "sunday"], "holidays": ["2026-01-01", "2026-12-25"]}


@given(st.frozensets(st.sampled_from(WEEK), max_size=6), st.frozensets(st.dates()))
def test_reading_undoes_writing(weekend: frozenset[str], holidays: frozenset[date]) -> None:
    calendar = Calendar(weekend, holidays)
    assert Calendar.from_json(calendar.to_json()) == calendar


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"weekends": []}, "weekends: unknown key"),
        ({"weekend": "sunday"}, "weekend: must be a list"),
        ({"weekend": [6]}, "weekend: must be names of days of the week"),
        ({"weekend": ["domingo"]}, "weekend: 'domingo' is no day of the week"),
        ({"weekend": list(WEEK)}, "weekend: at least one day of the week must be a business day"),
        ({"holidays": "2026-01-01"}, "holidays: must be a list"),
        ({"holidays": ["1 January"]}, "holidays: '1 January' is not a date YYYY-MM-DD"),
        ({"holidays": ["20260101"]}, "holidays: '20260101' is not a date YYYY-MM-DD"),
        ({"holidays": [20260101]}, "holidays: 20260101 is not a date YYYY-MM-DD"),
    ],
)
def test_a_bad_calendar_is_refused_with_its_key(value: dict[str, object], reason: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        Calendar.from_json(value)
    assert str(caught.value) == reason
