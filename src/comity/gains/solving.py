"""One package by a criterion: which engine finds it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from comity.gains.answers import Answer, Rule
from comity.gains.core import Additive
from comity.gains.model import BadProblem, Package, Problem
from comity.gains.relaxed import Relaxed
from comity.gains.searching import Engine
from comity.gains.stages import settle
from comity.gains.table import Table, table


def solve(
    problem: Problem, rule: Rule, *, deadline: float | None = None, weights: Sequence[int] | None = None
) -> Answer:
    """See comity.gains.solve."""
    _check(problem, rule, weights)
    if problem.free:
        from comity.gains import freely  # loads Clarabel

        return freely.solve(problem, rule, weights=weights, deadline=instant(deadline))
    whole = table(problem)
    return settle(problem, whole, _engine(whole), rule, weights=weights, deadline=instant(deadline))


def instant(deadline: float | None) -> float | None:
    """Seconds from now as an instant of time.monotonic()."""
    return None if deadline is None else time.monotonic() + deadline


def _engine(whole: Table) -> Engine:
    return Additive.of(whole) if whole.additive else Relaxed(whole)


def _check(problem: Problem, rule: Rule, weights: Sequence[int] | None) -> None:
    if weights is not None:
        if rule not in (Rule.NASH, Rule.MNW):
            raise BadProblem(f"weights: {rule} takes none")
        if len(weights) != len(problem.parties) or any(type(each) is not int or each < 1 for each in weights):
            raise BadProblem("weights: a whole number from 1 for each party")
    if rule is Rule.MNW:
        for party in problem.parties:
            if party.reservation < 0:
                raise BadProblem(f"parties.{party.name}.reservation: below nothing: mnw counts from nothing")


@dataclass(frozen=True)
class Improvement:
    """What can be gained over a draft: `answer` takes what the draft gives for the reservation values.

    efficient: no package gives every party what the draft does and some party more (where `answer` is proven).
    distance: the greatest share of what it could gain at most that every party can gain at once (Kalai-Smorodinsky): 0
    on the frontier or where some party's gain costs another, 1 where all can have their best together.
    """

    answer: Answer
    draft: Package
    draft_utilities: tuple[Fraction, ...]
    efficient: bool
    distance: float


def improve(problem: Problem, draft: Package, rule: Rule, *, deadline: float | None = None) -> Improvement:
    """See comity.gains.improve."""
    problem.check(draft)
    if not problem.allows(draft):
        raise BadProblem("draft: breaks a constraint")
    drafted = problem.utilities(draft)
    parties = tuple(replace(party, reservation=got) for party, got in zip(problem.parties, drafted, strict=True))
    raised, last = replace(problem, parties=parties), instant(deadline)
    nearest = solve(raised, Rule.KALAI_SMORODINSKY, deadline=deadline)
    shares = [
        (got - had) / (most - had)
        for got, had, most in zip(nearest.utilities, drafted, nearest.ideal, strict=False)
        if most > had
    ]
    left = None if last is None else max(last - time.monotonic(), 0.0)
    answer = nearest if rule is Rule.KALAI_SMORODINSKY else solve(raised, rule, deadline=left)
    efficient = answer.proven and answer.utilities == drafted
    return Improvement(answer, draft, drafted, efficient, float(min(shares, default=Fraction())))
