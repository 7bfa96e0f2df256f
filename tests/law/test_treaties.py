"""What is known of each treaty, and the days that follow from it."""

from datetime import date

import pytest

from comity.law import treaties
from comity.law.register import Status, TreatyCode
from comity.law.treaties import Span

IOMED = treaties.known()[TreatyCode.IOMED]


def span(days: int = 0, months: int = 0) -> Span:
    return Span(days, months, "test", Status.ASSUMED)


def test_every_treaty_of_the_register_is_known() -> None:
    assert set(treaties.known()) == set(TreatyCode)


def test_the_convention_enters_into_force_on_the_thirtieth_day_after_the_third_deposit() -> None:
    assert (IOMED.deposits, IOMED.rule.after(date(2025, 7, 30))) == (3, date(2025, 8, 29))
    assert (IOMED.rule.status, IOMED.in_force.on) == (Status.OFFICIAL, date(2025, 8, 29))


def test_the_span_of_a_later_member_is_assumed() -> None:
    assert (IOMED.later.days, IOMED.later.status) == (30, Status.ASSUMED)


def test_the_founding_windows_close_five_and_two_years_after_entry_into_force() -> None:
    windows = {window.of: (window.closes(IOMED.in_force.on), window.status) for window in IOMED.founding}
    assert windows == {
        "joint-statement": (date(2030, 8, 29), Status.BORROWED),
        "others": (date(2027, 8, 29), Status.BORROWED),
    }


def test_the_singapore_convention_has_no_founding_windows() -> None:
    singapore = treaties.known()[TreatyCode.SINGAPORE]
    assert (singapore.founding, singapore.in_force.on) == ((), date(2020, 9, 12))


def test_the_singapore_convention_counts_months_and_the_other_days() -> None:
    singapore = treaties.known()[TreatyCode.SINGAPORE]
    assert (singapore.rule.days, singapore.rule.months, singapore.later.months) == (0, 6, 6)
    assert (IOMED.rule.days, IOMED.rule.months, IOMED.later.months) == (30, 0, 0)


@pytest.mark.parametrize(
    ("start", "months", "days", "end"),
    [
        (date(2020, 3, 12), 6, 0, date(2020, 9, 12)),
        (date(2020, 8, 31), 6, 0, date(2021, 2, 28)),
        (date(2023, 8, 31), 6, 0, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, 0, date(2025, 2, 28)),
        (date(2024, 12, 31), 1, 1, date(2025, 2, 1)),
        (date(2024, 12, 1), 12, 0, date(2025, 12, 1)),
        (date(2024, 1, 30), 0, 30, date(2024, 2, 29)),
    ],
)
def test_a_span_counts_months_first_and_a_short_month_gives_its_last_day(
    start: date, months: int, days: int, end: date
) -> None:
    assert span(days, months).after(start) == end
