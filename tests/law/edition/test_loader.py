"""What the loader refuses in one place alone: with the key path, and the reason."""

from typing import Any

import pytest

from comity.law.edition import Call, Entail, Outcome, from_json
from tests.law.edition.small import SOURCED, refusal, small, spoilt

GUARD = "acts.put.guards.0"
ROOMS = "joint, caucus, delegation, mediator, registry"
ROLLS = "none, next-business-day, next-weekday-only"
LOGS = "a row of the room log names its rooms, a row of the case log none"
NEITHER = "is neither a text, a whole number, true or false, a list nor a table"


@pytest.mark.parametrize(
    ("place", "value", "path", "reason"),
    [
        # unknown keys and columns
        ("colour", "red", "edition.colour", "unknown key"),
        ("acts.put.colour", "red", "acts.put.colour", "unknown key"),
        ("acts.open.then.0.colour", "red", "acts.open.then[0].colour", "unknown key"),
        ("acts.wish.entails.0.colour", "red", "acts.wish.entails[0].colour", "unknown key"),
        ("phases.open.colour", "red", "phases.open.colour", "unknown key"),
        ("phases.open.until.0.colour", "red", "phases.open.until[0].colour", "unknown key"),
        ("periods.answer.colour", "red", "periods.answer.colour", "unknown key"),
        ("endings.done.colour", "red", "endings.done.colour", "unknown key"),
        ("values.heads.colour", "red", "values.heads.colour", "unknown key"),
        ("gates.consent.colour", "red", "gates.consent.colour", "unknown key"),
        # unknown names and parameters
        (f"{GUARD}.is", "lisped", "acts.put.guards[0].is", "unknown name 'lisped'"),
        ("acts.put.do.0.is", "listed", "acts.put.do[0].is", "unknown name 'listed'"),
        (f"{GUARD}.is", None, "acts.put.guards[0].is", "a text is wanted"),
        (f"{GUARD}.colour", "red", "acts.put.guards[0].colour", "listed knows no such parameter"),
        (f"{GUARD}.act", "put", "acts.put.guards[0].act", "listed knows no such parameter"),
        (f"{GUARD}.among", None, "acts.put.guards[0].among", "listed needs this parameter"),
        ("acts.wish.entails.0.if.0.mark", None, "acts.wish.entails[0].if[0].mark", "all_have needs this parameter"),
        # a guard that would hold of nobody: an empty list
        ("acts.put.guards.2.one_of", [], "acts.put.guards[2].one_of", "would hold of nobody and nothing"),
        ("acts.put.who", [], "acts.put.who", "names nobody and nothing: at least one is wanted"),
        ("acts.put.when", [], "acts.put.when", "names nobody and nothing: at least one is wanted"),
        ("groups.running", [], "groups.running", "names nobody and nothing: at least one is wanted"),
        # second rows
        ("acts.put.act", "open", "acts.open", "a second row for the same act"),
        ("phases.text.name", "open", "phases.open", "stands twice"),
        ("periods.head.name", "answer", "periods.answer", "stands twice"),
        # unknown words of closed lists
        ("category", "x", "edition.category", "'x' is not one of state-state, state-national, commercial, institution"),
        ("acts.put.who", ["judge"], "acts.put.who", "unknown role 'judge'"),
        ("acts.open.mandate", "shout", "acts.open.mandate", "'shout' is not one of speak, sign, approve"),
        ("acts.put.status", "true", "acts.put.status", "'true' is not one of official, borrowed, assumed, unset"),
        ("acts.put.source", "", "acts.put.source", "a text is wanted"),
        ("acts.put.log", "diary", "acts.put.log", "'diary' is not one of case, room"),
        ("acts.wish.rooms", ["cellar"], "acts.wish.rooms", "unknown room 'cellar'"),
        ("acts.wish.entails.0.log", "x", "acts.wish.entails[0].log", f"'x' is not one of case, {ROOMS}"),
        ("periods.answer.unit", "x", "periods.answer.unit", "'x' is not one of calendar-days, business-days, months"),
        ("periods.answer.roll", "x", "periods.answer.roll", f"'x' is not one of {ROLLS}"),
        ("acts.put.facts.clause", "text", "acts.put.facts.clause", "unknown type 'text'"),
        ("acts.put.facts.clause", 1, "acts.put.facts.clause", "a text is wanted"),
        # unknown phases
        ("groups.running", ["open", "cellar"], "groups.running", "unknown phase 'cellar'"),
        ("acts.put.when", ["cellar"], "acts.put.when", "unknown phase 'cellar'"),
        ("acts.agree.when", ["@cellar"], "acts.agree.when", "unknown phase '@cellar'"),
        # logs and rooms
        ("acts.put.rooms", ["joint"], "acts.put.rooms", LOGS),
        ("acts.wish.rooms", None, "acts.wish.rooms", LOGS),
        # lengths and values
        ("periods.answer.length", 0, "periods.answer.length", "a whole number from 1 is wanted"),
        ("periods.answer.length", True, "periods.answer.length", "a whole number from 1 is wanted"),
        ("values.heads.value", None, "values.heads", "has a value, or the status unset"),
        ("values.unsaid.value", 1, "values.unsaid", "has a value, or the status unset"),
        # missing columns
        ("acts.put.title", None, "acts.put.title", "a text is wanted"),
        ("acts.put.told", None, "acts.put.told", "a text is wanted"),
        ("acts.put.article", None, "acts.put.article", "a text is wanted"),
        ("acts.put.who", None, "acts.put.who", "names nobody and nothing: at least one is wanted"),
        ("phases.open.stage", None, "phases.open.stage", "a text is wanted"),
        ("periods.answer.event", None, "periods.answer.event", "a text is wanted"),
        ("endings.done.article", None, "endings.done.article", "a text is wanted"),
        ("gates.consent.status", None, "gates.consent.status", "None is not one of official, borrowed, assumed, unset"),
        ("name", None, "edition.name", "a text is wanted"),
        ("phases", None, "phases", "must be a list"),
        ("acts", None, "acts", "must be a list"),
        # wrong shapes
        ("acts.put", "put", "acts[1]", "must be a table"),
        ("acts.put.guards", {"is": "listed"}, "acts.put.guards", "must be a list"),
        ("acts.put.guards.0", "listed", "acts.put.guards[0]", "must be a table"),
        ("acts.put.while_suspended", "no", "acts.put.while_suspended", "true or false is wanted"),
        ("acts.put.who", "mediator", "acts.put.who", "a list of names is wanted"),
        ("acts.put.who", ["mediator", 1], "acts.put.who", "a list of names is wanted"),
        ("acts.put.facts", ["clause"], "acts.put.facts", "must be a table"),
        ("acts.put.summary", 1, "acts.put.summary", "a text is wanted"),
        ("lists.clauses", "one", "lists.clauses", "a list of names is wanted"),
        ("groups", ["open"], "groups", "must be a table"),
        # what canonical JSON has no form for
        ("values.heads.value", 0.5, "values.heads.value", f"0.5 {NEITHER}"),
        ("values.mediators.value", 2**53, "values.mediators.value", f"9007199254740992 {NEITHER}"),
    ],
)  # fmt: skip
def test_it_refuses(place: str, value: Any, path: str, reason: str) -> None:
    assert refusal(spoilt(place, value)) == (path, reason)


def test_a_name_that_takes_no_parameter_knows_none() -> None:
    source = spoilt("acts.put.guards.0", {"is": "all_consented", "colour": "red"})
    assert refusal(source) == ("acts.put.guards[0].colour", "all_consented knows no such parameter")


def test_a_period_of_one_day_is_one() -> None:
    assert from_json(spoilt("periods.answer.length", 1)).periods["answer"].length == 1


def test_the_largest_whole_number_is_one() -> None:
    assert from_json(spoilt("values.mediators.value", 1 - 2**53)).values["mediators"].value == 1 - 2**53


MEASURE = "is measured by exactly one of length, value, each with field, hours; or is unset"


@pytest.mark.parametrize(
    ("period", "changed"),
    [
        ("answer", {"hours": "heads"}),
        ("answer", {"status": "unset"}),
        ("head", {"hours": None}),
        ("force", {"each": "clause", "field": "ends_on"}),
        ("dates", {"field": None}),
        ("force", {"field": "ends_on"}),
    ],
)
def test_a_period_is_measured_in_one_way(period: str, changed: dict[str, Any]) -> None:
    source = small()
    entry = next(entry for entry in source["periods"] if entry["name"] == period)
    entry.update(changed)
    kept = {key: value for key, value in entry.items() if value is not None}
    assert refusal(spoilt(f"periods.{period}", kept)) == (f"periods.{period}", MEASURE)


def test_what_a_row_says_is_read() -> None:
    edition = from_json(small())
    row = edition.acts["put"]
    assert (row.act, row.title, row.told, row.article) == ("put", "put", "put", "1")
    assert (row.who, row.mandate, row.when, row.while_suspended) == (("mediator",), None, frozenset({"open"}), False)
    assert (row.summary, row.source, row.status) == ("Puts a clause", "tests", "assumed")
    assert row.facts == {"clause": "id", "version": "digest", "ends_on": "instant?", "free": "bool"}
    assert (row.body, row.log, row.rooms, row.entails, row.then) == (("text",), "case", (), (), ())
    assert row.guards[0] == Call("listed", {"name": "$clause", "among": "clauses"})
    assert row.do == (
        Call("put", {"kind": "clause", "name": "$clause", "version": "$version", "keep": ["ends_on"]}),
    )  # fmt: skip


def test_what_other_rows_say_is_read() -> None:
    acts = from_json(small()).acts
    assert acts["open"].mandate == "sign"
    assert acts["open"].then == (Outcome(phase="open"),)
    assert acts["lapse"].then == (Outcome(phase="ended", ending="silence"),)
    assert acts["tell"].while_suspended
    assert acts["tell"].then == (
        Outcome(conditions=(Call("phase_in", {"phases": ["open", "text"]}),), starts=("head",)),
    )  # fmt: skip
    assert acts["agree"].when == frozenset({"open", "text"})
    assert (acts["wish"].log, acts["wish"].rooms) == ("room", ("joint",))
    assert acts["wish"].entails == (
        Entail("end", "case", (Call("all_have", {"mark": "wish"}),), {}),
        Entail("hear", "caucus", (), {"item": "$item", "by": "@party"}),
    )
    assert [name for name, row in acts.items() if row.signed] == ["agree"]


def test_what_phases_and_periods_say_is_read() -> None:
    edition = from_json(small())
    assert [(phase.name, phase.title, phase.stage, phase.final) for phase in edition.phases.values()] == [
        ("none", "Not begun", "One", False),
        ("open", "Open", "One", False),
        ("text", "Text", "One", False),
        ("done", "Done", "Two", True),
        ("ended", "Ended", "Two", True),
    ]
    assert (edition.phases["open"].starts, edition.phases["none"].until) == (("answer", "head"), ())
    answer, head = edition.periods["answer"], edition.periods["head"]
    assert (answer.length, answer.unit, answer.roll) == (10, "business-days", "next-business-day")
    assert (answer.zone, answer.phase, answer.lapse) == ("Asia/Hong_Kong", "open", "lapse")
    assert (answer.mandatory, answer.while_suspended, answer.hours) == (True, False, None)
    assert (answer.title, answer.event, answer.article, answer.source) == ("answer", "opened", "1", "tests")
    assert (head.length, head.hours, head.while_suspended, head.mandatory) == (None, "heads", True, False)
    assert (edition.periods["dates"].each, edition.periods["dates"].field) == ("clause", "ends_on")
    assert (edition.periods["force"].value, edition.periods["unsaid"].status) == ("force-on", "unset")
    assert (head.unit, head.roll, head.zone) == ("calendar-days", "none", None)


def test_what_the_smaller_tables_say_is_read() -> None:
    edition = from_json(small())
    assert (edition.name, edition.title, edition.category) == ("small-2026", "A small edition", "commercial")
    assert edition.groups == {"running": frozenset({"open", "text"})}
    assert edition.lists == {"clauses": ("one", "two")}
    ending, gate = edition.endings["silence"], edition.gates["consent"]
    assert (ending.name, ending.title, ending.article, ending.source, ending.status) == (
        *("silence", "Silence", "1", *SOURCED.values()),
    )
    assert (gate.name, gate.title, gate.article, gate.source, gate.status) == (
        *("consent", "Consent", "1", *SOURCED.values()),
    )
    value = edition.values["mediators"]
    assert (value.name, value.title, value.value, value.article, value.mandatory) == (
        *("mediators", "How many", 1, "2", False),
    )
    unsaid = edition.values["unsaid"]
    assert (unsaid.article, unsaid.value, unsaid.mandatory) == ("", None, True)


def test_what_may_be_missing_may_be() -> None:
    bare = {key: small()[key] for key in ("name", "title", "category")}
    edition = from_json({**bare, "phases": [], "acts": []})
    assert (edition.groups, edition.periods, edition.endings, edition.lists) == ({}, {}, {}, {})
    assert (edition.values, edition.gates, edition.acts) == ({}, {}, {})


def test_the_source_is_kept_as_it_was_given() -> None:
    assert from_json(small()).digest_source() == small()
