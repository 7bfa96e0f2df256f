"""Another party joins: by the will of all, once it consents and the gates pass; until then it holds no side."""

import pytest

from comity.law.act import Act, Json
from comity.law.effects import EFFECTS
from comity.law.instants import parse, render
from comity.law.state import State
from comity.law.step import Refused
from tests.law import paths
from tests.law.joined import BANK, consented, invited, proposed, screened
from tests.law.paths import ASSERTION, THREE, after
from tests.law.world import Case, act_of


def status(case: Case, party: str = "bank") -> str | None:
    """What the newcomer is in the case."""
    return case.state.parties.get(party, {}).get("status")


def agree(case: Case, party: str, **changed: Json) -> Act:
    at = after(1, parse(str(case.state.last_at)))
    return case.do("agree-joinder", "party", at, party=party, assertion=ASSERTION, **{**BANK, **changed})


def test_a_proposal_invites_nobody() -> None:
    assert status(proposed()) is None


def test_it_is_invited_by_the_last_who_agrees_and_by_nobody_before() -> None:
    case = proposed(paths.sessions(THREE))
    for party in ("us", "pa"):
        agree(case, party)
        assert status(case) is None
    agree(case, "cr")
    assert (status(case), case.log[-1].act, case.log[-1].role) == ("invited", "invite-newcomer", "system")
    assert "agree-joinder//" not in case.state.marks


def test_two_who_agree_to_different_things_have_not_agreed() -> None:
    case = proposed()
    case.do("propose-joinder", "party", after(1, parse(str(case.state.last_at))), party="pa",
            newcomer="fund", side="responding", capacity="guarantor")  # fmt: skip
    agree(case, "us")
    agree(case, "pa", newcomer="fund")
    assert (status(case), status(case, "fund")) == (None, None)
    agree(case, "us", newcomer="fund")
    assert status(case, "fund") == "invited"


def test_consent_alone_lets_nobody_in_and_the_gates_alone_neither() -> None:
    case = consented()
    assert status(case) == "invited"
    with pytest.raises(Refused) as caught:
        screened_without_consent()
    assert caught.value.rule == "consents_to_join"


def screened_without_consent() -> None:
    case = invited()
    facts: dict[str, Json] = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": paths.REGISTER}
    case.do("screen-joinder", "registry", after(1, parse(str(case.state.last_at))), newcomer="bank", **facts)


@pytest.mark.parametrize(
    ("verdict", "comes_to"), [("admissible", "in"), ("refused", "left"), ("incomplete", "invited")]
)
def test_the_verdict_decides_and_the_case_goes_on(verdict: str, comes_to: str) -> None:
    case = screened(verdict=verdict)
    assert (status(case), case.state.phase) == (comes_to, "sessions")


def test_what_stands_of_it_says_from_when_it_is_in() -> None:
    case = screened()
    thing = case.state.things["joinder"]["bank"]
    assert (thing["version"], thing["since"], thing["side"]) == ("in", render(case.log[-1].at), "responding")


def test_who_is_in_must_agree_to_what_all_must() -> None:
    case = screened()
    assert case.state.members() == ["bank", "pa", "us"]
    again = proposed_again(case)
    for party in ("us", "pa"):
        agree(again, party, newcomer="fund")
    assert status(again, "fund") is None
    agree(again, "bank", newcomer="fund")
    assert status(again, "fund") == "invited"


def proposed_again(case: Case) -> Case:
    at = after(1, parse(str(case.state.last_at)))
    case.do("propose-joinder", "mediator", at, actor="m-one", newcomer="fund", side="responding", capacity="guarantor")
    return case


def test_a_newcomer_who_is_not_in_yet_holds_no_side() -> None:
    """Else the other side would be left alone in a case that goes on."""
    case = consented()
    case.do("leave", "party", after(1, parse(str(case.state.last_at))), party="pa")
    assert (case.state.phase, case.state.ending) == ("ended", "withdrawal")


def test_one_who_is_in_does() -> None:
    case = screened()
    case.do("leave", "party", after(1, parse(str(case.state.last_at))), party="pa")
    assert (case.state.phase, case.state.members()) == ("sessions", ["bank", "us"])


def test_an_invited_newcomer_declines_and_the_case_goes_on() -> None:
    case = invited()
    case.do("leave", "invitee", after(1, parse(str(case.state.last_at))), party="bank")
    assert (status(case), case.state.phase) == ("left", "sessions")


def test_nobody_joins_what_is_signed() -> None:
    with pytest.raises(Refused) as caught:
        proposed(paths.signed(entry="date"))
    assert caught.value.rule == "phase"


def test_a_consent_in_the_first_phase_is_what_it_was() -> None:
    case = paths.requested(consents={"pa": "wanted"})
    case.do("consent", "invitee", after(1), party="pa", assertion=ASSERTION)
    assert (status(case, "pa"), case.state.phase) == ("in", "screening")


def test_effects_leave_who_is_of_the_case_as_it_is() -> None:
    state = State(parties={"us": {"side": "requesting", "status": "left"}})
    EFFECTS["invite"].function(state, act_of("us"), party="us", side="responding")
    EFFECTS["join"].function(state, act_of("us"), party="us")
    EFFECTS["join"].function(state, act_of("us"), party="nobody")
    assert state == State(parties={"us": {"side": "requesting", "status": "left"}})
