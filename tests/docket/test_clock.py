"""What time it is: the real one, or in a demonstration one that moves forward only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from comity import docket
from comity.config import environment
from comity.docket import clock
from comity.docket.models import DemonstrationClock
from tests.docket.world import Hands

pytestmark = pytest.mark.database


def test_now_is_the_host_time_in_whole_seconds() -> None:
    before = datetime.now(UTC)
    found = docket.now()
    assert (found.tzinfo, found.microsecond) == (UTC, 0)
    assert before - timedelta(seconds=1) <= found <= datetime.now(UTC)


def test_production_never_reads_the_offset(db: None, hands: Hands) -> None:
    DemonstrationClock.objects.create(offset=3600)
    assert docket.now() == hands.at


def test_only_the_demonstration_has_a_clock_of_its_own(db: None, hands: Hands) -> None:
    with pytest.raises(clock.ClockRefused, match="only the demonstration"):
        clock.set_clock(hands.at + timedelta(days=1))
    assert DemonstrationClock.objects.count() == 0


def test_a_test_may_run_ahead_and_nobody_else(hands: Hands, settings: Settings, tmp_path: Path) -> None:
    ahead = tmp_path / "clock"
    ahead.write_text("3600", encoding="ascii")
    for mode, expected in (("test", hands.at + timedelta(hours=1)), ("production", hands.at)):
        settings.ENVIRONMENT = environment.read({"COMITY_MODE": mode, "COMITY_TEST_CLOCK": str(ahead)})
        assert docket.now() == expected
    assert environment.read({"COMITY_MODE": "demonstration", "COMITY_TEST_CLOCK": str(ahead)}).test_clock is None


def test_the_demonstration_begins_when_it_is_told_and_goes_on(db: None, hands: Hands, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    assert docket.now() == hands.at
    begun = hands.at - timedelta(days=200)
    clock.set_clock(begun)
    hands.move(hours=1)
    assert docket.now() == begun + timedelta(hours=1)
    clock.set_clock(begun + timedelta(days=1))
    assert docket.now() == begun + timedelta(days=1)


def test_the_clock_does_not_go_back(db: None, hands: Hands, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    clock.set_clock(hands.at)
    with pytest.raises(clock.ClockRefused, match="forward only"):
        clock.set_clock(hands.at - timedelta(seconds=1))
    assert docket.now() == hands.at
