"""Small problems at random, adversarial ones among them, for comparison with the slow exact reference."""

import random
from collections.abc import Iterator
from fractions import Fraction

from comity.gains.model import (
    Among,
    Amount,
    Between,
    Budget,
    Choice,
    Condition,
    Constraint,
    Curve,
    Forbidden,
    Interaction,
    Issue,
    Party,
    Points,
    Problem,
    Required,
    Whole,
    Worth,
)

SHAPES = ("plain", "ties", "zero-sum", "near zero-sum", "equal", "negative", "fractions", "vast", "hopeless")


def problems(seed: int, number: int, *, parties: int, joint: bool = False) -> Iterator[Problem]:
    """So many problems, the shapes in turn. joint: with interactions and constraints."""
    chance = random.Random(seed)
    for n in range(number):
        yield problem(chance, SHAPES[n % len(SHAPES)], parties=parties, joint=joint)


def problem(chance: random.Random, shape: str, *, parties: int, joint: bool = False) -> Problem:
    """One problem of the shape: one to four issues of one to four values."""
    issues = tuple(_issue(chance, f"i{n}") for n in range(chance.randint(1, 4)))
    worths: list[dict[str, Worth]] = [{} for _ in range(parties)]
    for issue in issues:
        rows = [_row(chance, shape, parties) for _ in issue.values()]
        for own, column in zip(worths, zip(*rows, strict=True), strict=True):
            own[issue.name] = _worth(issue, column)
    made = tuple(
        Party(
            f"p{n}",
            own if chance.random() < 0.9 else dict(list(own.items())[1:]),
            Fraction(100_000) if shape == "hopeless" else Fraction(chance.randint(-20, 16), chance.choice((1, 2))),
            tuple(_interaction(chance, issues, shape) for _ in range(chance.randint(0, 3) if joint else 0)),
            Fraction(chance.choice((1, 1, 3, 100)), chance.choice((1, 7))),
        )
        for n, own in enumerate(worths)
    )
    rules = tuple(_constraint(chance, issues) for _ in range(chance.randint(0, 2) if joint else 0))
    return Problem(issues, made, rules)


def _issue(chance: random.Random, name: str) -> Issue:
    size = chance.randint(1, 4)
    kind = chance.randrange(4)
    if kind == 0:
        return Whole(name, -1, size - 2)
    if kind == 1:
        return Amount(name, Fraction(0), Fraction(size - 1, 2) + Fraction(1, 4), step=Fraction(1, 2))
    return Choice(name, tuple("abcd"[:size]))


def _row(chance: random.Random, shape: str, parties: int) -> tuple[Fraction, ...]:
    if shape in ("zero-sum", "near zero-sum"):
        first = [chance.randint(0, 12) for _ in range(parties - 1)]
        slip = chance.choice((0, 0, 1)) if shape == "near zero-sum" else 0
        return tuple(map(Fraction, (*first, 12 - sum(first) + slip)))
    if shape == "equal":
        return (Fraction(3),) * parties
    low, high = {"ties": (0, 2), "negative": (-9, 3), "vast": (-(10**25), 10**25)}.get(shape, (0, 12))
    below = 7 if shape == "fractions" else 1
    return tuple(Fraction(chance.randint(low, high), chance.randint(1, below)) for _ in range(parties))


def _worth(issue: Issue, column: tuple[Fraction, ...]) -> Worth:
    if isinstance(issue, Amount):
        corners = list(zip(map(Fraction, issue.values()), column, strict=True))
        return Curve((*corners, (issue.high, column[-1])))
    return Points(dict(zip(issue.values(), column, strict=True)))


def _condition(chance: random.Random, issue: Issue) -> Condition:
    if isinstance(issue, Choice) or chance.random() < 0.3:
        return Among(issue.name, frozenset(chance.sample(issue.values(), chance.randint(1, len(issue.values())))))
    low = Fraction(chance.randint(-1, 2))
    return Between(issue.name, low, low + chance.randint(0, 2))


def _when(chance: random.Random, issues: tuple[Issue, ...]) -> tuple[Condition, ...]:
    return tuple(_condition(chance, chance.choice(issues)) for _ in range(chance.randint(0, 3)))


def _interaction(chance: random.Random, issues: tuple[Issue, ...], shape: str) -> Interaction:
    most = 10**25 if shape == "vast" else 9
    return Interaction(_when(chance, issues), Fraction(chance.randint(-most // 2, most)))


def _constraint(chance: random.Random, issues: tuple[Issue, ...]) -> Constraint:
    numbers = [issue.name for issue in issues if not isinstance(issue, Choice)]
    kind = chance.randrange(3)
    if kind == 0 and numbers:
        rates = {name: Fraction(chance.randint(-2, 3), chance.randint(1, 2)) for name in numbers}
        return Budget(rates, Fraction(chance.randint(-2, 4), 3))
    if kind == 1:
        return Required(_when(chance, issues), _condition(chance, chance.choice(issues)))
    return Forbidden(_when(chance, issues) or (_condition(chance, issues[0]),))
