"""Replay: rebuild the state of a docket and of its rooms from envelopes alone, and compare with what the rows hold.

Rules upheld:
- DESIGN 2: relational tables are what people query, acts are what happened; a test and a nightly command compare;
- each leaf is computed anew from its envelope and salt, each root from the leaves, and the ledger holds the same;
- what differs is named by table and id, never by content.
"""

from collections.abc import Iterator

from comity.docket import mirror, reading, states
from comity.docket.books import OF_THE_WHOLE, edge_of
from comity.docket.models import Act as Row
from comity.docket.models import Docket, Log
from comity.law.act import Act
from comity.law.edition import Edition
from comity.law.replay import NotReplayable, replay_room
from comity.law.state import State
from comity.law.step import Refused, start, step
from comity.ledger import queries as ledger
from comity.proof import entries
from comity.proof.merkle import EMPTY, Edge, leaf_hash

REASON = "replay"


def replay(docket_id: str) -> list[str]:
    """What differs between the log of a docket and its rows, one line each; nothing where all agree."""
    docket = Docket.objects.get(pk=docket_id)
    edition = states.edition_of(docket)
    logs = {log.id: log for log in Log.objects.filter(docket=docket)}
    rows: dict[str, list[Row]] = {name: [] for name in logs}
    for row in Row.objects.filter(log__in=list(logs)).order_by("index"):
        rows[row.log_id].append(row)
    found = [fault for name, log in logs.items() for fault in _tree(log, rows[name])]
    acts = {name: [reading.envelope(log, row, REASON).act for row in rows[name]] for name, log in logs.items()}
    try:
        found += _states(docket, edition, logs, acts)
    except NotReplayable as error:
        found.append(f"docket {docket_id}: {error}")
    return found


def replay_all() -> Iterator[tuple[str, list[str]]]:
    """Each docket's id and what differs in it, in the order of their opening."""
    for docket_id in Docket.objects.order_by("opened_at", "id").values_list("id", flat=True):
        yield docket_id, replay(docket_id)


def _states(docket: Docket, edition: Edition, logs: dict[str, Log], acts: dict[str, list[Act]]) -> Iterator[str]:
    cases = prefixes(edition, acts[docket.id])
    yield from _same_state(logs[docket.id], edition, cases[-1])
    yield from mirror.differences(docket, cases[-1])
    for name, log in logs.items():
        if log.kind not in OF_THE_WHOLE:
            room: dict[str, str | None] = {"id": name, "kind": log.kind, "party": log.party or None}
            yield from _same_state(log, edition, replay_room(edition, acts[name], room=room, cases=cases))


def prefixes(edition: Edition, acts: list[Act]) -> list[State]:
    """The case's state after 0, 1, 2, ... acts. NotReplayable."""
    found = [start(edition)]
    for index, act in enumerate(acts):
        try:
            found.append(step(edition, found[-1], act))
        except Refused as refused:
            raise NotReplayable(index, refused) from refused
    return found


def _same_state(log: Log, edition: Edition, rebuilt: State) -> Iterator[str]:
    if states.opened(log, edition) != rebuilt:
        yield f"log {log.id}: the state in its row is not what its acts come to"


def _tree(log: Log, rows: list[Row]) -> Iterator[str]:
    """The leaves of the rows, the ledger's, the row's edge and the last signed head agree."""
    leaves = [_leaf(log, row) for row in rows]
    edge = Edge()
    for leaf in leaves:
        edge = edge.append(leaf)
    head = ledger.latest_head(log.id)
    if [row.index for row in rows] != list(range(len(rows))):
        yield f"log {log.id}: its acts are not numbered without a gap"
    if [bytes(row.leaf) for row in rows] != leaves or ledger.leaves(log.id) != leaves:
        yield f"log {log.id}: a leaf is not that of its act"
    if edge_of(log) != edge or (EMPTY if head is None else head.root) != edge.root():
        yield f"log {log.id}: the tree is not that of its acts"


def _leaf(log: Log, row: Row) -> bytes:
    opened = reading.envelope(log, row, REASON)
    return leaf_hash(entries.entry(opened.salt, opened.act.to_json()))
