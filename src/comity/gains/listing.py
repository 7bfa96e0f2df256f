"""Every package of a problem looked at, in whole numbers and all at once.

For problems whose issues do not count alone, up to some millions of packages. A package is a cell of a table with one
axis for each issue; interactions, what is forbidden and budgets are added to or cut out of it.
"""

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from comity.gains import many
from comity.gains.pairs import Found, Unfinished, Whole
from comity.gains.table import Box, Limit, Table

METHOD = "listing"
MOST = 2_000_000  # packages


@dataclass(frozen=True)
class Listing:
    """The feasible packages. sums: (packages, parties), whole; numbers: which cell of `shape` each is."""

    sums: Whole
    numbers: npt.NDArray[np.int64]
    shape: tuple[int, ...]

    def picks(self, row: int) -> tuple[int, ...]:
        """The option of every issue in this row's package."""
        return tuple(int(each) for each in np.unravel_index(self.numbers[row], self.shape))


def frontier(table: Table, *, deadline: float | None = None) -> tuple[list[Found], bool]:
    """Efficient sums, falling in the first party's points, with one way to each, and whether these are all.

    Raises pairs.Unfinished where the deadline passes before all packages are listed.
    """
    listed = listing(table, deadline=deadline)
    rows, complete = many.maxima(listed.sums, deadline=deadline)
    sums = listed.sums[rows].tolist()
    return [(tuple(each), listed.picks(row)) for each, row in zip(sums, rows, strict=True)], complete


def listing(table: Table, *, deadline: float | None = None) -> Listing:
    """The feasible packages of the table. Raises pairs.Unfinished at the deadline or above MOST."""
    if table.size > MOST:
        raise Unfinished
    grid = _Grid(table, deadline)
    allowed = grid.allowed()
    numbers = np.flatnonzero(allowed)
    shape = tuple(len(options) for options in table.points)
    sums = np.stack([grid.points(party).ravel()[numbers] for party in range(table.parties)], axis=1)
    return Listing(sums, numbers, shape)


class _Grid:
    """Axes for the issues that have more than one option: NumPy has 64 at most, and 64 such are never listed."""

    def __init__(self, table: Table, deadline: float | None) -> None:
        self.table = table
        self.deadline = deadline
        self.axes = {
            issue: axis for axis, issue in enumerate(n for n, each in enumerate(table.points) if len(each) > 1)
        }
        self.shape = tuple(len(table.points[issue]) for issue in self.axes)

    def points(self, party: int) -> Whole:
        """The party's points of every package."""
        columns = [[option[party] for option in options] for options in self.table.points]
        joint = [(box, box.points[party]) for box in self.table.boxes if box.points[party]]
        most = sum(max(map(abs, column)) for column in columns) + sum(abs(points) for _, points in joint)
        kind = np.dtype(np.int64 if most < 2**62 else object)
        total = np.zeros(self.shape, dtype=kind)
        for issue, column in enumerate(columns):
            total += self._along(issue, np.array(column, dtype=kind))
        for box, points in joint:
            self._hurry()
            total += self._inside(box).astype(kind) * points
        return total

    def allowed(self) -> npt.NDArray[np.bool_]:
        """Whether the package breaks no constraint."""
        allowed = np.ones(self.shape, dtype=bool)
        for box in self.table.forbidden:
            self._hurry()
            allowed &= ~self._inside(box)
        for limit in self.table.limits:
            self._hurry()
            allowed &= self._kept(limit)
        return allowed

    def _kept(self, limit: Limit) -> Whole:
        most = sum(max(map(abs, costs)) for _, costs in limit.costs) + abs(limit.most)
        kind = np.dtype(np.int64 if most < 2**62 else object)
        total = np.zeros((1,) * len(self.shape), dtype=kind)
        for issue, costs in limit.costs:
            total = total + self._along(issue, np.array(costs, dtype=kind))
        return (total <= limit.most).astype(bool)

    def _inside(self, box: Box) -> Whole:
        inside = np.ones((1,) * len(self.shape), dtype=bool)
        for issue, options in box.where:
            inside = inside & self._along(issue, np.array([n in options for n in range(len(self.table.points[issue]))]))
        return inside

    def _along(self, issue: int, values: Whole) -> Whole:
        sizes = [1] * len(self.shape)
        if issue in self.axes:
            sizes[self.axes[issue]] = len(values)
        return values.reshape(sizes)

    def _hurry(self) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise Unfinished
