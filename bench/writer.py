"""A writer that is to be killed: it performs acts one after the other and acknowledges each on its standard output.

    python -m bench.writer KIND HOME FIRST COUNT [--synchronous WORD] [--early]
    python -m bench.writer KIND HOME --serve [...]      reads FIRST lines; for each a forked writer runs until killed

KIND is `table` (one SQLite table under Comity's own pragmas) or `acts` (docket.perform). An acknowledgement is one
line, `acknowledged NUMBER DIGEST`, written when the act's receipt is in hand; with --early it is written before the
act, which is the control: a writer that so acknowledges must be seen to lose acts.
"""

import argparse
import os
import sqlite3
import sys
from base64 import b32encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg

PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON", "temp_store=MEMORY")
Perform = Callable[[int], bytes]


def table(home: Path, synchronous: str) -> Callable[[], Perform]:
    """One table, one row an act; the row is its receipt. On PostgreSQL if COMITY_DATABASE says so."""
    address = os.environ.get("COMITY_DATABASE", "")
    return lambda: _on_postgresql(address, synchronous) if address else _on_sqlite(home, synchronous)


def _on_sqlite(home: Path, synchronous: str) -> Perform:
    connection = sqlite3.connect(home / "data" / "comity.sqlite3", isolation_level=None)
    for pragma in (*PRAGMAS, f"synchronous={synchronous}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS act (number INTEGER PRIMARY KEY, receipt BLOB NOT NULL)")

    def perform(number: int) -> bytes:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT OR IGNORE INTO act VALUES (?, ?)", [number, _receipt(number)])
        connection.execute("COMMIT")
        return _receipt(number)

    return perform


def _on_postgresql(address: str, synchronous: str) -> Perform:
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("SELECT set_config('synchronous_commit', %s, false)", ["off" if synchronous == "OFF" else "on"])
    connection.execute("CREATE TABLE IF NOT EXISTS act (number INTEGER PRIMARY KEY, receipt BYTEA NOT NULL)")

    def perform(number: int) -> bytes:
        connection.execute("INSERT INTO act VALUES (%s, %s) ON CONFLICT DO NOTHING", [number, _receipt(number)])
        return _receipt(number)

    return perform


def _receipt(number: int) -> bytes:
    return sha256(str(number).encode()).digest() * 20


def acts(_: Path, synchronous: str) -> Callable[[], Perform]:
    """Persons admitted in the institution's own docket; the home's environment is this process's."""
    import django

    django.setup()
    from django.db import connection

    from comity import docket, people
    from comity.docket.models import Docket

    def perform(number: int) -> bytes:
        name = f"durability-{number}"
        facts = {"account": b32encode(sha256(name.encode()).digest()[:16]).decode().rstrip("=").lower()}
        payload = docket.Payload(facts=facts, body={"name": name, "address": f"{name}@example.org"})
        return docket.perform(people.system(), docket.institution(), "admit-account", payload, key=name).json

    def connect() -> Perform:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA synchronous={synchronous}")
            elif synchronous == "OFF":
                cursor.execute("SET synchronous_commit = off")
        if not Docket.objects.exists():
            docket.found(name="Founder", address="founder@example.org")
        return perform

    return connect


KINDS: dict[str, Callable[[Path, str], Callable[[], Perform]]] = {"table": table, "acts": acts}
QUERIES = {
    "table": "SELECT number FROM act",
    "acts": "SELECT key FROM docket_receipt WHERE key LIKE 'durability-%'",
}


def run(perform: Perform, first: int, count: int | None, *, early: bool) -> None:
    """Perform acts from `first` on; without end if count is None."""
    number = first
    while count is None or number < first + count:
        if early:
            _acknowledge(number, b"")
        receipt = perform(number)
        if not early:
            _acknowledge(number, receipt)
        number += 1


def _acknowledge(number: int, receipt: bytes) -> None:
    os.write(1, f"acknowledged {number} {sha256(receipt).hexdigest()}\n".encode())


def serve(connect: Callable[[], Perform], *, early: bool) -> None:
    """For each line of standard input fork a writer that begins at that number, and say when it is gone."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                os.write(1, f"pid {os.getpid()}\n".encode())
                run(connect(), int(line), None, early=early)
            finally:
                os._exit(3)
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("home", type=Path)
    parser.add_argument("first", type=int, nargs="?", default=0)
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("--synchronous", default="FULL")
    parser.add_argument("--early", action="store_true")
    parser.add_argument("--serve", action="store_true")
    words = parser.parse_args()
    connect = KINDS[words.kind](words.home, words.synchronous)
    if words.serve:
        serve(connect, early=words.early)
    else:
        run(connect(), words.first, words.count, early=words.early)


if __name__ == "__main__":
    main()
