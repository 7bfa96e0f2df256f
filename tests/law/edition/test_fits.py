"""What a call is given suits what its function takes, or the edition is refused."""

from typing import Any

import pytest

from comity.law.edition import from_json
from tests.law.edition.small import refusal, spoilt

FREE, TRUE = "sides_remain cannot take '$free' here", "sides_remain cannot take True here"


@pytest.mark.parametrize(
    ("place", "value", "path", "reason"),
    [
        # literals
        ("acts.put.guards.0.among", 1, "acts.put.listed.among", "listed cannot take 1 here"),
        ("acts.put.guards.0.name", ["one"], "acts.put.listed.name", "listed cannot take ['one'] here"),
        ("acts.put.guards.2.one_of", "true", "acts.put.fact_is.one_of", "fact_is cannot take 'true' here"),
        ("acts.put.do.0.keep", "ends_on", "acts.put.put.keep", "put cannot take 'ends_on' here"),
        ("acts.open.do.0.sides", {"a": "x"}, None, None),
        ("acts.open.do.0.sides", ["a"], "acts.open.admit.sides", "admit cannot take ['a'] here"),
        ("acts.open.do.1.listed", {"a": [1, True]}, None, None),
        ("acts.open.do.1.number", 2, None, None),
        ("acts.open.do.1.act", "a value of the case that is called so", None, None),
        # facts
        ("acts.put.guards.0.name", "$ends_on", "acts.put.listed.name", "listed cannot take '$ends_on' here"),
        ("acts.put.guards.0.name", "$free", "acts.put.listed.name", "listed cannot take '$free' here"),
        ("acts.put.guards.0.name", "$version", None, None),
        ("acts.put.do.0.version", "$ends_on", None, None),
        ("acts.put.do.0.versions", "$version", "acts.put.put.versions", "put cannot take '$version' here"),
        ("acts.open.guards.0.sides", "$count", "acts.open.two_sides.sides", "two_sides cannot take '$count' here"),
        ("acts.open.guards.1.instant", "$count", "acts.open.ahead.instant", "ahead cannot take '$count' here"),
        ("acts.open.guards.0", {"is": "sides_remain", "at_least": "$count"}, None, None),
        ("acts.put.guards.0", {"is": "sides_remain", "at_least": "$free"}, "acts.put.sides_remain.at_least", FREE),
        ("acts.put.guards.0", {"is": "sides_remain", "at_least": True}, "acts.put.sides_remain.at_least", TRUE),
        ("acts.put.guards.0", {"is": "sides_remain", "at_least": 2}, None, None),
        # who acts
        ("acts.put.guards.0.name", "@actor", None, None),
        ("acts.sit.do.0.account", "@role", None, None),
        ("acts.put.guards.2.one_of", "@party", "acts.put.fact_is.one_of", "fact_is cannot take '@party' here"),
        # at the end of a phase
        ("phases.text.until.0.if.0.on", ["x"], "phases.text.until[0].all_have.on", "all_have cannot take ['x'] here"),
    ],
)  # fmt: skip
def test_what_a_call_is_given(place: str, value: Any, path: str | None, reason: str | None) -> None:
    if path is None:
        assert from_json(spoilt(place, value)).name == "small-2026"
    else:
        assert refusal(spoilt(place, value)) == (path, reason)


@pytest.mark.parametrize(
    ("kind", "fits"),
    [("[id]", True), ("[id]?", False), ("id", True), ("id?", False), ("{id: digest}", False), ("1..9", False)],
)
def test_a_list_of_names_or_one_name_where_both_will_do(kind: str, fits: bool) -> None:
    source = spoilt("acts.put.facts.ends_on", "instant?")
    source["acts"][1]["facts"]["touches"] = kind
    source["acts"][1]["guards"] = [{"is": "exists", "kind": "clause", "name": "$touches"}]
    if fits:
        assert from_json(source).acts["put"].facts["touches"] == kind
    else:
        assert refusal(source) == ("acts.put.exists.name", "exists cannot take '$touches' here")
