"""Instants and dates: in English, Chinese and Arabic."""

import re
from datetime import UTC, date, datetime

import pytest

from comity.docket import dates

DUE = datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)


def plain(text: str) -> str:
    """Without the spaces that keep a date together."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("zone", "language", "weekday", "text"),
    [
        ("America/Panama", "en", False, "27 Nov 2026, 10:59"),
        ("Asia/Hong_Kong", "en", False, "27 Nov 2026, 23:59"),
        ("Asia/Hong_Kong", "en", True, "Fri 27 Nov 2026, 23:59"),
        ("Asia/Hong_Kong", "zh-hans", False, "2026年11月27日 23:59"),
        ("America/Panama", "zh-hans", True, "2026年11月27日 周五 10:59"),
        ("America/Panama", "ar", True, "الجمعة، 27 تشرين الثاني/نوفمبر 2026، 10:59"),
        ("Pacific/Auckland", "en", False, "28 Nov 2026, 04:59"),
    ],
)
def test_an_instant_reads_as_its_readers_write_it(zone: str, language: str, weekday: bool, text: str) -> None:
    """By the minute, in the zone asked for."""
    assert plain(dates.moment(DUE, zone, language, weekday=weekday)) == text


def test_a_date_reads_as_its_readers_write_it() -> None:
    """Without a time."""
    found = [plain(dates.day(date(2026, 3, 5), language)) for language in ("en", "zh-hans", "ar", "xx")]
    assert found == ["5 Mar 2026", "2026年3月5日", "5 آذار/مارس 2026", "5 Mar 2026"]


def test_arabic_months_bear_both_names_and_digits_are_western() -> None:
    """As the United Nations writes them; a quarter of the year in each of the four."""
    days = [plain(dates.day(date(2026, month, 15), "ar")) for month in range(1, 13)]
    assert days[0] == "15 كانون الثاني/يناير 2026"
    assert days[5] == "15 حزيران/يونيه 2026"
    assert days[11] == "15 كانون الأول/ديسمبر 2026"
    assert len(set(days)) == 12
    assert [day for day in days if re.search("[٠-٩۰-۹]", day)] == []
