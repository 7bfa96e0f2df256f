"""The provisional edition, entered twice: who may do what and when, written here by hand and held against its tables.

The oracle of the walks reads rows from the files, so a word that is missing there it cannot miss. Here every row stands
again with its roles, mandate, phases and rooms; and every guard of every row refuses one act that all else would allow.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from comity.law.act import Act
from comity.law.edition.model import ROLES
from comity.law.step import Refused, step
from tests.law import attempts, joined, mattered, paths, turned
from tests.law.paths import TEXT
from tests.law.spoils import Spoil, at, both, case_with, done_before, facts, put_in_joint
from tests.law.world import EDITION, Case, digest

CONDUCT = "statements protocol sessions text approval signature"
REGISTERED = f"choosing declaring {CONDUCT} signed"
OPEN = f"invited screening {REGISTERED}"
ENDED = "settled ended"
ENDING = f"choosing declaring {CONDUCT}"

# act: roles; mandate; phases; where; whether also while the case is suspended
TABLE = {
    "file-request": "requester; sign; none; case; no",
    "consent": f"invitee; sign; invited {ENDING}; case; no",
    "lapse-invitation": "clock; ; invited; case; no",
    "record-third-state": "registry; ; screening; case; no",
    "screen": "registry; ; screening; case; no",
    "register": "secretary-general; ; screening; case; no",
    "refuse-registration": "secretary-general; ; screening; case; no",
    "state-number": "party; speak; choosing; joint; no",
    "fix-number": "system; ; choosing; case; no",
    "name-mediator": "party; speak; choosing; joint; no",
    "nominate": "system; ; choosing; case; no",
    "report-step": "party; speak; choosing; case; no",
    "ask-for-appointment": "party; speak; choosing; case; no",
    "appoint-by-default": "secretary-general; ; choosing; case; no",
    "declare": "nominee; ; declaring; case; no",
    "decline-nomination": "nominee; ; declaring; case; no",
    "lapse-nomination": "clock; ; declaring; case; no",
    "end-for-no-step": "clock; ; choosing; case; no",
    "lodge-statement": "party; speak; statements; case; no",
    "open-statements": "clock; ; statements; case; no",
    "draft-clause": "mediator; ; protocol; case; no",
    "agree-clause": "party; sign; protocol; case; no",
    "set-session": f"mediator; ; {CONDUCT}; case; no",
    "anchor-rooms": f"clock; ; {REGISTERED} {ENDED}; case; yes",
    "record-outage": f"clock; ; {OPEN}; case; yes",
    "post": f"party mediator registry; speak; {REGISTERED}; joint caucus delegation mediator registry; no",
    "release": f"party; speak; {CONDUCT} signed; caucus delegation; no",
    "receive": f"system; ; {CONDUCT} signed; joint; no",
    "table-issue": "party mediator; speak; sessions; joint; no",
    "propose": "mediator party; speak; sessions; joint; no",
    "answer": "party system; sign; sessions; delegation; yes",
    "tell-outcome": f"clock; ; {OPEN}; joint; yes",
    "wish-to-end": f"party; sign; {ENDING}; joint; yes",
    "withdraw-wish": f"party; sign; {ENDING}; joint; yes",
    "report-not-approved": "party; approve; approval; caucus; no",
    "table-text": "mediator; ; sessions text; case; no",
    "take-text-back": "mediator; ; text approval; case; no",
    "initial": "party; sign; text; case; no",
    "approve": "party; approve; approval; case; no",
    "approve-on-condition": "party; approve; approval; case; no",
    "sign": "party; sign; signature; case; no",
    "confirm-event": "party signatory; sign; signed; case; no",
    "enter-into-force": "clock; ; signed; case; no",
    "attest": "mediator secretary-general; ; signed settled; case; no",
    "leave": f"party invitee; sign; {OPEN}; case; yes",
    "end-jointly": f"system; ; {ENDING}; case; yes",
    "find-no-likelihood": f"mediator; ; {CONDUCT}; case; no",
    "end-for-unpaid-advance": f"secretary-general; ; {CONDUCT}; case; no",
    **turned.TABLE,
    **mattered.TABLE,
    **joined.TABLE,
}
ATTEMPTS = {**attempts.ATTEMPTS, **turned.ATTEMPTS, **mattered.ATTEMPTS, **joined.ATTEMPTS}


def columns(act: str) -> tuple[set[str], str | None, set[str], set[str], bool]:
    """A row as it is written above."""
    who, mandate, phases, where, paused = (column.strip() for column in TABLE[act].split(";"))
    return set(who.split()), mandate or None, set(phases.split()), set(where.split()), paused == "yes"


def outcome(case: Case, room: str | None, act: Act) -> str:
    """The rule that refuses an act; empty where it is performed."""
    try:
        step(EDITION, case.state if room is None else case.room_state(room), act)
    except Refused as refused:
        return refused.rule
    return ""


def test_every_row_of_the_edition_is_entered_here() -> None:
    assert list(TABLE) == list(EDITION.acts)
    assert list(ATTEMPTS) == list(EDITION.acts)


@pytest.mark.parametrize("act", TABLE)
def test_the_edition_says_the_same(act: str) -> None:
    row = EDITION.acts[act]
    rooms = set(row.rooms) or {"case"}
    assert (set(row.who), row.mandate, set(row.when), rooms, row.while_suspended) == columns(act)


@pytest.mark.parametrize("act", TABLE)
def test_the_attempt_is_one_that_succeeds(act: str) -> None:
    case, room, made = ATTEMPTS[act]()
    assert (outcome(case, room, made), made.act) == ("", act)


@pytest.mark.parametrize("act", TABLE)
def test_no_other_role_performs_it(act: str) -> None:
    case, room, made = ATTEMPTS[act]()
    others = [role for role in ROLES if role not in columns(act)[0]]
    assert {outcome(case, room, replace(made, role=role)) for role in others} == {"role"}


@pytest.mark.parametrize("act", TABLE)
def test_a_mandate_is_wanted_where_the_row_says_so_and_only_that_one(act: str) -> None:
    case, room, made = ATTEMPTS[act]()
    power = columns(act)[1]
    others = tuple(name for name in ("speak", "sign", "approve") if name != power)
    assert outcome(case, room, replace(made, mandate=others)) == ("" if power is None else "mandate")
    assert outcome(case, room, replace(made, mandate=() if power is None else (power,))) == ""


@pytest.mark.parametrize("act", TABLE)
def test_it_is_open_in_its_phases_and_in_no_other(act: str) -> None:
    case, room, made = ATTEMPTS[act]()
    refused = set()
    for phase in EDITION.phases:
        case.states[-1] = replace(case.state, phase=phase)
        if outcome(case, room, made) == "phase":
            refused.add(phase)
    assert set(EDITION.phases) - refused == columns(act)[2]


@pytest.mark.parametrize("act", TABLE)
def test_while_the_case_is_suspended_it_is_closed_unless_the_row_says_otherwise(act: str) -> None:
    case, room, made = ATTEMPTS[act]()
    case.states[-1] = replace(case.state, suspended_since="2026-01-01T00:00:00Z")
    assert outcome(case, room, made) == ("" if columns(act)[4] else "suspension")


@pytest.mark.parametrize("act", TABLE)
def test_it_belongs_in_its_log_and_in_no_other(act: str) -> None:
    case, _, made = ATTEMPTS[act]()
    case.open_rooms() if not case.rooms else None
    places = {None: "case"} | {name: str((kept.state.room or {})["kind"]) for name, kept in case.rooms.items()}
    elsewhere = {kind for place, kind in places.items() if outcome(case, place, made) == "place"}
    assert {"case", "joint", "caucus", "delegation", "mediator", "registry"} - elsewhere >= columns(act)[3]
    assert elsewhere.isdisjoint(columns(act)[3])


# -------------------------------------------------------------------- every guard refuses


def moved_anchor(case: Case, act: Act) -> Act:
    """The anchor's period ends at an hour that is no fixed time."""
    due = paths.after(-1, act.at)
    period = {**case.state.periods["anchor"], "due": due.strftime("%Y-%m-%dT%H:%M:%SZ")}
    case.states[-1] = replace(case.state, periods={**case.state.periods, "anchor": period})
    return replace(act, at=due)


def approved_before(case: Case, act: Act) -> Act:
    """The side has approved the whole text."""
    approve = replace(act, act="approve", facts={**act.facts, "basis": "organ"})
    done_before(case, replace(approve, facts={name: x for name, x in approve.facts.items() if name != "touches"}))
    return act


def not_passed_yet(case: Case, act: Act) -> Act:
    """The parties have time to choose still."""
    period = {**case.state.periods["choose-mediator"], "due": "2026-04-01T00:00:00Z"}
    case.states[-1] = replace(case.state, periods={**case.state.periods, "choose-mediator": period})
    return act


def a_second_early(case: Case, act: Act) -> Act:
    """It is tried before its instant."""
    return replace(act, at=act.at - timedelta(seconds=1))


SEATED = {"office": "mediator", "status": "seated"}
AGREED = case_with(marks={"agree-clause/protocol-clause/language": {"us": [digest("language"), None]}})
SEAT = case_with(seats={"m-two": SEATED})
SAME = case_with(seats={"m-one": SEATED}, values={"number": 2})
OTHER = {**TEXT, "art-1": digest("other")}
ONE_OPEN = {"settlement-clause": {"art-1": {"version": TEXT["art-1"], "open": True}}}
STANDING = {"settlement-clause": {name: {"version": version, "open": False} for name, version in TEXT.items()}}
SETTLED = {"entry": "date", "entry-on": paths.IN_FORCE}

FAULTS: list[tuple[str, str, Spoil]] = [
    ("file-request", "two_sides", facts(sides={"us": "requesting", "pa": "requesting"})),
    ("file-request", "files_for_itself", facts(consents={"us": "wanted", "pa": "given"})),
    ("screen", "verdict_follows", facts(verdict="refused")),
    ("register", "all_consented", case_with(parties={"pa": {"side": "responding", "status": "invited"}})),
    ("register", "value_is", case_with(values={"gate": "incomplete"})),
    ("register", "all_say", case_with(things={"third-state": {"hn": {"version": "pending", "open": False}}})),
    ("refuse-registration", "value_is", case_with(values={"gate": "admissible"})),
    ("state-number", "is_unset", case_with(values={"number": 1})),
    ("fix-number", "is_unset", case_with(values={"number": 1})),
    ("name-mediator", "fact_is", facts(listed=False)),
    ("name-mediator", "seat_free", SEAT),
    ("name-mediator", "not_seated", SAME),
    ("nominate", "fact_is", facts(listed=False)),
    ("nominate", "seat_free", SEAT),
    ("nominate", "not_seated", SAME),
    ("ask-for-appointment", "lapsed", not_passed_yet),
    ("appoint-by-default", "value_is", case_with(values={"asked": "no"})),
    ("appoint-by-default", "fact_is", facts(listed=False)),
    ("appoint-by-default", "are_parties", facts(consulted=["us", "cr"])),
    ("appoint-by-default", "seat_free", SEAT),
    ("appoint-by-default", "not_seated", SAME),
    ("lodge-statement", "not_done", done_before),
    ("draft-clause", "listed", facts(clause="weather")),
    ("draft-clause", "given_with", facts(approval_of=["us"])),
    ("draft-clause", "are_parties", facts(clause="approval-at-home", approval_of=["cr"])),
    ("draft-clause", "as_agreed", AGREED),
    ("draft-clause", "ahead", facts(ends_on="2026-01-01T00:00:00Z")),
    ("agree-clause", "current", facts(version=digest("other"))),
    ("agree-clause", "not_done", done_before),
    ("set-session", "ordered", facts(ends_at="2026-02-01T09:00:00Z")),
    ("set-session", "ahead", facts(starts_at="2026-01-01T09:00:00Z")),
    ("anchor-rooms", "head_time", moved_anchor),
    ("record-outage", "ordered", facts(until="2026-02-01T09:00:00Z")),
    ("release", "own", facts(owner="pa")),
    ("table-issue", "absent", put_in_joint("issue", "i")),
    ("propose", "absent", put_in_joint("proposal", "p")),
    ("propose", "ahead", facts(closes_at="2026-01-01T00:00:00Z")),
    ("propose", "head_time", facts(closes_at="2026-02-02T05:00:00Z")),
    ("answer", "as_fixed", facts(closes_at="2026-02-03T06:00:00Z")),
    ("answer", "ahead", at(2026, 2, 2, 6)),
    ("tell-outcome", "at_thing", a_second_early),
    ("tell-outcome", "absent", put_in_joint("outcome", "p")),
    ("wish-to-end", "ahead", facts(stands_until="2026-01-01T00:00:00Z")),
    ("table-text", "only_open_change", both(case_with(things=STANDING, values=SETTLED), facts(clauses=OTHER))),
    ("table-text", "given_with", facts(entry="event")),
    ("table-text", "ahead", facts(entry_on="2026-01-01T00:00:00Z")),
    ("table-text", "kept", both(case_with(things=STANDING, values=SETTLED), facts(entry="event-and-date"))),
    ("table-text", "kept", both(case_with(things=STANDING, values=SETTLED), facts(entry_on="2027-01-01T00:00:00Z"))),
    ("initial", "none_open", both(case_with(things=ONE_OPEN), facts(clauses={"art-1": TEXT["art-1"]}))),
    ("initial", "whole_text_current", facts(clauses=OTHER)),
    ("initial", "not_done", done_before),
    ("approve", "among", case_with(values={"approval-of": ["pa"]})),
    ("approve", "whole_text_current", facts(clauses=OTHER)),
    ("approve", "not_done", done_before),
    ("approve-on-condition", "among", case_with(values={"approval-of": ["pa"]})),
    ("approve-on-condition", "whole_text_current", facts(clauses=OTHER)),
    ("approve-on-condition", "exists", facts(touches=["art-4", "art-99"])),
    ("approve-on-condition", "not_done", approved_before),
    ("sign", "whole_text_current", facts(clauses=OTHER)),
    ("sign", "not_done", done_before),
    ("confirm-event", "value_is", case_with(values={"entry": "date"})),
    ("confirm-event", "not_done", done_before),
    ("attest", "whole_text_current", facts(clauses=OTHER)),
    ("attest", "absent", done_before),
    *turned.FAULTS,
    *mattered.FAULTS,
    *joined.FAULTS,
]  # fmt: skip


@pytest.mark.parametrize(("act", "rule", "spoil"), FAULTS, ids=[f"{act} {rule}" for act, rule, _ in FAULTS])
def test_every_guard_refuses_an_act_that_all_else_would_allow(act: str, rule: str, spoil: Spoil) -> None:
    case, room, made = ATTEMPTS[act]()
    assert outcome(case, room, spoil(case, made)) == rule


def test_every_guard_of_every_row_has_its_fault() -> None:
    written = Counter((row.act, call.name) for row in EDITION.acts.values() for call in row.guards)
    assert Counter((act, rule) for act, rule, _ in FAULTS) == written
