"""What opening reads: drafts of their author, and whether entities are the States that a request names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from comity import keeper
from comity.docket import queries as docket
from comity.docket.errors import NotFound
from comity.docket.views import CaseView
from comity.law.act import Json
from comity.law.gates import Assessment, assess
from comity.opening.current import up_to_date
from comity.opening.drafts import KIND, REASON, Draft
from comity.opening.models import Draft as Row
from comity.people import queries as people
from comity.people import sealing
from comity.people.actor import Actor
from comity.people.models import Entity, EntityKind
from comity.proof import canonical
from comity.treaty import queries as treaty


def are_states(named: Sequence[tuple[str, str]]) -> bool:
    """Whether each entity id of (entity id, ISO 3166-1 code) is the entity of that State: one statement."""
    found = dict(Entity.objects.filter(pk__in={entity for entity, _ in named}).values_list("id", "state_digest"))
    return all(found.get(entity) == sealing.state_digest(state) for entity, state in named)


def entity_of(state: str) -> str | None:
    """The entity of a State, None where the register has none: one statement. Which States exist is public."""
    return Entity.objects.filter(state_digest=sealing.state_digest(state)).values_list("id", flat=True).first()


def entities_of(body: Mapping[str, Json]) -> dict[str, str]:
    """Party id -> entity id for the States that a request names; what is not registered is left out."""
    request, parties = body.get("request"), body.get("parties")
    named = request.get("party") if isinstance(request, dict) else None
    if not isinstance(named, list) or not isinstance(parties, list):
        return {}
    states = {
        str(name): party.get("state") for name, party in zip(parties, named, strict=False) if isinstance(party, dict)
    }
    found = {name: entity_of(state) for name, state in states.items() if isinstance(state, str)}
    return {name: entity for name, entity in found.items() if entity is not None}


def drafts(viewer: Actor) -> list[Draft]:
    """The viewer's own drafts, the newest first: one statement."""
    return [_opened(row) for row in Row.objects.filter(account_id=viewer.id).order_by("-saved_at", "id")]


def draft(viewer: Actor, draft_id: str) -> Draft:
    """One of the viewer's own drafts. NotFound."""
    row = Row.objects.filter(account_id=viewer.id, pk=draft_id).first()
    if row is None:
        raise NotFound
    return _opened(row)


def states_of(viewer: Actor, at: datetime) -> dict[str, str]:
    """State code -> entity id for the States that the viewer may sign for: three statements."""
    held = people.holdings(viewer, at)
    signing = {fact.entity_id for fact in held.mandates if "sign" in fact.powers and fact.docket_id is None}
    states = set(Entity.objects.filter(pk__in=signing, kind=EntityKind.STATE).values_list("id", flat=True))
    names = people.entity_names(viewer, states)
    return {str(name.state): entity for entity, name in names.items() if name.state}


def assessment(viewer: Actor, view: CaseView) -> Assessment | None:
    """What the gates find on the request as it stands now; None where the viewer may not read the request."""
    first = docket.acts(viewer, view.id)[0]
    if first.said is None:
        return None
    return assess(up_to_date(first.said, view.state, view.at), treaty.register(None, view.at), view.edition)


def _opened(row: Row) -> Draft:
    text = keeper.open_sealed(keeper.institution_key(), bytes(row.sealed), kind=KIND, id=row.id, reason=REASON)
    return Draft(row.id, row.saved_at, cast("dict[str, Json]", canonical.loads(keeper.unpad(text))))
