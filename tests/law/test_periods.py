"""When the periods of a case end: by a length in a zone, a value, the date of each thing, the hour of the day."""

from pathlib import Path
from typing import Any

import pytest

from comity.law import periods
from comity.law.edition import from_json, load
from comity.law.state import State
from tests.law import paths
from tests.law.edition.small import small, spoilt
from tests.law.world import NOON, Case, act_of, day

ACT = act_of("us", at=NOON)
PAUSE = load(Path(__file__).parent / "editions" / "pause-2026", "commercial")


def started(*codes: str, source: dict[str, Any] | None = None, **keys: Any) -> dict[str, dict[str, Any]]:
    """The periods of a state after these were started at noon of a Sunday, the first of February 2026."""
    edition = from_json(source or small())
    state = State(edition=edition, **keys)
    periods.start(edition, state, ACT, codes)
    return state.periods


def test_a_period_says_when_it_ends_by_which_rule_since_when_and_where() -> None:
    assert started("answer") == {
        "answer": {
            "due": "2026-02-13T15:59:59Z",  # ten business days, to the end of the day in Hong Kong
            "rule": "answer",
            "since": "2026-02-01T12:00:00Z",
            "zone": "Asia/Hong_Kong",
            "lapsed": False,
        }
    }


@pytest.mark.parametrize(
    ("rule", "case", "due", "zone"),
    [
        ("Asia/Hong_Kong", "America/Panama", "2026-02-13T15:59:59Z", "Asia/Hong_Kong"),
        (None, "America/Panama", "2026-02-14T04:59:59Z", "America/Panama"),
        (None, None, "2026-02-16T11:59:59Z", "Asia/Anadyr"),  # where it is Monday already
        (None, 5, "2026-02-16T11:59:59Z", "Asia/Anadyr"),
    ],
)
def test_the_rule_s_zone_then_the_case_s_then_the_one_that_gives_most(
    rule: str | None, case: Any, due: str, zone: str
) -> None:
    period = started("answer", source=spoilt("periods.answer.zone", rule), values={"zone": case})["answer"]
    assert (period["due"], period["zone"]) == (due, zone)


def test_a_zone_that_the_edition_fixes_comes_before_the_case_s() -> None:
    named = {"name": "zone", "title": "Zone", "value": "Africa/Nairobi", "source": "tests", "status": "assumed"}
    source = spoilt("periods.answer.zone", None)
    source["values"].append(named)
    assert started("answer", source=source)["answer"]["zone"] == "Africa/Nairobi"
    assert started("answer", source=source, values={"zone": "America/Panama"})["answer"]["zone"] == "Africa/Nairobi"
    source["periods"][0]["zone"] = "Asia/Hong_Kong"
    assert started("answer", source=source)["answer"]["zone"] == "Asia/Hong_Kong"


@pytest.mark.parametrize(
    ("unit", "length", "roll", "due"),
    [
        ("calendar-days", 10, "none", "2026-02-11T15:59:59Z"),
        ("calendar-days", 6, "next-business-day", "2026-02-09T15:59:59Z"),
        ("business-days", 1, "none", "2026-02-02T15:59:59Z"),
        ("months", 1, "none", "2026-03-01T15:59:59Z"),
        ("calendar-days", 31, "next-business-day", "2026-03-05T15:59:59Z"),  # the fourth is the edition's holiday
    ],
)
def test_its_length_is_counted_in_its_unit_and_rolls_as_it_says(unit: str, length: int, roll: str, due: str) -> None:
    source = spoilt("periods.answer.unit", unit)
    source["periods"][0].update(length=length, roll=roll)
    assert started("answer", source=source)["answer"]["due"] == due


def test_a_period_whose_length_nobody_said_does_not_start() -> None:
    assert started("unsaid") == {}


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        ("2026-01-01T00:00:00Z", "2026-02-01T12:00:00Z"),  # it has passed already: at once
        (None, None),
        (5, None),
    ],
)
def test_an_instant_settled_before(value: Any, due: str | None) -> None:
    found = started("force", values={} if value is None else {"force-on": value})
    assert (found["force"]["due"] if found else None) == due


@pytest.mark.parametrize(("case", "zone"), [({}, "UTC"), ({"zone": "America/Panama"}, "America/Panama")])
def test_such_an_instant_is_kept_with_the_case_s_zone(case: dict[str, str], zone: str) -> None:
    assert started("force", values={**case, "force-on": "2026-03-01T09:30:00Z"})["force"]["zone"] == zone


def test_each_thing_with_a_date_has_a_period_of_its_own() -> None:
    things = {
        "clause": {
            "one": {"version": "v", "open": False, "ends_on": "2026-03-01T00:00:00Z"},
            "two": {"version": "v", "open": False},
            "three": {"version": "v", "open": False, "ends_on": "2026-01-01T00:00:00Z"},
        },
        "issue": {"four": {"version": "v", "open": False, "ends_on": "2026-03-01T00:00:00Z"}},
    }
    found = started("dates", things=things)
    assert {code: (period["due"], period["rule"]) for code, period in found.items()} == {
        "dates:one": ("2026-03-01T00:00:00Z", "dates"),
        "dates:three": ("2026-02-01T12:00:00Z", "dates"),
    }
    assert started("dates") == {}


def test_the_next_fixed_time_is_strictly_later() -> None:
    period = started("head")["head"]
    assert (period["due"], period["zone"]) == ("2026-02-02T00:00:00Z", "UTC")


def test_started_again_it_runs_anew() -> None:
    old = {"answer": {"due": "x", "rule": "answer", "since": "x", "zone": "UTC", "lapsed": True}}
    period = started("answer", periods=old)["answer"]
    assert (period["since"], period["lapsed"]) == ("2026-02-01T12:00:00Z", False)


def test_several_start_at_once() -> None:
    assert list(started("answer", "unsaid", "head")) == ["answer", "head"]


def test_leaving_a_phase_stops_what_belongs_to_it() -> None:
    edition = from_json(small())
    state = State(edition=edition, periods=started("answer", "head"))
    periods.leave(edition, state, "text")
    assert list(state.periods) == ["answer", "head"]
    periods.leave(edition, state, "open")
    assert list(state.periods) == ["head"]


def test_the_zone_of_a_room_is_that_of_its_case() -> None:
    case = State(values={"zone": "America/Panama"})
    assert [periods.zone_of(state) for state in (case, State(case=case), State(), State(values={"zone": None}))] == [
        *("America/Panama", "America/Panama", None, None),
    ]


def test_a_rule_without_a_length_ends_with_the_day() -> None:
    edition = from_json(small())
    assert periods.ends(edition, edition.periods["unsaid"], NOON, "UTC") == (day(2026, 2, 1, 23, 59, 59), "UTC")


# -------------------------------------------------------------------- in a case


def test_a_phase_starts_its_periods_and_an_outcome_more() -> None:
    case = paths.choosing()
    assert list(case.state.periods) == ["agree-on-number", "choose-mediator", "first-step", "anchor"]
    assert {period["zone"] for code, period in case.state.periods.items() if code != "anchor"} == {"America/Panama"}


def test_the_ending_stops_all_but_the_fixed_times() -> None:
    case = paths.sessions()
    case.do("leave", "party", day(2026, 2, 1), party="us")
    assert (case.state.ending, list(case.state.periods)) == ("withdrawal", ["anchor"])


def test_an_ending_that_is_set_aside_leaves_a_case_open() -> None:
    case = Case(PAUSE)
    facts: dict[str, Any] = {"sides": paths.TWO, "consents": {"us": "given"}, "zone": "UTC"}
    case.do("open", "requester", NOON, party="us", **facts)
    case.settle(day(2026, 2, 13))
    assert (case.state.phase, case.state.ending) == ("ended", "silence")
    case.do("reinstate", "secretary-general", day(2026, 2, 13), actor="sg")
    assert (case.state.phase, case.state.ending) == ("open", None)
    assert case.state.periods["answer"]["due"] == "2026-02-23T23:59:59Z"
