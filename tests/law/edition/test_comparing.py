"""Where two editions differ."""

import json
from typing import Any

from comity.law.edition import Difference, Edition, compare, from_json, packaged
from tests.law.edition.small import SOURCED, small, spoilt


def differences(new: dict[str, Any]) -> list[tuple[str, str, str, Any, Any]]:
    """From the small edition to another."""
    found = compare(from_json(small()), from_json(new))
    return [(each.table, each.name, each.column, each.was, each.now) for each in found]


def test_an_edition_differs_from_itself_in_nothing() -> None:
    assert compare(from_json(small()), from_json(small())) == ()
    assert differences({**small(), "name": "small-2027"}) == []


def test_a_title_is_a_difference_of_the_edition() -> None:
    assert differences({**small(), "title": "Another"}) == [("edition", "", "title", "A small edition", "Another")]


def test_a_column_says_what_it_was_and_is() -> None:
    assert differences(spoilt("periods.answer.length", 30)) == [("periods", "answer", "length", 10, 30)]
    assert differences(spoilt("periods.answer.mandatory", None)) == [("periods", "answer", "mandatory", True, None)]
    assert differences(spoilt("acts.put.mandate", "speak")) == [("acts", "put", "mandate", None, "speak")]
    assert differences(spoilt("lists.clauses", ["one"])) == [("lists", "clauses", "", ["one", "two"], ["one"])]
    assert differences(spoilt("groups.running", ["text"])) == [("groups", "running", "", ["open", "text"], ["text"])]


def test_whole_entries_come_and_go() -> None:
    value = {"title": "Colour", "value": "red", **SOURCED}
    new = small()
    gone = new["values"].pop(1)
    new["values"].append({"name": "colour", **value})
    new["acts"][1]["guards"].pop(1)  # which reads the value that has gone
    name = gone.pop("name")
    assert differences(new) == [
        ("values", "colour", "", None, value),
        ("values", name, "", gone, None),
        ("acts", "put", "guards", small()["acts"][1]["guards"], new["acts"][1]["guards"]),
    ]


def test_another_order_is_a_difference_once() -> None:
    new = small()
    new["values"].reverse()
    names = [value["name"] for value in small()["values"]]
    assert differences(new) == [("values", "", "order", names, names[::-1])]
    new["values"].append({"name": "colour", "title": "Colour", "value": "red", **SOURCED})
    assert [each[1:3] for each in differences(new)] == [("colour", ""), ("", "order")]


def test_the_order_does_not_hang_on_how_the_json_was_written() -> None:
    new = from_json(spoilt("periods.answer.length", 30))
    new_sorted: Edition = from_json(json.loads(json.dumps(new.digest_source(), sort_keys=True)))
    old = packaged("institution-2026", "institution")
    assert compare(from_json(small()), new) == compare(from_json(small()), new_sorted)
    assert [type(each) for each in compare(old, new)][:1] == [Difference]
