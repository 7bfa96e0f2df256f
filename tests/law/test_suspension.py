"""Suspension, variation, outages: what moves a period and what does not, on a small edition of the tests' own."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from comity.law.edition import load
from comity.law.instants import parse
from comity.law.state import State
from comity.law.step import Refused
from tests.law import paths
from tests.law.test_effects import after, changed
from tests.law.world import NOON, Case, act_of, day

PAUSE = load(Path(__file__).parent / "editions" / "pause-2026", "commercial")


def opened(zone: str | None = "UTC") -> Case:
    """A case on the small edition: answer within 10 days, reply within 3 business days, advice within 20."""
    case = Case(PAUSE)
    facts: dict[str, Any] = {"sides": paths.TWO, "consents": {"us": "given", "pa": "given"}}
    case.do("open", "requester", NOON, party="us", **facts, **({} if zone is None else {"zone": zone}))
    return case


def due(case: Case, code: str) -> str:
    """When a period ends."""
    return str(case.state.periods[code]["due"])


def suspended(case: Case, at: Any = None, *, until: str = "2026-02-20T12:00:00Z") -> Case:
    """Both parties agree to suspend."""
    for party in ("us", "pa"):
        facts = {"resume_on": until, "stands_until": "2026-12-31T00:00:00Z"}
        case.do("agree-to-suspend", "party", at or day(2026, 2, 3, 12), party=party, **facts)
    return case


def test_suspend_stops_the_periods_and_what_is_not_open_while_suspended() -> None:
    case = suspended(opened())
    assert (case.state.suspended_since, case.state.phase) == ("2026-02-03T12:00:00Z", "open")
    case.settle(day(2026, 2, 19))
    assert "lapse-answer" not in [act.act for act in case.log]
    with pytest.raises(Refused) as caught:
        case.do("respond", "party", day(2026, 2, 19), party="pa")
    assert caught.value.rule == "suspension"


def test_suspend_twice_keeps_the_first_instant() -> None:
    state = after("suspend", State(), act_of(None, at=NOON))
    assert state.suspended_since == "2026-02-01T12:00:00Z"
    assert after("suspend", state, act_of(None, at=day(2026, 3, 1))).suspended_since == "2026-02-01T12:00:00Z"


def test_what_runs_while_suspended_lapses() -> None:
    case = suspended(opened(), until="2026-03-20T12:00:00Z")
    case.settle(day(2026, 3, 1))
    lapses = [(act.act, act.at) for act in case.log if act.act == "lapse-advice"]
    assert lapses == [("lapse-advice", day(2026, 2, 21, 23, 59, 59))]


def test_resume_moves_what_stood_still_by_the_days_begun() -> None:
    case = suspended(opened())
    assert (due(case, "answer"), due(case, "reply")) == ("2026-02-11T23:59:59Z", "2026-02-04T23:59:59Z")
    case.do("resume", "party", day(2026, 2, 5, 13), party="us")  # two days and an hour
    assert (due(case, "answer"), due(case, "advice")) == ("2026-02-14T23:59:59Z", "2026-02-21T23:59:59Z")
    assert due(case, "reply") == "2026-02-09T23:59:59Z"  # the seventh is a Saturday
    assert case.state.suspended_since is None


def test_the_clock_resumes_on_the_day_that_was_agreed() -> None:
    case = suspended(opened())
    case.settle(day(2026, 2, 21))
    assert [(act.act, act.period, act.at) for act in case.log if act.act == "resume-by-clock"] == [
        ("resume-by-clock", "resume-on", parse("2026-02-20T12:00:00Z"))
    ]
    assert due(case, "answer") == "2026-02-28T23:59:59Z"


def test_a_lapse_after_resuming_comes_at_the_instant_moved_to() -> None:
    case = suspended(opened())
    case.settle(day(2026, 3, 2))
    assert (case.state.ending, case.log[-1].at) == ("silence", day(2026, 3, 1))  # and the fixed time once more
    assert [act.at for act in case.log if act.act == "lapse-answer"] == [day(2026, 2, 28, 23, 59, 59)]


def test_resume_leaves_what_had_run_out_before() -> None:
    case = suspended(opened(), day(2026, 2, 5, 12))
    case.do("resume", "party", day(2026, 2, 19, 12), party="us")
    assert due(case, "reply") == "2026-02-04T23:59:59Z"
    assert due(case, "answer") == "2026-02-25T23:59:59Z"


def test_a_period_that_ends_at_the_instant_of_suspension_stood_still() -> None:
    case = suspended(opened(), parse("2026-02-04T23:59:59Z"))
    case.do("resume", "party", parse("2026-02-05T23:59:59Z"), party="us")
    assert due(case, "reply") == "2026-02-05T23:59:59Z"


def test_a_period_that_began_while_suspended_moves_from_its_beginning() -> None:
    case = suspended(opened())
    case.do("note", "party", day(2026, 2, 10, 12), party="us")
    assert due(case, "late") == "2026-02-15T23:59:59Z"
    case.do("resume", "party", day(2026, 2, 12, 12), party="us")
    assert due(case, "late") == "2026-02-17T23:59:59Z"


def test_resume_moves_neither_a_lapse_in_the_log_nor_fixed_times() -> None:
    case = suspended(opened(), until="2026-03-20T12:00:00Z")
    case.do("resume", "party", day(2026, 3, 1, 13), party="us")
    assert due(case, "advice") == "2026-02-21T23:59:59Z"
    assert due(case, "head") == "2026-03-02T00:00:00Z"


def test_resume_moves_no_date_that_a_text_names() -> None:
    case = suspended(opened())
    case.do("resume", "party", day(2026, 2, 12, 12), party="us")
    assert due(case, "delivery") == "2026-02-20T12:00:00Z"


def test_resume_moves_only_when_a_period_ends() -> None:
    case = suspended(opened())
    before = case.state.periods
    case.do("resume", "party", day(2026, 2, 5, 13), party="us")
    assert {code: {**period, "due": ""} for code, period in case.state.periods.items() if code != "head"} == {
        code: {**period, "due": ""} for code, period in before.items() if code != "head"
    }


def test_resume_moves_nothing_that_lapsed_at_the_very_instant_of_suspension() -> None:
    state = opened().state
    since = str(state.periods["answer"]["due"])
    lapsed = {**state.periods["answer"], "lapsed": True}
    paused = replace(state, suspended_since=since, periods={"answer": lapsed})
    assert after("resume", paused, act_of("us", at=day(2026, 3, 1))).periods == {"answer": lapsed}


def test_resume_where_nothing_is_suspended_changes_nothing() -> None:
    case = opened()
    before = case.state
    case.do("resume", "party", NOON, party="us")
    assert changed(before, case.state) == {"size"}


def test_the_phase_may_end_while_the_case_is_suspended_and_an_ending_ends_the_suspension() -> None:
    case = opened()
    case.do("respond", "party", NOON, party="pa")
    suspended(case)
    case.do("settle", "party", day(2026, 2, 5), party="us")
    assert (case.state.phase, case.state.ending, case.state.suspended_since) == ("settled", "settled", None)


# -------------------------------------------------------------------- variation and outages


def varied(case: Case, period: str, to: str, other: str | None = None) -> Case:
    """Both parties agree to vary, or each another period."""
    for party, code in (("us", period), ("pa", other or period)):
        facts = {"period": code, "to": to, "stands_until": "2026-12-31T00:00:00Z"}
        case.do("agree-to-vary", "party", NOON, party=party, **facts)
    return case


def test_shift_moves_one_period_to_a_later_instant() -> None:
    case = varied(opened(), "answer", "2026-03-01T12:00:00Z")
    assert (due(case, "answer"), due(case, "reply")) == ("2026-03-01T12:00:00Z", "2026-02-04T23:59:59Z")


@pytest.mark.parametrize("to", ["2026-02-11T23:59:59Z", "2026-02-01T12:00:00Z", "0001-01-01T00:00:00Z"])
def test_shift_never_moves_one_back(to: str) -> None:
    assert due(varied(opened(), "answer", to), "answer") == "2026-02-11T23:59:59Z"


@pytest.mark.parametrize("keys", [{"period": "answer"}, {"to": "2027-01-01T00:00:00Z"}, {}])
def test_shift_of_what_was_not_said_moves_nothing(keys: dict[str, Any]) -> None:
    state = opened().state
    assert after("shift", state, act_of(None), **keys) == state


@pytest.mark.parametrize("given", ["since", "until"])
def test_an_outage_has_a_beginning_and_an_end(given: str) -> None:
    state = opened().state
    assert after("shift", state, act_of(None), **{given: "2026-02-11T20:00:00Z"}) == state


def test_shift_and_an_outage_change_nothing_but_when_a_period_ends() -> None:
    state = opened().state
    told = {"since": "2026-02-11T20:00:00Z", "until": "2026-02-11T22:00:00Z"}
    for keys in ({"period": "answer", "to": "2026-03-01T12:00:00Z"}, told):
        moved = after("shift", state, act_of(None), **keys).periods["answer"]
        assert moved != state.periods["answer"]
        assert {**moved, "due": state.periods["answer"]["due"]} == state.periods["answer"]


@pytest.mark.parametrize(("period", "before"), [("head", "2026-02-02T00:00:00Z"), ("x", None)])
def test_shift_moves_no_fixed_time_and_nothing_unknown(period: str, before: str | None) -> None:
    case = varied(opened(), period, "2026-06-01T12:00:00Z")
    assert case.state.periods.get(period, {}).get("due") == before


def test_shift_moves_no_period_whose_lapse_is_in_the_log() -> None:
    case = opened()
    case.do("respond", "party", NOON, party="pa")
    case.settle(day(2026, 3, 1))
    assert due(varied(case_at(case), "advice", "2026-06-01T12:00:00Z"), "advice") == "2026-02-21T23:59:59Z"


def case_at(case: Case) -> Case:
    """The same case as if it had been quiet since noon: for acts that name that instant."""
    case.states[-1] = replace(case.state, last_at=None)
    return case


def test_mark_without_its_subject_two_periods_varied_to_one_day_are_no_agreement() -> None:
    case = varied(opened(), "answer", "2026-03-01T12:00:00Z", "reply")
    assert (due(case, "answer"), due(case, "reply")) == ("2026-02-11T23:59:59Z", "2026-02-04T23:59:59Z")


def outage(case: Case, since: str, until: str) -> Case:
    """An outage is recorded, dated at its beginning."""
    case.do("record-outage", "clock", parse(since), since=since, until=until)
    return case


def test_an_outage_within_the_last_day_moves_the_period_for_all() -> None:
    case = outage(opened(), "2026-02-11T20:00:00Z", "2026-02-11T22:00:00Z")
    assert (due(case, "answer"), due(case, "advice")) == ("2026-02-12T23:59:59Z", "2026-02-21T23:59:59Z")


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-02-11T20:00:00Z", "2026-02-11T21:00:00Z"),  # an hour, and not over
        ("2026-02-10T20:00:00Z", "2026-02-10T23:00:00Z"),  # before the last 24 hours
    ],
)
def test_a_shorter_or_an_earlier_one_moves_nothing(since: str, until: str) -> None:
    assert due(outage(opened(), since, until), "answer") == "2026-02-11T23:59:59Z"


def test_an_outage_moves_no_fixed_time_and_no_instant_that_a_text_names() -> None:
    case = suspended(opened(), until="2026-02-05T12:00:00Z")
    outage(case, "2026-02-05T09:00:00Z", "2026-02-05T14:00:00Z")
    assert (due(case, "resume-on"), due(case, "head")) == ("2026-02-05T12:00:00Z", "2026-02-05T12:00:00Z")
    signed = paths.signed(entry="date")
    outage(signed, "2026-09-30T22:00:00Z", "2026-10-01T03:00:00Z")
    assert signed.state.periods["entry-into-force"]["due"] == paths.IN_FORCE


def test_an_outage_that_has_a_lapse_in_the_log_behind_it_moves_that_no_more() -> None:
    case = opened()
    case.do("respond", "party", NOON, party="pa")
    case.settle(day(2026, 2, 22, 1))
    outage(case, "2026-02-22T01:00:00Z", "2026-02-22T09:00:00Z")
    assert due(case, "advice") == "2026-02-21T23:59:59Z"


def test_an_outage_beyond_the_last_year_is_refused() -> None:
    with pytest.raises(Refused, match="after the last year that a calendar counts") as caught:
        outage(opened(), "2026-02-11T20:00:00Z", "9999-12-31T23:59:59Z")
    assert caught.value.rule == "period"


def test_holidays_of_the_edition_s_calendar_move_a_period() -> None:
    case = Case(PAUSE)
    facts: dict[str, Any] = {"sides": paths.TWO, "consents": {"us": "given"}, "zone": "UTC"}
    case.do("open", "requester", day(2026, 3, 2, 9), party="us", **facts)
    assert due(case, "reply") == "2026-03-06T23:59:59Z"  # the third, not the fourth, the fifth, the sixth
