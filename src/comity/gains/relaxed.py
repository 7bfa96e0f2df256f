"""Outer approximation: one package by a criterion, where issues hang together or something is forbidden.

- At each node of a tree HiGHS solves the linear relaxation: shares of options, of boxes (interactions), and a margin by
  which all cuts can be met. A cut is a region's own inequality, weights x gains >= least(weights), laid where the last
  relaxed gains miss the region (J. E. Kelley, The cutting-plane method, 1960; M. A. Duran and I. E. Grossmann, An
  outer-approximation algorithm for a class of mixed-integer nonlinear programs, 1986).
- The duals are taken as whole numbers: weights `w` of the parties, amounts `a` that a box passes to its issues, rates
  `l` of budgets. With these the bound is computed again, exactly; packages that lose little enough are looked at, as in
  core.py; else an issue is split where a box is most undecided.
- The duals and splits are the proof. HiGHS is not trusted for it.
"""

import copy
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from comity.gains.programme import Duals, Programme
from comity.gains.regions import Floats, edge, reach, value
from comity.gains.searching import Gains, Search, Tree
from comity.gains.table import Box, Table

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
CUTS = 12  # rounds of cuts at one node
LISTED = 20_000  # packages that one leaf may list
FINEST = 1 << 36  # duals are taken to this part of the largest weight, or to as much as 64 bits leave room for
FINE = 1 << 24  # and to no less, be the numbers as long as they may


class Relaxed:
    """A table as arrays and as a linear programme. An engine (searching.py)."""

    name = "outer approximation"

    def __init__(self, table: Table) -> None:
        """Where weighted points do not fit into 64 bits, the arrays hold Python's own whole numbers: slower."""
        self.table, self.parties = table, table.parties
        issues, most = len(table.points), max(map(len, table.points))
        size = max(sizes(table)) * self.parties + 1
        kind = np.int64 if size * FINE < 1 << 60 else object
        self.fine = max(min((1 << 60) // size, FINEST), FINE)
        self.points = np.zeros((issues, most, self.parties), kind)
        self.mask = np.zeros((issues, most), bool)
        for issue, options in enumerate(table.points):
            self.points[issue, : len(options)] = options
            self.mask[issue, : len(options)] = True
        self.least = np.array(table.reservations, kind)
        self.boxes = [*table.boxes, *table.forbidden]
        self.bonus = np.array([box.points for box in table.boxes], kind).reshape(len(table.boxes), self.parties)
        self.misses = np.zeros((len(self.boxes), issues, most), np.int8)
        for n, box in enumerate(self.boxes):
            for issue, fits in box.where:
                self.misses[n, issue] = [option not in fits for option in range(most)]
        self.costs = np.zeros((len(table.limits), issues, most), np.int64)
        for n, limit in enumerate(table.limits):
            for issue, row in limit.costs:
                self.costs[n, issue, : len(row)] = row
        self.most = np.array([limit.most for limit in table.limits], np.int64)
        self.low = -2 * self.fine * size
        spread = np.abs(self.points).max(axis=1).sum(axis=0) + np.abs(self.bonus).sum(axis=0) + np.abs(self.least)
        self.spread: Floats = np.maximum(spread.astype(float), 1.0)
        self.rough, self.floor, self.extra = (
            self.points.astype(float),
            self.least.astype(float),
            self.bonus.astype(float),
        )
        self.programme = Programme(self)
        self.root: Duals | None = None

    def run(self, search: Search, *, deadline: float | None = None) -> None:
        """Find the best package of the stage and the tree that proves it, or stop at the deadline."""
        root: Tree = {}
        todo: list[tuple[Mask, Tree, float]] = [(self.mask, root, np.inf)]
        self.programme.forget()
        while todo:
            mask, node, _ = todo.pop()
            duals, shares = self.programme.solve(mask, search)
            if node is root:
                self.root = duals
            if self._list(mask, search, duals):
                node.update(self._leaf(duals))
                continue
            todo += self._branch(mask, node, shares)
            if deadline is not None and time.monotonic() > deadline:
                search.gap = self._gap(search)
                return
        search.tree, search.gap = root, 0.0

    def above(self, reservations: Sequence[int]) -> "Relaxed":
        """The same table with these reservation values; the two share one linear programme and are not run together."""
        other = copy.copy(self)
        other.least = np.array(reservations, self.least.dtype)
        other.floor = other.least.astype(float)
        other.programme = copy.copy(self.programme)
        other.programme.view = other
        return other

    def equals(self, search: Search, same: Callable[[Gains], object]) -> set[Gains]:
        """Gains of packages for which `same` is what it is for the best; none where one leaf cannot list them."""
        if search.best is None or self.root is None:
            return set()
        kept: list[Ints] = []
        level = Search(lambda _best: edge(search.region(search.best)), search.best)
        self._list(self.mask, level, self.root, keep=kept)
        want = same(search.best)
        found = set()
        for rows in kept:
            gains, allowed = self._evaluate(rows)
            found |= {tuple(row) for row in gains[allowed].tolist()}
        return {gains for gains in found if min(gains) >= 0 and same(gains) == want}

    def _evaluate(self, picks: Ints) -> tuple[Ints, Mask]:
        """Gains of packages (rows of option numbers), and which of them break no constraint."""
        issues = np.arange(picks.shape[1])
        gains = self.points[issues, picks].sum(axis=1) - self.least
        missed = self.misses[:, issues, picks].sum(axis=2, dtype=np.int64)  # boxes x packages
        own = len(self.table.boxes)
        gains = gains + (missed[:own] == 0).T.astype(self.bonus.dtype) @ self.bonus
        allowed = (missed[own:] > 0).all(axis=0)
        for costs, most in zip(self.costs, self.most, strict=True):
            allowed &= costs[issues, picks].sum(axis=1) <= most
        return gains, allowed

    def take(self, search: Search, picks: Ints) -> bool:
        """Take the package if it is allowed and better than the best."""
        gains, allowed = self._evaluate(picks[None, :])
        return bool(allowed[0]) and search.take(tuple(gains[0].tolist()), tuple(picks.tolist()))

    def swap(self, mask: Mask, search: Search, picks: Ints) -> None:
        """Change one issue at a time for as long as the criterion gains by it."""
        own, picks = len(self.table.boxes), picks.copy()
        issues = np.arange(len(mask))
        region = search.region(search.best)
        now = -np.inf
        for _turn in range(2 * len(mask)):
            single = self.rough[issues, picks]
            held = self.misses[:, issues, picks]
            missed = held.sum(axis=1, dtype=np.int64)[:, None, None] - held[:, :, None] + self.misses
            inside = missed == 0
            gains = single.sum(axis=0) - self.floor + self.rough - single[:, None, :]
            gains = gains + np.tensordot(inside[:own].astype(float), self.extra, axes=(0, 0))
            open_ = mask & ~inside[own:].any(axis=0)
            for costs, most in zip(self.costs, self.most, strict=True):
                spent = costs[issues, picks]
                open_ &= spent.sum() - spent[:, None] + costs <= most
            scores = np.where(open_, region.score(gains), -np.inf)
            issue, option = np.unravel_index(int(scores.argmax()), scores.shape)
            if not scores[issue, option] > now + 1e-12:
                break
            now, picks[issue] = float(scores[issue, option]), option
        self.take(search, picks)

    def worth(self, mask: Mask, duals: Duals) -> tuple[Ints, int]:
        """Of every option what it weighs, and what is added to any package at most: exact."""
        weights = np.array(duals.weights, self.points.dtype)
        worth = self.points @ weights
        added = -int(self.least @ weights)
        for rate, costs, most in zip(duals.rates, self.costs, self.most, strict=True):
            worth = worth - rate * costs
            added += rate * int(most)
        for (box, issue), amount in duals.passed.items():
            worth[issue] += amount * (self.misses[box, issue] == 0)
        for n, each in enumerate(self.boxes):
            bonus = int(self.bonus[n] @ weights) if n < len(self.table.boxes) else None
            added += self._kept(mask, n, each, bonus, duals)
        return np.where(mask, worth, self.low), added

    def _kept(self, mask: Mask, n: int, box: Box, bonus: int | None, duals: Duals) -> int:
        """The most that the box can keep: its bonus inside, nothing outside, less what it passes."""
        inside, outside, step, possible = bonus or 0, 0, None, bonus is not None
        free = False
        for issue, _fits in box.where:
            amount = duals.passed.get((n, issue), 0)
            fit = bool((mask[issue] & (self.misses[n, issue] == 0)).any())
            miss = bool((mask[issue] & (self.misses[n, issue] == 1)).any())
            possible = possible and fit
            inside -= amount
            outside += max(-amount if fit else 0, 0) if miss else -amount
            if not fit or (miss and amount >= 0):
                free = True
            elif miss:
                step = -amount if step is None else min(step, -amount)
        if not free:
            if step is None:
                return inside if possible else self.low
            outside -= step
        return max(inside, outside) if possible else outside

    def _list(self, mask: Mask, search: Search, duals: Duals, keep: list[Ints] | None = None) -> bool:
        """Look at every package that loses little enough to be better, or keep them all; False if they are too many."""
        worth, added = self.worth(mask, duals)
        top = worth.max(axis=1)
        loss = top[:, None] - worth
        budget = added + int(top.sum()) - search.region(search.best).least(duals.weights)
        if budget < 0:
            return True
        near = mask & (loss <= budget)
        fixed: Ints = near.argmax(axis=1)
        several = np.flatnonzero(near.sum(axis=1) > 1)
        order = sorted(several, key=lambda issue: -int(np.partition(loss[issue][near[issue]], 1)[1]))
        lost, rows = np.zeros(1, worth.dtype), fixed[None, :]
        for issue in order:
            options = np.flatnonzero(near[issue])
            sums = lost[:, None] + loss[issue, options]
            parents, which = np.nonzero(sums <= budget)
            if len(parents) > LISTED:
                return False
            lost, rows = sums[parents, which], rows[parents]
            rows[:, issue] = options[which]
        if keep is not None:
            keep.append(rows)
            return True
        gains, allowed = self._evaluate(rows)
        scores = np.where(allowed, search.region(search.best).score(gains.astype(float)), -np.inf)
        for row in np.argsort(-scores, kind="stable"):
            if not scores[row] > -1e-9:
                break
            self.take(search, rows[row])
        return True

    def _leaf(self, duals: Duals) -> Tree:
        leaf: Tree = {"w": duals.weights}
        if duals.passed:
            leaf["a"] = [[self.boxes[n].number, issue, amount] for (n, issue), amount in duals.passed.items()]
        if duals.rates:
            leaf["l"] = [rate * limit.factor for rate, limit in zip(duals.rates, self.table.limits, strict=True)]
        return leaf

    def _branch(self, mask: Mask, node: Tree, shares: Floats) -> list[tuple[Mask, Tree, float]]:
        """Split an issue where it is most undecided: what fits a box and what does not; else an option and the rest."""
        best, found = 0.0, None
        for n, box in enumerate(self.boxes):
            for issue, _fits in box.where:
                fits = mask[issue] & (self.misses[n, issue] == 0)
                share = float(shares[issue][fits].sum())
                if fits.any() and (mask[issue] & ~fits).any() and min(share, 1 - share) > best + 1e-9:
                    best, found = min(share, 1 - share), (issue, fits)
        if found is None or best < 1e-6:
            several = np.flatnonzero(mask.sum(axis=1) > 1)
            issue = int(min(several, key=lambda each: float(shares[each].max())))
            fits = np.zeros(mask.shape[1], bool)
            fits[int(np.where(mask[issue], shares[issue], -1.0).argmax())] = True
            found = (issue, fits)
        issue, fits = found
        parts = [fits, mask[issue] & ~fits]
        parts.sort(
            key=lambda part: float(shares[issue][part].sum())
        )  # the likelier one is looked at first: it lies last
        made: list[tuple[Mask, Tree, float]] = []
        for part in parts:
            kept = mask.copy()
            kept[issue] = part
            made.append((kept, {}, 0.0))
        node["issue"] = issue
        node["parts"] = [[np.flatnonzero(kept[issue]).tolist(), child] for kept, child, _ in made]
        return made

    def _gap(self, search: Search) -> float | None:
        """By the bound at the root: the most that any package could reach, as a share above the best."""
        if search.best is None or self.root is None:
            return None
        region = search.region(search.best)
        now = value(region)
        worth, added = self.worth(self.mask, self.root)
        reached = reach(region, self.root.weights, int(worth.max(axis=1).sum()) + added)
        return None if reached is None or now <= 0 else max(reached - now, 0) / now


def sizes(table: Table) -> list[int]:
    """For each party: no package's points, nor its gain, are further from 0."""
    return [
        sum(max(abs(option[party]) for option in options) for options in table.points)
        + sum(abs(box.points[party]) for box in table.boxes)
        + abs(least)
        for party, least in enumerate(table.reservations)
    ]
