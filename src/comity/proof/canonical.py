"""Canonical JSON: one value, one sequence of bytes, so that a digest of it means something.

- RFC 8785 restricted to null, booleans, strings, lists, maps and integers within +-(2^53 - 1); there are no floats.
- Keys stand in the order of their UTF-16 code units (RFC 8785 3.2.3), no blank space, UTF-8 (3.2.4).
- A lone surrogate has no UTF-8 form (RFC 8785 3.2.2.2, RFC 7493 2.1) and is refused.
- `loads` accepts exactly what `dumps` writes: every other spelling of the same value, a repeated key, a fraction and
  what lies deeper than DEPTH is refused.
"""

import json
from typing import NoReturn

from comity.law.act import Json

LARGEST = 2**53 - 1
DEPTH = 64


class CanonicalError(ValueError):
    """A value that has no canonical form, or bytes that are not the canonical form of their value."""


def dumps(value: Json) -> bytes:
    """The canonical UTF-8 bytes of a value. CanonicalError where it has none."""
    try:
        return _encode(_ordered(value, DEPTH)).encode()
    except UnicodeEncodeError:
        raise CanonicalError("a string holds a lone surrogate") from None


def loads(data: bytes) -> Json:
    """The value whose canonical form these bytes are. CanonicalError where they are not one."""
    try:
        value: Json = _decode(data.decode())
        again = dumps(value)
    except UnicodeDecodeError as error:
        raise CanonicalError(f"not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise CanonicalError(f"not JSON at character {error.pos}") from None
    except RecursionError:
        raise CanonicalError(f"deeper than {DEPTH} levels") from None
    if again != data:
        raise CanonicalError(f"not canonical at byte {_difference(again, data)}")
    return value


def _ordered(value: Json, depth: int) -> Json:
    """The same value with its maps in canonical order; refuses what has no canonical form."""
    if value is None or type(value) is str or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _bounded(value)
    if depth == 0:
        raise CanonicalError(f"deeper than {DEPTH} levels")
    if isinstance(value, list):
        return [_ordered(item, depth - 1) for item in value]
    if isinstance(value, dict):
        return {key: _ordered(value[key], depth - 1) for key in _sorted(value)}
    raise CanonicalError(f"{type(value).__name__} has no canonical form")


def _bounded(number: int) -> int:
    if not -LARGEST <= number <= LARGEST:
        raise CanonicalError("an integer lies beyond 2^53 - 1")
    return number


def _sorted(value: dict[str, Json]) -> list[str]:
    """Keys in the order of their UTF-16 code units: of ASCII letters that is the order of strings."""
    try:
        return sorted(value) if "".join(value).isascii() else sorted(value, key=_code_units)
    except TypeError:
        raise CanonicalError("a key is not a string") from None


def _code_units(key: str) -> bytes:
    return key.encode("utf-16-be")


def _integer(digits: str) -> int:
    if len(digits) > len(str(-LARGEST)):  # before int(), which takes quadratic time and has a limit of its own
        raise CanonicalError("an integer lies beyond 2^53 - 1")
    return int(digits)


def _fraction(text: str) -> NoReturn:
    raise CanonicalError(f"{text[:32]} is not an integer")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError("a key stands twice")
    return found


def _difference(one: bytes, other: bytes) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder(
    parse_int=_integer, parse_float=_fraction, parse_constant=_fraction, object_pairs_hook=_unique
).decode
