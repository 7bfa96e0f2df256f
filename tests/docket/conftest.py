"""The kernel's tests: a small world (world.py) on a clock that stands still, without any feature."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.docket.world import Hands, World


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> "Hands":
    """The clock stands still."""
    from comity.docket import clock
    from tests.docket.world import Hands

    hands = Hands()
    monkeypatch.setattr(clock, "_wall", lambda: hands.at)
    return hands


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel's own acts and nothing else: every other act is plain, and `register` makes the rooms."""
    from tests.docket.world import leave_features_out

    leave_features_out(monkeypatch)


@pytest.fixture
def world(db: None, settings: "Settings", hands: "Hands", bare: None) -> "World":
    """People and States, and no case yet."""
    from tests.docket.world import make

    settings.DEMONSTRATION = True  # signed acts are confirmed without a passkey
    return make(hands)
