"""From the request to registration, or to a refusal with reasons.

Rules upheld:
- the facts of a request are derived from the request itself, so that what the gates read and what the log proves cannot
  disagree; who the parties are is an entity of the register, and a State is the entity of that State;
- screening asks every gate of the edition on the request as it stands now: consents given since, answers of third
  States, the treaty register at that instant, with the root of the institution's log (DESIGN 2);
- a finding that needs a human is decided by the named officer who screens, with reasons; the verdict follows;
- who is invited by a link is named with an address, which no party reads and no log holds: it is sealed beside the log.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from django.conf import settings

from comity import docket, keeper
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law import request as requests
from comity.law import zones
from comity.law.act import Act, Json
from comity.law.gates import Assessment, assess
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.request import Consent, Request
from comity.law.shape import BadInput
from comity.opening import queries
from comity.opening.current import up_to_date
from comity.opening.drafts import KIND
from comity.opening.models import Draft, Invitation
from comity.people import tokens
from comity.people.actor import Actor
from comity.proof import canonical
from comity.treaty import queries as treaty

DECIDES = "decided"
DECIDABLE = ("declaration", "nationality", "international")  # findings that the rules leave to a named officer


@docket.prepare("file-request")
def prepare_request(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Sides, consents, subjects and third States out of the request."""
    request, parties = _read(ctx, body)
    _check_entities(ctx, request, parties)
    derived: Said = {
        "sides": {name: party.side.value for name, party in zip(parties, request.parties, strict=True)},
        "consents": {name: _consent(party.consent) for name, party in zip(parties, request.parties, strict=True)},
        "subjects": list(request.subjects),
        "third_state_involved": request.third_state_involved is not False,
    }
    if request.depends_on:
        derived["depends_on"] = list(request.depends_on)
    if named := {third.state: third.consent.value for third in request.third_states if third.state}:
        derived["third_states"] = cast("Json", named)
    known = {name: value for name, value in derived.items() if name in ctx.row.facts}
    words: Said = {name: value for name, value in body.items() if name != "contacts"}
    filed = requests.to_json(replace(request, filed_at=_at_the_seat(ctx)))
    return {**facts, **known}, {**words, "request": filed}


@docket.handle("file-request")
def note_contacts(ctx: Context, _act: Act) -> None:
    """Keep where the invitation of each party goes that was named with an address."""
    given = ctx.payload.body.get("contacts")
    for party, address in (given if isinstance(given, dict) else {}).items():
        if party in ctx.state.parties and party != ctx.party and isinstance(address, str) and address:
            issue(note_contact(ctx.docket.id, party, address), at=ctx.at)


@docket.prepare("send-link-again")
def prepare_link(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The party was named with an address; where another one is given, it is nowhere in the log."""
    if queries.of_party(ctx.docket.id, str(facts.get("invitee"))) is None:
        raise docket.Refused(ctx.row.article, Message(_("This party was not invited by a link.")), "link")
    return facts, {name: value for name, value in body.items() if name != "contact"}


@docket.handle("send-link-again")
def send_again(ctx: Context, act: Act) -> None:
    """A new link in place of the old one. Whose holder chose not to answer is asked no more, at that address."""
    invitation, given = queries.of_party(ctx.docket.id, str(act.facts["invitee"])), ctx.payload.body.get("contact")
    if invitation is None:
        return
    if isinstance(given, str) and given and given != queries.contact(invitation)["address"]:
        invitation.sealed, invitation.closed_at = sealed_contact(invitation.id, {"address": given}), None
    if invitation.closed_at is None:
        issue(invitation, at=ctx.at)


def _at_the_seat(ctx: Context) -> datetime:
    """The filing date is that of the organisation's seat."""
    return ctx.at.astimezone(zones.zone(settings.ORGANISATION_ZONE))


def _consent(consent: Consent) -> str:
    return "given" if consent.given else "wanted"


def _read(ctx: Context, body: Said) -> tuple[Request, list[str]]:
    """The request and its party ids, in one order. Refused names key path and rule."""
    try:
        request = requests.read(body.get("request"))
    except BadInput as bad:
        raise _refused(ctx, str(bad)) from bad
    if request.category != ctx.edition.category:
        raise _refused(ctx, f"category: the case is one of {ctx.edition.category}")
    parties = body.get("parties")
    if (
        not isinstance(parties, list)
        or len(parties) != len(request.parties)
        or len(set(map(str, parties))) != len(parties)
    ):
        raise _refused(ctx, "parties: one id for each party")
    return request, [str(party) for party in parties]


def _check_entities(ctx: Context, request: Request, parties: list[str]) -> None:
    """A State that is named is the entity of that State; everybody else is of the kind that is said; no two are one."""
    named = [ctx.payload.entities.get(name, "") for name in parties]
    wanted = list(zip(named, request.parties, strict=True))
    if len(set(named)) != len(named) or not queries.are_entities(wanted):
        raise docket.Refused(
            ctx.row.article, Message(_("A party that is named is not in the register of entities.")), "entities"
        )


def _refused(ctx: Context, words: str) -> docket.Refused:
    return docket.Refused(
        ctx.row.article, Message(_("The request cannot be read: %(words)s"), {"words": words}), "request"
    )


@docket.prepare("screen")
def prepare_screening(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Every gate's finding on the request as it stands, and the verdict that follows."""
    return screened(ctx, assess(current(ctx), treaty.register(None, ctx.at), ctx.edition), facts, body)


def screened(ctx: Context, assessment: Assessment, facts: Said, body: Said) -> tuple[Said, Said]:
    """Facts and body of a screening: what the gates found, what the officer decided, the verdict that follows."""
    findings = {finding.code: finding.outcome.value for finding in assessment.findings}
    decided = facts.get(DECIDES)
    decisions = decided if isinstance(decided, dict) else {}
    if not set(decisions) <= set(DECIDABLE):
        raise docket.Refused(
            ctx.row.article, Message(_("The rules leave this finding to nobody’s decision.")), "decided"
        )
    outcomes = {decisions.get(code, outcome) for code, outcome in findings.items()}
    verdict = "refused" if "refuse" in outcomes else "incomplete" if "needs" in outcomes else "admissible"
    looked_up: Said = {"findings": cast("Json", findings), "verdict": verdict, "register": recall.institution_root()}
    return {**facts, **looked_up}, {**body, "findings": assessment.to_json()}


def current(ctx: Context) -> Request:
    """The request of the case brought up to date: who consented since, what third States answered."""
    first = recall.named(ctx, "file-request")[0]
    return up_to_date(first.body, ctx.state, ctx.at)


def save_draft(author: Actor, draft_id: str, answers: Mapping[str, Json], *, at: datetime) -> None:
    """Save a draft of its author; a draft of somebody else is left alone (NotFound). No act: nothing is filed."""
    text = keeper.pad(canonical.dumps(dict(answers)))
    sealed = keeper.seal(keeper.institution_key(), text, kind=KIND, id=draft_id)
    if Draft.objects.filter(pk=draft_id).exclude(account_id=author.id).exists():
        raise docket.NotFound
    Draft.objects.update_or_create(pk=draft_id, defaults={"account_id": author.id, "saved_at": at, "sealed": sealed})


def discard_draft(author: Actor, draft_id: str) -> None:
    """Throw a draft of its author away."""
    Draft.objects.filter(pk=draft_id, account_id=author.id).delete()


def note_contact(docket_id: str, party: str, address: str) -> Invitation:
    """Keep an invited party's address, sealed. Within the act that names it, under that docket's lock."""
    name = keeper.random_id()
    return Invitation.objects.create(
        id=name, docket_id=docket_id, party=party, sealed=sealed_contact(name, {"address": address})
    )


def issue(invitation: Invitation, *, at: datetime) -> None:
    """Make a link for an invitation; its secret waits to be sent, and an earlier link opens nothing any more."""
    token = tokens.new_token()
    kept = queries.contact(invitation)
    invitation.sealed = sealed_contact(invitation.id, {"address": kept["address"], "token": token})
    invitation.token_digest, invitation.issued_at, invitation.sent_at = tokens.token_digest(token), at, None
    invitation.save(update_fields=["sealed", "token_digest", "issued_at", "sent_at", "closed_at"])


def sent(invitation: Invitation, *, at: datetime) -> None:
    """The link is with whom it is for: its secret is kept no longer. One that was made meanwhile still waits."""
    sealed = sealed_contact(invitation.id, {"address": queries.contact(invitation)["address"]})
    Invitation.objects.filter(pk=invitation.id, token_digest=invitation.token_digest).update(sealed=sealed, sent_at=at)


def close(invitation: Invitation, *, at: datetime) -> None:
    """Its holder chose not to answer: the link opens nothing any more, and nobody is told."""
    Invitation.objects.filter(pk=invitation.id, closed_at=None).update(closed_at=at)


def taken_by(invitation: Invitation, account_id: str) -> None:
    """Whose account answers for the invited party."""
    Invitation.objects.filter(pk=invitation.id).update(account_id=account_id)


def sealed_contact(name: str, contact: Mapping[str, Json]) -> bytes:
    """An address, and the secret of a link that waits, sealed for their row."""
    text = keeper.pad(canonical.dumps(dict(contact)))
    return keeper.seal(keeper.institution_key(), text, kind=queries.CONTACT, id=name)


docket.plain("consent", "lapse-invitation", "record-third-state", "screen", "refuse-registration")
