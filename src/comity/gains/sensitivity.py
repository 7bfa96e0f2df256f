"""How far a rule's package moves when one party's weights are not quite what it said.

- A party's points of each issue are multiplied by a number of their own, from 1 - spread to 1 + spread, exactly.
  Interactions, the scale and the reservation value stay.
- The design is finite: one issue at a time at each end, then all at once at corners: the rows of a Hadamard matrix of
  Sylvester's form, a column for each issue, and the same rows turned round. Up to four issues these are all corners.
- A package has not moved as long as the rule still names it, alone or among ties. Utilities are what the parties
  stated: what the moved package is worth by the weights as they were.
- `robust` asks at which spreads of a finite grid the package stays, at every point of the design. Under nash, where
  every party gains, the weights of one party at which a package is named form a convex set, since its gain is linear
  in them and what it would not accept has no positive product; so under mnw where its reservation value is 0. What
  holds at a spread then holds at each smaller one, and bisection finds the greatest; where the design has all corners
  it holds for all weights between. Under other criteria the grid is climbed from below, and nothing is said of weights
  between those of the design.
- `lasting` asks the whole interval and needs no design: comity.gains.certainty.

R. L. Plackett and J. P. Burman, The design of optimum multifactorial experiments, Biometrika 33, 1946; G. E. P. Box and
K. B. Wilson, J. of the Royal Statistical Society B 13, 1951 (rows turned round).
"""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from comity.gains import certainty, partial, solving
from comity.gains.answers import Answer, Rule
from comity.gains.certainty import Certain
from comity.gains.model import BadProblem, Curve, Package, Party, Points, Problem, Worth

FIFTH = Fraction(1, 5)
GRID = tuple(Fraction(n, 50) for n in range(1, 26))  # 2 % to 50 %
ALL_CORNERS = 4  # issues up to which the design has all corners

Factors = Mapping[str, Fraction]  # issue -> what its points are multiplied by


@dataclass(frozen=True)
class Case:
    """What the rule names with these factors. changed: issues settled otherwise than before; utilities: as stated.

    Without agreement package is None, changed and utilities are empty.
    """

    factors: Factors
    package: Package | None
    changed: tuple[str, ...]
    utilities: tuple[Fraction, ...]
    proven: bool


@dataclass(frozen=True)
class Sensitivity:
    """base: the answer to the weights as stated. cases: in the order of the design.

    proven: every case was looked at in time and its answer, and the base, proved.
    """

    base: Answer
    party: str
    spread: Fraction
    cases: tuple[Case, ...]
    proven: bool

    @property
    def most_changed(self) -> int:
        """How many issues change at most, over the cases with agreement."""
        return max((len(case.changed) for case in self.cases), default=0)

    @property
    def without_agreement(self) -> int:
        """Cases in which no package is individually rational."""
        return sum(case.package is None for case in self.cases)

    @property
    def ranges(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Per party, the least and the most that the packages named are worth, as stated; () without any."""
        every = [case.utilities for case in self.cases if case.utilities] + [self.base.utilities] * self.base.agreement
        return tuple((min(own), max(own)) for own in zip(*every, strict=True))


@dataclass(frozen=True)
class Robust:
    """spread: up to this one of the grid the package is named at every point of the design; None: not at the first.

    package: None without agreement; then the spread says how long there is none.
    everywhere: it is so for all weights within the spread, not only for those of the design.
    proven: the next spread of the grid is known to be too much; if not, time was short.
    """

    package: Package | None
    party: str
    spread: Fraction | None
    everywhere: bool
    proven: bool


def vary(
    problem: Problem, rule: Rule, party: str, *, spread: Fraction = FIFTH, deadline: float | None = None
) -> Sensitivity:
    """See comity.gains.vary. deadline: an instant of time.monotonic()."""
    _check(problem, party, [spread])
    base = _solve(problem, rule, deadline)
    cases: list[Case] = []
    named = _named(problem, party)
    for factors in design(named, spread):
        if _late(deadline):
            return Sensitivity(base, party, spread, tuple(cases), proven=False)
        cases.append(_case(problem, rule, party, factors, base, deadline))
    return Sensitivity(base, party, spread, tuple(cases), base.proven and all(case.proven for case in cases))


def robust(
    problem: Problem, rule: Rule, party: str, *, grid: Sequence[Fraction] = GRID, deadline: float | None = None
) -> Robust:
    """See comity.gains.robust. deadline: an instant of time.monotonic()."""
    _check(problem, party, grid)
    if list(grid) != sorted(set(grid)):
        raise BadProblem("grid: spreads are wanted that rise")
    base = _solve(problem, rule, deadline)
    if not base.proven:
        return Robust(base.package, party, None, everywhere=False, proven=False)
    named, sure = _named(problem, party), True

    def stays(spread: Fraction) -> bool:
        nonlocal sure
        for factors in design(named, spread):
            if _late(deadline):
                sure = False
                return False
            case = _case(problem, rule, party, factors, base, deadline)
            sure &= case.proven
            if not case.proven or case.package != base.package:
                return False
        return True

    convex = _convex(problem, rule, party, base)
    held = (_bisected if convex else _climbed)(grid, stays)
    everywhere = held is not None and convex and len(named) <= ALL_CORNERS
    return Robust(base.package, party, held, everywhere, sure)


def lasting(problem: Problem, party: str, *, spread: Fraction = FIFTH, deadline: float | None = None) -> Certain:
    """Which packages are efficient whatever the party's weights are within the spread, exactly.

    deadline: an instant of time.monotonic(). Raises BadProblem where there are more than certainty.MOST packages.
    """
    _check(problem, party, [spread])
    said = tuple(
        partial.swayed(each, problem.issues, spread if each.name == party else Fraction()) for each in problem.parties
    )
    statements = partial.Statements(problem.issues, said, problem.constraints, problem.name)
    return certainty.certain(statements, deadline=deadline)


def design(issues: Sequence[str], spread: Fraction) -> Iterator[Factors]:
    """Factors for each of these issues: one at a time, then corners; each once."""
    ends = (1 - spread, 1 + spread)
    single = [
        {name: ends[up] if name == issue else Fraction(1) for name in issues} for issue in issues for up in (0, 1)
    ]
    size = 1
    while size < len(issues) + (len(issues) > 1):
        size *= 2
    corners = [
        {name: ends[_sign(row, column) ^ turned] for column, name in enumerate(issues, int(len(issues) > 1))}
        for turned in (0, 1)
        for row in range(size)
    ]
    seen: list[Factors] = []
    for factors in single + corners:
        if factors not in seen:
            seen.append(factors)
            yield factors


def scaled(party: Party, factors: Factors) -> Party:
    """The party with the points of these issues multiplied."""
    return replace(
        party, worth={name: _times(worth, factors.get(name, Fraction(1))) for name, worth in party.worth.items()}
    )


def _sign(row: int, column: int) -> int:
    """Of Sylvester's matrix: 1 where its entry is -1."""
    return (row & column).bit_count() % 2


def _times(worth: Worth, factor: Fraction) -> Worth:
    if isinstance(worth, Points):
        return Points({value: points * factor for value, points in worth.of.items()})
    return Curve(tuple((amount, points * factor) for amount, points in worth.corners))


def _case(problem: Problem, rule: Rule, party: str, factors: Factors, base: Answer, deadline: float | None) -> Case:
    moved = replace(
        problem, parties=tuple(scaled(each, factors) if each.name == party else each for each in problem.parties)
    )
    answer = _solve(moved, rule, deadline)
    package = answer.package
    if base.package is not None and answer.agreement and _still(moved, base.package, answer):
        package = base.package
    if package is None:
        return Case(factors, None, (), (), answer.proven)
    changed = [name for name, value in package.items() if base.package is not None and base.package[name] != value]
    return Case(factors, package, tuple(changed), problem.utilities(package), answer.proven)


def _still(problem: Problem, package: Package, answer: Answer) -> bool:
    return problem.utilities(package) in (answer.utilities, *answer.ties)


def _solve(problem: Problem, rule: Rule, deadline: float | None) -> Answer:
    return solving.solve(problem, rule, deadline=None if deadline is None else max(deadline - time.monotonic(), 0.0))


def _late(deadline: float | None) -> bool:
    return deadline is not None and time.monotonic() >= deadline


def _convex(problem: Problem, rule: Rule, party: str, base: Answer) -> bool:
    """Whether the weights of the party at which the base's package is named form a convex set."""
    if rule is Rule.NASH:
        origins = [each.reservation for each in problem.parties]
    elif rule is Rule.MNW and all(each.reservation == 0 for each in problem.parties if each.name == party):
        origins = [Fraction()] * len(problem.parties)
    else:
        return False
    return base.agreement and all(got > least for got, least in zip(base.utilities, origins, strict=True))


def _bisected(grid: Sequence[Fraction], stays: Callable[[Fraction], bool]) -> Fraction | None:
    held, failed = -1, len(grid)
    while failed - held > 1:
        middle = (held + failed) // 2
        if stays(grid[middle]):
            held = middle
        else:
            failed = middle
    return grid[held] if held >= 0 else None


def _climbed(grid: Sequence[Fraction], stays: Callable[[Fraction], bool]) -> Fraction | None:
    return max(itertools.takewhile(stays, grid), default=None)


def _named(problem: Problem, party: str) -> list[str]:
    """The issues that the party gives points, in the problem's order."""
    worth = next(each.worth for each in problem.parties if each.name == party)
    return [issue.name for issue in problem.issues if issue.name in worth]


def _check(problem: Problem, party: str, spreads: Sequence[Fraction]) -> None:
    if all(each.name != party for each in problem.parties):
        raise BadProblem(f"parties.{party}: no party has this name")
    for spread in spreads:
        if type(spread) not in (int, Fraction) or not 0 < spread <= 1:
            raise BadProblem("spread: a whole number or a fraction above 0, up to 1, is wanted")
