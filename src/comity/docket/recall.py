"""What features look up in a docket's own logs while they prepare an act: one statement each.

Called within perform()'s transaction, under the docket's lock; what is recalled goes into facts and bodies of the
act that is on its way, never to a reader. Rows of the same transaction are not written yet and cannot be recalled.
"""

from dataclasses import dataclass

from comity.docket import reading
from comity.docket.context import Context
from comity.docket.errors import NotFound
from comity.docket.models import Act as Row
from comity.docket.models import Log
from comity.docket.opening import institution
from comity.law.act import Act, Json
from comity.ledger import queries as ledger

REASON = "recall"


@dataclass(frozen=True)
class Recalled:
    """An earlier act: its id, its envelope, what was said with it (empty where nothing was)."""

    id: str
    act: Act
    body: dict[str, Json]


def named(ctx: Context, name: str) -> list[Recalled]:
    """The case log's acts of a name, newest first."""
    log = ctx.scene.case.log
    return [_recalled(log, row) for row in Row.objects.filter(log=log, name=name).order_by("-index")]


def one(log: Log, act_id: str) -> Recalled:
    """One act of a log by its id. NotFound where the log has none of it."""
    row = Row.objects.filter(log=log, pk=act_id).first()
    if row is None:
        raise NotFound
    return _recalled(log, row)


def sealed(log: Log, act_id: str) -> tuple[str, bytes, str, str, int]:
    """What was said with an act, unopened: key id, sealed bytes, kind, id, version, as the keeper's tally takes it."""
    row = Row.objects.get(log=log, pk=act_id)
    return log.key_id, bytes(row.body), "body", row.id, 1


def _recalled(log: Log, row: Row) -> Recalled:
    said = reading.said(log, row, REASON)
    return Recalled(row.id, reading.envelope(log, row, REASON).act, {} if said is None else said.body)


def institution_root() -> str:
    """The root (hex) of the institution's log as it stands: what was looked up there can be audited against it."""
    head = ledger.latest_head(institution())
    return "" if head is None else head.root.hex()
