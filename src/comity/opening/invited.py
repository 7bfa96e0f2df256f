"""Who answers an invitation by a link: read without an account, answered with one that the answer makes.

Rules upheld:
- a link opens nothing but the invitation of one party, for as long as that party is asked, or is in by a consent of
  before and nobody acts for it yet; unknown, used, closed and lapsed are one answer (TRUST rule 1);
- its secret goes to the address that was named, by the organisation, and never to who named it;
- whoever answers gets a mandate for that party in that case alone, entered in the organisation's docket; the consent
  itself is an act of its own, signed as every consent is;
- declining, and silence, are told to nobody.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext

from comity import docket, keeper, people
from comity.docket import Context
from comity.docket.queries import invitees
from comity.docket.queries.invitees import Invitee
from comity.law.act import Act, Json
from comity.law.instants import parse, render
from comity.opening import acts, queries
from comity.opening.models import Invitation
from comity.people import acts as register
from comity.people import queries as persons
from comity.people import tokens
from comity.people.actor import Actor
from comity.people.errors import NotGranted

LOG = logging.getLogger("comity.opening")
POWERS = ("speak", "sign")
ASKED, IN = "invited", "in"


@dataclass(frozen=True)
class Answerable:
    """An invitation that its link opens now, and the case as the invited party may read it."""

    invitation: Invitation
    case: Invitee

    @property
    def asked(self) -> bool:
        """Whether the party is still to consent; else it is in, by a consent of before."""
        return self.case.status == ASKED


def opened(token: str, at: datetime) -> Answerable:
    """What a link's secret opens now; who holds it is the viewer. NotFound."""
    invitation = queries.by_link(token, at)
    if invitation is None:
        raise docket.NotFound
    case = invitees.read(invitation.docket_id, invitation.party, at)
    taken = invitation.account is not None and persons.in_use(invitation.account)
    if case is None or taken or case.status not in (ASKED, IN):
        raise docket.NotFound
    return Answerable(invitation, case)


def answer(token: str, *, name: str, address: str, capacity: str, at: datetime) -> str:
    """Somebody answers for the invited party: an account with a mandate for it; returns the secret of the way in.

    NotFound for a link that opens nothing; Refused for an address that has an account already.
    """
    found = opened(token, at)
    secret = tokens.new_token()
    link = tokens.token_digest(secret)
    if found.invitation.account_id is not None:
        again = docket.Payload(facts={"account": found.invitation.account_id, "link": link})
        _perform("renew-invited", again)
        return secret
    account = keeper.random_id()
    if address and persons.account_of_address(people.system(), address, at) is not None:
        address = ""  # whether an address has an account is told to nobody
    body: dict[str, Json] = {"name": name, "address": address, "instrument": capacity}
    _perform("admit-invited", docket.Payload(facts={**_facts(found, account, at), "link": link}, body=body))
    acts.taken_by(found.invitation, account)
    return secret


def answer_as(viewer: Actor, token: str, *, capacity: str, at: datetime) -> str:
    """The viewer, who has an account, answers for the invited party; returns the case. NotFound."""
    found = opened(token, at)
    _perform("admit-invited", docket.Payload(facts=_facts(found, viewer.id, at), body={"instrument": capacity}))
    acts.taken_by(found.invitation, viewer.id)
    return found.invitation.docket_id


def decline(token: str, at: datetime) -> None:
    """The link opens nothing any more; nobody is told. NotFound."""
    acts.close(opened(token, at).invitation, at=at)


def _facts(found: Answerable, account: str, at: datetime) -> dict[str, Json]:
    return {
        "account": account,
        "mandate": keeper.random_id(),
        "entity": found.case.entity,
        "docket": found.invitation.docket_id,
        "since": render(at),
    }


def _perform(act: str, payload: docket.Payload) -> None:
    docket.perform(people.system(), docket.institution(), act, payload, key=keeper.random_id())


# -------------------------------------------------------------------- sending


def deliver() -> int:
    """Send the links that wait; returns how many. What cannot be sent is tried again."""
    sent = 0
    for invitation in queries.waiting():
        kept = queries.contact(invitation)
        if "token" not in kept:
            continue
        try:
            sent += get_connection().send_messages([_message(kept["address"], kept["token"])]) or 0
        except OSError:
            LOG.exception("an invitation could not be sent; it will be sent later")
            continue
        acts.sent(invitation, at=docket.now())
    return sent


def _message(address: str, token: str) -> EmailMessage:
    """It says that somebody is invited, and not by whom, nor to what."""
    words = gettext(
        "You are invited to a mediation at %(organisation)s.\n"
        "Read the invitation, without an account, and answer it or not: %(link)s\n"
        "Whoever has this link can read it: do not pass it on.\n"
    )
    link = f"https://{settings.ENVIRONMENT.hosts[0]}/invited/{token}/"
    body = words % {"organisation": settings.ORGANISATION, "link": link}
    return EmailMessage(subject=gettext("An invitation awaits you"), body=body, to=[address])


# -------------------------------------------------------------------- the organisation's docket

Writer = Callable[[Context, Mapping[str, Json]], None]


def _writes(name: str) -> Callable[[Writer], Writer]:
    def enter(write: Writer) -> Writer:
        def handler(ctx: Context, act: Act) -> None:
            try:
                write(ctx, act.facts)
            except NotGranted as refused:
                raise docket.Refused(ctx.row.article, refused.message, "register") from refused

        docket.handle(name)(handler)
        return write

    return enter


@_writes("enter-party")
def _enter(ctx: Context, facts: Mapping[str, Json]) -> None:
    names = cast("dict[str, str]", ctx.body.get("names"))
    state = ctx.body.get("state")
    register.register_entity(
        str(facts["entity"]), kind=str(facts["kind"]), names=names, state=str(state) if state else None
    )


@_writes("admit-invited")
def _admit(ctx: Context, facts: Mapping[str, Json]) -> None:
    account = str(facts["account"])
    if "link" in facts:
        address = ctx.body.get("address")
        register.create_account(account, name=str(ctx.body.get("name", "")), address=str(address) if address else None)
        register.invite(account, token=str(facts["link"]), at=ctx.at)
    register.grant_mandate(
        str(facts["mandate"]),
        account_id=account,
        entity_id=str(facts["entity"]),
        kind="principal",
        powers=POWERS,
        since=parse(str(facts["since"])),
        docket_id=str(facts["docket"]),
    )


@_writes("renew-invited")
def _renew(ctx: Context, facts: Mapping[str, Json]) -> None:
    register.invite(str(facts["account"]), token=str(facts["link"]), at=ctx.at)
