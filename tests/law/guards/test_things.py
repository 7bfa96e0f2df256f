"""Guards about things: clauses, sessions, issues, proposals, answers."""

from typing import Any

import pytest

from comity.law.finding import Finding
from comity.law.guards.things import (
    absent,
    all_say,
    as_fixed,
    at_thing,
    current,
    exists,
    listed,
    none_open,
    only_open_change,
    tabled,
    whole_text_current,
)
from comity.law.state import State
from tests.law.world import EDITION, act_of, day

ACT = act_of("us")


def case(opened: tuple[str, ...] = (), **versions: str) -> State:
    """A case with clauses at these versions, some of them reopened."""
    clauses = {name: {"version": version, "open": name in opened} for name, version in versions.items()}
    return State(things={"clause": clauses} if clauses else {}, edition=EDITION)  # type: ignore[arg-type]  # plain JSON


def says(finding: Finding) -> str:
    """The reason of a refusal; empty where it holds."""
    return "" if finding.message is None else finding.message.english()


CHANGED = "The text has changed since you read it."


@pytest.mark.parametrize(
    ("name", "holds"),
    [("one", True), (["one"], True), (["one", "two"], True), ("three", False), (["one", "three"], False), ([], False)],
)
def test_each_thing_named_is_there_and_one_is_named(name: str | list[str], holds: bool) -> None:
    state = case(one="v1", two="v2")
    assert says(exists(state, ACT, kind="clause", name=name)) == ("" if holds else "What the act names does not exist.")
    assert not exists(state, ACT, kind="issue", name=name).holds


@pytest.mark.parametrize(("name", "holds"), [("one", False), ("three", True)])
def test_a_new_thing_is_not_there_yet(name: str, holds: bool) -> None:
    assert says(absent(case(one="v1"), ACT, kind="clause", name=name)) == (
        "" if holds else "This has been done already."
    )
    assert absent(case(one="v1"), ACT, kind="issue", name=name).holds


@pytest.mark.parametrize(("name", "holds"), [("language", True), ("weather", False), ("", False)])
def test_a_name_stands_on_a_list_of_the_edition(name: str, holds: bool) -> None:
    finding = listed(case(), ACT, name=name, among="protocol-clauses")
    assert says(finding) == ("" if holds else "This is not on the list that the rules give.")


@pytest.mark.parametrize(
    ("name", "version", "holds"), [("one", "v1", True), ("one", "v0", False), ("two", "v1", False)]
)
def test_it_names_the_version_that_stands(name: str, version: str, holds: bool) -> None:
    assert says(current(case(one="v1"), ACT, kind="clause", name=name, version=version)) == ("" if holds else CHANGED)


@pytest.mark.parametrize(
    ("versions", "holds"),
    [
        ({"one": "v1", "two": "v2"}, True),
        ({"two": "v2", "one": "v1"}, True),
        ({"one": "v1"}, False),
        ({"one": "v1", "two": "v2", "three": "v3"}, False),
        ({"one": "v1", "two": "v0"}, False),
        ({}, False),
    ],
)
def test_it_names_the_whole_text_no_more_and_no_less(versions: dict[str, str], holds: bool) -> None:
    finding = whole_text_current(case(one="v1", two="v2"), ACT, kind="clause", versions=versions)
    assert says(finding) == ("" if holds else CHANGED)


def test_where_no_text_stands_none_is_named() -> None:
    assert says(whole_text_current(case(), ACT, kind="clause", versions={})) == CHANGED


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        ({"one": "v1", "two": "v2"}, ""),
        ({"one": "new", "two": "v2"}, ""),
        ({"one": "v1", "two": "new"}, "Only reopened clauses may change."),
        ({"one": "new"}, "Only reopened clauses may change."),
        ({"one": "v1", "two": "v2", "three": "v3"}, "Only reopened clauses may change."),
        ({}, "Only reopened clauses may change."),
    ],
)
def test_of_a_text_that_stands_only_reopened_clauses_change(versions: dict[str, str], reason: str) -> None:
    state = case(("one",), one="v1", two="v2")
    assert says(only_open_change(state, ACT, kind="clause", versions=versions)) == reason


@pytest.mark.parametrize(("versions", "reason"), [({"one": "v1"}, ""), ({}, "A text has at least one clause.")])
def test_a_first_text_is_free_and_not_empty(versions: dict[str, str], reason: str) -> None:
    assert says(only_open_change(case(), ACT, kind="clause", versions=versions)) == reason


@pytest.mark.parametrize(("opened", "holds"), [((), True), (("one",), False), (("one", "two"), False)])
def test_nothing_is_reopened(opened: tuple[str, ...], holds: bool) -> None:
    finding = none_open(case(opened, one="v1", two="v2"), ACT, kind="clause")
    assert says(finding) == ("" if holds else "A clause is reopened and must be put again first.")
    assert none_open(case(opened, one="v1", two="v2"), ACT, kind="issue").holds


def test_something_is_on_the_table() -> None:
    assert tabled(case(one="v1"), ACT, kind="clause").holds
    assert says(tabled(case(), ACT, kind="clause")) == "Nothing has been put before the parties yet."
    assert not tabled(State(things={"clause": {}}), ACT, kind="clause").holds


@pytest.mark.parametrize(
    ("versions", "holds"),
    [({}, True), ({"one": "given"}, True), ({"one": "given", "two": "pending"}, False), ({"one": "refused"}, False)],
)
def test_every_one_says_the_same_and_of_none_nothing_is_missing(versions: dict[str, str], holds: bool) -> None:
    finding = all_say(case(**versions), ACT, kind="clause", version="given")
    assert says(finding) == ("" if holds else "A consent that the rules ask for is missing.")


def with_field(value: Any) -> State:
    """A room with one answer that closes then."""
    return State(things={"answer": {"p1": {"version": None, "open": False, "closes_at": value}}})


@pytest.mark.parametrize(
    ("state", "name", "holds"),
    [
        (with_field("2026-02-01T09:00:00Z"), "p1", True),
        (with_field("2026-02-01T09:00:01Z"), "p1", False),
        (with_field("2026-02-01T08:59:59Z"), "p1", False),
        (with_field(None), "p1", False),
        (with_field("2026-02-01T09:00:00Z"), "p2", False),
        (State(), "p1", False),
    ],
)
def test_it_happens_exactly_at_the_instant_that_the_thing_names(state: State, name: str, holds: bool) -> None:
    finding = at_thing(state, act_of(at=day(2026, 2, 1, 9)), kind="answer", name=name, field="closes_at")
    assert says(finding) == ("" if holds else "This happens only at the instant fixed before.")


@pytest.mark.parametrize(
    ("state", "role", "value", "holds"),
    [
        (State(), "system", "then", True),
        (State(), "party", "then", False),
        (with_field("then"), "party", "then", True),
        (with_field("then"), "party", "later", False),
        (with_field("then"), "system", "then", False),
    ],
)
def test_what_one_fixed_first_another_keeps(state: State, role: str, value: str, holds: bool) -> None:
    keys = {"kind": "answer", "name": "p1", "field": "closes_at", "value": value, "by": "system"}
    finding = as_fixed(state, act_of(None, role=role), **keys)
    assert says(finding) == ("" if holds else "This is not as it was fixed before.")
