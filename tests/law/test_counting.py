"""The calendar of a story under an edition."""

from datetime import timedelta

import pytest

from comity.law.counting import Counted, Uncountable, calendar_of, events_of
from comity.law.edition import from_json, packaged
from tests.law.edition.small import small, spoilt
from tests.law.world import day

OPENED = {"opened": day(2026, 3, 3, 9)}


def test_a_period_stands_with_its_end_and_where_it_is_counted() -> None:
    """Ten business days from Tuesday 3 March 2026 in Hong Kong, of which the 4th is a holiday: Wednesday the 18th."""
    assert calendar_of(from_json(small()), OPENED) == (
        Counted(
            code="answer",
            title="answer",
            article="1",
            event="opened",
            due=day(2026, 3, 18, 15, 59) + timedelta(seconds=59),
            zone="Asia/Hong_Kong",
            days=10,
            status="assumed",
            source="tests",
        ),
    )


def test_a_length_that_nobody_has_said_has_no_end() -> None:
    (found,) = calendar_of(from_json(small()), {"?": day(2026, 3, 3, 9)}, "UTC")
    assert (found.code, found.due, found.zone, found.days, found.status) == ("unsaid", None, None, None, "unset")


def test_months_are_no_days() -> None:
    (found,) = calendar_of(from_json(spoilt("periods.answer.unit", "months")), OPENED)
    assert (found.days, found.due) == (None, day(2027, 1, 4, 15, 59) + timedelta(seconds=59))


def test_an_event_that_starts_nothing_adds_nothing() -> None:
    assert calendar_of(from_json(small()), {"closed": day(2026, 3, 3, 9)}) == ()
    assert events_of(from_json(small())) == ["?", "opened"]


def test_the_zone_that_the_case_names_counts_where_the_rules_name_none() -> None:
    edition = packaged("iomed-provisional-2026", "state-state")
    events = {"acceptance-requested": day(2026, 1, 15, 10)}
    (named,), (free,) = calendar_of(edition, events, "Africa/Nairobi"), calendar_of(edition, events)
    assert (named.zone, named.due) == ("Africa/Nairobi", day(2026, 2, 4, 20, 59) + timedelta(seconds=59))
    assert (free.zone, free.due) == ("America/Adak", day(2026, 2, 5, 9, 59) + timedelta(seconds=59))


def test_a_period_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(Uncountable) as caught:
        calendar_of(from_json(spoilt("periods.answer.length", 100_001)), OPENED)
    assert (caught.value.code, caught.value.event) == ("answer", "opened")
