"""What the engine answers.

- `proven`: the certificate proves the answer; `gap` is 0 then. Else `gap` bounds from above how much better, as a share
  of the answer's own criterion, a package could be; None if nothing is known.
- `certificate` is plain data (JSON): `comity.gains.certify` checks it against the problem with no word from the solver.
- Nothing is called fair: the criterion is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from comity.gains.model import Package

Certificate = Mapping[str, object]


class Rule(StrEnum):
    """Criteria by which one package is named among those that no party would leave for its reservation value."""

    NASH = "nash"
    KALAI_SMORODINSKY = "kalai-smorodinsky"
    EGALITARIAN = "egalitarian"
    UTILITARIAN = "utilitarian"
    MNW = "mnw"


@dataclass(frozen=True)
class Answer:
    """One package by one criterion, or none: `agreement` False says that no package is individually rational.

    utilities: per party, exact. ideal: the most that each party could have, where the criterion asks for it.
    ties: the utilities of other packages that do as well by the criterion; not all, where they are very many.
    """

    criterion: str
    agreement: bool
    package: Package | None
    utilities: tuple[Fraction, ...]
    proven: bool
    gap: float | None
    method: str
    seconds: float
    certificate: Certificate = field(repr=False)
    ideal: tuple[Fraction, ...] = ()
    ties: tuple[tuple[Fraction, ...], ...] = ()


@dataclass(frozen=True)
class Point:
    """An efficient point and a package behind it. rational: nobody gets less than its reservation value."""

    utilities: tuple[Fraction, ...]
    package: Package
    rational: bool


@dataclass(frozen=True)
class Frontier:
    """Efficient points, falling in the first party's utility; every one of them where `proven`."""

    points: tuple[Point, ...]
    proven: bool
    method: str
    seconds: float
    certificate: Certificate = field(repr=False)
