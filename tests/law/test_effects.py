"""Effects: each changes what it says and nothing else. Suspension and shifts: test_suspension.py."""

import inspect
import json
from typing import Any

import pytest

from comity.law.act import Act
from comity.law.effects import EFFECTS
from comity.law.state import State, mark_key
from tests.law.world import EDITION, act_of

CLAUSES: dict[str, Any] = {"one": {"version": "v1", "open": False}, "two": {"version": "v2", "open": False}}


def after(name: str, state: State, act: Act, /, **keys: Any) -> State:
    """The state after an effect; the one given stays as it is."""
    before = json.dumps(state.to_json())
    new = state.copy()
    EFFECTS[name].function(new, act, **keys)
    assert json.dumps(state.to_json()) == before
    return new


def changed(old: State, new: State) -> set[str]:
    """Which parts of the state differ."""
    return {key for key, value in new.to_json().items() if value != old.to_json()[key]}


# -------------------------------------------------------------------- the vocabulary


def test_the_vocabulary_is_closed() -> None:
    assert sorted(EFFECTS) == [
        *("admit", "clear", "drop", "invite", "join", "lengthen", "mark", "part", "put", "reopen", "resume", "seat"),
        *("set", "settle", "shift", "stamp", "stop", "suspend", "unseat", "vary"),
    ]


def test_every_effect_has_a_sentence_whose_parameters_are_its_own() -> None:
    for name, rule in EFFECTS.items():
        first, second, *others = inspect.signature(rule.function).parameters.values()
        assert (rule.name, first.name, second.name) == (name, "state", "act")
        assert rule.sentence % dict.fromkeys([other.name for other in others], "x")


# -------------------------------------------------------------------- parties and seats


def test_admit_enters_who_consented_and_invites_the_others() -> None:
    sides, consents = {"us": "requesting", "pa": "responding", "cr": "responding"}, {"us": "given", "pa": "wanted"}
    new = after("admit", State(), act_of("us"), sides=sides, consents=consents)
    assert new.parties == {
        "us": {"side": "requesting", "status": "in"},
        "pa": {"side": "responding", "status": "invited"},
        "cr": {"side": "responding", "status": "invited"},
    }
    assert changed(State(), new) == {"parties"}


def test_admit_lets_one_in_who_was_invited() -> None:
    state = State(parties={"pa": {"side": "responding", "status": "invited"}})
    assert after("admit", state, act_of("pa"), party="pa").parties == {"pa": {"side": "responding", "status": "in"}}
    assert after("admit", state, act_of("cr"), party="cr").parties == state.parties
    assert after("admit", state, act_of(None), party=None).parties == state.parties


def test_admit_without_consents_invites_all() -> None:
    new = after("admit", State(), act_of("us"), sides={"us": "requesting"})
    assert new.parties == {"us": {"side": "requesting", "status": "invited"}}


def test_part_lets_one_leave_and_nobody_else() -> None:
    state = State(parties={name: {"side": name, "status": "in"} for name in ("us", "pa")})
    new = after("part", state, act_of("us"), party="us")
    assert new.parties == {"us": {"side": "us", "status": "left"}, "pa": {"side": "pa", "status": "in"}}
    assert changed(state, new) == {"parties"}
    assert after("part", state, act_of("cr"), party="cr").parties == state.parties


def test_seat_gives_a_person_a_seat_or_another_status() -> None:
    new = after("seat", State(), act_of(None), account="m", office="mediator", status="nominated")
    assert new.seats == {"m": {"office": "mediator", "status": "nominated"}}
    again = after("seat", new, act_of(None), account="m", office="mediator", status="seated")
    assert (again.seats, changed(new, again)) == ({"m": {"office": "mediator", "status": "seated"}}, {"seats"})


def test_unseat_ends_one_person_s_seat_or_every_seat_of_a_status() -> None:
    seats = {name: {"office": "mediator", "status": told} for name, told in (("m", "seated"), ("n", "nominated"))}
    state = State(seats={**seats, "o": {"office": "mediator", "status": "nominated"}})
    one = after("unseat", state, act_of(None), account="n")
    assert {name: seat["status"] for name, seat in one.seats.items()} == {"m": "seated", "n": "ended", "o": "nominated"}
    many = after("unseat", state, act_of(None), status="nominated")
    assert {name: seat["status"] for name, seat in many.seats.items()} == {"m": "seated", "n": "ended", "o": "ended"}
    assert {seat["office"] for seat in many.seats.values()} == {"mediator"}
    assert after("unseat", state, act_of(None), account="x").seats == state.seats
    assert after("unseat", state, act_of(None)).seats == state.seats


# -------------------------------------------------------------------- things


def test_put_puts_one_thing_at_a_version_with_the_facts_that_stay_with_it() -> None:
    act = act_of(None, ends_on="2026", other="x")
    new = after("put", State(), act, kind="clause", name="one", version="v1", keep=["ends_on", "missing"])
    assert new.things == {"clause": {"one": {"version": "v1", "open": False, "ends_on": "2026"}}}
    assert changed(State(), new) == {"things"}


def test_put_puts_every_thing_of_a_map_and_closes_what_was_reopened() -> None:
    state = State(things={"clause": {"one": {"version": "v1", "open": True}, "two": {"version": "v2", "open": True}}})
    new = after("put", state, act_of(None), kind="clause", versions={"one": "v1", "three": "v3"})
    assert new.things["clause"] == {
        "one": {"version": "v1", "open": False},
        "two": {"version": "v2", "open": True},
        "three": {"version": "v3", "open": False},
    }


@pytest.mark.parametrize("keys", [{}, {"name": None}, {"versions": None}, {"versions": {}}])
def test_put_of_what_was_not_given_puts_nothing(keys: dict[str, Any]) -> None:
    assert after("put", State(), act_of(None), kind="clause", **keys).things == {}


def test_put_leaves_other_kinds_alone() -> None:
    state = State(things={"issue": CLAUSES})
    new = after("put", state, act_of(None), kind="clause", name="one")
    assert new.things == {"issue": CLAUSES, "clause": {"one": {"version": None, "open": False}}}


def test_reopen_opens_the_things_named_and_takes_agreement_to_them_away() -> None:
    marks = {mark_key(mark, "clause", name): {"us": ["v1", None]} for mark in ("initial", "agree") for name in CLAUSES}
    other = {mark_key("agree", "issue", "one"): {"us": ["v1", None]}, mark_key("wish"): {"us": ["x", None]}}
    state = State(things={"clause": CLAUSES}, marks={**marks, **other})  # type: ignore[arg-type]
    new = after("reopen", state, act_of("us"), kind="clause", names=["one", "one", "x"])
    assert new.things["clause"] == {"one": {"version": "v1", "open": True}, "two": {"version": "v2", "open": False}}
    assert sorted(new.marks) == sorted(
        [mark_key("initial", "clause", "two"), mark_key("agree", "clause", "two"), *other]
    )
    assert changed(state, new) == {"things", "marks"}
    assert after("reopen", State(), act_of("us"), kind="clause", names=["one"]).things == {}


def test_drop_takes_every_thing_of_a_kind_away() -> None:
    state = State(things={"clause": CLAUSES, "issue": CLAUSES})
    new = after("drop", state, act_of(None), kind="clause")
    assert (new.things, changed(state, new)) == ({"issue": CLAUSES}, {"things"})
    assert after("drop", state, act_of(None), kind="x").things == state.things


# -------------------------------------------------------------------- marks


def test_mark_binds_the_acting_party_to_the_thing_named_at_its_version() -> None:
    state = State(things={"clause": CLAUSES}, marks={"agree/clause/one": {"pa": ["v1", None], "us": ["v0", None]}})
    new = after("mark", state, act_of("us", act="agree"), on="clause", thing="one")
    assert new.marks == {"agree/clause/one": {"pa": ["v1", None], "us": ["v1", None]}}
    assert changed(state, new) == {"marks"}
    assert after("mark", state, act_of("us", act="agree"), on="clause", thing="x").marks == state.marks


def test_mark_binds_to_all_of_a_kind_but_those_left_out() -> None:
    state = State(things={"clause": CLAUSES})
    all_ = after("mark", state, act_of("us", act="initial"), on="clause")
    assert all_.marks == {"initial/clause/one": {"us": ["v1", None]}, "initial/clause/two": {"us": ["v2", None]}}
    some = after("mark", state, act_of("us"), name="approve", on="clause", leave_out=["one", "x"])
    assert some.marks == {"approve/clause/two": {"us": ["v2", None]}}
    assert after("mark", State(), act_of("us"), on="clause").marks == {}


def test_mark_binds_to_what_was_said_where_there_is_no_thing() -> None:
    act = act_of("us", act="wish", number=1, stands_until="2026-03-01T00:00:00Z", assertion="ab")
    assert after("mark", State(), act).marks == {"wish//": {"us": ['{"number":1}', "2026-03-01T00:00:00Z"]}}


def test_mark_counts_only_the_facts_that_were_said() -> None:
    act = act_of("us", act="name", mediator="m", register="digest")
    assert after("mark", State(), act, of=["mediator", "x"]).marks == {"name//": {"us": ['{"mediator":"m"}', None]}}


def test_mark_within_a_period_says_when_that_began() -> None:
    period: dict[str, Any] = {"due": "d", "rule": "choose", "since": "2026-01-05T12:00:00Z", "lapsed": False}
    act = act_of("us", act="name", mediator="m")
    for state in (State(periods={"choose": period}), State(case=State(periods={"choose": period}))):
        assert after("mark", state, act, within="choose").marks == {
            "name//": {"us": ['{"mediator":"m","within":"2026-01-05T12:00:00Z"}', None]}
        }
    assert after("mark", State(), act, within="choose").marks == {
        "name//": {"us": ['{"mediator":"m","within":null}', None]}
    }
    assert act.facts == {"mediator": "m"}


def test_clear_takes_marks_away_of_all_or_of_one() -> None:
    kept = {"us": ["v", None], "pa": ["v", None]}
    state = State(marks={"wish//": kept, "wish-more//": kept, "agree/clause/one": kept})  # type: ignore[arg-type]
    assert sorted(after("clear", state, act_of("us"), marks=["wish", "agree"]).marks) == ["wish-more//"]
    one = after("clear", state, act_of("us"), marks=["wish"], party="us")
    assert one.marks == {**state.marks, "wish//": {"pa": ["v", None]}}
    assert changed(state, one) == {"marks"}
    assert after("clear", state, act_of("us"), marks=["x"]).marks == state.marks


def test_set_settles_what_was_given() -> None:
    state = State(values={"entry": "date", "entry-on": "2026"})
    new = after("set", state, act_of(None), **{"entry": "event", "entry-on": None, "state": 1, "act": False})
    assert new.values == {"entry": "event", "entry-on": "2026", "state": 1, "act": False}
    assert changed(state, new) == {"values"}


def test_no_effect_stumbles_over_what_is_not_there() -> None:
    nothing = State(edition=EDITION)
    for name, keys in {
        "admit": {"party": "x"},
        "part": {"party": "x"},
        "unseat": {"account": "x"},
        "reopen": {"kind": "x", "names": ["y"]},
        "drop": {"kind": "x"},
        "mark": {"on": "x", "thing": "y"},
        "clear": {"marks": ["x"], "party": "y"},
        "set": {},
        "resume": {},
        "shift": {"period": "x", "to": "2026-01-01T00:00:00Z"},
    }.items():
        assert after(name, nothing, act_of("us"), **keys) == nothing
