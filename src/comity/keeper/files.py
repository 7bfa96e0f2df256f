"""Secret files of the keys folder.

- A secret file is a regular file of ours with mode 0600 (or 0400); anything else is refused, not repaired.
- Its folder is ours, nobody else may write there, and it lies outside the database's folder and so outside its backups
  (DESIGN 3).
- A file is made whole or not at all, durably, and never over another: of two processes that start at once, the second
  takes the first one's.
"""

import os
import stat
from pathlib import Path

from comity.keeper.errors import KeysMissing, KeysUnsafe
from comity.keeper.names import random_id


def check_folder(folder: Path, data: Path) -> None:
    """KeysUnsafe if others may write to the folder, or it lies in the database's folder; KeysMissing if absent."""
    if folder.resolve().is_relative_to(data.resolve()):
        raise KeysUnsafe(f"{folder} lies in the database's folder; a backup would hold both")
    try:
        found = folder.stat()
    except FileNotFoundError:
        raise KeysMissing(f"{folder} does not exist; run: comity keeper init") from None
    if found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise KeysUnsafe(f"{folder} must belong to the server's user, and nobody else may write to it")


def make_folder(folder: Path) -> None:
    """Make the folder with mode 0700 if it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def check_mode(descriptor: int, path: Path) -> None:
    """KeysUnsafe unless the open file is a regular one of ours with mode 0600 or 0400."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise KeysUnsafe(f"{path} must be a file that belongs to the server's user")
    if stat.S_IMODE(found.st_mode) not in (0o600, 0o400):
        raise KeysUnsafe(f"{path} has mode {stat.S_IMODE(found.st_mode):04o}; it must be 0600")


def read(path: Path) -> bytes:
    """The secret file's content; KeysMissing, KeysUnsafe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise KeysMissing(f"{path} does not exist; run: comity keeper init") from None
    except OSError as error:
        raise KeysUnsafe(f"{path} cannot be read safely: {error.strerror}") from error
    try:
        check_mode(descriptor, path)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def make(path: Path, content: bytes) -> bytes:
    """Write the file unless it is there already; returns what the file holds now."""
    draft = path.with_name(f".{path.name}.{random_id()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _link(draft, path)
    finally:
        draft.unlink()
    return read(path)


def _link(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first; its key counts
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def append(path: Path, line: str) -> None:
    """Append one line to a file of mode 0600 in a single write; OSError or KeysUnsafe if it is not wholly there."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        check_mode(descriptor, path)
        data = line.encode()
        if os.write(descriptor, data) != len(data):
            raise OSError(f"{path} took only a part of a line")
    finally:
        os.close(descriptor)
