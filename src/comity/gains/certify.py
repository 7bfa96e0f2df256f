"""Check an answer from the problem and its certificate alone: no solver is trusted, none of their code is used.

- A criterion names regions of gains where a better package would lie; a tree refutes each (refuting.py). Gains are
  whole points above the reservation values.
- Trusted are this file, refuting.py, staircase.py (frontiers without trees), certify_free.py (amounts that move freely;
  there a gap is certified too), and model.py, which says what a package is worth and what is allowed. No certificate
  makes a wrong answer pass; a poor one does not convince.
- Checked: package, utilities (floats of the exact ones), criterion and its weights, that there is no agreement, a draft
  and whether it is efficient, the points of a frontier. Not looked at: the keys of TOLD. Any other key is refused.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from comity.gains import staircase
from comity.gains.certify_free import check_free
from comity.gains.model import Choice, Package, Problem
from comity.gains.refuting import PATIENCE, Gains, Refused, Region, Whole, above, corner, least_sums, want, whole

__all__ = ["Refused", "check"]

TOLD = {"seconds", "method", "ties", "distance"}
FRONTIER = TOLD | {"points", "proven", "certificate"}
PACKAGE = TOLD | {"criterion", "weights", "agreement", "package", "utilities", "proven", "gap", "certificate"}
DRAFTED = {"draft", "draft_utilities", "efficient", "distance"}
DRAFT = PACKAGE | DRAFTED
HEAVIEST = 1_000  # weight of a party
BROKEN = (KeyError, IndexError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError, StopIteration)


def check(problem: Problem, answer: Mapping[str, Any]) -> None:
    """Check an answer of `comity solve`, `improve` or `frontier`, read from its JSON. Raises Refused."""
    kinds = {"points": (FRONTIER, _frontier), "draft": (DRAFT, _draft), "criterion": (PACKAGE, _one)}
    try:
        keys, checked = next(kind for key, kind in kinds.items() if key in answer)
        unknown = sorted(map(str, answer.keys() - keys))
        want(not unknown, f"{', '.join(unknown)}: does not belong to such an answer")
        want(answer["proven"] is True or (problem.free and "criterion" in answer), "proven: is not claimed")
        checked(problem, answer)
    except BROKEN as error:
        raise Refused(f"answer: is not one: {type(error).__name__}: {error}") from error


def _draft(problem: Problem, answer: Mapping[str, Any]) -> None:
    """The draft's utilities take the place of reservation values: it is efficient if nobody gains by the answer."""
    worth = problem.utilities(_package(problem, answer["draft"]))
    want("draft_utilities" not in answer or _same(answer["draft_utilities"], worth), "draft_utilities: are others")
    parties = tuple(replace(party, reservation=u) for party, u in zip(problem.parties, worth, strict=True))
    gains = _one(replace(problem, parties=parties), answer)
    efficient = answer["proven"] is True and not any(gains)
    want("efficient" not in answer or answer["efficient"] is efficient, "efficient: is not so")


def _one(problem: Problem, answer: Mapping[str, Any]) -> Sequence[Fraction] | Gains:
    """One package by a criterion, or none; what it gains."""
    if problem.free:
        return check_free(problem, {key: value for key, value in answer.items() if key not in DRAFTED})
    view, criterion, proof = Whole(problem), answer["criterion"], answer["certificate"]
    nothing = [0] * len(problem.parties)
    weights = answer.get("weights", [1] * len(nothing))
    want(criterion in CRITERIA, "criterion: is not one")
    want(criterion in ("nash", "mnw") or "weights" not in answer, "weights: this criterion has none")
    want(whole(weights, 1, HEAVIEST) and len(weights) == len(nothing), f"weights: whole, 1 to {HEAVIEST}, one a party")
    want(type(answer["gap"]) in (int, float) and answer["gap"] == 0, "gap: is not 0")
    want(type(answer["agreement"]) is bool, "agreement: is true or false")
    if not answer["agreement"]:
        want(answer["package"] is None and answer["utilities"] == [], "package: there is no agreement")
        view.refute([proof["none"]], [corner(nothing)])
        return nothing
    gains = _claimed(view, answer)
    want(min(gains) >= 0, "package: gives a party less than its reservation value")
    CRITERIA[criterion](view, gains, proof, weights)
    return gains


def _nash(view: Whole, gains: Gains, proof: Mapping[str, Any], weights: Gains) -> None:
    _product(view, gains, proof, weights, [0] * len(gains))


def _mnw(view: Whole, gains: Gains, proof: Mapping[str, Any], weights: Gains) -> None:
    want(min(view.least) >= 0, "criterion: a reservation value is below nothing")
    _product(view, gains, proof, weights, view.least)


def _product(view: Whole, gains: Gains, proof: Mapping[str, Any], weights: Gains, origins: Gains) -> None:
    """No larger group can have something each; no group as large has a greater product."""

    def regions(size: int, most: Fraction) -> Iterator[Region]:
        for group in itertools.combinations(range(len(gains)), size) if size else ():
            points = most * math.prod(view.units[p] ** weights[p] for p in group)  # `most` is in utilities
            yield above([a if p in group else 0 for p, a in enumerate(weights)], origins, math.floor(points))

    all_ = zip(gains, origins, view.units, weights, strict=True)
    has = [((g + o) / unit) ** a for g, o, unit, a in all_ if g + o > 0]
    view.refute(proof["larger"], regions(len(has) + 1, Fraction()))
    view.refute(proof["better"], regions(len(has), math.prod(has, start=Fraction(1))))


def _utilitarian(view: Whole, gains: Gains, proof: Mapping[str, Any], _weights: Gains) -> None:
    factors = _factors(view.units)
    total = sum(f * g for f, g in zip(factors, gains, strict=True))
    view.refute(proof["better"], [least_sums(factors, [0] * (len(gains) - 1) + [total])])


def _egalitarian(view: Whole, gains: Gains, proof: Mapping[str, Any], _weights: Gains) -> None:
    _leximin(view, gains, proof, view.units)


def _kalai_smorodinsky(view: Whole, gains: Gains, proof: Mapping[str, Any], _weights: Gains) -> None:
    """What each party can gain at most: a package that gives it, a tree that shows that none gives more."""
    packages, trees = zip(*proof["ideals"], strict=True)
    found = [_gains(view, _package(view.problem, each)) for each in packages]
    want(
        len(found) == len(gains) and all(min(each) >= 0 for each in found), "certificate.ideals: not one for each party"
    )
    corners = [[each[p] + 1 if p == n else 0 for p in range(len(each))] for n, each in enumerate(found)]
    view.refute(trees, map(corner, corners))
    _leximin(view, gains, proof, [Fraction(each[n]) for n, each in enumerate(found)])


def _leximin(view: Whole, gains: Gains, proof: Mapping[str, Any], units: Sequence[Fraction]) -> None:
    factors = _factors(units)
    sums = list(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))
    view.refute(proof["better"], [least_sums(factors, sums[: k + 1]) for k in range(len(sums))])


CRITERIA = {
    "nash": _nash,
    "mnw": _mnw,
    "utilitarian": _utilitarian,
    "egalitarian": _egalitarian,
    "kalai-smorodinsky": _kalai_smorodinsky,
}


def _frontier(problem: Problem, answer: Mapping[str, Any]) -> None:
    """Every efficient point. With `gaps` (two parties): a tree for each corner between points that do not dominate."""
    view, points, proof = Whole(problem), answer["points"], answer.get("certificate", {})
    found = [_claimed(view, point) for point in points]
    for gains, point in zip(found, points, strict=True):
        want(point["individually_rational"] is (min(gains) >= 0), "points.individually_rational: is not so")
        want(len(point) == 3, "points: utilities, package, individually_rational are wanted")
    want(len({*found}) == len(found), "points: two are the same")
    if "gaps" not in proof:
        want({*found} == _efficient(view), "points: are not the efficient points")
        return
    steps, (low, other_low) = sorted(found), view.floor
    want(all(one[1] > other[1] for one, other in itertools.pairwise(steps)), "points: one is better than another")
    corners = zip([low, *(a + 1 for a, _ in steps)], [*(b + 1 for _, b in steps), other_low], strict=True)
    view.refute(proof["gaps"], map(corner, corners))


def _efficient(view: Whole) -> set[tuple[int, ...]]:
    if not (view.boxes or view.budgets):
        return staircase.by_issue(tuple(-d for d in view.least), view.points)
    want(view.problem.size <= PATIENCE, "points: too many packages to list without certificate.gaps")
    packages = itertools.product(*(range(len(values)) for values in view.values))
    return staircase.maxima({view.gains(picks) for picks in packages if view.problem.allows(view.package(picks))})


def _factors(units: Sequence[Fraction]) -> list[int]:
    """Whole numbers in the proportion 1 / unit; 0 where the unit is 0."""
    scale = math.lcm(*(Fraction(unit).numerator for unit in units if unit))
    whole_ = [int(scale / unit) if unit else 0 for unit in units]
    return [each // (math.gcd(*whole_) or 1) for each in whole_]


def _claimed(view: Whole, claim: Mapping[str, Any]) -> tuple[int, ...]:
    """The gains of a feasible package, whose utilities are the claimed ones."""
    package = _package(view.problem, claim["package"])
    want(_same(claim["utilities"], view.problem.utilities(package)), "utilities: are not the package's")
    return _gains(view, package)


def _gains(view: Whole, package: Package) -> tuple[int, ...]:
    want(view.problem.allows(package), "package: breaks a constraint")
    return view.gains([values.index(package[name]) for name, values in zip(view.number, view.values, strict=True)])


def _package(problem: Problem, package: Mapping[str, Any]) -> Package:
    """Options as text, numbers whole or as "p/q"."""
    read = {name: v if isinstance(problem.by_name[name], Choice) else _number(v) for name, v in package.items()}
    problem.check(read)
    return read


def _number(value: Any) -> Fraction:
    return Fraction(value) if type(value) is int else Fraction(*map(int, value.split("/")))


def _same(utilities: object, exact: Sequence[Fraction]) -> bool:
    plain = isinstance(utilities, list) and all(type(u) in (int, float) for u in utilities)
    return plain and utilities == [float(u) for u in exact]
