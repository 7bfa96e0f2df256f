"""The roster, number and choice of mediators, appointment in default, declaration.

Rules upheld:
- the roster is kept in the institution's docket; that a person stands on it at the instant is looked up and put into
  the facts, with the root of the institution's log at that instant;
- whom a party prefers stays in the joint room; the case log holds only what all agreed (issue 2, section 4).
"""

from datetime import date

from comity import docket
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law.act import Act
from comity.panels import queries
from comity.panels.models import Listing


@docket.handle("list-mediator")
def enter(_ctx: Context, act: Act) -> None:
    """Enter a person in the roster. Needs the institution's lock."""
    facts = act.facts
    until = date.fromisoformat(str(facts["until"])) if "until" in facts else None
    Listing.objects.create(
        account_id=str(facts["account"]),
        panel=str(facts["panel"]),
        since=date.fromisoformat(str(facts["from"])),
        until=until,
        public=bool(facts["consents_to_publication"]),
    )


@docket.handle("delist-mediator")
def take_off(_ctx: Context, act: Act) -> None:
    """End a person's listing. Needs the institution's lock."""
    until = date.fromisoformat(str(act.facts["until"]))
    Listing.objects.filter(account_id=str(act.facts["account"]), panel=str(act.facts["panel"]), until=None).update(
        until=until
    )


@docket.prepare("name-mediator")
def prepare_name(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Whether the person stands on the roster."""
    return {**facts, **_listed(ctx, facts)}, body


@docket.prepare("appoint-by-default")
def prepare_appointment(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Whether the person stands on the roster."""
    return {**facts, **_listed(ctx, facts)}, body


def _listed(ctx: Context, facts: Said) -> Said:
    account = str(facts.get("mediator"))
    panel = "state-state" if ctx.docket.category == "state-state" else "other"
    listed = queries.listed(account, panel=panel, on=ctx.at.date())
    return {"listed": listed, "register": recall.institution_root()}


docket.plain(
    *("state-number", "fix-number", "name-mediator", "nominate", "report-step", "ask-for-appointment"),
    *("appoint-by-default", "declare", "decline-nomination", "lapse-nomination", "end-for-no-step"),
)
