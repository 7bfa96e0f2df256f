"""Who writes next. One transaction of perform() is one turn.

Rules upheld:
- DESIGN 6: on SQLite writers take an in-process first-come lock before BEGIN IMMEDIATE, because SQLite's own waiting
  is not fair and starves; a second process is refused at start-up (startup.py);
- on PostgreSQL the docket's row is the lock (SELECT ... FOR UPDATE), so that dockets do not wait for each other;
- a queue that is too long, or a wait of more than PATIENCE seconds, is Busy and nothing else: nothing was written.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import OperationalError, connection, transaction

from comity.docket.errors import Busy

PATIENCE = 5.0
LONGEST = 400
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL, appendix A: lock_timeout ran out


class Turns:
    """A lock that is handed over in the order of arrival."""

    def __init__(self, *, longest: int = LONGEST, patience: float = PATIENCE) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False
        self.longest = longest
        self.patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and hold it; Busy if the queue is full or does not move."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            if len(self._waiting) >= self.longest:
                raise Busy
            ticket = threading.Event()
            self._waiting.append(ticket)
        if not ticket.wait(self.patience):
            self._give_up(ticket)

    def _give_up(self, ticket: threading.Event) -> None:
        with self._guard:
            if ticket.is_set():  # handed over while patience ran out: the turn is ours
                return
            self._waiting.remove(ticket)
        raise Busy

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_TURNS = Turns()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction of one writer. The caller then locks the docket's row by its first statement."""
    with _TURNS.turn() if connection.vendor == "sqlite" else nullcontext():
        try:
            with transaction.atomic():
                yield
        except OperationalError as error:
            if _locked_elsewhere(error):
                raise Busy from error
            raise


def _locked_elsewhere(error: OperationalError) -> bool:
    """PostgreSQL: the row was not had in time. SQLite: another process of this host writes, a copy for instance."""
    return getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE or str(error) == "database is locked"
