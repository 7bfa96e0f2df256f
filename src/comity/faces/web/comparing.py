"""Two calendars of one story: what ends when under one edition, and under another.

Rules upheld:
- nothing is counted here: the law's own function is (comity.law.counting), as in `comity rules deadlines`;
- a period is compared with the period of the same name; what only one edition has is said to be only there;
- what differs is said in words; a length that the rules have not said is shown as unset, and compared with nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext, ngettext

from comity.law import edition as law
from comity.law.counting import Counted, calendar_of

SAME, OTHER, ALONE, UNKNOWN = "same", "other", "alone", "unknown"
EXAMPLE = {  # a story with an end on a Saturday, one on a Sunday, and a change of the clocks in New York
    "requested": datetime(2026, 1, 5, 9, tzinfo=UTC),
    "request-sent": datetime(2026, 1, 14, 9, tzinfo=UTC),
    "registered": datetime(2026, 2, 16, 9, tzinfo=UTC),
    "appointment-requested": datetime(2026, 4, 17, 9, tzinfo=UTC),
    "acceptance-requested": datetime(2026, 5, 4, 9, tzinfo=UTC),
    "transmitted": datetime(2026, 5, 22, 9, tzinfo=UTC),
}


@dataclass(frozen=True)
class Line:
    """One period under both editions; None where an edition has none of that name or its event is not in the story.

    how: same | other | alone | unknown. said: the difference in words.
    """

    title: str
    event: str
    first: Counted | None
    second: Counted | None
    how: str
    said: str


def lines(editions: tuple[law.Edition, law.Edition], events: Mapping[str, datetime], zone: str | None) -> list[Line]:
    """Both calendars, by the name of the period, in the order of the first and then the second.

    zone: the IANA zone that the case names; an edition that fixes its own keeps it. Raises counting.Uncountable.
    """
    calendars = [
        {each.code: each for each in calendar_of(edition, events, None if edition.zone else zone)}
        for edition in editions
    ]
    first, second = calendars
    return [
        _line(first.get(code), second.get(code)) for code in [*first, *(code for code in second if code not in first)]
    ]


def _line(first: Counted | None, second: Counted | None) -> Line:
    how, said = _difference(first, second)
    title, event = next((each.title, each.event) for each in (first, second) if each)
    return Line(title, event, first, second, how, said)


def _difference(first: Counted | None, second: Counted | None) -> tuple[str, str]:
    if first is None or second is None:
        return ALONE, gettext("Only in the first edition") if second is None else gettext("Only in the second edition")
    if first.due is None or second.due is None:
        return UNKNOWN, gettext("Cannot be compared: the rules do not say how long")
    if first.due == second.due:
        return SAME, gettext("The same instant")
    gap, later = abs(second.due - first.due), second.due > first.due
    days = gap.days
    if days and later:
        pattern = ngettext("%(count)d day later in the second", "%(count)d days later in the second", days)
    elif days:
        pattern = ngettext("%(count)d day earlier in the second", "%(count)d days earlier in the second", days)
    elif later:
        return OTHER, gettext("Later in the second, by less than a day")
    else:
        return OTHER, gettext("Earlier in the second, by less than a day")
    return OTHER, pattern % {"count": days}
