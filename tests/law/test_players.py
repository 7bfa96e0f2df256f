"""The cooperative players themselves: they notice a dead end, and stop where they are told."""

from copy import deepcopy

import pytest

from comity.law.edition import from_json
from tests.law import paths
from tests.law.players import Players, Stuck
from tests.law.world import EDITION


def test_players_notice_a_dead_end() -> None:
    source = deepcopy(EDITION.digest_source())
    for phase in source["phases"]:
        if phase["name"] == "text":
            phase["until"] = []
    case = paths.sessions()
    case.edition = from_json(source)
    with pytest.raises(Stuck, match="text"):
        Players(case).play()


def test_players_stop_where_they_are_told() -> None:
    case = paths.requested()
    assert Players(case).play("sessions") == "sessions"
