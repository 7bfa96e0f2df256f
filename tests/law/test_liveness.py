"""No dead ends: from wherever a case is, people who cooperate bring it to settlement. And bugs that tables had before.

A table that looked right once let cases stand still for ever, settled one that nobody was in, and took two different
promises for one. Each of those is a test here by its name.
"""

from collections.abc import Callable

import pytest

from comity.law.act import Act, Json
from comity.law.instants import parse
from comity.law.step import Refused
from tests.law import paths
from tests.law.paths import IN_FORCE, REGISTER, TEXT, THREE, TWO, after, each
from tests.law.players import Players
from tests.law.world import Case, day, digest

ENTRIES = ("signature", "date", "event", "event-and-date")


def settles(case: Case, **keys: int | str) -> None:
    """People who cooperate reach a settlement from here."""
    assert Players(case, **keys).play() == "settled"  # type: ignore[arg-type]
    assert case.state.ending == "settled"


# -------------------------------------------------------------------- from the request


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("sides", [TWO, THREE], ids=["two parties", "three parties"])
def test_a_request_reaches_a_settlement(sides: dict[str, str], number: int, entry: str) -> None:
    case = paths.requested(sides, consents={"pa": "wanted"}, third_states={"ni": "pending", "hn": "given"})
    settles(case, number=number, entry=entry)
    seated = [name for name, seat in case.state.seats.items() if seat["status"] == "seated"]
    assert len(seated) == number
    assert case.state.values["entry"] == entry


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage", None])
def test_so_does_one_in_any_zone_and_in_none(zone: str | None) -> None:
    settles(paths.requested(zone=zone))


# -------------------------------------------------------------------- a party leaves


PLACES: dict[str, Callable[[], Case]] = {
    "invited": lambda: paths.requested(THREE, consents={"pa": "wanted"}),
    "screening": lambda: paths.requested(THREE),
    "choosing": lambda: paths.choosing(THREE),
    "declaring": lambda: declaring(THREE),
    "statements": lambda: paths.statements(THREE),
    "protocol": lambda: paths.protocol(THREE),
    "sessions": lambda: paths.sessions(THREE),
    "text": lambda: paths.text(THREE),
    "approval": lambda: paths.approval(THREE),
    "signature": lambda: paths.signature(THREE),
    "signed": lambda: paths.signed(THREE),
}


def declaring(sides: dict[str, str]) -> Case:
    """A case with a nominee."""
    case = paths.choosing(sides)
    paths.name_mediator(case, after(5))
    return case


def last(case: Case) -> str:
    """When something last happened in the case log."""
    return str(case.state.last_at)


@pytest.mark.parametrize("phase", PLACES)
def test_when_one_of_three_leaves_the_others_still_settle(phase: str) -> None:
    case = PLACES[phase]()
    assert case.state.phase == phase
    case.do("leave", "party", parse(last(case)), party="cr")
    assert case.state.phase == ("sessions" if phase in ("text", "approval", "signature") else phase)
    settles(case)


@pytest.mark.parametrize("phase", PLACES)
def test_when_a_whole_side_leaves_the_case_ends_unless_it_is_signed(phase: str) -> None:
    case = PLACES[phase]()
    case.do("leave", "party", parse(last(case)), party="us")
    if phase == "signed":
        settles(case)
    else:
        assert (case.state.phase, case.state.ending) == ("ended", "no-consent" if phase == "invited" else "withdrawal")


def test_who_was_invited_and_declines_leaves_the_others_a_case() -> None:
    case = paths.requested(THREE, consents={"cr": "wanted"})
    case.do("leave", "invitee", after(1), party="cr")
    assert case.state.phase == "screening"
    settles(case)


def test_who_alone_was_to_approve_at_home_may_leave() -> None:
    case = paths.approval(THREE, approval_of=["cr"])
    case.do("leave", "party", day(2026, 3, 1), party="cr")
    case.do("table-text", "mediator", day(2026, 3, 2), actor="m-one", clauses=dict(TEXT), entry="signature")
    each(case, "initial", day(2026, 3, 2))
    assert case.state.phase == "signature"  # nobody is left who must ask at home
    settles(case)


def test_where_nobody_must_ask_at_home_the_text_goes_to_signature() -> None:
    case = paths.text(approval_of=[])
    each(case, "initial", day(2026, 3, 2))
    assert case.state.phase == "signature"


def test_the_last_one_who_has_not_agreed_leaves_and_the_protocol_stands() -> None:
    case = paths.protocol(THREE)
    at = day(2026, 1, 26)
    for clause in paths.CLAUSES:
        paths.draft(case, at, clause, approval_of=["us"])
        for party in ("us", "pa"):
            case.do("agree-clause", "party", at, party=party, clause=clause, version=digest(clause))
    assert case.state.phase == "protocol"
    case.do("leave", "party", at, party="cr")
    assert case.state.phase == "sessions"


def test_the_last_one_who_named_another_mediator_leaves_and_one_word_more_suffices() -> None:
    case = paths.choosing(THREE)
    facts: dict[str, Json] = {"listed": True, "register": REGISTER}
    for party, mediator in (("us", "m-one"), ("pa", "m-one"), ("cr", "m-two")):
        case.do("name-mediator", "party", after(5), party=party, room="joint", mediator=mediator, **facts)
    case.do("leave", "party", after(6), party="cr")
    assert case.state.phase == "choosing"  # the joint room's acts do not speak in the case log by themselves
    case.do("name-mediator", "party", after(7), party="us", room="joint", mediator="m-one", **facts)
    assert case.state.phase == "declaring"


# -------------------------------------------------------------------- the mediator


def test_a_nomination_lapses_and_the_parties_choose_again() -> None:
    case = declaring(TWO)
    case.settle(after(24 * 30))
    assert (case.state.phase, case.state.seats["m-one"]["status"]) == ("choosing", "ended")
    settles(case)


def test_a_nominee_declines_and_may_be_named_again() -> None:
    case = declaring(TWO)
    case.do("decline-nomination", "nominee", after(6), actor="m-one")
    assert case.state.phase == "choosing"
    paths.name_mediator(case, after(7))
    assert case.state.phase == "declaring"
    settles(case)


@pytest.mark.parametrize("number", [1, 2])
def test_the_secretary_general_appoints_where_the_parties_do_not(number: int) -> None:
    case = paths.choosing()
    for party in ("us", "pa") if number == 2 else ():
        case.do("state-number", "party", after(4), party=party, room="joint", number=2)
    asked = day(2026, 3, 10)
    case.do("ask-for-appointment", "party", asked, party="us")
    for mediator in paths.ROSTER[:number]:
        facts: dict[str, Json] = {"mediator": mediator, "listed": True, "register": REGISTER, "consulted": ["us", "pa"]}
        case.do("appoint-by-default", "secretary-general", asked, criteria=["expertise"], **facts)
        assert case.state.phase == "declaring"
        paths.declare(case, asked, mediator)
    assert case.state.phase == "statements"
    settles(case)


def test_nobody_asks_the_secretary_general_before_the_period_has_passed() -> None:
    case = paths.choosing()
    with pytest.raises(Refused) as caught:
        case.do("ask-for-appointment", "party", day(2026, 3, 6), party="us")
    assert caught.value.rule == "lapsed"


def test_without_a_step_the_case_ends_and_a_report_is_a_step() -> None:
    silent, told = paths.choosing(), paths.choosing()
    told.do("report-step", "party", day(2026, 4, 1), party="us")
    for case in (silent, told):
        case.settle(day(2026, 5, 30))
    assert (silent.state.ending, told.state.ending) == ("no-step", None)
    settles(told)


# -------------------------------------------------------------------- the text


@pytest.mark.parametrize("entry", ENTRIES)
def test_conditions_on_every_clause_and_the_same_put_again(entry: str) -> None:
    case = paths.approval(entry=entry)
    each(case, "approve", day(2026, 3, 1), "pa", basis="organ")
    each(case, "approve-on-condition", day(2026, 3, 1), "us", touches=list(TEXT))
    assert case.state.phase == "text"
    settles(case)


def test_a_date_that_has_passed_before_the_text_was_put_again_is_no_dead_end() -> None:
    case = paths.approval(entry="date")
    each(case, "approve-on-condition", day(2026, 9, 30), "us", touches=["art-4"])
    case.settle(day(2026, 12, 1))
    with pytest.raises(Refused) as caught:
        paths.table(case, day(2026, 12, 1), entry="date")
    assert caught.value.rule == "ahead"
    case.do("set-session", "mediator", day(2026, 12, 1), **session())
    settles(case, entry="date")


def session() -> dict[str, Json]:
    """Facts of a session, and who sets it."""
    hours = {"starts_at": "2027-01-01T09:00:00Z", "ends_at": "2027-01-01T12:00:00Z"}
    return {"actor": "m-one", "session": "s", "mode": "joint", **hours}


def test_a_date_that_has_passed_before_all_have_signed_is_at_once() -> None:
    case = paths.signature(entry="date")
    signed = day(2027, 1, 5, 9)
    each(case, "sign", signed)
    case.settle(day(2027, 1, 6))
    assert [act.at for act in case.log if act.act == "enter-into-force"] == [signed]
    assert case.state.phase == "settled"


def test_the_same_put_again_must_be_initialled_and_approved_again() -> None:
    case = paths.approval()
    each(case, "approve", day(2026, 3, 1), "pa", basis="organ")
    each(case, "approve-on-condition", day(2026, 3, 1), "us", touches=["art-4"])
    paths.table(case, day(2026, 3, 2))
    assert case.state.phase == "text"
    each(case, "initial", day(2026, 3, 3))
    assert case.state.phase == "approval"
    each(case, "approve", day(2026, 3, 4), "us", basis="organ")
    assert case.state.phase == "approval"  # the other side approved the text before it was reopened
    each(case, "approve", day(2026, 3, 4), "pa", basis="organ")
    assert case.state.phase == "signature"


def test_a_text_that_was_not_approved_goes_back_and_no_party_is_named() -> None:
    case = paths.approval()
    each(case, "approve", day(2026, 3, 1), "us", basis="organ")
    case.do("report-not-approved", "party", day(2026, 3, 2), party="pa", room="caucus:pa")
    case.do("take-text-back", "mediator", day(2026, 3, 3), actor="m-one")
    assert (case.log[-1].party, case.log[-1].facts) == (None, {})
    assert (case.state.phase, case.state.things.get("settlement-clause")) == ("sessions", None)
    settles(case)


# -------------------------------------------------------------------- bugs that tables had


def test_dead_end_a_replaced_mediator_finds_the_case_where_it_stood() -> None:
    case = paths.sessions()
    at = day(2026, 2, 1)
    case.do("resign", "mediator", at, actor="m-one")
    assert case.state.phase == "choosing"
    paths.name_mediator(case, at, "m-two")
    paths.declare(case, at, "m-two")
    assert case.state.phase == "sessions"  # statements are open, every clause is agreed: nobody has to say so again
    settles(case)


def test_dead_end_a_text_on_the_table_waits_for_the_new_mediator() -> None:
    case = paths.signature()
    case.do("resign", "mediator", day(2026, 3, 2), actor="m-one")
    paths.name_mediator(case, day(2026, 3, 2), "m-two")
    paths.declare(case, day(2026, 3, 2), "m-two")
    assert case.state.phase == "signature"
    settles(case)


@pytest.mark.parametrize("entry", ["event", "event-and-date"])
def test_consent_of_nobody_two_who_signed_and_left_have_confirmed_nothing(entry: str) -> None:
    case = paths.signed(entry=entry)
    for party in ("us", "pa"):
        case.do("leave", "party", day(2026, 3, 3), party=party)
    case.settle(day(2027, 1, 1))
    assert (case.state.phase, case.state.members(), case.state.signatories()) == ("signed", [], ["pa", "us"])
    paths.confirm(case, day(2027, 1, 1), "us")
    assert case.state.phase == "signed"
    paths.confirm(case, day(2027, 1, 1), "pa")
    case.settle(day(2027, 1, 2))
    assert case.state.phase == "settled"


def test_stale_mark_a_wish_of_january_does_not_meet_one_of_july() -> None:
    case = paths.sessions()
    wish = {"room": "joint", "stands_until": "2026-02-28T00:00:00Z"}
    case.do("wish-to-end", "party", day(2026, 2, 1), party="us", **wish)
    case.do("wish-to-end", "party", day(2026, 7, 1), party="pa", room="joint", stands_until="2026-08-01T00:00:00Z")
    assert case.state.ending is None
    case.do("wish-to-end", "party", day(2026, 7, 2), party="us", room="joint", stands_until="2026-08-01T00:00:00Z")
    assert case.state.ending == "joint"


def test_stale_mark_a_wish_that_was_withdrawn_is_none() -> None:
    case = paths.sessions()
    until = "2026-08-01T00:00:00Z"
    case.do("wish-to-end", "party", day(2026, 2, 1), party="us", room="joint", stands_until=until)
    case.do("withdraw-wish", "party", day(2026, 2, 2), party="us", room="joint")
    case.do("wish-to-end", "party", day(2026, 2, 3), party="pa", room="joint", stands_until=until)
    assert case.state.ending is None


def test_stale_mark_who_named_a_mediator_once_has_not_named_that_one_again() -> None:
    case = declaring(TWO)
    case.do("decline-nomination", "nominee", after(6), actor="m-one")
    again: dict[str, Json] = {"mediator": "m-one", "listed": True, "register": REGISTER}
    case.do("name-mediator", "party", after(7), party="us", room="joint", **again)
    assert case.state.phase == "choosing"  # the other side's word was for the first nomination
    case.do("name-mediator", "party", after(8), party="pa", room="joint", **again)
    assert case.state.phase == "declaring"


def test_mark_without_its_subject_two_mediators_named_are_no_agreement() -> None:
    case = paths.choosing()
    facts: dict[str, Json] = {"listed": True, "register": REGISTER}
    for party, mediator in (("us", "m-one"), ("pa", "m-two")):
        case.do("name-mediator", "party", after(5), party=party, room="joint", mediator=mediator, **facts)
    for party, number in (("us", 1), ("pa", 2)):
        case.do("state-number", "party", after(5), party=party, room="joint", number=number)
    assert (case.state.phase, case.state.seats, "number" in case.state.values) == ("choosing", {}, False)


@pytest.mark.parametrize(
    ("fact", "value"), [("ends_on", "2026-12-30T00:00:00Z"), ("ends_on", None), ("approval_of", [])]
)
def test_mark_without_its_subject_a_clause_agreed_to_keeps_its_date_and_its_list(fact: str, value: Json) -> None:
    case = paths.protocol()
    at, clause = day(2026, 1, 26), "standstill" if fact == "ends_on" else "approval-at-home"
    paths.draft(case, at, clause, approval_of=["us", "pa"])
    case.do("agree-clause", "party", at, party="us", clause=clause, version=digest(clause))
    sly: dict[str, Json] = {} if value is None else {fact: value}
    with pytest.raises(Refused) as caught:
        case.do("draft-clause", "mediator", at, actor="m-one", clause=clause, version=digest(clause), **sly)
    assert caught.value.rule == "as_agreed"
    paths.draft(case, at, clause, approval_of=["us", "pa"])  # the same put again, and what was agreed stands
    assert case.state.marks[f"agree-clause/protocol-clause/{clause}"] == {"us": [digest(clause), None]}
    case.do("draft-clause", "mediator", at, actor="m-one", clause=clause, version=digest("new"), **sly)
    with pytest.raises(Refused) as caught:  # back to what was agreed, with another date
        case.do("draft-clause", "mediator", at, actor="m-one", clause=clause, version=digest(clause), **sly)
    assert caught.value.rule == "as_agreed"
    settles(case)


@pytest.mark.parametrize(
    ("entry", "entry_on"), [("date", None), ("event-and-date", None), ("signature", IN_FORCE), ("event", IN_FORCE)]
)
def test_optional_facts_a_date_goes_with_an_entry_that_names_one(entry: str, entry_on: str | None) -> None:
    case = paths.sessions()
    dated: dict[str, Json] = {} if entry_on is None else {"entry_on": entry_on}
    with pytest.raises(Refused) as caught:
        case.do("table-text", "mediator", day(2026, 2, 1), actor="m-one", clauses=dict(TEXT), entry=entry, **dated)
    assert caught.value.rule == "given_with"


def test_unseat_a_nominee_declines_for_nobody_else() -> None:
    case = declaring(TWO)
    with pytest.raises(Refused) as caught:
        case.do("decline-nomination", "nominee", after(6), actor="m-two")
    assert (caught.value.rule, case.state.seats["m-one"]["status"]) == ("role", "nominated")


def test_wrong_reason_where_a_lapse_is_missing_the_refusal_says_so() -> None:
    case = paths.statements()
    facts: dict[str, Json] = {"clause": "language", "version": digest("language")}
    act = Act(act="draft-clause", role="mediator", actor="m-one", at=day(2026, 2, 1), facts=facts)
    with pytest.raises(Refused, match="lapsed at") as caught:
        case.perform(act)  # and not that its phase is not open: it will be, once the lapse is entered
    assert caught.value.rule == "lapse"
