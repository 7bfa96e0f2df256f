"""What holds of the provisional edition between States holds of every other edition and category.

Random acts watched by the second opinion, which reads that edition's files; paths from the request to a settlement;
replay, which refuses a log in which a lapse is missing.
"""

import random
from functools import cache

import pytest

from comity.law.instants import parse
from comity.law.replay import NotReplayable, replay, replay_room
from comity.law.step import step
from tests.law import attempts, joined, mattered, paths, raw, turned, walk
from tests.law.attempts import Attempt
from tests.law.books import BOOKS, OTHERS, Book, edition_of, under
from tests.law.guide import Guide
from tests.law.players import Players
from tests.law.test_totality import tried
from tests.law.walk import BEGINNINGS
from tests.law.world import Case, day, digest

ATTEMPTS = 400
IDS = [" ".join(book) for book in OTHERS]
each_other = pytest.mark.parametrize("book", OTHERS, ids=IDS)


@cache
def walked(book: Book) -> walk.Met:
    """One walk; it fails where the step and the second opinion differ."""
    with under(book):
        return walk.main(1, ATTEMPTS)


@cache
def played(book: Book) -> Case:
    """The whole path, under another edition."""
    with under(book):
        return paths.panama()


@each_other
def test_the_step_allows_exactly_what_the_second_opinion_does(book: Book) -> None:
    met = walked(book)
    assert met.attempts == ATTEMPTS
    assert sum(met.performed.values()) > ATTEMPTS
    assert sum(met.refused.values()) > ATTEMPTS // 5
    assert set(met.checks) == {"replays", *walk.TAMPERINGS}


@each_other
def test_from_every_state_sampled_people_who_cooperate_reach_a_settlement(book: Book) -> None:
    driven = walked(book).driven
    assert driven.total() == ATTEMPTS // 50
    assert set(driven) <= {"settled", "ended or not begun"}
    assert driven["settled"] > 0


def _opened_by_the_mediator() -> Attempt:
    return attempts.tried(paths.statements(), "open-statements", "mediator", actor="m-one")


TRIES = {**attempts.ATTEMPTS, **turned.ATTEMPTS, **mattered.ATTEMPTS, **joined.ATTEMPTS}
INSTEAD = {
    "uncitral-2021": {
        "open-statements": _opened_by_the_mediator,
        "agree-variation": lambda: turned.saying(TRIES["agree-variation"](), period="advice"),
    }
}


@each_other
def test_every_row_is_performed(book: Book) -> None:
    """One attempt for each row, which the step allows there."""
    with under(book) as edition:
        for act in edition.acts:
            case, room, made = {**TRIES, **INSTEAD.get(book[0], {})}[act]()
            before = case.state if room is None else case.room_state(room)
            assert step(edition, before, made).size == before.size + 1


@each_other
@pytest.mark.parametrize("number", [1, 2])
def test_a_request_reaches_a_settlement(book: Book, number: int) -> None:
    for entry in ("signature", "event-and-date"):
        with under(book):
            case = paths.requested(paths.THREE, consents={"pa": "wanted"}, zone=None)
            assert Players(case, number=number, entry=entry).play() == "settled"
        assert len([seat for seat in case.state.seats.values() if seat["status"] == "seated"]) == number


@each_other
def test_the_whole_path_leads_into_force_and_replays(book: Book) -> None:
    case, edition = played(book), edition_of(book)
    assert (case.state.phase, case.state.ending) == ("settled", "settled")
    assert replay(edition, case.log) == case.state
    for room in case.rooms.values():
        assert replay_room(edition, room.log, room=room.state.room or {}, cases=case.states) == room.state


@each_other
def test_without_any_lapse_the_log_does_not_replay(book: Book) -> None:
    case, edition = played(book), edition_of(book)
    lapses = [number for number, act in enumerate(case.log) if act.period is not None]
    expected = {"anchor-rooms", "enter-into-force"} | ({"open-statements"} if book[0] != "uncitral-2021" else set())
    assert {case.log[number].act for number in lapses} == expected
    others = [number for number in lapses if case.log[number].act != "anchor-rooms"]
    for number in [*lapses[:10], *others]:
        with pytest.raises(NotReplayable, match=r"lapsed at|No such period"):
            replay(edition, case.log[:number] + case.log[number + 1 :])


@each_other
def test_silence_ends_an_invitation_after_the_days_of_the_edition(book: Book) -> None:
    with under(book):
        case = paths.requested(consents={"pa": "wanted"}, zone="Asia/Hong_Kong")
        case.settle(day(2026, 12, 1))
    assert (case.state.phase, case.state.ending) == ("ended", "no-consent")
    due = {
        "state-national": parse("2026-03-06T15:59:59Z"),  # 60 days from 5 January, in Hong Kong
        "commercial": parse("2026-02-04T15:59:59Z"),  # 30 days
        "icsid": parse("2026-03-07T04:59:59Z"),  # 60 days in Washington: a Friday
    }
    assert case.log[-1].at == due["icsid" if book[0] == "icsid-2022" else book[1]]


@each_other
def test_each_row_is_total_in_the_states_that_were_reached(book: Book) -> None:
    guide = Guide(random.Random(5), wild=0.1)
    with under(book) as edition:
        for kind in sorted(set(BEGINNINGS)):
            case = walk.beginning(kind, parties=3, entry="event-and-date", book=book)[0]
            states = [case.state, *(case.room_state(room) for room in case.rooms)]
            for state in states:
                for row in edition.acts.values():
                    tried(edition, state, row, guide)


def test_where_a_nomination_failed_everybody_names_anew() -> None:
    """Where the rules set no time for the choice, earlier words end with the nomination."""
    with under(("uncitral-2021", "commercial")):
        case = paths.choosing()
        paths.name_mediator(case, paths.after(5))
        case.do("decline-nomination", "nominee", paths.after(6), actor="m-one")
        facts = {"mediator": "m-one", "listed": True, "register": paths.REGISTER}
        case.do("name-mediator", "party", paths.after(7), party="us", room="joint", **facts)
        assert case.state.phase == "choosing"
        case.do("name-mediator", "party", paths.after(7), party="pa", room="joint", **facts)
        assert case.state.phase == "declaring"


def test_the_selecting_authority_may_be_asked_at_once_and_the_mediator_opens_the_statements() -> None:
    with under(("uncitral-2021", "commercial")):
        case = paths.choosing()
        case.do("ask-for-appointment", "party", paths.after(4), party="us")
        facts = {"mediator": "m-one", "listed": True, "register": paths.REGISTER, "consulted": ["us", "pa"]}
        case.do("appoint-by-default", "secretary-general", paths.after(5), criteria=["expertise"], **facts)
        paths.declare(case, paths.after(6))
        case.do("lodge-statement", "party", paths.after(7), party="us", statement=digest("statement"))
        case.settle(day(2027, 1, 1))
        assert case.state.phase == "statements"  # no clock opens them
        case.do("open-statements", "mediator", day(2027, 1, 1), actor="m-one")
        assert case.state.phase == "protocol"


def test_the_second_opinion_reads_another_edition_only_for_as_long_as_it_is_told() -> None:
    before = raw.read()
    with under(("icsid-2022", "state-national")):
        assert raw.EDITION["edition"] == "icsid-2022"
        assert raw.ROWS["register"]["article"] == "R. 7"
        assert "membership" not in raw.EDITION["gates"]
    assert before == (raw.EDITION, raw.ROWS)


@pytest.mark.parametrize("book", BOOKS, ids=[" ".join(book) for book in BOOKS])
def test_both_readings_of_the_files_give_the_same(book: Book) -> None:
    """The loader's and that of the second opinion, which share no code."""
    whole, rows = raw.read(*book)
    source = edition_of(book).digest_source()
    assert {str(row["act"]): row for row in source["acts"]} == rows  # type: ignore[union-attr,index,call-overload]
    assert [row["act"] for row in source["acts"]] == list(rows)  # type: ignore[union-attr,index,call-overload]
    for table in ("phases", "periods", "endings", "values", "gates"):
        listed = source[table]
        named = {entry["name"]: {k: v for k, v in entry.items() if k != "name"} for entry in listed}  # type: ignore[union-attr,index,call-overload]
        assert (list(named), named) == (list(whole[table]), whole[table])
    assert (source["lists"], source["groups"]) == (whole["lists"], whole["groups"])
