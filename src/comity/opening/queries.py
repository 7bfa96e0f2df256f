"""What opening reads: drafts of their author, and whether entities are the States that a request names."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from comity import keeper
from comity.docket.errors import NotFound
from comity.law.act import Json
from comity.opening.drafts import KIND, REASON, Draft
from comity.opening.models import Draft as Row
from comity.people import queries as people
from comity.people import sealing
from comity.people.actor import Actor
from comity.people.models import Entity, EntityKind
from comity.proof import canonical


def are_states(named: Mapping[str, str]) -> bool:
    """Whether each entity id is the entity of its State (ISO 3166-1 code): one statement."""
    found = dict(Entity.objects.filter(pk__in=named).values_list("id", "state_digest"))
    return all(found.get(entity) == sealing.state_digest(state) for entity, state in named.items())


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


def _opened(row: Row) -> Draft:
    text = keeper.open_sealed(keeper.institution_key(), bytes(row.sealed), kind=KIND, id=row.id, reason=REASON)
    return Draft(row.id, row.saved_at, cast("dict[str, Json]", canonical.loads(keeper.unpad(text))))
