"""Problems at random, by seed, for the figures of joint gains: whole points from 0 to 100."""

import random
from fractions import Fraction

from comity.gains.model import Among, Choice, Forbidden, Interaction, Party, Points, Problem

HIGH = 100
LEAST = Fraction(2, 5)  # of its best: the reservation value of a party


def additive(
    seed: int, parties: int, issues: int, options: int = 5, *, high: int = HIGH, least: bool = False
) -> Problem:
    """Every issue counts alone. least: with reservation values."""
    chance = random.Random(seed)
    named = _issues(issues, options)
    made = []
    for n in range(parties):
        worth = {each.name: _points(each, [chance.randint(0, high) for _ in each.options]) for each in named}
        best = sum(max(each.of.values()) for each in worth.values())
        made.append(Party(f"p{n}", worth, Fraction(int(best * LEAST)) if least else Fraction()))
    return Problem(named, tuple(made))


def interacting(seed: int, parties: int, issues: int = 50, *, pairs: int = 40, forbidden: int = 20) -> Problem:
    """The same with reservation values, `pairs` interactions of two issues per party, and forbidden pairs."""
    chance = random.Random(seed)
    plain = additive(seed, parties, issues, least=True)
    made = tuple(
        Party(
            each.name,
            each.worth,
            each.reservation,
            tuple(
                Interaction(_pair(chance, plain.issues), Fraction(chance.choice((-1, 1)) * chance.randint(20, HIGH)))
                for _ in range(pairs)
            ),
        )
        for each in plain.parties
    )
    return Problem(plain.issues, made, tuple(Forbidden(_pair(chance, plain.issues)) for _ in range(forbidden)))


def goods(seed: int, parties: int = 10, number: int = 50) -> Problem:
    """Goods that each go to one party. What a good is worth to one it is worth to all, but for a fifth up or down."""
    chance = random.Random(seed)
    named = tuple(Choice(f"g{n}", tuple(f"p{p}" for p in range(parties))) for n in range(number))
    worth: list[dict[str, Points]] = [{} for _ in range(parties)]
    for each in named:
        common = chance.randint(100, 1_000)
        for p, own in enumerate(worth):
            value = round(common * chance.uniform(0.8, 1.2))
            own[each.name] = _points(each, [value if p == q else 0 for q in range(parties)])
    return Problem(named, tuple(Party(f"p{p}", own) for p, own in enumerate(worth)))


def rows(problem: Problem) -> list[list[list[int]]]:
    """points[party][issue][option], for peers."""
    return [
        [[int(party.worth[issue.name].at(value)) for value in issue.values()] for issue in problem.issues]
        for party in problem.parties
    ]


def _issues(number: int, options: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"i{n}", tuple(f"o{k}" for k in range(options))) for n in range(number))


def _points(issue: Choice, values: list[int]) -> Points:
    return Points(dict(zip(issue.options, map(Fraction, values), strict=True)))


def _pair(chance: random.Random, issues: tuple[Choice, ...]) -> tuple[Among, Among]:
    one, other = chance.sample(issues, 2)
    return Among(one.name, frozenset({chance.choice(one.options)})), Among(
        other.name, frozenset({chance.choice(other.options)})
    )
