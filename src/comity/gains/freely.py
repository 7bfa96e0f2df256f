"""Criteria where an amount moves freely, and the corners of two parties' frontier.

- The stages are those of stages.py, each by branching.py; only feasible and individually rational packages count.
- The package is exact: its amounts are fractions, and so are its utilities. A Nash product is often greatest at
  amounts that are no fractions: then `proven` is False, and `gap`, some 1e-9, is a certified bound: the certificate
  shows that no package is better by a larger share. Where the bound meets the package exactly, gap is 0 and the answer
  is proven. The gap of leximin is that of the worst stage, each given what the stages before have reached; that of
  Kalai-Smorodinsky counts in what is not known of the ideals.
- Where the deadline comes first, the gap is that of what is still open.
- Where nothing is left to gain but a share of nothing (a value of 0 below a bound above 0), gap is None.
"""

import itertools
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from comity.gains.answers import Answer, Frontier, Point, Rule, package_as_json
from comity.gains.branching import Branching, Found
from comity.gains.measures import Leximin, Measure, Product, Sum, prefixes
from comity.gains.mixed import Mixed
from comity.gains.model import BadProblem, Party, Problem
from comity.gains.stages import NoAgreement, factors_of

METHOD = "branch and bound over cones"
MOST = 2_000  # corners of a frontier


@dataclass
class _Course:
    """The stages of one answer."""

    engine: Branching
    deadline: float | None
    best: Found | None = None
    proof: dict[str, object] = field(default_factory=dict)
    gap: Fraction | None = Fraction()

    def stage(self, goal: Measure, *, counted: bool = True) -> Found:
        """Run it from the package before. Raises NoAgreement where there is none."""
        found = self.engine.run(goal, deadline=self.deadline, start=self.best)
        if found.package is None:
            if found.reach is not None:
                self.gap = None
            self.proof = {"none": found.tree}
            raise NoAgreement
        self.best = found
        if counted:
            self.widen(share(found.value, found.reach))
        return found

    def widen(self, gap: Fraction | None) -> None:
        """Count in a gap."""
        self.gap = None if gap is None or self.gap is None else max(gap, self.gap)


def share(value: Fraction | None, reach: Fraction | None) -> Fraction | None:
    """By how much the bound is above the value, as a share of it; None of nothing."""
    if value is None:
        return None
    if reach is None or reach <= value:
        return Fraction()
    return reach / value - 1 if value > 0 else None


def solve(problem: Problem, rule: Rule, *, weights: Sequence[int] | None, deadline: float | None) -> Answer:
    """The answer by this rule; deadline: an instant. Raises BadProblem."""
    began = time.perf_counter()
    mixed = Mixed(problem)
    course = _Course(Branching(mixed), deadline)
    exponents = tuple(weights or (1,) * mixed.table.parties)
    ideal: tuple[Fraction, ...] = ()
    try:
        if rule is Rule.NASH or rule is Rule.MNW:
            origins = mixed.table.reservations if rule is Rule.MNW else (0,) * len(exponents)
            _product(course, exponents, origins)
        elif rule is Rule.UTILITARIAN:
            course.proof = {"better": [course.stage(Sum(factors_of(mixed.table.units))).tree]}
        elif rule is Rule.EGALITARIAN:
            course.proof = {"better": _leximin(course, factors_of(mixed.table.units))}
        else:
            ideal = _kalai_smorodinsky(course, mixed)
    except NoAgreement:
        pass
    found = course.best
    agreement = found is not None
    proven = course.gap == 0
    return Answer(
        criterion=rule.value,
        agreement=agreement,
        package=found.package if found else None,
        utilities=problem.utilities(found.package) if found and found.package else (),
        proven=proven,
        gap=None if course.gap is None else upwards(course.gap),
        method=METHOD,
        seconds=time.perf_counter() - began,
        certificate=course.proof,
        ideal=ideal,
        weights=tuple(weights or ()),
    )


def upwards(gap: Fraction) -> float:
    """The gap as a float that is no less."""
    near = float(gap)
    return near if Fraction(near) >= gap else math.nextafter(near, math.inf)


def _product(course: _Course, exponents: tuple[int, ...], origins: tuple[int, ...]) -> None:
    """The greatest product over the greatest number of parties that can have one above 0."""
    parties = range(len(exponents))
    larger: list[object] = []
    for size in range(len(parties), -1, -1):
        able: list[tuple[tuple[int, ...], Found]] = []
        trees: list[object] = []
        unsure = False
        for group in itertools.combinations(parties, size) if size else ():
            own = tuple(int(p in group) for p in parties)
            goal: Measure = Product(own, origins) if any(origins) else Leximin(own, ())
            found = course.engine.run(goal, deadline=course.deadline, start=course.best, enough=True)
            if found.package is None:
                course.proof = {"none": found.tree}
                course.gap = Fraction() if found.reach is None else None
                raise NoAgreement
            course.best = course.best or found
            if found.value:
                able.append((group, found))
                continue
            trees.append(found.tree)
            unsure = unsure or (found.reach or 0) > 0
        if not able and size:
            larger = trees
            course.widen(None if unsure else Fraction())
            continue
        course.widen(None if unsure else Fraction())
        best, better = course.best, []
        value, reach = Fraction(0), Fraction(0)
        for group in itertools.combinations(parties, size) if size else ():
            own = tuple(a if p in group else 0 for p, a in enumerate(exponents))
            start = next((found for one, found in able if one == group), best)
            found = course.engine.run(Product(own, origins), deadline=course.deadline, start=start)
            better.append(found.tree)
            reach = max(reach, found.reach or reach)
            if found.value is not None and found.value > value:
                value, course.best = found.value, found
        course.widen(share(value, reach) if size else Fraction())
        course.proof = {"larger": larger, "better": better}
        return


def _leximin(course: _Course, factors: tuple[int, ...]) -> list[object]:
    sums: tuple[Fraction, ...] = ()
    trees: list[object] = []
    for n in range(sum(1 for f in factors if f)):
        found = course.stage(Leximin(factors, sums))
        trees.append(found.tree)
        sums = tuple(prefixes(factors, found.gains or ())[: n + 1])
    return trees


def _kalai_smorodinsky(course: _Course, mixed: Mixed) -> tuple[Fraction, ...]:
    parties = range(mixed.table.parties)
    most, ideals, blur = [], [], Fraction()
    for party in parties:
        found = course.stage(Sum(tuple(int(p == party) for p in parties)), counted=False)
        most.append((found.gains or ())[party])
        apart = share(found.value, found.reach)
        if apart is None:
            course.gap = None
        else:
            blur = max(blur, apart)
        ideals.append([package_as_json(found.package or {}), found.tree])
    trees = _leximin(course, factors_of(most))
    course.proof = {"ideals": ideals, "better": trees}
    if course.gap is not None:
        course.gap = (1 + course.gap) * (1 + blur) - 1
    return tuple(
        party.reservation + got / unit
        for party, got, unit in zip(mixed.problem.parties, most, mixed.table.units, strict=True)
    )


def frontier(problem: Problem, *, deadline: float | None = None) -> Frontier:
    """Two parties: the corners of the hull of what they can have, and a package behind each.

    - Where all issues are amounts that move freely and all curves are concave, the efficient points are exactly the
      straight lines between neighbouring corners; `proven` says that these are all and each is exact.
    - Else the corners are efficient, and between them there may be points below the line: `proven` is False.
    - By weights at a right angle to each line between two corners that are known (dichotomy; Y. P. Aneja and
      K. P. K. Nair, Bicriteria transportation problem, 1979).

    Raises BadProblem for another number of parties.
    """
    began = time.perf_counter()
    if len(problem.parties) != 2:
        raise BadProblem("parties: where an amount moves freely, the frontier is that of two")
    mixed = Mixed(problem)
    convex = mixed.decided(tuple(tuple(range(len(rows))) for rows in mixed.table.points))
    floor = [
        party.reservation + Fraction(least, unit)
        for party, least, unit in zip(problem.parties, _lowest(mixed), mixed.table.units, strict=True)
    ]
    parties = tuple(replace(party, reservation=low) for party, low in zip(problem.parties, floor, strict=True))
    course = _Corners(replace(problem, parties=parties), deadline)
    found = course.all()
    points = tuple(Point(each.utilities, each.package, problem.rational(each.package)) for each in found)
    method = "weighted sums" if convex else "weighted sums: corners of the hull only"
    return Frontier(points, course.exact and convex, method, time.perf_counter() - began, certificate={})


def _lowest(mixed: Mixed) -> list[int]:
    """No package gains a party less."""
    table = mixed.table
    return [
        sum(min(row[p] for row in rows) for rows in table.points)
        + sum(min(box.points[p], 0) for box in table.boxes)
        - table.reservations[p]
        for p in range(table.parties)
    ]


@dataclass
class _Corners:
    problem: Problem
    deadline: float | None
    exact: bool = True

    def all(self) -> list[Point]:
        """Falling in the first party's utility; those on a line between others left out."""
        first, last = self._end(0), self._end(1)
        if first is None or last is None:
            return []
        done, todo = [first], [(first, last)]
        while todo:
            one, other = todo.pop()
            if one.utilities == other.utilities:
                continue
            between = self._between(one, other)
            if between is None or len(done) + len(todo) > MOST:
                done.append(other)
            else:
                todo += [(between, other), (one, between)]
        return _bent(done)

    def _end(self, party: int) -> Point | None:
        """The most for the party, then for the other."""
        own = Mixed(self.problem)
        found = self._run(own, Sum(tuple(int(p == party) for p in range(2))))
        if found is None:
            return None
        top = self.problem.utilities(found.package)[party]
        parties: list[Party] = list(self.problem.parties)
        parties[party] = replace(parties[party], reservation=top)
        return self._run(Mixed(replace(self.problem, parties=tuple(parties))), Sum((int(party == 1), int(party == 0))))

    def _run(self, mixed: Mixed, goal: Measure) -> Point | None:
        found = Branching(mixed).run(goal, deadline=self.deadline)
        self.exact &= share(found.value, found.reach) == 0 or (found.package is None and found.reach is None)
        if found.package is None:
            return None
        return Point(self.problem.utilities(found.package), found.package, True)

    def _between(self, one: Point, other: Point) -> Point | None:
        """A corner above the line between the two, or None."""
        slopes = (other.utilities[1] - one.utilities[1], one.utilities[0] - other.utilities[0])
        mixed = Mixed(self.problem)
        rates = [slope / unit for slope, unit in zip(slopes, mixed.table.units, strict=True)]
        scale = math.lcm(*(rate.denominator for rate in rates))
        found = self._run(mixed, Sum(tuple(int(rate * scale) for rate in rates)))
        if found is None:
            return None

        def weigh(point: Point) -> Fraction:
            return sum((s * u for s, u in zip(slopes, point.utilities, strict=True)), Fraction())

        return found if weigh(found) > weigh(one) else None


def _bent(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if kept and point.utilities == kept[-1].utilities:
            continue
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _straight(one: Point, middle: Point, other: Point) -> bool:
    (a, b), (c, d), (e, f) = one.utilities, middle.utilities, other.utilities
    return (c - a) * (f - b) == (e - a) * (d - b)
