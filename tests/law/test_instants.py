"""Instants: one spelling out, every unambiguous spelling in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.instants import BadInstant, exact, parse, render, whole

NOON = datetime(2026, 1, 15, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15T12:00:00Z",
        "2026-01-15T12:00:00+00:00",
        "2026-01-15T20:00:00+08:00",
        "2026-01-15T06:30:00-05:30",
        "2026-01-15T12:00:00.000Z",
        "2026-01-15T12:00:00.999999999Z",
        "2026-01-15T20:00:00.7+08:00",
    ],
)
def test_every_spelling_of_one_instant_reads_the_same(text: str) -> None:
    assert parse(text) == NOON
    assert parse(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-01-15",
        "2026-01-15T12:00:00",  # no zone: nobody's instant
        "2026-01-15T12:00Z",
        "2026-01-15 12:00:00Z",
        "2026-01-15t12:00:00z",
        "20260115T120000Z",
        "2026-W03-4T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-01-15T24:00:00Z",
        "2026-01-15T23:59:60Z",
        "2026-01-15T12:00:00+24:00",
        "2026-01-15T12:00:00+0800",
        "2026-01-15T12:00:00Z ",
        "2026-01-15T12:00:00Z\n",
        "２026-01-15T12:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ],
)
def test_what_names_no_instant_is_refused(text: str) -> None:
    with pytest.raises(BadInstant):
        parse(text)


def test_the_canonical_spelling_is_the_only_exact_one() -> None:
    assert exact("2026-01-15T12:00:00Z") == NOON
    for text in ("2026-01-15T20:00:00+08:00", "2026-01-15T12:00:00+00:00", "2026-01-15T12:00:00.0Z"):
        with pytest.raises(BadInstant):
            exact(text)


def test_a_fraction_is_cut_off_and_never_rounded_up() -> None:
    assert whole(NOON + timedelta(microseconds=999_999)) == NOON
    assert render(NOON + timedelta(microseconds=999_999)) == "2026-01-15T12:00:00Z"


def test_a_time_without_a_zone_is_refused() -> None:
    naive = NOON.replace(tzinfo=None)
    for function in (whole, render):
        with pytest.raises(BadInstant):
            function(naive)


def test_any_zone_is_written_in_utc() -> None:
    assert render(NOON.astimezone(timezone(timedelta(hours=8)))) == "2026-01-15T12:00:00Z"


def test_early_years_keep_four_digits() -> None:
    assert render(datetime(33, 4, 3, 12, 0, tzinfo=UTC)) == "0033-04-03T12:00:00Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_reading_undoes_writing(moment: datetime) -> None:
    assert exact(render(moment)) == whole(moment)
