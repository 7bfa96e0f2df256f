"""Gate `consent`: every party has agreed to mediate, in writing, before or after the dispute arose (Article 24).

Rules upheld:
- one side alone makes an invitation, never a case, whatever it has consented to itself;
- consent is in writing: it stands in a named instrument and has a day; `oral` is not one;
- nobody's consent is inferred from another's, and what is not said is not given.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, needs, numbered, passes
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Consent, Party, Request, Side

CODE = "consent"


def _lacks(consent: Consent) -> str | None:
    if not consent.given:
        return "consent"
    if consent.instrument is None or consent.instrument.casefold() == "oral":
        return "writing"
    return None if consent.on else "date"


def _name(party: Party) -> str:
    return party.state or "/".join(party.nationality) or party.kind.value


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """Both sides are there, and each party's consent is in writing."""
    lacking = [(number, party, _lacks(party.consent)) for number, party in enumerate(request.parties, 1)]
    missing: list[Json] = [{"party": number, "lacks": lacks} for number, _, lacks in lacking if lacks]
    absent: list[Json] = [side.value for side in Side if side not in {party.side for party in request.parties}]
    facts: dict[str, Json] = {"missing": missing, "sides_absent": absent}
    if absent:
        return needs(
            mark("Only one side stands in this request, so it is an invitation: the other side must consent."),
            facts,
        )
    if missing:
        return needs(
            mark("A dated consent in writing is wanted from party %(parties)s."),
            facts,
            parties=numbered((number, _name(party)) for number, party, lacks in lacking if lacks),
        )
    return passes(mark("Every party has consented in writing."), facts)
