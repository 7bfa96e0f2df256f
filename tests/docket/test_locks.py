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


def fail(message: str, sqlstate: str | None = None) -> None:
    cause = Exception(message)
    cause.sqlstate = sqlstate  # type: ignore[attr-defined]
    raise OperationalError(message) from cause


@pytest.mark.database
@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (("canceling statement due to lock timeout", "55P03"), Busy),
        (("database is locked",), Busy),
        (("canceling statement due to user request", "57014"), OperationalError),
        (("disk I/O error",), OperationalError),
    ],
)
def test_a_lock_that_is_not_had_is_busy(fault: tuple[str, ...], raised: type[Exception]) -> None:
    with pytest.raises(raised), locks.writing():
        fail(*fault)
    with locks.writing():
        pass


@pytest.mark.database
def test_only_sqlite_waits_for_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL the rows are the locks, so that dockets do not wait for each other."""
    taken = Turns(longest=0)
    monkeypatch.setattr(locks, "_TURNS", taken)
    with taken.turn():
        if connection.vendor == "sqlite":
            with pytest.raises(Busy), locks.writing():
                pass
        else:
            with locks.writing():
                pass


@pytest.mark.database
def test_a_writer_is_in_a_transaction() -> None:
    with locks.writing():
        assert connection.in_atomic_block
