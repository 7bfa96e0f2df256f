"""A problem: what is to be settled, and what each party says it would be worth.

- Points are exact: integers, or fractions where a file brings them. A float never enters a comparison.
- A party's utility of a package is the sum of its points, interactions included, divided by its `scale`.
- The reservation value is what no agreement is worth to a party, in utility.
- A package names one value for every issue. It is feasible if it breaks no constraint, individually rational if no
  party gets less than its reservation value.

R. L. Keeney and H. Raiffa, Decisions with Multiple Objectives, 1976 (additive values); T. Ito, H. Hattori and M. Klein,
Multi-issue negotiation protocol for agents, IJCAI 2007 (interactions as hyper-rectangles).
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = str | int | Fraction  # of an option, of an integer issue, of an amount
Package = Mapping[str, Value]  # issue -> value
MOST_STEPS = 100_000  # values of one issue


class BadProblem(ValueError):
    """The problem is not one; one sentence that begins with the key."""


@dataclass(frozen=True)
class Choice:
    """An issue that is settled by one of several options."""

    name: str
    options: tuple[str, ...]

    def values(self) -> tuple[Value, ...]:
        """The options, in their order."""
        return self.options


@dataclass(frozen=True)
class Whole:
    """An issue that is settled by a whole number, both ends included."""

    name: str
    low: int
    high: int

    def values(self) -> tuple[Value, ...]:
        """The numbers, rising."""
        return tuple(range(self.low, self.high + 1))


@dataclass(frozen=True)
class Amount:
    """Money, water, time: an amount in `unit` that moves in steps, or freely where `step` is None."""

    name: str
    low: Fraction
    high: Fraction
    unit: str = ""
    step: Fraction | None = Fraction(1)

    def values(self) -> tuple[Value, ...]:
        """The amounts, rising. Raises BadProblem where it moves freely."""
        if self.step is None:
            raise BadProblem(f"issues.{self.name}.step: this amount moves freely: its values cannot be listed")
        return tuple(self.low + self.step * n for n in range((self.high - self.low) // self.step + 1))


Issue = Choice | Whole | Amount


@dataclass(frozen=True)
class Among:
    """A condition: the issue is settled by one of these values."""

    issue: str
    values: frozenset[Value]

    def holds(self, value: Value) -> bool:
        """Whether the value is one of them."""
        return value in self.values


@dataclass(frozen=True)
class Between:
    """A condition on a number or an amount, both ends included."""

    issue: str
    low: Fraction
    high: Fraction

    def holds(self, value: Value) -> bool:
        """Whether the value lies between the ends."""
        return not isinstance(value, str) and self.low <= value <= self.high


Condition = Among | Between


@dataclass(frozen=True)
class Interaction:
    """Points that a party gets where all the conditions hold: a hyper-rectangle of the packages."""

    when: tuple[Condition, ...]
    points: Fraction


@dataclass(frozen=True)
class Forbidden:
    """Not all of these conditions together."""

    when: tuple[Condition, ...]
    reason: str = ""

    def allows(self, package: Package) -> bool:
        """Whether the package keeps to it."""
        return not all(each.holds(package[each.issue]) for each in self.when)


@dataclass(frozen=True)
class Required:
    """Where all of `when` hold, `then` holds."""

    when: tuple[Condition, ...]
    then: Condition
    reason: str = ""

    def allows(self, package: Package) -> bool:
        """Whether the package keeps to it."""
        return self.then.holds(package[self.then.issue]) or not all(
            each.holds(package[each.issue]) for each in self.when
        )


@dataclass(frozen=True)
class Budget:
    """The sum of rate x amount over these issues is at most this."""

    rates: Mapping[str, Fraction]
    most: Fraction
    reason: str = ""

    def allows(self, package: Package) -> bool:
        """Whether the package keeps to it."""
        return sum((rate * Fraction(package[issue]) for issue, rate in self.rates.items()), Fraction()) <= self.most


Constraint = Forbidden | Required | Budget


@dataclass(frozen=True)
class Points:
    """What each value of an issue is worth, in points."""

    of: Mapping[Value, Fraction]

    def at(self, value: Value) -> Fraction:
        """The points of this value."""
        return self.of[value]


@dataclass(frozen=True)
class Curve:
    """Points of an amount: straight lines between (amount, points), amounts rising from the issue's low to its high."""

    corners: tuple[tuple[Fraction, Fraction], ...]

    def at(self, value: Value) -> Fraction:
        """The points of this amount."""
        x = Fraction(value)
        for (x0, y0), (x1, y1) in itertools.pairwise(self.corners):
            if x0 <= x <= x1:
                return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        raise BadProblem(f"{value}: outside the curve")

    @property
    def concave(self) -> bool:
        """Whether each further unit is worth no more than the one before."""
        slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in itertools.pairwise(self.corners)]
        return all(before >= after for before, after in itertools.pairwise(slopes))


Worth = Points | Curve


@dataclass(frozen=True)
class Party:
    """A party and what it says. An issue that `worth` leaves out is worth nothing to it, however it is settled."""

    name: str
    worth: Mapping[str, Worth]
    reservation: Fraction = Fraction()
    interactions: tuple[Interaction, ...] = ()
    scale: Fraction = Fraction(1)

    def points(self, package: Package) -> Fraction:
        """The package's points, before the scale."""
        single = sum((worth.at(package[issue]) for issue, worth in self.worth.items()), Fraction())
        joint = (each.points for each in self.interactions if all(one.holds(package[one.issue]) for one in each.when))
        return single + sum(joint, Fraction())

    def utility(self, package: Package) -> Fraction:
        """What the package is worth to it."""
        return self.points(package) / self.scale


@dataclass(frozen=True)
class Problem:
    """Issues, parties and constraints. Raises BadProblem where they do not fit together."""

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    constraints: tuple[Constraint, ...] = ()
    name: str = ""
    by_name: Mapping[str, Issue] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {issue.name: issue for issue in self.issues})
        _check(self)

    @property
    def free(self) -> bool:
        """Whether some amount moves without steps."""
        return any(isinstance(issue, Amount) and issue.step is None for issue in self.issues)

    @property
    def size(self) -> int:
        """How many packages there are, feasible or not."""
        return math.prod(len(issue.values()) for issue in self.issues)

    def utilities(self, package: Package) -> tuple[Fraction, ...]:
        """What the package is worth, party by party."""
        return tuple(party.utility(package) for party in self.parties)

    def allows(self, package: Package) -> bool:
        """Whether the package breaks no constraint."""
        return all(each.allows(package) for each in self.constraints)

    def rational(self, package: Package) -> bool:
        """Whether nobody gets less than its reservation value."""
        return all(party.utility(package) >= party.reservation for party in self.parties)

    def check(self, package: Package) -> None:
        """Raises BadProblem unless the package settles every issue by a value that it has."""
        for name in package:
            if name not in self.by_name:
                raise BadProblem(f"package.{name}: no issue has this name")
        for issue in self.issues:
            if issue.name not in package:
                raise BadProblem(f"package.{issue.name}: every issue needs a value")
            if not settles(issue, package[issue.name]):
                raise BadProblem(f"package.{issue.name}: {package[issue.name]} does not settle this issue")


def settles(issue: Issue, value: Value) -> bool:
    """Whether the issue can be settled so."""
    if isinstance(issue, Choice):
        return value in issue.options
    if isinstance(value, str):
        return False
    if isinstance(issue, Whole):
        return value.denominator == 1 and issue.low <= value <= issue.high
    on_step = issue.step is None or (value - issue.low) % issue.step == 0
    return issue.low <= value <= issue.high and on_step


def _check(problem: Problem) -> None:
    if not problem.issues:
        raise BadProblem("issues: at least one is needed")
    if not problem.parties:
        raise BadProblem("parties: at least one is needed")
    if len(problem.by_name) != len(problem.issues):
        raise BadProblem("issues: two have the same name")
    if len({party.name for party in problem.parties}) != len(problem.parties):
        raise BadProblem("parties: two have the same name")
    for issue in problem.issues:
        _check_issue(issue)
    for party in problem.parties:
        _check_party(problem, party)
    for number, constraint in enumerate(problem.constraints, 1):
        for key, issue_name, condition in _mentioned(constraint):
            _check_condition(problem, f"constraints[{number}].{key}", issue_name, condition)


def _check_issue(issue: Issue) -> None:
    key = f"issues.{issue.name}"
    if isinstance(issue, Choice):
        if not issue.options:
            raise BadProblem(f"{key}.options: at least one is needed")
        if len(set(issue.options)) != len(issue.options):
            raise BadProblem(f"{key}.options: two are the same")
        return
    if issue.low > issue.high:
        raise BadProblem(f"{key}.high: is below low")
    step = issue.step if isinstance(issue, Amount) else Fraction(1)
    if step is None:
        return
    if step <= 0:
        raise BadProblem(f"{key}.step: must be above nothing")
    if (issue.high - issue.low) / step >= MOST_STEPS:
        raise BadProblem(f"{key}.step: more than {MOST_STEPS} values; take a larger step, or none for a free amount")


def _check_party(problem: Problem, party: Party) -> None:
    key = f"parties.{party.name}"
    if party.scale <= 0:
        raise BadProblem(f"{key}.scale: must be above nothing")
    for name, worth in party.worth.items():
        issue = problem.by_name.get(name)
        if issue is None:
            raise BadProblem(f"{key}.points.{name}: no issue has this name")
        _check_worth(f"{key}.points.{name}", issue, worth)
    for number, each in enumerate(party.interactions, 1):
        for condition in each.when:
            _check_condition(problem, f"{key}.interactions[{number}].when", condition.issue, condition)


def _check_worth(key: str, issue: Issue, worth: Worth) -> None:
    if isinstance(worth, Points):
        for value in worth.of:
            if not settles(issue, value):
                raise BadProblem(f"{key}.{value}: does not settle this issue")
        if isinstance(issue, Amount):
            raise BadProblem(f"{key}: an amount needs a curve of [amount, points]")
        missing = [value for value in issue.values() if value not in worth.of]
        if missing:
            raise BadProblem(f"{key}.{missing[0]}: every value needs points")
        return
    if isinstance(issue, Choice):
        raise BadProblem(f"{key}: options need points, not a curve")
    amounts = [x for x, _ in worth.corners]
    if len(amounts) < 2 or any(a >= b for a, b in itertools.pairwise(amounts)):
        raise BadProblem(f"{key}: a curve needs two corners or more, amounts rising")
    if amounts[0] != issue.low or amounts[-1] != issue.high:
        raise BadProblem(f"{key}: the curve must reach from the issue's low to its high")


def _mentioned(constraint: Constraint) -> Iterator[tuple[str, str, Condition | None]]:
    if isinstance(constraint, Budget):
        yield from (("rates", issue, None) for issue in constraint.rates)
        return
    yield from (("when", each.issue, each) for each in constraint.when)
    if isinstance(constraint, Required):
        yield "then", constraint.then.issue, constraint.then


def _check_condition(problem: Problem, key: str, name: str, condition: Condition | None) -> None:
    issue = problem.by_name.get(name)
    if issue is None:
        raise BadProblem(f"{key}.{name}: no issue has this name")
    if condition is None or isinstance(condition, Between):
        if isinstance(issue, Choice):
            raise BadProblem(f"{key}.{name}: options are not a number")
        return
    for value in condition.values:
        if not settles(issue, value):
            raise BadProblem(f"{key}.{name}: {value} does not settle this issue")
