"""Joint gains: packages that every party prefers, found exactly and proved.

- Pure: no web framework, no clock but for deadlines, no chance.
- What bargaining calls stands here. The solvers are loaded when the first problem is solved, so that a command that
  needs none starts at once.
- Deadlines are in seconds from the call; None: take the time it takes.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.gains.answers import Answer, Frontier, Point, Rule
from comity.gains.model import BadProblem, Package, Party, Problem

if TYPE_CHECKING:
    from comity.gains.solving import Improvement

__all__ = [
    "Answer",
    "BadProblem",
    "Frontier",
    "Package",
    "Party",
    "Point",
    "Problem",
    "Rule",
    "frontier",
    "improve",
    "solve",
]


def solve(
    problem: Problem, rule: Rule | str, *, deadline: float | None = None, weights: Sequence[int] | None = None
) -> Answer:
    """The package that the criterion names, or that there is none that nobody would leave.

    weights: for nash and mnw, each party's whole exponent, from 1. Raises BadProblem.
    """
    from comity.gains import solving

    return solving.solve(problem, Rule(rule), deadline=deadline, weights=weights)


def frontier(problem: Problem, *, deadline: float | None = None) -> Frontier:
    """Every efficient point and a package behind each.

    Where an amount moves freely: of two parties, the corners between which the efficient points lie on straight lines.
    Raises BadProblem where that is not so of two parties.
    """
    from comity.gains import frontiers, solving

    return frontiers.frontier(problem, deadline=solving.instant(deadline))


def improve(
    problem: Problem, draft: Package, *, rule: Rule | str = Rule.KALAI_SMORODINSKY, deadline: float | None = None
) -> "Improvement":
    """What every party could gain over a draft, and by which package the rule would have it gained.

    Raises BadProblem where the draft is no feasible package.
    """
    from comity.gains import solving

    return solving.improve(problem, draft, Rule(rule), deadline=deadline)
