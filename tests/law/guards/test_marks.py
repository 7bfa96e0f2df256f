"""Guards about marks: all have agreed to what stands, of nobody it is false; nobody does the same twice."""

from dataclasses import replace

import pytest

from comity.law.guards.marks import all_have, as_agreed, not_done
from comity.law.state import Mark, State, mark_key
from tests.law.world import EDITION, act_of

V1: Mark = ["v1", None]
V2: Mark = ["v2", None]
ACT = act_of("us")


def case(*members: str, gone: tuple[str, ...] = ()) -> State:
    """A case with parties, two clauses and nobody bound."""
    parties = {name: {"side": name, "status": "in"} for name in members} | {
        name: {"side": name, "status": "left"} for name in gone
    }
    things = {"clause": {"one": {"version": "v1", "open": False}, "two": {"version": "v2", "open": False}}}
    return State(parties=parties, things=things, edition=EDITION)  # type: ignore[arg-type]  # things are plain JSON


def bound(state: State, one: dict[str, Mark], two: dict[str, Mark], mark: str = "agree") -> State:
    """Who is bound to the one clause and to the other."""
    return replace(state, marks={mark_key(mark, "clause", "one"): one, mark_key(mark, "clause", "two"): two})


def told(state: State, **kept: Mark) -> State:
    """Who said what, where there is no thing."""
    return replace(state, marks={mark_key("wish"): kept})


def test_all_are_bound_to_every_thing_at_its_version() -> None:
    state = bound(case("us", "pa"), {"us": V1, "pa": V1}, {"us": V2, "pa": V2})
    assert all_have(state, ACT, mark="agree", on="clause").holds


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({}, {}),
        ({"us": V1}, {"us": V2}),
        ({"us": V1, "pa": V1}, {"us": V2}),
        ({"us": V1, "pa": V1}, {"us": V2, "pa": V1}),
        ({"us": V1, "pa": ["v0", None]}, {"us": V2, "pa": V2}),
    ],
)
def test_one_who_is_not_bound_to_what_stands_is_enough(one: dict[str, Mark], two: dict[str, Mark]) -> None:
    finding = all_have(bound(case("us", "pa"), one, two), ACT, mark="agree", on="clause")
    assert (finding.holds, finding.message and finding.message.english()) == (
        *(False, "Not every party has agreed to the current version yet."),
    )


def test_another_mark_binds_to_something_else() -> None:
    state = bound(case("us"), {"us": V1}, {"us": V2}, "initial")
    assert not all_have(state, ACT, mark="agree", on="clause").holds


def test_who_has_left_is_not_asked() -> None:
    state = bound(case("us", gone=("pa",)), {"us": V1}, {"us": V2})
    assert all_have(state, ACT, mark="agree", on="clause").holds


@pytest.mark.parametrize("state", [case(), case(gone=("us", "pa"))], ids=["no party", "all left"])
def test_of_nobody_it_is_false(state: State) -> None:
    agreed = bound(state, {"us": V1, "pa": V1}, {"us": V2, "pa": V2})
    finding = all_have(agreed, ACT, mark="agree", on="clause")
    assert (finding.holds, finding.message and finding.message.english()) == (
        *(False, "Not everything that must be agreed is there yet."),
    )
    assert not all_have(told(state, us=V1), ACT, mark="wish").holds


def test_of_nothing_it_is_false() -> None:
    assert not all_have(replace(case("us"), things={}), ACT, mark="agree", on="clause").holds
    assert not all_have(replace(case("us"), things={"clause": {}}), ACT, mark="agree", on="clause").holds


def test_what_is_required_must_all_stand() -> None:
    state = bound(case("us"), {"us": V1}, {"us": V2})
    shorter = replace(EDITION, lists={"wanted": ("one", "two")})
    assert all_have(replace(state, edition=shorter), ACT, mark="agree", on="clause", required="wanted").holds
    longer = replace(EDITION, lists={"wanted": ("one", "two", "three")})
    assert not all_have(replace(state, edition=longer), ACT, mark="agree", on="clause", required="wanted").holds


def test_all_have_said_the_same() -> None:
    said: Mark = ['{"number":1}', None]
    assert all_have(told(case("us", "pa"), us=said, pa=said), ACT, mark="wish").holds


@pytest.mark.parametrize("kept", [{}, {"us": V1}, {"us": V1, "pa": V2}, {"pa": V1}])
def test_or_not_the_same_or_not_all(kept: dict[str, Mark]) -> None:
    finding = all_have(told(case("us", "pa"), **kept), ACT, mark="wish")
    assert (finding.holds, finding.message and finding.message.english()) == (
        *(False, "Not every party has said the same yet."),
    )


@pytest.mark.parametrize(
    ("until", "stands"),
    [(None, True), ("2026-02-01T12:00:00Z", True), ("2026-02-01T11:59:59Z", False), ("2027-01-01T00:00:00Z", True)],
)
def test_a_wish_stands_until_its_day_and_on_it(until: str | None, stands: bool) -> None:
    state = told(case("us", "pa"), us=["v", None], pa=["v", until])
    assert all_have(state, ACT, mark="wish").holds is stands
    clauses = bound(case("us"), {"us": ["v1", until]}, {"us": V2})
    assert all_have(clauses, ACT, mark="agree", on="clause").holds is stands


def test_of_a_value_that_lists_parties_those_that_are_in_the_case() -> None:
    state = bound(case("us", "pa", gone=("cr",)), {"us": V1}, {"us": V2})
    for listed, holds in ((["us"], True), (["us", "cr"], True), (["us", "pa"], False), (["cr"], False), ("us", False)):
        asked = replace(state, values={"approval-of": listed})  # type: ignore[arg-type]  # a list is plain JSON
        assert all_have(asked, ACT, mark="agree", on="clause", of="approval-of").holds is holds
    assert not all_have(state, ACT, mark="agree", on="clause", of="approval-of").holds


def test_of_signatories_also_those_that_left() -> None:
    signed = {mark_key("sign", "settlement-clause", "one"): {"us": V1, "pa": V1}}
    things = {"settlement-clause": {"one": {"version": "v1", "open": False}}}
    state = replace(case("us", gone=("pa",)), things=things, marks=signed)  # type: ignore[arg-type]
    for kept, holds in (({"us": V1}, False), ({"us": V1, "pa": V1}, True), ({"pa": V1}, False)):
        confirmed = replace(state, marks={**signed, mark_key("confirm"): kept})
        assert all_have(confirmed, ACT, mark="confirm", of="signatories").holds is holds


def test_in_a_room_the_marks_are_the_room_s_and_the_parties_the_case_s() -> None:
    room = State(room={"id": "joint", "kind": "joint", "party": None}, case=case("us", "pa"), edition=EDITION)
    assert all_have(told(room, us=V1, pa=V1), ACT, mark="wish").holds
    assert not all_have(told(room, us=V1), ACT, mark="wish").holds


# -------------------------------------------------------------------- not done before


def test_what_was_said_once_is_done() -> None:
    state = told(case("us", "pa"), us=V1)
    assert not not_done(state, act_of("us"), mark="wish").holds
    assert not_done(state, act_of("pa"), mark="wish").holds
    assert not_done(state, act_of("us"), mark="other").holds


def test_a_thing_named_is_done_at_its_version_only() -> None:
    state = bound(case("us"), {"us": V1}, {"us": V1})
    assert not not_done(state, act_of("us"), mark="agree", on="clause", name="one").holds
    assert not_done(state, act_of("us"), mark="agree", on="clause", name="two").holds
    assert not_done(state, act_of("pa"), mark="agree", on="clause", name="one").holds
    assert not_done(state, act_of("us"), mark="agree", on="clause", name="three").holds


def test_all_of_a_kind_are_done_when_each_is() -> None:
    all_, some = bound(case("us"), {"us": V1}, {"us": V2}), bound(case("us"), {"us": V1}, {})
    assert not not_done(all_, act_of("us"), mark="agree", on="clause").holds
    assert not_done(some, act_of("us"), mark="agree", on="clause").holds
    assert not_done(case("us"), act_of("us"), mark="agree", on="clause").holds
    assert not_done(all_, act_of("us"), mark="agree", on="nothing").holds


@pytest.mark.parametrize("on", [None, "clause"])
def test_the_refusal_says_so(on: str | None) -> None:
    state = told(case("us"), us=V1) if on is None else bound(case("us"), {"us": V1}, {"us": V2}, "wish")
    finding = not_done(state, act_of("us"), mark="wish", on=on)
    assert finding.message is not None
    assert finding.message.english() == "Your side has done this already."


# -------------------------------------------------------------------- put again as it was


def kept(version: str, **facts: str) -> State:
    """A clause that stands, and one party that agreed to it at v1."""
    things = {"clause": {"one": {"version": version, "open": False, **facts}}}
    return replace(case("us"), things=things, marks={mark_key("agree", "clause", "one"): {"us": V1}})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "version", "ends_on", "holds"),
    [
        (kept("v1"), "v1", None, True),
        (kept("v1"), "v1", "2026", False),
        (kept("v1", ends_on="2026"), "v1", "2026", True),
        (kept("v1", ends_on="2026"), "v1", "2027", False),
        (kept("v1", ends_on="2026"), "v1", None, False),
        (kept("v1", ends_on="2026"), "v2", "2027", True),
        (kept("v2"), "v1", None, False),
        (kept("v2", ends_on="2026"), "v2", "2027", True),  # nobody has agreed to this one
        (case("us"), "v1", "2026", True),
        (State(), "v1", "2026", True),
    ],
)
def test_what_was_agreed_to_keeps_what_stays_with_it(
    state: State, version: str, ends_on: str | None, holds: bool
) -> None:
    act = act_of(None, role="mediator", **({} if ends_on is None else {"ends_on": ends_on}))
    finding = as_agreed(state, act, mark="agree", on="clause", name="one", version=version, keep=["ends_on"])
    assert finding.holds is holds
    assert (finding.message is None) is holds


def test_where_nothing_stays_with_it_the_same_version_will_do() -> None:
    act = act_of(None, role="mediator", ends_on="2027")
    assert as_agreed(kept("v1", ends_on="2026"), act, mark="agree", on="clause", name="one", version="v1").holds
