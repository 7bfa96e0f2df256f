"""The statements that every act sends, written out; ledger/rows.py says why.

- LOCK is the lock of a docket: on PostgreSQL it waits for the two rows and then reads them as they stand; on SQLite
  the writer's turn is held already.
- A log moves on from the size that was read, or not at all: a second writer would be seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from comity.docket.models import Act, Deadline, Docket, Log, Outbox, Party, Receipt, Seat
from comity.ledger.rows import Table

DOCKETS, LOGS = Table(Docket), Table(Log)
ACTS, RECEIPTS, OUTBOX = Table(Act), Table(Receipt), Table(Outbox)
PARTIES, SEATS, DEADLINES = Table(Party), Table(Seat), Table(Deadline)


def lock(docket_id: str) -> Log | None:
    """The case log's row with its docket, both locked; None where there is none."""
    found = _one(
        f"SELECT {LOGS.columns}, {DOCKETS.columns} FROM docket_log "  # noqa: S608 - columns of models
        "INNER JOIN docket_docket ON docket_log.docket_id = docket_docket.id "
        f"WHERE docket_log.id = %s AND docket_log.kind IN ('case', 'institution'){_for_update()}",
        docket_id,
    )
    if found is None:
        return None
    log = LOGS.read(found[: len(LOGS.fields)])
    log.docket = DOCKETS.read(found[len(LOGS.fields) :])
    return log


def room(docket_id: str, room_id: str) -> Log | None:
    """The row of a room of this docket; None where there is none."""
    found = _one(
        f"SELECT {LOGS.columns} FROM docket_log "  # noqa: S608 - columns of a model
        "WHERE id = %s AND docket_id = %s AND kind NOT IN ('case', 'institution')",
        room_id,
        docket_id,
    )
    return None if found is None else LOGS.read(found)


def receipt(actor: str, key: str) -> tuple[str, bytes] | None:
    """(act, request digest) of what this actor was given under this key."""
    found = _one("SELECT act_id, request_digest FROM docket_receipt WHERE actor = %s AND key = %s", actor, key)
    return None if found is None else (found[0], bytes(found[1]))


def move_on(log: Log, *, size: int, edge: bytes, state: bytes) -> bool:
    """Write a log's new size, edge and state; False if it is no longer as it was read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE docket_log SET size = %s, edge = %s, state = %s WHERE id = %s AND size = %s",
            [size, edge, state, log.id, log.size],
        )
        return bool(cursor.rowcount)


@contextmanager
def together() -> Iterator[None]:
    """What is written inside waits for no answer before the next is sent, where the database allows it (PostgreSQL).

    A refusal of the database is raised at the end of the block at the latest.
    """
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors, connection.connection.pipeline():
            yield
    else:
        yield


def _for_update() -> str:
    return " FOR UPDATE" if connection.features.has_select_for_update else ""


def _one(statement: str, *values: str) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found
