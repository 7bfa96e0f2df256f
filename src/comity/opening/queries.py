"""What opening reads: drafts of their author, and whether entities are the States that a request names."""

from collections.abc import Mapping

from comity.law.act import Json
from comity.people import sealing
from comity.people.models import Entity


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
