"""The queue of writers: first come, first served; full or slow is Busy."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from comity.docket import locks
from comity.docket.errors import Busy
from comity.docket.locks import Turns


def waiting(turns: Turns, count: int) -> None:
    """Wait until so many stand in the queue."""
    deadline = time.monotonic() + 5
    while len(turns._waiting) < count:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_turns_come_in_the_order_of_arrival() -> None:
    turns, order, threads = Turns(), [], []

    def come(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(5):
            thread = threading.Thread(target=come, args=(number,))
            thread.start()
            threads.append(thread)
            waiting(turns, number + 1)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_turn_is_one_writers_alone() -> None:
    turns, inside, most = Turns(), [], []

    def come() -> None:
        for _ in range(50):
            with turns.turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (max(most), turns._taken) == (1, False)


def test_a_full_queue_is_busy_at_once() -> None:
    turns = Turns(longest=0)
    with turns.turn(), pytest.raises(Busy), turns.turn():
        pass


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    turns = Turns(patience=0.01)
    with turns.turn():
        with pytest.raises(Busy), turns.turn():
            pass
        assert len(turns._waiting) == 0
    with turns.turn():
        pass


def test_a_turn_handed_over_at_the_last_moment_is_taken() -> None:
    turns, ticket = Turns(), threading.Event()
    ticket.set()
    turns._give_up(ticket)


def test_an_error_inside_ends_the_turn() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0
    with turns.turn():
        pass


class Elsewhere:
    """A database whose lock is its row."""

    vendor = "postgresql"


def fail(sqlstate: str) -> None:
    cause = Exception("canceling statement due to lock timeout")
    cause.sqlstate = sqlstate  # type: ignore[attr-defined]
    raise OperationalError from cause


@pytest.mark.database
def test_a_lock_that_is_not_had_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "connection", Elsewhere())
    with pytest.raises(Busy), locks.writing():
        fail("55P03")
    with pytest.raises(OperationalError), locks.writing():
        fail("57014")
    with locks.writing():
        pass


@pytest.mark.database
def test_a_writer_is_in_a_transaction() -> None:
    with locks.writing():
        assert connection.in_atomic_block
