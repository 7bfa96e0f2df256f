"""The slow exact reference: every package looked at, in fractions, by the definitions alone.

- It reads the problem itself and shares no code with the solvers, which the tests compare with it.
- Only feasible and individually rational packages count for a criterion; without one there is no agreement.
- Ties are the other efficient utility points that do as well by the criterion. The answer is the point that is greatest
  party by party, in the parties' order.

Criteria, u a utility and d the reservation value:

- Nash: the product of u - d, each to the power of its weight. Where no package gives every party a gain: the most
  parties with a gain, then the product over those (I. Caragiannis et al., The unreasonable fairness of maximum Nash
  welfare, ACM TEAC 7, 2019); it is the product of utilities, since over different parties products of points do not
  compare. J. F. Nash, The bargaining problem, Econometrica 18, 1950; E. Kalai, Nonsymmetric Nash solutions, 1977.
- Maximum Nash welfare: the same of u itself, a utility below 0 counting as 0; still only individually rational
  packages.
- Kalai-Smorodinsky: the least (u - d) / (ideal - d), then the next, and so on (leximin); ideal is the most that the
  party gets in an individually rational package; a party with nothing to gain is left out. E. Kalai and M. Smorodinsky,
  Other solutions to Nash's bargaining problem, Econometrica 43, 1975; leximin after H. Imai, Econometrica 51, 1983.
- Egalitarian: leximin of u - d. E. Kalai, Proportional solutions to bargaining situations, Econometrica 45, 1977.
- Utilitarian: the sum of u.
"""

import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from comity.gains.answers import Answer, Frontier, Point, Rule
from comity.gains.model import Package, Problem

METHOD = "enumeration in fractions"

Utilities = tuple[Fraction, ...]
Known = dict[Utilities, Package]  # a package behind each utility point
Measure = Callable[[Utilities], tuple[Fraction, ...]]


def frontier(problem: Problem) -> Frontier:
    """Every efficient point. Raises BadProblem where an amount moves freely."""
    began = time.monotonic()
    known = _known(problem, problem.allows)
    points = tuple(Point(point, known[point], _rational(problem, point)) for point in efficient(known))
    return Frontier(points, proven=True, method=METHOD, seconds=time.monotonic() - began, certificate={})


def solve(problem: Problem, rule: Rule, weights: Sequence[Fraction | int] | None = None) -> Answer:
    """The package that the criterion names. weights: powers, above nothing, of Nash and maximum Nash welfare."""
    began = time.monotonic()
    known = _known(problem, lambda package: problem.allows(package) and problem.rational(package))
    best: list[Utilities] = []
    if known:
        measure = _measure(problem, rule, list(known), weights)
        most = max(measure(point) for point in known)
        best = [point for point in efficient(known) if measure(point) == most]
    return Answer(
        criterion=rule.value,
        agreement=bool(best),
        package=known[best[0]] if best else None,
        utilities=best[0] if best else (),
        proven=True,
        gap=0.0,
        method=METHOD,
        seconds=time.monotonic() - began,
        certificate={},
        ties=tuple(best[1:]),
    )


def packages(problem: Problem) -> Iterator[Package]:
    """Every package, feasible or not."""
    names = [issue.name for issue in problem.issues]
    for values in itertools.product(*(issue.values() for issue in problem.issues)):
        yield dict(zip(names, values, strict=True))


def dominates(one: Utilities, other: Utilities) -> bool:
    """Whether nobody gets less in the one, and somebody more."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def efficient(points: Known) -> list[Utilities]:
    """Those that none dominates, the greatest first. What dominates a point stands before it in that order."""
    kept: list[Utilities] = []
    for point in sorted(points, reverse=True):
        if not any(dominates(one, point) for one in kept):
            kept.append(point)
    return kept


def _known(problem: Problem, counts: Callable[[Package], bool]) -> Known:
    known: Known = {}
    for package in packages(problem):
        if counts(package):
            known.setdefault(problem.utilities(package), package)
    return known


def _rational(problem: Problem, point: Utilities) -> bool:
    return all(got >= party.reservation for got, party in zip(point, problem.parties, strict=True))


def _measure(
    problem: Problem, rule: Rule, points: Sequence[Utilities], weights: Sequence[Fraction | int] | None
) -> Measure:
    """What the criterion makes as great as it can, entry before entry."""
    least = [party.reservation for party in problem.parties]
    powers = _powers([Fraction(1)] * len(least) if weights is None else [Fraction(each) for each in weights])
    ideal = [max(column) for column in zip(*points, strict=True)]

    def gains(point: Utilities) -> list[Fraction]:
        return [got - d for got, d in zip(point, least, strict=True)]

    def leximin(point: Utilities) -> tuple[Fraction, ...]:
        return tuple(sorted(gains(point)))

    def shares(point: Utilities) -> tuple[Fraction, ...]:
        all_ = zip(gains(point), ideal, least, strict=True)
        return tuple(sorted(gain / (most - d) for gain, most, d in all_ if most > d))

    def product(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
        counted = [(value, power) for value, power in zip(values, powers, strict=True) if value > 0]
        return Fraction(len(counted)), math.prod((value**power for value, power in counted), start=Fraction(1))

    measures: dict[Rule, Measure] = {
        Rule.NASH: lambda point: product(gains(point)),
        Rule.MNW: product,
        Rule.KALAI_SMORODINSKY: shares,
        Rule.EGALITARIAN: leximin,
        Rule.UTILITARIAN: lambda point: (sum(point, Fraction()),),
    }
    return measures[rule]


def _powers(weights: Sequence[Fraction]) -> list[int]:
    """The weights as whole numbers, in the same proportion: the order of the products stays."""
    if any(each <= 0 for each in weights):
        raise ValueError("weights: each must be above nothing")
    factor = math.lcm(*(each.denominator for each in weights))
    return [int(each * factor) for each in weights]
