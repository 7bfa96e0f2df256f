"""One step: what the clock owes, and which lapse may be entered."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity.law.act import Act
from comity.law.edition import load
from comity.law.instants import parse
from comity.law.step import Owed, owed, step
from tests.law import paths
from tests.law.refusals import initial, refusal, tried
from tests.law.world import EDITION, NOON, Case, day, digest

PAUSE = load(Path(__file__).parent / "editions" / "pause-2026", "commercial")


def lapse(case: Case, code: str, **changed: Any) -> Act:
    """The lapse of a period, but for what is changed."""
    period = case.state.periods[code]
    act = str(case.edition.periods[code].lapse)
    made = Act(act=act, role="clock", actor="clock", at=parse(str(period["due"])), period=code)
    return replace(made, **changed)


def test_a_lapse_comes_at_its_due_instant() -> None:
    case = paths.requested(consents={"pa": "wanted"})
    assert step(EDITION, case.state, lapse(case, "invitation")).ending == "no-consent"


NO_SUCH = "No such period ends at this instant."
NAMES = "A lapse names its period."


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"period": None}, NAMES),
        ({"period": "x"}, NO_SUCH),
        ({"at": day(2026, 3, 1)}, NO_SUCH),
    ],
)
def test_a_lapse_that_is_none(changed: dict[str, Any], told: str) -> None:
    case = paths.requested(consents={"pa": "wanted"})
    assert tried(case, lapse(case, "invitation", **changed)) == ("ICSID R. 6", told, "lapse")


def test_a_period_that_another_act_lapses() -> None:
    case = opened()
    assert tried(case, lapse(case, "head", act="lapse-advice"))[1:] == (NO_SUCH, "lapse")


def test_a_period_without_a_lapse() -> None:
    case = opened()
    act = Act(act="lapse-answer", role="clock", actor="clock", at=parse(str(case.state.periods["reply"]["due"])))
    case.settle(act.at)
    assert tried(case, replace(act, period="reply"))[1:] == (NO_SUCH, "lapse")


def test_an_act_that_is_no_lapse_names_no_period() -> None:
    case = paths.text()
    assert tried(case, initial(case, period="anchor"))[1:] == (NAMES, "lapse")


def test_a_lapse_is_entered_once() -> None:
    case = paths.sessions()
    anchor = lapse(case, "anchor", facts={"heads": digest("")})
    once = step(EDITION, replace(case.state, phase="ended"), anchor)
    assert once.periods["anchor"]["lapsed"] is True
    assert refusal(lambda: step(EDITION, once, anchor))[1:] == (NO_SUCH, "lapse")


def test_lapses_of_one_instant_are_entered_in_the_order_of_the_edition_s_periods() -> None:
    case = opened()
    due = "2026-02-12T00:00:00Z"
    same = {code: {**period, "due": due} for code, period in case.state.periods.items()}
    case.states[-1] = replace(case.state, periods=same)
    advice, fixed = lapse(case, "advice"), lapse(case, "head")
    assert tried(case, fixed)[1:] == (NO_SUCH, "lapse")
    assert tried(case, advice)[1:] == (NO_SUCH, "lapse")
    answered = {code: {**period, "lapsed": code == "answer"} for code, period in same.items()}
    case.states[-1] = replace(case.state, periods=answered)
    assert tried(case, fixed)[1:] == (NO_SUCH, "lapse")
    then = step(PAUSE, case.state, advice)
    assert step(PAUSE, then, fixed).periods["head"]["due"] == "2026-02-12T12:00:00Z"


def test_a_period_that_stands_still_does_not_lapse() -> None:
    case = opened()
    row = replace(PAUSE.acts["lapse-answer"], while_suspended=True)
    lenient = replace(PAUSE, acts={**PAUSE.acts, "lapse-answer": row})
    due = lapse(case, "answer")
    case.settle(due.at)
    running = replace(case.state, suspended_since=None)
    still = replace(case.state, suspended_since="2026-02-03T12:00:00Z")
    assert step(lenient, running, due).ending == "silence"
    assert refusal(lambda: step(lenient, still, due))[1:] == (NO_SUCH, "lapse")


def opened() -> Case:
    """A case on the tests' own edition."""
    case = Case(PAUSE)
    facts: dict[str, Any] = {"sides": paths.TWO, "consents": {"us": "given", "pa": "given"}, "zone": "UTC"}
    case.do("open", "requester", NOON, party="us", **facts)
    return case


def test_owed_is_what_was_due_before_earliest_first() -> None:
    case = opened()
    due = [(lapse.period, lapse.act, lapse.due) for lapse in owed(PAUSE, case.state, day(2026, 3, 1))]
    assert due == [
        ("head", "tell-time", day(2026, 2, 2)),
        ("answer", "lapse-answer", day(2026, 2, 11, 23, 59, 59)),
        ("advice", "lapse-advice", day(2026, 2, 21, 23, 59, 59)),
    ]
    assert owed(PAUSE, case.state, day(2026, 2, 2)) == []
    assert owed(PAUSE, case.state, day(2026, 2, 2, 0, 0, 1)) == [Owed(day(2026, 2, 2), "head", "tell-time")]


def test_owed_at_one_instant_in_the_order_of_the_edition_s_periods() -> None:
    case = opened()
    same = {code: {**period, "due": "2026-02-12T00:00:00Z"} for code, period in case.state.periods.items()}
    backwards = dict(sorted(same.items()))
    assert list(backwards) == ["advice", "answer", "head", "reply"]
    assert [item.period for item in owed(PAUSE, replace(case.state, periods=backwards), day(2026, 3, 1))] == [
        *("answer", "advice", "head"),
    ]


def test_owed_is_nothing_that_was_entered_or_stands_still() -> None:
    case = opened()
    entered = {code: {**period, "lapsed": True} for code, period in case.state.periods.items()}
    assert owed(PAUSE, replace(case.state, periods=entered), day(2026, 3, 1)) == []
    still = replace(case.state, suspended_since="2026-02-01T12:00:00Z")
    assert [item.period for item in owed(PAUSE, still, day(2026, 3, 1))] == ["head", "advice"]
