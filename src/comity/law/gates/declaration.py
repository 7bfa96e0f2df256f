"""Gate `declaration`: no service to a State on a subject that it has excluded by declaration (Articles 25-26).

Rules upheld:
- exclusion is per State and per declaration: without one in force on the filing date nothing is excluded, whatever the
  subject, and one State's declaration binds no other;
- a subject that bears an excluded tag is refused; a subject that only depends on an excluded one is decided by a named
  officer, in writing;
- only declarations about the Convention count; an agency's subject is asked of its State.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, needs, passes, refuses
from comity.law.gates.membership import members
from comity.law.messages import mark
from comity.law.register import Declaration, Register, TreatyCode, entry_to_json
from comity.law.request import Request

CODE = "declaration"


def _in_force(request: Request, register: Register) -> list[Declaration]:
    states = members(request)
    return [
        declaration
        for declaration in register.declarations
        if declaration.state in states
        and declaration.treaty is TreatyCode.IOMED
        and declaration.holds(request.filed_on)
    ]


def _hits(declarations: list[Declaration], tags: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one.state, tag) for one in declarations for tag in one.excludes if tag in tags]


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """No subject of the request, nor one that it depends on, is excluded by a party's State."""
    declarations = _in_force(request, register)
    excluded, touched = _hits(declarations, request.subjects), _hits(declarations, request.depends_on)
    facts: dict[str, Json] = {
        "on": request.filed_on.isoformat(),
        "excluded": [{"state": state, "subject": tag} for state, tag in excluded],
        "touched": [{"state": state, "subject": tag} for state, tag in touched],
        "declarations": [dict(entry_to_json(declaration)) for declaration in declarations],
    }
    if excluded:
        return refuses(
            mark("Excluded by declaration of %(states)s: %(subjects)s."),
            facts,
            states=listed(state for state, _ in excluded),
            subjects=listed(tag for _, tag in excluded),
        )
    if touched:
        return needs(
            mark("A named officer decides: a subject may depend on %(subjects)s, which %(states)s excludes."),
            facts,
            states=listed(state for state, _ in touched),
            subjects=listed(tag for _, tag in touched),
        )
    return passes(mark("No party's declaration in force on the filing date excludes the subject."), facts)
