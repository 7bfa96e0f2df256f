"""The subjects of a request: contested by a party, fixed by a named officer.

Rules upheld:
- who asks proposes the subjects; a party may contest those that the request names, with reasons, before it is screened;
- a named officer fixes them, with reasons, and the gates read what was fixed from then on (current.py).
"""

from comity import docket
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law import codes
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.shape import BadInput
from comity.opening.current import up_to_date


@docket.prepare("contest-subjects")
def prepare_contest(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Only what the request names can be contested."""
    first = recall.named(ctx, "file-request")[0]
    named = up_to_date(first.body, ctx.state, ctx.at)
    listed = facts.get("subjects")
    if not isinstance(listed, list) or not set(map(str, listed)) <= {*named.subjects, *named.depends_on}:
        raise docket.Refused(ctx.row.article, Message(_("The request names no such subject.")), "subjects")
    return facts, body


@docket.prepare("fix-subjects")
def prepare_fixing(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Tags in the one spelling that the gates compare."""
    try:
        spelled: Said = {name: [codes.tag(tag, name) for tag in _listed(facts, name)] for name in _given(facts)}
    except BadInput as bad:
        words = Message(_("A subject is a few plain words in Latin letters, such as fisheries licence fees."))
        raise docket.Refused(ctx.row.article, words, "subjects") from bad
    return {**facts, **spelled}, body


def _given(facts: Said) -> list[str]:
    return [name for name in ("subjects", "depends_on") if isinstance(facts.get(name), list)]


def _listed(facts: Said, name: str) -> list[object]:
    value = facts.get(name)
    return list(value) if isinstance(value, list) else []


docket.plain("contest-subjects", "fix-subjects")
