"""Gate agency-approval: ICSID Mediation Rule 2(2), borrowed."""

from datetime import date
from typing import Any

import pytest

from tests.law.gates.world import a_request, answering, finding, outcome, party, private


def test_without_an_agency_there_is_nothing_to_approve() -> None:
    found = finding("agency-approval", a_request())
    assert (found.outcome.value, found.message.english(), dict(found.facts)) == (
        "pass",
        "No agency is a party.",
        {"agencies": [], "lacking": []},
    )


@pytest.mark.parametrize("approval", [None, {"given": False}, {"given": False, "on": date(2025, 12, 1)}])
def test_an_agency_without_its_states_approval_needs_it(approval: dict[str, Any] | None) -> None:
    keys = {"approval": approval} if approval else {}
    asked = a_request(category="state-national", party=[party("KE", kind="agency", **keys), private("SG")])
    found = finding("agency-approval", asked)
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The State's approval or waiver is wanted for the agency that is party 1 (KE).",
    )
    assert dict(found.facts) == {"agencies": [{"party": 1, "state": "KE"}], "lacking": [1]}


@pytest.mark.parametrize("approval", [{"given": True, "on": date(2025, 12, 1)}, {"given": True}])
def test_an_agency_with_an_approval_or_a_standing_waiver_passes(approval: dict[str, Any]) -> None:
    asked = a_request(party=[party("KE"), answering("UG", kind="agency", approval=approval)])
    found = finding("agency-approval", asked)
    assert (found.outcome.value, found.message.english()) == ("pass", "Each agency has its State's approval or waiver.")


def test_the_approval_of_one_agency_is_not_that_of_another() -> None:
    approved = party("KE", kind="agency", approval={"given": True})
    asked = a_request(party=[approved, party("KE", kind="agency"), answering("UG", kind="agency")])
    assert finding("agency-approval", asked).facts["lacking"] == [2, 3]


def test_its_state_beside_it_does_not_replace_the_paper() -> None:
    asked = a_request(party=[party("KE"), party("KE", kind="agency"), answering()])
    assert outcome("agency-approval", asked) == "needs"


def test_an_approval_of_a_state_means_nothing() -> None:
    assert outcome("agency-approval", a_request(party=[party("KE", approval={"given": False}), answering()])) == "pass"
