"""Secrets spoken through perform() in a process of its own, and its whole home swept, beside a control unsealed.

On PostgreSQL the cluster is swept, write-ahead log included, after a checkpoint.
"""

import json
from pathlib import Path

import pytest

from comity import keeper
from tests.canary import secret, sweep, unseen
from tests.keeper.at_rest import places, saying, where_the_control_is_swept

pytestmark = [pytest.mark.database, pytest.mark.once]  # test_story_at_rest.py sweeps both databases
SPOKEN = ("name", "entity", "request", "statement", "caucus", "joint")


def _secrets(planted: str) -> dict[str, str]:
    """The secret in each place, with the place's name; the address, which the mail must show, has one of its own."""
    return {**{place: f"{planted} {place}" for place in (*SPOKEN, "refused")}, "address": keeper.random_id()}


def test_nothing_that_was_spoken_lies_open(home: Path, address: str):
    planted = secret()
    secrets = _secrets(planted)
    with saying(home, address, "speaking", json.dumps(secrets)):
        swept = places(home, address)
        assert address or (home / "data" / "comity.sqlite3-wal").stat().st_size > 0
        assert sweep(swept, planted) == []
        found = sweep(swept, secrets["address"])
    assert [hit for hit in found if not hit.path.is_relative_to(home / "mail")] == []
    assert len(found) > 0, "no notice was sent"


def test_the_control_finds_all_that_was_spoken(home: Path, address: str):
    secrets = _secrets(secret())
    with saying(home, address, "speaking", json.dumps(secrets), "--unsealed"):
        assert unseen(where_the_control_is_swept(home, address), secrets.values()) == [secrets["refused"]]
