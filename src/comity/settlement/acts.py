"""The settlement: text, initials, approval at home, signatures, entry into force, attestation.

Rules upheld:
- each clause has a salted version; a clause put again unchanged keeps its salt: what was initialled and approved
  stands, and only what changed is asked again (issue 2, section 4);
- who initials, approves, signs or attests names the versions that were seen; the table refuses any other;
- a part of a settlement names issues of the joint room that are open, and no others.
"""

from collections.abc import Mapping

from comity import docket
from comity.docket import Context, recall, texts
from comity.docket.registry import Said
from comity.law import issues
from comity.law.act import Json
from comity.law.messages import Message
from comity.law.messages import mark as _


@docket.prepare("table-text")
def prepare_text(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Salts and versions of the clauses."""
    given = body.get("clauses")
    if not isinstance(given, dict):
        return facts, body
    old = _standing(ctx)
    _check_issues(ctx, facts)
    clauses = {name: texts.put_again(_words(clause), old.get(name)) for name, clause in given.items()}
    versions: dict[str, Json] = {name: texts.version(clause) for name, clause in clauses.items()}
    return {**facts, "clauses": versions}, {**body, "clauses": dict(clauses)}


def _check_issues(ctx: Context, facts: Said) -> None:
    named = facts.get("closes")
    if not isinstance(named, list) or not named:
        return
    rooms = [book.state for book in ctx.scene.rooms("joint")]
    open_ = {name for room in rooms for name in room.things.get("issue", {}) if name not in issues.closed(room)}
    if not set(map(str, named)) <= open_:
        raise docket.Refused(ctx.row.article, Message(_("The joint room has no such open issue.")), "issues")


def _words(clause: Json) -> dict[str, str]:
    given = clause if isinstance(clause, dict) else {}
    return {"title": str(given.get("title", "")), "text": str(given.get("text", ""))}


def _standing(ctx: Context) -> Mapping[str, Json]:
    """The clauses of the text as it stands, with their salts; empty where none stands."""
    if not ctx.state.things.get("settlement-clause"):
        return {}
    clauses = recall.named(ctx, "table-text")[0].body["clauses"]
    return clauses if isinstance(clauses, dict) else {}


docket.plain(
    *("table-text", "take-text-back", "report-not-approved", "initial", "approve", "approve-on-condition"),
    *("sign", "confirm-event", "enter-into-force", "attest", "attest-part"),
)
