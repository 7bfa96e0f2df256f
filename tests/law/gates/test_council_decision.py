"""Gate council-decision: Articles 25-27."""

from typing import Any

import pytest

from tests.law.gates.world import a_register, a_request, admits, answering, deposit, finding, outcome, party, private

BOTH = (deposit("KE"), deposit("UG"))
AMERICAN = {"party": [party("KE"), answering("US")]}


def decided(*decisions: dict[str, Any]) -> Any:
    return a_register(*BOTH, decision=list(decisions))


def test_contracting_states_need_none() -> None:
    found = finding("council-decision", a_request())
    assert (found.outcome.value, found.message.english()) == ("pass", "No party needs a decision of the Council.")
    assert dict(found.facts) == {"on": "2026-01-15", "decisions": [], "lacking": []}


def test_an_outsider_without_a_decision_needs_one() -> None:
    found = finding("council-decision", a_request(**AMERICAN), decided())
    assert (found.outcome.value, found.facts["lacking"]) == ("needs", ["US"])
    assert found.message.params == {"on": "2026-01-15", "states": "US"}


def test_a_decision_in_force_for_the_category_passes_and_is_identified() -> None:
    found = finding("council-decision", a_request(**AMERICAN), decided(admits("US")))
    assert (found.outcome.value, found.message.params) == ("pass", {"states": "US"})
    assert found.facts["decisions"] == [
        {"admits": "US", "category": "state-state", "from": "2025-11-01", "source": "GC/1/7"}
    ]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (admits("US", since="2026-01-15"), "pass"),
        (admits("US", since="2026-01-16"), "needs"),
        (admits("US", until="2026-01-16"), "pass"),
        (admits("US", until="2026-01-15"), "needs"),
        (admits("US", "state-national"), "needs"),
        (admits("US", "commercial"), "needs"),
        (admits("PA"), "needs"),
    ],
)
def test_the_decision_is_for_that_state_that_category_and_that_day(decision: dict[str, Any], expected: str) -> None:
    assert outcome("council-decision", a_request(**AMERICAN), decided(decision)) == expected


def test_a_decision_for_state_and_national_serves_that_category() -> None:
    asked = a_request(category="state-national", party=[party("US"), private("SG")])
    assert outcome("council-decision", asked, decided(admits("US", "state-national"))) == "pass"
    assert outcome("council-decision", asked, decided(admits("US", "state-state"))) == "needs"


def test_each_outsider_needs_its_own() -> None:
    asked = a_request(party=[party("US"), answering("PA")])
    assert finding("council-decision", asked, decided(admits("US"))).facts["lacking"] == ["PA"]
    assert outcome("council-decision", asked, decided(admits("US"), admits("PA"))) == "pass"


def test_a_decision_that_has_expired_is_replaced_by_a_later_one() -> None:
    kept = decided(admits("US", until="2026-01-01"), admits("US", since="2026-01-01"))
    assert outcome("council-decision", a_request(**AMERICAN), kept) == "pass"


def test_an_organisation_needs_one_and_can_have_one_only_with_a_code() -> None:
    coded = a_request(party=[party("KE"), answering("UN", kind="organisation")])
    nameless = {key: value for key, value in answering(kind="organisation").items() if key != "state"}
    assert outcome("council-decision", coded, decided(admits("UN"))) == "pass"
    assert outcome("council-decision", coded, decided()) == "needs"
    assert outcome("council-decision", a_request(party=[party("KE"), nameless]), decided(admits("UN"))) == "needs"


def test_a_signatory_is_an_outsider() -> None:
    kept = a_register(deposit("KE"), deposit("US", act="signature"))
    assert outcome("council-decision", a_request(**AMERICAN), kept) == "needs"
