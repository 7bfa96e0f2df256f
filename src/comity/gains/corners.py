"""The frontier of two parties, point by point, where issues hang together or something is forbidden.

- Between two efficient points that are neighbours so far lies a corner: more than the one for the first party and more
  than the other for the second. The best weighted sum in it is an efficient point, and makes two corners of one; or
  nothing lies in it, and the tree that shows this proves that the two are neighbours (Y. Haimes, L. Lasdon and
  D. Wismer 1971, epsilon-constraint; L. Chalmet, L. Lemonidis and D. Elzinga 1986).
- Every point found is efficient for certain, whenever the deadline comes. All trees together prove the frontier.
"""

import time

from comity.gains.regions import Corner, Region, Sum
from comity.gains.relaxed import Relaxed, sizes
from comity.gains.searching import Gains, Search, Tree
from comity.gains.table import Picks, Table

STEEP = 64
METHOD = "corners by outer approximation"
Found = tuple[Gains, Picks]


def frontier(table: Table, *, deadline: float | None = None) -> tuple[list[Found], list[Tree] | None]:
    """Sums and options of efficient points, the first party's sum falling; a tree for each gap, rising, or None.

    deadline: an instant of time.monotonic(); past it the points may not be all, and there are no trees.
    """
    engine = Relaxed(table)
    ends = [size + 1 for size in sizes(table)]
    points: dict[Gains, Picks] = {}
    gaps: dict[Gains, Tree] = {}
    todo: list[tuple[Gains, Gains]] = [((-ends[0] - 1, ends[1]), (ends[0], -ends[1] - 1))]
    while todo:
        if deadline is not None and time.monotonic() > deadline:
            return _falling(points), None
        left, right = todo.pop()
        corner = (left[0] + 1, right[1] + 1)
        factors = _slope(left[1] - right[1], right[0] - left[0])
        search = _best(engine.above(corner), factors, deadline)
        if search.tree is None:
            return _falling(points), None
        if search.best is None:
            gaps[corner] = search.tree
            continue
        found = (search.best[0] + corner[0], search.best[1] + corner[1])
        points[found] = search.picks or ()
        todo += [(left, found), (found, right)]
    return _falling(points), [gaps[corner] for corner in sorted(gaps)]


def _best(engine: Relaxed, factors: Gains, deadline: float | None) -> Search:
    """The greatest weighted sum above the engine's reservation values."""

    def better(best: Gains | None) -> Region:
        return Corner((0, 0)) if best is None else Sum(factors, factors[0] * best[0] + factors[1] * best[1])

    search = Search(better)
    engine.run(search, deadline=deadline)
    return search


def _slope(first: int, second: int) -> Gains:
    """About in this proportion, in small numbers: a step of the sum must not be lost among the digits."""
    largest = max(first, second)
    return max(first * STEEP // largest, 1), max(second * STEEP // largest, 1)


def _falling(points: dict[Gains, Picks]) -> list[Found]:
    return sorted(points.items(), reverse=True)
