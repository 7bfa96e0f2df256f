"""Gate `membership`: States, and their organisations, are Contracting on the filing date (Articles 25-27).

Rules upheld:
- it is asked of the filing date, not of today; a signatory is not a Contracting State;
- before the Convention is in force nobody is one, and no decision of the Council can be there to help;
- who is not Contracting may be served on a decision of the Council (gate `council-decision`): where one lets it in,
  this gate rests on it and passes; else both say what is wanted;
- an agency stands here for its State; private parties are not asked; of nobody nothing is found.
"""

from collections.abc import Iterator
from datetime import date

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, needs, passes, plain
from comity.law.messages import mark
from comity.law.register import Decision, Register, TreatyCode
from comity.law.request import Request
from comity.law.standing import Standing, bound_since, in_force_on, standing

CODE = "membership"
UNNAMED = "?"


def members(request: Request) -> tuple[str, ...]:
    """The States and organisations that the public parties are or act for, each once; `?` for one without a code."""
    return tuple(dict.fromkeys(party.state or UNNAMED for party in request.parties if party.public))


def outsiders(request: Request, register: Register) -> tuple[str, ...]:
    """Those of them that are not Contracting on the filing date."""
    on = request.filed_on
    return tuple(
        code for code in members(request) if standing(register, code, TreatyCode.IOMED, on) is not Standing.CONTRACTING
    )


def decisions(request: Request, register: Register) -> Iterator[Decision]:
    """The decisions in force on the filing date that let an outsider use the request's category."""
    wanted = outsiders(request, register)
    for decision in register.decisions:
        if decision.admits in wanted and decision.category == request.category and decision.holds(request.filed_on):
            yield decision


def _standings(request: Request, register: Register) -> list[Json]:
    on = request.filed_on
    return [
        {
            "state": code,
            "standing": standing(register, code, TreatyCode.IOMED, on).value,
            "bound_since": _day(bound_since(register, code, TreatyCode.IOMED, on)),
        }
        for code in members(request)
    ]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """Each public party's State is Contracting on the filing date, or let in by the Council."""
    on, named = request.filed_on, members(request)
    outside, since = outsiders(request, register), in_force_on(register, TreatyCode.IOMED)
    admitted = {decision.admits for decision in decisions(request, register)}
    facts: dict[str, Json] = {
        "on": on.isoformat(),
        "convention_in_force": since.isoformat(),
        "parties": _standings(request, register),
        "admitted": plain(sorted(admitted)),
    }
    if not named:
        return needs(mark("No State or organisation of States is a party yet."), facts)
    if on < since:
        return needs(
            mark("The Convention enters into force on %(since)s, after the filing date %(on)s."),
            facts,
            since=since.isoformat(),
            on=on.isoformat(),
        )
    if lacking := [code for code in outside if code not in admitted]:
        return needs(
            mark("Not a Contracting State on %(on)s: %(states)s. A signature alone does not make one."),
            facts,
            on=on.isoformat(),
            states=listed(lacking),
        )
    if outside:
        return passes(
            mark("Not a Contracting State on %(on)s, and let in by a decision of the Council: %(states)s."),
            facts,
            on=on.isoformat(),
            states=listed(outside),
        )
    return passes(mark("Contracting State on %(on)s: %(states)s."), facts, on=on.isoformat(), states=listed(named))
