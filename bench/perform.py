"""How quick is perform()? Acts per second against a durable create + update through the same ORM, in the same run.

    python -m bench.perform [--acts 300] [--only sqlite|postgresql]

On SQLite with synchronous=FULL and on PostgreSQL with fsync, each on a fresh database. One process, one writer. Rounds
of perform(), of the ORM's pair and of the bare driver's pair take turns, so that the disk's moods meet all three; the
middle round of each counts. The statements of one act are counted at the 10th act and at the last.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
WANTED = 0.25


def main(words: list[str]) -> int:
    """1 if a ratio or a count is not what issue 2 wants."""
    parser = argparse.ArgumentParser(prog="bench.perform")
    parser.add_argument("--acts", type=int, default=300, help="acts of each kind (300)")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument(
        "--here", action="store_true", help="measure in this process, on the database of the environment"
    )
    chosen = parser.parse_args(words)
    if chosen.here:
        return _measure(chosen.acts)
    return max(_run(kind, chosen.acts) for kind in ("sqlite", "postgresql") if chosen.only in (None, kind))


def _run(kind: str, acts: int) -> int:
    with _ground(kind) as environment:
        command = [sys.executable, "-m", "bench.perform", "--here", "--acts", str(acts)]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


@contextmanager
def _ground(kind: str) -> Iterator[dict[str, str]]:
    """The environment of a migrated, empty database of this kind."""
    from bench.grounds import OnPostgresql, OnSqlite
    from tools.suite import find_postgresql

    programs = find_postgresql()
    if kind == "postgresql" and programs is None:
        sys.exit("bench.perform: PostgreSQL is not installed")
    with OnSqlite("perform") if kind == "sqlite" else OnPostgresql("perform", programs) as ground:
        yield ground.env


def _measure(acts: int) -> int:
    import django

    django.setup()
    from bench.world import World

    world = World.made()
    failed = 0
    print(f"\n{world.database}: {acts} acts of each kind, {ROUNDS} rounds")
    pairs = {"the ORM's create + update": _orm_pair(), "the driver's": _driver_pair()}
    for name, act in (("an act of the case log", world.reports), ("an act of a room", world.posts)):
        for _ in range(9):
            act()
        counts = [_statements(act)]
        rates = _rates({name: act, **pairs}, acts)
        counts.append(_statements(act))
        ratio, bare = (rates[name] / rates[other] for other in pairs)
        print(f"  {name:24} {rates[name]:7.0f} a second; {ratio:.2f} of the ORM's pair, {bare:.2f} of the driver's")
        print(f"  {'statements':24} {counts[-2]} at the 10th act, {counts[-1]} at the {acts + 11}th")
        failed |= ratio < WANTED or counts[-1] != counts[-2] or counts[-1] > 14
    return int(failed)


def _rates(kinds: dict[str, Callable[[], object]], acts: int) -> dict[str, float]:
    """Times a second, the median of the rounds; the kinds take turns."""
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS):
        for name, function in kinds.items():
            start = time.perf_counter()
            for _ in range(each := max(1, acts // ROUNDS)):
                function()
            found[name].append(each / (time.perf_counter() - start))
    return {name: statistics.median(rates) for name, rates in found.items()}


def _statements(act: Callable[[], object]) -> int:
    """How many statements one act sends, BEGIN and COMMIT not counted; in a second of its own, so that periods move."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    time.sleep(1.0)
    with CaptureQueriesContext(connection) as sent:
        act()
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in sent.captured_queries)


def _orm_pair() -> Callable[[], None]:
    from django.db import transaction

    from comity.docket.models import Numbering

    years = iter(range(3_000, 32_767))  # far from a year in which a docket was opened

    def pair() -> None:
        with transaction.atomic():
            row = Numbering.objects.create(year=next(years), last=0)
            row.last = 1
            row.save(update_fields=["last"])

    return pair


def _driver_pair() -> Callable[[], None]:
    from django.db import connection

    connection.ensure_connection()
    return _sqlite_pair() if connection.vendor == "sqlite" else _postgresql_pair()


def _sqlite_pair() -> Callable[[], None]:
    import sqlite3

    from django.db import connection

    driver = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    driver.executescript("PRAGMA synchronous=FULL; CREATE TABLE pair (id INTEGER PRIMARY KEY, last INTEGER)")

    def pair() -> None:
        driver.execute("BEGIN IMMEDIATE")
        row = driver.execute("INSERT INTO pair (last) VALUES (0)").lastrowid
        driver.execute("UPDATE pair SET last = 1 WHERE id = ?", (row,))
        driver.execute("COMMIT")

    return pair


def _postgresql_pair() -> Callable[[], None]:
    import psycopg

    driver = psycopg.connect(os.environ["COMITY_DATABASE"], autocommit=True)
    driver.execute("CREATE TABLE pair (id serial PRIMARY KEY, last integer)")

    def pair() -> None:
        with driver.transaction():
            row = driver.execute("INSERT INTO pair (last) VALUES (0) RETURNING id").fetchone()
            driver.execute("UPDATE pair SET last = 1 WHERE id = %s", row)

    return pair


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
