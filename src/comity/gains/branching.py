"""Amounts that move freely: one package by a measure, by branch and bound with exact bounds.

- An amount is a mixture of two neighbouring corners of the parties' curves. Where every curve is concave between the
  corners that are left, any mixture of corners is worth no more than the amount itself, so that the relaxation
  (cone.py) is exact; elsewhere the corners are split. Options are split as in relaxed.py.
- The duals are rounded to whole numbers: weights `w` of parties, rates `l` of budgets, amounts `a` that a box passes to
  issues. With them the most that a package of the node can weigh is found issue by issue, exactly.
- The package is rounded to fractions, mixed with one that leaves room where that breaks a limit, and its gains taken
  exactly. Rounding duals to short fractions, and rates to the ratios at corners, often makes the bound meet the value:
  then the answer is proven. Else the bound is a hair above it, and the gap says by how much.

A. H. Land and A. G. Doig, An automatic method of solving discrete programming problems, Econometrica 28, 1960.
"""

import heapq
import itertools
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from comity.gains.cone import Floats, Kept, Programme, Room, Solved
from comity.gains.measures import Gains, Leximin, Measure
from comity.gains.model import Amount, BadProblem, Budget, Curve, Package, Problem, Value
from comity.gains.searching import Tree
from comity.gains.table import Table, tabulated

NEAR = Fraction(1, 10**9)  # a node that could be better by no more than this share is done
SHORT = (100, 10_000, 1_000_000)  # denominators tried for duals and amounts
FINE = 1 << 40


@dataclass(frozen=True)
class Duals:
    """Whole multipliers."""

    weights: list[int]
    rates: list[int]
    passed: dict[tuple[int, int], int]


@dataclass
class Found:
    """A stage: the best package and its gains, the tree, and the most that any package could come to."""

    tree: Tree
    gains: tuple[Fraction, ...] | None = None
    package: Package | None = None
    value: Fraction | None = None
    reach: Fraction | None = None  # None: nothing is feasible
    complete: bool = True


@dataclass(order=True)
class _Node:
    order: tuple[float, int]
    kept: Kept = field(compare=False)
    node: Tree = field(compare=False)
    duals: Duals | None = field(compare=False)
    reach: Fraction | None = field(compare=False)


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


class Branching:
    """One stage at a time; see the module."""

    def __init__(self, mixed: Mixed) -> None:
        self.mixed = mixed
        self.all: Kept = tuple(tuple(range(len(options))) for options in mixed.table.points)

    def run(self, goal: Measure, *, deadline: float | None, start: Found | None = None, enough: bool = False) -> Found:
        """The best package by the measure. start: a stage before, whose package may do.

        enough: a value above 0 is, and then there is no tree.
        """
        root: Tree = {}
        self.goal, self.found, self.seen = goal, Found(root), set[Kept]()
        if start is not None and start.package is not None:
            self._take(start.package)
        self.leaves: list[tuple[Tree, Kept, Duals, Fraction | None]] = []
        number = itertools.count()
        todo = [_Node((0.0, next(number)), self.all, root, None, None)]
        while todo:
            if enough and self.found.value is not None and self.found.value > 0:
                return self.found
            each = heapq.heappop(todo)
            late = deadline is not None and time.monotonic() > deadline and each.duals is not None
            if each.duals is not None and (late or self._done(each.reach)):
                self.found.complete &= not late
                self.leaves.append((each.node, each.kept, each.duals, each.reach))
                continue
            solved, duals, reach = self._bound(each)
            if self._done(reach) or self.mixed.decided(each.kept):
                self.leaves.append((each.node, each.kept, duals, reach))
                continue
            for kept, node in self._split(each, solved):
                heapq.heappush(todo, _Node((-_log(reach), next(number)), kept, node, duals, reach))
        for node, _, duals, reach in self.leaves:
            node.update(self.mixed.leaf(duals))
            if reach is not None:
                self.found.reach = reach if self.found.reach is None else max(self.found.reach, reach)
        return self.found

    def _done(self, reach: Fraction | None) -> bool:
        if reach is None:
            return True
        value = self.found.value
        return value is not None and reach <= value + abs(value) * NEAR

    def _take(self, package: Package) -> None:
        gains = self.mixed.gains(package)
        value = self.goal.value(gains)
        if value >= 0 and (self.found.value is None or value > self.found.value):
            self.found.value, self.found.gains, self.found.package = value, gains, package

    def _bound(self, each: _Node) -> tuple[Solved, Duals, Fraction | None]:
        """The relaxation; on the way better packages; the duals with the lowest exact bound."""
        mixed, kept = self.mixed, each.kept
        solved = mixed.programme.solve(kept, self.goal)
        if solved is None and isinstance(self.goal, Leximin):
            solved = self._earlier(kept, self.goal)
        if solved is None:
            room = mixed.programme.solve(kept, Room())
            if room is None:  # it always has a solution
                raise ArithmeticError("the relaxation failed")
            for duals in mixed.duals(room, None, None):
                if mixed.most(kept, duals) < 0:
                    return room, duals, None
            weights = [FINE // max(int(s), 1) + 1 for s in mixed.programme.spread]
            flat = Solved(room.shares, [float(w) for w in weights], [0.0] * len(room.rates), {}, 0.0)
            return flat, *self._least(kept, flat, each)
        self._round(kept, solved)
        return solved, *self._least(kept, solved, each)

    def _earlier(self, kept: Kept, goal: Leximin) -> Solved | None:
        """Where the node does not come to what the stages before have reached: the relaxation of the last that can."""
        for n in reversed(range(len(goal.sums))):
            solved = self.mixed.programme.solve(kept, Leximin(goal.factors, goal.sums[:n]))
            if solved is not None:
                return solved
        return None

    def _least(self, kept: Kept, solved: Solved, each: _Node) -> tuple[Duals, Fraction | None]:
        mixed, best = self.mixed, each.duals
        reach = each.reach
        if best is not None:
            reach = self.goal.reach(best.weights, Fraction(mixed.most(kept, best)))
        for duals in mixed.duals(solved, self.goal, self.found.gains):
            try:
                reached = self.goal.reach(duals.weights, Fraction(mixed.most(kept, duals)))
            except ZeroDivisionError:
                continue
            if best is None or reached is None or (reach is not None and reached < reach):
                best, reach = duals, reached
            if reach is None or (self.found.value is not None and reach <= self.found.value):
                break
        if best is None:  # the last candidate has weights above 0
            raise ArithmeticError("the relaxation has no duals")
        return best, reach

    def _round(self, kept: Kept, solved: Solved) -> None:
        """Settle what is open as the shares have it most, and take the packages there."""
        mixed = self.mixed
        fixed: list[tuple[int, ...]] = []
        for options, shares, free, bends, values in zip(
            kept, solved.shares, mixed.free, mixed.bends, mixed.table.values, strict=True
        ):
            if not free:
                fixed.append((options[int(shares.argmax())],))
            elif not any(options[0] < n < options[-1] for n in bends):
                fixed.append(options)
            else:
                near = sum(float(s) * float(values[o]) for s, o in zip(shares, options, strict=True))
                ends = sorted({options[0], options[-1], *(n for n in bends if options[0] < n < options[-1])})
                low = max((n for n in ends[:-1] if float(values[n]) <= near), default=ends[0])
                high = ends[ends.index(low) + 1]
                fixed.append(tuple(range(low, high + 1)))
        chosen = tuple(fixed)
        if chosen in self.seen:
            return
        self.seen.add(chosen)
        if chosen != kept:
            again = mixed.programme.solve(chosen, self.goal)
            if again is None:
                return
            solved = again
        for package in mixed.packages(chosen, solved.shares):
            self._take(package)

    def _split(self, each: _Node, solved: Solved) -> list[tuple[Kept, Tree]]:
        """The issue that is most undecided: its likeliest option and the rest; else an amount, at a bend."""
        mixed, kept, best, issue = self.mixed, each.kept, -1.0, None
        for j, (options, shares) in enumerate(zip(kept, solved.shares, strict=True)):
            if not mixed.free[j] and len(options) > 1 and 1.0 - float(shares.max()) > best:
                best, issue = 1.0 - float(shares.max()), j
        bent = [
            (j, n)
            for j, (options, bends) in enumerate(zip(kept, mixed.bends, strict=True))
            for n in bends
            if options[0] < n < options[-1]
        ]
        if issue is not None and (best > 1e-7 or not bent):
            first = kept[issue][int(solved.shares[issue].argmax())]
            parts = [(first,), tuple(o for o in kept[issue] if o != first)]
        else:
            issue, at = min(bent, key=lambda one: self._apart(one, kept, solved))
            parts = [tuple(o for o in kept[issue] if o <= at), tuple(o for o in kept[issue] if o >= at)]
        children: list[Tree] = [{} for _ in parts]
        each.node["issue"] = issue
        each.node["parts"] = [[list(part), child] for part, child in zip(parts, children, strict=True)]
        return [((*kept[:issue], part, *kept[issue + 1 :]), child) for part, child in zip(parts, children, strict=True)]

    def _apart(self, one: tuple[int, int], kept: Kept, solved: Solved) -> tuple[float, float]:
        """Amounts whose shares lie on corners that are no neighbours first; then the nearest bend."""
        issue, at = one
        values = self.mixed.table.values[issue]
        held = [o for o, s in zip(kept[issue], solved.shares[issue], strict=True) if float(s) > 1e-7]
        near = sum(float(s) * float(values[o]) for s, o in zip(solved.shares[issue], kept[issue], strict=True))
        width = float(values[-1]) - float(values[0]) or 1.0
        inside = bool(held) and held[0] < at < held[-1]
        return (0.0 if inside else 1.0, abs(float(values[at]) - near) / width)


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


def _log(reach: Fraction | None) -> float:
    """The order of what can be reached, however large."""
    if reach is None or reach <= 0:
        return -math.inf
    return math.log(reach.numerator) - math.log(reach.denominator)
