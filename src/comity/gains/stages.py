"""One package by a criterion: the stages that each criterion takes, whatever engine does them.

- nash, mnw: one stage. If nobody can give every party a gain: the greatest number of parties that can have one, then
  the product over these (Caragiannis et al., The unreasonable fairness of maximum Nash welfare, 2019). Nash counts from
  the reservation values, mnw from nothing.
- utilitarian: one stage.
- egalitarian: leximin, one stage for each party: the least gain, then the sum of the two least, and so on.
- kalai-smorodinsky: first what each party could have at most, a stage each; then leximin of the shares of it. A party
  that can gain nothing is left out. (Kalai and Smorodinsky 1975; leximin after Imai 1983.)

Only packages that are feasible and individually rational count; if there is none, that is the answer.
"""

import itertools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from comity.gains.answers import Answer, Rule, package_as_json
from comity.gains.model import BadProblem, Problem
from comity.gains.regions import Corner, Leximin, Product, Region, Sum, product
from comity.gains.searching import Engine, Gains, Search, Tree
from comity.gains.table import Picks, Table

TIES = 100  # that an answer names
HEAVIEST = 1_000  # weight of a party
Measure = Callable[[Gains], object]  # equal where two packages do as well


class NoAgreement(Exception):
    """No package is individually rational."""


class OutOfTime(Exception):
    """The deadline came before the stage was done."""


@dataclass
class _Course:
    """The stages of one answer: the last one that found a package, and the trees that prove what is done."""

    table: Table
    engine: Engine
    deadline: float | None
    proof: dict[str, object] = field(default_factory=dict)
    best: Gains | None = None
    picks: Picks | None = None
    last: Search | None = None
    gap: float | None = None
    near: set[Gains] = field(default_factory=set)
    most: tuple[int, ...] = ()  # that each party can gain, where the criterion asks

    def stage(self, better: Callable[[Gains], Region]) -> Tree:
        """Run one stage from the best so far, or from any package. Raises OutOfTime, NoAgreement."""
        nothing = Corner((0,) * self.table.parties)
        search = Search(lambda best: nothing if best is None else better(best), self.best, self.picks)
        self.engine.run(search, deadline=self.deadline)
        self.last, self.best, self.picks = search, search.best, search.picks
        if search.tree is None:
            self.gap = search.gap
            raise OutOfTime
        if search.best is None:
            self.proof = {"none": search.tree}
            raise NoAgreement
        return search.tree

    def look(self, same: Measure) -> None:
        """Keep what the last stage knows to be as good as its best."""
        if self.last is not None:
            self.near |= self.engine.equals(self.last, same)

    def reached(self) -> Gains:
        """The best so far, where a stage was done: it found one."""
        return self.best or ()


def settle(
    problem: Problem, table: Table, engine: Engine, rule: Rule, *, weights: Sequence[int] | None, deadline: float | None
) -> Answer:
    """The answer by this rule. weights: exponents of a product, one for each party.

    Raises BadProblem where the criterion cannot be applied to the problem, or not with these weights.
    """
    began = time.perf_counter()
    _check(problem, rule, weights)
    course = _Course(table, engine, deadline)
    ties: set[Gains] = set()
    gap: float | None = 0.0
    try:
        same = _RULES[rule](course, tuple(weights or (1,) * table.parties))
        course.look(same)
        ties = {gains for gains in course.near if same(gains) == same(course.reached())}
    except NoAgreement:
        pass
    except OutOfTime:
        course.proof, gap = {}, course.gap
    package = None if course.picks is None else table.package(course.picks)
    utilities = () if package is None else problem.utilities(package)
    others = {_raised(table, gains) for gains in ties}
    return Answer(
        criterion=rule.value,
        agreement=package is not None,
        package=package,
        utilities=utilities,
        proven=bool(course.proof),
        gap=gap,
        method=engine.name,
        seconds=time.perf_counter() - began,
        certificate=course.proof,
        ideal=_raised(table, course.most),
        ties=tuple(sorted(others - {utilities}, reverse=True)[:TIES]),
        weights=tuple(weights or ()),
    )


def _check(problem: Problem, rule: Rule, weights: Sequence[int] | None) -> None:
    if weights is not None:
        if rule not in (Rule.NASH, Rule.MNW):
            raise BadProblem(f"weights: {rule.value} has none")
        if len(weights) != len(problem.parties):
            raise BadProblem(f"weights: {len(problem.parties)} are needed, one for each party")
        for party, weight in zip(problem.parties, weights, strict=True):
            if type(weight) is not int or not 1 <= weight <= HEAVIEST:
                raise BadProblem(f"weights.{party.name}: {weight} is not a whole number from 1 to {HEAVIEST}")
    if rule is Rule.MNW:
        for party in problem.parties:
            if party.reservation < 0:
                raise BadProblem(f"parties.{party.name}.reservation: is below nothing, from which mnw counts")


def _raised(table: Table, gains: Gains) -> tuple[Fraction, ...]:
    """Gains as utilities; none of none."""
    return table.utilities([g + d for g, d in zip(gains, table.reservations, strict=True)]) if gains else ()


def _nash(course: _Course, exponents: Gains) -> Measure:
    return _product(course, exponents, (0,) * course.table.parties)


def _mnw(course: _Course, exponents: Gains) -> Measure:
    return _product(course, exponents, course.table.reservations)


def _product(course: _Course, exponents: Gains, origins: Gains) -> Measure:
    """The greatest product, in utilities, over the greatest number of parties that can have one above 0.

    The proof: `larger`, no larger group can (a tree for each group of one more); `better`, no group of this size has
    a greater product (a tree for each).
    """

    reached, units = Fraction(), course.table.units

    def measure(gains: Gains) -> tuple[int, Fraction]:
        all_ = zip(gains, origins, units, exponents, strict=True)
        above = [((g + o) / unit) ** a for g, o, unit, a in all_ if g + o > 0]
        return len(above), math.prod(above, start=Fraction(1))

    def stage(group: Sequence[int]) -> Tree:
        nonlocal reached
        own = tuple(a if p in group else 0 for p, a in enumerate(exponents))
        unit = math.prod((units[p] ** exponents[p] for p in group), start=Fraction(1))
        before = math.floor(reached * unit)
        tree = course.stage(lambda best: Product(own, max(before, product(best, own, origins)), origins))
        reached = max(reached, product(course.reached(), own, origins) / unit)
        course.look(measure)
        return tree

    parties = range(len(exponents))
    size, larger, better = len(exponents), list[Tree](), [stage(parties)]
    while not reached and size > 0:
        size -= 1
        larger, better = better, [stage(group) for group in itertools.combinations(parties, size)] if size else []
    course.proof = {"larger": larger, "better": better}
    return measure


def _utilitarian(course: _Course, _exponents: Gains) -> Measure:
    factors = factors_of(course.table.units)

    def total(gains: Gains) -> int:
        return sum(f * g for f, g in zip(factors, gains, strict=True))

    course.proof = {"better": [course.stage(lambda best: Sum(factors, total(best)))]}
    return total


def _egalitarian(course: _Course, _exponents: Gains) -> Measure:
    return _leximin(course, factors_of(course.table.units), {})


def _kalai_smorodinsky(course: _Course, _exponents: Gains) -> Measure:
    parties = range(course.table.parties)
    most, ideals = [], []
    for party in parties:
        alone = tuple(int(p == party) for p in parties)
        tree = course.stage(lambda best, p=party, own=alone: Product(own, best[p], (0,) * len(own)))  # type: ignore[misc]
        most.append(course.reached()[party])
        ideals.append([package_as_json(course.table.package(course.picks or ())), tree])
    course.most = tuple(most)
    return _leximin(course, factors_of([Fraction(each) for each in most]), {"ideals": ideals})


def _leximin(course: _Course, factors: Gains, proof: dict[str, object]) -> Measure:
    """One stage for each party whose factor is above 0."""

    def sums(gains: Gains) -> tuple[int, ...]:
        return tuple(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))

    trees = [
        course.stage(lambda best, k=k: Leximin(factors, sums(best)[: k + 1]))  # type: ignore[misc]
        for k in range(sum(1 for f in factors if f))
    ]
    course.proof = {**proof, "better": trees}
    return sums


def factors_of(units: Sequence[Fraction]) -> Gains:
    """Whole numbers in the proportion 1 / unit; 0 where the unit is 0."""
    shares = [1 / unit if unit else Fraction() for unit in units]
    scale = math.lcm(*(share.denominator for share in shares))
    whole = [int(share * scale) for share in shares]
    common = math.gcd(*whole) or 1
    return tuple(each // common for each in whole)


_RULES: dict[Rule, Callable[[_Course, Gains], Measure]] = {
    Rule.NASH: _nash,
    Rule.MNW: _mnw,
    Rule.UTILITARIAN: _utilitarian,
    Rule.EGALITARIAN: _egalitarian,
    Rule.KALAI_SMORODINSKY: _kalai_smorodinsky,
}
