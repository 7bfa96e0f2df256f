"""Secrets spoken through perform() in a process of its own, and its whole home swept, beside a control unsealed.

On PostgreSQL the whole cluster is swept, write-ahead log included, after a checkpoint.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from comity import keeper
from tests.canary import secret, sweep

pytestmark = pytest.mark.database
ROOT = Path(__file__).resolve().parents[2]
SPOKEN = ("name", "entity", "request", "statement", "caucus", "joint")


def _secrets(planted: str) -> dict[str, str]:
    """The secret in each place, with the place's name; the address, which the mail must show, has one of its own."""
    return {**{place: f"{planted} {place}" for place in (*SPOKEN, "refused")}, "address": keeper.random_id()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of an organisation; temporary files and logs lie in it too."""
    for name in ("data", "static", "tmp", "logs"):
        (tmp_path / "home" / name).mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def address() -> Iterator[str]:
    """COMITY_DATABASE of a fresh database; empty on SQLite."""
    given = os.environ.get("COMITY_DATABASE", "")
    if not given:
        yield ""
        return
    name = f"canary_{keeper.random_id()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield given.rpartition("/")[0] + f"/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _spoken(home: Path, address: str, secrets: dict[str, str], *options: str) -> Iterator[None]:
    """A process in which the secrets were spoken and that still runs."""
    own = {"COMITY_HOME": str(home), "COMITY_KEYS": str(home / "keys"), "COMITY_DATABASE": address}
    temporary = {"TMPDIR": str(home / "tmp"), "SQLITE_TMPDIR": str(home / "tmp")}
    mode = {"COMITY_MODE": "demonstration", "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
    env = {**os.environ, **own, **temporary, **mode}
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=env, cwd=ROOT, check=True)
    code = "import django; django.setup(); from tests.keeper.speaking import main; main()"
    command = [sys.executable, "-c", code, *options]
    with (home / "logs" / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(secrets) + "\n")
    process.stdin.flush()
    try:
        assert process.stdout.readline() == "spoken\n", (home / "logs" / "server.log").read_text()
        yield
    finally:
        process.stdin.close()
        process.wait(timeout=30)


def _places(home: Path, address: str) -> list[Path]:
    """All that is swept: the home, and on PostgreSQL the cluster's folder."""
    if not address:
        return [home]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute("SHOW data_directory").fetchone()
    assert found is not None
    return [home, Path(found[0])]


def test_nothing_that_was_spoken_lies_open(home: Path, address: str):
    planted = secret()
    secrets = _secrets(planted)
    with _spoken(home, address, secrets):
        places = _places(home, address)
        assert address or (home / "data" / "comity.sqlite3-wal").stat().st_size > 0
        assert sweep(places, planted) == []
        found = sweep(places, secrets["address"])
    assert [hit for hit in found if not hit.path.is_relative_to(home / "mail")] == []
    assert len(found) > 0, "no notice was sent"


def test_the_control_finds_all_that_was_spoken(home: Path, address: str):
    secrets = _secrets(secret())
    with _spoken(home, address, secrets, "--unsealed"):
        places = [home / "data", *(place / "pg_wal" for place in _places(home, address)[1:])]
        found = {place: bool(sweep(places, words)) for place, words in secrets.items()}
    assert found == {**dict.fromkeys((*SPOKEN, "address"), True), "refused": False}
