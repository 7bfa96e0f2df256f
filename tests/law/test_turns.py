"""The turns of a case by their effects: what moves, what stops, what an old yes does not meet."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import deadlines, periods
from comity.law.act import Json
from comity.law.edition import from_json
from comity.law.edition.model import BadEdition
from comity.law.instants import parse, render
from comity.law.state import State
from comity.law.step import Refused
from tests.law import paths
from tests.law.paths import ASSERTION, THREE, after
from tests.law.players import Players
from tests.law.test_effects import after as effect
from tests.law.test_effects import changed
from tests.law.turned import UNTIL, suspend, suspended
from tests.law.world import EDITION, Case, act_of, day

BEGIN = day(2026, 1, 5, 9)
ZONES = st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Hong_Kong", "America/Panama"])


def due(case: Case, code: str) -> datetime:
    """When a period ends."""
    return parse(str(case.state.periods[code]["due"]))


def state(zone: str = "UTC", *, since: datetime = BEGIN, length: int = 15, **more: Any) -> State:
    """A case in which the statements' period runs."""
    end = deadlines.due(since, length=length, unit="calendar-days", zone=zone, roll="none")
    kept: dict[str, Json] = {"due": render(end), "rule": "statements", "since": render(since), "zone": zone}
    return State(
        phase="statements",
        values={"zone": zone},
        periods={"statements": {**kept, "lapsed": False, **more}},
        edition=EDITION,
    )


def end(after_: State) -> datetime:
    """When that period ends."""
    return parse(str(after_.periods["statements"]["due"]))


# -------------------------------------------------------------------- effects


@given(ZONES, st.integers(1, 365), st.integers(1, 365), st.integers(0, 40))
def test_a_varied_period_ends_as_if_it_always_had_that_length(zone: str, old: int, new: int, passed: int) -> None:
    at = BEGIN + timedelta(days=min(passed, old))
    before = state(zone, length=old)
    before.values["lengths"] = {"statements": old}
    told = effect("vary", before, act_of("us", at=at), period="statements", length=new)
    always = deadlines.due(BEGIN, length=new, unit="calendar-days", zone=zone, roll="none")
    assert end(told) == max(always, at)
    assert told.values["lengths"] == {"statements": new}
    assert changed(before, told) <= {"periods", "values"}


@given(ZONES, st.integers(1, 60), st.integers(15, 90))
def test_what_had_moved_a_period_moves_it_still_when_it_is_varied(zone: str, moved: int, new: int) -> None:
    before = state(zone)
    kept = before.periods["statements"]
    later = deadlines.shift(end(before), timedelta(days=moved), zone=zone, roll="none")
    before.periods["statements"] = {**kept, "due": render(later)}
    told = effect("vary", before, act_of("us", at=BEGIN), period="statements", length=new)
    assert end(told) == deadlines.due(BEGIN, length=new + moved, unit="calendar-days", zone=zone, roll="none")


@given(ZONES, st.integers(0, 400))
def test_an_extension_is_of_whole_days_and_never_shortens(zone: str, since: int) -> None:
    before = state(zone, since=BEGIN + timedelta(days=since))
    told = effect("lengthen", before, act_of("us", at=BEGIN), period="statements", by="extension-as-of-right")
    start = BEGIN + timedelta(days=since)
    assert end(told) == deadlines.due(start, length=25, unit="calendar-days", zone=zone, roll="none")
    assert changed(before, told) == {"periods"}


@pytest.mark.parametrize("name", ["vary", "lengthen"])
def test_what_has_lapsed_or_does_not_run_is_not_moved(name: str) -> None:
    keys: dict[str, Any] = {"length": 40} if name == "vary" else {"by": "extension-as-of-right"}
    for before, period in ((state(lapsed=True), "statements"), (state(), "acceptance"), (state(), "anchor")):
        assert effect(name, before, act_of("us", at=BEGIN), period=period, **keys).periods == before.periods


def test_a_value_that_the_edition_does_not_say_lengthens_nothing() -> None:
    before = state()
    assert effect("lengthen", before, act_of("us"), period="statements", by="zone") == before


def test_stop_ends_the_periods_of_a_name_and_no_others() -> None:
    before = state()
    before.periods["anchor"] = {**before.periods["statements"], "rule": "anchor"}
    assert list(effect("stop", before, act_of("us"), periods=["statements", "advice"]).periods) == ["anchor"]


def test_a_stamp_is_the_place_in_the_log_which_no_other_act_has() -> None:
    before = State(size=7)
    assert effect("stamp", before, act_of("us"), value="suspended-at").values == {"suspended-at": 7}


def test_resume_enters_what_passed_meanwhile_at_once() -> None:
    since = "2026-03-01T00:00:00Z"
    kept: dict[str, Json] = {"due": "2026-03-05T00:00:00Z", "rule": "entry-into-force", "zone": "UTC", "lapsed": False}
    before = State(suspended_since=since, periods={"entry-into-force": {**kept, "since": since}}, edition=EDITION)
    told = effect("resume", before, act_of("us", at=day(2026, 4, 1)))
    assert told.periods["entry-into-force"]["due"] == "2026-04-01T00:00:00Z"


def test_resume_leaves_a_period_that_would_leave_the_calendar() -> None:
    before = state()
    before.periods["statements"] = {**before.periods["statements"], "due": "9999-12-30T23:59:59Z"}
    before.suspended_since = render(BEGIN)
    told = effect("resume", before, act_of("us", at=day(2026, 4, 1)))
    assert (told.suspended_since, end(told)) == (None, day(9999, 12, 30, 23, 59, 59))


# -------------------------------------------------------------------- suspension


def test_an_old_date_never_resumes_a_later_suspension() -> None:
    case = suspended(UNTIL)
    case.do("resume", "party", day(2026, 2, 1), party="pa")
    assert "suspension" not in case.state.periods
    suspend(case, None)
    case.settle(day(2026, 12, 1))
    assert case.state.suspended_since is not None
    assert case.state.values["suspended-until"] == UNTIL  # said once; nothing starts from it again


@pytest.mark.parametrize("until", [UNTIL, None])
def test_a_wish_of_before_does_not_meet_one_of_after(until: str | None) -> None:
    case = suspended(until)
    case.do("resume", "party", after(1, parse(str(case.state.last_at))), party="pa")
    dated: dict[str, Json] = {} if until is None else {"until": until}
    at = after(1, parse(str(case.state.last_at)))
    stands = render(after(48, at))
    case.do("wish-to-suspend", "party", at, party="us", room="joint", **dated, stands_until=stands)
    assert case.state.suspended_since is None
    case.do("wish-to-suspend", "party", at, party="pa", room="joint", **dated, stands_until=stands)
    assert case.state.suspended_since is not None


def test_of_three_all_must_wish_it_and_who_left_is_not_asked() -> None:
    case = paths.sessions(THREE)
    at = after(1, parse(str(case.state.last_at)))
    for party in ("us", "pa"):
        case.do("wish-to-suspend", "party", at, party=party, room="joint", stands_until=render(after(48, at)))
    assert case.state.suspended_since is None
    case.do("leave", "party", at, party="cr")
    case.do("wish-to-suspend", "party", at, party="us", room="joint", stands_until=render(after(48, at)))
    assert case.state.suspended_since is not None


@pytest.mark.parametrize("play", [paths.choosing, paths.statements, paths.sessions, paths.approval, paths.signature])
def test_from_a_suspended_case_people_who_cooperate_reach_a_settlement(play: Any) -> None:
    case = play()
    suspend(case, None)
    assert Players(case).play() == "settled"


def test_the_case_may_end_while_it_is_suspended() -> None:
    case = suspended()
    case.do("leave", "party", day(2026, 2, 1), party="us")
    assert (case.state.ending, case.state.suspended_since) == ("withdrawal", None)
    assert set(case.state.periods) == {"anchor"}


# -------------------------------------------------------------------- the mediator


@pytest.mark.parametrize("play", [paths.statements, paths.protocol, paths.sessions, paths.text, paths.approval])
def test_after_a_resignation_the_case_goes_on_where_it_stood(play: Any) -> None:
    case = play()
    phase, before = case.state.phase, {code: kept["due"] for code, kept in case.state.periods.items()}
    at = parse(str(case.state.last_at))
    case.do("resign", "mediator", at, actor="m-one")
    assert case.state.phase == "choosing"
    with pytest.raises(Refused):
        case.do("set-session", "mediator", at, actor="m-one", session="s", mode="joint", **HOURS)
    paths.name_mediator(case, at, "m-two")
    paths.declare(case, at, "m-two")
    assert case.state.phase == phase
    dates = {code: due_ for code, due_ in before.items() if code.startswith("clause-date")}
    assert {code: case.state.periods[code]["due"] for code in dates} == dates
    assert Players(case).play() == "settled"


HOURS: dict[str, Json] = {"starts_at": "2027-01-01T09:00:00Z", "ends_at": "2027-01-01T12:00:00Z"}


def test_of_two_one_resigns_and_the_other_stays() -> None:
    case = paths.choosing()
    at = after(5)
    for party in ("us", "pa"):
        case.do("state-number", "party", at, party=party, room="joint", number=2)
    for mediator in ("m-one", "m-two"):
        paths.name_mediator(case, at, mediator)
        paths.declare(case, at, mediator)
    assert case.state.phase == "statements"
    case.do("resign", "mediator", after(6), actor="m-two")
    assert {name: seat["status"] for name, seat in case.state.seats.items()} == {"m-one": "seated", "m-two": "ended"}
    paths.name_mediator(case, after(7), "m-three")
    paths.declare(case, after(7), "m-three")
    assert case.state.phase == "statements"


def test_a_clause_s_date_that_has_passed_is_not_revived() -> None:
    case = paths.sessions()
    passed = day(2027, 2, 1)
    case.settle(passed)
    before = case.state.periods["clause-date:standstill"]
    case.do("resign", "mediator", passed, actor="m-one")
    paths.name_mediator(case, passed, "m-two")
    paths.declare(case, passed, "m-two")
    assert case.state.phase == "sessions"
    assert case.state.periods["clause-date:standstill"] == before


@pytest.mark.parametrize(
    ("due_", "lapsed", "kept"),
    [
        ("2026-03-01T00:00:00Z", False, True),  # as the thing names it
        ("2026-03-09T00:00:00Z", True, True),  # what was to follow has followed, if later: it is not done twice
        ("2026-02-01T00:00:00Z", True, False),  # a later date than the one that lapsed
        ("2026-04-01T00:00:00Z", False, False),  # another date
    ],
)
def test_a_thing_s_period_started_again(due_: str, lapsed: bool, kept: bool) -> None:
    named: dict[str, Json] = {"version": "v", "open": False, "ends_on": "2026-03-01T00:00:00Z"}
    old: dict[str, Json] = {"due": due_, "rule": "clause-date", "since": "2026-01-01T00:00:00Z", "zone": "UTC"}
    new = State(
        things={"protocol-clause": {"c": named}}, periods={"clause-date:c": {**old, "lapsed": lapsed}}, edition=EDITION
    )
    periods.start(EDITION, new, act_of("us", at=day(2026, 2, 15)), ("clause-date",))
    told = new.periods["clause-date:c"]
    assert told == ({**old, "lapsed": lapsed} if kept else {**told, "due": "2026-03-01T00:00:00Z", "lapsed": False})


# -------------------------------------------------------------------- variation


def vary(case: Case, at: datetime, *parties: str, length: int = 60, **more: Json) -> None:
    """Parties agree on a length of the period for a step."""
    for party in parties:
        said = {"period": "first-step", "length": length, "assertion": ASSERTION, **more}
        case.do("agree-variation", "party", at, party=party, **said)


def test_an_agreement_that_no_longer_stands_does_not_count() -> None:
    case = paths.choosing()
    before = due(case, "first-step")
    vary(case, after(4), "us", stands_until=render(after(24)))
    vary(case, after(30), "pa")
    assert due(case, "first-step") == before
    with pytest.raises(Refused) as caught:
        case.do("withdraw-variation", "party", after(30), party="us")
    assert caught.value.rule == "done"
    vary(case, after(31), "us")
    assert due(case, "first-step") == before - timedelta(days=60)


def test_an_agreement_is_taken_back_until_the_last_has_signed() -> None:
    case = paths.choosing()
    before = due(case, "first-step")
    vary(case, after(4), "us")
    case.do("withdraw-variation", "party", after(5), party="us")
    vary(case, after(6), "pa")
    assert due(case, "first-step") == before
    vary(case, after(7), "us")
    assert due(case, "first-step") == before - timedelta(days=60)
    with pytest.raises(Refused) as caught:
        case.do("withdraw-variation", "party", after(8), party="us")
    assert caught.value.rule == "done"


def test_a_length_that_has_passed_ends_the_period_at_once_and_its_lapse_is_dated_then() -> None:
    case = paths.choosing()
    at = day(2026, 2, 10, 12)
    vary(case, at, "us", "pa", length=3)
    case.settle(day(2026, 2, 11))
    assert [(act.act, act.at) for act in case.log if act.act == "end-for-no-step"] == [("end-for-no-step", at)]


def test_what_the_parties_agreed_holds_for_what_starts_later() -> None:
    case = paths.choosing()
    vary(case, after(4), "us", "pa", length=10)
    case.do("report-step", "party", day(2026, 1, 8, 9), party="us")
    assert due(case, "first-step").date() == day(2026, 1, 19).date()  # the end of the 18th in Panama


def test_articles_on_the_list_are_not_varied() -> None:
    source = deepcopy(EDITION.digest_source())
    source["lists"]["not-derogable"] = ["ICSID R. 13"]
    case = paths.choosing()
    case.edition = from_json(source)
    case.states[-1].edition = case.edition
    with pytest.raises(Refused) as caught:
        vary(case, after(4), "us")
    assert caught.value.rule == "derogable"


# -------------------------------------------------------------------- what the loader refuses


@pytest.mark.parametrize(
    ("act", "change", "path", "reason"),
    [
        ("resume", {"is": "stop", "periods": ["rest"]}, "acts.resume.stop.periods", "unknown period 'rest'"),
        (
            "extend-as-of-right",
            {"is": "lengthen", "period": "$period", "by": "generosity"},
            "acts.extend-as-of-right.lengthen.by",
            "'generosity' is unknown or empty",
        ),
        (
            "wish-to-suspend",
            {"is": "mark", "since_last": "never"},
            "acts.wish-to-suspend.mark",
            "would hold for ever: nothing settles 'never'",
        ),
    ],
)
def test_a_name_that_nothing_has_is_refused(act: str, change: dict[str, Json], path: str, reason: str) -> None:
    source = deepcopy(EDITION.digest_source())
    row = next(row for row in source["acts"] if row["act"] == act)
    row["do"] = [*(call for call in row["do"] if call["is"] != change["is"]), change]
    with pytest.raises(BadEdition) as caught:
        from_json(source)
    assert (caught.value.path, caught.value.reason) == (path, reason)
