"""Replay: the state from envelopes alone, and the index at which a log that was not allowed is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.law.act import Act
from comity.law.instants import parse
from comity.law.replay import NotReplayable, replay, replay_room
from comity.law.state import State
from comity.law.step import start
from tests.law import paths
from tests.law.world import EDITION, Case, act_of

JOINT = {"id": "joint", "kind": "joint", "party": None}


def spoken() -> Case:
    """A case in which the joint room has been used at several sizes of the case log."""
    case = paths.sessions()
    paths.talk(case, paths.after(24 * 21))
    return case


def again(case: Case, log: list[Act], cases: list[State] | None = None) -> State:
    """The joint room replayed from a log."""
    return replay_room(EDITION, log, room=JOINT, cases=case.states if cases is None else cases)


def refused(case: Case, log: list[Act], cases: list[State] | None = None) -> tuple[int, str]:
    """At which index, and by which rule."""
    with pytest.raises(NotReplayable) as caught:
        again(case, log, cases)
    assert str(caught.value) == f"act {caught.value.index}: {caught.value.refused}"
    return caught.value.index, caught.value.refused.rule


def test_no_act_leaves_a_case_that_has_not_begun() -> None:
    assert replay(EDITION, []) == start(EDITION)


def test_a_log_gives_the_state_that_was_live() -> None:
    case = spoken()
    assert replay(EDITION, case.log) == case.state
    assert replay(EDITION, iter(case.log)).to_json() == case.state.to_json()
    assert replay(EDITION, case.log).rules is EDITION


def test_the_first_act_that_was_not_allowed_is_named() -> None:
    case = spoken()
    for index in (0, 1, 7, len(case.log) - 1):
        wrong = [*case.log[:index], replace(case.log[index], role="nobody"), *case.log[index + 1 :]]
        with pytest.raises(NotReplayable) as caught:
            replay(EDITION, wrong)
        assert (caught.value.index, caught.value.refused.rule) == (index, "role")
        assert str(caught.value) == f"act {index}: {caught.value.refused}"
        assert caught.value.__cause__ is caught.value.refused


def test_a_room_gives_the_state_that_was_live() -> None:
    case = spoken()
    kept = case.rooms["joint"]
    assert len({act.seen for act in kept.log}) > 2
    replayed = again(case, kept.log)
    assert (replayed, replayed.room) == (kept.state, JOINT)


def test_a_room_nobody_spoke_in_is_empty() -> None:
    case = spoken()
    assert again(case, []) == start(EDITION, room=JOINT)


def test_an_act_of_a_room_that_was_not_allowed_is_named() -> None:
    case = spoken()
    log = case.rooms["joint"].log
    index = next(number for number, act in enumerate(log) if act.act == "propose")
    doubled = [*log[: index + 1], log[index], *log[index + 1 :]]
    assert refused(case, doubled) == (index + 1, "absent")


@pytest.mark.parametrize("seen", [None, -1, 10_000])
def test_each_act_says_how_much_of_the_case_log_it_saw(seen: int | None) -> None:
    case = spoken()
    log = case.rooms["joint"].log
    assert refused(case, [*log[:2], replace(log[2], seen=seen), *log[3:]]) == (2, "seen")


def test_it_saw_no_more_than_there_is() -> None:
    case = spoken()
    log = case.rooms["joint"].log
    last = log[-1].seen or 0
    assert again(case, log, case.states[: last + 1]) == case.rooms["joint"].state
    assert refused(case, log, case.states[:last]) == (len(log) - 1, "seen")


def test_it_saw_no_less_than_the_act_before_it() -> None:
    case = spoken()
    log = case.rooms["joint"].log
    first = log[0].seen or 0
    backwards = [*log, replace(log[-1], seen=first)]
    assert refused(case, backwards) == (len(log), "seen")


def test_it_comes_no_earlier_than_the_case_that_it_saw() -> None:
    case = spoken()
    log = case.rooms["joint"].log
    later = replace(log[0], seen=len(case.states) - 1)
    assert refused(case, [later]) == (0, "time")


def test_what_it_did_not_see_it_does_not_know() -> None:
    case = spoken()
    log = case.rooms["joint"].log
    index = next(number for number, act in enumerate(log) if act.act == "table-issue")
    blind = [*log[:index], replace(log[index], seen=log[index - 1].seen)]
    assert refused(case, blind)[0] == index  # as far as it saw, the case was not in sessions


def test_a_lapse_of_the_case_that_a_room_s_act_passed_over_is_missed() -> None:
    case = spoken()
    at = parse(str(case.state.last_at)) + timedelta(days=1)
    post = act_of("us", act="post", at=at, item="i")
    late = replace(post, seen=case.state.size)
    assert refused(case, [*case.rooms["joint"].log, late]) == (len(case.rooms["joint"].log), "lapse")
