"""Packages of which something is certain although preferences are known in part.

- A party may value any weights and scores that its statement allows (comity.gains.partial), each party for itself. The
  difference of two packages in a party's utility is linear in the weights: its least and its most are reached by
  filling the weights greedily, as in a fractional knapsack, exactly, and only their signs count.
- `always`: whatever the parties value within their statements, no feasible package is better for one and worse for
  none. `never`: one other feasible package is at least as good for all, and better for one, whatever they value.
- `sometimes`: not `always`, but shown efficient for one choice of a finite design: each party's weights in the middle
  of its intervals, as far towards one issue as they go, or half way there; orders as even steps.
- `open`: none of these was shown, for want of a choice in the design or of time.
- An order counts strictly, so where orders are all that is known `never` is ordinal dominance: at least as good in
  every issue for every party, better in one. Where an issue may weigh next to nothing a package may be left out of
  `always`; none is in it wrongly.

G. B. Dantzig, Discrete-variable extremum problems, Operations Research 5, 1957 (the knapsack); G. B. Hazen, Partial
information, dominance, and potential optimality in multiattribute utility theory, Operations Research 34, 1986;
J. Liesio, P. Mild and A. Salo, Preference programming for robust portfolio modeling, EJOR 181, 2007.
"""

import itertools
import math
import operator
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.model import BadProblem, Package, Value
from comity.gains.partial import FULL, Stated, Statements

MOST = 20_000  # packages that are compared
DESIGN = 400  # choices of weights that are tried for one package

Picks = tuple[int, ...]
Numbers = tuple[int, ...]
Choice = tuple[Numbers, int]  # weights, and by how much they are multiplied


@dataclass(frozen=True)
class Certain:
    """See the module. why: what could not be said and for which want. complete: whether all was looked at in time."""

    always: tuple[Package, ...] = ()
    sometimes: tuple[Package, ...] = ()
    never: tuple[Package, ...] = ()
    open: tuple[Package, ...] = ()
    why: tuple[str, ...] = ()
    complete: bool = True


def certain(statements: Statements, *, deadline: float | None = None) -> Certain:
    """What is certain of each feasible package; nothing where no party says anything of any value.

    deadline: an instant of time.monotonic(). Raises BadProblem where there are more than MOST packages.
    """
    why = tuple(_wants(statements))
    if not any(each.compares for each in statements.stated):
        return Certain(why=why)
    problem = statements.problem
    if problem.size > MOST:
        raise BadProblem(f"issues: {problem.size} packages; up to {MOST} are compared where preferences are partial")
    values = [issue.values() for issue in problem.issues]
    views = [_View(statements, each, values) for each in statements.stated]
    names = [issue.name for issue in problem.issues]

    def package(picks: Picks) -> dict[str, Value]:
        return {name: own[pick] for name, own, pick in zip(names, values, picks, strict=True)}

    listed = [each for each in itertools.product(*map(range, map(len, values))) if problem.allows(package(each))]
    sorting = _Sorting(views, deadline)
    sorting.run(listed)
    kinds = {
        kind: tuple(package(each) for each in listed if sorting.kinds.get(each, "open") == kind)
        for kind in ("always", "sometimes", "never", "open")
    }
    return Certain(**kinds, why=why, complete=sorting.complete)


def _wants(statements: Statements) -> Iterator[str]:
    for each in statements.stated:
        key = f"parties.{each.party.name}"
        if not each.compares:
            yield f"{key}: says nothing of the values of any issue"
            continue
        for issue in statements.issues:
            if issue.name not in each.party.worth and issue.name not in each.order:
                yield f"{key}: says nothing of the values of {issue.name}"


class _Sorting:
    """Which package is what. kinds: those that were decided in time."""

    def __init__(self, views: Sequence["_View"], deadline: float | None) -> None:
        self.views = views
        self.deadline = deadline
        self.kinds: dict[Picks, str] = {}
        self.complete = True
        designs = itertools.product(*(view.design for view in views))
        self.choices = list(itertools.islice(designs, DESIGN))

    def run(self, listed: Sequence[Picks]) -> None:
        """Sort them; what is certainly dominated first, since what dominates it stands for it everywhere else."""
        kept: list[Picks] = []
        for each in sorted(listed, key=self._middle, reverse=True):
            if self._late():
                return
            if any(self._better(other, each) for other in kept):
                self.kinds[each] = "never"
            else:
                kept.append(each)
        for each in kept:
            if self._late():
                return
            if not any(self._may_be_better(other, each) for other in kept):
                self.kinds[each] = "always"
            elif any(self._efficient(each, kept, choice) for choice in self.choices):
                self.kinds[each] = "sometimes"

    def _late(self) -> bool:
        if self.deadline is not None and time.monotonic() > self.deadline:
            self.complete = False
        return not self.complete

    def _middle(self, picks: Picks) -> int:
        """Rises with each party's utility in the middle: what is certainly better stands before."""
        return sum(view.worth(picks, view.design[0]) for view in self.views)

    def _better(self, one: Picks, other: Picks) -> bool:
        """For certain."""
        lows = [view.signs(other, one)[0] for view in self.views]
        return min(lows) >= 0 and max(lows) > 0

    def _may_be_better(self, one: Picks, other: Picks) -> bool:
        highs = [view.signs(other, one)[1] for view in self.views]
        return min(highs) >= 0 and max(highs) > 0

    def _efficient(self, picks: Picks, kept: Sequence[Picks], choice: Sequence[Choice]) -> bool:
        if self._late():
            return False
        pairs = list(zip(self.views, choice, strict=True))
        for other in kept:
            gains = [view.gain(picks, other, chosen) for view, chosen in pairs]
            if min(gains) >= 0 and max(gains) > 0:
                return False
        return True


class _View:
    """One party in whole numbers: `scores` where they are known, else `ranks`, 0 the best, where an order is."""

    def __init__(self, statements: Statements, said: Stated, values: Sequence[Sequence[Value]]) -> None:
        worth, joint = said.party.worth, said.party.interactions
        names = [issue.name for issue in statements.issues]
        pairs = list(zip(names, values, strict=True))
        exact = [[Fraction(worth[name].at(each)) for each in own] if name in worth else None for name, own in pairs]
        self.ranks = [None if name in worth else _ranks(said, name, own) for name, own in pairs]
        by_score = math.lcm(
            *(score.denominator for row in exact for score in row or ()),
            *(max(row) for row in self.ranks if row and max(row)),
            *(Fraction(each.points).denominator for each in joint),
        )
        self.full = int(FULL) * by_score
        self.scores = [None if row is None else [int(score * by_score) for score in row] for row in exact]
        ends = [said.interval(name) for name in names]
        total = None if said.total is None else Fraction(said.total)
        by_weight = math.lcm(*(end.denominator for pair in ends for end in pair), (total or Fraction(1)).denominator)
        self.low = [int(low * by_weight) for low, _ in ends]
        self.room = [int(high * by_weight) - least for (_, high), least in zip(ends, self.low, strict=True)]
        self.rest = None if total is None else int(total * by_weight) - sum(self.low)
        self.joint = [(each.when, int(each.points * by_score) * by_weight) for each in joint]
        self.pairs = pairs
        self.known: dict[Picks, int] = {}
        self.design = [_whole(each) for each in dict.fromkeys(self._weights()) if self._allowed(each)]

    def signs(self, one: Picks, other: Picks) -> tuple[int, int]:
        """Of the least and of the most that the other package is worth more to the party than the one.

        An order is strict: what it adds may be next to nothing, never nothing.
        """
        least, most, rises, falls = [], [], False, False
        for issue, (a, b) in enumerate(zip(one, other, strict=True)):
            low, high = self._difference(issue, a, b)
            least.append(-low)
            most.append(high)
            if self.scores[issue] is None and self.ranks[issue] is not None:
                rises |= high > 0
                falls |= low < 0
        more = self._joined(other) - self._joined(one)
        lowest, highest = more - self._filled(least), more + self._filled(most)
        return _sign(lowest) or int(rises), _sign(highest) or -int(falls)

    def worth(self, picks: Picks, choice: Choice) -> int:
        """The utility by these weights, orders as even steps; of an issue that is open nothing is counted."""
        weights, factor = choice
        single = sum(
            weight * self._step(issue, pick) for issue, (weight, pick) in enumerate(zip(weights, picks, strict=True))
        )
        return single + factor * self._joined(picks)

    def gain(self, one: Picks, other: Picks, choice: Choice) -> int:
        """What the other package is worth more by these weights, where the one's value is best in every open issue."""
        lost = sum(
            weight * self.full
            for issue, weight in enumerate(choice[0])
            if self.scores[issue] is None and self.ranks[issue] is None and one[issue] != other[issue]
        )
        return self.worth(other, choice) - self.worth(one, choice) - lost

    def _difference(self, issue: int, a: int, b: int) -> tuple[int, int]:
        """The least and the most that b scores more than a."""
        scores, ranks = self.scores[issue], self.ranks[issue]
        if a == b:
            return 0, 0
        if scores is not None:
            return scores[b] - scores[a], scores[b] - scores[a]
        if ranks is None:
            return -self.full, self.full
        return (-self.full if ranks[b] > ranks[a] else 0), (self.full if ranks[b] < ranks[a] else 0)

    def _step(self, issue: int, pick: int) -> int:
        scores, ranks = self.scores[issue], self.ranks[issue]
        if scores is not None:
            return scores[pick]
        last = max(ranks) if ranks else 0
        return self.full // last * (last - ranks[pick]) if ranks and last else 0

    def _joined(self, picks: Picks) -> int:
        """What interactions add."""
        if not self.joint:
            return 0
        if picks not in self.known:
            package = {name: own[pick] for (name, own), pick in zip(self.pairs, picks, strict=True)}
            self.known[picks] = sum(
                points for when, points in self.joint if all(each.holds(package[each.issue]) for each in when)
            )
        return self.known[picks]

    def _filled(self, scores: Sequence[int]) -> int:
        """The most that weights x scores can be: the room goes to the greatest score first."""
        made: int = sum(map(operator.mul, self.low, scores))
        if self.rest is None:
            return made + sum(room * score for room, score in zip(self.room, scores, strict=True) if score > 0)
        rest = self.rest
        for score, room in sorted(zip(scores, self.room, strict=True), reverse=True):
            given = min(room, rest)
            made += given * score
            rest -= given
        return made

    def _weights(self) -> Iterator[tuple[Fraction, ...]]:
        """The middle, then towards each issue: all the way, half way."""
        middle = self._shared({}, Fraction(1, 2))
        yield middle
        for issue, room in enumerate(self.room):
            given = room if self.rest is None else min(room, self.rest)
            corner = self._shared({issue: Fraction(given)}, Fraction())
            yield corner
            yield tuple((a + b) / 2 for a, b in zip(middle, corner, strict=True))

    def _shared(self, given: dict[int, Fraction], share: Fraction) -> tuple[Fraction, ...]:
        """Above the least: what is given, and to each other issue this share of its room, or what sums to the total."""
        others = sum(room for issue, room in enumerate(self.room) if issue not in given)
        if self.rest is not None:
            share = (self.rest - sum(given.values())) / Fraction(others or 1)
        return tuple(
            low + given.get(issue, share * room)
            for issue, (low, room) in enumerate(zip(self.low, self.room, strict=True))
        )

    def _allowed(self, weights: Sequence[Fraction]) -> bool:
        """An issue whose values are ordered weighs something."""
        return all(weight > 0 for weight, ranks in zip(weights, self.ranks, strict=True) if ranks and max(ranks))


def _ranks(said: Stated, issue: str, values: Sequence[Value]) -> list[int] | None:
    if issue not in said.order:
        return None
    rank = {value: place for place, group in enumerate(said.order[issue]) for value in group}
    return [rank[value] for value in values]


def _whole(weights: Sequence[Fraction]) -> Choice:
    factor = math.lcm(*(each.denominator for each in weights))
    return tuple(int(each * factor) for each in weights), factor


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
