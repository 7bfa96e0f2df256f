"""What must hold before anything is served. Each setting is read back from where it works, not from where it was set.

Rules upheld:
- TRUST rule 3: SQLite with WAL, synchronous=FULL, foreign keys and recursive triggers; PostgreSQL with fsync,
  synchronous_commit and full_page_writes. Otherwise nothing is served;
- DESIGN 2: the triggers that refuse UPDATE, DELETE, REPLACE and TRUNCATE are there, whatever migrations came since;
- DESIGN 3: the keys lie outside the database's folder, and are readable by the server's user alone;
- every act of every edition has a handler; every adopted edition lies in its folder as it was adopted;
- production has no demonstration.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from comity import keeper
from comity.docket import registry
from comity.docket.desk import filing
from comity.law.edition import BadEdition, editions, packaged
from comity.law.edition.model import CATEGORIES
from comity.ledger.appendonly import triggers

GUARDED = ("docket_act", "docket_receipt", "ledger_entry", "ledger_checkpoint")
PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"}
PARAMETERS = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class Unsafe(PermissionError):
    """The organisation must not be served so; one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def check() -> None:
    """Raise Unsafe with everything that is wrong; return if nothing is."""
    if faults := [*_database(), *_triggers(), *_keys(), *_mode(), *_handlers(), *_adopted()]:
        raise Unsafe(faults)


def _database() -> Iterator[str]:
    wanted, read = (PARAMETERS, "SHOW") if connection.vendor == "postgresql" else (PRAGMAS, "PRAGMA")
    for name, value in wanted.items():
        found = _one(f"{read} {name}")
        if found != value:
            yield f"the database has {name} = {found}; it must be {value}"


def _triggers() -> Iterator[str]:
    for table in GUARDED:
        for name in triggers(table, connection.vendor):
            if not _stands(name):
                yield f"the trigger {name} is missing or off: rows of {table} could be changed"


def _stands(trigger: str) -> bool:
    if connection.vendor == "postgresql":  # A: also in a session that replays as a replica
        return _one("SELECT tgenabled FROM pg_trigger WHERE tgname = %s", trigger) == "A"
    return _one("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s", trigger) == "1"


def _keys() -> Iterator[str]:
    try:
        keeper.check()
    except keeper.KeeperError as error:
        yield str(error)


def _mode() -> Iterator[str]:
    if settings.DEMONSTRATION and settings.ENVIRONMENT.mode != "demonstration":
        yield "the demonstration's ways in are open in a mode that is none"


def _handlers() -> Iterator[str]:
    for name in editions():
        for category in CATEGORIES:
            try:
                edition = packaged(name, category)
            except BadEdition:
                continue  # the edition does not serve this category
            if missing := registry.unhandled(edition):
                yield f"{name} for {category} has acts that nobody handles: {', '.join(sorted(missing))}"


def _adopted() -> Iterator[str]:
    for name in filing.missing():
        yield f"the adopted edition {name} is missing from the folder of editions, or is not as it was adopted"


def _one(statement: str, *parameters: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return "" if row is None else str(row[0])
