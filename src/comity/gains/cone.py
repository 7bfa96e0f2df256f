"""The relaxation at one node of branching.py, in floats: shares of options and corners, and the duals.

- Columns: shares of options (of corners, where an amount moves freely), of boxes worth something, every party's gain.
- A product is maximised by Clarabel over exponential cones: (t, 1, gain) with t <= log gain. A sum and a sum of least
  gains are linear programmes for HiGHS; the n least by W. Ogryczak and A. Tamir, Minimizing the sum of the k largest
  functions in linear time, 2003. `Room`: how far all can be kept at once; below 0 its duals show that
  nothing is feasible.
- Nothing here is trusted: branching.py rounds the duals and computes the bound again, exactly.

P. J. Goulart and Y. Chen, Clarabel: an interior-point solver for conic programs with quadratic objectives, 2024.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import clarabel  # type: ignore[import-untyped]  # it has no stubs
import highspy
import numpy as np
from numpy.typing import NDArray

from comity.gains.highs import Quiet
from comity.gains.measures import Leximin, Measure, Product, Sum
from comity.gains.table import Table

Floats = NDArray[np.float64]
Kept = tuple[tuple[int, ...], ...]  # for every issue the options that are left, rising

SLACK = 1e-9  # what stages before have reached is asked for less this share: rounding would make it impossible


class Room:
    """By how much every limit and every reservation value can be kept at once; at most 1."""


@dataclass(frozen=True)
class Solved:
    """shares[issue]: of the options that are left. passed[box, issue]: what a box passes to options that fit it."""

    shares: list[Floats]
    weights: list[float]
    rates: list[float]
    passed: dict[tuple[int, int], float]
    value: float


class _Columns:
    """A dense matrix in the form that Clarabel reads: it asks for no more of scipy's."""

    has_canonical_format = has_sorted_indices = True

    def __init__(self, dense: Floats) -> None:
        rows, columns = np.nonzero(dense.T)
        self.shape, self.data, self.indices = dense.shape, dense.T[rows, columns], columns
        self.nnz = len(self.data)
        self.indptr = np.searchsorted(rows, np.arange(dense.shape[1] + 1))


class Programme:
    """The rows that no criterion changes."""

    def __init__(self, table: Table) -> None:
        self.table, parties, own = table, table.parties, len(table.boxes)
        self.boxes = [*table.boxes, *table.forbidden]
        self.cells = [(issue, option) for issue, options in enumerate(table.points) for option in range(len(options))]
        self.column = {cell: column for column, cell in enumerate(self.cells)}
        self.shares, self.own = len(self.cells), own
        self.first = self.shares + own  # column of the first gain
        self.size = self.first + parties
        points = np.array([table.points[i][o] for i, o in self.cells], float).reshape(-1, parties)
        bonus = np.array([box.points for box in table.boxes], float).reshape(-1, parties)
        least = np.array(table.reservations, float)
        most = np.array([[max(abs(row[p]) for row in rows) for p in range(parties)] for rows in table.points], float)
        self.spread: Floats = np.maximum(most.sum(axis=0) + np.abs(bonus).sum(axis=0) + np.abs(least), 1e-9)
        issues = len(table.points)
        self.even = np.zeros((issues + parties, self.size))
        for column, (issue, _) in enumerate(self.cells):
            self.even[issue, column] = 1.0
        self.even[issues:, : self.shares] = (points / self.spread).T
        self.even[issues:, self.shares : self.first] = (bonus / self.spread).T
        self.even[issues:, self.first :] = -np.eye(parties)
        self.right = np.concatenate([np.ones(issues), least / self.spread])
        self.kinds: list[tuple[str, int, int, float]] = []  # what a row at most something is: kind, which, issue, scale
        rows: list[Floats] = []
        right: list[float] = []
        for n, box in enumerate(self.boxes):
            fits: dict[int, Floats] = {
                issue: np.array([float(i == issue and o in options) for i, o in self.cells])
                for issue, options in box.where
            }
            every: Floats = np.array([*fits.values(), np.zeros(self.shares)]).sum(axis=0)
            if n < own and max(box.points) > 0:
                for issue, row in fits.items():
                    rows.append(self._row(-row, n, 1.0))
                    right.append(0.0)
                    self.kinds.append(("fits", n, issue, 1.0))
                continue
            rows.append(self._row(every, n if n < own else None, -1.0))
            right.append(len(box.where) - 1.0)
            self.kinds.append(("all", n, 0, 1.0))
        for n, limit in enumerate(table.limits):
            costs = dict(limit.costs)
            spent = np.array([float(costs[i][o]) if i in costs else 0.0 for i, o in self.cells])
            scale = max(float(np.abs(spent).max(initial=0.0)), abs(float(limit.most)), 1.0)
            rows.append(self._row(spent / scale, None, 0.0))
            right.append(float(limit.most) / scale)
            self.kinds.append(("limit", n, 0, scale))
        self.most = np.array(rows).reshape(-1, self.size)
        self.bound: Floats = np.array(right, float)

    def _row(self, shares: Floats, box: int | None, entry: float) -> Floats:
        row = np.zeros(self.size)
        row[: self.shares] = shares
        if box is not None:
            row[self.shares + box] = entry
        return row

    def solve(self, kept: Kept, goal: Measure | Room) -> Solved | None:
        """None where the programme has no solution, or the solver finds none."""
        left = [set(options) for options in kept]
        live = np.array([o in left[i] for i, o in self.cells] + [True] * (self.size - self.shares))
        found = self._cone(live, goal) if isinstance(goal, Product) else self._linear(live, goal)
        if found is None:
            return None
        columns, weights, prices, value = found
        shares = [np.zeros(len(options)) for options in kept]
        place = {(i, o): n for i, options in enumerate(kept) for n, o in enumerate(options)}
        for column in np.flatnonzero(live[: self.shares]):
            cell = self.cells[column]
            shares[cell[0]][place[cell]] = columns[column]
        rates, passed = [0.0] * len(self.table.limits), dict[tuple[int, int], float]()
        for (kind, n, issue, scale), dual in zip(self.kinds, prices, strict=True):
            price = max(float(dual), 0.0)
            if kind == "limit":
                rates[n] = price / scale
            elif kind == "fits":
                passed[n, issue] = price
            else:
                passed |= {(n, each): -price for each, _ in self.boxes[n].where}
        return Solved(shares, [max(float(w), 0.0) for w in weights / self.spread], rates, passed, value)

    def _linear(self, live: Floats, goal: Measure | Room) -> tuple[Floats, Floats, Floats, float] | None:
        """Minimise less the goal."""
        even, most, bound = self.even, self.most, self.bound
        gains = range(self.first, self.size)
        lower, upper = np.zeros(self.size), np.where(live, np.inf, 0.0)
        upper[self.shares : self.first] = 1.0
        costs = np.zeros(self.size)
        more: list[tuple[dict[int, float], float]] = []  # further rows at most so much
        if isinstance(goal, Room):
            extra, costs = 1, np.append(costs, -1.0)
            lower[list(gains)] = -np.inf
            tight = self._tight(live)
            most = np.hstack([most, np.array(tight).reshape(-1, 1)])
            more = [({column: -1.0, self.size: 1.0}, 0.0) for column in gains]
            lower, upper = np.append(lower, -np.inf), np.append(upper, 1.0)
        elif isinstance(goal, Leximin):
            extra, added, more, lower, upper = self._least(goal, lower, upper)
            costs = np.append(costs, added)
            most = np.hstack([most, np.zeros((len(most), extra))])
        else:
            extra = 0
            costs[list(gains)] = -_level(goal.factors if isinstance(goal, Sum) else (), self.spread)
        even = np.hstack([even, np.zeros((len(even), extra))])
        rows = np.zeros((len(more), self.size + extra))
        for n, (row, _) in enumerate(more):
            for column, entry in row.items():
                rows[n, column] = entry
        matrix = np.vstack([even, most, rows])
        high = np.concatenate([self.right, bound, [end for _, end in more]])
        low = np.concatenate([self.right, np.full(len(high) - len(self.right), -np.inf)])
        solution = _highs(costs, matrix, low, high, lower, upper)
        if solution is None:
            return None
        columns, duals = solution
        issues = len(self.table.points)
        prices = -duals[len(even) : len(even) + len(most)]
        return columns, duals[issues : len(even)], prices, -float(costs @ columns)

    def _tight(self, live: Floats) -> list[float]:
        """1 for limits, and for what is forbidden, that what is left could break."""
        made = []
        for kind, n, *_ in self.kinds:
            breaks = False
            if kind == "limit":
                limit = self.table.limits[n]
                tops = [max(c for o, c in enumerate(own) if live[self.column[i, o]]) for i, own in limit.costs]
                breaks = sum(tops) > limit.most
            elif n >= self.own:
                breaks = all(any(live[self.column[i, o]] for o in options) for i, options in self.boxes[n].where)
            made.append(float(breaks))
        return made

    def _least(
        self, goal: Leximin, lower: Floats, upper: Floats
    ) -> tuple[int, Floats, list[tuple[dict[int, float], float]], Floats, Floats]:
        """Columns for each n: a level, and by how much each party falls short of it."""
        factors = _level(goal.factors, self.spread)
        scale = float(np.max(np.array([float(f) for f in goal.factors]) * self.spread))
        used = [p for p, f in enumerate(goal.factors) if f]
        stages = len(goal.sums) + 1
        width = 1 + len(used)
        added = np.zeros(stages * width)
        more: list[tuple[dict[int, float], float]] = []
        for n in range(stages):
            level = self.size + n * width
            short = [level + 1 + k for k in range(len(used))]
            for column, p in zip(short, used, strict=True):
                more.append(({level: 1.0, column: -1.0, self.first + p: -float(factors[p])}, 0.0))
            if n < len(goal.sums):
                more.append(
                    ({level: -(n + 1.0), **dict.fromkeys(short, 1.0)}, -float(goal.sums[n]) / scale * (1 - SLACK))
                )
            else:
                added[n * width] = -(n + 1.0)
                added[n * width + 1 :] = 1.0
        free = np.zeros(stages * width)
        free[::width] = -np.inf
        return stages * width, added, more, np.append(lower, free), np.append(upper, np.full(stages * width, np.inf))

    def _cone(self, live: Floats, goal: Product) -> tuple[Floats, Floats, Floats, float] | None:
        used = [p for p, a in enumerate(goal.exponents) if a]
        size, extra = int(live.sum()), len(used)
        total = sum(goal.exponents)
        where = np.flatnonzero(live)
        first, own = size - self.table.parties, self.own
        identity = np.eye(size + extra)
        even = np.hstack([self.even[:, where], np.zeros((len(self.even), extra))])
        most = np.hstack([self.most[:, where], np.zeros((len(self.most), extra))])
        matrix = [even, most, -identity[:size], identity[first - own : first]]
        right = [self.right, self.bound, np.zeros(size), np.ones(own)]
        cones = [clarabel.ZeroConeT(len(even)), clarabel.NonnegativeConeT(len(most) + size + own)]
        for n, p in enumerate(used):
            matrix.append(np.array([-identity[size + n], np.zeros(size + extra), -identity[first + p]]))
            right.append(np.array([0.0, 1.0, goal.origins[p] / self.spread[p]]))
            cones.append(clarabel.ExponentialConeT())
        costs = np.concatenate([np.zeros(size), [-goal.exponents[p] / total for p in used]])
        settings = clarabel.DefaultSettings()
        settings.verbose = False
        settings.max_threads = 1
        settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-13  # as near as it comes
        nothing = _Columns(np.zeros((size + extra, size + extra)))
        solver = clarabel.DefaultSolver(
            nothing, costs, _Columns(np.vstack(matrix)), np.concatenate(right), cones, settings
        )
        solution = solver.solve()
        if "Infeasible" in str(solution.status) or not np.isfinite(solution.x + solution.z).all():
            return None
        columns = np.zeros(self.size)
        columns[where] = np.array(solution.x)[:size]
        duals = np.array(solution.z)
        issues = len(self.table.points)
        weights = -duals[issues : len(even)]
        return columns, weights, duals[len(even) : len(even) + len(most)], -float(solution.obj_val)


def _level(factors: Sequence[int], spread: Floats) -> Floats:
    """Factors of scaled gains, the greatest 1."""
    scaled = np.array([float(f) for f in factors]) * spread
    result: Floats = scaled / scaled.max()
    return result


def _highs(
    costs: Floats, matrix: Floats, low: Floats, high: Floats, lower: Floats, upper: Floats
) -> tuple[Floats, Floats] | None:
    """Columns and the duals of rows; None where there is no solution."""
    solver = Quiet()
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = matrix.shape
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = costs, lower, upper
    programme.row_lower_, programme.row_upper_ = low, high
    columns = _Columns(matrix)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = columns.indptr
    programme.a_matrix_.index_ = columns.indices
    programme.a_matrix_.value_ = columns.data
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)
