"""A process in which secrets are said, on a home of its own, and all the places where they could lie."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.canary import files

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def saying(home: Path, address: str, program: str, line: str, *options: str) -> Iterator[str]:
    """Migrate, and run a program of this folder on `line`; yields what it printed when all was said. It still runs.

    Temporary files and what it complains of lie in the home too.
    """
    own = {"COMITY_HOME": str(home), "COMITY_KEYS": str(home / "keys"), "COMITY_DATABASE": address}
    temporary = {"TMPDIR": str(home / "tmp"), "SQLITE_TMPDIR": str(home / "tmp")}
    mode = {"COMITY_MODE": "demonstration", "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
    env = {**os.environ, **own, **temporary, **mode}
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=env, cwd=ROOT, check=True)
    if address:
        _store_uncompressed(address)
    code = f"import django; django.setup(); from tests.keeper.{program} import main; main()"
    log = home / "logs" / "server.log"
    with log.open("wb") as complaints:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *options],
            env=env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    try:
        said = process.stdout.readline()
        assert said, log.read_text(encoding="utf-8")
        yield said.strip()
    finally:
        process.stdin.close()
        process.wait(timeout=30)


def _store_uncompressed(address: str) -> None:
    """PostgreSQL compresses long values in a way of its own, in which a sweep would find nothing: let it not."""
    columns = """
        SELECT format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE EXTERNAL', relname, attname)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND attnum > 0 AND NOT attisdropped AND attstorage = 'x'
    """
    with psycopg.connect(address, autocommit=True) as connection:
        for (statement,) in connection.execute(columns).fetchall():
            connection.execute(statement)


def places(home: Path, address: str) -> list[Path]:
    """All that is swept: the home; on PostgreSQL the cluster too, after a checkpoint.

    What cannot hold its words is left out: other databases, and files last written before this one was made.
    """
    if not address:
        return [home]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        own = "SELECT oid, (pg_stat_file(format('base/%s/PG_VERSION', oid))).modification FROM pg_database"
        found = connection.execute(f"{own} WHERE datname = current_database()").fetchone()
        cluster = connection.execute("SHOW data_directory").fetchone()
    assert found is not None and cluster is not None
    (number, made), folder = found, Path(cluster[0])
    databases = [each for each in (folder / "base").iterdir() if each.name not in (str(number), "pgsql_tmp")]
    swept = (file for file in files(folder) if not any(file.is_relative_to(each) for each in databases))
    return [home, *(file for file in swept if written(file) >= made.timestamp())]


def written(file: Path) -> float:
    """When the file was last written, in seconds since 1970; a file that is gone never was."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def where_the_control_is_swept(home: Path, address: str) -> list[Path]:
    """The database's folder; on PostgreSQL its own files and its write-ahead log.

    A page's header may cut a secret in two in one of them: that it does so in both is as good as out of the question.
    """
    return [home / "data", *(place for place in places(home, address)[1:] if {"base", "pg_wal"} & set(place.parts))]
