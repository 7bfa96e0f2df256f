"""Gate consent: Article 24."""

from datetime import date
from typing import Any

import pytest

from tests.law.gates.world import CONSENT, a_request, answering, finding, outcome, party, private


def asked(*parties: dict[str, Any], **keys: Any) -> Any:
    return a_request(party=list(parties), **keys)


def test_two_sides_that_consented_in_writing_pass() -> None:
    found = finding("consent", asked(party(), answering()))
    assert (found.outcome.value, dict(found.facts)) == ("pass", {"missing": [], "sides_absent": []})


@pytest.mark.parametrize(("one", "absent"), [(party(), "responding"), (answering(), "requesting")])
def test_one_side_alone_is_an_invitation(one: dict[str, Any], absent: str) -> None:
    found = finding("consent", asked(one))
    assert (found.outcome.value, found.facts["sides_absent"]) == ("needs", [absent])
    assert found.message.english() == (
        "Only one side stands in this request, so it is an invitation: the other side must consent."
    )


def test_two_states_on_one_side_are_still_an_invitation() -> None:
    assert outcome("consent", asked(party("KE"), party("PG"))) == "needs"


@pytest.mark.parametrize(
    ("consent", "lacks"),
    [
        ({"given": False}, "consent"),
        ({"given": False, "instrument": "clause", "on": date(2025, 12, 1)}, "consent"),
        ({"given": True, "on": date(2025, 12, 1)}, "writing"),
        ({"given": True, "instrument": "Oral", "on": date(2025, 12, 1)}, "writing"),
        ({"given": True, "instrument": "clause"}, "date"),
    ],
)
def test_consent_is_given_in_writing_and_dated(consent: dict[str, Any], lacks: str) -> None:
    found = finding("consent", asked(party(), answering(consent=consent)))
    assert (found.outcome.value, found.facts["missing"]) == ("needs", [{"party": 2, "lacks": lacks}])
    assert found.message.english() == "A dated consent in writing is wanted from party 2 (UG)."


@pytest.mark.parametrize("on", [date(1999, 1, 1), date(2026, 1, 15), date(2026, 3, 1)])
def test_consent_may_come_before_or_after_the_dispute_and_the_filing(on: date) -> None:
    assert outcome("consent", asked(party(), answering(consent=CONSENT | {"on": on}))) == "pass"


def test_every_party_that_lacks_consent_is_named() -> None:
    nobody = {"given": False}
    parties = (
        party("KE", consent=nobody),
        private("SG", "MY", consent=nobody),
        private(kind="individual", consent=nobody),
        private("SG"),
    )
    found = finding("consent", asked(*parties, category="state-national"))
    assert found.message.params == {"parties": "1 (KE), 2 (SG/MY), 3 (individual)"}


def test_an_organisation_without_a_code_is_named_by_its_kind() -> None:
    organisation = {"side": "responding", "kind": "organisation", "consent": {"given": False}}
    assert finding("consent", asked(party(), organisation)).message.params == {"parties": "2 (organisation)"}
