"""The Lagrangian core: one package by a criterion, where every issue counts alone, for any number of parties.

For weights w on the parties' gains, the best package is found issue by issue; its weighted sum S(w) bounds what any
package reaches. A region of better packages needs `least(w)` (regions.py). So

1. w is moved until S(w) is as near to least(w) as it gets (exponentiated subgradient, after Kivinen and Warmuth 1997);
   the packages met on the way, improved by single swaps, give the incumbent;
2. every option has a loss >= 0 under w, in whole numbers, and a better package loses no more than S(w) - least(w) in
   all: only these are listed (Held and Karp 1971, by listing the gap);
3. where they are too many, an issue is split and each part is done alone. The weights and splits are the proof.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.gains.dual import nearest
from comity.gains.regions import Floats, edge, reach, value
from comity.gains.searching import Gains, Search, Tree
from comity.gains.table import Table

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
ROUNDS = 80
LISTED = 20_000  # packages that one leaf may list
FINE = 1 << 20  # the smallest weight is at least this fraction of the largest


@dataclass(frozen=True)
class _Part:
    """Packages whose options are among these, the node that will prove them done, and weights to begin from."""

    mask: Mask
    node: Tree
    weights: Floats


@dataclass
class Additive:
    """A table as arrays, options padded to the most that an issue has. An engine (searching.py)."""

    table: Table
    points: Ints  # or of objects
    rough: Floats
    mask: Mask
    least: Ints
    spread: Floats
    warm: Floats
    floor: Floats
    low: int  # less than any weighted sum
    name: str = "lagrangian core"

    @staticmethod
    def of(table: Table) -> "Additive":
        """Where weighted points do not fit into 64 bits, the arrays hold Python's own whole numbers: slower."""
        most = max(map(len, table.points))
        size = max(
            sum(max(abs(option[party]) for option in options) for options in table.points) + abs(least)
            for party, least in enumerate(table.reservations)
        )
        kind = np.int64 if size * FINE * table.parties < 1 << 61 else object
        whole = np.zeros((len(table.points), most, table.parties), kind)
        mask = np.zeros((len(table.points), most), bool)
        for issue, options in enumerate(table.points):
            whole[issue, : len(options)] = options
            mask[issue, : len(options)] = True
        rough = whole.astype(float)
        high = np.where(mask[:, :, None], rough, -np.inf).max(axis=1).sum(axis=0)
        low = np.where(mask[:, :, None], rough, np.inf).min(axis=1).sum(axis=0)
        least = np.array(table.reservations, kind)
        spread = np.maximum(high - np.maximum(low, least.astype(float)), 1.0)
        return Additive(
            table,
            whole,
            rough,
            mask,
            least,
            spread,
            1.0 / spread,
            least.astype(float),
            -(FINE * table.parties * (size + 1)),
        )

    def run(self, search: Search, *, deadline: float | None = None) -> None:
        """Find the best package of the stage and the tree that proves it, or stop at the deadline."""
        root: Tree = {}
        todo = [_Part(self.mask, root, self.warm)]
        while todo:
            part = todo.pop()
            weights, whole, done = self._look(part, search)
            if part.node is root:
                self.warm = weights
            if done:
                part.node["w"] = [int(each) for each in whole]
                continue
            todo += self._branch(part, whole, weights)
            if deadline is not None and time.monotonic() > deadline:
                search.gap = self._gap(search, todo)
                return
        search.tree, search.gap = root, 0.0

    def _look(self, part: _Part, search: Search) -> tuple[Floats, Ints, bool]:
        """Weights, as they are and whole, and whether they were enough to look at all that could be better."""
        weights, known = self._approach(part, search)
        whole = self._whole(weights)
        if self._list(part.mask, search, whole):
            return weights, whole, True
        closed, rows = np.where(part.mask, 0.0, -np.inf), np.arange(len(part.mask))

        def pick(weights: Floats) -> Floats:
            picks: Ints = (self.rough @ weights + closed).argmax(axis=1)
            self._take(search, picks)
            gains: Floats = self.rough[rows, picks].sum(axis=0) - self.floor
            return gains

        weights = nearest(pick, search.region(search.best), weights, self.spread, known)
        whole = self._whole(weights)
        return weights, whole, self._list(part.mask, search, whole)

    def equals(self, search: Search, same: Callable[[Gains], object]) -> set[Gains]:
        """Gains of packages for which `same` is what it is for the best; none where one leaf cannot list them."""
        if search.best is None:
            return set()
        kept: list[Ints] = []
        level = Search(lambda _best: edge(search.region(search.best)), search.best)
        self._list(self.mask, level, self._whole(self.warm), keep=kept)
        want = same(search.best)
        listed = {tuple(row) for rows in kept for row in rows.tolist()}
        return {gains for gains in listed if min(gains) >= 0 and same(gains) == want}

    def _approach(self, part: _Part, search: Search) -> tuple[Floats, list[Floats]]:
        """Weights under which the bound is near to what is needed, and the gains met; on the way, better packages."""
        weights, best, found = part.weights, part.weights, np.inf
        closed = np.where(part.mask, 0.0, -np.inf)
        rows = np.arange(len(part.mask))
        seen: dict[bytes, Ints] = {}
        known: list[Floats] = []
        region = search.region(search.best)
        for turn in range(ROUNDS):
            picks: Ints = (self.rough @ weights + closed).argmax(axis=1)
            gains = self.rough[rows, picks].sum(axis=0) - self.floor
            if picks.tobytes() not in seen:
                seen[picks.tobytes()] = picks
                known.append(gains)
                if self._take(search, picks):
                    region = search.region(search.best)
            apart = weights * (gains - np.array(region.point(weights.tolist())))
            missing = float(apart.sum())
            if missing < found:
                found, best = missing, weights
            largest = float(np.abs(apart).max())
            if missing < 0 or largest <= 1e-12:
                break
            weights = weights * np.exp(apart * (-0.7 / (1 + turn / 6) / largest))
            weights = weights / (weights @ self.spread)
        for picks in list(seen.values())[-6:]:
            self._swap(part.mask, search, picks)
        return best, known

    def _take(self, search: Search, picks: Ints) -> bool:
        gains = self.points[np.arange(len(picks)), picks].sum(axis=0) - self.least
        return search.take(tuple(gains.tolist()), tuple(picks.tolist()))

    def _swap(self, mask: Mask, search: Search, picks: Ints) -> None:
        """Change one issue at a time for as long as the criterion gains by it."""
        rows = np.arange(len(mask))
        picks = picks.copy()
        region = search.region(search.best)
        for _turn in range(2 * len(mask)):
            own = self.rough[rows, picks]
            gains = own.sum(axis=0) - self.floor
            scores = np.where(mask, region.score(gains + self.rough - own[:, None, :]), -np.inf)
            issue, option = np.unravel_index(int(scores.argmax()), scores.shape)
            if not scores[issue, option] > float(region.score(gains)) + 1e-12:
                break
            picks[issue] = option
        self._take(search, picks)

    def _list(self, mask: Mask, search: Search, weights: Ints, keep: list[Ints] | None = None) -> bool:
        """Look at every package that loses little enough to be better, or keep them all; False if they are too many."""
        worth = np.where(mask, self.points @ weights, self.low)
        top = worth.max(axis=1)
        loss = top[:, None] - worth
        bound = int(top.sum()) - int(self.least @ weights)
        budget = bound - search.region(search.best).least(weights.tolist())
        if budget < 0:
            return True
        near = mask & (loss <= budget)
        fixed: Ints = near.argmax(axis=1)
        single = near.sum(axis=1) == 1
        lost = np.zeros(1, self.points.dtype)
        gains = (self.points[single, fixed[single]].sum(axis=0) - self.least)[None, :]
        order = sorted(np.flatnonzero(~single), key=lambda issue: -int(np.partition(loss[issue][near[issue]], 1)[1]))
        trail: list[tuple[int, Ints, Ints]] = []
        for issue in order:
            options = np.flatnonzero(near[issue])
            sums = lost[:, None] + loss[issue, options]
            parents, which = np.nonzero(sums <= budget)
            if len(parents) > LISTED:
                return False
            lost = sums[parents, which]
            gains = gains[parents] + self.points[issue, options[which]]
            trail.append((int(issue), parents, options[which]))
        if keep is None:
            self._best_of(search, gains, fixed, trail)
        else:
            keep.append(gains)
        return True

    def _best_of(self, search: Search, gains: Ints, fixed: Ints, trail: list[tuple[int, Ints, Ints]]) -> None:
        """Of the listed packages, take those that are better, the likeliest first."""
        scores = search.region(search.best).score(gains.astype(float))
        for row in np.argsort(-scores, kind="stable"):
            if not scores[row] > -1e-9:
                return
            picks, at = fixed.copy(), int(row)
            for issue, parents, options in reversed(trail):
                picks[issue], at = options[at], int(parents[at])
            self._take(search, picks)

    def _branch(self, part: _Part, whole: Ints, weights: Floats) -> list[_Part]:
        """Split the issue whose second option loses least: its best option, which is looked at first, and the rest."""
        worth = np.where(part.mask, self.points @ whole, self.low)
        loss = worth.max(axis=1)[:, None] - worth
        several = np.flatnonzero(part.mask.sum(axis=1) > 1)
        issue = int(min(several, key=lambda each: int(np.partition(loss[each][part.mask[each]], 1)[1])))
        first = np.zeros(part.mask.shape[1], bool)
        first[int(loss[issue].argmin())] = True
        made = []
        for options in (part.mask[issue] & ~first, first):
            mask = part.mask.copy()
            mask[issue] = options
            made.append(_Part(mask, {}, weights))
        part.node["issue"] = issue
        part.node["parts"] = [[np.flatnonzero(each.mask[issue]).tolist(), each.node] for each in made]
        return made

    def _gap(self, search: Search, todo: list[_Part]) -> float | None:
        """The most that any part left could still reach, as a share above the best."""
        if search.best is None:
            return None
        region = search.region(search.best)
        now = most = value(region)
        for part in todo:
            whole = self._whole(part.weights)
            bound = int(np.where(part.mask, self.points @ whole, self.low).max(axis=1).sum()) - int(self.least @ whole)
            reached = reach(region, whole.tolist(), bound)
            if reached is None or now <= 0:
                return None
            most = max(most, reached)
        return (most - now) / now

    def _whole(self, weights: Floats) -> Ints:
        """Weights as whole numbers, none 0."""
        whole: Ints = np.maximum(np.rint(weights / weights.max() * FINE), 1.0).astype(np.int64)
        return whole.astype(self.points.dtype)
