"""Refute, by a tree, that a feasible package lies in a region of gains. Trusted by certify.py, used by no solver.

- Points are made whole, party by party, by the least factor that makes its points and its reservation value whole;
  gains are whole points above the reservation value.
- A region demands of its gains, for weights w >= 0, that w x gains is at least so much.
- A tree splits the packages until each leaf is refuted by weights `w`: the most that a package of the leaf can weigh is
  found issue by issue. A box (an interaction, or what is forbidden) passes `a` from itself to the options that fit it;
  a budget is charged at the rate `l`. Where that does not reach, every package that loses little enough is looked at.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import add, ge, mul
from typing import Any

from comity.gains.model import Budget, Condition, Package, Problem, Required

Gains = Sequence[int]
Region = tuple[Callable[[Gains], int], Callable[[Gains], bool]]  # the least that gains weigh in it; do gains lie in it?
PATIENCE = 300_000  # packages that one leaf is listed by


class Refused(Exception):
    """The answer does not follow; one sentence that begins with the key."""


def want(holds: object, sentence: str) -> None:
    """Raises Refused unless it holds."""
    if not holds:
        raise Refused(sentence)


def whole(numbers: Iterable[object], least: float = -math.inf, most: float = math.inf) -> bool:
    """Whether all are whole numbers, true and false not among them, within these ends."""
    return all(type(n) is int and least <= n <= most for n in numbers)


def above(powers: Gains, origins: Gains, most: int) -> Region:
    """The product of (gain + origin)^power is above `most`: prod (g / a)^a <= (sum g / A)^A. Power 0: left out."""
    used, total = [(p, a) for p, a in enumerate(powers) if a], sum(powers)

    def needs(w: Gains) -> int:
        goal = (most + 1) * total**total * math.prod(Fraction(w[p], a) ** a for p, a in used)
        low, high = 0, 4 << math.ceil(goal).bit_length() // total  # the least whole number whose power reaches the goal
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if middle**total >= goal else (middle + 1, high)
        return low - sum(w[p] * origins[p] for p, _ in used)

    return needs, lambda g: min(g) >= 0 and math.prod((g[p] + origins[p]) ** a for p, a in used) > most


def least_sums(factors: Gains, sums: Gains) -> Region:
    """The 1, 2, ... least of factor x gain come to these sums, the last to more. Factor 0: left out."""
    goals = [*sums[:-1], sums[-1] + 1]
    steps = [Fraction(b - a) for a, b in itertools.pairwise([0, *goals])]
    steps += [Fraction(goals[-1], len(goals))] * (sum(f > 0 for f in factors) - len(goals))

    def needs(w: Gains) -> int:  # the heaviest weight to the least gain; later ones are no less than the mean so far
        rates = sorted((Fraction(a, f) for a, f in zip(w, factors, strict=True) if f), reverse=True)
        return math.ceil(sum(rate * step for rate, step in zip(rates, steps, strict=True)))

    def inside(g: Gains) -> bool:
        reached = itertools.accumulate(sorted(f * a for f, a in zip(factors, g, strict=True) if f))
        return min(g) >= 0 and all(got >= goal for got, goal in zip(reached, goals, strict=False))

    return needs, inside


def corner(least: Gains) -> Region:
    """Every party gains so much."""
    return lambda w: sum(map(mul, w, least)), lambda g: all(map(ge, g, least))


class Whole:
    """The problem in whole numbers: points[issue][option][party]; boxes with their points, None where forbidden."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.values = problem, [issue.values() for issue in problem.issues]
        self.number = {name: j for j, name in enumerate(problem.by_name)}
        self.budgets = [each for each in problem.constraints if isinstance(each, Budget)]
        self.units, self.least, columns = list[Fraction](), list[int](), []
        self.boxes: list[tuple[dict[int, set[int]], Gains | None]] = []
        for n, party in enumerate(problem.parties):
            worth = [(party.worth.get(name), values) for name, values in zip(self.number, self.values, strict=True)]
            own = [[Fraction(each.at(value) if each else 0) for value in values] for each, values in worth]
            reserved, joint = party.reservation * party.scale, [Fraction(each.points) for each in party.interactions]
            factor = math.lcm(*(u.denominator for u in itertools.chain([reserved], joint, *own)))
            self.units.append(factor * party.scale)
            self.least.append(int(reserved * factor))
            columns.append([[int(u * factor) for u in row] for row in own])
            for each, u in zip(party.interactions, joint, strict=True):
                row = [int(u * factor) if p == n else 0 for p in range(len(problem.parties))]
                self.boxes.append((self._box(each.when), row))
        self.points: list[list[tuple[int, ...]]] = [[*zip(*rows, strict=True)] for rows in zip(*columns, strict=True)]
        for rule in problem.constraints:
            if not isinstance(rule, Budget):
                self.boxes.append((self._box(rule.when, rule.then if isinstance(rule, Required) else None), None))
        bonuses = [row for _, row in self.boxes if row]
        self.floor = [  # what each party gains at least, whatever is agreed
            sum(min(row[p] for row in rows) for rows in self.points) + sum(min(row[p], 0) for row in bonuses) - least
            for p, least in enumerate(self.least)
        ]

    def _box(self, when: Iterable[Condition], fails: Condition | None = None) -> dict[int, set[int]]:
        box: dict[int, set[int]] = {}
        for condition, holds in [*((each, True) for each in when), *([(fails, False)] if fails else [])]:
            j = self.number[condition.issue]
            fits = {o for o, value in enumerate(self.values[j]) if condition.holds(value) is holds}
            box[j] = box.get(j, fits) & fits
        return box

    def gains(self, picks: Sequence[int]) -> tuple[int, ...]:
        """Of a package, by the numbers of its options."""
        rows: list[Gains] = [options[pick] for options, pick in zip(self.points, picks, strict=True)]
        rows += [row for box, row in self.boxes if row and all(picks[j] in fits for j, fits in box.items())]
        return tuple(sum(column) - least for column, least in zip(zip(*rows, strict=True), self.least, strict=True))

    def package(self, picks: Sequence[int]) -> Package:
        """The package in the problem's words."""
        return {name: values[o] for name, values, o in zip(self.number, self.values, picks, strict=True)}

    def refute(self, trees: Iterable[Any], regions: Iterable[Region]) -> None:
        """Raises Refused unless each tree shows that no feasible package lies in its region."""
        for tree, region in zip(trees, regions, strict=True):
            todo = [(tree, [{*range(len(values))} for values in self.values])]
            while todo:
                node, left = todo.pop()
                if "parts" not in node:
                    self._leaf(node, region, left)
                    continue
                j, parts = node["issue"], node["parts"]
                want(whole([j], 0, len(left) - 1), "certificate.issue: is not one")
                want(left[j] <= {o for options, _ in parts for o in options}, "certificate.parts: leave an option out")
                shares = [(below, left[j] & {*options}) for options, below in parts]
                todo += [(below, [*left[:j], share, *left[j + 1 :]]) for below, share in shares if share]

    def _leaf(self, leaf: Mapping[str, Any], region: Region, left: Sequence[set[int]]) -> None:
        weights, rates, amounts = leaf["w"], leaf.get("l", [0] * len(self.budgets)), leaf.get("a", [])
        passed = {(n, j): amount for n, j, amount in amounts}
        want(whole([*weights, *rates], 0), "certificate.w: whole numbers from 0")
        want(whole(itertools.chain(*amounts)) and len(passed) == len(amounts), "certificate.a: whole, each once")
        want(passed.keys() <= {(n, j) for n, (box, _) in enumerate(self.boxes) for j in box}, "certificate.a: no box")

        def weigh(row: Gains) -> Any:  # whole, or a fraction where budgets are
            return sum(w * u for w, u in zip(weights, row, strict=True))

        worth = [{o: weigh(options[o]) for o in own} for options, own in zip(self.points, left, strict=True)]
        most = -weigh(self.least)
        for rate, budget in zip(rates, self.budgets, strict=True):
            most += rate * budget.most
            for j, cost in ((self.number[name], cost) for name, cost in budget.rates.items()):
                worth[j] = {o: u - rate * cost * Fraction(self.values[j][o]) for o, u in worth[j].items()}
        for n, (box, row) in enumerate(self.boxes):
            shares = [(passed.get((n, j), 0), left[j] & fits, left[j] - fits) for j, fits in box.items()]
            most += _kept(None if row is None else weigh(row), shares)
            for j, amount in ((j, amount) for (b, j), amount in passed.items() if b == n):
                worth[j] = {o: u + amount * (o in box[j]) for o, u in worth[j].items()}
        tops = [max(own.values()) for own in worth]
        spare = most + sum(tops) - region[0](weights)
        if spare >= 0:
            near = [
                [(top - u, o) for o, u in own.items() if top - u <= spare] for top, own in zip(tops, worth, strict=True)
            ]
            self._look(region, spare, near)

    def _look(self, region: Region, spare: Any, near: Sequence[Sequence[tuple[Any, int]]]) -> None:
        """Look at every package whose options lose no more than `spare` in all."""
        order = sorted(range(len(near)), key=lambda j: len(near[j]))
        listed: list[tuple[Any, tuple[int, ...], Any]] = [(spare, tuple(-d for d in self.least), None)]
        for j in order:
            rows = [(loss, self.points[j][o], o) for loss, o in near[j]]
            listed = [
                (more - loss, tuple(map(add, gains, row)), (o, before))
                for more, gains, before in listed
                for loss, row, o in rows
                if loss <= more
            ]
            want(len(listed) <= PATIENCE, "certificate: leaves too many packages to look at")
        for _, gains, way in listed:
            if self.boxes or region[1](gains):
                picks, last = [0] * len(near), way
                for j in reversed(order):
                    picks[j], last = last
                better = region[1](self.gains(picks)) and self.problem.allows(self.package(picks))
                want(not better, "certificate: there is a better package")


def _kept(bonus: int | None, shares: Iterable[tuple[int, set[int], set[int]]]) -> float:
    """The most that a box keeps: its bonus where every issue fits (None: forbidden), less what it passes."""
    every: float = 0  # where every issue so far fits
    some = -math.inf  # where one does not
    for amount, fits, misses in shares:
        some = max(some - amount if fits else -math.inf, max(some, every) if misses else -math.inf)
        every = every - amount if fits else -math.inf
    return some if bonus is None else max(some, every + bonus)
