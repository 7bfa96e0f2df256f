"""Editions that an organisation adopted: one file of JSON each, beside those that come with Comity.

Rules upheld:
- a file counts only while its digest is the one that the act of adoption states (`known`, which asks the docket);
- one that lies there without an act is no edition;
- what was read and found right is kept at hand for as long as the file is the same one.
Without `use` there is no shelf: the commands that run without a docket know what comes with Comity, and files by path.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from comity.law.act import Json
from comity.law.edition.loader import from_json
from comity.law.edition.model import BadEdition, Edition

Stamp = tuple[int, int, int]
SUFFIX = ".json"


@dataclass
class _Shelf:
    folder: Path | None = None
    known: Callable[[str], str | None] = lambda _name: None
    found: dict[str, tuple[Stamp, dict[str, Json]]] = field(default_factory=dict)
    loaded: dict[tuple[str, str], tuple[Stamp, Edition]] = field(default_factory=dict)


_here = _Shelf()


def use(folder: Path, known: Callable[[str], str | None]) -> None:
    """Where the files lie, and how to learn the digest that was adopted under a name (None: none was)."""
    global _here  # noqa: PLW0603  one shelf a process, as there is one organisation
    _here = _Shelf(folder, known)


def names() -> list[str]:
    """Names of the editions on the shelf."""
    if _here.folder is None or not _here.folder.is_dir():
        return []
    return sorted(path.stem for path in _here.folder.glob(f"*{SUFFIX}") if _whole(path.stem) is not None)


def edition(name: str, category: str) -> Edition:
    """An edition on the shelf. KeyError for one that is not there, BadEdition for a category that it does not serve."""
    read = _whole(name)
    if read is None:
        raise KeyError(name)
    stamp, whole = read
    kept = _here.loaded.get((name, category))
    if kept is None or kept[0] != stamp:
        kept = (stamp, of_file(whole, category))
        _here.loaded[name, category] = kept
    return kept[1]


def of_file(whole: dict[str, Json], category: str) -> Edition:
    """One category of a file's content. BadEdition."""
    served = whole.get("categories")
    resolved = served.get(category) if isinstance(served, dict) else None
    if not isinstance(resolved, dict):
        raise BadEdition("edition.toml.categories", f"does not serve the category {category!r}")
    return from_json(resolved)


def read(path: Path) -> dict[str, Json]:
    """A file's content. BadEdition."""
    try:
        whole = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadEdition(path.name, f"cannot be read: {error}") from None
    if not isinstance(whole, dict) or set(whole) != {"edition", "base", "categories"}:
        raise BadEdition(path.name, "has exactly the keys edition, base, categories")
    return whole


def folder() -> Path | None:
    """Where the files lie; None where there is no shelf."""
    return _here.folder


def _whole(name: str) -> tuple[Stamp, dict[str, Json]] | None:
    """A file that is the one adopted under its name, and its stamp; None otherwise."""
    if _here.folder is None or "/" in name:
        return None
    path = _here.folder / f"{name}{SUFFIX}"
    try:
        seen = path.stat()
    except OSError:
        return None
    stamp = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
    kept = _here.found.get(name)
    if kept is None or kept[0] != stamp:
        text = path.read_bytes()
        if sha256(text).hexdigest() != _here.known(name):
            return None
        kept = (stamp, json.loads(text))
        _here.found[name] = kept
    return kept
