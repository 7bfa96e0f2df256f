"""Weights under which the bound is as near to what is needed as it gets: cutting planes among the parties' weights.

S(w), the most that a package weighs, is the greatest of planes w x gains, one for each package; what a region needs is
the least of planes w x point, one for each of its points. Their difference is convex in w: it is bounded from below by
the planes met so far, the least of that bound is found by a linear programme, and new planes are laid half-way to the
best weights so far (J. E. Kelley 1960; the half-way point after W. Ben-Ameur and J. Neto 2007).
"""

from collections.abc import Callable, Sequence

import numpy as np

from comity.gains.highs import INFINITE, Quiet
from comity.gains.regions import Floats, Region

ROUNDS = 60
NEAR = 1e-7  # of the spread: nothing is gained by going nearer
LEAST = 1e-7  # a weight, times its party's spread


def nearest(
    pick: Callable[[Floats], Floats], region: Region, start: Floats, spread: Floats, gains: Sequence[Floats]
) -> Floats:
    """The weights, w x spread = 1. pick: gains of the heaviest package under weights. gains: of packages known."""
    parties = len(spread)
    programme = Quiet()
    programme.addVars(parties + 2, np.append(LEAST / spread, [-INFINITE, -INFINITE]), np.full(parties + 2, INFINITE))
    programme.changeColCost(parties, 1.0)
    programme.changeColCost(parties + 1, -1.0)
    programme.row(1.0, 1.0, dict(enumerate(spread)))

    def lay(weights: Floats, known: Floats) -> float:
        point = np.array(region.point(weights.tolist()))
        programme.row(0.0, INFINITE, {**dict(enumerate(-known)), parties: 1.0})
        programme.row(-INFINITE, 0.0, {**dict(enumerate(-point)), parties + 1: 1.0})
        return float(weights @ (known - point))

    for known in gains:
        programme.row(0.0, INFINITE, {**dict(enumerate(-known)), parties: 1.0})
    best = start / float(start @ spread)
    missing = lay(best, pick(best))
    for _turn in range(ROUNDS):
        programme.run()
        found = np.array(programme.getSolution().col_value)
        if missing < 0 or missing - (found[parties] - found[parties + 1]) <= NEAR:
            break
        weights = (best + found[:parties]) / 2
        value = lay(weights, pick(weights))
        if value < missing:
            best, missing = weights, value
    return best
