"""What the loader refuses once it sees the whole: with the key path, and the reason."""

from typing import Any

import pytest

from comity.law.edition import from_json
from tests.law.edition.small import SOURCED, refusal, small, spoilt

FINAL = "a final phase goes with an ending of the closed list, and only a final phase does"
ROOM = "a row of a room's log may not touch phase, parties, values or periods of the case"
INSIDE = "stands inside a list, where it would be taken as it is written"
PAUSED = "is not open while the case is suspended, but the period runs"
WAITS = "a fixed time of the day does not wait: while_suspended is wanted"
HOURS = "is no value that lists hours of the day"
CALENDAR = "values.calendar"
UNTIL = "phases.open.until.0"


def test_the_small_edition_itself_is_fine() -> None:
    assert list(from_json(small()).acts)[:3] == ["open", "put", "agree"]


@pytest.mark.parametrize(
    ("place", "value", "path", "reason"),
    [
        # phases
        ("phases.open.starts", ["x"], "phases.open.starts", "unknown period 'x'"),
        (f"{UNTIL}.starts", ["x"], "phases.open.until[0].starts", "unknown period 'x'"),
        ("acts.open.then.0.starts", ["x"], "acts.open.then[0].starts", "unknown period 'x'"),
        (f"{UNTIL}.phase", "x", "phases.open.until[0]", "leads to no phase"),
        (f"{UNTIL}.phase", None, "phases.open.until[0]", "leads to no phase"),
        (f"{UNTIL}.phase", "open", "phases.open.until[0]", "must lead forward in the order of the phases"),
        (f"{UNTIL}.phase", "none", "phases.open.until[0]", "must lead forward in the order of the phases"),
        ("acts.open.then.0.phase", "x", "acts.open.then[0]", "unknown phase 'x'"),
        # endings
        ("acts.lapse.then.0.ending", None, "acts.lapse.then[0]", FINAL),
        ("acts.lapse.then.0.ending", "divorce", "acts.lapse.then[0]", FINAL),
        ("acts.open.then.0.ending", "silence", "acts.open.then[0]", FINAL),
        (f"{UNTIL}.ending", "done", "phases.open.until[0]", FINAL),
        ("endings.done.name", "peace", "phases.text.until[0]", FINAL),
        # rows of rooms
        ("acts.wish.then", [{"phase": "text"}], "acts.wish.then[0]", ROOM),
        ("acts.wish.then", [{"starts": ["answer"]}], "acts.wish.then[0]", ROOM),
        ("acts.wish.do.0", {"is": "part", "party": "@party"}, "acts.wish", ROOM),
        ("acts.wish.do.0", {"is": "set", "force-on": "x"}, "acts.wish", ROOM),
        ("acts.wish.then", [{"do": [{"is": "suspend"}]}], "acts.wish.then[0]", ROOM),
        # facts
        ("acts.put.do.0.name", "$x", "acts.put.put.name", "'$x' is no fact of this row"),
        ("acts.put.do.0.name", "@x", "acts.put.put.name", "'@x' is no fact of this row"),
        ("acts.put.do.0.name", "@clause", "acts.put.put.name", "'@clause' names nothing"),
        ("acts.put.guards.2.one_of", [True, "$free"], "acts.put.fact_is.one_of", f"'$free' {INSIDE}"),
        ("acts.put.guards.2.one_of", ["@actor"], "acts.put.fact_is.one_of", f"'@actor' {INSIDE}"),
        ("acts.open.do.1.listed", {"a": "$sides"}, "acts.open.set.listed", f"'$sides' {INSIDE}"),
        (f"{UNTIL}.if.0.kind", "$clause", "phases.open.until[0].tabled.kind", "'$clause' is no fact of this row"),
        (f"{UNTIL}.if.0.kind", "@party", "phases.open.until[0].tabled.kind", "'@party' is no fact of this row"),
        ("acts.wish.entails.1.facts.item", "$x", "acts.wish.entails[1].facts.item", "'$x' is no fact of this row"),
        ("acts.wish.entails.0.if.0.of", "$x", "acts.wish.entails[0].all_have.of", "'$x' is no fact of this row"),
        # entailed acts
        ("acts.wish.entails.0.act", "x", "acts.wish.entails[0]", "'x' is no act of the system"),
        ("acts.wish.entails.0.act", "lapse", "acts.wish.entails[0]", "'lapse' is no act of the system"),
        ("acts.wish.entails.0.log", "joint", "acts.wish.entails[0].log", "'end' does not belong into the log 'joint'"),
        ("acts.wish.entails.1.log", "case", "acts.wish.entails[1].log", "'hear' does not belong into the log 'case'"),
        ("acts.wish.entails.1.log", "joint", "acts.wish.entails[1].log", "'hear' does not belong into the log 'joint'"),
        ("acts.wish.entails.1.facts.x", "$item", "acts.wish.entails[1].facts.x", "'hear' has no such fact"),
        # periods
        ("periods.answer.phase", "x", "periods.answer.phase", "unknown phase 'x'"),
        ("periods.answer.phase", "text", "periods.answer.lapse", "'lapse' is not open in 'text'"),
        ("periods.answer.zone", "Asia/Kowloon", "periods.answer.zone", "unknown zone 'Asia/Kowloon'"),
        ("periods.answer.while_suspended", True, "periods.answer.lapse", f"'lapse' {PAUSED}"),
        ("periods.answer.lapse", "x", "periods.answer.lapse", "'x' is no act of the clock"),
        ("periods.answer.lapse", "end", "periods.answer.lapse", "'end' is no act of the clock"),
        ("acts.lapse.who", ["clock", "party"], "periods.answer.lapse", "'lapse' is no act of the clock"),
        ("periods.head.hours", "x", "periods.head.hours", f"'x' {HOURS}"),
        ("periods.head.hours", "mediators", "periods.head.hours", f"'mediators' {HOURS}"),
        ("values.heads.value", [], "periods.head.hours", f"'heads' {HOURS}"),
        ("values.heads.value", [0, 24], "periods.head.hours", f"'heads' {HOURS}"),
        ("values.heads.value", [False], "periods.head.hours", f"'heads' {HOURS}"),
        ("periods.head.while_suspended", False, "periods.head", WAITS),
        # names in guards
        ("acts.put.guards.0.among", "x", "acts.put.listed.among", "'x' is unknown or empty"),
        ("lists.clauses", [], "acts.put.listed.among", "'clauses' is unknown or empty"),
        ("acts.put.guards.1.otherwise", "x", "acts.put.seats_filled.otherwise", "'x' is unknown or empty"),
        ("acts.agree.guards.1.period", "x", "acts.agree.running.period", "'x' is unknown or empty"),
        ("acts.wish.do.0.within", "x", "acts.wish.mark.within", "'x' is unknown or empty"),
        ("acts.tell.guards.0.hours", "x", "acts.tell.head_time.hours", f"'x' {HOURS}"),
        ("acts.tell.then.0.if.0.phases", ["open", "x"], "acts.tell.then[0].phase_in.phases", "unknown phase 'x'"),
        ("phases.text.until.0.if.0.required", "x", "phases.text.until[0].all_have.required", "'x' is unknown or empty"),
        # the edition's own zone and calendar
        ("values.unsaid", {"name": "zone", "title": "?", "value": "x", **SOURCED}, "values.zone", "unknown zone 'x'"),
        ("values.unsaid", {"name": "zone", "title": "?", "value": 8, **SOURCED}, "values.zone", "unknown zone 8"),
        (f"{CALENDAR}.value", {"weekend": ["mond"]}, CALENDAR, "weekend: 'mond' is no day of the week"),
        (f"{CALENDAR}.value", {"holidays": ["May"]}, CALENDAR, "holidays: 'May' is not a date YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_it_refuses(place: str, value: Any, path: str, reason: str) -> None:
    assert refusal(spoilt(place, value)) == (path, reason)


def test_a_period_that_the_act_names_is_not_looked_for() -> None:
    edition = from_json(spoilt("acts.agree.guards.1.period", "$assertion"))
    assert edition.acts["agree"].guards[1].params == {"period": "$assertion"}


def test_an_ending_that_nothing_reaches_is_refused() -> None:
    source = small()
    source["endings"].append({**source["endings"][0], "name": "peace"})
    assert refusal(source) == ("endings.peace", "nothing reaches this ending")


def test_a_lapse_in_a_room_is_refused() -> None:
    source = small()
    row = next(row for row in source["acts"] if row["act"] == "lapse")
    row.update(log="room", rooms=["joint"], then=[], do=[{"is": "drop", "kind": "x"}])
    source["acts"].append({**row, "act": "elsewhere", "log": "case", "then": [{"phase": "ended", "ending": "silence"}]})
    del source["acts"][-1]["rooms"], source["acts"][-1]["do"]
    assert refusal(source) == ("periods.answer.lapse", "'lapse' is no act of the clock")


def test_a_period_without_a_phase_may_lapse_wherever_its_row_is_open() -> None:
    source = spoilt("periods.answer.phase", None)
    assert from_json(source).periods["answer"].phase is None
