"""Check an answer where an amount moves freely, from the problem and its certificate alone.

- Shares no code with the solvers; trusted beside it: model.py, refuting.py's `want` and `whole`, exact numbers.
- Checked: the package is feasible and individually rational, its utilities (floats of the exact ones), and the gap: no
  package is better by a larger share of the criterion; `proven` is claimed just where the gap is 0.
- A tree splits what is left until each leaf is bounded by weights `w`, rates `l` of budgets and amounts `a` that a box
  passes to issues; what an amount weighs runs straight between the corners of its curves, so it is bounded at these.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from comity.gains.model import Amount, Budget, Choice, Curve, Package, Problem, Required, Value
from comity.gains.refuting import Refused, want, whole

__all__ = ["Refused", "check_free"]

Reach = Callable[[Sequence[int], Fraction], Fraction]  # weights and the most they weigh: the most of the criterion
KEYS = {"criterion", "seconds", "agreement", "package", "utilities", "proven", "gap", "method", "certificate"}
KEYS |= {"weights", "ties"}
HEAVIEST = 1_000


class _View:
    """The problem in whole points, amounts at the corners of their curves."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.free = problem, [isinstance(i, Amount) and i.step is None for i in problem.issues]
        self.number = {issue.name: j for j, issue in enumerate(problem.issues)}
        self.values = [
            self._corners(issue.name) if free else issue.values()
            for issue, free in zip(problem.issues, self.free, strict=True)
        ]
        self.budgets = [each for each in problem.constraints if isinstance(each, Budget)]
        self.units, self.least, columns = list[Fraction](), list[Fraction](), []
        for party in problem.parties:
            worth = [(party.worth.get(name), self.values[j]) for name, j in self.number.items()]
            own = [[Fraction(each.at(value)) if each else Fraction() for value in values] for each, values in worth]
            least, joint = party.reservation * party.scale, [Fraction(each.points) for each in party.interactions]
            factor = math.lcm(*(u.denominator for u in itertools.chain([least], joint, *own)))
            self.units.append(factor * party.scale)
            self.least.append(least * factor)
            columns.append([[u * factor for u in row] for row in own])
        self.points = [list(zip(*rows, strict=True)) for rows in zip(*columns, strict=True)]
        self.boxes = [
            (self._box([(each, True) for each in joint.when]), (n, joint.points * self.units[n] / party.scale))
            for n, party in enumerate(problem.parties)
            for joint in party.interactions
        ]
        self.rules = [
            self._box(
                [(each, True) for each in rule.when] + ([(rule.then, False)] if isinstance(rule, Required) else [])
            )
            for rule in problem.constraints
            if not isinstance(rule, Budget)
        ]

    def _corners(self, name: str) -> tuple[Value, ...]:
        amount = self.problem.by_name[name]
        curves = [worth for party in self.problem.parties if isinstance(worth := party.worth.get(name), Curve)]
        ends = [amount.low, amount.high] if isinstance(amount, Amount) else []
        return tuple(sorted({*ends, *(x for curve in curves for x, _ in curve.corners)}))

    def _box(self, when: Iterable[tuple[Any, bool]]) -> dict[int, set[int]]:
        box: dict[int, set[int]] = {}
        for condition, holds in when:
            j = self.number[condition.issue]
            want(not self.free[j], "problem: a condition on a free amount")
            fits = {o for o, value in enumerate(self.values[j]) if condition.holds(value) is holds}
            box[j] = box.get(j, fits) & fits
        return box

    def gains(self, package: Package) -> tuple[Fraction, ...]:
        """In whole points above the reservation value, fractions between corners."""
        worth = zip(self.problem.utilities(package), self.units, self.least, strict=True)
        return tuple(u * unit - least for u, unit, least in worth)

    def most(self, tree: Any, reach: Reach) -> Fraction | None:
        """The most of the criterion that any leaf of the tree leaves possible; None: none leaves a package."""
        todo, found = [(tree, [[*range(len(values))] for values in self.values])], list[Fraction]()
        while todo:
            node, left = todo.pop()
            if "parts" not in node:
                bound = self._leaf(node, left)
                found += [] if bound < 0 else [reach(node["w"], bound)]
                continue
            j, parts = node["issue"], node["parts"]
            want(whole([j], 0, len(left) - 1), "certificate.issue: is not one")
            want(all(whole(part, 0, len(self.values[j]) - 1) for part, _ in parts), "certificate.parts: no options")
            if self.free[j]:
                steps = {(o, o + 1) for part, _ in parts for o in range(min(part), max(part))}
                lost = set(itertools.pairwise(left[j])) - steps
                want(not lost and len(left[j]) > 1, "certificate.parts: leave amounts out")
                parts = [(range(min(part), max(part) + 1), below) for part, below in parts]
            want({*left[j]} <= {o for part, _ in parts for o in part}, "certificate.parts: leave an option out")
            for part, below in parts:
                if kept := [o for o in left[j] if o in part]:
                    todo.append((below, [*left[:j], kept, *left[j + 1 :]]))
        return max(found, default=None)

    def _leaf(self, leaf: Mapping[str, Any], left: Sequence[Sequence[int]]) -> Fraction:
        w, rates, amounts = leaf["w"], leaf.get("l", [0] * len(self.budgets)), leaf.get("a", [])
        passed = {(n, j): amount for n, j, amount in amounts}
        want(whole([*w, *rates], 0) and len(w) == len(self.units), "certificate.w: whole numbers from 0")
        want(whole(itertools.chain(*amounts)) and len(passed) == len(amounts), "certificate.a: whole, each once")
        total = Fraction(-sum(a * b for a, b in zip(w, self.least, strict=True)))
        worth = [
            {o: Fraction(sum(a * u for a, u in zip(w, rows[o], strict=True))) for o in own}
            for rows, own in zip(self.points, left, strict=True)
        ]
        for rate, budget in zip(rates, self.budgets, strict=True):
            total += rate * budget.most
            for name, cost in budget.rates.items():
                j = self.number[name]
                worth[j] = {o: u - rate * cost * Fraction(self.values[j][o]) for o, u in worth[j].items()}
        boxes = [(box, w[n] * points) for box, (n, points) in self.boxes] + [(box, None) for box in self.rules]
        want(passed.keys() <= {(n, j) for n, (box, _) in enumerate(boxes) for j in box}, "certificate.a: no box")
        for n, (box, bonus) in enumerate(boxes):
            shares = {j: passed.get((n, j), 0) for j in box}
            possible = all(fits & {*left[j]} for j, fits in box.items())
            if bonus is not None and bonus >= 0:
                want(min(shares.values(), default=0) >= 0, "certificate.a: below nothing")
                total += max(bonus - sum(shares.values()), Fraction()) if possible else 0
            else:  # all hold, or at least one does not: no more than a x (how many hold - how many there are + 1)
                a = min(shares.values(), default=0)
                want({*shares.values()} <= {a} and a <= 0, "certificate.a: not the same for all")
                want(bonus is None or a >= bonus, "certificate.a: more than the box takes")
                total -= a * (len(box) - 1) if box else -(bonus or 0)
            for j, amount in shares.items():
                worth[j] = {o: u + amount * (o in box[j]) for o, u in worth[j].items()}
        return total + sum(max(own.values()) for own in worth)


def check_free(problem: Problem, answer: Mapping[str, Any]) -> tuple[Fraction, ...]:
    """The gains of the package, in whole points. Raises Refused; and KeyError and the like where it is no answer."""
    view, proof, gap = _View(problem), answer["certificate"], answer["gap"]
    number = len(problem.parties)
    want(not answer.keys() - KEYS, "answer: has other keys")
    want(type(gap) in (int, float) and 0 <= gap < math.inf, "gap: is not known")
    want(answer["proven"] is (gap == 0), "proven: is claimed where gap is 0")
    weights = answer.get("weights", [1] * number)
    want(whole(weights, 1, HEAVIEST) and len(weights) == number, f"weights: whole, 1 to {HEAVIEST}, one a party")
    want(type(answer["agreement"]) is bool, "agreement: is true or false")
    if not answer["agreement"]:
        want(answer["package"] is None and answer["utilities"] == [], "package: there is no agreement")
        want(view.most(proof["none"], lambda _w, most: most) is None, "certificate.none: leaves a package")
        return ()
    gains = _gains(view, answer["package"])
    want(answer["utilities"] == [float(u) for u in problem.utilities(_read(problem, answer["package"]))], "utilities")
    want(_gap(view, answer["criterion"], gains, proof, weights) <= Fraction(gap), "gap: is larger")
    return gains


def _gap(
    view: _View, criterion: str, gains: Sequence[Fraction], proof: Mapping[str, Any], weights: Sequence[int]
) -> Fraction:
    if criterion in ("nash", "mnw"):
        nothing = [Fraction()] * len(gains)
        want(criterion == "nash" or min(view.least) >= 0, "criterion: a reservation value is below nothing")
        return _product_gap(view, gains, proof, weights, nothing if criterion == "nash" else view.least)
    factors = _factors(view.units)
    if criterion == "utilitarian":
        total = sum((f * g for f, g in zip(factors, gains, strict=True)), Fraction())
        (tree,) = proof["better"]
        return _share(total, view.most(tree, lambda w, most: _sum(factors, w, most)))
    if criterion == "egalitarian":
        return _leximin_gap(view, gains, proof["better"], factors)
    want(criterion == "kalai-smorodinsky", "criterion: is not one")
    want(len(proof["ideals"]) == len(gains), "certificate.ideals: one for each party")
    ideals, blur = [], Fraction()
    for n, (package, tree) in enumerate(proof["ideals"]):
        alone = [int(p == n) for p in range(len(gains))]
        ideals.append(_gains(view, package)[n])
        blur = max(blur, _share(ideals[n], view.most(tree, lambda w, most, own=alone: _sum(own, w, most))))  # type: ignore[misc]
    return (1 + _leximin_gap(view, gains, proof["better"], _factors(ideals))) * (1 + blur) - 1


def _product_gap(
    view: _View,
    gains: Sequence[Fraction],
    proof: Mapping[str, Any],
    weights: Sequence[int],
    origins: Sequence[Fraction],
) -> Fraction:
    """No larger group can have something each; no group as large has a product greater by a larger share."""
    parties = range(len(gains))
    has = [p for p in parties if gains[p] + origins[p] > 0]
    value = math.prod(((gains[p] + origins[p]) ** weights[p] for p in has), start=Fraction(1))
    reached: dict[int, list[Fraction]] = {}
    for size, trees in ((len(has) + 1, proof["larger"]), (len(has), proof["better"])):
        groups = list(itertools.combinations(parties, size)) if size else []
        want(len(groups) == len(trees), "certificate: not a tree for each group")
        reached[size] = [
            view.most(tree, lambda w, most, own=group: _product(own, weights, origins, w, most)) or Fraction()  # type: ignore[misc]
            for group, tree in zip(groups, trees, strict=True)
        ]
    want(not any(reached[len(has) + 1]), "certificate.larger: leaves a larger group")
    return max((_share(value, each) for each in reached[len(has)]), default=Fraction())


def _product(
    group: Sequence[int], powers: Sequence[int], origins: Sequence[Fraction], w: Sequence[int], most: Fraction
) -> Fraction:
    """The greatest product where w x gains weigh so much: in proportion to the powers, nobody below a gain of 0."""
    used, held = list(group), list[int]()
    if most == 0 and any(w[p] and not origins[p] for p in group):
        return Fraction()
    want(all(w[p] > 0 for p in group), "certificate.w: 0 where something is wanted")
    while True:
        level = (most + sum(w[p] * origins[p] for p in used)) / sum(powers[p] for p in used)
        low = [p for p in used if powers[p] * level < w[p] * origins[p]]
        if not low:
            break
        held, used = held + low, [p for p in used if p not in low]
    rest = math.prod((origins[p] ** powers[p] for p in held), start=Fraction(1))
    return rest * math.prod(((powers[p] * level / w[p]) ** powers[p] for p in used), start=Fraction(1))


def _sum(factors: Sequence[int], w: Sequence[int], most: Fraction) -> Fraction:
    used = [(f, a) for f, a in zip(factors, w, strict=True) if f]
    want(all(a for _, a in used), "certificate.w: 0 where something is wanted")
    return most * max((Fraction(f, a) for f, a in used), default=Fraction())


def _leximin_gap(view: _View, gains: Sequence[Fraction], trees: Any, factors: Sequence[int]) -> Fraction:
    """The sums of the 1, 2, ... least: each by what share it could be more, those before it as they are."""
    sums = list(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))
    want(len(trees) == len(sums), "certificate.better: a tree for each stage")
    gap = Fraction()
    for n, tree in enumerate(trees):

        def reach(w: Sequence[int], most: Fraction, k: int = n) -> Fraction:
            rates = sorted((Fraction(a, f) for a, f in zip(w, factors, strict=True) if f), reverse=True)
            want(rates[k] > 0, "certificate.w: 0 where something is wanted")
            return _least_sums(rates, sums[:k], most)

        gap = max(gap, _share(sums[n], view.most(tree, reach)))
    return gap


def _least_sums(rates: Sequence[Fraction], sums: Sequence[Fraction], most: Fraction) -> Fraction:
    """The most that rising entries v, from 0, come to up to the next one after `sums`.

    Their first i come to sums[i] or more, rates x v to `most` or less; rates fall. In rises of v this is a linear
    programme; a price, and what each sum is worth by it (the second differences of a convex sequence that keeps below
    what the price leaves), are a solution of its dual, which is a bound whatever the price.
    """
    n = len(sums)
    tail = [sum(rates[i:], Fraction()) for i in range(n + 1)]
    price = max((n + 1 - i) / tail[i] for i in range(n + 1))
    if sum((a * b for a, b in zip(_worth(tail[:n]), sums, strict=True)), Fraction()) > most:
        return Fraction(-1)  # the sums alone weigh more: nothing is left
    worth = _worth([price * tail[i] - (n + 1 - i) for i in range(n)])
    return price * most - sum((a * b for a, b in zip(worth, sums, strict=True)), Fraction())


def _worth(left: Sequence[Fraction]) -> list[Fraction]:
    """The second differences of the greatest convex sequence under `left`, then 0."""
    ends = [*left, Fraction(), Fraction()]
    hull = [
        min(
            (ends[a] * (b - i) + ends[b] * (i - a)) / (b - a) if b > a else ends[i]
            for a in range(i + 1)
            for b in range(i, len(left) + 1)
        )
        for i in range(len(left))
    ] + [Fraction(), Fraction()]
    worth = [one - 2 * two + three for one, two, three in zip(hull, hull[1:], hull[2:], strict=False)]
    want(min(worth, default=0) >= 0, "certificate.w: no bound")
    return worth


def _share(value: Fraction, most: Fraction | None) -> Fraction:
    if most is None or most <= value:
        return Fraction()
    want(value > 0, "gap: a share of nothing")
    return most / value - 1


def _factors(units: Sequence[Fraction]) -> list[int]:
    """Whole numbers in the proportion 1 / unit; 0 where the unit is 0."""
    scale = math.lcm(*(Fraction(unit).numerator for unit in units if unit))
    made = [scale / Fraction(unit) if unit else Fraction() for unit in units]
    common = math.lcm(*(each.denominator for each in made))
    return [int(each * common) for each in made]


def _gains(view: _View, package: Mapping[str, Any]) -> tuple[Fraction, ...]:
    read = _read(view.problem, package)
    want(view.problem.allows(read), "package: breaks a constraint")
    gains = view.gains(read)
    want(min(gains) >= 0, "package: gives a party less than its reservation value")
    return gains


def _read(problem: Problem, package: Mapping[str, Any]) -> Package:
    read = {name: v if isinstance(problem.by_name[name], Choice) else _number(v) for name, v in package.items()}
    problem.check(read)
    return read


def _number(value: Any) -> Fraction:
    return Fraction(value) if type(value) is int else Fraction(*map(int, value.split("/")))
