"""Check an answer from the problem and its certificate alone: no solver is trusted, none of their code is used.

- Points are made whole, party by party (by the least factor that makes its points and its reservation value whole);
  gains are whole points above the reservation value. A criterion names regions where a better package would lie.
- A tree splits the packages until each leaf is refuted by weights w: the most that a package of the leaf can weigh,
  found issue by issue, against the least that the region demands. A box (an interaction, or what is forbidden) passes
  `a` from itself to its issues; a budget is charged at the rate `l`. Where that does not reach, every package that
  loses little enough is looked at.
- No certificate makes a wrong answer pass; a poor one fails to convince.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from comity.gains import staircase
from comity.gains.model import Budget, Choice, Package, Problem, Required

Gains = Sequence[int]
Region = tuple[Callable[[Gains], int], Callable[[Gains], bool]]  # what w x gains comes to there; do gains lie there?
PATIENCE = 2_000_000  # packages that one leaf, or one frontier, may be listed by
BROKEN = (KeyError, IndexError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)


class Refused(Exception):
    """The answer does not follow; one sentence that begins with the key."""


def check(problem: Problem, answer: Mapping[str, Any]) -> None:
    """Check an answer of `comity solve`, `improve` or `frontier`, read from its JSON. Raises Refused."""
    try:
        _check(problem, answer)
    except BROKEN as error:
        raise Refused(f"answer: is not one: {type(error).__name__}: {error}") from error


def _check(problem: Problem, answer: Mapping[str, Any]) -> None:
    _want(answer["proven"] is True, "proven: is not claimed")
    draft = answer.get("draft")
    view = _View(problem, None if draft is None else problem.utilities(_package(problem, draft)))
    proof, nothing = answer.get("certificate") or {}, [0] * view.parties
    if "points" in answer:
        return _check_frontier(view, answer["points"], proof)
    _want(answer["gap"] == 0, "gap: is not 0")
    if answer["agreement"] is False:
        _want(not answer["package"] and not answer["utilities"], "package: there is no agreement")
        return view.refute(proof["none"], _corner(nothing))
    _want(answer["agreement"] is True, "agreement: is true or false")
    gains, criterion = view.gains(answer["package"], answer["utilities"]), answer["criterion"]
    _want(min(gains) >= 0, "package: gives a party less than its reservation value")
    if criterion in ("nash", "mnw"):
        return _check_product(view, gains, proof, view.least if criterion == "mnw" else nothing)
    if criterion == "utilitarian":
        (tree,), factors = proof["better"], _factors(view.units)
        return view.refute(tree, _total(factors, sum(f * g for f, g in zip(factors, gains, strict=True))))
    _want(criterion in ("egalitarian", "kalai-smorodinsky"), "criterion: is not one")
    factors = _factors(view.units if criterion == "egalitarian" else _ideals(view, proof["ideals"]))
    sums = list(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))
    for k, tree in zip(range(1, len(sums) + 1), proof["better"], strict=True):
        view.refute(tree, _leximin(factors, sums[:k]))
    return None


def _check_product(view: "_View", gains: Gains, proof: Mapping[str, Any], origins: Gains) -> None:
    powers = proof.get("weights") or [1] * view.parties
    _want(all(type(a) is int and a > 0 for a in powers) and min(origins) >= 0, "weights: must be above nothing")
    size = sum(g + o > 0 for g, o in zip(gains, origins, strict=True))
    reached = math.prod((g + o) ** a for g, o, a in zip(gains, origins, powers, strict=True) if g + o > 0)
    for trees, number, above in ((proof["larger"], size + 1, 0), (proof["better"], size, reached)):
        groups = itertools.combinations(range(view.parties), number) if number else ()
        for tree, group in zip(trees, groups, strict=True):
            view.refute(tree, _product([a if p in group else 0 for p, a in enumerate(powers)], origins, above))


def _ideals(view: "_View", ideals: Sequence[Any]) -> list[Fraction]:
    """The most that each party can gain: a package that gives it, and a tree that shows that nothing gives more."""
    most = []
    for party, (package, tree) in zip(range(view.parties), ideals, strict=True):
        gains = view.gains(package)
        _want(min(gains) >= 0, "certificate.ideals: a package gives a party less than its reservation value")
        view.refute(tree, _corner([gains[party] + 1 if p == party else 0 for p in range(view.parties)]))
        most.append(Fraction(gains[party]))
    return most


def _check_frontier(view: "_View", points: Sequence[Mapping[str, Any]], proof: Mapping[str, Any]) -> None:
    found = [view.gains(point["package"], point["utilities"]) for point in points]
    for gains, point in zip(found, points, strict=True):
        _want(point["individually_rational"] is (min(gains) >= 0), "points.individually_rational: is not so")
    _want(len({*found}) == len(found), "points: two are the same")
    if "gaps" not in proof:
        return _want({*found} == view.efficient(), "points: are not the efficient points")
    steps, floor = sorted(found), -view.most
    _want(all(one[1] > other[1] for one, other in itertools.pairwise(steps)), "points: one is better than another")
    corners = zip([floor, *(a + 1 for a, _ in steps)], [*(b + 1 for _, b in steps), floor], strict=True)
    for tree, corner in zip(proof["gaps"], corners, strict=True):
        view.refute(tree, _corner(corner))
    return None


class _View:
    """The problem in whole numbers, made here anew; `left` is a set of options for each issue."""

    def __init__(self, problem: Problem, draft: Sequence[Fraction] | None) -> None:
        self.problem, self.parties = problem, len(problem.parties)
        self.names, self.values = [i.name for i in problem.issues], [i.values() for i in problem.issues]
        self.units, self.least, columns = [], [], []
        self.boxes: list[tuple[dict[int, set[int]], list[int] | None]] = []
        for n, party in enumerate(problem.parties):
            reserved = (party.reservation if draft is None else draft[n]) * party.scale
            own = [
                [Fraction(party.worth[i].at(v) if i in party.worth else 0) for v in vs]
                for i, vs in zip(self.names, self.values, strict=True)
            ]
            extra = [Fraction(each.points) for each in party.interactions]
            factor = math.lcm(reserved.denominator, *(u.denominator for u in itertools.chain(extra, *own)))
            columns.append([[int(u * factor) for u in row] for row in own])
            self.units.append(factor * party.scale)
            self.least.append(int(reserved * factor))
            for each, points in zip(party.interactions, extra, strict=True):
                self.boxes.append(
                    (self._box(each.when), [int(points * factor) * (p == n) for p in range(self.parties)])
                )
        self.points = [[[c[j][o] for c in columns] for o in range(len(v))] for j, v in enumerate(self.values)]
        self.boxes += [
            (self._box(c.when, c.then if isinstance(c, Required) else None), None)
            for c in problem.constraints
            if not isinstance(c, Budget)
        ]
        self.budgets = [c for c in problem.constraints if isinstance(c, Budget)]
        self.most = (
            1
            + sum(map(abs, self.least))
            + sum(abs(u) for rows in [*self.points, [w or [] for _, w in self.boxes]] for row in rows for u in row)
        )

    def _box(self, when: Sequence[Any], unless: Any = None) -> dict[int, set[int]]:
        box: dict[int, set[int]] = {}
        for condition in [*when, *([unless] if unless else [])]:
            j = self.names.index(condition.issue)
            box.setdefault(j, {*range(len(self.values[j]))}).intersection_update(
                o for o, v in enumerate(self.values[j]) if condition.holds(v) is (condition is not unless)
            )
        return box

    def gains(self, package: Mapping[str, Any], utilities: Sequence[float] | None = None) -> tuple[int, ...]:
        """Of a feasible package, whose utilities are these. Raises Refused."""
        named = _package(self.problem, package)
        _want(self.problem.allows(named), "package: breaks a constraint")
        exact = self.problem.utilities(named)
        _want(utilities is None or [float(u) for u in exact] == list(utilities), "utilities: are not the package's")
        return tuple(int(u * unit) - d for u, unit, d in zip(exact, self.units, self.least, strict=True))

    def refute(self, tree: Any, region: Region, left: list[set[int]] | None = None) -> None:
        """Raises Refused unless the tree shows that no feasible package lies in the region."""
        left = left or [{*range(len(values))} for values in self.values]
        if "parts" not in tree:
            return self._leaf(tree, region, left)
        issue, parts = tree["issue"], tree["parts"]
        _want(left[issue] <= {o for options, _ in parts for o in options}, "certificate.parts: an option is left out")
        for options, below in parts:
            if left[issue] & {*options}:
                self.refute(below, region, [s & {*options} if j == issue else s for j, s in enumerate(left)])
        return None

    def _leaf(self, leaf: Mapping[str, Any], region: Region, left: list[set[int]]) -> None:
        weights, rates = leaf["w"], leaf.get("l") or [0] * len(self.budgets)
        _want(all(type(w) is int and w >= 0 for w in [*weights, *rates]), "certificate.w: must be whole, from 0")
        worth = [
            {o: sum(w * u for w, u in zip(weights, self.points[j][o], strict=True)) for o in s}
            for j, s in enumerate(left)
        ]
        bound = -sum(w * d for w, d in zip(weights, self.least, strict=True))
        for rate, budget in zip(rates, self.budgets, strict=True):
            bound += rate * budget.most
            for j, one in ((self.names.index(name), one) for name, one in budget.rates.items()):
                worth[j] = {o: u - rate * one * Fraction(self.values[j][o]) for o, u in worth[j].items()}
        passed: dict[int, dict[int, int]] = {}
        for box, issue, amount in leaf.get("a") or ():
            passed.setdefault(box, {})[issue] = amount
            fits = self.boxes[box][0][issue]
            worth[issue] = {o: u + amount * (o in fits) for o, u in worth[issue].items()}
        for n, (where, points) in enumerate(self.boxes):
            bonus = None if points is None else sum(w * u for w, u in zip(weights, points, strict=True))
            bound += _kept(
                bonus, [(passed.get(n, {}).get(j, 0), left[j] & fits, left[j] - fits) for j, fits in where.items()]
            )
        tops = [max(row.values()) for row in worth]
        spare = bound + sum(tops) - region[0](weights)
        near = [
            sorted((top - u, o) for o, u in row.items() if top - u <= spare)
            for top, row in zip(tops, worth, strict=True)
        ]
        order, looked = sorted(range(len(near)), key=lambda j: len(near[j])), itertools.count()
        stack = [(0, spare, [0] * len(near))] if spare >= 0 else []
        while stack:
            at, spare, picks = stack.pop()
            _want(next(looked) < PATIENCE, "certificate: leaves too many packages to look at")
            if at == len(order):
                package = {n: v[o] for n, v, o in zip(self.names, self.values, picks, strict=True)}
                if self.problem.allows(package):
                    _want(not region[1](self.gains(package)), "certificate: there is a better package")
                continue
            for loss, o in near[order[at]]:
                if loss > spare:
                    break
                stack.append((at + 1, spare - loss, [o if j == order[at] else p for j, p in enumerate(picks)]))

    def efficient(self) -> set[tuple[int, ...]]:
        if not (self.boxes or self.budgets):
            return staircase.by_issue(tuple(-d for d in self.least), self.points)
        _want(self.problem.size <= PATIENCE, "points: too many packages to list without certificate.gaps")
        all_ = (dict(zip(self.names, values, strict=True)) for values in itertools.product(*self.values))
        return staircase.maxima({self.gains(package) for package in all_ if self.problem.allows(package)})


def _kept(bonus: int | None, passed: Sequence[tuple[int, set[int], set[int]]]) -> int:
    """The most that a box can keep: its bonus inside, nothing outside, less what it passes to the issues that fit."""
    inside = None if bonus is None or not all(fits for _, fits, _ in passed) else bonus - sum(a for a, _, _ in passed)
    outside = sum(max([-a] * bool(fits) + [0] * bool(misses)) for a, fits, misses in passed)
    if all(fits and (not misses or a < 0) for a, fits, misses in passed):  # the best is inside: one must step out
        steps = [-a for a, _, misses in passed if misses]
        if not steps:
            return inside if inside is not None else -(10**30)
        outside -= min(steps)
    return outside if inside is None else max(inside, outside)


def _product(powers: Gains, origins: Gains, above: int) -> Region:
    def needs(w: Gains) -> int:  # prod (g / a)^a <= (sum g / A)^A
        goal = (above + 1) * total**total * math.prod(Fraction(w[p], powers[p]) ** powers[p] for p in used)
        return _root(goal, total) - sum(w[p] * origins[p] for p in used)

    used, total = [p for p, a in enumerate(powers) if a], sum(powers)
    return (
        needs,
        lambda g: (
            min(g) >= 0
            and all(g[p] + origins[p] >= 0 for p in used)
            and math.prod((g[p] + origins[p]) ** powers[p] for p in used) > above
        ),
    )


def _root(power: Fraction, degree: int) -> int:
    low, high = 0, 2 << (math.ceil(power).bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**degree >= power else (middle + 1, high)
    return low


def _total(factors: Gains, above: int) -> Region:
    return (
        lambda w: math.ceil((above + 1) * min(Fraction(a, f) for a, f in zip(w, factors, strict=True))),
        lambda g: min(g) >= 0 and sum(f * a for f, a in zip(factors, g, strict=True)) > above,
    )


def _leximin(factors: Gains, sums: Sequence[int]) -> Region:
    goals = [*sums[:-1], sums[-1] + 1]
    steps = [goals[0], *(b - a for a, b in itertools.pairwise(goals))]
    steps += [Fraction(goals[-1], len(goals))] * (sum(f > 0 for f in factors) - len(goals))

    def needs(w: Gains) -> int:  # the heaviest weight to the least gain
        rates = sorted((Fraction(a, f) for a, f in zip(w, factors, strict=True) if f), reverse=True)
        return math.ceil(sum(rate * step for rate, step in zip(rates, steps, strict=True)))

    def inside(g: Gains) -> bool:
        reached = itertools.accumulate(sorted(f * a for f, a in zip(factors, g, strict=True) if f))
        return min(g) >= 0 and all(r >= goal for r, goal in zip(reached, goals, strict=False))

    return needs, inside


def _corner(least: Gains) -> Region:
    return lambda w: sum(a * b for a, b in zip(w, least, strict=True)), lambda g: all(
        a >= b for a, b in zip(g, least, strict=True)
    )


def _factors(units: Sequence[Fraction]) -> list[int]:
    shares = [1 / unit if unit else Fraction() for unit in units]
    scale = math.lcm(*(share.denominator for share in shares))
    return [int(share * scale) for share in shares]


def _package(problem: Problem, package: Mapping[str, Any]) -> Package:
    read = {k: v if isinstance(problem.by_name[k], Choice) else Fraction(str(v)) for k, v in package.items()}
    problem.check(read)
    return read


def _want(holds: bool, sentence: str) -> None:  # noqa: FBT001  a condition, not a switch
    if not holds:
        raise Refused(sentence)
