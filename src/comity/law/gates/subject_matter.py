"""Gate `subject-matter`: a State and a national of another dispute on commerce or investment (Article 27).

Rules upheld (Article 27(1)):
- `commercial` and `investment` are such subjects; so is every subject that the edition does not list as excluded, since
  the parties name their own contracts and trades;
- one subject that is neither refuses the request: the rest may be filed without it.
"""

from comity.law.act import Json
from comity.law.gates.finding import Lists, Ruling, listed, passes, refuses
from comity.law.messages import mark
from comity.law.register import Register
from comity.law.request import Request

CODE = "subject-matter"
EXCLUDED = (
    "territorial-sovereignty",
    "maritime-delimitation",
    "maritime-interests",
    "consumer",
    "family",
    "inheritance",
    "employment",
)


def check(request: Request, register: Register, lists: Lists) -> Ruling:  # noqa: ARG001 - every gate has one signature
    """No subject stands on the edition's list of subjects that are neither commercial nor of investment."""
    excluded = lists.get("excluded-subjects", EXCLUDED)
    found = [tag for tag in request.subjects if tag in excluded]
    facts: dict[str, Json] = {"subjects": list[Json](request.subjects), "excluded": list[Json](found)}
    if found:
        return refuses(
            mark("Neither a commercial nor an investment subject: %(subjects)s."), facts, subjects=listed(found)
        )
    return passes(mark("The subject is commercial or one of investment."), facts)
