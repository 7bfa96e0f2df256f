"""Maximum Nash welfare by HiGHS alone: the sum of logarithms from outside, by tangents, as one does it without us.

Mixed-integer programme: an option for each issue, a party's points t, z <= log a + (t - a) / a at every a met so far;
the sum of z is maximised, the package's own points give the next tangents. M. A. Duran and I. E. Grossmann, 1986.
"""

import math
import time

import highspy
import numpy as np


class _Silent(highspy.Highs):
    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name; its callbacks greet on standard output
        """None."""


class _Outside:
    """The programme. points[party][issue][option]."""

    def __init__(self, points: list[list[list[int]]]) -> None:
        self.worth = np.array(points, float)
        self.parties, self.issues, self.options = self.worth.shape
        self.columns = self.issues * self.options
        self.model = model = _Silent()
        model.silent()
        model.setOptionValue("mip_rel_gap", 0.0)  # its own 1e-4 of a sum of logarithms is no proof
        count = self.columns + self.parties
        model.addVars(count, np.zeros(count), np.ones(count))
        for column in range(self.columns):
            model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        for issue in range(self.issues):
            own = np.arange(issue * self.options, (issue + 1) * self.options, dtype=np.int32)
            model.addRow(1.0, 1.0, self.options, own, np.ones(self.options))
        for party, most in enumerate(self.worth.max(axis=2).sum(axis=1).tolist()):
            model.changeColBounds(self.columns + party, -highspy.kHighsInf, highspy.kHighsInf)
            model.changeColCost(self.columns + party, -1.0)
            for share in (0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1):
                self.tangent(party, share * most)

    def tangent(self, party: int, at: float) -> None:
        """The logarithm of the party's points lies below this line."""
        entries = np.append(np.arange(self.columns), self.columns + party).astype(np.int32)
        values = np.append(-self.worth[party].ravel() / at, 1.0)
        self.model.addRow(-highspy.kHighsInf, math.log(at) - 1, len(entries), entries, values)

    def run(self, seconds: float) -> tuple[bool, float, tuple[int, ...] | None]:
        """Whether it was solved to the end, the bound on the sum of logarithms, the package's options."""
        self.model.setOptionValue("time_limit", self.model.getRunTime() + seconds)
        self.model.run()
        info = self.model.getInfo()
        done = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return done, -info.mip_dual_bound, None
        shares = np.array(self.model.getSolution().col_value)[: self.columns].reshape(self.issues, self.options)
        return done, -info.mip_dual_bound, tuple(shares.argmax(axis=1).tolist())


def solve(points: list[list[list[int]]], seconds: float) -> tuple[bool, float | None, float]:
    """Whether it is proven, the gap of the product as a share (None: not known), seconds."""
    begun = time.perf_counter()
    outside = _Outside(points)
    best, bound = -math.inf, math.inf
    met: set[tuple[int, ...]] = set()
    while (left := seconds - (time.perf_counter() - begun)) > 0:
        done, most, picks = outside.run(left)
        bound = min(bound, most)
        if picks is None:
            break
        reached = outside.worth[:, np.arange(outside.issues), picks].sum(axis=1)
        if reached.min() > 0:
            best = max(best, float(np.log(reached).sum()))
        if done and picks in met:
            return True, 0.0, time.perf_counter() - begun
        met.add(picks)
        for party, at in enumerate(reached.tolist()):
            outside.tangent(party, max(at, 1.0))
    gap = math.expm1(bound - best) if math.isfinite(bound - best) else None
    return False, gap, time.perf_counter() - begun
