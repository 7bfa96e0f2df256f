"""A slice of the durability figures: real acts under kill -9 and power cuts, each beside a control that must fail.

Runs on the database that the suite runs on; PostgreSQL in a cluster of its own, since it is struck too.
"""

import os
from collections.abc import Iterator

import pytest

from bench import durability, killing, powerloss
from bench.grounds import OnPostgresql, OnSqlite
from tools.suite import find_postgresql

pytestmark = pytest.mark.database
Ground = OnSqlite | OnPostgresql


@pytest.fixture
def on_postgresql() -> bool:
    return bool(os.environ.get("COMITY_DATABASE"))


@pytest.fixture
def ground(on_postgresql: bool) -> Iterator[Ground]:
    """A fresh home with a migrated database."""
    programs = find_postgresql()
    with OnPostgresql("acts", programs) if on_postgresql and programs else OnSqlite("acts") as made:
        yield made


@pytest.fixture
def strace() -> None:
    if not powerloss.available():
        pytest.skip("strace is not installed, or may not trace here (Debian: strace)")


def test_killing_a_writer_loses_no_acknowledged_act(ground: Ground, on_postgresql: bool):
    figure = durability.killed(ground, 6 if on_postgresql else 10, seed=1)
    assert figure.sound, str(figure)


@pytest.mark.once
def test_killing_a_writer_that_acknowledges_too_early_loses_acts(ground: Ground, on_postgresql: bool):
    figure = durability.killed(ground, 6 if on_postgresql else 20, seed=1, control=True)
    assert figure.sound, str(figure)


@pytest.mark.usefixtures("strace")
def test_a_power_cut_loses_no_acknowledged_act(ground: Ground, on_postgresql: bool):
    figure = durability.cut(ground, 9 if on_postgresql else 300, seed=1, acts=60)
    assert figure.sound, str(figure)


@pytest.mark.once
@pytest.mark.usefixtures("strace")
def test_a_power_cut_without_waiting_for_the_disk_loses_acts(ground: Ground, on_postgresql: bool):
    figure = durability.cut(ground, 6 if on_postgresql else 90, seed=1, acts=30, synchronous="OFF")
    assert figure.sound, str(figure)


@pytest.mark.parametrize(
    ("outcome", "sound"),
    [
        (killing.Outcome(receipts={0: "a"}), True),
        (killing.Outcome(), False),
        (killing.Outcome(receipts={0: "a"}, lost={0}), False),
        (killing.Outcome(receipts={0: "a"}, changed={0}), False),
        (killing.Outcome(receipts={0: "a"}, added=1), False),
    ],
)
def test_an_outcome_is_sound_only_if_acts_were_acknowledged_and_none_was_lost_changed_or_added(
    outcome: killing.Outcome, sound: bool
):
    assert outcome.sound == sound
