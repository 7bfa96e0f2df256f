"""A keys folder of each test's own."""

import dataclasses
from pathlib import Path

import pytest
from pytest_django import Settings

from comity.keeper import keyring


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
