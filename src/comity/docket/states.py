"""A log's state as it lies in its row: canonical JSON, sealed under the log's key; and a memory of states at hand.

Rules upheld:
- DESIGN 2: one canonical JSON value in the locked row; so an act costs the same at the 10th and at the 10,000th;
- DESIGN 3: facts lie sealed. A state holds no word of anybody's, but it holds facts, and so it is sealed like them;
- a state is never changed in place (law.state), so one at hand may serve many readers. It is at hand under the sealed
  bytes themselves: what was rolled back, or changed in the row by another hand, is never taken for it.
"""

import json
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import cast

from comity import keeper
from comity.docket.models import Docket, Log
from comity.law.act import Json
from comity.law.edition import BadEdition, Edition, editions, packaged
from comity.law.edition.model import CATEGORIES
from comity.law.state import State
from comity.proof import canonical

AT_HAND = 2048


class Memory:
    """The most recently used states, by log; safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[bytes, State]] = OrderedDict()

    def get(self, log_id: str, sealed: bytes) -> State | None:
        """The state that these bytes hold, if it is at hand."""
        with self._lock:
            found = self._kept.get(log_id)
            if found is None or found[0] != sealed:
                return None
            self._kept.move_to_end(log_id)
            return found[1]

    def put(self, log_id: str, sealed: bytes, state: State) -> None:
        """Keep the state, and forget the least recently used one beyond the size."""
        with self._lock:
            self._kept[log_id] = (sealed, state)
            self._kept.move_to_end(log_id)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)


_memory = Memory(AT_HAND)


def edition_of(docket: Docket) -> Edition:
    """The edition that the docket was opened under."""
    return packaged(docket.edition, docket.category)


def in_use() -> list[Edition]:
    """Every edition that there is, for each category that it serves but the institution's."""
    found = (_served(name, category) for name in editions() for category in CATEGORIES[:-1])
    return [edition for edition in found if edition is not None]


@cache
def _served(name: str, category: str) -> Edition | None:
    """An edition never changes: what it serves is found out once."""
    with suppress(BadEdition):
        return packaged(name, category)
    return None


def opened(log: Log, edition: Edition) -> State:
    """The log's state, to be read with this edition."""
    lying = bytes(log.state)
    known = _memory.get(log.id, lying)
    if known is None:
        text = keeper.open_sealed(log.key_id, lying, kind="state", id=log.id, version=log.size, reason="state")
        known = State.from_json(cast("dict[str, Json]", json.loads(text)), edition=edition)
        _memory.put(log.id, lying, known)
    return known


def reading(state: State, case: State | None) -> State:
    """The state of a room, to be read with this state of the case."""
    return replace(state, case=case)


def sealed(log: Log, state: State, size: int) -> bytes:
    """The state sealed for the log at its size; it is at hand from then on."""
    closed = keeper.seal(log.key_id, canonical.dumps(state.to_json()), kind="state", id=log.id, version=size)
    _memory.put(log.id, closed, replace(state, case=None))
    return closed
