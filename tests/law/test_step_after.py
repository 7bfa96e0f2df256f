"""One step: what follows from an act that may be, and what a row writes."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from comity.law.act import Act, Json
from comity.law.edition import Call, Edition, from_json, load
from comity.law.instants import parse
from comity.law.step import Refused, check, holds, parameters, resolve, start, step
from tests.law import paths
from tests.law.edition.small import small
from tests.law.paths import after
from tests.law.refusals import initial, tried
from tests.law.world import EDITION, NOON, POWERS, Case, act_of, day, digest

PAUSE = load(Path(__file__).parent / "editions" / "pause-2026", "commercial")


def test_a_step_counts_and_dates_and_leaves_the_state_before_it() -> None:
    case = paths.text()
    before = json.dumps(case.state.to_json())
    new = step(EDITION, case.state, initial(case))
    assert (new.size, new.last_at) == (case.state.size + 1, "2026-02-20T10:00:00Z")
    assert json.dumps(case.state.to_json()) == before


def test_check_gives_the_row_and_changes_nothing() -> None:
    case = paths.text()
    before = json.dumps(case.state.to_json())
    assert check(EDITION, case.state, initial(case)) is EDITION.acts["initial"]
    assert json.dumps(case.state.to_json()) == before


def changed_edition(row: dict[str, Any], **phases: list[dict[str, Any]]) -> Edition:
    """The small edition with a row changed, and the `until` of phases."""
    source = deepcopy(small())
    for entry in source["acts"]:
        if entry["act"] == row["act"]:
            entry.update(row)
    for phase in source["phases"]:
        phase["until"] = phases.get(phase["name"], phase.get("until", []))
    return from_json(source)


def begun(edition: Edition) -> Case:
    """A case of the small edition."""
    case = Case(edition)
    facts: dict[str, Any] = {"sides": paths.TWO, "count": 1}
    case.do("open", "requester", NOON, party="us", **facts)
    case.states[-1] = replace(
        case.state, parties={name: {"side": side, "status": "in"} for name, side in paths.TWO.items()}
    )
    case.states[-1] = replace(case.state, seats={"m": {"office": "mediator", "status": "seated"}})
    return case


def put(case: Case) -> Case:
    """The mediator puts a clause."""
    case.do("put", "mediator", NOON, actor="m", clause="one", version=digest("one"), free=True)
    return case


def test_then_takes_the_first_that_applies_and_no_other() -> None:
    then = [
        {"if": [{"is": "phase_in", "phases": ["text"]}], "do": [{"is": "set", "listed": "never"}]},
        {
            "if": [{"is": "phase_in", "phases": ["open"]}, {"is": "tabled", "kind": "clause"}],
            "do": [{"is": "set", "listed": "first"}],
        },
        {"do": [{"is": "set", "listed": "second"}]},
    ]
    edition = changed_edition({"act": "put", "then": then}, open=[])
    assert put(begun(edition)).state.values["listed"] == "first"  # `if` sees the state after the effects


def test_then_may_take_none() -> None:
    then = [{"if": [{"is": "phase_in", "phases": ["text"]}], "do": [{"is": "set", "listed": "never"}]}]
    assert put(begun(changed_edition({"act": "put", "then": then}, open=[]))).state.values["listed"] == paths.TWO


def test_until_moves_on_as_long_as_conditions_hold() -> None:
    always = {"is": "tabled", "kind": "clause"}
    edition = changed_edition(
        {"act": "put"},
        open=[{"if": [always], "phase": "text", "do": [{"is": "set", "listed": "one"}], "starts": ["force"]}],
        text=[
            {"if": [always], "phase": "done", "ending": "done", "do": [{"is": "mark", "name": "agree", "on": "clause"}]}
        ],
    )
    case = put(begun(edition))
    assert (case.state.phase, case.state.ending, case.state.values["listed"]) == ("done", "done", "one")


def test_until_takes_the_first_that_holds() -> None:
    always = {"is": "tabled", "kind": "clause"}
    never = {"is": "all_have", "mark": "agree", "on": "clause"}
    edition = changed_edition(
        {"act": "put"},
        open=[
            {"if": [always, never], "phase": "done", "ending": "done"},
            {"if": [always], "phase": "text"},
            {"if": [always], "phase": "ended", "ending": "silence"},
        ],
    )
    assert put(begun(edition)).state.phase == "text"


def test_until_holds_whichever_act_made_it_hold() -> None:
    case = paths.protocol(paths.THREE)
    assert case.state.phase == "protocol"
    edition = changed_edition({"act": "put"}, open=[{"if": [{"is": "is_set", "value": "listed"}], "phase": "text"}])
    assert Case(edition).state.phase == "none"
    assert begun(edition).state.phase == "text"


def test_entering_a_phase_starts_its_periods_before_those_of_the_outcome() -> None:
    edition = changed_edition({"act": "open", "then": [{"phase": "open", "starts": ["force"]}]}, open=[])
    case = Case(edition)
    facts: dict[str, Any] = {"sides": paths.TWO, "count": 1, "force_on": "2026-09-01T00:00:00Z"}
    case.do("open", "requester", NOON, party="us", **facts)
    assert list(case.state.periods) == ["answer", "head", "force"]


def test_rooms_have_no_phases() -> None:
    case = paths.sessions()
    joint = case.room_state("joint")
    new = step(EDITION, joint, act_of("us", act="table-issue", at=after(1, parse(str(case.state.last_at))), issue="i"))
    assert (new.phase, new.ending, new.periods) == ("", None, {})
    assert new.things["issue"] == {"i": {"version": None, "open": False}}


def test_an_act_after_the_last_year_is_refused() -> None:
    case = Case()
    told = "A period would end after the last year that a calendar counts."
    made = paths.requested().log[0]
    assert tried(case, replace(made, at=day(9999, 12, 1))) == ("Art. 24", told, "period")


# -------------------------------------------------------------------- what a row writes


@pytest.mark.parametrize(
    ("value", "put_in"),
    [
        ("$fact", "x"),
        ("$missing", None),
        ("@actor", "us-counsel"),
        ("@party", "us"),
        ("@role", "party"),
        ("literal", "literal"),
        ("", ""),
        (["$fact"], ["$fact"]),
        (True, True),
        (2, 2),
        (None, None),
    ],
)
def test_a_value_is_a_fact_the_actor_the_party_the_role_or_itself(value: Json, put_in: Json) -> None:
    act = replace(act_of("us", fact="x"), actor="us-counsel")
    assert resolve(value, act) == put_in
    assert parameters(Call("set", {"a": value, "b": "$fact"}), act) == {"a": put_in, "b": "x"}


def test_a_guard_is_asked_with_its_parameters_put_in() -> None:
    call = Call("fact_is", {"fact": "$listed", "one_of": [True]})
    state = start(EDITION)
    assert holds(call, state, act_of("us", listed=True)).holds
    assert not holds(call, state, act_of("us", listed=False)).holds


def test_a_case_starts_in_the_first_phase_and_a_room_in_none() -> None:
    case = start(EDITION)
    assert (case.phase, case.size, case.room, case.edition) == ("none", 0, None, EDITION)
    room = start(EDITION, room={"id": "j", "kind": "joint", "party": None}, case=case)
    assert (room.phase, room.room, room.case) == ("", {"id": "j", "kind": "joint", "party": None}, case)


def test_a_refusal_tells_its_article_and_its_sentence() -> None:
    at: datetime = NOON
    case = paths.requested()
    with pytest.raises(Refused, match=r"Art\. 24: This act is for others to perform\.") as caught:
        check(EDITION, case.state, Act(act="consent", role="invitee", actor="us", at=at, party="us", mandate=POWERS))
    assert (caught.value.article, caught.value.rule) == ("Art. 24", "role")
