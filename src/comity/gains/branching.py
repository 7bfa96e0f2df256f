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
from dataclasses import dataclass, field
from fractions import Fraction

from comity.gains.cone import Kept, Room, Solved
from comity.gains.measures import Leximin, Measure
from comity.gains.mixed import Duals, Mixed
from comity.gains.model import Package
from comity.gains.searching import Tree

NEAR = Fraction(1, 10**9)  # a node that could be better by no more than this share is done
SHORT = (100, 10_000, 1_000_000)  # denominators tried for duals and amounts
FINE = 1 << 40


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


def _log(reach: Fraction | None) -> float:
    """The order of what can be reached, however large."""
    if reach is None or reach <= 0:
        return -math.inf
    return math.log(reach.numerator) - math.log(reach.denominator)
