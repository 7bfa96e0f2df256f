"""All gates together: order, completeness, verdict; each article's place comes from the edition."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.law import gates
from comity.law.edition import packaged
from comity.law.gates import GATES, Assessment, Finding, Outcome, Verdict, assess
from comity.law.messages import Message
from comity.law.register import Category, Register
from comity.law.request import Party, PartyKind, Request, Side
from tests.law.gates.world import (
    a_register,
    a_request,
    admits,
    an_edition,
    answering,
    declares,
    deposit,
    party,
    private,
)
from tests.law.test_request import CONSENTS, REQUESTS

SET = {
    "state-state": ["consent", "membership", "council-decision", "declaration", "third-state", "agency-approval"],
    "state-national": ["consent", "membership", "council-decision", "subject-matter", "nationality", "agency-approval"],
    "commercial": ["consent", "international", "commercial"],
}


def of(*outcomes: Outcome) -> Assessment:
    return Assessment(tuple(Finding("x", outcome, "1", "s", "official", Message("x"), {}) for outcome in outcomes))


@pytest.mark.parametrize(
    "outcomes", [combination for size in range(4) for combination in product(Outcome, repeat=size)]
)
def test_the_worst_outcome_decides(outcomes: tuple[Outcome, ...]) -> None:
    expected = (
        Verdict.REFUSED
        if Outcome.REFUSE in outcomes
        else Verdict.INCOMPLETE
        if Outcome.NEEDS in outcomes
        else Verdict.ADMISSIBLE
    )
    assert of(*outcomes).verdict is expected


@pytest.mark.parametrize(("category", "codes"), SET.items())
def test_the_packaged_edition_sets_the_gates_of_each_category_in_their_order(category: str, codes: list[str]) -> None:
    edition = packaged("iomed-provisional-2026", category)
    asked = {
        "state-state": a_request(),
        "state-national": a_request(category="state-national", party=[party(), private("SG")]),
        "commercial": a_request(category="commercial", party=[private("SG", side="requesting"), private("KE")]),
    }[category]
    findings = assess(asked, a_register(), edition).findings
    assert [finding.code for finding in findings] == codes
    for finding in findings:
        row = edition.gates[finding.code]
        assert (finding.article, finding.source, finding.status) == (row.article, row.source, row.status)


def test_every_gate_is_set_for_some_category() -> None:
    assert set(GATES) == {code for codes in SET.values() for code in codes}


def test_a_gate_that_the_edition_does_not_set_is_not_listed() -> None:
    found = assess(a_request(), a_register(), an_edition("state-state", "consent", "membership"))
    assert [finding.code for finding in found.findings] == ["consent", "membership"]


def test_nothing_is_skipped_after_a_refusal() -> None:
    alone = a_request(party=[party()], third_state_involved=True, third_states=[{"state": "PG", "consent": "refused"}])
    found = assess(alone, a_register(), packaged("iomed-provisional-2026", "state-state"))
    assert (found.verdict, [finding.outcome.value for finding in found.findings]) == (
        Verdict.REFUSED,
        ["needs", "pass", "pass", "pass", "refuse", "pass"],
    )


def test_an_edition_resolved_for_another_category_is_refused() -> None:
    with pytest.raises(ValueError, match="the edition is that of commercial, the request one of state-state"):
        assess(a_request(), a_register(), an_edition("commercial"))


def test_a_finding_in_json_has_exactly_the_keys_of_the_contract() -> None:
    found = assess(a_request(), a_register(), an_edition("state-state", "agency-approval")).to_json()
    assert found == {
        "verdict": "admissible",
        "findings": [
            {
                "code": "agency-approval",
                "outcome": "pass",
                "article": "Art. agency-approval",
                "status": "official",
                "message": "No agency is a party.",
                "facts": {"agencies": [], "lacking": []},
            }
        ],
    }


PUBLIC = st.builds(
    Party,
    st.sampled_from(Side),
    st.sampled_from([PartyKind.STATE, PartyKind.AGENCY, PartyKind.ORGANISATION]),
    CONSENTS,
    st.sampled_from(["KE", "UG", "US", "EU"]),
)


NATIONAL, COMMERCIAL = {"category": "state-national"}, {"category": "commercial"}
INVOLVED = {"third_state_involved": True}
ASKING = private("SG", side="requesting")
DECLARED = a_register(deposit("KE"), deposit("UG"), declaration=[declares("KE", "maritime-delimitation")])
SIGNED = a_register(deposit("KE"), deposit("UG", act="signature"))
ADMITTED = a_register(deposit("KE"), decision=[admits("US")])


@pytest.mark.parametrize(
    ("keys", "kept", "verdict"),
    [
        pytest.param({}, None, "admissible", id="two Contracting States"),
        pytest.param({"party": [party()]}, None, "incomplete", id="one side alone invites"),
        pytest.param({"subjects": ["maritime-delimitation"]}, DECLARED, "refused", id="a declared subject is refused"),
        pytest.param(
            {"subjects": ["fisheries-licence-fees"]},
            DECLARED,
            "admissible",
            id="another subject of the same States passes",
        ),
        pytest.param(
            {"subjects": ["maritime-delimitation"]}, None, "admissible", id="without a declaration nothing is excluded"
        ),
        pytest.param(
            {"depends_on": ["maritime-delimitation"]},
            DECLARED,
            "incomplete",
            id="a dependent subject waits for an officer",
        ),
        pytest.param(INVOLVED, None, "incomplete", id="involved and not named"),
        pytest.param(
            INVOLVED | {"third_states": [{"state": "PG", "consent": "pending"}]},
            None,
            "incomplete",
            id="a third State is silent",
        ),
        pytest.param(
            INVOLVED | {"third_states": [{"state": "PG", "consent": "given"}]},
            None,
            "admissible",
            id="a third State consents",
        ),
        pytest.param(
            INVOLVED | {"third_states": [{"state": "PG", "consent": "refused"}]},
            None,
            "refused",
            id="a third State refuses",
        ),
        pytest.param({}, SIGNED, "incomplete", id="a signatory is not Contracting"),
        pytest.param({"party": [party(), answering("US")]}, None, "incomplete", id="an outsider without a decision"),
        pytest.param({"party": [party(), answering("US")]}, ADMITTED, "admissible", id="an outsider with a decision"),
        pytest.param(
            NATIONAL | {"subjects": ["investment"], "party": [party(), private("SG")]},
            None,
            "admissible",
            id="investment",
        ),
        pytest.param(
            NATIONAL | {"subjects": ["family"], "party": [party(), private("SG")]},
            None,
            "refused",
            id="neither commerce nor investment",
        ),
        pytest.param(
            NATIONAL | {"party": [party("US"), private("SG")]},
            ADMITTED,
            "incomplete",
            id="a decision for another category",
        ),
        pytest.param(
            NATIONAL | {"party": [party(), private("KE")]}, None, "refused", id="a national of the State itself"
        ),
        pytest.param(NATIONAL | {"party": [party(), private("SG", "MY")]}, None, "incomplete", id="a dual national"),
        pytest.param(
            NATIONAL | {"party": [party(), private("SG", state_owned=True)]},
            None,
            "incomplete",
            id="a State-owned company",
        ),
        pytest.param(
            NATIONAL | {"party": [party(kind="agency"), private("SG")]},
            None,
            "incomplete",
            id="an agency without approval",
        ),
        pytest.param(
            COMMERCIAL | {"subjects": ["consumer"], "party": [ASKING, private("KE")]},
            None,
            "admissible",
            id="a consumer matter is warned of",
        ),
        pytest.param(COMMERCIAL | {"party": [ASKING, private("SG")]}, None, "refused", id="one country only"),
    ],
)
def test_worked_cases(keys: dict[str, Any], kept: Register | None, verdict: str) -> None:
    asked = a_request(**keys)
    found = assess(asked, kept or a_register(), packaged(asked.edition, asked.category))
    assert found.verdict.value == verdict


@settings(max_examples=60)
@given(REQUESTS, st.lists(PUBLIC, max_size=2))
def test_of_any_request_every_gate_says_something_that_can_be_told(asked: Request, public: list[Party]) -> None:
    parties = asked.parties if asked.category is Category.COMMERCIAL else (*asked.parties, *public)
    whole = Request(asked.category, asked.edition, asked.filed_at, asked.subjects, parties, asked.depends_on)
    found = gates.assess(whole, a_register(), packaged("iomed-provisional-2026", asked.category))
    assert [finding.code for finding in found.findings] == SET[asked.category]
    assert json.loads(json.dumps(found.to_json())) == found.to_json()
    if len({one.side for one in parties}) == 1:
        assert found.verdict is not Verdict.ADMISSIBLE


def test_two_sides_in_the_other_order_are_judged_alike() -> None:
    swapped = a_request(party=[answering(), party()])
    edition = packaged("iomed-provisional-2026", "state-state")
    assert assess(swapped, a_register(), edition).verdict is assess(a_request(), a_register(), edition).verdict
