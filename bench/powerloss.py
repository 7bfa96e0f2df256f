"""What would be left on the disk if the power failed now: a trace of system calls, replayed.

`kill -9` cannot tell a database that waits for the disk from one that does not, because the kernel keeps what a killed
process wrote. So the writer runs under strace, and each moment of its trace is taken for the moment of a power cut:

- what was fsynced (or fdatasynced) is kept, names as well as contents; a name is kept when its folder was synced;
- of what was not, nothing is kept (strict), or each write by chance, torn at sectors, and in any order (loose);
- what the writer had acknowledged before that moment must then be in the database that recovers from these files.

The model is stricter than usual file systems, which keep a new name when its file is synced.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
END = -1  # the offset of what is appended
CALLS = (
    "openat,open,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2"
)
ACKNOWLEDGED = b"acknowledged "

_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(.*)")
_UNFINISHED = re.compile(r"(\d+) +(.*) <unfinished \.\.\.>")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_HEX = r"((?:\\x[0-9a-f]{2})*)"
_DESCRIPTOR = re.compile(rf"(\d+)<{_HEX}>")
_STRING = re.compile(rf'"{_HEX}"')


class TraceError(ValueError):
    """A system call that the model does not know how to take."""


@dataclass(frozen=True)
class Write:
    """Bytes written to a file at an offset, or at its END."""

    path: Path
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    """A file cut or lengthened to a size."""

    path: Path
    size: int


@dataclass(frozen=True)
class Create:
    """A file opened that need not have been there."""

    path: Path


@dataclass(frozen=True)
class Unlink:
    """A name removed."""

    path: Path


@dataclass(frozen=True)
class Rename:
    """A name changed, over whatever bore the new one."""

    path: Path
    new: Path


@dataclass(frozen=True)
class Sync:
    """fsync or fdatasync of a file or a folder."""

    path: Path


@dataclass(frozen=True)
class Acknowledge:
    """The writer told its client that this act is done."""

    number: int


Event = Write | Truncate | Create | Unlink | Rename | Sync | Acknowledge


def available() -> bool:
    """True if strace is installed and may trace here (containers often forbid it)."""
    strace = shutil.which("strace")
    return strace is not None and not subprocess.run([strace, "-qq", "-o", os.devnull, "true"], check=False).returncode


def record(command: Sequence[str], log: Path, *, env: dict[str, str] | None = None) -> None:
    """Run a command under strace, children too; CalledProcessError, after what it said, if it fails."""
    options = [
        "-f",
        "-qq",
        "-y",
        "-xx",
        "-s",
        str(1 << 26),
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
        "-o",
        str(log),
    ]
    done = subprocess.run(["strace", *options, *command], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()


def events(log: Path, folder: Path) -> Iterator[Event]:
    """The trace's events that touch files below the folder, and the acknowledgements, in order. TraceError."""
    reader = _Reader(folder.resolve())
    unfinished: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            if begun := _UNFINISHED.match(line):
                unfinished[begun[1]] = begun[2]
                continue
            resumed = _RESUMED.match(line)
            whole = f"{resumed[1]} {unfinished.pop(resumed[1])}{resumed[2]}" if resumed else line
            if called := _LINE.match(whole):
                yield from reader.read(*called.groups())


class _Reader:
    """Reads one call after the other; keeps where each open file's next `write` goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._next: dict[tuple[str, str], int] = {}

    def read(self, process: str, call: str, arguments: str, result: str, rest: str) -> Iterator[Event]:
        """The events of one call; one that failed has none."""
        if result == "?" or int(result) < 0 or "(deleted)" in arguments[:4096]:
            return
        method: Callable[[str, str, str], Iterator[Event]] | None = getattr(self, f"_{call}", None)
        if method is None:
            self._refuse(call, arguments)
            return
        for event in method(process, arguments, result + rest.strip()):
            if isinstance(event, Acknowledge) or self._inside(event.path):
                yield event

    def _refuse(self, call: str, arguments: str) -> None:
        found = _DESCRIPTOR.match(arguments)
        if found is None or self._inside(_path(found[2])):
            raise TraceError(f"{call} is not modelled")

    def _inside(self, path: Path) -> bool:
        return path.is_relative_to(self._folder)

    def _openat(self, process: str, arguments: str, result: str) -> Iterator[Event]:
        found = _DESCRIPTOR.match(result)
        if found is None or "O_DIRECTORY" in arguments:
            return
        path = _path(found[2])
        self._next[process, found[1]] = END if "O_APPEND" in arguments else 0
        if "O_CREAT" in arguments:
            yield Create(path)
        if "O_TRUNC" in arguments:
            yield Truncate(path, 0)

    _open = _openat

    def _close(self, process: str, arguments: str, _: str) -> Iterator[Event]:
        self._next.pop((process, arguments.split("<", maxsplit=1)[0]), None)
        yield from ()

    def _lseek(self, process: str, arguments: str, result: str) -> Iterator[Event]:
        key = process, arguments.split("<", maxsplit=1)[0]
        if self._next.get(key) != END:
            self._next[key] = int(result)
        yield from ()

    def _write(self, process: str, arguments: str, result: str) -> Iterator[Event]:
        descriptor, path, data = _written(arguments, int(result))
        if not self._inside(path):
            if data.startswith(ACKNOWLEDGED):
                yield Acknowledge(int(data.split()[1]))
            return
        offset = self._next.get((process, descriptor))
        if offset is None:
            raise TraceError(f"a write to {path} at a place that the trace does not tell")
        if offset != END:
            self._next[process, descriptor] = offset + len(data)
        yield Write(path, offset, data)

    _writev = _write

    def _pwrite64(self, _: str, arguments: str, result: str) -> Iterator[Event]:
        _, path, data = _written(arguments, int(result))
        yield Write(path, int(arguments.rsplit(", ", 1)[1]), data)

    _pwritev = _pwrite64

    def _ftruncate(self, _: str, arguments: str, __: str) -> Iterator[Event]:
        yield Truncate(_file(arguments), int(arguments.rsplit(", ", 1)[1]))

    def _fsync(self, _: str, arguments: str, __: str) -> Iterator[Event]:
        yield Sync(_file(arguments))

    _fdatasync = _fsync

    def _sync_file_range(self, _: str, __: str, ___: str) -> Iterator[Event]:
        yield from ()  # a hint to begin writing; it promises nothing

    def _unlink(self, _: str, arguments: str, __: str) -> Iterator[Event]:
        yield Unlink(self._named(arguments)[0])

    _unlinkat = _unlink

    def _rename(self, _: str, arguments: str, __: str) -> Iterator[Event]:
        old, new = self._named(arguments)
        yield Rename(old, new)

    _renameat = _renameat2 = _rename

    def _named(self, arguments: str) -> list[Path]:
        """Paths given by name; relative ones belong to the folder (a PostgreSQL server works in its own)."""
        return [self._folder / _path(text) for text in _STRING.findall(arguments)]


def _written(arguments: str, length: int) -> tuple[str, Path, bytes]:
    """Descriptor, file and bytes of a write."""
    found = _DESCRIPTOR.match(arguments)
    if found is None:
        raise TraceError(f"a write without a file: {arguments[:80]}")
    data = b"".join(_bytes(text) for text in _STRING.findall(arguments, found.end()))
    return found[1], _path(found[2]), data[:length]


def _file(arguments: str) -> Path:
    found = _DESCRIPTOR.match(arguments)
    if found is None:
        raise TraceError(f"a call without a file: {arguments[:80]}")
    return _path(found[2])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> Path:
    return Path(_bytes(text).decode())
