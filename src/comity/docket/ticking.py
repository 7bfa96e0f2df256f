"""The clock's thread: performs what is owed soon after it is, so that people are told without anybody acting first.

Rules upheld:
- no deadline needs it: perform() settles first, and a lapse is dated at its deadline whenever it is performed;
- one docket's failure is written to the log of the server, by the docket's id alone, and does not stop the others;
- only the demonstration's clock can be moved, and moving it performs what became due (issue 2, section 5).
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections

from comity.docket import clock, lapses, notices

PAUSE = 2.0  # seconds between two looks
ERRANDS: list[Callable[[], object]] = []  # what features send, besides notices; each its own business if it fails
LOG = logging.getLogger("comity.docket")


def move_clock(to: datetime) -> int:
    """Move the demonstration's clock to this instant (UTC) and perform what became due; returns how many acts.

    ClockRefused outside demonstration mode, and backwards.
    """
    clock.set_clock(to)
    return tick_all(clock.now())


def tick_all(at: datetime | None = None) -> int:
    """Perform what every docket's clock owes before `at` (now by default), the longest overdue first."""
    before, performed = at or clock.now(), 0
    while due := lapses.overdue(before):
        performed += sum(lapses.tick(docket_id, before) for docket_id in due)
    return performed


def run_clock(stop: threading.Event | None = None) -> None:
    """Look every few seconds for what is due and what is to be told, until `stop` is set. For a thread of its own."""
    stop = stop or threading.Event()
    while not stop.is_set():
        _look()
        stop.wait(PAUSE)


def _look() -> None:
    close_old_connections()
    try:
        for docket_id in lapses.overdue(clock.now()):
            _tick(docket_id)
        notices.deliver()
        for errand in ERRANDS:
            errand()
    except Exception:
        LOG.exception("the clock could not look; it will look again")
    close_old_connections()


def _tick(docket_id: str) -> None:
    try:
        lapses.tick(docket_id)
    except Exception:
        LOG.exception("the clock could not act in docket %s; it will try again", docket_id)
