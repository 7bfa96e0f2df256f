"""One step: what is asked in which order, and which refusal is given. Lapses and what follows: test_step_*.py."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from comity.law.act import Act, Json
from comity.law.edition import load
from comity.law.instants import parse
from comity.law.messages import Message
from comity.law.step import Fault, admits, standing, step
from tests.law import paths
from tests.law.paths import TEXT, after
from tests.law.refusals import initial, refusal, tried
from tests.law.world import EDITION, NOON, POWERS, Case, act_of, day, digest

PAUSE = load(Path(__file__).parent / "editions" / "pause-2026", "commercial")


# -------------------------------------------------------------------- the order of what is asked

OTHERS = ("VCLT Art. 10", "This act is for others to perform.")


def test_an_act_that_the_edition_does_not_have() -> None:
    case = paths.text()
    assert tried(case, initial(case, act="dance")) == (
        *("iomed-provisional-2026", "This edition has no such act.", "table"),
    )


def test_an_act_in_a_log_where_it_does_not_belong() -> None:
    case = paths.sessions()
    told = "This act does not belong in this room."
    post, table_issue = act_of("us", act="post", item="i"), act_of("us", act="table-issue", issue="i")
    assert tried(case, initial(case), "joint") == ("VCLT Art. 10", told, "place")
    assert tried(case, post) == ("ICSID R. 17", told, "place")
    assert tried(case, table_issue, "caucus:us") == ("ICSID R. 17(1)", told, "place")


def test_time_does_not_go_back() -> None:
    case = paths.text()
    early = initial(case, at=after(-1, parse(str(case.state.last_at))))
    told = "An act cannot come before the one that precedes it in the log."
    assert tried(case, early) == ("VCLT Art. 10", told, "time")
    same = initial(case, at=parse(str(case.state.last_at)))
    assert step(EDITION, case.state, same).last_at == case.state.last_at


def test_in_a_room_time_goes_back_neither_behind_the_room_nor_behind_the_case() -> None:
    case = paths.sessions()
    last = parse(str(case.state.last_at))
    post = act_of("us", act="post", at=after(-1, last), item="i")
    assert tried(case, post, "caucus:us")[2] == "time"  # the room is new, the case is not
    case.do("post", "party", after(2, last), party="us", room="caucus:us", item="i")
    assert tried(case, replace(post, at=after(1, last)), "caucus:us")[2] == "time"
    assert step(EDITION, case.room_state("caucus:us"), replace(post, at=after(2, last))).size == 2


def test_before_a_lapse_that_is_owed_nothing_happens() -> None:
    case = paths.statements()
    statement = act_of("us", act="lodge-statement", at=day(2026, 1, 5, 18, 0, 1), statement=digest("us"))
    told = "anchor lapsed at 2026-01-05T18:00:00Z, and the lapse is not in the log."
    assert tried(case, statement) == ("ICSID R. 19", told, "lapse")
    assert step(EDITION, case.state, replace(statement, at=day(2026, 1, 5, 18))).size == case.state.size + 1


def test_nor_in_a_room() -> None:
    case = paths.statements()
    late = day(2026, 1, 5, 18, 0, 1)
    assert tried(case, act_of("us", act="post", at=late, item="i"), "caucus:us")[2] == "lapse"


def test_a_role_that_the_row_does_not_name() -> None:
    case = paths.text()
    assert tried(case, initial(case, role="mediator", actor="m-one")) == (*OTHERS, "role")


ROLES: list[tuple[str, Callable[[], Case], str, str, str | None, str | None]] = [
    # role, case, act, actor, party that holds it, party that does not
    ("party", paths.text, "initial", "us", "us", "cr"),
    ("invitee", lambda: paths.requested(consents={"pa": "wanted"}), "consent", "pa", "pa", "us"),
    ("requester", Case, "file-request", "us", "us", None),
]


@pytest.mark.parametrize(("role", "made", "act", "actor", "holder", "other"), ROLES)
def test_a_role_is_held_by_the_state_of_the_party(
    role: str, made: Callable[[], Case], act: str, actor: str, holder: str, other: str | None
) -> None:
    case = made()
    row = EDITION.acts[act]
    held = Act(act=act, role=role, actor=actor, at=NOON, party=holder, mandate=POWERS)
    assert standing(row, case.state, held) is None
    if other is not None:
        fault = standing(row, case.state, replace(held, party=other))
        assert fault is not None
        assert (fault.message.english(), fault.rule) == ("This act is for others to perform.", "role")


@pytest.mark.parametrize("party", [None, "", "None"])
def test_nobody_holds_the_role_of_no_party(party: str | None) -> None:
    case = paths.text()
    for role in ("party", "invitee", "signatory"):
        act = Act(act="leave", role=role, actor="x", at=NOON, party=party, mandate=POWERS)
        assert standing(EDITION.acts["leave"], case.state, act) is not None


def test_a_case_has_one_requester() -> None:
    case = paths.requested()
    act = Act(act="file-request", role="requester", actor="us", at=NOON, party="us", mandate=POWERS)
    fault = standing(EDITION.acts["file-request"], case.state, act)
    assert fault is not None
    assert fault.rule == "role"


def test_a_party_called_none_is_not_no_party() -> None:
    case = paths.requested({"None": "requesting", "pa": "responding"})
    act = Act(act="leave", role="party", actor="x", at=after(1), party=None, mandate=POWERS)
    assert tried(case, act)[2] == "role"
    assert step(EDITION, case.state, replace(act, party="None")).ending == "withdrawal"


def test_nominee_mediator_and_signatory_are_who_the_state_says() -> None:
    nominated, signed = paths.choosing(), paths.signed(entry="event")
    paths.name_mediator(nominated, after(5))
    for case, act, role, actor, party, holds_it in (
        (nominated, "declare", "nominee", "m-one", None, True),
        (nominated, "declare", "nominee", "m-two", None, False),
        (nominated, "set-session", "mediator", "m-one", None, False),
        (signed, "attest", "mediator", "m-one", None, True),
        (signed, "attest", "mediator", "m-two", None, False),
        (signed, "confirm-event", "signatory", "us", "us", True),
        (signed, "confirm-event", "signatory", "cr", "cr", False),
        (signed, "declare", "nominee", "m-one", None, False),
    ):
        asked = Act(act=act, role=role, actor=actor, at=NOON, party=party, mandate=POWERS)
        fault = standing(EDITION.acts[act], case.state, asked)
        assert (fault is None or fault.rule == "phase") is holds_it, (act, actor)


@pytest.mark.parametrize("role", ["clock", "system"])
def test_a_machine_acts_as_itself(role: str) -> None:
    row = replace(EDITION.acts["end-jointly"], who=(role,))
    state = paths.sessions().state
    itself = Act(act="end-jointly", role=role, actor=role, at=NOON)
    assert standing(row, state, itself) is None
    assert standing(row, state, replace(itself, actor="us")) == Fault(Message(OTHERS[1]), "role")


def test_an_office_is_held_elsewhere_and_taken_on_trust() -> None:
    row = EDITION.acts["screen"]
    state = paths.requested().state
    assert standing(row, state, Act(act="screen", role="registry", actor="anybody", at=NOON)) is None


# -------------------------------------------------------------------- rooms


@pytest.mark.parametrize(
    ("role", "party", "open_"),
    [
        ("party", "us", ["joint", "caucus", "delegation"]),
        ("party", "pa", ["joint"]),
        ("mediator", None, ["joint", "caucus", "mediator"]),
        ("registry", None, ["registry"]),
        ("secretary-general", None, []),
        ("nominee", None, []),
        ("invitee", "us", []),
        ("signatory", "us", []),
        ("clock", None, ["joint", "caucus", "delegation", "mediator", "registry"]),
        ("system", None, ["joint", "caucus", "delegation", "mediator", "registry"]),
    ],
)
def test_who_is_let_into_a_room_of_us(role: str, party: str | None, open_: list[str]) -> None:
    kinds = ("joint", "caucus", "delegation", "mediator", "registry")
    of_us = {"caucus": "us", "delegation": "us"}
    assert [kind for kind in kinds if admits({"kind": kind, "party": of_us.get(kind)}, role, party)] == open_


def test_a_room_of_nobody_is_not_the_room_of_no_party() -> None:
    assert not admits({"kind": "mediator", "party": None}, "party", None)


def test_who_is_not_let_in_speaks_to_nobody() -> None:
    case = paths.sessions()
    post = act_of("us", act="post", at=after(1, parse(str(case.state.last_at))), item="i")
    assert tried(case, post, "caucus:pa") == ("ICSID R. 17", "This act is for others to perform.", "room")


# -------------------------------------------------------------------- mandate, phase, suspension, facts


def test_a_mandate_that_does_not_cover_the_act() -> None:
    case = paths.text()
    for mandate in ((), ("speak",), ("speak", "approve")):
        assert tried(case, initial(case, mandate=mandate)) == (
            *("VCLT Art. 10", "Your mandate does not cover this act.", "mandate"),
        )
    assert step(EDITION, case.state, initial(case, mandate=("sign",))).size == case.state.size + 1


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("requester", True),
        ("invitee", True),
        ("party", True),
        ("signatory", True),
        ("mediator", False),
        ("system", False),
    ],
)
def test_who_acts_for_a_party_needs_a_mandate(role: str, asked: bool) -> None:
    case = paths.signed(entry="event")
    row = replace(EDITION.acts["confirm-event"], who=(role,))
    actor = {"mediator": "m-one", "system": "system"}.get(role, "us")
    act = Act(act="confirm-event", role=role, actor=actor, at=NOON, party="us")
    if role in ("requester", "invitee"):
        case = (
            Case()
            if role == "requester"
            else paths.requested({"pa": "requesting", "us": "responding"}, consents={"us": "wanted"})
        )
        row = replace(row, when=frozenset({"none", "invited"}))
    fault = standing(row, case.state, act)
    assert (fault is not None and fault.rule == "mandate") is asked


def test_a_row_without_a_mandate_asks_for_none() -> None:
    case = paths.text()
    row = replace(EDITION.acts["initial"], mandate=None)
    assert standing(row, case.state, initial(case, mandate=())) is None


def test_a_phase_in_which_the_row_is_not_open() -> None:
    case = paths.sessions()
    assert tried(case, initial(case)) == (*("VCLT Art. 10", "This act is not open in the present phase.", "phase"),)


def test_a_case_that_is_suspended() -> None:
    case = paths.text()
    case.states[-1] = replace(case.state, suspended_since=case.state.last_at)
    assert tried(case, initial(case)) == ("VCLT Art. 10", "The case is suspended.", "suspension")
    leave = act_of("us", act="leave", at=after(1, parse(str(case.state.last_at))))
    assert step(EDITION, case.state, leave).ending == "withdrawal"


def test_a_room_looks_at_the_phase_and_the_suspension_of_the_case() -> None:
    case = paths.sessions()
    at = after(1, parse(str(case.state.last_at)))
    post = act_of("us", act="post", at=at, item="i")
    case.states[-1] = replace(case.state, suspended_since=case.state.last_at)
    assert tried(case, post, "caucus:us")[2] == "suspension"
    case.states[-1] = replace(case.state, suspended_since=None, phase="ended")
    assert tried(case, post, "caucus:us")[2] == "phase"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"words": "free text"}, "The fact words is not of the kind that the rules want."),
        ({"clauses": "art-1"}, "The fact clauses is not of the kind that the rules want."),
        ({"assertion": "short"}, "The fact assertion is not of the kind that the rules want."),
        ({"assertion": None}, "The fact assertion is not of the kind that the rules want."),
    ],
)
def test_facts_of_another_kind(facts: dict[str, Json], told: str) -> None:
    case = paths.text()
    act = initial(case)
    assert tried(case, replace(act, facts={**act.facts, **facts})) == ("VCLT Art. 10", told, "facts")


@pytest.mark.parametrize("missing", ["clauses", "assertion"])
def test_a_fact_that_is_missing(missing: str) -> None:
    case = paths.text()
    act = initial(case)
    kept = {name: value for name, value in act.facts.items() if name != missing}
    assert tried(case, replace(act, facts=kept)) == ("VCLT Art. 10", f"The fact {missing} is missing.", "facts")


def test_a_fact_that_may_be_missing() -> None:
    case = paths.protocol()
    act = Act(act="draft-clause", role="mediator", actor="m-one", at=day(2026, 1, 25, 11))
    facts: dict[str, Json] = {"clause": "language", "version": digest("language")}
    assert step(EDITION, case.state, replace(act, facts=facts)).size == case.state.size + 1


def test_a_guard_that_refuses_names_itself_and_its_reason() -> None:
    case = paths.text()
    other = {**TEXT, "art-1": digest("other")}
    act = initial(case)
    assert tried(case, replace(act, facts={**act.facts, "clauses": other})) == (
        *("VCLT Art. 10", "The text has changed since you read it.", "whole_text_current"),
    )


def test_what_is_asked_first_is_answered_first() -> None:
    """Each fault is added to those before it in the order of the rules; the refusal names the last one added."""
    case = paths.statements()
    at = after(24, parse(str(case.state.last_at)))
    act = Act(
        act="lodge-statement", role="party", actor="us", at=at, party="us", mandate=POWERS, facts={"x": 1}, period="x"
    )
    case.settle(at)
    case.states[-1] = replace(case.state, marks={"lodge-statement//": {"us": ["x", None]}})
    rules = []
    good = replace(act, facts={"statement": digest("us")}, period=None)
    rules.append(tried(case, good)[2])  # a guard
    rules.append(tried(case, replace(good, period="x"))[2])  # a lapse that is none
    rules.append(tried(case, act)[2])
    paused = replace(case.state, suspended_since=case.state.last_at)
    rules.append(refusal(lambda: step(EDITION, paused, act))[2])
    elsewhere = replace(paused, phase="protocol")
    rules.append(refusal(lambda: step(EDITION, elsewhere, act))[2])
    rules.append(refusal(lambda: step(EDITION, elsewhere, replace(act, mandate=())))[2])
    rules.append(refusal(lambda: step(EDITION, elsewhere, replace(act, mandate=(), party="cr")))[2])
    late = replace(act, mandate=(), party="cr", at=after(24 * 90, at))
    rules.append(refusal(lambda: step(EDITION, elsewhere, late))[2])
    rules.append(refusal(lambda: step(EDITION, elsewhere, replace(late, at=after(-24, at))))[2])
    assert rules == ["not_done", "lapse", "facts", "suspension", "phase", "mandate", "role", "lapse", "time"]
