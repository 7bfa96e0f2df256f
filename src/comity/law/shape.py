"""Plain values, from a TOML file or from JSON, read into typed ones.

Rules upheld:
- what is wrong is named by its key path (`party[0].consent.given`) and the rule that it breaks;
- an unknown key is refused, so a misspelt word never passes for silence;
- both spellings of a file mean the same: a TOML date or instant, or its RFC 3339 text in JSON;
- sizes are bounded, since the same values arrive over HTTP.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from comity.law import instants

T = TypeVar("T")
Name = TypeVar("Name", bound=StrEnum)
Kind = Callable[[object, str], T]

LONGEST = 500
MOST = 64
_UNSEEN = frozenset(("Cc", "Cs", "Zl", "Zp"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class BadInput(ValueError):
    """A value that breaks a rule of its format: `path` is the key path, `rule` the rule in words."""

    def __init__(self, path: str, rule: str) -> None:
        super().__init__(f"{path}: {rule}" if path else rule)
        self.path = path
        self.rule = rule


class Table:
    """One table with a closed list of keys; `need` and `may` read a key with the kind of value that it holds."""

    def __init__(self, value: object, path: str, keys: Sequence[str]) -> None:
        if not isinstance(value, Mapping):
            raise BadInput(path, "a table is wanted")
        self._value = value
        self._path = path
        for key in value:
            if key not in keys:
                raise BadInput(self.path(str(key)), f"unknown key; the keys here are {', '.join(keys)}")

    def path(self, key: str) -> str:
        """The key path of `key` in this table."""
        return f"{self._path}.{key}" if self._path else key

    def need(self, key: str, kind: Kind[T]) -> T:
        """The value of `key`; BadInput if it is missing or not of this kind."""
        if key not in self._value:
            raise BadInput(self.path(key), "required")
        return kind(self._value[key], self.path(key))

    def may(self, key: str, kind: Kind[T]) -> T | None:
        """The value of `key`, or None where it is left out; BadInput if it is not of this kind."""
        return kind(self._value[key], self.path(key)) if key in self._value else None


def from_toml(text: str) -> dict[str, object]:
    """Read a TOML file's text; BadInput says where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("", f"not TOML: {error}") from None


def flag(value: object, path: str) -> bool:
    """true or false, nothing that merely looks so."""
    if not isinstance(value, bool):
        raise BadInput(path, "true or false is wanted")
    return value


def text(value: object, path: str) -> str:
    """One line of words, not empty, at most 500 characters; blanks at its ends are cut off."""
    line = value.strip() if isinstance(value, str) else ""
    if not 1 <= len(line) <= LONGEST or any(unicodedata.category(character) in _UNSEEN for character in line):
        raise BadInput(path, f"a line of 1 to {LONGEST} characters is wanted")
    return line


def day(value: object, path: str) -> date:
    """A day of the calendar: a TOML date, or YYYY-MM-DD."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise BadInput(path, "a day such as 2026-01-15 is wanted")


def instant(value: object, path: str) -> datetime:
    """An instant with its offset, kept as written (its date is the filer's), cut to whole seconds."""
    with suppress(instants.BadInstant):
        if isinstance(value, str):
            instants.parse(value)
            value = datetime.fromisoformat(value)
        if isinstance(value, datetime):
            instants.whole(value)
            return value.replace(microsecond=0)
    raise BadInput(path, "an instant with its offset such as 2026-01-15T10:00:00+08:00 is wanted")


def one_of(names: type[Name]) -> Kind[Name]:
    """One name of a closed list."""

    def kind(value: object, path: str) -> Name:
        if not isinstance(value, str) or value not in set(names):
            raise BadInput(path, f"one of {', '.join(names)} is wanted")
        return names(value)

    return kind


def many(kind: Kind[T], *, least: int = 0, most: int = MOST) -> Kind[tuple[T, ...]]:
    """A list of values of one kind, in its order."""

    def read(value: object, path: str) -> tuple[T, ...]:
        if not isinstance(value, list | tuple) or not least <= len(value) <= most:
            raise BadInput(path, f"a list of {least} to {most} is wanted")
        return tuple(kind(item, f"{path}[{index}]") for index, item in enumerate(value))

    return read
