"""The power fails at every moment of a writer's trace; what recovers must hold all that was acknowledged."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.disk import Disk
from bench.powerloss import Acknowledge, Event

MEMORY = Path("/dev/shm")  # noqa: S108 -- thousands of copies need no disk
DATABASE_ERRORS = (sqlite3.DatabaseError, psycopg.Error, TimeoutError)
Stored = Callable[[Path], set[int]]


@dataclass
class Outcome:
    """What the cuts found.

    moments: power cuts considered. opened: databases recovered, fewer, since nothing new is kept between two syncs.
    losing: moments after which something acknowledged was missing. damaged: what a database said that did not recover.
    """

    moments: int = 0
    opened: int = 0
    acknowledged: int = 0
    losing: int = 0
    damaged: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """True if acts were acknowledged, none was ever missing, and every database recovered whole."""
        return self.acknowledged > 0 and not self.losing and not self.damaged


@dataclass(frozen=True)
class Trace:
    """What a writer did to a folder. before: the files that lay there, all synced; folders: the empty ones too."""

    folder: Path
    before: Mapping[Path, bytes]
    events: Sequence[Event]
    folders: Sequence[Path] = ()


def taken(folder: Path) -> tuple[dict[Path, bytes], list[Path]]:
    """The files and the folders below a folder, as they are now."""
    paths = sorted(folder.rglob("*"))
    return {path: path.read_bytes() for path in paths if path.is_file()}, [path for path in paths if path.is_dir()]


class _Survey:
    """Puts what a cut left into a folder and asks what it holds."""

    def __init__(self, folder: Path, trace: Trace, stored: Stored, outcome: Outcome) -> None:
        self._folder = folder
        self._folder.mkdir()
        self._trace = trace
        self._stored = stored
        self._outcome = outcome
        self._version = -1
        self._held: set[int] = set()

    def look(self, acknowledged: set[int], disk: Disk, chance: random.Random | None) -> None:
        """One cut now; where nothing new was synced since the last strict one, the same is left."""
        if chance or disk.version != self._version:
            self._held, self._version = self._recovered(disk.left(chance)), disk.version
        self._outcome.moments += 1
        self._outcome.losing += not acknowledged <= self._held

    def _recovered(self, files: Mapping[Path, bytes]) -> set[int]:
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        for folder in self._trace.folders:
            self._place(folder).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            self._place(path).write_bytes(content)
        self._outcome.opened += 1
        try:
            return self._stored(self._folder)
        except DATABASE_ERRORS as error:
            self._outcome.damaged.append(str(error))
            return set()

    def _place(self, path: Path) -> Path:
        return self._folder / path.relative_to(self._trace.folder)


def cut(trace: Trace, stored: Stored, *, seed: int, loose: int, sample: int) -> Outcome:
    """Cut strictly, and `loose` times with some of what was not synced kept by chance, after each of `sample` events.

    The events are drawn from those since the first acknowledgement; all of them if there are fewer. stored: which acts
    the database in a folder holds; an error of DATABASE_ERRORS if it did not recover.
    """
    disk, outcome, chance = Disk(trace.before), Outcome(), random.Random(seed)
    chosen = _chosen(trace.events, sample, chance)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        strict = _Survey(Path(name, "strict"), trace, stored, outcome)
        by_chance = _Survey(Path(name, "loose"), trace, stored, outcome)
        acknowledged: set[int] = set()
        for at, event in enumerate(trace.events):
            if isinstance(event, Acknowledge):
                acknowledged.add(event.number)
            else:
                disk.happen(event)
            if at in chosen:
                strict.look(acknowledged, disk, None)
                for _ in range(loose):
                    by_chance.look(acknowledged, disk, chance)
    outcome.acknowledged = len(acknowledged)
    return outcome


def _chosen(events: Sequence[Event], sample: int, chance: random.Random) -> set[int]:
    first = next((at for at, event in enumerate(events) if isinstance(event, Acknowledge)), 0)
    return set(chance.sample(range(first, len(events)), min(sample, len(events) - first)))
