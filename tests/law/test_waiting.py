"""For whom a case waits: by phase, from the table alone; by state, from what is open."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from comity.law.edition import Edition, packaged
from comity.law.state import State
from comity.law.step import start
from comity.law.waiting import WHOM, moves, phases_of, waits_for

AT = datetime(2026, 3, 2, tzinfo=UTC)
CASE = packaged("iomed-provisional-2026", "state-state")


def state(edition: Edition = CASE, **changes: object) -> State:
    sides = {"a": {"side": "requesting", "status": "in"}, "b": {"side": "responding", "status": "in"}}
    return replace(start(edition), parties=sides, edition=edition, **changes)  # type: ignore[arg-type]  # fields of State


@pytest.mark.parametrize("phase", ["statements", "protocol", "text", "approval", "signature"])
def test_a_party_is_waited_for_where_its_own_act_moves_the_case(phase: str) -> None:
    assert phase in phases_of(CASE, "party")


def test_the_office_the_mediator_and_the_clock_have_their_phases() -> None:
    assert "screening" in phases_of(CASE, "office")
    assert {"declaring", "protocol"} <= phases_of(CASE, "mediator")
    assert not phases_of(CASE, "clock") & phases_of(CASE, "party")


def test_who_is_asked_is_waited_for_in_the_first_phase_of_the_invitation() -> None:
    assert "invited" in phases_of(CASE, "party")
    assert moves(CASE.acts["consent"])
    assert not any(moves(CASE.acts[act]) for act in ("leave", "set-session", "report-step", "find-no-likelihood"))


def test_room_rows_move_no_case() -> None:
    assert not any(moves(row) for row in CASE.acts.values() if row.log == "room")


def test_a_case_waits_for_whom_it_invited() -> None:
    asked = {"a": {"side": "requesting", "status": "in"}, "b": {"side": "responding", "status": "invited"}}
    assert waits_for(CASE, replace(state(phase="invited"), parties=asked), AT) == ("b",)


def test_a_case_waits_for_every_side_that_has_something_to_do() -> None:
    assert waits_for(CASE, state(phase="statements"), AT) == ("a", "b")


def test_a_case_that_stands_still_waits_for_the_clock_and_one_that_is_over_for_nobody() -> None:
    still = state(phase="statements", suspended_since="2026-03-01T00:00:00Z")
    assert waits_for(CASE, still, AT) == ("clock",)
    assert waits_for(CASE, state(phase="ended", ending="no-consent"), AT) == ()


def test_every_role_of_the_table_is_somebodys() -> None:
    known = {role for roles in WHOM.values() for role in roles} | {"system"}
    assert {role for row in CASE.acts.values() for role in row.who} <= known
