"""Gate `commercial`: what kind of commercial dispute it is, and what that means for the settlement.

Rules upheld:
- a subject is commercial unless the edition lists it (Article 24(c); the Convention's own test was not read);
- consumer, family, inheritance and employment matters pass with a warning: the Singapore Convention will not apply to
  their settlement (its Article 1(2)).
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, passes
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Request

CODE = "commercial"
WARNED = ("consumer", "family", "inheritance", "employment")


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """The subjects on the edition's list of warned ones, if any."""
    warned = [tag for tag in request.subjects if tag in lists.get("warned-subjects", WARNED)]
    facts: dict[str, Json] = {"subjects": list[Json](request.subjects), "warning": list[Json](warned)}
    if warned:
        return passes(
            mark("The Singapore Convention will not apply to a settlement on %(subjects)s."),
            facts,
            subjects=listed(warned),
        )
    return passes(mark("The subject is commercial."), facts)
