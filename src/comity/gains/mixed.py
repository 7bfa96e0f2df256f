"""A problem whose amounts move freely, in whole numbers: what a node weighs at most, exactly, and packages in it.

- An amount is a mixture of two neighbouring corners of the parties' curves (branching.py).
- Duals of the relaxation are rounded to whole numbers; whatever they are, the bound they give is exact.
- A package is rounded to short fractions, and mixed with one that leaves room where that breaks a limit.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.cone import Floats, Kept, Programme, Room, Solved
from comity.gains.measures import Gains, Measure
from comity.gains.model import Amount, BadProblem, Budget, Curve, Package, Problem, Value
from comity.gains.searching import Tree
from comity.gains.table import Table, tabulated

SHORT = (100, 10_000, 1_000_000)  # denominators tried for duals and amounts
FINE = 1 << 40


@dataclass(frozen=True)
class Duals:
    """Whole multipliers."""

    weights: list[int]
    rates: list[int]
    passed: dict[tuple[int, int], int]


class Mixed:
    """A problem with free amounts. Raises BadProblem where a condition or interaction is about one of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.free = [isinstance(issue, Amount) and issue.step is None for issue in problem.issues]
        _refuse_conditions(problem)
        values = tuple(
            corners(problem, issue.name) if free else issue.values()
            for issue, free in zip(problem.issues, self.free, strict=True)
        )
        self.table: Table = tabulated(problem, values)
        self.programme = Programme(self.table)
        self.bends = [self._bends(j) if free else set[int]() for j, free in enumerate(self.free)]
        self.factors = [unit / party.scale for unit, party in zip(self.table.units, problem.parties, strict=True)]
        self.interior: dict[Kept, Package | None] = {}

    def _bends(self, issue: int) -> set[int]:
        """Corners at which a curve is not concave."""
        xs, rows = self.table.values[issue], self.table.points[issue]
        slopes = [
            [Fraction(b - a) / (Fraction(x1) - Fraction(x0)) for a, b in zip(r0, r1, strict=True)]
            for (x0, r0), (x1, r1) in itertools.pairwise(zip(xs, rows, strict=True))
        ]
        return {
            n
            for n, (before, after) in enumerate(itertools.pairwise(slopes), 1)
            if any(b < a for b, a in zip(before, after, strict=True))
        }

    def gains(self, package: Package) -> tuple[Fraction, ...]:
        """Points above the reservation values, in the table's units."""
        return tuple(
            (got - party.reservation) * unit
            for got, party, unit in zip(
                self.problem.utilities(package), self.problem.parties, self.table.units, strict=True
            )
        )

    def decided(self, kept: Kept) -> bool:
        """Whether only amounts along which every curve is concave are open."""
        return all(
            not any(options[0] < n < options[-1] for n in bends) if free else len(options) == 1
            for options, free, bends in zip(kept, self.free, self.bends, strict=True)
        )

    def most(self, kept: Kept, duals: Duals) -> int:
        """The most that weights x gains come to in any package of the node: exact."""
        table, boxes = self.table, self.programme.boxes
        total = -sum(w * least for w, least in zip(duals.weights, table.reservations, strict=True))
        worth = [
            {o: sum(w * u for w, u in zip(duals.weights, rows[o], strict=True)) for o in options}
            for rows, options in zip(table.points, kept, strict=True)
        ]
        for rate, limit in zip(duals.rates, table.limits, strict=True):
            total += rate * limit.most
            for issue, costs in limit.costs:
                for o in worth[issue]:
                    worth[issue][o] -= rate * costs[o]
        for n, box in enumerate(boxes):
            passed = [duals.passed.get((n, issue), 0) for issue, _ in box.where]
            bonus = sum(w * u for w, u in zip(duals.weights, box.points, strict=True)) if box.points else None
            if bonus is not None and max(box.points) > 0:
                possible = all(any(o in options for o in kept[issue]) for issue, options in box.where)
                total += max(0, bonus - sum(passed)) if possible else 0
            else:
                total -= passed[0] * (len(box.where) - 1) if passed else 0
                total += bonus or 0 if not passed else 0
            for (issue, options), amount in zip(box.where, passed, strict=True):
                for o in worth[issue]:
                    worth[issue][o] += amount if o in options else 0
        return total + sum(max(own.values()) for own in worth)

    def duals(self, solved: Solved, goal: Measure | None, gains: Gains | None) -> Iterator[Duals]:
        """Whole multipliers near to those of the relaxation, short fractions first."""
        base = goal.base(gains) if goal and gains is not None else [Fraction(1)] * self.table.parties
        shares = [w / float(b) for w, b in zip(solved.weights, base, strict=True)]
        top = max(shares)
        if goal is not None and top > 0:
            for short in SHORT:
                weights = [Fraction(s / top).limit_denominator(short) * b for s, b in zip(shares, base, strict=True)]
                rates = [self._rate(n, weights, Fraction(rate / top), short) for n, rate in enumerate(solved.rates)]
                passed = {k: Fraction(a / top).limit_denominator(short) for k, a in solved.passed.items()}
                yield self._whole(weights, rates, passed)
        top = max([*solved.weights, *solved.rates, *map(abs, solved.passed.values())], default=0.0) or 1.0
        yield self._whole(
            [Fraction(max(round(w / top * FINE), 1 if goal else 0)) for w in solved.weights],
            [Fraction(round(rate / top * FINE)) for rate in solved.rates],
            {key: Fraction(round(amount / top * FINE)) for key, amount in solved.passed.items()},
        )

    def _rate(self, limit: int, weights: Sequence[Fraction], near: Fraction, short: int) -> Fraction:
        """A rate at which some amount's neighbouring corners weigh the same, if one is near enough."""
        best = near.limit_denominator(short)
        if near < Fraction(1, 10**7) * max(weights):
            return Fraction()
        found = Fraction(1, 10**4) * near
        for issue, costs in self.table.limits[limit].costs:
            if not self.free[issue]:
                continue
            for o in range(len(costs) - 1):
                worth = sum(
                    w * (b - a)
                    for w, a, b in zip(
                        weights, self.table.points[issue][o], self.table.points[issue][o + 1], strict=True
                    )
                )
                rate = Fraction(worth, costs[o + 1] - costs[o]) if costs[o + 1] != costs[o] else near * 2
                if abs(rate - near) < found:
                    best, found = rate, abs(rate - near)
        return best

    def _whole(
        self, weights: Sequence[Fraction], rates: Sequence[Fraction], passed: dict[tuple[int, int], Fraction]
    ) -> Duals:
        scale = math.lcm(*(each.denominator for each in (*weights, *rates, *passed.values())))
        whole = [int(w * scale) for w in weights]
        amounts = {key: int(amount * scale) for key, amount in passed.items()}
        for n, box in enumerate(self.programme.boxes):
            if box.points and max(box.points) <= 0:  # no more than the box takes away
                least = sum(w * u for w, u in zip(whole, box.points, strict=True))
                amounts |= {(n, i): max(amounts.get((n, i), 0), least) for i, _ in box.where}
        return Duals(whole, [int(rate * scale) for rate in rates], {key: a for key, a in amounts.items() if a})

    def leaf(self, duals: Duals) -> Tree:
        """As certificates hold it."""
        made: Tree = {"w": duals.weights}
        if duals.passed:
            boxes = self.programme.boxes
            made["a"] = [[boxes[n].number, issue, amount] for (n, issue), amount in duals.passed.items()]
        if duals.rates:
            made["l"] = [rate * limit.factor for rate, limit in zip(duals.rates, self.table.limits, strict=True)]
        return made

    def packages(self, kept: Kept, shares: Sequence[Floats]) -> Iterator[Package]:
        """Feasible packages near to these shares where the node is decided: amounts as short fractions, then finer."""
        for short in (1, *SHORT, FINE):
            package: dict[str, Value] = {}
            for name, values, options, own, free in zip(
                self.table.names, self.table.values, kept, shares, self.free, strict=True
            ):
                if not free:
                    package[name] = values[options[0]]
                    continue
                low, high = Fraction(values[options[0]]), Fraction(values[options[-1]])
                near = sum(float(s) * float(values[o]) for s, o in zip(own, options, strict=True))
                package[name] = min(max(Fraction(near).limit_denominator(short), low), high)
            yield from self._mended(kept, package)

    def _mended(self, kept: Kept, package: Package) -> Iterator[Package]:
        if self.problem.allows(package) and min(self.gains(package)) >= 0:
            yield package
            return
        inner = self._inner(kept)
        if inner is None:
            return
        missing = [(-g, i) for g, i in zip(self.gains(package), self.gains(inner), strict=True) if g < 0]
        missing += [
            (_spent(each, package) - each.most, each.most - _spent(each, inner))
            for each in self.problem.constraints
            if isinstance(each, Budget) and not each.allows(package)
        ]
        if any(room <= 0 for _, room in missing):
            return
        share = max((short / (short + room) for short, room in missing), default=Fraction(1))
        if share > Fraction(1, 2):
            return
        mixed: dict[str, Value] = {
            name: value if isinstance(value, str) or value == inner[name] else _mix(share, value, inner[name])
            for name, value in package.items()
        }
        if self.problem.allows(mixed) and min(self.gains(mixed)) >= 0:
            yield mixed

    def _inner(self, kept: Kept) -> Package | None:
        """A package of the decided node that leaves as much room as can be."""
        if kept not in self.interior:
            self.interior[kept] = None
            solved = self.programme.solve(kept, Room())
            if solved is not None and solved.value > 0:
                self.interior[kept] = next(self.packages(kept, solved.shares), None)
        return self.interior[kept]


def corners(problem: Problem, issue: str) -> tuple[Value, ...]:
    """Where some party's curve may bend, rising; both ends among them."""
    amount = problem.by_name[issue]
    found = {Fraction(amount.low), Fraction(amount.high)} if isinstance(amount, Amount) else set()
    for party in problem.parties:
        worth = party.worth.get(issue)
        if isinstance(worth, Curve):
            found |= {Fraction(x) for x, _ in worth.corners}
    return tuple(sorted(found))


def _refuse_conditions(problem: Problem) -> None:
    free = {issue.name for issue in problem.issues if isinstance(issue, Amount) and issue.step is None}
    for party in problem.parties:
        for number, joint in enumerate(party.interactions, 1):
            for condition in joint.when:
                if condition.issue in free:
                    raise BadProblem(
                        f"parties.{party.name}.interactions[{number}].when.{condition.issue}: "
                        "a condition on an amount that moves freely; give it a step"
                    )
    for number, each in enumerate(problem.constraints, 1):
        if isinstance(each, Budget):
            continue
        named = [*each.when, each.then] if hasattr(each, "then") else [*each.when]
        for condition in named:
            if condition.issue in free:
                raise BadProblem(
                    f"constraints[{number}].{condition.issue}: "
                    "a condition on an amount that moves freely; give it a step, or state a budget"
                )


def _spent(budget: Budget, package: Package) -> Fraction:
    return sum((rate * Fraction(package[name]) for name, rate in budget.rates.items()), Fraction())


def _mix(share: Fraction, value: Value, inner: Value) -> Fraction:
    return (1 - share) * Fraction(value) + share * Fraction(inner)
