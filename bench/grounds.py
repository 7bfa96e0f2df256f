"""Where writers are struck: a fresh home on SQLite, or on a PostgreSQL cluster; and what its database holds."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from bench import powerloss
from bench.cluster import Cluster, kill
from bench.powercut import Trace, taken
from bench.writer import QUERIES

ROOT = Path(__file__).resolve().parent.parent


class Ground:
    """A home folder of its own with a database that has been migrated (for real acts)."""

    name = ""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.home = Path(tempfile.mkdtemp(prefix="comity-ground-"))
        for folder in ("data", "static"):
            (self.home / folder).mkdir()

    @property
    def address(self) -> str:
        """COMITY_DATABASE."""
        return ""

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes."""
        own = {"COMITY_HOME": str(self.home), "COMITY_KEYS": str(self.home / "keys"), "COMITY_MODE": "test"}
        return {
            **os.environ,
            **own,
            "COMITY_DATABASE": self.address,
            "DJANGO_SETTINGS_MODULE": "comity.config.settings",
        }

    @property
    def words(self) -> list[str]:
        """The beginning of a writer's command line."""
        return [self.kind, str(self.home)]

    def writer(self, acts: int, synchronous: str) -> list[str]:
        """The command of a writer that performs so many acts."""
        return [sys.executable, "-m", "bench.writer", *self.words, "0", str(acts), "--synchronous", synchronous]

    def strike(self, _: random.Random, process: int) -> None:
        """SIGKILL to the writer."""
        kill(process)

    def prepare(self) -> None:
        """Migrate."""
        if self.kind != "table":
            command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
            subprocess.run(command, env=self.env, cwd=ROOT, check=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.home, ignore_errors=True)


class OnSqlite(Ground):
    """The embedded default."""

    name = "SQLite"

    def __enter__(self) -> Self:
        self.prepare()
        return self

    def stored(self) -> set[int]:
        """What the database in use holds; opening it is what recovers it."""
        database = self.home / "data" / "comity.sqlite3"
        if not database.exists():
            return set()
        with closing(sqlite3.connect(database)) as connection:
            return _held(connection, self.kind)

    def recovered(self, folder: Path) -> set[int]:
        """What a database left by a power cut holds, once it was found whole."""
        for memory in folder.glob("*-shm"):
            memory.unlink()  # shared memory does not outlive the machine
        with closing(sqlite3.connect(folder / "comity.sqlite3")) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()
            if found != ("ok",):
                raise sqlite3.DatabaseError(found[0])
            return _held(connection, self.kind)

    def trace(self, acts: int, synchronous: str) -> Trace:
        """Perform so many acts and keep what was done to the database's folder."""
        folder = self.home / "data"
        before, folders = taken(folder)
        powerloss.record(self.writer(acts, synchronous), self.home / "trace", env=self.env)
        return Trace(folder, before, list(powerloss.events(self.home / "trace", folder)), folders)


class OnPostgresql(Ground):
    """The grown deployment's database, in a cluster of its own."""

    name = "PostgreSQL"

    def __init__(self, kind: str, programs: Path) -> None:
        super().__init__(kind)
        self.cluster = Cluster(programs)

    @property
    def address(self) -> str:
        """COMITY_DATABASE."""
        return self.cluster.address

    def __enter__(self) -> Self:
        self.cluster.start()
        self.prepare()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cluster.remove()
        super().__exit__(kind, error, trace)

    def strike(self, chance: random.Random, process: int) -> None:
        """SIGKILL to the writer or its backend, or the server stopped as by a crash."""
        self.cluster.strike(chance, process)

    def stored(self) -> set[int]:
        """What the database holds."""
        with psycopg.connect(self.address) as connection:
            query = "SELECT 1 FROM pg_tables WHERE tablename IN ('act', 'docket_receipt')"
            if connection.execute(query).fetchone() is None:
                return set()
            return _numbers(connection.execute(QUERIES[self.kind]).fetchall())

    def recovered(self, folder: Path) -> set[int]:
        """What a cluster left by a power cut holds once a server has recovered it."""
        (folder / "postmaster.pid").unlink(missing_ok=True)  # of a process of before the power cut
        self.cluster.take(folder)
        try:
            self.cluster.start(folder)
            return self.stored()
        finally:
            self.cluster.stop(signal.SIGQUIT)

    def trace(self, acts: int, synchronous: str) -> Trace:
        """Perform so many acts beside a server that is traced too, and keep what was done to the cluster's folder."""
        self.cluster.stop(signal.SIGINT)
        folder = self.cluster.data
        before, folders = taken(folder)
        words = {
            "server": self.cluster.command(folder),
            "user": self.cluster.user,
            "folder": str(self.cluster.folder),
            "address": self.address,
            "writer": self.writer(acts, synchronous),
        }
        command = [sys.executable, "-m", "bench.traced", json.dumps(words)]
        powerloss.record(command, self.home / "trace", env=self.env)
        return Trace(folder, before, list(powerloss.events(self.home / "trace", folder)), folders)


def _held(connection: sqlite3.Connection, kind: str) -> set[int]:
    query = "SELECT 1 FROM sqlite_master WHERE name IN ('act', 'docket_receipt')"
    return _numbers(connection.execute(QUERIES[kind]).fetchall()) if connection.execute(query).fetchone() else set()


def _numbers(rows: Iterable[tuple[object, ...]]) -> set[int]:
    """The numbers of acts, from numbers or from keys that end in one."""
    return {int(str(value).rpartition("-")[2]) for (value,) in rows}
