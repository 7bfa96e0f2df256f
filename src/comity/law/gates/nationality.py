"""Gate `nationality`: the private party is a national of a State other than the disputing one (Articles 24(b), 27).

Rules upheld:
- a national of the disputing State itself, and of no other, is refused;
- several nationalities, none at all, a company that a State owns, and a territory that the disputing State administers
  or claims are for a human to decide: the gate gives no automatic answer (needs);
- the disputing State is one on the other side; an agency stands for its State, an organisation has no nationals;
- with both sides there, a dispute that has no State, or no national, on either side is not of this category: refused.
"""

from comity.law import codes
from comity.law.act import Json
from comity.law.gates.finding import Lists, Outcome, Ruling, needs, numbered, passes, refuses
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Party, PartyKind, Request

CODE = "nationality"


def _opposed(request: Request, party: Party) -> frozenset[str]:
    return frozenset(
        other.state
        for other in request.parties
        if other.kind in (PartyKind.STATE, PartyKind.AGENCY) and other.side is not party.side and other.state
    )


def _flag(party: Party, opposed: frozenset[str]) -> tuple[Outcome, str | None]:
    """What is found of one private party, and by which name."""
    nations = set(party.nationality)
    if len(nations) != 1:
        return Outcome.NEEDS, "several-nationalities" if nations else "no-nationality"
    if nations <= opposed:
        return Outcome.REFUSE, "own-national"
    if opposed.intersection(codes.states_of(party.nationality[0])):
        return Outcome.NEEDS, "territory"
    return (Outcome.NEEDS, "state-owned") if party.state_owned else (Outcome.PASS, None)


def _one_sided(request: Request) -> bool:
    return len({party.side for party in request.parties}) == 1


def _of_category(request: Request) -> bool:
    return {party.public for party in request.parties} == {True, False}


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """Each private party is, without doubt, a national of another State than its counterpart."""
    private = [(number, party) for number, party in enumerate(request.parties, 1) if not party.public]
    found = [(number, party, *_flag(party, _opposed(request, party))) for number, party in private]
    facts: dict[str, Json] = {
        "parties": [
            {"party": number, "nationality": list[Json](party.nationality), "flag": flag}
            for number, party, _, flag in found
        ]
    }
    names = {
        outcome: numbered((n, "/".join(party.nationality) or "-") for n, party, o, _ in found if o is outcome)
        for outcome in Outcome
    }
    if not _one_sided(request) and not _of_category(request):
        return refuses(
            mark("Not a dispute between a State and a national of another State: file it in another category."),
            facts,
        )
    if names[Outcome.REFUSE]:
        return refuses(
            mark("A national of the disputing State itself: party %(parties)s."), facts, parties=names[Outcome.REFUSE]
        )
    if names[Outcome.NEEDS]:
        return needs(
            mark(
                "A human decides on the nationality of party %(parties)s: several nationalities or none, "
                "a company that a State owns, or a territory."
            ),
            facts,
            parties=names[Outcome.NEEDS],
        )
    if _one_sided(request):
        return needs(mark("The other party is not named yet, so nationalities cannot be compared."), facts)
    return passes(mark("Each private party is a national of another State than the disputing one."), facts)
