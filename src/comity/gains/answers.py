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

from comity.gains.exact import plain
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
    weights: tuple[int, ...] = ()


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


def as_json(answer: Answer, *, draft: Package | None = None) -> dict[str, object]:
    """The shape of `comity solve --format json`, which comity.gains.certify reads; draft: what it was asked to improve.

    Utilities are the floats nearest to the exact ones. `ties` and `weights` stand there only where there are some.
    """
    made: dict[str, object] = {
        "criterion": str(answer.criterion),
        "seconds": answer.seconds,
        "agreement": answer.agreement,
        "package": None if answer.package is None else package_as_json(answer.package),
        "utilities": [float(each) for each in answer.utilities],
        "proven": answer.proven,
        "gap": answer.gap,
        "method": answer.method,
        "certificate": answer.certificate,
    }
    if answer.ties:
        made["ties"] = [[float(each) for each in one] for one in answer.ties]
    if answer.weights:
        made["weights"] = list(answer.weights)
    return made if draft is None else made | {"draft": package_as_json(draft)}


def frontier_as_json(frontier: Frontier) -> dict[str, object]:
    """The shape of `comity frontier --format json --certificate`."""
    points = [
        {
            "utilities": [float(each) for each in point.utilities],
            "package": package_as_json(point.package),
            "individually_rational": point.rational,
        }
        for point in frontier.points
    ]
    return {
        "points": points,
        "seconds": frontier.seconds,
        "proven": frontier.proven,
        "method": frontier.method,
        "certificate": frontier.certificate,
    }


def package_as_json(package: Package) -> dict[str, str | int]:
    """Options as they are; numbers whole, or as "p/q"."""
    return {issue: value if isinstance(value, str) else plain(value) for issue, value in package.items()}
