"""One whole path, after the public record of the Panama Canal negotiation; and what its log proves."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from comity.law.act import Act
from comity.law.instants import parse
from comity.law.replay import NotReplayable, replay, replay_room
from comity.law.step import Refused
from tests.law import paths
from tests.law.paths import IN_FORCE, TEXT, after, table
from tests.law.world import EDITION, Case, day, digest

FREE = {  # acts that no later one needs, and how many there are
    "set-session": 1,  # a session is no condition of anything
    "attest": 2,  # an attestation delays nothing
    "lodge-statement": 2,  # the clock opens the statements whoever has lodged one
    "fix-number": 1,  # one mediator is what the edition gives where none is agreed
    "approve": 1,  # before the condition: the same side approved the whole text again after it
}


@cache
def played() -> Case:
    """The path, played once."""
    return paths.panama()


def deeds(case: Case) -> list[str]:
    """What people, the system and the clock did in the case log, the anchors left out."""
    return [act.act for act in case.log if act.act != "anchor-rooms"]


def test_it_leads_to_a_settlement_in_force_on_the_date_that_the_text_names() -> None:
    case = played()
    assert (case.state.phase, case.state.ending) == ("settled", "settled")
    assert [act.at for act in case.log if act.act == "enter-into-force"] == [parse(IN_FORCE)]
    assert case.state.signatories() == ["pa", "us"]
    assert set(case.state.things["attestation"]) == {"mediator", "secretary-general"}


def test_it_passes_through_every_phase_and_back_to_the_text_once() -> None:
    phases = [state.phase for state in played().states]
    passed = [phase for phase, following in pairwise([*phases, "."]) if phase != following]
    assert passed == [
        *("none", "invited", "screening", "choosing", "declaring", "statements", "protocol", "sessions", "text"),
        *("approval", "text", "approval", "signature", "signed", "settled"),
    ]


def test_statements_open_at_one_instant_by_the_clock() -> None:
    opened = [act for act in played().log if act.act == "open-statements"]
    assert [(act.role, act.period) for act in opened] == [("clock", "statements")]
    assert opened[0].at == parse("2026-01-21T04:59:59Z")  # the fifteenth day ends in Panama, at UTC-5


def test_a_condition_reopens_the_clauses_that_it_touches_and_no_other() -> None:
    case = played()
    number = next(number for number, act in enumerate(case.log) if act.act == "approve-on-condition")
    text = case.states[number + 1].things["settlement-clause"]
    assert [name for name, clause in text.items() if clause["open"]] == ["art-4", "art-6"]
    assert {name for name, clause in case.state.things["settlement-clause"].items() if clause["open"]} == set()


def test_the_case_log_holds_no_trace_of_a_room() -> None:
    case = played()
    spoken = {act.act for room in case.rooms.values() for act in room.log}
    assert spoken == {
        *("state-number", "name-mediator", "table-issue", "post", "release", "receive", "propose", "answer"),
        "tell-outcome",
    }
    assert spoken.isdisjoint(act.act for act in case.log)
    assert all(EDITION.acts[act.act].log == "case" for act in case.log)
    assert [state.to_json() for state in case.states if state.room is not None] == []


def test_only_all_accepted_is_told_at_the_instant_fixed_before() -> None:
    joint = played().rooms["joint"].log
    proposed = next(act for act in joint if act.act == "propose")
    told = [act for act in joint if act.act == "tell-outcome"]
    assert [(act.at, act.facts["outcome"]) for act in told] == [
        (parse(str(proposed.facts["closes_at"])), "all-accepted")
    ]


def test_before_the_instant_every_party_has_one_answer_in_its_own_room_and_a_default_first() -> None:
    for party in ("us", "pa"):
        answers = played().rooms[f"delegation:{party}"].log
        assert [(act.act, act.role, act.party) for act in answers] == [
            ("answer", "system", party),
            ("answer", "party", party),
        ]


def test_anchors_stand_at_the_fixed_times_from_registration_to_the_end() -> None:
    case = played()
    anchors = [act.at for act in case.log if act.act == "anchor-rooms"]
    assert anchors[0] == day(2026, 1, 5, 18)
    assert {second - first for first, second in pairwise(anchors)} == {timedelta(hours=6)}
    assert anchors[-1] == next(act.at for act in case.log if act.act == "enter-into-force")  # at midnight, a fixed time


# -------------------------------------------------------------------- replay


def test_every_prefix_of_the_case_log_replays_to_the_state_that_was_live() -> None:
    case = played()
    for size in [*range(0, 130, 3), *range(130, len(case.log), 97), len(case.log)]:
        assert replay(EDITION, case.log[:size]) == case.states[size]


@pytest.mark.parametrize("room", ["joint", "caucus:pa", "caucus:us", "delegation:pa", "delegation:us", "mediator"])
def test_every_room_replays_with_the_case_as_it_saw_it(room: str) -> None:
    case = played()
    kept = case.rooms[room]
    assert replay_room(EDITION, kept.log, room=kept.state.room or {}, cases=case.states) == kept.state


def test_a_log_goes_through_json_and_replays() -> None:
    again = [Act.from_json(act.to_json()) for act in played().log]
    assert again == played().log
    assert replay(EDITION, again) == played().state


def without(case: Case, number: int) -> list[Act]:
    """The case log with one act left out."""
    return case.log[:number] + case.log[number + 1 :]


def test_without_any_lapse_the_log_does_not_replay() -> None:
    case = played()
    lapses = [number for number, act in enumerate(case.log) if act.period is not None]
    assert {case.log[number].act for number in lapses} == {"open-statements", "anchor-rooms", "enter-into-force"}
    for number in [*lapses[:40], *lapses[40::50]]:
        following = next(index for index, act in enumerate(case.log) if act.at > case.log[number].at)
        with pytest.raises(NotReplayable, match=r"lapsed at|No such period") as caught:
            replay(EDITION, without(case, number))
        assert caught.value.index == following - 1


def test_without_any_act_that_a_later_one_needs_the_log_does_not_replay() -> None:
    case = played()
    people = [number for number, act in enumerate(case.log) if act.period is None]
    assert Counter(case.log[number].act for number in people if replays(without(case, number))) == FREE


def replays(log: list[Act]) -> bool:
    """Whether a log replays."""
    try:
        replay(EDITION, log)
    except NotReplayable:
        return False
    return True


def test_acts_that_changed_places_across_a_phase_are_refused() -> None:
    case = played()
    borders = [
        number for number in range(len(case.log) - 1) if case.states[number].phase != case.states[number + 1].phase
    ]
    assert len(borders) == 14
    for number in borders:
        first, second = case.log[number], case.log[number + 1]
        if second.act not in {"set-session", "attest", "anchor-rooms"}:
            swapped = [replace(second, at=first.at), replace(first, at=second.at)]
            assert not replays([*case.log[:number], *swapped, *case.log[number + 2 :]]), (first.act, second.act)


def test_time_never_goes_back() -> None:
    case = played()
    for number in (1, 5, 20, 60, len(case.log) - 1):
        back = replace(case.log[number], at=case.log[number - 1].at - timedelta(seconds=1))
        with pytest.raises(NotReplayable, match="cannot come before") as caught:
            replay(EDITION, [*case.log[:number], back])
        assert caught.value.index == number


# -------------------------------------------------------------------- refusals on the way


def refused(attempt: Callable[[], object]) -> str:
    """The rule that refuses an attempt."""
    with pytest.raises(Refused) as caught:
        attempt()
    return caught.value.rule


def test_a_party_cannot_put_the_text() -> None:
    case = paths.sessions()
    text = dict(TEXT)
    at = day(2026, 2, 1)
    assert refused(lambda: case.do("table-text", "party", at, party="us", clauses=text, entry="signature")) == "role"


def test_nothing_is_signed_in_the_sessions() -> None:
    case = paths.sessions()
    at = day(2026, 2, 1)
    assert (
        refused(lambda: case.do("sign", "party", at, party="us", clauses=dict(TEXT), assertion=digest(""))) == "phase"
    )


def test_a_case_without_the_consent_of_all_is_not_screened() -> None:
    case = paths.requested(consents={"pa": "wanted"})
    assert refused(lambda: paths.screen(case, after(2))) == "phase"


def test_a_party_signs_once() -> None:
    case = paths.signature()
    paths.each(case, "sign", day(2026, 3, 2), "us")
    assert refused(lambda: paths.each(case, "sign", day(2026, 3, 3), "us")) == "not_done"


def test_who_may_only_speak_does_not_sign() -> None:
    case = paths.signature()
    assert refused(lambda: paths.each(case, "sign", day(2026, 3, 2), "us", mandate=("speak",))) == "mandate"


def test_a_clause_that_no_condition_touched_does_not_change() -> None:
    case = paths.approval()
    paths.each(case, "approve-on-condition", day(2026, 3, 1), "us", touches=["art-4"])
    sly = {**TEXT, "art-1": digest("sly")}
    assert refused(lambda: table(case, day(2026, 3, 2), sly)) == "only_open_change"


def test_a_text_with_a_reopened_clause_is_not_initialled() -> None:
    case = paths.approval()
    paths.each(case, "approve-on-condition", day(2026, 3, 1), "us", touches=["art-4"])
    assert refused(lambda: paths.each(case, "initial", day(2026, 3, 2), "us")) == "none_open"


def test_nobody_else_enters_a_caucus() -> None:
    case = paths.sessions()
    at = day(2026, 2, 1)
    assert refused(lambda: case.do("post", "party", at, party="us", room="caucus:pa", item="i")) == "room"
    assert refused(lambda: case.do("release", "party", at, party="pa", room="caucus:pa", item="i", owner="us")) == "own"


def test_an_answer_comes_before_the_closing_instant_or_not_at_all() -> None:
    case = paths.sessions()
    closes = "2026-02-02T06:00:00Z"
    case.do("propose", "mediator", day(2026, 2, 1), actor="m-one", room="joint", proposal="p", closes_at=closes)
    late = {"room": "delegation:us", "accepts": True, "proposal": "p", "closes_at": closes}
    assert refused(lambda: case.do("answer", "party", parse(closes), party="us", **late)) == "ahead"
    later = {**late, "closes_at": "2026-02-03T06:00:00Z"}
    assert refused(lambda: case.do("answer", "party", parse(closes), party="us", **later)) == "as_fixed"
    unknown = {**late, "proposal": "q"}
    assert refused(lambda: case.do("answer", "party", parse(closes), party="us", **unknown)) == "as_fixed"


def test_silence_ends_an_invitation() -> None:
    case = paths.requested(consents={"pa": "wanted"})
    case.settle(day(2026, 4, 1))
    assert (case.state.phase, case.state.ending) == ("ended", "no-consent")
    assert deeds(case) == ["file-request", "lapse-invitation"]


def test_when_one_side_leaves_the_mediation_ends() -> None:
    case = paths.approval()
    case.do("leave", "party", day(2026, 3, 1), party="pa")
    assert (case.state.phase, case.state.ending) == ("ended", "withdrawal")
    assert refused(lambda: case.do("leave", "party", day(2026, 3, 1), party="us")) == "phase"
