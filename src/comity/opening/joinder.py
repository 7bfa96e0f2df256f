"""Another party joins a registered case.

Rules upheld:
- a newcomer is named by who proposes it, a State by its entity; nobody else's entity is told that it was proposed, and
  it becomes an entity of the case in the act that invites it, not before;
- the gates are asked anew, over the request as it stands with the newcomer in it;
- it has rooms of its own from the transaction in which it is in.
"""

from comity import docket
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law.act import Act, Json
from comity.law.gates import assess
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.register import Category
from comity.law.request import Party, kinds, party
from comity.law.shape import BadInput
from comity.opening import acts, queries
from comity.opening.current import with_newcomers
from comity.treaty import queries as treaty

OWN_ROOMS = ("caucus", "delegation")


@docket.prepare("propose-joinder")
def prepare_proposal(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """A newcomer has an id of its own; the gates can read what is said of it, and its entity is of the register."""
    told = body.get("newcomer")
    described = _read(ctx, told if isinstance(told, dict) else {}, str(facts.get("side")))
    entity = str(told.get("entity")) if isinstance(told, dict) else ""
    if entity in ctx.entities.values() or not queries.are_entities([(entity, described)]):
        words = Message(_("The newcomer is not in the register of entities, or is a party already."))
        raise docket.Refused(ctx.row.article, words, "entities")
    kept = {name: value for name, value in body.items() if name != "contact"}
    return {**facts, "newcomer": ctx.act_id}, kept


def _read(ctx: Context, told: Said, side: str) -> Party:
    known = kinds(Category(ctx.edition.category))
    try:
        read = party({**queries.described(told), "side": side, "consent": {"given": False}})
    except BadInput as bad:
        words = Message(_("The newcomer cannot be read: %(words)s"), {"words": str(bad)})
        raise docket.Refused(ctx.row.article, words, "newcomer") from bad
    if read.kind not in known:
        words = Message(_("This kind of case has no such party (Article 24)."))
        raise docket.Refused(ctx.row.article, words, "newcomer")
    return read


@docket.handle("propose-joinder")
def note_contact(ctx: Context, act: Act) -> None:
    """Keep where the invitation will go, once all have agreed."""
    address = ctx.payload.body.get("contact")
    if isinstance(address, str) and address:
        acts.note_contact(ctx.docket.id, str(act.facts["newcomer"]), address)


@docket.prepare("invite-newcomer")
def prepare_invitation(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """From here on the newcomer's entity is one of the case."""
    newcomer = str(facts["newcomer"])
    entity = str(_told(ctx)[newcomer]["entity"])
    if entity in ctx.entities.values():
        raise docket.Refused(ctx.row.article, Message(_("The newcomer is a party already.")), "entities")
    ctx.docket.entities = {**ctx.entities, newcomer: entity}
    return facts, body


@docket.handle("invite-newcomer")
def send_invitation(ctx: Context, act: Act) -> None:
    """Make the link, where it was named with an address."""
    found = queries.of_party(ctx.docket.id, str(act.facts["newcomer"]))
    if found is not None:
        acts.issue(found, at=ctx.at)


@docket.prepare("screen-joinder")
def prepare_screening(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Every gate's finding on the request with the newcomer."""
    newcomer = str(facts.get("newcomer"))
    told = {name: queries.described(each) for name, each in _told(ctx).items()}
    if newcomer not in told or newcomer not in ctx.state.parties:
        raise docket.Refused(ctx.row.article, Message(_("Nobody of this name was invited to join.")), "newcomer")
    whole = with_newcomers(acts.current(ctx), told, ctx.state, ctx.at, newcomer=newcomer)
    return acts.screened(ctx, assess(whole, treaty.register(None, ctx.at), ctx.edition), facts, body)


@docket.handle("screen-joinder")
def make_rooms(ctx: Context, act: Act) -> None:
    """A caucus and a delegation room for who is in now."""
    newcomer = str(act.facts["newcomer"])
    if ctx.case.parties[newcomer]["status"] == "in":
        for kind in OWN_ROOMS:
            ctx.make_room(kind, newcomer)


def _told(ctx: Context) -> dict[str, dict[str, Json]]:
    """Newcomer id -> what was said of it when it was proposed."""
    found: dict[str, dict[str, Json]] = {}
    for each in recall.named(ctx, "propose-joinder"):
        told = each.body.get("newcomer")
        found[str(each.act.facts["newcomer"])] = dict(told) if isinstance(told, dict) else {}
    return found


docket.plain("agree-joinder", "record-approval")
