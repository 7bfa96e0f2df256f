"""The state: what it answers, that copies are its own, and that it goes there and back as JSON."""

import json
from dataclasses import replace

import pytest

from comity.law.state import STORED, State, mark_key, said
from comity.law.step import start
from tests.law import paths
from tests.law.world import EDITION, Case

PARTIES = {
    "us": {"side": "requesting", "status": "in"},
    "pa": {"side": "responding", "status": "invited"},
    "cr": {"side": "responding", "status": "left"},
    "hn": {"side": "responding", "status": "in"},
}


def text(**marks: dict[str, list[str | None]]) -> State:
    """A state with two clauses, and who signed which."""
    things = {"settlement-clause": {"one": {"version": "v1", "open": False}, "two": {"version": "v2", "open": False}}}
    return State(
        things=things, marks={mark_key("sign", "settlement-clause", name): kept for name, kept in marks.items()}
    )


def test_members_are_the_parties_in_the_case_by_their_names() -> None:
    assert State(parties=PARTIES).members() == ["hn", "us"]


def test_sides_are_those_that_have_a_party_of_the_status() -> None:
    state = State(parties=PARTIES)
    assert state.sides("in") == {"requesting", "responding"}
    assert state.sides("invited", "left") == {"responding"}
    assert state.sides() == set()


def test_a_room_looks_at_the_case_that_it_belongs_to() -> None:
    case = State(parties=PARTIES)
    room = State(room={"id": "joint", "kind": "joint", "party": None}, case=case)
    assert (room.whole, room.members(), room.sides("invited")) == (case, ["hn", "us"], {"responding"})
    assert case.whole is case


def test_signatories_carry_the_mark_at_every_clause_as_it_stands() -> None:
    both, one, old = ["v1", None], ["v2", None], ["v0", None]
    assert text(one={"us": both, "pa": both}, two={"us": one, "pa": one}).signatories() == ["pa", "us"]
    assert text(one={"us": both, "pa": both}, two={"us": one}).signatories() == ["us"]
    assert text(one={"us": both, "pa": old}, two={"us": one, "pa": one}).signatories() == ["us"]
    assert text(one={"us": both}).signatories() == []
    assert State().signatories() == []


def test_who_left_after_signing_is_a_signatory_still() -> None:
    signed = text(one={"cr": ["v1", None]}, two={"cr": ["v2", None]})
    case = replace(signed, parties=PARTIES)
    assert replace(State(room={"id": "j", "kind": "joint", "party": None}), case=case).signatories() == ["cr"]


def test_rules_are_the_edition_that_the_state_is_read_with() -> None:
    assert start(EDITION).rules is EDITION
    with pytest.raises(ValueError, match="a state is read with an edition"):
        _ = State().rules


def test_a_copy_is_its_own() -> None:
    state = paths.signature().state
    before = json.dumps(state.to_json())
    copy = state.copy()
    for name in ("parties", "seats", "things", "marks", "values", "periods"):
        getattr(copy, name)["new"] = {}
    copy.phase, copy.size = "ended", 0
    assert json.dumps(state.to_json()) == before
    assert (copy.edition, copy.case, copy.room) == (state.edition, state.case, state.room)


def test_what_is_stored_is_all_but_what_it_is_read_with() -> None:
    assert (
        *("phase", "ending", "suspended_since", "last_at", "size", "parties", "seats", "things", "marks", "values"),
        *("periods", "room"),
    ) == STORED


@pytest.mark.parametrize(
    "case", [paths.signature(), paths.signed(entry="event"), Case()], ids=["open", "signed", "new"]
)
def test_a_state_goes_there_and_back(case: Case) -> None:
    stored = json.loads(json.dumps(case.state.to_json()))
    again = State.from_json(stored, edition=EDITION)
    assert again == case.state
    assert again.rules is EDITION
    assert json.dumps(again.to_json()) == json.dumps(case.state.to_json())


def test_a_room_s_state_goes_there_and_back_and_is_read_with_a_case() -> None:
    case = paths.sessions()
    again = State.from_json(case.rooms["joint"].state.to_json(), edition=EDITION, case=case.state)
    assert (again, again.whole) == (case.rooms["joint"].state, case.state)


def test_states_differ_by_what_is_stored_and_not_by_what_they_are_read_with() -> None:
    state = paths.sessions().state
    assert replace(state, edition=None, case=State()) == state
    for name in STORED:
        assert replace(state, **{name: "other"}) != state  # type: ignore[arg-type]


@pytest.mark.parametrize("changed", [{"more": 1}, {"phase": None}])
def test_json_with_other_keys_is_no_state(changed: dict[str, int | None]) -> None:
    stored = {
        key: value for key, value in {**State().to_json(), **changed}.items() if key != "phase" or value is not None
    }
    with pytest.raises(ValueError, match="a state has exactly the keys phase, ending"):
        State.from_json(stored, edition=EDITION)


def test_marks_stand_under_their_name_kind_and_thing() -> None:
    assert mark_key("sign", "settlement-clause", "one") == "sign/settlement-clause/one"
    assert mark_key("wish-to-end") == "wish-to-end//"


def test_what_was_said_leaves_out_until_when_it_stands_and_the_assertion() -> None:
    assert said({"b": 1, "a": ["x"], "stands_until": "2026", "assertion": "ab"}) == '{"a":["x"],"b":1}'
    assert said({"a": "é"}) == '{"a":"é"}'
    assert said({"a": 1, "b": 2}) == said({"b": 2, "a": 1})
    assert said({}) == "{}"
