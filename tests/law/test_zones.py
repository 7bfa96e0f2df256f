"""Zones come from the pinned database, and from nowhere else."""

import struct
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import tzdata

from comity.law import zones

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_the_database_is_the_pinned_one() -> None:
    assert zones.version() == tzdata.IANA_VERSION


def test_all_zones_of_the_database_are_listed_in_order() -> None:
    assert set(zones.names()) == zoneinfo.available_timezones() - {"localtime", "posixrules"}
    assert list(zones.names()) == sorted(zones.names())


@pytest.mark.parametrize(
    ("name", "offset"),
    [("Asia/Hong_Kong", 8), ("America/New_York", -4), ("Etc/GMT+12", -12), ("Pacific/Kiritimati", 14), ("UTC", 0)],
)
def test_a_zone_tells_its_time(name: str, offset: int) -> None:
    assert NOON.astimezone(zones.zone(name)).utcoffset() == timedelta(hours=offset)
    assert zones.zone(name).key == name


def test_a_zone_of_the_host_is_never_read(tmp_path: Path) -> None:
    """The host may say that Hong Kong lives by Kiritimati's clocks: nobody asks it."""
    host = tmp_path / "Asia" / "Hong_Kong"
    host.parent.mkdir()
    host.write_bytes(Path(tzdata.__file__).parent.joinpath("zoneinfo", "Pacific", "Kiritimati").read_bytes())
    before = zoneinfo.TZPATH
    zones.zone.cache_clear()
    zoneinfo.reset_tzpath([tmp_path])
    try:
        assert zoneinfo.ZoneInfo.no_cache("Asia/Hong_Kong").utcoffset(NOON.replace(tzinfo=None)) == timedelta(hours=14)
        assert NOON.astimezone(zones.zone("Asia/Hong_Kong")).utcoffset() == timedelta(hours=8)
        assert (tmp_path,) == zoneinfo.TZPATH
    finally:
        zoneinfo.reset_tzpath(before)


@pytest.mark.parametrize(
    "name", ["", "Asia/Hongkong", "asia/hong_kong", "../zones", "/etc/localtime", "zone.tab", "Asia"]
)
def test_any_other_name_is_refused(name: str) -> None:
    for function in (zones.zone, zones.skipped):
        with pytest.raises(zones.UnknownZone):
            function(name)


def test_zones_with_the_same_clocks_are_named_once_by_the_first_name() -> None:
    names = zones.distinct()
    assert list(names) == sorted(names)
    assert ("Asia/Hong_Kong" in names, "Hongkong" in names) == (True, False)
    assert {zones.skipped(name) for name in names} == {zones.skipped(name) for name in zones.names()}


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Pacific/Apia", {date(2011, 12, 30)}),
        ("Pacific/Fakaofo", {date(2011, 12, 30)}),
        ("Pacific/Kiritimati", {date(1994, 12, 31)}),
        ("Pacific/Kwajalein", {date(1993, 8, 21)}),
        ("Asia/Manila", {date(1844, 12, 31)}),
        ("America/Juneau", set()),  # had the 18th of October 1867 twice
        ("Asia/Hong_Kong", set()),
        ("Etc/GMT+12", set()),
    ],
)
def test_skipped_dates_are_known(name: str, days: set[date]) -> None:
    assert zones.skipped(name) == days


def test_no_clock_ever_showed_a_skipped_date_and_it_showed_both_neighbours() -> None:
    day = timedelta(days=1)
    for name in zones.distinct():
        for skipped in zones.skipped(name):
            start = datetime.combine(skipped - 2 * day, datetime.min.time(), UTC)
            shown = {(start + timedelta(minutes=15 * step)).astimezone(zones.zone(name)).date() for step in range(480)}
            assert {skipped - day, skipped, skipped + day} & shown == {skipped - day, skipped + day}


def block(moments: list[int], kinds: list[int], offsets: list[int], width: str) -> bytes:
    """One data block of a TZif file with its header (RFC 9636): two letters, one leap second, indicators for all."""
    counts = (len(offsets), len(offsets), 1, len(moments), len(offsets), 2)
    header = struct.pack(">4sc15x6L", b"TZif", b"2", *counts)
    types = b"".join(struct.pack(">lBB", offset, 0, 0) for offset in offsets)
    times = struct.pack(f">{len(moments)}{width}", *moments) + bytes(kinds)
    leap = bytes(8 if width == "l" else 12)
    return header + times + types + b"X\0" + leap + bytes(2 * len(offsets))


def test_transitions_are_read_from_the_64_bit_block_whatever_stands_before_it() -> None:
    old = block([1, 2, 3], [0, 1, 0], [111, 222, 333], "l")
    new = block([-4_000_000_000, 5], [1, 0], [-3600, 7200], "q")
    assert list(zones._transitions(old + new)) == [(-4_000_000_000, -3600, 7200), (5, 7200, -3600)]
