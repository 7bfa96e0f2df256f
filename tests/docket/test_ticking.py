"""The clock's thread, and the demonstration's hand on it."""

import logging
import threading
from datetime import timedelta

import pytest

from comity import docket
from comity.docket import lapses, notices, ticking
from comity.docket.clock import ClockRefused
from comity.docket.models import Docket
from tests.docket.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction lives in the connection that the thread would close."""
    monkeypatch.setattr(ticking, "close_old_connections", lambda: None)


def test_moving_the_clock_performs_what_became_due(world: World) -> None:
    world.files()
    assert docket.move_clock(world.hands.at + timedelta(days=70)) == 1
    assert Docket.objects.get(pk=world.id).ending == "no-consent"


def test_moving_the_clock_is_for_the_demonstration(world: World, settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(ClockRefused):
        docket.move_clock(world.hands.at + timedelta(days=70))


def test_every_docket_is_ticked_until_nothing_is_owed(world: World) -> None:
    world.files()
    world.files(key="second")
    world.hands.move(days=70)
    assert (docket.tick_all(), docket.tick_all()) == (2, 0)


def test_the_thread_looks_until_it_is_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.files()
    world.hands.move(days=70)
    stop = threading.Event()
    monkeypatch.setattr(ticking.notices, "deliver", stop.set)
    ticking.run_clock(stop)
    assert Docket.objects.get(pk=world.id).phase == "ended"


def test_by_default_the_thread_is_never_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(BaseException):
        pass

    def end() -> None:
        raise Ended

    monkeypatch.setattr(ticking, "_look", end)
    with pytest.raises(Ended):
        ticking.run_clock()


def test_one_dockets_failure_does_not_stop_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world.files()
    first = world.id
    world.files(key="second")
    world.hands.move(days=70)
    ticks = lapses.tick
    monkeypatch.setattr(ticking.lapses, "tick", lambda name: 1 / 0 if name == first else ticks(name))
    with caplog.at_level(logging.ERROR, "comity.docket"):
        ticking._look()
    assert Docket.objects.get(pk=world.id).phase == "ended"
    assert [record.getMessage() for record in caplog.records] == [
        f"the clock could not act in docket {first}; it will try again"
    ]


def test_a_look_that_fails_is_taken_again(world: World, monkeypatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(notices, "deliver", lambda: 1 / 0)
    ticking._look()
    assert [record.getMessage() for record in caplog.records] == ["the clock could not look; it will look again"]
