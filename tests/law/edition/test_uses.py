"""Names that one table uses and none makes: a guard would hold of nobody."""

from typing import Any

import pytest

from comity.law.edition import from_json
from tests.law.edition.small import refusal, small, spoilt

NOBODY = "would hold of nobody:"
UNTIL = "phases.text.until.0.if.0"
ENTAILED = "acts.wish.entails.0.if.0"
CLEAR = {"is": "clear", "marks": ["agree", "x"]}
ISSUE = {"is": "put", "kind": "issue", "name": "$item"}


@pytest.mark.parametrize(
    ("place", "value", "path", "reason"),
    [
        ("phases.open.until.0.if.0.kind", "x", "phases.open.until[0].tabled", f"{NOBODY} nothing puts 'x'"),
        (f"{UNTIL}.on", "x", "phases.text.until[0].all_have", f"{NOBODY} nothing puts 'x'"),
        ("acts.agree.do.0.on", "x", "acts.agree.mark", f"{NOBODY} nothing puts 'x'"),
        (f"{UNTIL}.mark", "x", "phases.text.until[0].all_have", f"{NOBODY} nothing makes the mark 'x'"),
        ("acts.agree.do.0.name", "x", "phases.text.until[0].all_have", f"{NOBODY} nothing makes the mark 'agree'"),
        ("acts.end.do", [CLEAR], "acts.end.clear", f"{NOBODY} nothing makes the mark 'x'"),
        (f"{ENTAILED}.mark", "x", "acts.wish.entails[0].all_have", f"{NOBODY} nothing makes the mark 'x'"),
        (f"{UNTIL}.mark", "wish", "phases.text.until[0].all_have", f"{NOBODY} nothing makes the mark 'wish'"),
        (f"{ENTAILED}.mark", "agree", "acts.wish.entails[0].all_have", f"{NOBODY} nothing makes the mark 'agree'"),
        (f"{UNTIL}.mark", "put", "phases.text.until[0].all_have", f"{NOBODY} nothing makes the mark 'put'"),
        ("acts.agree.guards.0.value", "kind", "acts.agree.among", f"{NOBODY} nothing settles 'kind'"),
        ("acts.put.guards.1.office", "x", "acts.put.seats_filled", f"{NOBODY} nobody is given the office 'x'"),
        ("acts.put.guards.1.number", "x", "acts.put.seats_filled", f"{NOBODY} nothing settles 'x'"),
        ("acts.agree.guards.0.value", "x", "acts.agree.among", f"{NOBODY} nothing settles 'x'"),
        (f"{UNTIL}.of", "x", "phases.text.until[0].all_have", f"{NOBODY} nothing settles 'x'"),
        ("periods.force.value", "x", "periods.force.value", "would never start: nothing settles 'x'"),
        ("periods.dates.each", "x", "periods.dates.each", "would never start: nothing puts 'x'"),
        ("periods.dates.field", "x", "periods.dates.field", "would never start: nothing keeps 'x'"),
        ("acts.put.do.0.keep", None, "periods.dates.field", "would never start: nothing keeps 'ends_on'"),
    ],
)  # fmt: skip
def test_it_refuses(place: str, value: Any, path: str, reason: str) -> None:
    assert refusal(spoilt(place, value)) == (path, reason)


@pytest.mark.parametrize("of", ["parties", "listed"])
def test_all_may_be_all_parties_or_a_value_that_lists_parties(of: str) -> None:
    edition = from_json(spoilt(f"{UNTIL}.of", of))
    assert edition.phases["text"].until[0].conditions[0].params["of"] == of


def with_signatures(kind: str = "settlement-clause", mark: str = "sign") -> dict[str, Any]:
    """The small edition with a settlement that parties sign, and signatories."""
    source = spoilt("acts.put.do.0.kind", "clause")
    source["acts"][1]["do"].append({"is": "put", "kind": kind, "name": "$clause"})
    source["acts"][2]["do"].append({"is": "mark", "name": mark, "on": kind})
    return source


@pytest.mark.parametrize(("kind", "mark"), [("settlement-clause", "seal"), ("article", "sign"), ("article", "seal")])
def test_signatories_are_who_sign_a_settlement_clause(kind: str, mark: str) -> None:
    none = f"{NOBODY} no act `sign` binds to a `settlement-clause`"
    for source, path, of in (
        (with_signatures(kind, mark), "acts.agree.who", "parties"),
        (with_signatures(kind, mark), "phases.text.until[0].all_have", "signatories"),
    ):
        source["phases"][2]["until"][0]["if"][0]["of"] = of
        source["acts"][2]["who"] = ["party", "signatory"] if of == "parties" else ["party"]
        assert refusal(source) == (path, none)


def test_where_there_are_some_they_may_act_and_be_asked() -> None:
    source = with_signatures()
    source["phases"][2]["until"][0]["if"][0]["of"] = "signatories"
    for who in (["party", "signatory"], ["requester", "invitee", "party", "signatory"]):
        source["acts"][2]["who"] = who
        assert from_json(source).acts["agree"].who == tuple(who)


def test_a_field_that_stays_with_no_thing_is_refused() -> None:
    guard = {"is": "at_thing", "kind": "clause", "name": "$clause", "field": "closes_at"}
    assert refusal(spoilt("acts.put.guards.0", guard)) == ("acts.put.at_thing", f"{NOBODY} nothing keeps 'closes_at'")
    guard["field"] = "ends_on"
    assert from_json(spoilt("acts.put.guards.0", guard)).acts["put"].guards[0].name == "at_thing"


def test_what_a_room_puts_the_case_does_not_see() -> None:
    source = spoilt("acts.wish.do", [ISSUE, {"is": "mark"}])
    source["acts"][1]["guards"] = [{"is": "tabled", "kind": "issue"}]
    assert refusal(source) == ("acts.put.tabled", f"{NOBODY} nothing puts 'issue'")
    in_room = spoilt("acts.wish.do", [ISSUE, {"is": "mark"}])
    in_room["acts"][6]["guards"] = [{"is": "absent", "kind": "issue", "name": "$item"}]
    assert from_json(in_room).acts["wish"].guards[0].name == "absent"


@pytest.mark.parametrize("who", [["mediator"], ["party", "mediator"], ["clock"]])
def test_a_mark_binds_a_party_and_nobody_else(who: list[str]) -> None:
    assert refusal(spoilt("acts.agree.who", who)) == (
        *("acts.agree.mark", "binds a party: every role of the row must act for one"),
    )


@pytest.mark.parametrize("who", [["requester"], ["invitee"], ["party", "invitee"]])
def test_who_acts_for_a_party_may_bind_it(who: list[str]) -> None:
    assert from_json(spoilt("acts.agree.who", who)).acts["agree"].who == tuple(who)


def test_a_mark_that_a_phase_makes_has_a_name() -> None:
    source = small()
    source["phases"][1]["until"][0]["do"] = [{"is": "mark", "name": "agreed-at-once"}]
    source["acts"][7]["guards"] = [{"is": "all_have", "mark": "agreed-at-once"}]
    assert from_json(source).acts["end"].guards[0].params == {"mark": "agreed-at-once"}


@pytest.mark.parametrize("name", ["$x", "@role"])
def test_a_name_that_the_act_gives_is_not_looked_for(name: str) -> None:
    source = spoilt("acts.put.do.0.kind", name)
    source["acts"][1]["facts"]["x"] = "id"
    source["phases"][1]["until"], source["phases"][2]["until"] = [], []
    source["endings"], source["acts"][2]["do"] = source["endings"][1:], []
    source["periods"] = [period for period in source["periods"] if period["name"] != "dates"]
    source["acts"][1]["guards"] = [{"is": "tabled", "kind": name}]
    assert from_json(source).acts["put"].guards[0].params == {"kind": name}
