"""The linear relaxation of relaxed.py in HiGHS, its cuts, and its duals as whole numbers."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import highspy
import numpy as np
from numpy.typing import NDArray

from comity.gains.highs import INFINITE, Quiet
from comity.gains.regions import Floats
from comity.gains.searching import Search

if TYPE_CHECKING:
    from comity.gains.relaxed import Relaxed

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
CUTS = 12  # rounds of cuts at one node
FAR = 1e3  # a cut that demands more than this, where all that there is weighs 1, demands enough


@dataclass
class Duals:
    """Whole multipliers. passed[box, issue]: what the box passes to options of the issue that fit it."""

    weights: list[int]
    passed: dict[tuple[int, int], int]
    rates: list[int]


@dataclass
class Programme:
    """The linear relaxation in HiGHS: minimise -margin. Columns: options, boxes worth something, the margin."""

    view: "Relaxed"
    highs: Quiet = field(init=False)
    cuts: list[tuple[Floats, int]] = field(default_factory=list)  # weights, row

    def __post_init__(self) -> None:
        view = self.view
        self.own = len(view.table.boxes)
        self.cells = np.argwhere(view.mask)
        self.column = {(int(i), int(o)): n for n, (i, o) in enumerate(self.cells)}
        self.size = len(self.cells)
        self.highs = Quiet()
        count = self.size + self.own + 1
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        self.highs.changeColBounds(count - 1, -INFINITE, INFINITE)
        self.highs.changeColCost(count - 1, -1.0)
        self.rows: list[tuple[str, int, int]] = []  # what a row is: kind, box or limit, issue
        for issue in range(len(view.mask)):
            self._row(
                "one", issue, 0, 1.0, 1.0, {self.column[issue, int(o)]: 1.0 for o in np.flatnonzero(view.mask[issue])}
            )
        for n, box in enumerate(view.boxes):
            fits = {issue: [self.column[issue, o] for o in options] for issue, options in box.where}
            every = {column: 1.0 for columns in fits.values() for column in columns}
            if n >= self.own:
                self._row("forbidden", n, 0, -INFINITE, len(fits) - 1.0, every)
                continue
            for issue, columns in fits.items():
                self._row("fits", n, issue, -INFINITE, 0.0, {self.size + n: 1.0, **dict.fromkeys(columns, -1.0)})
            self._row("all", n, 0, -INFINITE, len(fits) - 1.0, {**every, self.size + n: -1.0})
        for n, limit in enumerate(view.table.limits):
            spent = {self.column[issue, o]: float(c) for issue, row in limit.costs for o, c in enumerate(row) if c}
            self._row("limit", n, 0, -INFINITE, float(limit.most), spent)
        self.fixed = len(self.rows)

    def forget(self) -> None:
        """Take all cuts out."""
        count = self.highs.getNumRow() - self.fixed
        if count:
            self.highs.deleteRows(count, np.arange(self.fixed, self.fixed + count, dtype=np.int32))
        self.cuts = []

    def solve(self, mask: Mask, search: Search) -> tuple[Duals, Floats]:
        """Cut until the margin is below 0 or the relaxed gains lie in the region; duals, and the shares of options."""
        view = self.view
        upper = mask[self.cells[:, 0], self.cells[:, 1]].astype(float)
        self.highs.changeColsBounds(self.size, np.arange(self.size, dtype=np.int32), np.zeros(self.size), upper)
        duals, shares = self._whole(np.zeros(view.parties), np.zeros(self.fixed)), np.where(mask, 1.0, 0.0)
        best = search.best
        self._tighten(search)
        if not self.cuts:
            for party in range(view.parties):
                self._cut(search, np.eye(view.parties)[party])
        for _turn in range(CUTS):
            self.highs.run()
            if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return self._infeasible(), shares
            solution = self.highs.getSolution()
            found = np.array(solution.col_value)
            shares = np.zeros(mask.shape)
            shares[self.cells[:, 0], self.cells[:, 1]] = found[: self.size]
            duals = self._duals(np.array(solution.row_dual))
            margin = float(found[-1])
            if margin < -1e-9:
                break
            picks: Ints = np.where(mask, shares, -1.0).argmax(axis=1)
            view.swap(mask, search, picks)
            gains = self._gains(found)
            if search.best != best:
                best = search.best
                self._tighten(search)
            elif not self._cut(search, np.array(search.region(best).corner(gains.tolist())), gains, margin):
                break
        return duals, shares

    def _infeasible(self) -> Duals:
        """No package of the part keeps the constraints: the ray of the dual, under weights of nothing."""
        _, has, ray = self.highs.getDualRay()  # type: ignore[attr-defined]  # its stub leaves it out
        return self._duals(np.array(ray) if has else np.zeros(self.fixed + len(self.cuts)))

    def _gains(self, found: Floats) -> Floats:
        view = self.view
        gains = found[: self.size] @ view.rough[self.cells[:, 0], self.cells[:, 1]] - view.floor
        result: Floats = gains + found[self.size : self.size + self.own] @ view.extra
        return result

    def _cut(self, search: Search, weights: Floats, gains: Floats | None = None, margin: float = 0.0) -> bool:
        """Add weights x gains - margin >= least(weights), all by the spread; False if it cuts nothing off."""
        view = self.view
        weights = weights / float(weights @ view.spread)
        need = self._need(search, weights)
        if gains is not None and float(weights @ gains) - margin >= need - 1e-9:
            return False
        row = {n: float(c) for n, c in enumerate(view.rough[self.cells[:, 0], self.cells[:, 1]] @ weights) if c}
        row |= {self.size + n: float(c) for n, c in enumerate(view.extra @ weights) if c}
        row[self.size + self.own] = -1.0
        self.highs.row(need + float(view.floor @ weights), INFINITE, row)
        self.cuts.append((weights, self.fixed + len(self.cuts)))
        return True

    def _need(self, search: Search, weights: Floats) -> float:
        point = search.region(search.best).point(np.maximum(weights, 1e-200).tolist())
        return min(float(weights @ np.array(point)), FAR)

    def _tighten(self, search: Search) -> None:
        """What the cuts demand, from the best that is known now."""
        for weights, row in self.cuts:
            need = self._need(search, weights) + float(self.view.floor @ weights)
            self.highs.changeRowBounds(row, need, INFINITE)

    def _duals(self, duals: Floats) -> Duals:
        weights = sum((max(float(duals[row]), 0.0) * w for w, row in self.cuts), np.zeros(self.view.parties))
        return self._whole(weights, duals)

    def _whole(self, weights: Floats, duals: Floats) -> Duals:
        largest = max(float(weights.max()), float(np.abs(duals[: self.fixed]).max()) * 1e-6, 1e-200)
        scale = self.view.fine / largest
        passed: dict[tuple[int, int], float] = {}
        rates = [0] * len(self.view.table.limits)
        for (kind, n, issue), dual in zip(self.rows, duals, strict=False):
            price = max(-float(dual), 0.0)
            if not price or kind == "one":
                continue
            if kind == "limit":
                rates[n] = round(price * scale)
            elif kind == "fits":
                passed[n, issue] = passed.get((n, issue), 0.0) + price
            else:
                for each, _fits in self.view.boxes[n].where:
                    passed[n, each] = passed.get((n, each), 0.0) - price
        whole = {key: round(amount * scale) for key, amount in passed.items()}
        return Duals([round(float(w) * scale) for w in weights], {k: a for k, a in whole.items() if a}, rates)

    def _row(self, kind: str, box: int, issue: int, low: float, high: float, row: dict[int, float]) -> None:
        self.highs.row(low, high, row)
        self.rows.append((kind, box, issue))
