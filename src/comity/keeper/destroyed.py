"""The ids of destroyed keys, in a file beside the keys.

- Every process of this host sees a destruction by looking at the file, without SQL.
- A restored backup of the database cannot bring a destroyed key back to use (TRUST rule 4).
"""

from pathlib import Path

from comity.keeper import files


class Destroyed:
    """The list of one keys folder, read again whenever the file has grown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = 0
        self._ids: frozenset[str] = frozenset()

    def __contains__(self, key_id: str) -> bool:
        return key_id in self._ids

    def grown(self) -> bool:
        """Look at the file; True if keys were destroyed since the last look, by this or another process."""
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            return False
        if size == self._size:
            return False
        self._ids, self._size = frozenset(files.read(self._path).decode().split()), size
        return True

    def add(self, key_id: str) -> None:
        """Write the id down; OSError if it cannot be."""
        files.append(self._path, key_id + "\n")
