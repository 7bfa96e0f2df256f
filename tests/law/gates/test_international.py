"""Gate international: Article 24(c), the test assumed."""

from typing import Any

import pytest

from comity.law.request import Request
from tests.law.gates.world import a_request, finding, outcome, private


def asked(*parties: dict[str, Any]) -> Request:
    return a_request(category="commercial", party=list(parties))


def asking(*nationality: str, **keys: Any) -> dict[str, Any]:
    return private(*nationality, side="requesting", **keys)


def test_two_countries_pass() -> None:
    found = finding("international", asked(asking("SG"), private("KE")))
    assert (found.outcome.value, found.facts["countries"]) == ("pass", ["KE", "SG"])
    assert found.message.english() == "The parties belong to different countries: KE, SG."


def test_one_country_only_is_refused() -> None:
    found = finding("international", asked(asking("SG"), private("SG", place_of_business="SG")))
    assert (found.outcome.value, found.message.params) == ("refuse", {"countries": "SG"})


def test_a_place_of_business_abroad_makes_it_international() -> None:
    assert outcome("international", asked(asking("SG"), private("SG", place_of_business="KE"))) == "pass"


def test_a_place_of_business_stands_in_for_a_missing_nationality() -> None:
    assert outcome("international", asked(asking("SG"), private(place_of_business="KE"))) == "pass"
    assert outcome("international", asked(asking("SG"), private(place_of_business="SG"))) == "refuse"


def test_a_party_of_no_known_country_is_asked() -> None:
    found = finding("international", asked(asking("SG"), private("KE"), private()))
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The nationality or place of business of each party is wanted.",
    )


@pytest.mark.parametrize("alone", [asking("SG"), private("SG", "KE")])
def test_one_side_alone_cannot_be_compared(alone: dict[str, Any]) -> None:
    found = finding("international", asked(alone))
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The other party is not named yet, so countries cannot be compared.",
    )


def test_two_territories_of_one_state_are_for_a_human() -> None:
    found = finding("international", asked(asking("HK"), private("CN")))
    assert (found.outcome.value, found.message.params) == ("needs", {"countries": "CN, HK"})


def test_two_territories_of_different_states_pass() -> None:
    assert outcome("international", asked(asking("HK"), private("FK"))) == "pass"


def test_a_third_country_among_territories_passes() -> None:
    assert outcome("international", asked(asking("HK"), private("CN"), private("SG"))) == "pass"
