"""A whole case, from request to entry into force, with a secret in every sentence: nothing lies open on the disk.

Every feature takes part, so that whatever a feature keeps in a table of its own is swept too.
"""

import json
from pathlib import Path

import pytest

from tests.canary import secret, sweep, unseen
from tests.keeper.at_rest import places, saying, where_the_control_is_swept

pytestmark = pytest.mark.database
SAID_AT_LEAST = {"file-request", "lodge-statement", "draft-clause", "post", "propose", "table-text", "approve"}


def test_nothing_of_a_whole_case_lies_open(home: Path, address: str):
    planted = secret()
    with saying(home, address, "playing", planted) as acts:
        assert set(json.loads(acts)) >= SAID_AT_LEAST
        assert sweep(places(home, address), planted) == []


def test_the_control_finds_what_was_said_in_every_act(home: Path, address: str):
    planted = secret()
    with saying(home, address, "playing", planted, "--unsealed") as acts:
        said = [f"{planted} {act}." for act in json.loads(acts)]
        assert unseen(where_the_control_is_swept(home, address), said) == []
