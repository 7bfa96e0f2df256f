"""Key pairs at hand: a bounded memory, so that sealing and opening in steady state cost no SQL."""

import threading
from collections import OrderedDict

from comity.keeper.suite import Halves


class Cache:
    """The `size` most recently used key pairs, safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pairs: OrderedDict[str, Halves] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pairs)

    def get(self, key_id: str) -> Halves | None:
        """The pair, now the most recently used; None if it is not at hand."""
        with self._lock:
            pair = self._pairs.get(key_id)
            if pair is not None:
                self._pairs.move_to_end(key_id)
            return pair

    def put(self, key_id: str, pair: Halves) -> None:
        """Keep the pair and forget the least recently used one beyond the size."""
        with self._lock:
            self._pairs[key_id] = pair
            self._pairs.move_to_end(key_id)
            if len(self._pairs) > self._size:
                self._pairs.popitem(last=False)

    def forget(self, key_id: str) -> None:
        """Drop the pair, if it is at hand."""
        with self._lock:
            self._pairs.pop(key_id, None)

    def clear(self) -> None:
        """Drop all pairs."""
        with self._lock:
            self._pairs.clear()
