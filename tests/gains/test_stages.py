"""Every criterion by the stages, against the exact reference; and what is refused in words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from comity.gains import reference, stages
from comity.gains.answers import Answer, Rule
from comity.gains.core import Additive
from comity.gains.model import BadProblem, Choice, Party, Points, Problem
from comity.gains.table import table
from tests.gains.against_reference import asked, difference

ONE = Problem(
    (Choice("i", ("a", "b", "c")),),
    (
        Party("A", {"i": Points({"a": Fraction(2), "b": Fraction(0), "c": Fraction(1)})}),
        Party("B", {"i": Points({"a": Fraction(0), "b": Fraction(30), "c": Fraction(0)})}, scale=Fraction(10)),
    ),
)


def settle(problem: Problem, rule: Rule, weights: list[int] | None = None, deadline: float | None = None) -> Answer:
    whole = table(problem)
    return stages.settle(problem, whole, Additive.of(whole), rule, weights=weights, deadline=deadline)


def test_every_criterion_is_the_references() -> None:
    """python -m tests.gains.against_reference asks 10,000 and more."""
    assert [(number, difference(asked(number, seed=11))) for number in range(400)] == [(n, "") for n in range(400)]


def test_where_one_of_two_can_gain_utilities_are_compared_not_points() -> None:
    found = settle(ONE, Rule.NASH)
    assert (found.utilities, found.ties) == ((0, 3), ())
    even = replace(ONE, parties=(ONE.parties[0], replace(ONE.parties[1], scale=Fraction(15))))
    assert {settle(even, Rule.NASH).utilities, *settle(even, Rule.NASH).ties} == {(2, 0), (0, 2)}


def test_ties_of_three_that_cannot_gain_together_are_all_named() -> None:
    def party(name: str) -> Party:
        return Party(name, {"i": Points({o: Fraction(int(o == name)) for o in "abc"})})

    found = settle(Problem(ONE.issues, (party("a"), party("b"), party("c"))), Rule.NASH)
    assert {found.utilities, *found.ties} == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ([1], r"^weights: 2 are needed, one for each party$"),
        ([1, 0], r"^weights\.B: 0 is not a whole number from 1 to 1000$"),
        ([-1, 1], r"^weights\.A: -1 is not"),
        ([1, 0.5], r"^weights\.B: 0\.5 is not"),
        ([True, 1], r"^weights\.A: True is not"),
        ([1, 1001], r"^weights\.B: 1001 is not"),
    ],
)
def test_weights_are_whole_and_above_nothing(weights: list[int], why: str) -> None:
    for rule in (Rule.NASH, Rule.MNW):
        with pytest.raises(BadProblem, match=why):
            settle(ONE, rule, weights)


def test_the_reference_wants_weights_above_nothing() -> None:
    with pytest.raises(ValueError, match="weights: each must be above nothing"):
        reference.solve(ONE, Rule.NASH, [1, 0])


@pytest.mark.parametrize("rule", [Rule.UTILITARIAN, Rule.EGALITARIAN, Rule.KALAI_SMORODINSKY])
def test_other_criteria_have_no_weights(rule: Rule) -> None:
    with pytest.raises(BadProblem, match=rf"^weights: {rule.value} has none$"):
        settle(ONE, rule, [1, 1])


def test_mnw_does_not_count_from_below_nothing() -> None:
    below = replace(ONE, parties=(ONE.parties[0], replace(ONE.parties[1], reservation=Fraction(-1))))
    with pytest.raises(BadProblem, match=r"^parties\.B\.reservation: is below nothing, from which mnw counts$"):
        settle(below, Rule.MNW)
    assert settle(below, Rule.NASH).utilities == (2, 0)
