"""The register of people as the officers who keep it read it: accounts, entities, mandates, offices.

Rules upheld:
- for officers alone, the registry's and the Secretary-General: NotFound for everybody else;
- no list is longer than MOST; a register that outgrows it wants a search, not a longer page.
"""

from dataclasses import dataclass
from datetime import datetime

from comity.people import queries, sealing
from comity.people.actor import Actor
from comity.people.errors import NotFound
from comity.people.models import Account, Entity, Mandate, Office

MOST = 300


@dataclass(frozen=True)
class MandateLine:
    """A mandate in force: whose, for whom, of which kind, with which powers. Instants in UTC."""

    id: str
    name: str
    entity: str
    kind: str
    powers: tuple[str, ...]
    since: datetime
    until: datetime | None


def accounts(viewer: Actor, at: datetime) -> list[tuple[str, str]]:
    """(id, name) of every account that is not closed, by name: two statements."""
    _only_officers(viewer, at)
    rows = Account.objects.filter(is_active=True).order_by("id")[:MOST]
    named = [(row.id, queries.own_name(row, reason=f"register-for-{viewer.id}")) for row in rows]
    return sorted(named, key=lambda line: (line[1].casefold(), line[0]))


def entities(viewer: Actor, at: datetime, language: str) -> list[tuple[str, str]]:
    """(id, name in `language`) of every entity, by name: two statements."""
    _only_officers(viewer, at)
    rows = Entity.objects.order_by("id")[:MOST]
    named = [(row.id, sealing.open_names(row, reason=f"register-for-{viewer.id}").shown(language)) for row in rows]
    return sorted(named, key=lambda line: (line[1].casefold(), line[0]))


def mandates(viewer: Actor, at: datetime, language: str) -> list[MandateLine]:
    """Every mandate in force at `at`, by the entity's name: four statements."""
    _only_officers(viewer, at)
    rows = list(Mandate.objects.filter(queries.in_force(at)).order_by("id")[:MOST])
    people = queries.names(viewer, {row.account_id for row in rows})
    named = queries.entity_names(viewer, {row.entity_id for row in rows})
    found = [
        MandateLine(
            row.id,
            people[row.account_id],
            named[row.entity_id].shown(language),
            row.kind,
            tuple(power for power in ("speak", "sign", "approve") if getattr(row, f"may_{power}")),
            row.since,
            row.until,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: (line.entity.casefold(), line.name.casefold(), line.id))


def officers(viewer: Actor, at: datetime) -> list[tuple[str, str, str]]:
    """(account id, name, office) of everybody in office at `at`: three statements."""
    _only_officers(viewer, at)
    rows = list(Office.objects.filter(queries.in_force(at)).order_by("office", "account_id"))
    named = queries.names(viewer, {row.account_id for row in rows})
    return [(row.account_id, named[row.account_id], row.office) for row in rows]


def _only_officers(viewer: Actor, at: datetime) -> None:
    if not queries.holdings(viewer, at).offices:
        raise NotFound
