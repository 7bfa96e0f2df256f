"""Matters beside the mediation, over the pure step: proceedings, interim arrangements, hand-over, parts, subjects."""

from datetime import datetime, timedelta

import pytest

from comity.law.act import Act, Json
from comity.law.edition import BadEdition, from_json
from comity.law.instants import parse, render
from comity.law.replay import replay
from comity.law.step import Refused
from comity.law.tables import tables
from tests.law import mattered, paths
from tests.law.mattered import ARRANGED, ELSEWHERE, HELD, agree, drafted, handed_over, part_signed, wish
from tests.law.paths import ASSERTION, TEXT, after
from tests.law.world import EDITION, Case, day, digest


def now(case: Case) -> datetime:
    """The instant of the last act."""
    return parse(str(case.state.last_at))


def declare(case: Case, party: str, **said: Json) -> None:
    case.do("declare-proceeding", "party", now(case), party=party, **{**ELSEWHERE, **said})  # type: ignore[arg-type]


def permit(case: Case, party: str, role: str) -> None:
    """Permit a role: no keyword of Case.do can be called so."""
    facts: dict[str, Json] = {"proceeding": "hague", "role": role}
    held = ("speak", "sign")
    case.perform(
        Act(act="permit-role", role="party", actor=party, at=now(case), party=party, mandate=held, facts=facts)
    )


def rule(case: Case, act: str, role: str, **keys: object) -> str:
    """The rule that refuses an act now."""
    with pytest.raises(Refused) as caught:
        case.do(act, role, now(case), **keys)  # type: ignore[arg-type]
    return caught.value.rule


# -------------------------------------------------------------------- other proceedings


def test_a_proceeding_changes_neither_phase_nor_periods_and_only_its_side_keeps_it_current() -> None:
    case = paths.sessions()
    before = case.state
    declare(case, "us")
    declare(case, "us", stage="stayed")
    after_ = case.state
    assert (after_.phase, after_.periods, after_.suspended_since) == (before.phase, before.periods, None)
    assert after_.things["proceeding"]["hague"]["stage"] == "stayed"
    assert rule(case, "declare-proceeding", "party", party="pa", **ELSEWHERE) == "declared_by_own_side"


def test_a_date_that_is_left_out_is_gone() -> None:
    case = paths.sessions()
    declare(case, "us")
    said = {name: value for name, value in ELSEWHERE.items() if name != "next_on"}
    case.do("declare-proceeding", "party", now(case), party="us", **said)  # type: ignore[arg-type]
    assert "next_on" not in case.state.things["proceeding"]["hague"]


def test_the_mediator_has_a_role_there_only_if_all_have_permitted_this_one() -> None:
    case = paths.sessions(paths.THREE)
    declare(case, "us")
    said: dict[str, Json] = {**ELSEWHERE, "mediator_role": "witness"}
    for party, role in (("us", "witness"), ("pa", "witness"), ("cr", "counsel")):
        permit(case, party, role)
        assert rule(case, "declare-proceeding", "party", party="us", **said) == "permitted"
    permit(case, "cr", "witness")
    declare(case, "us", mediator_role="witness")
    assert rule(case, "declare-proceeding", "party", party="us", **{**said, "mediator_role": "counsel"}) == "permitted"


def test_who_has_left_need_not_permit() -> None:
    case = paths.sessions(paths.THREE)
    declare(case, "us")
    for party in ("us", "pa"):
        permit(case, party, "arbitrator")
    case.do("leave", "party", now(case), party="cr")
    declare(case, "us", mediator_role="arbitrator")


# -------------------------------------------------------------------- interim arrangements


def test_an_arrangement_stands_when_the_last_party_agrees_and_the_clock_warns_and_ends_it() -> None:
    case = drafted("us")
    assert "interim-standing" not in case.state.things
    agree(case, "pa")
    assert case.state.things["interim-standing"]["dig"]["version"] == HELD
    ends = parse(mattered.ENDS)
    due = {code: parse(str(kept["due"])) for code, kept in case.state.periods.items() if code.startswith("interim")}
    assert due == {"interim-warning:dig": ends - timedelta(days=7), "interim-expiry:dig": ends}
    case.settle(ends + timedelta(seconds=1))
    done = [(act.act, act.at, act.period) for act in case.log if act.act in ("warn-interim", "end-interim")]
    assert done == [
        ("warn-interim", ends - timedelta(days=7), "interim-warning:dig"),
        ("end-interim", ends, "interim-expiry:dig"),
    ]
    assert replay(EDITION, case.log).to_json() == case.state.to_json()


def test_one_that_ends_within_the_days_of_the_warning_is_not_warned_of() -> None:
    case = paths.sessions()
    soon: dict[str, Json] = {**ARRANGED, "expires_at": render(now(case) + timedelta(days=6))}
    case.do("draft-interim", "party", now(case), party="us", **soon)  # type: ignore[arg-type]
    for party in ("us", "pa"):
        case.do("agree-interim", "party", now(case), party=party, **soon, assertion=ASSERTION)  # type: ignore[arg-type]
    assert [code for code in case.state.periods if code.startswith("interim")] == ["interim-expiry:dig"]


def test_a_second_one_does_not_revive_the_first() -> None:
    case = drafted("us", "pa")
    case.settle(parse(mattered.ENDS) + timedelta(hours=1))
    other: dict[str, Json] = {"interim": "fish", "version": digest("fish"), "expires_at": "2026-08-01T09:30:00Z"}
    at = parse(mattered.ENDS) + timedelta(hours=1)
    case.do("draft-interim", "party", at, party="us", **other)  # type: ignore[arg-type]
    for party in ("us", "pa"):
        case.do("agree-interim", "party", at, party=party, **other, assertion=ASSERTION)  # type: ignore[arg-type]
    running = sorted(code for code, kept in case.state.periods.items() if "interim" in code and not kept["lapsed"])
    assert running == ["interim-expiry:fish", "interim-warning:fish"]


def test_a_redrafted_one_is_agreed_anew_and_one_that_stands_is_not_redrafted() -> None:
    case = drafted("us")
    other: dict[str, Json] = {**ARRANGED, "version": digest("nobody fishes")}
    case.do("draft-interim", "mediator", now(case), actor="m-one", **other)  # type: ignore[arg-type]
    case.do("agree-interim", "party", now(case), party="pa", **other, assertion=ASSERTION)  # type: ignore[arg-type]
    assert "interim-standing" not in case.state.things
    case.do("agree-interim", "party", now(case), party="us", **other, assertion=ASSERTION)  # type: ignore[arg-type]
    assert rule(case, "draft-interim", "mediator", actor="m-one", **ARRANGED) == "not_in_force"


def test_it_runs_out_while_the_case_is_suspended() -> None:
    case = drafted("us", "pa")
    for party in ("us", "pa"):
        wish(case, party)
    case.settle(parse(mattered.ENDS) + timedelta(seconds=1))
    assert case.state.periods["interim-expiry:dig"]["lapsed"] is True


# -------------------------------------------------------------------- hand-over


def test_all_must_wish_it_and_any_takes_it_back() -> None:
    case = paths.sessions()
    wish(case, "us")
    assert (case.state.suspended_since, case.state.values.get("handed-over")) == (None, None)
    wish(case, "pa")
    assert case.state.suspended_since is not None
    assert rule(case, "resume", "party", party="us") == "not_handed_over"
    case.do("take-back", "party", after(48, now(case)), party="pa")
    assert (case.state.phase, case.state.suspended_since, case.state.values["handed-over"]) == ("sessions", None, "no")


def test_a_wish_of_before_does_not_hand_over_a_second_time() -> None:
    case = handed_over()
    case.do("take-back", "party", now(case), party="pa")
    wish(case, "us")
    assert case.state.suspended_since is None
    wish(case, "pa")
    assert case.state.suspended_since is not None


def test_a_wish_that_was_withdrawn_does_not_count() -> None:
    case = paths.sessions()
    wish(case, "us")
    case.do("withdraw-wish", "party", now(case), party="us", room="joint")
    wish(case, "pa")
    assert case.state.suspended_since is None


# -------------------------------------------------------------------- a part of a settlement


def test_a_part_that_all_have_signed_stands_and_the_sessions_go_on() -> None:
    case = part_signed("us")
    assert case.state.phase == "signature"
    paths.each(case, "sign", now(case), "pa")
    part = case.state.things["settled-part"]["part-1"]
    assert (part["clauses"], part["parties"]) == ({name: TEXT[name] for name in ("art-1", "art-2")}, ["pa", "us"])
    assert (case.state.phase, case.state.ending) == ("sessions", None)
    assert "settlement-clause" not in case.state.things
    assert {key.split("/")[0] for key in case.state.marks}.isdisjoint({"initial", "approve", "sign"})


def test_who_leaves_later_stays_bound_by_it_and_the_rest_may_be_settled_as_a_whole() -> None:
    case = part_signed("us", "pa")
    paths.table(case, day(2026, 3, 1, 9))
    for act, more in (("initial", {}), ("approve", {"basis": "organ"}), ("sign", {})):
        paths.each(case, act, day(2026, 3, 1, 10), **more)  # type: ignore[arg-type]
    assert case.state.ending == "settled"
    assert list(case.state.things["settled-part"]) == ["part-1"]


def test_a_case_may_end_otherwise_and_the_part_stands() -> None:
    case = part_signed("us", "pa")
    case.do("leave", "party", now(case), party="pa")
    assert case.state.ending == "withdrawal"
    assert case.state.things["settled-part"]["part-1"]["parties"] == ["pa", "us"]


def test_each_of_two_attests_a_part_once_also_after_the_case_ended() -> None:
    case = part_signed("us", "pa")
    clauses: dict[str, Json] = {name: TEXT[name] for name in ("art-1", "art-2")}
    case.do("attest-part", "mediator", now(case), actor="m-one", part="part-1", clauses=clauses, assertion=ASSERTION)
    case.do("leave", "party", now(case), party="pa")
    case.do("attest-part", "secretary-general", now(case), part="part-1", clauses=clauses, assertion=ASSERTION)
    assert list(case.state.things["attestation"]) == ["part-1/mediator", "part-1/secretary-general"]
    assert case.state.ending == "withdrawal"


def test_a_part_enters_into_force_on_signature_and_stays_a_part_while_it_stands() -> None:
    case = paths.sessions()
    dated: dict[str, Json] = {"clauses": {**TEXT}, "entry": "date", "entry_on": paths.IN_FORCE, "scope": "part"}
    assert rule(case, "table-text", "mediator", actor="m-one", **dated) == "part_fits"
    part: dict[str, Json] = {"clauses": {**TEXT}, "entry": "signature", "scope": "part"}
    case.do("table-text", "mediator", now(case), actor="m-one", **part)  # type: ignore[arg-type]
    whole = {name: value for name, value in part.items() if name != "scope"}
    assert rule(case, "table-text", "mediator", actor="m-one", **whole) == "as_tabled"


# -------------------------------------------------------------------- subjects


def test_contested_subjects_are_fixed_before_screening_and_a_screening_of_before_does_not_count() -> None:
    case = paths.requested()
    paths.screen(case, after(1))
    case.do("contest-subjects", "party", after(2), party="pa", subjects=["canal"])
    assert rule(case, "register", "secretary-general") == "value_is"
    with pytest.raises(Refused, match="contested"):
        paths.screen(case, after(3))
    case.do("fix-subjects", "registry", after(4), subjects=["canal-tolls"], depends_on=["x"])
    assert rule(case, "register", "secretary-general") == "value_is"
    assert rule(case, "contest-subjects", "party", party="us", subjects=["canal-tolls"]) == "not_fixed"
    paths.screen(case, after(5))
    case.do("register", "secretary-general", after(6))
    case_ = case.state.things["fixed-subjects"]["now"]
    assert (case_["subjects"], case_["depends_on"]) == (["canal-tolls"], ["x"])


# -------------------------------------------------------------------- the edition


def test_a_period_before_an_instant_says_so() -> None:
    rows = [row for phase in tables(EDITION).phases for row in phase.periods if row.period == "interim-warning"]
    assert rows[0].sentences[0].english() == "until 7 days before the date that the text sets"


@pytest.mark.parametrize("value", ["seven", 0, None])
def test_a_warning_counts_in_days_that_the_edition_gives(value: Json) -> None:
    source = EDITION.digest_source()
    days = next(entry for entry in source["values"] if entry["name"] == "interim-warning-days")
    days.pop("value") if value is None else days.update(value=value)
    if value is None:
        days["status"] = "unset"
        row = from_json(source)
        assert row.values["interim-warning-days"].value is None
    else:
        with pytest.raises(BadEdition, match="no value in days"):
            from_json(source)
