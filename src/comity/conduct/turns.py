"""The turns of a case: suspension, extension, adjournment, change of mediator, correction, variation.

Rules upheld:
- whether a side has counsel is looked up when it adjourns for advice, so that no one has to say it;
- a correction is an entry of its own; nothing here touches an earlier one.
"""

from comity import docket
from comity.docket import Context
from comity.docket.registry import Said
from comity.people.queries import facts as register


@docket.prepare("adjourn-for-advice")
def prepare_advice(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Whether nobody holds a mandate as counsel for the party now."""
    entity = ctx.entities.get(str(ctx.party), "")
    return {**facts, "without_counsel": not register.has_counsel(entity, ctx.docket.id, ctx.at)}, body


docket.plain(
    *("wish-to-suspend", "suspend-jointly", "resume", "resume-by-clock", "extend-as-of-right", "wish-to-extend"),
    *("extend-jointly", "adjourn-for-advice", "adjourn-session", "resign", "wish-to-replace", "replace-mediator"),
    *("correct-record", "agree-variation", "withdraw-variation"),
)
