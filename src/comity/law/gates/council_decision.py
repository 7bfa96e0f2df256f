"""Gate `council-decision`: a non-Contracting State or an organisation is let in by the Council (Articles 25-27).

Rules upheld:
- the decision is an identified one: it names whom it admits and the category, and is in force on the filing date;
- a decision for another category, of another day, or for another State helps nobody;
- a Contracting State or organisation needs none, and an organisation without a code can have none.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, needs, passes
from comity.law.gates.membership import decisions, outsiders
from comity.law.messages import mark
from comity.law.register import Register, entry_to_json
from comity.law.request import Request

CODE = "council-decision"


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """Each outsider among the parties is admitted to this category by a decision in force."""
    found = list(decisions(request, register))
    outside, admitted = outsiders(request, register), {decision.admits for decision in found}
    lacking = [code for code in outside if code not in admitted]
    facts: dict[str, Json] = {
        "on": request.filed_on.isoformat(),
        "decisions": [dict(entry_to_json(decision)) for decision in found],
        "lacking": list[Json](lacking),
    }
    if lacking:
        return needs(
            mark("A decision of the Council in force on %(on)s that admits %(states)s to this category is wanted."),
            facts,
            on=request.filed_on.isoformat(),
            states=listed(lacking),
        )
    if outside:
        return passes(
            mark("A decision of the Council admits %(states)s to this category."), facts, states=listed(outside)
        )
    return passes(mark("No party needs a decision of the Council."), facts)
