"""Plain values are read with the key path in every refusal."""

from typing import Any

import pytest

from comity.law.edition import BadEdition, reading


def refused(read: Any, *arguments: Any, **keywords: Any) -> str:
    """The refusal's text."""
    with pytest.raises(BadEdition) as caught:
        read(*arguments, **keywords)
    return str(caught.value)


def test_a_table_has_only_the_keys_allowed() -> None:
    assert reading.table({"a": 1}, "t") == {"a": 1}
    assert reading.table({"a": 1}, "t", keys=("a", "b")) == {"a": 1}
    assert refused(reading.table, {"c": 1}, "t", keys=("a", "b")) == "t.c: unknown key"
    assert refused(reading.table, [], "t") == "t: must be a table"


def test_items_come_with_their_paths() -> None:
    assert list(reading.items(["x", "y"], "l")) == [("l[0]", "x"), ("l[1]", "y")]
    assert refused(reading.items, "xy", "l") == "l: must be a list"


def test_a_text_is_there_and_not_empty() -> None:
    assert reading.text({"a": "x"}, "a", "t") == "x"
    for entry in ({}, {"a": ""}, {"a": 1}, {"a": None}):
        assert refused(reading.text, entry, "a", "t") == "t.a: a text is wanted"


def test_an_optional_text_may_be_missing_but_not_empty() -> None:
    assert (reading.optional({}, "a", "t"), reading.optional({"a": "x"}, "a", "t")) == (None, "x")
    assert refused(reading.optional, {"a": ""}, "a", "t") == "t.a: a text is wanted"


def test_a_flag_is_off_where_it_is_missing() -> None:
    flags = [reading.flag(entry, "a", "t") for entry in ({}, {"a": False}, {"a": True})]
    assert flags == [False, False, True]
    assert refused(reading.flag, {"a": 1}, "a", "t") == "t.a: true or false is wanted"


def test_one_of_a_list_with_a_default_or_without() -> None:
    assert reading.one_of({"a": "x"}, "a", "t", ("x", "y")) == "x"
    assert reading.one_of({}, "a", "t", ("x", "y"), "y") == "y"
    assert refused(reading.one_of, {}, "a", "t", ("x", "y")) == "t.a: None is not one of x, y"
    assert refused(reading.one_of, {"a": ["x"]}, "a", "t", ("x", "y")) == "t.a: ['x'] is not one of x, y"


def test_names_may_be_missing_unless_they_are_wanted() -> None:
    assert reading.names({}, "a", "t") == ()
    assert reading.names({"a": ["x", "y"]}, "a", "t", wanted=True) == ("x", "y")
    assert refused(reading.names, {"a": "x"}, "a", "t") == "t.a: a list of names is wanted"
    assert refused(reading.names, {"a": [1]}, "a", "t") == "t.a: a list of names is wanted"
    assert refused(reading.names, {}, "a", "t", wanted=True) == "t.a: names nobody and nothing: at least one is wanted"


def test_named_entries_keep_their_order_and_stand_once() -> None:
    def make(name: str, entry: Any, path: str) -> str:
        return f"{name} of {path}: {entry['n']}"

    entries = [{"name": "b", "n": 1}, {"name": "a", "n": 2}]
    assert list(reading.named(entries, "t", make).items()) == [("b", "b of t.b: 1"), ("a", "a of t.a: 2")]
    assert refused(reading.named, [*entries, entries[0]], "t", make) == "t.b: stands twice"
    assert refused(reading.named, [{"n": 1}], "t", make) == "t[0].name: a text is wanted"


@pytest.mark.parametrize("value", ["", "x", 0, -1, 2**53 - 1, True, [], [["x"], {}], {"a": {"b": [1]}}])
def test_plain_values_pass(value: Any) -> None:
    assert reading.plain(value, "v") is None


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (None, "v"),
        (1.0, "v"),
        (2**53, "v"),
        (-(2**53), "v"),
        ([1, [0.5]], "v[1][0]"),
        ({"a": {"b": b""}}, "v.a.b"),
    ],
)
def test_other_values_do_not(value: Any, path: str) -> None:
    assert refused(reading.plain, value, "v").startswith(f"{path}: ")
