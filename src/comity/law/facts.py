"""The small type language of facts, closed so that no free text enters an envelope.

id              letters, digits and . _ : -, at most 64            digest      SHA-256, lower-case hex
assertion       digest of a signer's step-up                       instant     YYYY-MM-DDTHH:MM:SSZ
bool            true or false                                      1..9        integer within bounds
date            YYYY-MM-DD
a|b|c           one of the named values                            zone        an IANA time zone
[TYPE]          list, at most 256 items                            {id: TYPE}  map, at most 256 entries
TYPE?           may be left out; a guard says when it is wanted
"""

import re
from collections.abc import Callable
from datetime import date

from comity.law import instants, zones
from comity.law.act import Json

MOST = 256
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_RANGE = re.compile(r"(\d+)\.\.(\d+)\Z", re.ASCII)
_WORD = r"[a-z0-9][a-z0-9-]*"
_ENUM = re.compile(rf"{_WORD}(\|{_WORD})+\Z")  # one word alone is a type misspelt, not a choice


def _id(value: Json) -> bool:
    return isinstance(value, str) and bool(_ID.match(value))


def _digest(value: Json) -> bool:
    return isinstance(value, str) and bool(_DIGEST.match(value))


def _instant(value: Json) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return instants.render(instants.parse(value)) == value
    except ValueError:
        return False


def _date(value: Json) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_PLAIN: dict[str, Callable[[Json], bool]] = {
    "id": _id,
    "digest": _digest,
    "assertion": _digest,
    "instant": _instant,
    "date": _date,
    "bool": lambda value: isinstance(value, bool),
    "zone": lambda value: isinstance(value, str) and value in zones.names(),
}


def known(kind: str) -> bool:
    """Whether this is a type of the language; only a whole fact may be left out, not an item of a list."""
    return _known(kind.removesuffix("?"))


def _known(kind: str) -> bool:
    if bounds := _RANGE.match(kind):
        return int(bounds[1]) <= int(bounds[2])
    if kind.startswith("[") and kind.endswith("]"):
        return _known(kind[1:-1])
    if kind.startswith("{id: ") and kind.endswith("}"):
        return _known(kind[5:-1])
    return kind in _PLAIN or bool(_ENUM.match(kind))


def holds(kind: str, value: Json) -> bool:
    """Whether the value is of the type."""
    kind = kind.removesuffix("?")
    if kind in _PLAIN:
        return _PLAIN[kind](value)
    if kind.startswith("["):
        return isinstance(value, list) and len(value) <= MOST and all(holds(kind[1:-1], item) for item in value)
    if kind.startswith("{"):
        return (
            isinstance(value, dict)
            and len(value) <= MOST
            and all(_id(key) and holds(kind[5:-1], item) for key, item in value.items())
        )
    if bounds := _RANGE.match(kind):
        return type(value) is int and int(bounds[1]) <= value <= int(bounds[2])
    return isinstance(value, str) and value in kind.split("|")
