"""The institution's own docket: what its acts write in the register of people, and how it is founded.

Rules upheld:
- DESIGN 2: accounts, entities, offices and mandates change by acts of the institution's docket alone, within the act's
  transaction and under that docket's lock;
- a contradiction with what the register holds is a refusal under the row's article, and nothing is written;
- `found` is for the very first officer, and works once: when the institution has no docket yet.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from comity import keeper, people
from comity.docket import clock, registry
from comity.docket.context import Context
from comity.docket.errors import Refused
from comity.docket.models import Docket
from comity.docket.opening import FOUNDING, INSTITUTION, institution
from comity.docket.payload import Payload
from comity.docket.performing import perform
from comity.law.act import Act, Json
from comity.law.instants import parse, render
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.wording import Wording, worded
from comity.people import acts
from comity.people.errors import NotGranted

Writer = Callable[[Context, Mapping[str, Json]], None]

registry.plain(FOUNDING)


def _writes(name: str) -> Callable[[Writer], Writer]:
    """Register what an act writes in the register of people; NotGranted becomes a refusal under the row's article."""

    def enter(write: Writer) -> Writer:
        def handler(ctx: Context, act: Act) -> None:
            try:
                write(ctx, act.facts)
            except NotGranted as refused:
                raise Refused(ctx.row.article, refused.message, "register") from refused

        registry.handle(name)(handler)
        return write

    return enter


def found(*, name: Wording, address: str, key: str = FOUNDING, at: datetime | None = None) -> str:
    """Open the institution's docket and admit its first Secretary-General; returns the account's id.

    name: plain, or by language code. The account can sign in once it was invited (`invite-again`). Refused where the
    institution was founded already.
    """
    if Docket.objects.filter(category=INSTITUTION).exists():
        raise Refused(INSTITUTION, Message(_("The institution was founded already.")), "founded")
    home, account, system = institution(), keeper.random_id(), people.system()
    perform(system, home, "admit-account", _admitting(account, name, address), key=f"{key}-account")
    office: dict[str, Json] = {"account": account, "office": "secretary-general", "since": render(at or clock.now())}
    perform(system, home, "appoint-officer", Payload(facts=office), key=f"{key}-office")
    return account


def _admitting(account: str, name: Wording, address: str) -> Payload:
    named: Json = name if isinstance(name, str) else {**name}
    return Payload(facts={"account": account}, body={"name": named, "address": address})


@_writes("admit-account")
def _admit(ctx: Context, facts: Mapping[str, Json]) -> None:
    account = str(facts["account"])
    acts.create_account(account, name=worded(ctx.body.get("name")), address=_word(ctx, "address"))
    if "link" in facts:
        acts.invite(account, token=str(facts["link"]), at=ctx.at)


@_writes("invite-again")
def _invite(ctx: Context, facts: Mapping[str, Json]) -> None:
    acts.invite(str(facts["account"]), token=str(facts["link"]), at=ctx.at)


@_writes("close-account")
def _close(ctx: Context, facts: Mapping[str, Json]) -> None:
    acts.close_account(str(facts["account"]), at=ctx.at)


@_writes("register-entity")
def _register(ctx: Context, facts: Mapping[str, Json]) -> None:
    names = ctx.body.get("names")
    worded = {language: str(name) for language, name in names.items()} if isinstance(names, dict) else {}
    acts.register_entity(str(facts["entity"]), kind=str(facts["kind"]), names=worded, state=_word(ctx, "state"))


@_writes("grant-mandate")
def _grant(_ctx: Context, facts: Mapping[str, Json]) -> None:
    acts.grant_mandate(
        str(facts["mandate"]),
        account_id=str(facts["account"]),
        entity_id=str(facts["entity"]),
        kind=str(facts["kind"]),
        powers=[str(power) for power in cast("list[Json]", facts["powers"])],
        since=parse(str(facts["since"])),
        until=_until(facts),
        docket_id=str(facts["docket"]) if "docket" in facts else None,
    )


@_writes("end-mandate")
def _end_mandate(_ctx: Context, facts: Mapping[str, Json]) -> None:
    acts.end_mandate(str(facts["mandate"]), at=parse(str(facts["until"])))


@_writes("appoint-officer")
def _appoint(_ctx: Context, facts: Mapping[str, Json]) -> None:
    office, since = str(facts["office"]), parse(str(facts["since"]))
    acts.appoint_officer(str(facts["account"]), office=office, since=since, until=_until(facts))


@_writes("end-office")
def _end_office(_ctx: Context, facts: Mapping[str, Json]) -> None:
    acts.end_office(str(facts["account"]), office=str(facts["office"]), at=parse(str(facts["until"])))


def _until(facts: Mapping[str, Json]) -> datetime | None:
    return parse(str(facts["until"])) if "until" in facts else None


def _word(ctx: Context, name: str) -> str | None:
    """What the body says under a name, None where it says nothing."""
    said = ctx.body.get(name)
    return said if isinstance(said, str) and said else None
