"""Listing: every criterion against the slow exact reference."""

import random
import time
from fractions import Fraction

import pytest

from comity.gains import listing, reference
from comity.gains.answers import Rule
from comity.gains.pairs import Unfinished
from comity.gains.table import table
from tests.gains.small_problems import SHAPES, problem, problems

NUMBER = 360


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("parties", [1, 2, 3, 5])
def test_every_criterion_is_the_references(parties: int, rule: Rule) -> None:
    for number, each in enumerate(problems(parties, NUMBER, parties=parties, joint=True)):
        weights = [1, Fraction(1, 2), 3, 2, 2][:parties] if number % 3 == 0 else None
        found = listing.solve(table(each), rule, weights)
        expected = reference.solve(each, rule, weights)
        assert (found.agreement, found.utilities, found.ties) == (
            expected.agreement,
            expected.utilities,
            expected.ties,
        ), each
        if found.package is not None:
            each.check(found.package)
            assert each.allows(found.package)
            assert each.utilities(found.package) == found.utilities


def test_weights_must_be_above_nothing() -> None:
    plain = problem(random.Random(1), "equal", parties=2)
    for solve in (
        lambda: listing.solve(table(plain), Rule.NASH, [1, 0]),
        lambda: reference.solve(plain, Rule.NASH, [1, 0]),
    ):
        with pytest.raises(ValueError, match="weights: each must be above nothing"):
            solve()


def test_it_ends_at_its_deadline() -> None:
    chance = random.Random(2)
    joint = next(
        each for each in (problem(chance, SHAPES[0], parties=2, joint=True) for _ in range(99)) if each.constraints
    )
    with pytest.raises(Unfinished):
        listing.listing(table(joint), deadline=time.monotonic() - 1)
