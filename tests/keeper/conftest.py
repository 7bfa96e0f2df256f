"""A keys folder of each test's own."""

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from pytest_django import Settings

from comity.keeper import keyring, random_id


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> Path:
    """The folder that the keeper uses in this test, in test mode; it does not exist yet."""
    folder = tmp_path / "home" / "keys"
    (tmp_path / "home" / "data").mkdir(parents=True)
    settings.ENVIRONMENT = dataclasses.replace(
        settings.ENVIRONMENT, mode="test", home=tmp_path / "home", keys=folder, database=""
    )
    return folder


@pytest.fixture
def production(keys: Path, settings: Settings) -> Path:
    """The same folder in production mode."""
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mode="production")
    return keys


@pytest.fixture
def another_process(monkeypatch: pytest.MonkeyPatch):
    """Forget everything that this process knows of keys, as a process does that starts now."""

    def start() -> None:
        monkeypatch.setattr(keyring, "_rings", {})

    return start


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of an organisation, not yet migrated; temporary files and logs lie in it too."""
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
    name = f"canary_{random_id()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield given.rpartition("/")[0] + f"/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
