"""What goes on beside the mediation: other proceedings, interim arrangements, hand-over to arbitration, certificates.

Rules upheld:
- proceedings elsewhere stand in the case log, so all read them at the same instant; they suspend nothing by themselves;
- an interim arrangement is a short text with a salted version and an end; put again unchanged (words and date) it keeps
  its version, and what was agreed stands;
- a certificate has no words of its own: what it says is the record's.
"""

from comity import docket
from comity.docket import Context, recall, texts
from comity.docket.registry import Said
from comity.law.act import Json
from comity.law.messages import Message
from comity.law.messages import mark as _

LONGEST = 4_000  # characters of an interim arrangement


@docket.prepare("draft-interim")
def prepare_interim(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The arrangement's version; the same words with the same date keep theirs. Refused where it is no short text."""
    words = str(body.get("text", "")).strip()
    if not 0 < len(words) <= LONGEST:
        told = Message(_("An interim arrangement is a short text: at most %(count)s characters."), {"count": LONGEST})
        raise docket.Refused(ctx.row.article, told, "text")
    text = texts.put_again({"text": words}, _standing(ctx, facts))
    return {**facts, "version": texts.version(text)}, {"text": text}


def _standing(ctx: Context, facts: Said) -> Json:
    """The draft as it stands; None where there is none, or where its date changes."""
    name = str(facts.get("interim"))
    thing = ctx.state.things.get("interim", {}).get(name)
    if thing is None or thing["expires_at"] != facts.get("expires_at"):
        return None
    drafts = (each for each in recall.named(ctx, "draft-interim") if each.act.facts["interim"] == name)
    return next((each.body["text"] for each in drafts), None)


docket.plain(
    *("declare-proceeding", "permit-role", "draft-interim", "agree-interim", "warn-interim", "end-interim"),
    *("wish-to-hand-over", "hand-over", "take-back", "close-issue", "certify-mediation", "certify-termination"),
)
