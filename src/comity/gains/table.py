"""A problem as integers: what the solvers compute with.

- `points[issue][option][party]` are whole: each party's points times one factor, `units[party]` = points per utility.
  Equality is decided here.
- A condition is the set of option numbers that meet it. Whatever a condition's issues are, one box has one condition
  for each issue.
- `forbidden` holds boxes that no package may lie in; what is required is forbidden the other way round.
- A budget is whole too: the sum of `costs[issue][option]` is at most `most`.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.model import (
    Budget,
    Condition,
    Package,
    Party,
    Problem,
    Required,
    Value,
)

Picks = tuple[int, ...]  # the number of an option for every issue


@dataclass(frozen=True)
class Box:
    """Packages whose option lies in `where[issue]` for every issue named; `points` per party where it is worth some.

    number: its place among all that the problem states: interactions, party by party, then what is forbidden or
    required. Boxes that no package lies in are left out.
    """

    number: int
    where: tuple[tuple[int, frozenset[int]], ...]
    points: tuple[int, ...] = ()

    def holds(self, picks: Sequence[int]) -> bool:
        """Whether the package lies in it."""
        return all(picks[issue] in options for issue, options in self.where)


@dataclass(frozen=True)
class Limit:
    """A budget in whole numbers: as stated, times `factor`; issues that it does not name are left out."""

    factor: int
    costs: tuple[tuple[int, tuple[int, ...]], ...]
    most: int

    def holds(self, picks: Sequence[int]) -> bool:
        """Whether the package keeps to it."""
        return sum(costs[picks[issue]] for issue, costs in self.costs) <= self.most


@dataclass(frozen=True)
class Table:
    """See the module. `reservations[party]` is whole too: in points, exactly."""

    values: tuple[tuple[Value, ...], ...]
    points: tuple[tuple[tuple[int, ...], ...], ...]
    units: tuple[Fraction, ...]
    reservations: tuple[int, ...]
    boxes: tuple[Box, ...] = ()
    forbidden: tuple[Box, ...] = ()
    limits: tuple[Limit, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def parties(self) -> int:
        """How many."""
        return len(self.units)

    @property
    def additive(self) -> bool:
        """Whether every issue counts alone and nothing is forbidden."""
        return not (self.boxes or self.forbidden or self.limits)

    @property
    def size(self) -> int:
        """How many packages, feasible or not."""
        return math.prod(len(options) for options in self.points)

    def sums(self, picks: Sequence[int]) -> tuple[int, ...]:
        """The package's points, party by party."""
        rows = [options[pick] for options, pick in zip(self.points, picks, strict=True)]
        rows += [box.points for box in self.boxes if box.holds(picks)]
        return tuple(map(sum, zip(*rows, strict=True)))

    def gains(self, picks: Sequence[int]) -> tuple[int, ...]:
        """Points above the reservation value."""
        return tuple(got - least for got, least in zip(self.sums(picks), self.reservations, strict=True))

    def feasible(self, picks: Sequence[int]) -> bool:
        """Whether the package breaks no constraint."""
        return not any(box.holds(picks) for box in self.forbidden) and all(each.holds(picks) for each in self.limits)

    def package(self, picks: Sequence[int]) -> dict[str, Value]:
        """The package in the problem's words."""
        return {name: own[pick] for name, own, pick in zip(self.names, self.values, picks, strict=True)}

    def picks(self, package: Package) -> Picks:
        """The package in numbers; it must settle every issue (Problem.check)."""
        return tuple(values.index(package[name]) for name, values in zip(self.names, self.values, strict=True))

    def utilities(self, sums: Sequence[int]) -> tuple[Fraction, ...]:
        """Points as utilities."""
        return tuple(
            Fraction(got * unit.denominator, unit.numerator) for got, unit in zip(sums, self.units, strict=True)
        )


def table(problem: Problem) -> Table:
    """The problem in whole numbers. Raises BadProblem where an amount moves freely."""
    return tabulated(problem, tuple(issue.values() for issue in problem.issues))


def tabulated(problem: Problem, values: tuple[tuple[Value, ...], ...]) -> Table:
    """The problem in whole numbers, as if each issue could be settled by these of its values alone."""
    position = {issue.name: number for number, issue in enumerate(problem.issues)}
    factors = [_factor(party, problem, values) for party in problem.parties]
    parties = tuple(zip(problem.parties, factors, strict=True))
    number = itertools.count()
    boxes = [
        Box(
            next(number),
            _where(position, values, each.when),
            tuple(int(each.points * own) if n == p else 0 for p in range(len(parties))),
        )
        for n, (party, own) in enumerate(parties)
        for each in party.interactions
    ]
    return Table(
        values=values,
        points=tuple(
            tuple(
                tuple(int(_worth(party, issue.name, value) * factor) for party, factor in parties) for value in options
            )
            for issue, options in zip(problem.issues, values, strict=True)
        ),
        units=tuple(factor * party.scale for party, factor in parties),
        reservations=tuple(int(party.reservation * party.scale * factor) for party, factor in parties),
        boxes=tuple(box for box in boxes if all(options for _, options in box.where)),
        forbidden=tuple(_forbidden(problem, position, values, len(boxes))),
        limits=tuple(_limit(problem, each, values) for each in problem.constraints if isinstance(each, Budget)),
        names=tuple(position),
    )


def _worth(party: Party, issue: str, value: Value) -> Fraction:
    return Fraction(party.worth[issue].at(value)) if issue in party.worth else Fraction()


def _factor(party: Party, problem: Problem, values: tuple[tuple[Value, ...], ...]) -> int:
    """What makes all its points whole, and the points of its reservation value."""
    single = [
        _worth(party, issue.name, value).denominator
        for issue, options in zip(problem.issues, values, strict=True)
        for value in options
    ]
    joint = [Fraction(each.points).denominator for each in party.interactions]
    return math.lcm((party.reservation * party.scale).denominator, *single, *joint)


def _where(
    position: dict[str, int], values: tuple[tuple[Value, ...], ...], when: Iterable[Condition]
) -> tuple[tuple[int, frozenset[int]], ...]:
    found: dict[int, frozenset[int]] = {}
    for each in when:
        issue = position[each.issue]
        meets = frozenset(number for number, value in enumerate(values[issue]) if each.holds(value))
        found[issue] = found.get(issue, meets) & meets
    return tuple(sorted(found.items()))


def _forbidden(
    problem: Problem, position: dict[str, int], values: tuple[tuple[Value, ...], ...], first: int
) -> list[Box]:
    made = []
    stated = [each for each in problem.constraints if not isinstance(each, Budget)]
    for number, each in enumerate(stated, first):
        where = dict(_where(position, values, each.when))
        if isinstance(each, Required):
            issue = position[each.then.issue]
            fails = frozenset(n for n, value in enumerate(values[issue]) if not each.then.holds(value))
            where[issue] = where.get(issue, fails) & fails
        if all(where.values()):
            made.append(Box(number, tuple(sorted(where.items()))))
    return made


def _limit(problem: Problem, budget: Budget, values: tuple[tuple[Value, ...], ...]) -> Limit:
    exact = {
        number: [budget.rates[issue.name] * Fraction(value) for value in values[number]]
        for number, issue in enumerate(problem.issues)
        if issue.name in budget.rates
    }
    factor = math.lcm(budget.most.denominator, *(each.denominator for costs in exact.values() for each in costs))
    costs = tuple((issue, tuple(int(each * factor) for each in row)) for issue, row in exact.items())
    return Limit(factor, costs, int(budget.most * factor))
