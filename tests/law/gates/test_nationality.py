"""Gate nationality: Articles 24(b) and 27; what is doubtful is a human's to decide."""

from typing import Any

import pytest

from comity.law.gates import Finding
from tests.law.gates.world import a_request, answering, finding, outcome, party, private

HUMAN = (
    "A human decides on the nationality of party {}: several nationalities or none, a company that a State owns, "
    "or a territory."
)


def against(state: str, *nationality: str, **keys: Any) -> Finding:
    return finding(
        "nationality", a_request(category="state-national", party=[party(state), private(*nationality, **keys)])
    )


def result(found: Finding) -> tuple[str, list[Any]]:
    flags = found.facts["parties"]
    return found.outcome.value, [one["flag"] for one in flags]  # type: ignore[index, call-overload, union-attr]


def test_a_national_of_another_state_passes() -> None:
    found = against("KE", "SG")
    assert (result(found), found.facts["parties"]) == (
        ("pass", [None]),
        [{"party": 2, "nationality": ["SG"], "flag": None}],
    )


@pytest.mark.parametrize("kind", ["company", "individual"])
def test_a_national_of_the_disputing_state_itself_is_refused(kind: str) -> None:
    found = against("KE", "KE", kind=kind)
    assert (result(found), found.message.english()) == (
        ("refuse", ["own-national"]),
        "A national of the disputing State itself: party 2 (KE).",
    )


def test_the_same_nationality_twice_is_one() -> None:
    assert result(against("KE", "KE", "KE")) == ("refuse", ["own-national"])


@pytest.mark.parametrize("nations", [("SG", "MY"), ("SG", "KE"), ("KE", "SG")])
def test_a_dual_national_is_for_a_human_whichever_the_nationalities(nations: tuple[str, ...]) -> None:
    found = against("KE", *nations)
    assert (result(found), found.message.english()) == (
        ("needs", ["several-nationalities"]),
        HUMAN.format(f"2 ({'/'.join(nations)})"),
    )


def test_a_stateless_person_is_for_a_human() -> None:
    found = against("KE", kind="individual")
    assert (result(found), found.message.params) == (("needs", ["no-nationality"]), {"parties": "2 (-)"})


def test_a_company_that_a_state_owns_is_for_a_human() -> None:
    assert result(against("KE", "SG", state_owned=True)) == ("needs", ["state-owned"])


def test_a_company_of_the_disputing_state_is_refused_whoever_owns_it() -> None:
    assert result(against("KE", "KE", state_owned=True)) == ("refuse", ["own-national"])


@pytest.mark.parametrize(("state", "territory"), [("CN", "HK"), ("GB", "FK"), ("AR", "FK"), ("KM", "YT")])
def test_a_national_of_a_territory_of_the_disputing_state_is_for_a_human(state: str, territory: str) -> None:
    assert result(against(state, territory)) == ("needs", ["territory"])


def test_a_national_of_a_territory_of_a_third_country_passes() -> None:
    assert result(against("KE", "HK")) == ("pass", [None])


def test_an_agency_stands_for_its_state() -> None:
    asked = a_request(category="state-national", party=[party("KE", kind="agency"), private("KE")])
    assert outcome("nationality", asked) == "refuse"


def test_an_organisation_has_no_nationals() -> None:
    asked = a_request(category="state-national", party=[party("EU", kind="organisation"), private("FR")])
    assert outcome("nationality", asked) == "pass"


def test_a_company_beside_its_own_state_is_measured_against_the_other_side() -> None:
    beside = private("KE", side="requesting")
    asked = a_request(category="state-national", party=[party("KE"), beside, answering("UG")])
    assert outcome("nationality", asked) == "pass"
    asked = a_request(category="state-national", party=[party("KE"), beside, answering("UG"), private("KE")])
    assert outcome("nationality", asked) == "refuse"


def test_one_refused_among_doubtful_ones_refuses_and_all_are_told() -> None:
    parties = [party("KE"), private("SG", "MY"), private("KE"), private("SG")]
    found = finding("nationality", a_request(category="state-national", party=parties))
    assert result(found) == ("refuse", ["several-nationalities", "own-national", None])
    assert found.message.params == {"parties": "3 (KE)"}


@pytest.mark.parametrize(
    "parties",
    [[party("KE"), answering("UG")], [private("SG", side="requesting"), private("MY")]],
)
def test_two_states_or_two_companies_are_another_category(parties: list[dict[str, Any]]) -> None:
    found = finding("nationality", a_request(category="state-national", party=parties))
    assert (found.outcome.value, found.message.english()) == (
        "refuse",
        "Not a dispute between a State and a national of another State: file it in another category.",
    )


@pytest.mark.parametrize("alone", [party("KE"), private("SG")])
def test_with_one_side_missing_nothing_can_be_compared(alone: dict[str, Any]) -> None:
    found = finding("nationality", a_request(category="state-national", party=[alone]))
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The other party is not named yet, so nationalities cannot be compared.",
    )


def test_a_doubtful_party_alone_is_told_already() -> None:
    assert outcome("nationality", a_request(category="state-national", party=[private("SG", "MY")])) == "needs"


def test_a_state_and_a_company_on_one_side_wait_for_the_other() -> None:
    parties = [party("KE"), private("SG", side="requesting")]
    assert outcome("nationality", a_request(category="state-national", party=parties)) == "needs"
