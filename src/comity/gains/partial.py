"""Preferences in part: what a party says, and what it leaves open.

- A party says an order of the values of an issue, piles of issues, an interval for the weight of an issue, scores of
  values, or nothing. What it leaves out is not known; nothing is put in its place.
- Utility is the sum over the issues of weight x score. Scores lie from 0 to 100, weights from 0 up, and sum to 100.
- An order is strict, all else equal: of two packages that differ in this issue only, the party prefers the one whose
  value stands before. Values that stand together are equally good.
- Piles name issues, not numbers: they show where a trade may lie and say nothing of any package.

R. L. Keeney and H. Raiffa, Decisions with Multiple Objectives, 1976 (additive values); M. Weber, Decision making with
incomplete information, EJOR 28, 1987; H. Raiffa, The Art and Science of Negotiation, 1982 (trades across issues).
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from comity.gains.model import BadProblem, Constraint, Issue, Party, Problem, Value, settles

FULL = Fraction(100)  # the best score, and the sum of the weights
Order = tuple[frozenset[Value], ...]  # best first; values that stand together are equally good
Interval = tuple[Fraction, Fraction]


class Pile(StrEnum):
    """Where a party puts an issue."""

    MUST = "must"
    MATTERS = "matters"
    CAN_GIVE = "can-give"


@dataclass(frozen=True)
class Stated:
    """What a party says. party.worth: scores of the issues of which it gives them.

    total: the sum of the weights; None: each lies in its interval, whatever the others are.
    """

    party: Party
    order: Mapping[str, Order] = field(default_factory=dict)
    piles: Mapping[str, Pile] = field(default_factory=dict)
    weights: Mapping[str, Interval] = field(default_factory=dict)
    total: Fraction | None = FULL

    @property
    def compares(self) -> bool:
        """Whether it says anything of the values of any issue."""
        return bool(self.party.worth or self.order or self.party.interactions)

    def interval(self, issue: str) -> Interval:
        """The weight of the issue, from least to most."""
        return self.weights.get(issue, (Fraction(), FULL))


def whole(party: Party, issues: tuple[Issue, ...]) -> Stated:
    """A party whose points are all known: an issue that it leaves out is worth nothing to it."""
    return swayed(party, issues, Fraction())


def swayed(party: Party, issues: tuple[Issue, ...], spread: Fraction) -> Stated:
    """A party whose points of each issue may all be multiplied by a number from 1 - spread to 1 + spread."""
    named = [issue for issue in issues if issue.name in party.worth]
    silent = {issue.name: (frozenset(issue.values()),) for issue in issues if issue.name not in party.worth}
    weights = {issue.name: (1 - spread, 1 + spread) for issue in named}
    nothing = dict.fromkeys(silent, (Fraction(), Fraction()))
    return Stated(party, order=silent, weights={**weights, **nothing}, total=None)


@dataclass(frozen=True)
class Statements:
    """What is to be settled and what each party says. Raises BadProblem where it does not fit together.

    problem: the issues, the constraints, and the parties with what scores they give.
    """

    issues: tuple[Issue, ...]
    stated: tuple[Stated, ...]
    constraints: tuple[Constraint, ...] = ()
    name: str = ""
    problem: Problem = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parties = tuple(each.party for each in self.stated)
        object.__setattr__(self, "problem", Problem(self.issues, parties, self.constraints, self.name))
        for each in self.stated:
            _check(self.problem, each)


def stated(problem: Problem) -> Statements:
    """A problem as statements that leave nothing open."""
    said = tuple(whole(party, problem.issues) for party in problem.parties)
    return Statements(problem.issues, said, problem.constraints, problem.name)


@dataclass(frozen=True)
class Trade:
    """`one` can give the issue `gives`, a must of `other`, and `other` can give `gets`, a must of `one`."""

    one: str
    gives: str
    other: str
    gets: str


def trades(statements: Statements) -> tuple[Trade, ...]:
    """Every possible trade between two parties, each once, in the order of the parties and the issues.

    Possible only: the piles do not say that any package is better. Where a side made no piles there is none.
    """
    return tuple(
        Trade(one.party.name, gives.name, other.party.name, gets.name)
        for one, other in itertools.combinations(statements.stated, 2)
        for gives in statements.issues
        for gets in statements.issues
        if _gives(one, other, gives.name) and _gives(other, one, gets.name)
    )


def _gives(one: Stated, other: Stated, issue: str) -> bool:
    return one.piles.get(issue) is Pile.CAN_GIVE and other.piles.get(issue) is Pile.MUST


def _check(problem: Problem, said: Stated) -> None:
    key = f"parties.{said.party.name}"
    for name, keys in (("order", said.order), ("piles", said.piles), ("weights", said.weights)):
        for issue in keys:
            if issue not in problem.by_name:
                raise BadProblem(f"{key}.{name}.{issue}: no issue has this name")
    for name, order in said.order.items():
        _check_order(f"{key}.order.{name}", problem.by_name[name], order, said.party)
    if said.total is not None:
        _check_scores(problem, said)
        _check_weights(problem, said, said.total)


def _check_order(key: str, issue: Issue, order: Order, party: Party) -> None:
    found = [value for group in order for value in group]
    for value in found:
        if not settles(issue, value):
            raise BadProblem(f"{key}.{value}: does not settle this issue")
        if found.count(value) > 1:
            raise BadProblem(f"{key}.{value}: stands twice")
    missing = [value for value in issue.values() if value not in set(found)]
    if missing:
        raise BadProblem(f"{key}.{missing[0]}: every value has its place in an order")
    if issue.name in party.worth:
        at = party.worth[issue.name].at
        scores = [{at(value) for value in group} for group in order]
        if any(len(each) > 1 for each in scores) or any(min(a) <= max(b) for a, b in itertools.pairwise(scores)):
            raise BadProblem(f"{key}: the points of this issue say another order")


def _check_scores(problem: Problem, said: Stated) -> None:
    key = f"parties.{said.party.name}"
    if said.party.interactions:
        raise BadProblem(f"{key}.interactions: not beside order, piles or weights")
    for name, worth in said.party.worth.items():
        for value in problem.by_name[name].values():
            if not 0 <= worth.at(value) <= FULL:
                raise BadProblem(f"{key}.points.{name}.{value}: beside order, piles or weights, from 0 to {FULL}")


def _check_weights(problem: Problem, said: Stated, total: Fraction) -> None:
    key = f"parties.{said.party.name}.weights"
    for name, (low, high) in said.weights.items():
        if not 0 <= low <= high <= total:
            raise BadProblem(f"{key}.{name}: least and most are wanted, from 0 to {total}")
    ends = {issue.name: said.interval(issue.name) for issue in problem.issues}
    least = sum((low for low, _ in ends.values()), Fraction())
    most = sum((high for _, high in ends.values()), Fraction())
    if least > total:
        raise BadProblem(f"{key}: the least sum to {least}, above {total}")
    if most < total:
        raise BadProblem(f"{key}: the most sum to {most}, below {total}")
    for name, order in said.order.items():
        low, high = ends[name]
        if len(order) > 1 and min(high, low + total - least) == 0:
            raise BadProblem(f"{key}.{name}: nothing is left for it, though the party orders its values")
