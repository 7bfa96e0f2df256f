"""Guards about who is in the case."""

from dataclasses import replace

import pytest

from comity.law.finding import Finding
from comity.law.guards.parties import (
    all_consented,
    among,
    are_parties,
    files_for_itself,
    none_among,
    own,
    sides_remain,
    two_sides,
)
from comity.law.state import State
from tests.law.world import act_of

ACT = act_of("us")


def case(**parties: str) -> State:
    """A case of parties, each given as `side status`; r and s are the two sides."""
    sides = {"r": "requesting", "s": "responding"}
    return State(
        parties={name: {"side": sides[told.split()[0]], "status": told.split()[1]} for name, told in parties.items()}
    )


def says(finding: Finding) -> str:
    """The reason of a refusal; empty where it holds."""
    return "" if finding.message is None else finding.message.english()


@pytest.mark.parametrize(
    ("sides", "reason"),
    [
        ({"us": "requesting", "pa": "responding"}, ""),
        ({"us": "requesting", "pa": "responding", "cr": "responding"}, ""),
        ({"us": "requesting", "pa": "requesting"}, "A dispute needs two sides."),
        ({"pa": "responding"}, "A dispute needs two sides."),
        ({}, "A dispute needs two sides."),
    ],
)
def test_a_dispute_has_two_sides(sides: dict[str, str], reason: str) -> None:
    assert says(two_sides(State(), ACT, sides=sides)) == reason


FILES = "The party that files must be named in the request and consent for itself."


@pytest.mark.parametrize(
    ("sides", "consents", "reason"),
    [
        ({"us": "r", "pa": "s"}, {"us": "given", "pa": "wanted"}, ""),
        ({"us": "r", "pa": "s"}, {"us": "given", "pa": "given"}, ""),
        ({"us": "r", "pa": "s"}, {"us": "wanted", "pa": "given"}, FILES),
        ({"us": "r", "pa": "s"}, {"us": "given"}, FILES),
        ({"us": "r"}, {"us": "given", "pa": "given"}, FILES),
        ({"cr": "r", "pa": "s"}, {"cr": "given", "pa": "given"}, FILES),
        ({"us": "r", "pa": "s"}, {}, FILES),
    ],
)
def test_who_files_is_named_and_consents(sides: dict[str, str], consents: dict[str, str], reason: str) -> None:
    assert says(files_for_itself(State(), ACT, sides=sides, consents=consents)) == reason


def test_nobody_files_for_nobody() -> None:
    clock = act_of(None, role="clock")
    assert not files_for_itself(State(), clock, sides={"us": "r"}, consents={"us": "given"}).holds


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (case(us="r in", pa="s in"), True),
        (case(us="r in", pa="s in", cr="s left"), True),
        (case(us="r in", pa="s invited"), False),
        (case(us="r in", pa="s in", cr="s invited"), False),
        (case(us="r in", pa="s left"), False),
        (case(us="r in", cr="r in"), False),
        (case(), False),
    ],
)
def test_all_have_consented_where_nobody_is_merely_invited_and_two_sides_are_in(state: State, holds: bool) -> None:
    assert says(all_consented(state, ACT)) == ("" if holds else "Every party must consent first.")


@pytest.mark.parametrize(
    ("state", "at_least", "holds"),
    [
        (case(us="r in", pa="s in"), 2, True),
        (case(us="r in", pa="s invited"), 2, True),
        (case(us="r in", pa="s left"), 2, False),
        (case(us="r in", pa="s left"), 1, True),
        (case(us="r in", cr="r in"), 2, False),
        (case(us="r left"), 1, False),
    ],
)
def test_sides_remain(state: State, at_least: int, holds: bool) -> None:
    assert says(sides_remain(state, ACT, at_least=at_least)) == ("" if holds else "Only one side remains.")


@pytest.mark.parametrize(
    ("parties", "holds"),
    [([], True), (None, True), (["us"], True), (["us", "pa"], True), (["us", "cr"], False), (["hn"], False)],
)
def test_only_parties_in_the_case_are_named(parties: list[str] | None, holds: bool) -> None:
    state = case(us="r in", pa="s in", cr="s left")
    reason = "" if holds else "Only parties of the case can be named."
    assert says(are_parties(state, ACT, parties=parties)) == reason


@pytest.mark.parametrize(
    ("listed", "holds"), [(["us"], True), (["pa"], False), ([], False), (None, False), ("us", False)]
)
def test_a_party_is_among_those_listed(listed: object, holds: bool) -> None:
    values = {} if listed is None else {"approval-of": listed}
    state = State(values=values)  # type: ignore[arg-type]  # plain JSON
    reason = "" if holds else "The protocol does not ask this of your side."
    assert says(among(state, ACT, value="approval-of")) == reason
    room = State(case=state)
    assert among(room, ACT, value="approval-of").holds is holds


@pytest.mark.parametrize(
    ("listed", "holds"),
    [(["cr"], True), ([], True), (["us", "cr"], False), (["us"], False), (None, False), ("x", False)],
)
def test_nobody_in_the_case_is_among_those_listed(listed: object, holds: bool) -> None:
    values = {} if listed is None else {"approval-of": listed}
    state = replace(case(us="r in", cr="s left"), values=values)  # type: ignore[arg-type]  # plain JSON
    assert says(none_among(state, ACT, value="approval-of")) == ("" if holds else "A party still has to act.")


@pytest.mark.parametrize(("owner", "holds"), [("us", True), ("pa", False), ("", False)])
def test_its_own(owner: str, holds: bool) -> None:
    assert says(own(State(), ACT, party=owner)) == ("" if holds else "Only the side that said it can release it.")


def test_in_a_room_the_parties_are_those_of_the_case() -> None:
    room = State(case=case(us="r in", pa="s in"))
    assert all_consented(room, ACT).holds
    assert sides_remain(room, ACT, at_least=2).holds
    assert are_parties(room, ACT, parties=["pa"]).holds
