"""The efficient points of two parties, one after the other, where issues do not count alone.

- The first party's best is found, then the second's best among packages that give the first that much: an efficient
  point. Then the same with at least one point more for the second party, until nothing is feasible. Points are
  whole, so one point more is exact and none is passed over.
- Each step is a problem of CP-SAT (OR-tools): a literal for every option, one for every set of options that a condition
  names, one for every box.
- A point is efficient for certain once both steps are proved; all are known when the last step is infeasible.

Y. Y. Haimes, L. S. Lasdon and D. A. Wismer, On a bicriterion formulation of the problems of integrated system
identification and system optimization, IEEE Transactions SMC 1, 1971; V. Chankong and Y. Y. Haimes, Multiobjective
Decision Making, 1983.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from comity.gains.pairs import Found, Sums
from comity.gains.table import Box, Picks, Table

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

METHOD = "cp-sat"
WORKERS = 2
Bounds = Mapping[int, tuple[int, int]]  # what a party gets: at least, at most
MOST = 2**53  # the solver's bounds pass through floats: above it nothing is asked


def frontier(table: Table, *, deadline: float | None = None) -> tuple[list[Found], bool, str]:
    """Efficient sums, falling in the first party's points, with one way to each; whether these are all; the method.

    All of them for one party and for two; for more only each party's best. deadline: an instant of time.monotonic().
    """
    if _span(table) >= MOST:
        return [], False, METHOD
    search = Lexicographic(table, deadline)
    if table.parties != 2:
        return *_extremes(search), METHOD
    found: list[Found] = []
    within: Bounds = {}
    while True:
        one = search.extreme((0, 1), within)
        if one is None:
            return found, search.infeasible, METHOD
        found.append(one)
        within = {0: (-MOST, one[0][0] - 1), 1: (one[0][1] + 1, MOST)}


def _extremes(search: "Lexicographic") -> tuple[list[Found], bool]:
    parties = range(search.table.parties)
    found: dict[Sums, Picks] = {}
    for first in parties:
        one = search.extreme((first, *(each for each in parties if each != first)), {})
        if one is None:
            return sorted(found.items(), reverse=True), search.infeasible
        found.setdefault(*one)
    return sorted(found.items(), reverse=True), len(parties) == 1


def _span(table: Table) -> int:
    single = sum(max(abs(each) for sums in options for each in sums) for options in table.points)
    spent = [sum(max(map(abs, costs)) for _, costs in each.costs) + abs(each.most) for each in table.limits]
    return max(single + sum(max(map(abs, box.points)) for box in table.boxes), *spent, 0)


class Lexicographic:
    """The model of one table, asked again and again. infeasible: whether the last question has, proved, no answer."""

    def __init__(self, table: Table, deadline: float | None) -> None:
        from ortools.sat.python import cp_model

        self.table = table
        self.deadline = deadline
        self.infeasible = False
        self.hint: Picks | None = None
        self.model = cp_model.CpModel()
        self.options = [[self.model.new_bool_var("") for _ in options] for options in table.points]
        self.sets: dict[tuple[int, frozenset[int]], cp_model.IntVar] = {}
        for own in self.options:
            self.model.add_exactly_one(own)
        for box in table.forbidden:
            self.model.add_bool_or([self._among(*each).Not() for each in box.where])
        for limit in table.limits:
            spent = [
                cost * self.options[issue][n] for issue, costs in limit.costs for n, cost in enumerate(costs) if cost
            ]
            self.model.add(sum(spent) <= limit.most)
        inside = [(box, self._inside(box)) for box in table.boxes]
        self.sums = [
            sum(
                options[n][party] * self.options[issue][n]
                for issue, options in enumerate(table.points)
                for n in range(len(options))
                if options[n][party]
            )
            + sum(box.points[party] * literal for box, literal in inside if box.points[party])
            for party in range(table.parties)
        ]

    def extreme(self, order: tuple[int, ...], within: Bounds) -> Found | None:
        """The best for the first in order, among these for the next, and so on: efficient among the packages left.

        within: bounds on what some parties get. None where there is no package, or where no proof came in time.
        """
        within = dict(within)
        picks: Picks | None = None
        for party in order:
            picks = self._best(party, within)
            if picks is None:
                return None
            got = self.table.sums(picks)[party]
            within[party] = (got, got)
        return None if picks is None else (self.table.sums(picks), picks)

    def _best(self, party: int, within: Bounds) -> Picks | None:
        from ortools.sat.python import cp_model

        self.infeasible = False
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                return None
            solver.parameters.max_time_in_seconds = left
        status = solver.solve(self._asked(party, within))
        self.infeasible = status == cp_model.INFEASIBLE
        if status != cp_model.OPTIMAL:
            return None
        self.hint = tuple(next(n for n, each in enumerate(own) if solver.boolean_value(each)) for own in self.options)
        return self.hint

    def _asked(self, party: int, within: Bounds) -> "cp_model.CpModel":
        model = self.model.clone()
        for other, (low, high) in within.items():
            model.add_linear_constraint(self.sums[other], low, high)
        model.maximize(self.sums[party])
        for own, pick in zip(self.options, self.hint or (), strict=self.hint is not None):
            for n, literal in enumerate(own):
                model.add_hint(literal, n == pick)
        return model

    def _among(self, issue: int, options: frozenset[int]) -> "cp_model.IntVar":
        """A literal: the issue is settled by one of the options."""
        if len(options) == 1:
            return self.options[issue][min(options)]
        known = self.sets.get((issue, options))
        if known is None:
            known = self.sets[issue, options] = self.model.new_bool_var("")
            self.model.add(sum(self.options[issue][n] for n in sorted(options)) == known)
        return known

    def _inside(self, box: Box) -> "cp_model.IntVar":
        """A literal: the package lies in the box."""
        inside = self.model.new_bool_var("")
        literals = [self._among(*each) for each in box.where]
        for each in literals:
            self.model.add_implication(inside, each)
        self.model.add_bool_or([inside, *(each.Not() for each in literals)])
        return inside
