"""Efficient points in plain Python: the slow way, which checks the fast ones.

- Nothing of the solvers is used here. Rows are whole numbers, one for each party; more is better.
- Sorted falling, a point is efficient if no point before it reaches it. Of three parties the last two entries of the
  points so far form a staircase (H. T. Kung, F. Luccio and F. P. Preparata, On finding the maxima of a set of vectors,
  JACM 22, 1975); of four and more each point is compared with all that are kept.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

Row = tuple[int, ...]


def by_issue(start: Row, issues: Iterable[Iterable[Sequence[int]]]) -> set[Row]:
    """Efficient sums of one row from each issue, and `start`, where every issue counts alone."""
    found = {start}
    for options in issues:
        found = maxima({tuple(a + b for a, b in zip(row, option, strict=True)) for row in found for option in options})
    return found


def maxima(rows: set[Row]) -> set[Row]:
    """Those that no other reaches in every entry."""
    falling = sorted(rows, reverse=True)
    if falling and len(falling[0]) > 3:
        kept: list[Row] = []
        for row in falling:
            if not any(all(a >= b for a, b in zip(other, row, strict=True)) for other in kept):
                kept.append(row)
        return set(kept)
    stairs = _Stairs()
    return {row for row in falling if stairs.rises((0, 0, *row[1:])[-2:])}


class _Stairs:
    """Pairs that rise in one entry and fall in the other."""

    def __init__(self) -> None:
        self.steps: list[Row] = []

    def rises(self, step: Row) -> bool:
        """Add the pair, unless another reaches it; whether it was added."""
        at = bisect_left(self.steps, step)
        if at < len(self.steps) and self.steps[at][1] >= step[1]:
            return False
        while at and self.steps[at - 1][1] <= step[1]:
            at -= 1
            del self.steps[at]
        insort(self.steps, step)
        return True
