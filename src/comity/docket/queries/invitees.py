"""What a party that is invited by a link may read of its case, before anybody acts for it.

Rules upheld:
- a link is a viewer: it reads the invitation of one party and no more. Of an initial request that is the request in its
  filer's words; of a joinder, what was proposed of the newcomer; of the record nothing;
- opening is logged by the keeper, under the name of the party.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.docket import lapses, reading, states
from comity.docket.models import Act, Log
from comity.law.act import Json
from comity.law.edition import Edition
from comity.law.instants import parse

PROPOSAL, REQUEST = "propose-joinder", "file-request"


@dataclass(frozen=True)
class Invitee:
    """status: invited, in or left. said: the words that invite it. by: the party ids that invite it.

    due: until when it may consent (UTC), None where no period runs. joins: it would join a case that is registered.
    """

    edition: Edition
    status: str
    entity: str
    entities: Mapping[str, str]
    said: Mapping[str, Json]
    by: tuple[str, ...]
    due: datetime | None
    zone: str
    joins: bool


def read(docket_id: str, party: str, at: datetime) -> Invitee | None:
    """The case as its invited party reads it at `at`; None where it has ended, or has no such party."""
    lapses.tick(docket_id, at)
    log = Log.objects.select_related("docket").filter(pk=docket_id, kind="case").first()
    if log is None:
        return None
    edition = states.edition_of(log.docket)
    state = states.opened(log, edition)
    if state.ending is not None or party not in state.parties:
        return None
    joins = party in state.things.get("joinder", {})
    rows = Act.objects.filter(log=log, name=PROPOSAL if joins else REQUEST).order_by("index")
    opened = [(reading.envelope(log, row, f"invitation-of-{party}").act, row) for row in rows]
    row = next(row for act, row in opened if not joins or act.facts.get("newcomer") == party)
    said = reading.said(log, row, f"invitation-of-{party}")
    period = state.periods.get("invitation")
    return Invitee(
        edition=edition,
        status=state.parties[party]["status"],
        entity=log.docket.entities[party],
        entities=dict(log.docket.entities),
        said={} if said is None else said.body,
        by=tuple(name for name, fact in state.parties.items() if fact["status"] == "in" and name != party),
        due=None if period is None or joins else parse(str(period["due"])),
        zone=log.docket.zone if period is None else str(period["zone"]),
        joins=joins,
    )
