"""Reading plain values with the key path in every refusal."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from comity.law.act import Json
from comity.law.edition.model import BadEdition

MOST = 2**53 - 1
Made = TypeVar("Made")


def table(value: Json, path: str, *, keys: tuple[str, ...] | None = None) -> Mapping[str, Json]:
    """A map, with no key beyond those allowed."""
    if not isinstance(value, dict):
        raise BadEdition(path, "must be a table")
    for key in value:
        if keys is not None and key not in keys:
            raise BadEdition(f"{path}.{key}", "unknown key")
    return value


def plain(value: Json, path: str) -> None:
    """Refuse what canonical JSON has no form for: a fraction, a date of TOML, an integer beyond 2^53 - 1, nothing."""
    if isinstance(value, dict):
        for key, entry in value.items():
            plain(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            plain(entry, f"{path}{_place(number, entry)}")
    elif not isinstance(value, str | int) or (isinstance(value, int) and abs(value) > MOST):
        raise BadEdition(path, f"{value!r} is neither a text, a whole number, true or false, a list nor a table")


def _place(number: int, entry: Json) -> str:
    """How a list's entry is found: by its name, if it has one."""
    name = entry.get("name", entry.get("act")) if isinstance(entry, dict) else None
    return f"[{number}]" if name is None else f".{name}"


def items(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    """Each entry of a list with its path."""
    if not isinstance(value, list):
        raise BadEdition(path, "must be a list")
    return ((f"{path}[{number}]", entry) for number, entry in enumerate(value))


def text(entry: Mapping[str, Json], key: str, path: str) -> str:
    """A required, non-empty string."""
    found = entry.get(key)
    if not isinstance(found, str) or not found:
        raise BadEdition(f"{path}.{key}", "a text is wanted")
    return found


def optional(entry: Mapping[str, Json], key: str, path: str) -> str | None:
    """A string, or None where the key is missing."""
    return text(entry, key, path) if key in entry else None


def flag(entry: Mapping[str, Json], key: str, path: str) -> bool:
    """A boolean, False where the key is missing."""
    found = entry.get(key, False)
    if not isinstance(found, bool):
        raise BadEdition(f"{path}.{key}", "true or false is wanted")
    return found


def one_of(entry: Mapping[str, Json], key: str, path: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    """A string out of a closed list."""
    found = entry.get(key, default)
    if not isinstance(found, str) or found not in allowed:
        raise BadEdition(f"{path}.{key}", f"{found!r} is not one of {', '.join(allowed)}")
    return found


def names(entry: Mapping[str, Json], key: str, path: str, *, wanted: bool = False) -> tuple[str, ...]:
    """A list of strings; wanted: it must hold at least one."""
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise BadEdition(f"{path}.{key}", "a list of names is wanted")
    if wanted and not found:
        raise BadEdition(f"{path}.{key}", "names nobody and nothing: at least one is wanted")
    return tuple(str(item) for item in found)


def named(value: Json, path: str, make: Callable[[str, Json, str], Made]) -> dict[str, Made]:
    """An ordered table: a list of entries with a `name`, made one by one, in their order."""
    made: dict[str, Made] = {}
    for where, entry in items(value, path):
        name = text(table(entry, where), "name", where)
        if name in made:
            raise BadEdition(f"{path}.{name}", "stands twice")
        made[name] = make(name, entry, f"{path}.{name}")
    return made
