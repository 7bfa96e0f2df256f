"""Time zones from the pinned `tzdata` package, never from the host.

Rules upheld:
- the same act gives the same deadline on every machine: a host's own zone files are not read (DESIGN 1). The zones are
  built from the package's files directly, so that nothing global (`zoneinfo.reset_tzpath`) changes for other code;
- a zone is one of the names that the IANA database lists; nothing else reaches the file system;
- some zones skipped whole dates (Pacific/Apia had no 30 December 2011): `skipped` lists them, from the transitions in
  the file (TZif, RFC 9636 section 3), because a clock alone answers nothing about a day that it never showed.
"""

import struct
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

import tzdata

DAY = 86_400  # seconds
_EPOCH = date(1970, 1, 1).toordinal()
_HEADER = struct.Struct(">4s 16x 6L")  # magic; version and reserved; counts of isut, isstd, leap, times, types, letters


class UnknownZone(ValueError):
    """A name that the IANA database does not list."""


def version() -> str:
    """The release of the IANA database in use, such as `2026f`; stored beside every deadline's zone."""
    return str(tzdata.IANA_VERSION)


@cache
def names() -> tuple[str, ...]:
    """All IANA zones and links, in alphabetical order."""
    return tuple(sorted(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()))


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of this name; UnknownZone for any other text."""
    with _file(name).open("rb") as source:
        return ZoneInfo.from_file(source, key=name)


@cache
def distinct() -> tuple[str, ...]:
    """One name, alphabetically the first, for each set of zones whose clocks always agree."""
    first: dict[bytes, str] = {}
    for name in names():
        first.setdefault(_file(name).read_bytes(), name)
    return tuple(first.values())


@cache
def skipped(name: str) -> frozenset[date]:
    """Dates that never were in this zone, because its clocks jumped over the whole of them; UnknownZone."""
    jumps = _transitions(_file(name).read_bytes())
    return frozenset(day for at, before, after in jumps for day in _whole_days(at + before, at + after))


def _file(name: str) -> Traversable:
    if name not in names():
        raise UnknownZone(f"{name!r} is not a time zone of the IANA database {version()}")
    return files("tzdata").joinpath("zoneinfo", *name.split("/"))


def _whole_days(start: int, end: int) -> Iterator[date]:
    """The dates that lie wholly between two local clock readings, in seconds since 1970-01-01T00:00:00."""
    return (date.fromordinal(_EPOCH + number) for number in range(-(-start // DAY), end // DAY))


def _transitions(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each change of a clock: UTC seconds, offset before, offset after; from the 64-bit block of a TZif file."""
    _, isut, isstd, leap, times, types, letters = _HEADER.unpack_from(data)
    second = _HEADER.size + times * 5 + types * 6 + letters + leap * 8 + isstd + isut  # the 32-bit block is passed over
    times, types = _HEADER.unpack_from(data, second)[4:6]
    start = second + _HEADER.size
    moments = struct.unpack_from(f">{times}q", data, start)
    kinds = data[start + times * 8 : start + times * 9]
    offsets = [struct.unpack_from(">l", data, start + times * 9 + kind * 6)[0] for kind in range(types)]
    before = offsets[0]
    for at, kind in zip(moments, kinds, strict=True):
        yield at, before, offsets[kind]
        before = offsets[kind]
