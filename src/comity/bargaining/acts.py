"""Packages proposed and answered double-blind.

Rules upheld (DESIGN 3):
- a proposal fixes its closing instant; in the same transaction the system writes *not accepted* into every party's
  delegation room, and a party may replace its answer until then: the last one counts;
- at the closing instant, never before, the keeper opens exactly one answer per party, always all, and tells one bit;
- silence, no, a late yes, and an answer of a party that has left are one thing.
"""

from comity import docket, keeper
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law.act import Act
from comity.law.instants import parse

ACCEPTED, NOT_ACCEPTED = "accepted", "not-accepted"


@docket.prepare("propose")
def prepare_proposal(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """A proposal is named by its act."""
    return {**facts, "proposal": ctx.act_id}, body


@docket.handle("propose")
def plan_outcome(ctx: Context, act: Act) -> None:
    """Put the telling of the outcome on the joint room's agenda."""
    closes = parse(str(act.facts["closes_at"]))
    ctx.agenda(closes, "tell-outcome", {"proposal": str(act.facts["proposal"])})


@docket.prepare("answer")
def prepare_answer(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """When the proposal closes, as the system fixed it in this room; the system's own answer is *not accepted*."""
    proposal = str(facts.get("proposal"))
    if ctx.role == "system":
        return {**facts, "item": ctx.act_id}, {"answer": NOT_ACCEPTED}
    given = ctx.state.things.get("answer", {}).get(proposal)
    if given is None:
        raise docket.NotFound
    answer = ACCEPTED if body.get("answer") == ACCEPTED else NOT_ACCEPTED
    return {**facts, "item": ctx.act_id, "closes_at": given["closes_at"]}, {"answer": answer}


@docket.prepare("tell-outcome")
def prepare_outcome(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """One bit over the last answers of all parties that had one."""
    proposal = str(facts["proposal"])
    asked = [book for book in ctx.scene.rooms("delegation") if proposal in book.state.things.get("answer", {})]
    answers = [recall.sealed(book.log, str(book.state.things["answer"][proposal]["version"])) for book in asked]
    all_here = {book.log.party for book in asked} <= set(ctx.case.members())
    accepted = keeper.tally(answers, id=proposal) and all_here
    return {**facts, "outcome": "all-accepted" if accepted else "not-accepted"}, body


docket.plain("answer", "tell-outcome")
