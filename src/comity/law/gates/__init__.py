"""Gates: may the organisation take this case? One file a gate; `assess` asks all that the edition sets.

Rules upheld:
- which gates a category has, and each one's article, source and status, stand in the edition (`[gates.CODE]`); what a
  gate asks stands here, the same for every edition;
- the findings are complete, one a gate, in the fixed order of `GATES`; a gate that is not set for the category is not
  listed; nothing is skipped because an earlier gate refuses, so the filer reads everything at once.
"""

from typing import Final

from comity.law.edition import Edition
from comity.law.gates import (
    agency_approval,
    commercial,
    consent,
    council_decision,
    declaration,
    international,
    membership,
    nationality,
    subject_matter,
    third_state,
)
from comity.law.gates.finding import Assessment, Finding, Outcome, Ruling, Verdict
from comity.law.register import Register
from comity.law.request import Request

__all__ = ["GATES", "Assessment", "Finding", "Outcome", "Ruling", "Verdict", "assess"]

_GATES = (
    consent,
    membership,
    council_decision,
    declaration,
    third_state,
    subject_matter,
    nationality,
    agency_approval,
    international,
    commercial,
)
GATES: Final = tuple(gate.CODE for gate in _GATES)


def assess(request: Request, register: Register, edition: Edition) -> Assessment:
    """Ask every gate that the edition sets; ValueError if the edition was resolved for another category."""
    if edition.category != request.category:
        raise ValueError(f"the edition is that of {edition.category}, the request one of {request.category}")
    asked = ((gate, edition.gates[gate.CODE]) for gate in _GATES if gate.CODE in edition.gates)
    return Assessment(
        tuple(
            Finding(row.name, ruling.outcome, row.article, row.source, row.status, ruling.message, ruling.facts)
            for gate, row in asked
            for ruling in (gate.check(request, register, edition.lists),)
        )
    )
