"""What each gate says, word for word: these are the sentences that a party reads and that are translated."""

from typing import Any

import pytest

from comity.law.register import Register
from tests.law.gates.world import a_register, a_request, admits, answering, deposit, finding, party, private

ASKING = private("SG", side="requesting")
NATIONAL, COMMERCIAL = {"category": "state-national"}, {"category": "commercial"}
AMERICAN = {"party": [party(), answering("US")]}
ADMITTED = a_register(deposit("KE"), decision=[admits("US")])


def involving(answer: str) -> dict[str, Any]:
    return {"third_state_involved": True, "third_states": [{"state": "PG", "consent": answer}]}


@pytest.mark.parametrize(
    ("code", "keys", "kept", "sentence"),
    [
        ("consent", {}, None, "Every party has consented in writing."),
        (
            "membership",
            {},
            a_register(deposit("KE")),
            "Not a Contracting State on 2026-01-15: UG. A signature alone does not make one.",
        ),
        (
            "council-decision",
            AMERICAN,
            a_register(deposit("KE")),
            "A decision of the Council in force on 2026-01-15 that admits US to this category is wanted.",
        ),
        ("council-decision", AMERICAN, ADMITTED, "A decision of the Council admits US to this category."),
        ("declaration", {}, None, "No party's declaration in force on the filing date excludes the subject."),
        ("third-state", {}, None, "The parties say that no third State is involved."),
        ("third-state", involving("given"), None, "Each third State that is involved has given its consent."),
        ("third-state", involving("refused"), None, "A third State that is involved refuses its consent: PG."),
        (
            "third-state",
            involving("pending"),
            None,
            "Consent is wanted from PG, involved as a third State. Silence is not consent.",
        ),
        (
            "subject-matter",
            NATIONAL | {"party": [party(), private("SG")]},
            None,
            "The subject is commercial or one of investment.",
        ),
        (
            "nationality",
            NATIONAL | {"party": [party(), private("SG")]},
            None,
            "Each private party is a national of another State than the disputing one.",
        ),
        (
            "international",
            COMMERCIAL | {"party": [ASKING, private("SG")]},
            None,
            "All parties belong to one country: SG.",
        ),
        (
            "international",
            COMMERCIAL | {"party": [private("HK", side="requesting"), private("CN")]},
            None,
            "A human decides whether CN, HK make the dispute international: they may be one State.",
        ),
    ],
)
def test_a_gate_says(code: str, keys: dict[str, Any], kept: Register | None, sentence: str) -> None:
    assert finding(code, a_request(**keys), kept).message.english() == sentence
