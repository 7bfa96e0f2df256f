"""Facts of the register for an act on its way: who has counsel, which entities there are. No name is opened."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from comity.people import sealing
from comity.people.models import Entity, Mandate, MandateKind
from comity.people.queries import in_force


def has_counsel(entity: str, docket_id: str, at: datetime) -> bool:
    """Whether somebody holds a mandate as counsel of the entity, for this docket or for every one: one statement."""
    here = Q(docket_id=docket_id) | Q(docket_id__isnull=True)
    held = Mandate.objects.filter(in_force(at), here, entity_id=entity, kind=MandateKind.COUNSEL)
    return held.filter(account__is_active=True).exists()


def kinds(entities: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """Kind, and a State's digest, of those ids that are entities of the register: one statement."""
    rows = Entity.objects.filter(pk__in=entities).values_list("id", "kind", "state_digest")
    return {name: (kind, digest) for name, kind, digest in rows}


def entity_of(state: str) -> str | None:
    """The entity of a State, None where the register has none: one statement. Which States exist is public."""
    return Entity.objects.filter(state_digest=sealing.state_digest(state)).values_list("id", flat=True).first()
