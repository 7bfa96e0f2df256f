"""Small problems at random in which amounts move freely, and the same with steps."""

import random
from dataclasses import replace
from fractions import Fraction

from comity.gains.model import (
    Among,
    Amount,
    Budget,
    Choice,
    Constraint,
    Curve,
    Forbidden,
    Interaction,
    Issue,
    Party,
    Points,
    Problem,
    Worth,
)

HIGH = 12  # of every amount


def problem(chance: random.Random, *, parties: int, mixed: bool, concave: bool) -> Problem:
    """One or two free amounts; mixed: options, interactions and what is forbidden beside them."""
    amounts = [Amount(f"a{n}", Fraction(), Fraction(HIGH), step=None) for n in range(chance.randint(1, 2))]
    choices = [Choice(f"c{n}", ("x", "y", "z")) for n in range(chance.randint(1, 2) if mixed else 0)]
    issues: list[Issue] = [*amounts, *choices]
    made = []
    for n in range(parties):
        worth: dict[str, Worth] = {each.name: _curve(chance, concave=concave) for each in amounts}
        for choice in choices:
            worth[choice.name] = Points({o: Fraction(chance.randint(-5, 20)) for o in choice.options})
        joint = tuple(
            Interaction(_when(chance, choices), Fraction(chance.randint(-15, 15)))
            for _ in range(chance.randint(0, 2) if choices else 0)
        )
        scale = Fraction(chance.choice((1, 1, 3, 100)), chance.choice((1, 7)))
        made.append(Party(f"p{n}", worth, Fraction(chance.randint(-5, 14)) / scale, joint, scale))
    rules: list[Constraint] = []
    if chance.random() < 0.5:
        rates = {each.name: Fraction(chance.randint(1, 3)) for each in amounts}
        rules.append(Budget(rates, Fraction(chance.randint(0, 30))))
    if choices and chance.random() < 0.5:
        rules.append(Forbidden(_when(chance, choices)))
    return Problem(tuple(issues), tuple(made), tuple(rules))


def stepped(problem: Problem, step: Fraction) -> Problem:
    """The same, amounts in steps."""
    issues = tuple(replace(each, step=step) if isinstance(each, Amount) else each for each in problem.issues)
    return replace(problem, issues=issues)


def _curve(chance: random.Random, *, concave: bool) -> Curve:
    """Rising or falling, from 0."""
    xs = [0, *sorted(chance.sample(range(1, HIGH), chance.randint(0, 2))), HIGH]
    slopes = [Fraction(chance.randint(-6, 6), chance.choice((1, 2))) for _ in xs[1:]]
    if concave:
        slopes.sort(reverse=True)
    corners, y = [(Fraction(), Fraction(chance.randint(0, 10)))], Fraction()
    y = corners[0][1]
    for before, after, slope in zip(xs, xs[1:], slopes, strict=False):
        y += slope * (after - before)
        corners.append((Fraction(after), y))
    return Curve(tuple(corners))


def _when(chance: random.Random, choices: list[Choice]) -> tuple[Among, ...]:
    some = chance.sample(choices, chance.randint(1, len(choices)))
    return tuple(Among(each.name, frozenset(chance.sample(each.options, chance.randint(1, 2)))) for each in some)
