"""Which wishes still wait for the same of every other side."""

from datetime import datetime

import pytest

from comity.law.act import Act
from comity.law.instants import parse, render
from comity.law.wishes import stands
from tests.law import paths
from tests.law.paths import THREE, after
from tests.law.world import Case

ACTS = ("wish-to-suspend", "wish-to-end")  # one counts until something came of it; of the other nothing is left to come


def now(case: Case) -> datetime:
    """An hour after the last act."""
    return after(1, parse(str(case.state.last_at)))


def wish(case: Case, party: str, act: str = "wish-to-suspend") -> Act:
    """A side's wish, which stands for two days."""
    return case.do(act, "party", now(case), party=party, room="joint", stands_until=render(after(48, now(case))))


def waits(case: Case, said: Act, hours: int = 0) -> bool:
    """Whether it stands some hours after it was said."""
    return stands(case.room_state("joint"), case.edition.acts[said.act], said, after(hours, said.at))


@pytest.mark.parametrize("act", ACTS)
def test_a_wish_stands_until_its_instant(act: str) -> None:
    case = paths.sessions()
    said = wish(case, "us", act)
    assert [waits(case, said, hours) for hours in (0, 48, 49)] == [True, True, False]


@pytest.mark.parametrize("act", ACTS)
def test_a_wish_that_is_withdrawn_stands_no_more(act: str) -> None:
    case = paths.sessions()
    said = wish(case, "us", act)
    case.do("withdraw-wish", "party", after(1, said.at), party="us", room="joint")
    assert not waits(case, said)


def test_a_wish_that_all_have_said_stands_no_more_and_the_next_one_does() -> None:
    case = paths.sessions()
    first, second = wish(case, "us"), wish(case, "pa")
    assert (waits(case, first), waits(case, second)) == (False, False)
    case.do("resume", "party", now(case), party="us")
    assert waits(case, wish(case, "pa"))
    assert not waits(case, first)


def test_another_wish_of_the_same_side_takes_the_place_of_the_first() -> None:
    case = paths.sessions()
    first = wish(case, "us")
    until = render(after(200, first.at))
    facts = {"until": until, "stands_until": until}
    second = case.do("wish-to-suspend", "party", after(1, first.at), party="us", room="joint", **facts)
    assert (waits(case, first), waits(case, second)) == (False, True)


def test_the_wish_of_a_side_that_left_stands_no_more() -> None:
    case = paths.sessions(THREE)
    said = wish(case, "cr")
    assert waits(case, said)
    case.do("leave", "party", after(1, said.at), party="cr")
    assert not waits(case, said)
