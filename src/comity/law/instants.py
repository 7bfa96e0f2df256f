"""Instants as text: one spelling out, every unambiguous spelling in.

Rules upheld:
- an instant is an aware UTC `datetime` of whole seconds (DESIGN 2: time is a value);
- it is written `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339, in UTC), the only spelling that envelopes and bundles carry (`exact`);
- read from people (`parse`) it may carry any numeric offset, and must carry one: a time without a zone is refused,
  since it would be read differently in Hong Kong and in Nairobi;
- a fraction of a second is cut off, never rounded up: an act at 23:59:59.7 arrived within the last second of its day.
"""

import re
from datetime import UTC, datetime

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


class BadInstant(ValueError):
    """A text that names no instant, or a `datetime` without a zone."""


def whole(moment: datetime) -> datetime:
    """Return the aware `moment` in UTC with its fraction of a second cut off; refuse a naive one with BadInstant."""
    if moment.utcoffset() is None:
        raise BadInstant(f"{moment.isoformat()} has no zone")
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise BadInstant(f"{moment.isoformat()} lies outside the years 1 to 9999 in UTC") from None


def parse(text: str) -> datetime:
    """Read an RFC 3339 instant with `Z` or a numeric offset; return it in UTC, whole seconds; else BadInstant."""
    if not _RFC3339.fullmatch(text):
        raise BadInstant(f"{text!r} is not an instant such as 2026-01-15T10:00:00Z or 2026-01-15T18:00:00+08:00")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInstant(f"{text!r} is not an instant: {error}") from None
    return whole(moment)


def exact(text: str) -> datetime:
    """Read an instant in the one canonical spelling and refuse every other (BadInstant): the inverse of `render`."""
    moment = parse(text)
    if render(moment) != text:
        raise BadInstant(f"{text!r} is not written YYYY-MM-DDTHH:MM:SSZ")
    return moment


def render(moment: datetime) -> str:
    """Write an aware `moment` as `YYYY-MM-DDTHH:MM:SSZ`, in UTC, fraction cut off; BadInstant for a naive one."""
    return whole(moment).replace(tzinfo=None).isoformat() + "Z"
