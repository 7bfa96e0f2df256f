"""Guards about time: a period runs to its last second, and has passed after it."""

from datetime import datetime

import pytest

from comity.law.finding import Finding
from comity.law.guards.times import ahead, head_time, lapsed, ordered, running
from comity.law.state import State
from tests.law.world import EDITION, act_of, day

DUE = "2026-02-01T23:59:59Z"
LAST, NEXT = day(2026, 2, 1, 23, 59, 59), day(2026, 2, 2)


def case() -> State:
    """A case with one period."""
    return State(periods={"answer": {"due": DUE, "rule": "answer", "since": DUE, "zone": "UTC", "lapsed": False}})


def says(finding: Finding) -> str:
    """The reason of a refusal; empty where it holds."""
    return "" if finding.message is None else finding.message.english()


@pytest.mark.parametrize(
    ("at", "runs"), [(day(2026, 1, 1), True), (LAST, True), (NEXT, False), (day(2027, 1, 1), False)]
)
def test_a_period_runs_to_its_last_second_and_has_passed_after_it(at: datetime, runs: bool) -> None:
    act = act_of(at=at)
    assert says(running(case(), act, period="answer")) == ("" if runs else "The period for this does not run.")
    assert says(lapsed(case(), act, period="answer")) == ("The period for this has not passed yet." if runs else "")


def test_a_period_that_was_not_started_neither_runs_nor_has_passed() -> None:
    assert not running(case(), act_of(at=NEXT), period="other").holds
    assert not lapsed(case(), act_of(at=NEXT), period="other").holds


def test_in_a_room_the_periods_are_those_of_the_case() -> None:
    room = State(case=case())
    assert running(room, act_of(at=LAST), period="answer").holds
    assert lapsed(room, act_of(at=NEXT), period="answer").holds


@pytest.mark.parametrize(
    ("instant", "holds"),
    [(None, True), ("2026-02-02T00:00:00Z", True), (DUE, False), ("2026-02-01T23:59:58Z", False)],
)
def test_an_instant_ahead_is_not_now_either(instant: str | None, holds: bool) -> None:
    assert says(ahead(State(), act_of(at=LAST), instant=instant)) == ("" if holds else "The time for this has passed.")


@pytest.mark.parametrize(
    ("first", "then", "holds"),
    [(DUE, "2026-02-02T00:00:00Z", True), (DUE, DUE, False), ("2026-02-02T00:00:00Z", DUE, False)],
)
def test_the_end_comes_after_the_beginning(first: str, then: str, holds: bool) -> None:
    finding = ordered(State(), act_of(), first=first, then=then)
    assert says(finding) == ("" if holds else "The end must come after the beginning.")


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (day(2026, 2, 1, 0), True),
        (day(2026, 2, 1, 6), True),
        (day(2026, 2, 1, 12), True),
        (day(2026, 2, 1, 18), True),
        (day(2026, 2, 1, 3), False),
        (day(2026, 2, 1, 6, 1), False),
        (day(2026, 2, 1, 6, 0, 1), False),
    ],
)
def test_fixed_times_are_the_edition_s_hours_to_the_second(at: datetime, holds: bool) -> None:
    state = State(edition=EDITION)
    reason = "" if holds else "This happens only at the fixed times of the day."
    assert says(head_time(state, act_of(at=at), hours="anchor-hours")) == reason
    told = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert says(head_time(state, act_of(at=day(2026, 1, 1, 1)), hours="anchor-hours", instant=told)) == reason
