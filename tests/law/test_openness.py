"""What is open to a person now, and for what is not, why: from the table alone, before any fact is known."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from comity.law.edition import Call
from comity.law.openness import Holding, Openness, openness
from comity.law.state import State
from tests.law import joined, mattered, paths, turned
from tests.law.world import EDITION, POWERS, day

US = Holding("party", "us", "us", POWERS)
SPEAKER = Holding("party", "us-counsel", "us", ("speak",))
MEDIATOR = Holding("mediator", "m-one")
REGISTRY = Holding("registry", "r")
AT = day(2026, 2, 20, 12)
BESIDE = {*turned.TABLE, *mattered.TABLE, *joined.TABLE}  # open at most times, and in most rooms


def told(state: State, *holdings: Holding, at: datetime = AT) -> dict[str, str]:
    """For each row that concerns the holders, the reason why it is not open; empty where it is."""
    found = openness(EDITION, state, holdings, at=at)
    return {item.row.act: "" if item.reason is None else item.reason.english() for item in found}


def open_now(state: State, *holdings: Holding, at: datetime = AT) -> list[str]:
    """The rows of the path that are open."""
    return [act for act, reason in told(state, *holdings, at=at).items() if not reason and act not in BESIDE]


def test_what_is_open_to_a_party_in_the_text() -> None:
    case = paths.text()
    assert open_now(case.state, US) == ["initial", "leave"]
    assert open_now(case.state, MEDIATOR) == ["set-session", "table-text", "take-text-back", "find-no-likelihood"]
    assert open_now(case.state, REGISTRY) == []


def test_rows_come_in_the_edition_s_order_and_only_those_of_the_role() -> None:
    acts = list(told(paths.text().state, US))
    assert acts == [act for act, row in EDITION.acts.items() if "party" in row.who and row.log == "case"]


def test_what_is_not_open_says_why() -> None:
    reasons = told(paths.text().state, US)
    assert reasons["sign"] == "This act is not open in the present phase."
    assert told(paths.text().state, SPEAKER)["initial"] == "Your mandate does not cover this act."
    stranger = Holding("party", "x", "x", POWERS)
    assert told(paths.text().state, stranger)["initial"] == "This act is for others to perform."


def test_guards_that_name_no_fact_speak() -> None:
    case = paths.approval()
    paths.each(case, "approve", AT, "us", basis="organ")
    assert told(case.state, US)["approve"] == "Your side has done this already."
    paths.each(case, "approve-on-condition", AT, "pa", touches=["art-1"])
    assert told(case.state, US)["initial"] == "A clause is reopened and must be put again first."
    choosing = paths.choosing()
    assert told(choosing.state, US)["ask-for-appointment"] == "The period for this has not passed yet."
    assert (
        told(choosing.state, US, at=day(2026, 3, 7))["ask-for-appointment"] == "The period for this has not passed yet."
    )
    assert told(choosing.state, US, at=day(2026, 3, 8))["ask-for-appointment"] == ""


def test_guards_that_name_a_fact_are_silent() -> None:
    state = paths.sessions().state
    assert told(state, MEDIATOR)["table-text"] == ""  # though no text at all would be refused


def test_a_guard_with_a_number_speaks_too() -> None:
    row = replace(EDITION.acts["initial"], guards=(Call("sides_remain", {"at_least": 3}),))
    stricter = replace(EDITION, acts={"initial": row})
    found = openness(stricter, paths.text().state, [US], at=AT)
    assert [item.reason and item.reason.english() for item in found] == ["Only one side remains."]


def test_a_case_that_is_suspended_says_so() -> None:
    state = paths.text().state.copy()
    state.suspended_since = "2026-02-20T00:00:00Z"
    assert told(state, US)["initial"] == "The case is suspended."
    assert told(state, US)["leave"] == ""


def test_of_several_capacities_the_one_in_which_it_is_open() -> None:
    found = openness(EDITION, paths.text().state, [SPEAKER, US], at=AT)
    by_act: dict[str, Openness] = {item.row.act: item for item in found}
    assert (by_act["initial"].holding, by_act["initial"].reason) == (US, None)
    assert by_act["sign"].holding == SPEAKER  # closed in both: the first


def test_who_holds_nothing_sees_nothing() -> None:
    assert openness(EDITION, paths.text().state, [], at=AT) == []


@pytest.mark.parametrize(
    ("room", "holding", "open_"),
    [
        ("joint", US, ["post", "table-issue", "propose", "wish-to-end", "withdraw-wish"]),
        ("caucus:us", US, ["post", "release"]),
        ("caucus:pa", US, []),
        ("delegation:us", US, ["post", "release", "answer"]),
        ("joint", MEDIATOR, ["post", "table-issue", "propose"]),
        ("caucus:pa", MEDIATOR, ["post"]),
        ("delegation:us", MEDIATOR, []),
        ("mediator", MEDIATOR, ["post"]),
        ("registry", REGISTRY, ["post"]),
        ("joint", REGISTRY, []),
    ],
)
def test_what_is_open_in_a_room(room: str, holding: Holding, open_: list[str]) -> None:
    case = paths.sessions()
    assert open_now(case.room_state(room), holding) == open_


def test_a_room_shows_its_own_rows_only() -> None:
    case = paths.sessions()
    assert list(told(case.room_state("caucus:us"), US)) == ["post", "release", "report-not-approved", "repeat"]
    assert "post" not in told(case.state, US)


def test_before_a_case_there_is_one_thing_to_do() -> None:
    requester = Holding("requester", "us", "us", POWERS)
    state: Any = paths.Case().state
    assert open_now(state, requester) == ["file-request"]
