"""Joint gains: packages that every party prefers, found exactly and proved.

- Pure: no web framework, no clock but for deadlines, no chance.
- What bargaining calls stands here. The solvers are loaded when the first problem is solved, so that a command that
  needs none starts at once.
- Deadlines are in seconds from the call; None: take the time it takes.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from comity.gains.answers import Answer, Frontier, Point, Rule
from comity.gains.model import BadProblem, Package, Party, Problem

if TYPE_CHECKING:
    from comity.gains.bids import Bid
    from comity.gains.certainty import Certain
    from comity.gains.partial import Statements, Trade
    from comity.gains.sensitivity import Robust, Sensitivity
    from comity.gains.solving import Improvement
    from comity.gains.text import Change, Reply

__all__ = [
    "Answer",
    "BadProblem",
    "Frontier",
    "Package",
    "Party",
    "Point",
    "Problem",
    "Rule",
    "certain",
    "frontier",
    "improve",
    "next_text",
    "overlap",
    "robust",
    "solve",
    "trades",
    "vary",
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


def certain(statements: "Statements", *, deadline: float | None = None) -> "Certain":
    """Which packages are efficient, or dominated, whatever the parties value within what they state.

    Raises BadProblem where there are too many packages or an amount moves freely.
    """
    from comity.gains import certainty, solving

    return certainty.certain(statements, deadline=solving.instant(deadline))


def trades(statements: "Statements") -> "tuple[Trade, ...]":
    """Possible trades between what one party can give and what is a must of another, both ways."""
    from comity.gains import partial

    return partial.trades(statements)


def overlap(bids: "Sequence[Bid]", *, share: Fraction = Fraction(1, 2)) -> int | None:
    """Where sealed bids overlap, the figure in whole minor units, this share of the way up to the payers'; else None.

    Raises BadProblem, which names no amount.
    """
    from comity.gains import bids as sealed

    return sealed.overlap(bids, share=share)


def next_text(problem: Problem, draft: Package, replies: "Sequence[Reply]" = ()) -> "Change":
    """The next change of one clause of a single negotiating text that is worth asking about, or that none is left.

    Raises BadProblem where the draft or a reply does not fit the problem, or an amount moves freely.
    """
    from comity.gains import text

    return text.next_text(problem, draft, replies)


def vary(
    problem: Problem,
    rule: Rule | str,
    party: str,
    *,
    spread: Fraction = Fraction(1, 5),
    deadline: float | None = None,
) -> "Sensitivity":
    """How the rule's package moves when one party's points of each issue vary by the spread. Raises BadProblem."""
    from comity.gains import sensitivity, solving

    return sensitivity.vary(problem, Rule(rule), party, spread=spread, deadline=solving.instant(deadline))


def robust(problem: Problem, rule: Rule | str, party: str, *, deadline: float | None = None) -> "Robust":
    """Up to which spread, from 2 % to 50 %, one party's points may vary and the rule's package stays.

    Raises BadProblem.
    """
    from comity.gains import sensitivity, solving

    return sensitivity.robust(problem, Rule(rule), party, deadline=solving.instant(deadline))
