"""A disk that forgets what was not synced: files and names, each in two states, seen and kept."""

import random
from collections.abc import Mapping
from pathlib import Path

from bench.powerloss import END, SECTOR, Create, Event, Rename, Sync, Truncate, Unlink, Write

Change = tuple[int, bytes] | int  # bytes at an offset, or a new size


class _File:
    """One file's content as the disk keeps it, and what was done to it since."""

    def __init__(self, content: bytes = b"") -> None:
        self.kept = bytearray(content)
        self.since: list[Change] = []
        self.size = len(content)

    def write(self, offset: int, data: bytes) -> None:
        start = self.size if offset == END else offset
        self.since.append((start, data))
        self.size = max(self.size, start + len(data))

    def truncate(self, size: int) -> None:
        self.since.append(size)
        self.size = size

    def sync(self) -> None:
        for change in self.since:
            _apply(self.kept, change)
        self.since.clear()

    def left(self, chance: random.Random | None) -> bytes:
        """The content after a power cut: what is kept, and of the rest each write, or part of it, by chance."""
        content = bytearray(self.kept)
        if chance is None:
            return bytes(content)
        for change in self.since:
            if chance.random() < 0.5:
                _apply(content, change if isinstance(change, int) else _torn(change, chance))
        return bytes(content)


def _apply(content: bytearray, change: Change) -> None:
    if isinstance(change, int):
        del content[change:]
        content.extend(bytes(change - len(content)))
        return
    offset, data = change
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def _torn(change: tuple[int, bytes], chance: random.Random) -> tuple[int, bytes]:
    """The whole write or, where it crosses a border of sectors, its first sectors or its last."""
    offset, data = change
    borders = range((offset // SECTOR + 1) * SECTOR, offset + len(data), SECTOR)
    if not borders:
        return change
    cut = chance.choice(borders) - offset
    return chance.choice([change, (offset, data[:cut]), (offset + cut, data[cut:])])


class Disk:
    """Files below one folder. `version` changes whenever what a power cut would leave for certain changes."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        self._seen = {path: _File(content) for path, content in files.items()}
        self._kept = dict(self._seen)
        self.version = 0

    def happen(self, event: Event) -> None:
        """Take one event in."""
        match event:
            case Create(path):
                self._seen.setdefault(path, _File())
            case Write(path, offset, data):
                self._seen[path].write(offset, data)
            case Truncate(path, size):
                self._seen[path].truncate(size)
            case Unlink(path):
                self._seen.pop(path, None)
            case Rename(path, new):
                if path in self._seen:
                    self._seen[new] = self._seen.pop(path)
            case Sync(path):
                self._sync(path)

    def _sync(self, path: Path) -> None:
        self.version += 1
        if path in self._seen:
            self._seen[path].sync()
            return
        self._kept = {name: file for name, file in self._kept.items() if name.parent != path}
        self._kept |= {name: file for name, file in self._seen.items() if name.parent == path}

    def left(self, chance: random.Random | None = None) -> dict[Path, bytes]:
        """The files after a power cut now: strictly what was synced, or with some of the rest by chance.

        Name changes since a folder's last sync are there all or none: file systems keep their order in a journal.
        """
        names = self._seen if chance and chance.random() < 0.5 else self._kept
        return {name: file.left(chance) for name, file in names.items()}
