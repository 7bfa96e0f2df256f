"""Gate membership: Articles 25-27, on the filing date."""

import pytest

from comity.law.register import Register
from tests.law.gates.world import (
    a_register,
    a_request,
    admits,
    answering,
    declares,
    deposit,
    finding,
    outcome,
    party,
    private,
)

BOTH = (deposit("KE"), deposit("UG"))


def test_two_contracting_states_pass() -> None:
    found = finding("membership", a_request())
    assert (found.outcome.value, found.message.english()) == ("pass", "Contracting State on 2026-01-15: KE, UG.")
    assert found.facts["parties"] == [
        {"state": "KE", "standing": "contracting", "bound_since": "2025-08-29"},
        {"state": "UG", "standing": "contracting", "bound_since": "2025-08-29"},
    ]
    assert (found.facts["on"], found.facts["convention_in_force"], found.facts["admitted"]) == (
        "2026-01-15",
        "2025-08-29",
        [],
    )


def test_a_signatory_is_not_contracting() -> None:
    found = finding("membership", a_request(), a_register(deposit("KE"), deposit("UG", act="signature")))
    assert (found.outcome.value, found.message.params) == ("needs", {"on": "2026-01-15", "states": "UG"})
    assert found.facts["parties"] == [
        {"state": "KE", "standing": "contracting", "bound_since": "2025-08-29"},
        {"state": "UG", "standing": "signatory", "bound_since": None},
    ]


def test_a_state_without_any_act_is_not_contracting() -> None:
    assert outcome("membership", a_request(), a_register(deposit("KE"))) == "needs"
    assert outcome("membership", a_request(), Register()) == "needs"


@pytest.mark.parametrize(("deposited", "expected"), [("2025-12-16", "pass"), ("2025-12-17", "needs")])
def test_a_later_member_is_contracting_thirty_days_after_its_deposit(deposited: str, expected: str) -> None:
    found = finding("membership", a_request(), a_register(deposit("KE"), deposit("UG", deposited)))
    assert found.outcome.value == expected


@pytest.mark.parametrize(("left", "expected"), [("2026-01-15", "needs"), ("2026-01-16", "pass")])
def test_a_state_that_has_left_on_the_filing_date_is_not_contracting(left: str, expected: str) -> None:
    assert outcome("membership", a_request(), a_register(*BOTH, deposit("UG", left, "withdrawal"))) == expected


@pytest.mark.parametrize(
    ("filed_at", "expected"),
    [("2025-08-28T23:59:59+08:00", "needs"), ("2025-08-29T00:00:00+08:00", "pass"), ("2025-08-28T16:00:00Z", "needs")],
)
def test_before_the_convention_is_in_force_nobody_is_contracting(filed_at: str, expected: str) -> None:
    assert outcome("membership", a_request(filed_at=filed_at)) == expected


def test_before_the_convention_is_in_force_no_decision_helps() -> None:
    kept = a_register(*BOTH, decision=[admits("KE", since="2025-01-01"), admits("UG", since="2025-01-01")])
    found = finding("membership", a_request(filed_at="2025-08-28T10:00:00+08:00"), kept)
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The Convention enters into force on 2025-08-29, after the filing date 2025-08-28.",
    )


def test_a_decision_of_the_council_opens_the_gate_to_an_outsider() -> None:
    asked = a_request(party=[party("KE"), answering("US")])
    found = finding("membership", asked, a_register(*BOTH, decision=[admits("US")]))
    assert (found.outcome.value, found.facts["admitted"]) == ("pass", ["US"])
    assert (
        found.message.english() == "Not a Contracting State on 2026-01-15, and let in by a decision of the Council: US."
    )


def test_a_decision_for_one_outsider_does_not_open_it_to_another() -> None:
    asked = a_request(party=[party("US"), answering("PA")])
    found = finding("membership", asked, a_register(decision=[admits("US")]))
    assert (found.outcome.value, found.message.params["states"]) == ("needs", "PA")


@pytest.mark.parametrize("decision", [admits("US", "commercial"), admits("US", until="2026-01-15"), admits("PA")])
def test_a_decision_of_another_category_day_or_state_does_not_open_it(decision: dict[str, str]) -> None:
    asked = a_request(party=[party("KE"), answering("US")])
    assert outcome("membership", asked, a_register(*BOTH, decision=[decision])) == "needs"


def test_an_agency_stands_for_its_state() -> None:
    asked = a_request(party=[party("KE"), answering("UG", kind="agency")])
    assert outcome("membership", asked) == "pass"
    assert outcome("membership", asked, a_register(deposit("KE"))) == "needs"


def test_an_organisation_that_acceded_is_contracting_as_a_state_is() -> None:
    asked = a_request(party=[party("KE"), answering("EU", kind="organisation")])
    assert outcome("membership", asked, a_register(*BOTH, deposit("EU"))) == "pass"
    assert outcome("membership", asked) == "needs"


def test_an_organisation_without_a_code_cannot_be_found() -> None:
    organisation = {key: value for key, value in answering(kind="organisation").items() if key != "state"}
    found = finding("membership", a_request(party=[party("KE"), organisation]))
    assert (found.outcome.value, found.message.params["states"]) == ("needs", "?")


def test_a_private_party_is_not_asked() -> None:
    asked = a_request(category="state-national", party=[party("KE"), private("US")])
    assert outcome("membership", asked) == "pass"


def test_of_nobody_nothing_is_found() -> None:
    found = finding("membership", a_request(category="state-national", party=[private("SG")]))
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "No State or organisation of States is a party yet.",
    )


def test_a_declaration_says_nothing_about_membership() -> None:
    assert outcome("membership", a_request(), a_register(*BOTH, declaration=[declares("KE", "fees")])) == "pass"
