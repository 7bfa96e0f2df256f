"""Guards about the mediators' seats."""

from typing import Any

import pytest

from comity.law.guards.seats import nominated, not_seated, seat_free, seats_filled
from comity.law.state import State
from tests.law.world import EDITION, act_of

ACT = act_of("us")
OFFICE = {"office": "mediator", "number": "number", "otherwise": "mediators"}


def case(*statuses: str, number: Any = None, office: str = "mediator") -> State:
    """A case with seats of these statuses."""
    seats = {f"m{place}": {"office": office, "status": status} for place, status in enumerate(statuses)}
    return State(seats=seats, values={} if number is None else {"number": number}, edition=EDITION)


@pytest.mark.parametrize(
    ("state", "filled", "free"),
    [
        (case(), False, True),
        (case("nominated"), False, False),
        (case("seated"), True, False),
        (case("ended"), False, True),
        (case("seated", number=2), False, True),
        (case("seated", "nominated", number=2), False, False),
        (case("seated", "seated", number=2), True, False),
        (case("seated", "seated"), True, False),
        (case("seated", "ended", number=2), False, True),
        (case("seated", office="expert"), False, True),
    ],
)
def test_seats_are_filled_by_who_is_seated_and_taken_by_who_is_nominated_too(
    state: State, filled: bool, free: bool
) -> None:
    first, second = seats_filled(state, ACT, **OFFICE), seat_free(state, ACT, **OFFICE)
    assert (first.holds, second.holds) == (filled, free)
    assert first.message is None if filled else first.message.english() == "A seat is not filled yet."
    assert second.message is None if free else second.message.english() == "Every seat is taken."


def test_the_edition_s_number_holds_where_the_parties_agreed_on_none() -> None:
    assert EDITION.values["mediators"].value == 1
    assert seats_filled(case("seated"), ACT, **OFFICE).holds


def test_what_is_no_number_counts_as_one() -> None:
    assert seats_filled(case("seated", number="two"), ACT, **OFFICE).holds
    assert not seats_filled(case(number="two"), ACT, **OFFICE).holds


@pytest.mark.parametrize(("status", "holds"), [("nominated", True), ("seated", False), ("ended", False)])
def test_one_who_waits_to_declare_is_nominated(status: str, holds: bool) -> None:
    finding = nominated(case(status), ACT, office="mediator")
    assert finding.holds is holds
    assert finding.message is None if holds else finding.message.english() == "Nobody is nominated."
    assert not nominated(case(status, office="expert"), ACT, office="mediator").holds


@pytest.mark.parametrize(("status", "holds"), [("nominated", False), ("seated", False), ("ended", True)])
def test_who_holds_a_seat_is_not_given_another(status: str, holds: bool) -> None:
    finding = not_seated(case(status), ACT, account="m0")
    told = "This person holds a seat in the case already."
    assert finding.holds is holds
    assert finding.message is None if holds else finding.message.english() == told
    assert not_seated(case(status), ACT, account="m1").holds


def test_in_a_room_the_seats_are_those_of_the_case() -> None:
    room = State(case=case("seated"), edition=EDITION)
    assert seats_filled(room, ACT, **OFFICE).holds
    assert not not_seated(room, ACT, account="m0").holds
