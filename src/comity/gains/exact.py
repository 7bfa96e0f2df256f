"""Numbers in files, exactly: whole numbers, decimals and fractions as text, never a binary float.

- A decimal is taken at its text: 0.1 is one tenth.
- What is written is read back as the same number: whole ones as they are, others as "p/q".
- Lengths and powers of ten are bounded: a short line cannot name a number that fills the memory.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.model import BadProblem

LONGEST = 400  # characters of one number
MOST_ZEROS = 200  # the power of ten in 1e200
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?0*(?P<power>\d{1,9}))?", re.ASCII)
_FRACTION = re.compile(r"[+-]?\d+/\d+", re.ASCII)


@dataclass(frozen=True)
class Literal:
    """A decimal as it stands in a file: what a parser gives us in a float's place."""

    text: str


def number(value: object, key: str) -> Fraction:
    """The exact number of a whole number, a Literal, or a text "p/q" or "0.25". Raises BadProblem, naming the key."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > 4 * LONGEST:
            raise BadProblem(f"{key}: this number is too long")
        return Fraction(value)
    if isinstance(value, Literal):
        return _read(value.text.replace("_", ""), key)
    if isinstance(value, str):
        return _read(value, key)
    raise BadProblem(f'{key}: a number is wanted, such as 12, 0.25 or "1/3"')


def plain(value: Fraction | int) -> int | str:
    """The number as files hold it: a whole one as it is, another as "p/q"."""
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def decimal(value: Fraction) -> str | None:
    """The number as a finite decimal, or None where it has none."""
    power, rest = 0, value.denominator
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        power = max(power, times)
    if rest != 1:
        return None
    digits = str(abs(value.numerator) * 10**power // value.denominator).rjust(power + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-power]}.{digits[-power:]}" if power else f"{sign}{digits}"


def _read(text: str, key: str) -> Fraction:
    if len(text) > LONGEST:
        raise BadProblem(f"{key}: this number is too long")
    if _FRACTION.fullmatch(text):
        over, under = text.split("/")
        if int(under) == 0:
            raise BadProblem(f"{key}: {text} divides by nothing")
        return Fraction(int(over), int(under))
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise BadProblem(f'{key}: a number is wanted, such as 12, 0.25 or "1/3", not {text!r}')
    if int(match["power"] or 0) > MOST_ZEROS:
        raise BadProblem(f"{key}: {text} has more than {MOST_ZEROS} zeros")
    return Fraction(text)
