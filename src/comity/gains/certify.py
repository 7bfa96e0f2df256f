"""Check an answer from the problem and its certificate alone: no solver is trusted, none of their code is used.

- Points are made whole, party by party, by the least factor that makes its points and its reservation value whole;
  gains are whole points above the reservation value. A criterion names regions where a better package would lie.
- A tree splits the packages until each leaf is refuted by weights `w`: the most that a package of the leaf can weigh,
  found issue by issue, against the least that the region demands. A box (an interaction, or what is forbidden) passes
  `a` from itself to its issues; a budget is charged at the rate `l`. Where that does not reach, every package that
  loses little enough is looked at.
- What is trusted: this file, comity.gains.staircase (frontiers without trees), and comity.gains.model, which says what
  a package is worth and what is allowed. No certificate makes a wrong answer pass; a poor one does not convince.
- Checked: package, utilities (floats of the exact ones), criterion and its weights, that there is no agreement, a draft
  and whether it is efficient, the points of a frontier. Not looked at: the keys of TOLD. Any other key is refused.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from comity.gains import staircase
from comity.gains.model import Budget, Choice, Condition, Package, Problem, Required

Gains = Sequence[int]
Region = tuple[Callable[[Gains], int], Callable[[Gains], bool]]  # least w x gains in it, for w >= 0; do gains lie in it?
TOLD = {"seconds", "method", "ties", "distance"}
FRONTIER = TOLD | {"points", "proven", "certificate"}
PACKAGE = TOLD | {"criterion", "weights", "agreement", "package", "utilities", "proven", "gap", "certificate"}
DRAFT = PACKAGE | {"draft", "draft_utilities", "efficient"}
PATIENCE = 300_000  # packages that one leaf, or one frontier, may be listed by
HEAVIEST = 1_000  # weight of a party
BROKEN = (KeyError, IndexError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)


class Refused(Exception):
    """The answer does not follow; one sentence that begins with the key."""


def check(problem: Problem, answer: Mapping[str, Any]) -> None:
    """Check an answer of `comity solve`, `improve` or `frontier`, read from its JSON. Raises Refused."""
    kinds = {"points": (FRONTIER, _frontier), "draft": (DRAFT, _draft), "criterion": (PACKAGE, _one)}
    try:
        keys, checked = next(kind for key, kind in kinds.items() if key in answer)
        unknown = sorted(map(str, answer.keys() - keys))
        _want(not unknown, f"{', '.join(unknown)}: does not belong to such an answer")
        _want(answer["proven"] is True, "proven: is not claimed")
        checked(problem, answer)
    except (*BROKEN, StopIteration) as error:
        raise Refused(f"answer: is not one: {type(error).__name__}: {error}") from error


def _draft(problem: Problem, answer: Mapping[str, Any]) -> None:
    """The draft's utilities take the place of reservation values: it is efficient if nobody gains by the answer."""
    worth = problem.utilities(_package(problem, answer["draft"]))
    _want("draft_utilities" not in answer or _same(answer["draft_utilities"], worth), "draft_utilities: are others")
    parties = tuple(replace(party, reservation=u) for party, u in zip(problem.parties, worth, strict=True))
    gains = _one(replace(problem, parties=parties), answer)
    _want("efficient" not in answer or answer["efficient"] is not any(gains), "efficient: is not so")


def _one(problem: Problem, answer: Mapping[str, Any]) -> Gains:
    """One package by a criterion, or none."""
    view, criterion, proof, parties = _Whole(problem), answer["criterion"], answer["certificate"], len(problem.parties)
    weights, product, nothing = answer.get("weights", [1] * parties), criterion in ("nash", "mnw"), [0] * parties
    _want(product or criterion in ("utilitarian", "egalitarian", "kalai-smorodinsky"), "criterion: is not one")
    _want(product or "weights" not in answer, "weights: this criterion has none")
    _want(_whole(weights, 1, HEAVIEST) and len(weights) == parties, f"weights: whole, from 1 to {HEAVIEST}, for each")
    _want(type(answer["gap"]) in (int, float) and answer["gap"] == 0, "gap: is not 0")
    _want(type(answer["agreement"]) is bool, "agreement: is true or false")
    if not answer["agreement"]:
        _want(answer["package"] is None and answer["utilities"] == [], "package: there is no agreement")
        view.refute([proof["none"]], [_corner(nothing)])
        return nothing
    gains = view.gains(answer["package"], answer["utilities"])
    _want(min(gains) >= 0, "package: gives a party less than its reservation value")
    if product:
        _products(view, gains, proof, weights, view.least if criterion == "mnw" else nothing)
        return gains
    units = _ideals(view, proof["ideals"]) if criterion == "kalai-smorodinsky" else view.units
    scale = math.lcm(*(Fraction(unit).numerator for unit in units if unit))
    factors = [int(scale / unit) if unit else 0 for unit in units]
    sums = list(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))
    stages = [[0] * (parties - 1) + sums[-1:]] if criterion == "utilitarian" else [sums[: k + 1] for k in range(len(sums))]
    view.refute(proof["better"], [_sums(factors, stage) for stage in stages])
    return gains


def _products(view: "_Whole", gains: Gains, proof: Mapping[str, Any], weights: Gains, origins: Gains) -> None:
    """No larger group can have something each; no group as large has a greater product."""

    def regions(size: int, above: int) -> list[Region]:
        groups = itertools.combinations(range(len(gains)), size) if size else ()
        return [_product([a if p in group else 0 for p, a in enumerate(weights)], origins, above) for group in groups]

    _want(min(origins) >= 0, "criterion: a reservation value is below nothing")
    has = [(g + o, a) for g, o, a in zip(gains, origins, weights, strict=True) if g + o > 0]
    view.refute(proof["larger"], regions(len(has) + 1, 0))
    view.refute(proof["better"], regions(len(has), math.prod(got**a for got, a in has)))


def _ideals(view: "_Whole", ideals: Sequence[Any]) -> list[int]:
    """The most that each party can gain: a package that gives it, and a tree that shows that nothing gives more."""
    gains = [view.gains(package) for package, _ in ideals]
    _want(all(min(each) >= 0 for each in gains), "certificate.ideals: a party gets less than its reservation value")
    own = [[(g[p] + 1) * (p == n) for p in range(len(g))] for n, g in enumerate(gains)]
    _want(len(own) == len(view.least), "certificate.ideals: one for each party")
    view.refute([tree for _, tree in ideals], map(_corner, own))
    return [g[n] for n, g in enumerate(gains)]


def _frontier(problem: Problem, answer: Mapping[str, Any]) -> None:
    """Every efficient point. With `gaps` (two parties): a tree for each corner between points that do not dominate."""
    view, points, proof = _Whole(problem), answer["points"], answer.get("certificate") or {}
    found = [view.gains(point["package"], point["utilities"]) for point in points]
    for gains, point in zip(found, points, strict=True):
        _want(point["individually_rational"] is (min(gains) >= 0), "points.individually_rational: is not so")
    _want(len({*found}) == len(found), "points: two are the same")
    if "gaps" not in proof:
        return _want({*found} == view.efficient(), "points: are not the efficient points")
    steps = sorted(found)
    _want(all(one[1] > other[1] for one, other in itertools.pairwise(steps)), "points: one is better than another")
    corners = zip([view.floor, *(a + 1 for a, _ in steps)], [*(b + 1 for _, b in steps), view.floor], strict=True)
    return view.refute(proof["gaps"], map(_corner, corners))


class _Whole:
    """The problem in whole numbers: points[issue][option][party], boxes of options with their points; None: forbidden."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.names, self.values = problem, [*problem.by_name], [i.values() for i in problem.issues]
        self.budgets = [each for each in problem.constraints if isinstance(each, Budget)]
        self.units, self.least, columns, boxes = list[Fraction](), list[int](), [], []
        for n, party in enumerate(problem.parties):
            own = [
                [Fraction(party.worth[name].at(v)) if name in party.worth else Fraction() for v in values]
                for name, values in zip(self.names, self.values, strict=True)
            ]
            reserved, joint = party.reservation * party.scale, [Fraction(each.points) for each in party.interactions]
            factor = math.lcm(*(u.denominator for u in itertools.chain([reserved], joint, *own)))
            self.units.append(factor * party.scale)
            self.least.append(int(reserved * factor))
            columns.append([[int(u * factor) for u in row] for row in own])
            for each, u in zip(party.interactions, joint, strict=True):
                boxes.append((self._box(each.when), [int(u * factor) * (p == n) for p in range(len(problem.parties))]))
        self.points = [[*zip(*issue, strict=True)] for issue in zip(*columns, strict=True)]
        rows = [self.least, *itertools.chain(*self.points), *(row for _, row in boxes)]
        self.floor = -sum(abs(u) for row in rows for u in row)
        stated = [each for each in problem.constraints if not isinstance(each, Budget)]
        forbidden = [(self._box(each.when, each.then if isinstance(each, Required) else None), None) for each in stated]
        self.boxes: list[tuple[dict[int, set[int]], list[int] | None]] = [*boxes, *forbidden]

    def _box(self, when: Iterable[Condition], fails: Condition | None = None) -> dict[int, set[int]]:
        box: dict[int, set[int]] = {}
        for condition, wanted in [*((each, True) for each in when), *([(fails, False)] if fails else [])]:
            j = self.names.index(condition.issue)
            fits = {o for o, value in enumerate(self.values[j]) if condition.holds(value) is wanted}
            box[j] = box.get(j, fits) & fits
        return box

    def gains(self, package: Mapping[str, Any], utilities: object = None) -> Gains:
        """Of a feasible package, whose utilities are these. Raises Refused."""
        named = _package(self.problem, package)
        _want(self.problem.allows(named), "package: breaks a constraint")
        _want(utilities is None or _same(utilities, self.problem.utilities(named)), "utilities: are not the package's")
        return self._gains([values.index(named[name]) for name, values in zip(self.names, self.values, strict=True)])

    def _gains(self, picks: Gains) -> Gains:
        rows = [options[pick] for options, pick in zip(self.points, picks, strict=True)]
        rows += [row for box, row in self.boxes if row and all(picks[j] in fits for j, fits in box.items())]
        return tuple(sum(column) - least for *column, least in zip(*rows, self.least, strict=True))

    def _allows(self, picks: Gains) -> bool:
        return self.problem.allows({n: v[o] for n, v, o in zip(self.names, self.values, picks, strict=True)})

    def efficient(self) -> set[Gains]:
        """All points, without a tree."""
        if not (self.boxes or self.budgets):
            return {*staircase.by_issue(tuple(-d for d in self.least), self.points)}
        _want(self.problem.size <= PATIENCE, "points: too many packages to list without certificate.gaps")
        packages = itertools.product(*(range(len(values)) for values in self.values))
        return {*staircase.maxima({tuple(self._gains(picks)) for picks in packages if self._allows(picks)})}

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
                _want(_whole([j], 0, len(left) - 1), "certificate.issue: is not one")
                _want(left[j] <= {o for options, _ in parts for o in options}, "certificate.parts: leave an option out")
                fitting = [(below, left[j] & {*options}) for options, below in parts]
                todo += [(below, [*left[:j], own, *left[j + 1 :]]) for below, own in fitting if own]

    def _leaf(self, leaf: Mapping[str, Any], region: Region, left: Sequence[set[int]]) -> None:
        weights, rates, amounts = leaf["w"], leaf.get("l", [0] * len(self.budgets)), leaf.get("a", [])
        passed = {(box, j): amount for box, j, amount in amounts}
        _want(_whole([*weights, *rates], 0), "certificate.w: whole, from 0")
        _want(_whole([n for each in amounts for n in each]) and len(passed) == len(amounts), "certificate.a: is not so")
        _want(passed.keys() <= {(n, j) for n, (box, _) in enumerate(self.boxes) for j in box}, "certificate.a: no box")

        def weigh(row: Gains) -> Any:
            return sum(w * u for w, u in zip(weights, row, strict=True))

        worth = [{o: weigh(options[o]) for o in own} for options, own in zip(self.points, left, strict=True)]
        bound = -weigh(self.least)
        for rate, budget in zip(rates, self.budgets, strict=True):
            bound += rate * budget.most
            for j, cost in ((self.names.index(name), cost) for name, cost in budget.rates.items()):
                worth[j] = {o: u - rate * cost * Fraction(self.values[j][o]) for o, u in worth[j].items()}
        for n, (box, row) in enumerate(self.boxes):
            bound += _kept(row and weigh(row), [(passed.get((n, j), 0), left[j] & fits, left[j] - fits) for j, fits in box.items()])
            for j, fits in box.items():
                worth[j] = {o: u + passed.get((n, j), 0) * (o in fits) for o, u in worth[j].items()}
        tops = [max(own.values()) for own in worth]
        spare = bound + sum(tops) - region[0](weights)
        near = [sorted((top - u, o) for o, u in own.items() if top - u <= spare) for top, own in zip(tops, worth, strict=True)]
        order = sorted(range(len(near)), key=lambda j: len(near[j]))
        listed: list[tuple[Any, dict[int, int]]] = [(spare, {})] if spare >= 0 else []
        for j in order:
            listed = [(more - loss, {**picks, j: o}) for more, picks in listed for loss, o in near[j] if loss <= more]
            _want(len(listed) <= PATIENCE, "certificate: leaves too many packages to look at")
        for _, found in listed:
            picks = [found[j] for j in range(len(near))]
            _want(not (region[1](self._gains(picks)) and self._allows(picks)), "certificate: there is a better package")


def _kept(bonus: int | None, passed: Iterable[tuple[int, set[int], set[int]]]) -> float:
    """The most that a box keeps: its bonus where every issue fits (None: forbidden), less what it passes where one does."""
    all_fit, one_misses = (-math.inf if bonus is None else bonus), -math.inf
    return 0
