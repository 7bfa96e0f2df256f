"""What opening reads: drafts of their author, entities that a request names, invitations by a link, findings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from comity import keeper
from comity.docket import queries as docket
from comity.docket.errors import NotFound
from comity.docket.views import ActView, CaseView
from comity.law.act import Json
from comity.law.gates import Assessment, assess
from comity.law.request import Party, PartyKind
from comity.law.shape import BadInput
from comity.law.state import State
from comity.opening.current import present, up_to_date, with_newcomers
from comity.opening.drafts import KIND, REASON, Draft
from comity.opening.models import Draft as Row
from comity.opening.models import Invitation
from comity.people import queries as people
from comity.people import sealing, tokens
from comity.people.actor import Actor
from comity.people.queries import facts as register
from comity.people.sealing import Names
from comity.proof import canonical
from comity.treaty import queries as treaty

CONTACT = "invited-address"
LINK_LASTS = timedelta(days=90)  # the case's own period ends it before


def are_entities(named: Sequence[tuple[str, Party]]) -> bool:
    """Whether each entity id is of the register and of the party's kind, a State's that State's: one statement."""
    found = register.kinds({entity for entity, _ in named})
    return all(
        found.get(entity)
        == (
            party.kind.value,
            sealing.state_digest(str(party.state)) if party.kind is PartyKind.STATE else None,
        )
        for entity, party in named
    )


def entity_of(state: str) -> str | None:
    """The entity of a State, None where the register has none: one statement."""
    return register.entity_of(state)


def drafts(viewer: Actor) -> list[Draft]:
    """The viewer's own drafts, the newest first: one statement."""
    return [_opened(row) for row in Row.objects.filter(account_id=viewer.id).order_by("-saved_at", "id")]


def draft(viewer: Actor, draft_id: str) -> Draft:
    """One of the viewer's own drafts. NotFound."""
    row = Row.objects.filter(account_id=viewer.id, pk=draft_id).first()
    if row is None:
        raise NotFound
    return _opened(row)


def signs_for(viewer: Actor, at: datetime) -> list[tuple[str, str, Names]]:
    """(entity id, kind, names) of everybody for whom the viewer may sign in every docket: three statements."""
    held = people.holdings(viewer, at)
    signing = {fact.entity_id for fact in held.mandates if "sign" in fact.powers and fact.docket_id is None}
    kinds = {entity: kind for entity, (kind, _digest) in register.kinds(signing).items()}
    names = people.entity_names(viewer, kinds)
    return sorted(
        ((entity, kinds[entity], name) for entity, name in names.items()), key=lambda each: each[2].shown("en")
    )


def assessment(viewer: Actor, view: CaseView) -> Assessment | None:
    """What the gates find on the request as it stands now; None where the viewer may not read the request."""
    first = docket.acts(viewer, view.id)[0]
    if first.said is None:
        return None
    return assess(up_to_date(first.said, view.state, view.at), treaty.register(None, view.at), view.edition)


def numbered(first: ActView, state: State) -> list[str]:
    """The parties as the findings of `assessment` number them, from 1; nobody where the request is not to be read."""
    return present(first.said, state) if first.said is not None else []


def joining(viewer: Actor, view: CaseView, newcomer: str) -> Assessment | None:
    """What the gates find on the request with a newcomer; None where it cannot be read."""
    acts = docket.acts(viewer, view.id)
    first, described = acts[0], newcomers(acts)
    if first.said is None or newcomer not in described or newcomer not in view.state.parties:
        return None
    request = up_to_date(first.said, view.state, view.at)
    try:
        whole = with_newcomers(request, described, view.state, view.at, newcomer=newcomer)
    except BadInput:
        return None
    return assess(whole, treaty.register(None, view.at), view.edition)


def newcomers(acts: Sequence[ActView]) -> dict[str, Mapping[str, Json]]:
    """Newcomer id -> what was proposed of it, in the keys of a request's party."""
    found: dict[str, Mapping[str, Json]] = {}
    for act in acts:
        told = (act.said or {}).get("newcomer") if act.row.act == "propose-joinder" else None
        if isinstance(told, dict):
            found[str(act.act.facts["newcomer"])] = described(told)
    return found


def described(told: Mapping[str, Json]) -> dict[str, Json]:
    """Of what was proposed of a newcomer, the keys of a request's party."""
    return {name: value for name, value in told.items() if name not in ("name", "entity")}


def contact(invitation: Invitation) -> dict[str, str]:
    """An invited party's address, and the secret of a link that waits to be sent; for the sending alone."""
    key, name = keeper.institution_key(), invitation.id
    text = keeper.open_sealed(key, bytes(invitation.sealed), kind=CONTACT, id=name, reason="invitation")
    return cast("dict[str, str]", canonical.loads(keeper.unpad(text)))


def waiting() -> list[Invitation]:
    """Invitations whose link is to be sent: one statement."""
    return list(Invitation.objects.filter(sent_at=None, closed_at=None, token_digest__isnull=False).order_by("id"))


def of_party(docket_id: str, party: str) -> Invitation | None:
    """The invitation of a party, if it was named with an address: one statement. For the act that invites it."""
    return Invitation.objects.filter(docket_id=docket_id, party=party).first()


def by_a_link(docket_id: str) -> set[str]:
    """The parties of a case that were invited by a link: one statement. For who sends it."""
    found = Invitation.objects.filter(docket_id=docket_id, token_digest__isnull=False)
    return set(found.values_list("party", flat=True))


def by_link(token: str, at: datetime) -> Invitation | None:
    """The invitation that a link's secret opens by its own row; who holds the secret is the viewer. One statement."""
    fresh = Invitation.objects.filter(closed_at=None, issued_at__gt=at - LINK_LASTS, issued_at__lte=at)
    return fresh.select_related("account").filter(token_digest=tokens.token_digest(token)).first()


def _opened(row: Row) -> Draft:
    text = keeper.open_sealed(keeper.institution_key(), bytes(row.sealed), kind=KIND, id=row.id, reason=REASON)
    return Draft(row.id, row.saved_at, cast("dict[str, Json]", canonical.loads(keeper.unpad(text))))
