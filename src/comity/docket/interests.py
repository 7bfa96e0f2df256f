"""Notices of third States: how one that the public channel has kept enters the organisation's own docket, or does not.

Rules upheld:
- nothing leaves the list without an act: the registry receives a notice, or sets it aside with reasons;
- what is received are the words that the sender sealed, taken from the list by the kernel, not typed again;
- audience belongs to each item: the registry alone reads them.
"""

from comity.docket import registry
from comity.docket.context import Context
from comity.docket.errors import Refused
from comity.docket.registry import Said
from comity.docket.roles import Standing
from comity.law.act import Act
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.state import State
from comity.treaty import acts, queries

REGISTRY = frozenset({"registry"})


@registry.prepare("receive-interest")
def _receive(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The sender's words, and how the registry checked them."""
    found = queries.interest(ctx.actor, str(facts.get("notice")), offices=REGISTRY & {ctx.role})
    if found is None:
        raise _gone(ctx)
    words: Said = {"state": found.state, "subject": found.subject, "contact": found.contact, "text": found.text}
    return facts, {**words, "checked": body.get("checked", "")}


def _close(ctx: Context, act: Act) -> None:
    if not acts.close_interest(str(act.facts["notice"])):
        raise _gone(ctx)


def _gone(ctx: Context) -> Refused:
    return Refused(ctx.row.article, Message(_("This notice is not on the list, or not any more.")), "notice")


def _registry_reads(standing: Standing, _act: Act, _state: State) -> bool:
    return bool(standing.offices & REGISTRY)


for name in ("receive-interest", "set-aside-interest"):
    registry.handle(name)(_close)
    registry.reads(name)(_registry_reads)
