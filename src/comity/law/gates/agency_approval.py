"""Gate `agency-approval`: an agency or subdivision of a State has its State's approval or waiver (ICSID Rule 2(2)).

Rules upheld:
- withheld or not spoken of, it is still wanted: the gate never refuses, since the State may yet act; a standing waiver
  need have no day;
- where the State itself is a party on the same side, its agency is still asked: the paper is what the gate wants.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, needs, numbered, passes
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Party, PartyKind, Request

CODE = "agency-approval"


def _approved(party: Party) -> bool:
    return party.approval is not None and party.approval.given


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """Each agency has its State's approval or waiver."""
    agencies = [(n, party) for n, party in enumerate(request.parties, 1) if party.kind is PartyKind.AGENCY]
    lacking = [(number, str(party.state)) for number, party in agencies if not _approved(party)]
    facts: dict[str, Json] = {
        "agencies": [{"party": number, "state": party.state} for number, party in agencies],
        "lacking": [number for number, _ in lacking],
    }
    if lacking:
        return needs(
            mark("The State's approval or waiver is wanted for the agency that is party %(parties)s."),
            facts,
            parties=numbered(lacking),
        )
    if agencies:
        return passes(mark("Each agency has its State's approval or waiver."), facts)
    return passes(mark("No agency is a party."), facts)
