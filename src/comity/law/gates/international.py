"""Gate `international`: private parties belong to more than one country (Article 24(c); test assumed).

Rules upheld:
- countries are the parties' nationalities and places of business, taken together; a single one is refused;
- nothing is concluded from half of it: with one side missing, or a party of no known country, the gate asks;
- different territories of one State (`HK` and `CN`) are different codes of one State: a human decides.
"""

from comity.law import codes
from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, needs, passes, refuses
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Party, Request

CODE = "international"


def _countries(party: Party) -> tuple[str, ...]:
    return (*party.nationality, *((party.place_of_business,) if party.place_of_business else ()))


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """The parties, between them, belong to at least two States."""
    of_party = [_countries(party) for party in request.parties]
    countries = sorted({country for one in of_party for country in one})
    facts: dict[str, Json] = {"countries": list[Json](countries)}
    if len({party.side for party in request.parties}) == 1:
        return needs(mark("The other party is not named yet, so countries cannot be compared."), facts)
    if not all(of_party):
        return needs(mark("The nationality or place of business of each party is wanted."), facts)
    if len(countries) == 1:
        return refuses(mark("All parties belong to one country: %(countries)s."), facts, countries=listed(countries))
    if frozenset.intersection(*(frozenset(codes.states_of(country)) for country in countries)):
        return needs(
            mark("A human decides whether %(countries)s make the dispute international: they may be one State."),
            facts,
            countries=listed(countries),
        )
    return passes(mark("The parties belong to different countries: %(countries)s."), facts, countries=listed(countries))
