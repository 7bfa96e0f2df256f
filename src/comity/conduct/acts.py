"""Statements, protocol, sessions, and the endings that are no settlement.

Rules upheld:
- an initial statement is its author's alone until the clock opens all of them at one instant;
- a clause of the protocol has a salted version; put again unchanged (words, date and list) it keeps it, and what was
  agreed stands.
"""

from comity import docket
from comity.docket import Context, recall, texts
from comity.docket.registry import Said
from comity.docket.roles import Standing
from comity.law.act import Act, Json
from comity.law.state import State


@docket.prepare("lodge-statement")
def prepare_statement(_ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The statement's salted digest."""
    text = texts.sealed({"text": str(body.get("statement", ""))})
    return {**facts, "statement": texts.version(text)}, {"statement": text}


@docket.reads("lodge-statement")
def reads_statement(standing: Standing, act: Act, state: State) -> bool:
    """Its author at once, everyone else once all are open."""
    return "statements-opened" in state.values or act.party in standing.parties


@docket.prepare("draft-clause")
def prepare_clause(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The clause's version; the same words with the same date and list keep theirs."""
    text = texts.put_again({"text": str(body.get("text", ""))}, _standing(ctx, facts))
    return {**facts, "version": texts.version(text)}, {"text": text}


def _standing(ctx: Context, facts: Said) -> Json:
    """The text of a clause as it stands; None where there is none, or where its date or its list changes."""
    clause = str(facts.get("clause"))
    thing = ctx.state.things.get("protocol-clause", {}).get(clause)
    if thing is None or any(thing.get(name) != facts.get(name) for name in ("ends_on", "approval_of")):
        return None
    drafts = (each for each in recall.named(ctx, "draft-clause") if each.act.facts["clause"] == clause)
    return next((each.body["text"] for each in drafts), None)


docket.plain(
    *("lodge-statement", "open-statements", "draft-clause", "agree-clause", "set-session", "record-outage"),
    *("wish-to-end", "withdraw-wish", "end-jointly", "leave", "find-no-likelihood", "end-for-unpaid-advance"),
)
