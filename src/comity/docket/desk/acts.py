"""What the acts of the desk write, in the institution's transaction and under its lock.

Rules upheld:
- whoever is in charge of a case, or covers, holds an office then; nobody covers for itself;
- the words of a note lie in its act, sealed, for officers alone; here stands only that there is one;
- an open value is one that the edition has, and that is unset, borrowed or assumed;
- an edition is adopted once under its name; its file is written whole before the act is (filing.py), and what
  lies there without an act is no edition.
"""

from collections.abc import Callable, Mapping
from datetime import date

from comity.docket import registry
from comity.docket.context import Context
from comity.docket.desk import filing
from comity.docket.desk.models import Absence, AdoptedEdition, Charge, HandoverNote, OpenValue
from comity.docket.errors import Refused
from comity.docket.models import Docket
from comity.docket.opening import INSTITUTION
from comity.docket.registry import Said
from comity.law import succession
from comity.law.act import Act, Json
from comity.law.edition import BadEdition, editions
from comity.law.instants import parse
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.people import queries as people

Writer = Callable[[Context, Mapping[str, Json]], None]


def _writes(name: str) -> Callable[[Writer], Writer]:
    def enter(write: Writer) -> Writer:
        def handler(ctx: Context, act: Act) -> None:
            write(ctx, act.facts)

        registry.handle(name)(handler)
        return write

    return enter


def _refuse(ctx: Context, words: str) -> Refused:
    return Refused(ctx.row.article, Message(words), "desk")


@_writes("assign-officer")
def _assign(ctx: Context, facts: Mapping[str, Json]) -> None:
    docket = _case(ctx, str(facts["docket"]))
    account = _officer(ctx, str(facts["account"]))
    Charge.objects.update_or_create(docket=docket, defaults={"account_id": account, "since": ctx.at})


@_writes("cover-absence")
def _cover(ctx: Context, facts: Mapping[str, Json]) -> None:
    account, cover = _officer(ctx, str(facts["account"])), _officer(ctx, str(facts["cover"]))
    since, until = parse(str(facts["since"])), parse(str(facts["until"]))
    if account == cover:
        raise _refuse(ctx, _("Nobody covers for itself."))
    if until <= since:
        raise _refuse(ctx, _("It would end before it begins."))
    if Absence.objects.filter(id=str(facts["absence"])).exists():
        raise _refuse(ctx, _("This absence is recorded already."))
    Absence.objects.create(id=str(facts["absence"]), account_id=account, cover_id=cover, since=since, until=until)


@_writes("end-absence")
def _return(ctx: Context, facts: Mapping[str, Json]) -> None:
    until = parse(str(facts["until"]))
    found = Absence.objects.filter(id=str(facts["absence"]), since__lte=until, until__gt=until)
    if not found.update(until=until):
        raise _refuse(ctx, _("There is no such absence then."))


@_writes("note-handover")
def _note(ctx: Context, facts: Mapping[str, Json]) -> None:
    if not str(ctx.body.get("note", "")).strip():
        raise _refuse(ctx, _("A note has words."))
    about = str(facts["docket"]) if "docket" in facts else None
    docket = None if about is None else _case(ctx, about)
    HandoverNote.objects.create(act_id=ctx.act_id, docket=docket, account_id=ctx.actor.id, at=ctx.at)


@_writes("take-handover")
def _take(ctx: Context, facts: Mapping[str, Json]) -> None:
    if not HandoverNote.objects.filter(pk=str(facts["note"]), taken_at=None).update(taken_at=ctx.at):
        raise _refuse(ctx, _("There is no such note, or somebody took it up."))


@_writes("take-up-value")
def _take_up(ctx: Context, facts: Mapping[str, Json]) -> None:
    edition, name = _open_value(ctx, facts)
    owner = {"account_id": _officer(ctx, str(facts["account"])), "due": date.fromisoformat(str(facts["due"]))}
    OpenValue.objects.update_or_create(edition=edition, name=name, defaults={**owner, "settled_at": None})


@_writes("settle-value")
def _settle(ctx: Context, facts: Mapping[str, Json]) -> None:
    edition, name = _open_value(ctx, facts)
    if succession.statuses(edition)[name] == "unset":
        raise _refuse(ctx, _("What is unset is settled by a successor that sets it."))
    owner = {"account_id": ctx.actor.id, "due": ctx.at.date()}
    OpenValue.objects.update_or_create(
        edition=edition, name=name, defaults={"settled_at": ctx.at}, create_defaults={**owner, "settled_at": ctx.at}
    )


@registry.prepare("adopt-edition")
def _compose(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The digest of what the change comes to."""
    return {**facts, "digest": filing.digest(_successor(ctx, facts, body))}, body


@_writes("adopt-edition")
def _adopt(ctx: Context, facts: Mapping[str, Json]) -> None:
    name, digest = str(facts["edition"]), str(facts["digest"])
    filing.place(name, filing.text(_successor(ctx, facts, ctx.body)))
    AdoptedEdition.objects.create(name=name, base=str(facts["base"]), digest=digest, at=ctx.at)


def _successor(ctx: Context, facts: Mapping[str, Json], body: Mapping[str, Json]) -> dict[str, Json]:
    name, base, change = str(facts.get("edition")), str(facts.get("base")), body.get("change")
    if name in editions() or AdoptedEdition.objects.filter(name=name).exists():
        raise _refuse(ctx, _("There is an edition of this name already."))
    if base not in editions() or base == ctx.edition.name:
        raise _refuse(ctx, _("There is no edition of this name to base another on."))
    try:
        return succession.successor(base, name, change if isinstance(change, dict) else {})
    except BadEdition as error:
        words = Message(_("This is no edition: %(reason)s"), {"reason": str(error)})
        raise Refused(ctx.row.article, words, "edition") from error


def _open_value(ctx: Context, facts: Mapping[str, Json]) -> tuple[str, str]:
    edition, name = str(facts["edition"]), str(facts["name"])
    if edition not in editions() or succession.statuses(edition).get(name, "official") == "official":
        raise _refuse(ctx, _("No edition has an open value of this name."))
    return edition, name


def _case(ctx: Context, docket_id: str) -> Docket:
    found = Docket.objects.filter(pk=docket_id).exclude(category=INSTITUTION).first()
    if found is None:
        raise _refuse(ctx, _("There is no such case."))
    return found


def _officer(ctx: Context, account: str) -> str:
    if account not in {held for _office, held in people.officers(ctx.actor, ctx.at)}:
        raise _refuse(ctx, _("This person holds no office."))
    return account
