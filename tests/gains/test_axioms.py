"""Axioms: on problems of which the answer is known, and which criterion keeps to which on problems at random."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from comity.gains import axioms, reference
from comity.gains.answers import Answer, Rule
from comity.gains.model import Among, BadProblem, Choice, Forbidden, Interaction, Party, Points, Problem
from tests.gains.against_axioms import kept, symmetric_and_scaled


def points(*rows: tuple[int, int], reservation: int = 0) -> Problem:
    """Two parties, one issue, an option for each row."""
    options = tuple(str(n) for n in range(len(rows)))
    parties = tuple(
        Party(
            name,
            {"i": Points({o: Fraction(row[n]) for o, row in zip(options, rows, strict=True)})},
            Fraction(reservation),
        )
        for n, name in enumerate("AB")
    )
    return Problem((Choice("i", options),), parties)


def goods(*rows: tuple[int, int]) -> Problem:
    """Things to divide between A and B."""
    issues = tuple(Choice(f"g{n}", ("A", "B")) for n in range(len(rows)))
    parties = tuple(
        Party(
            name,
            {
                i.name: Points({o: Fraction(row[n] if o == name else 0) for o in "AB"})
                for i, row in zip(issues, rows, strict=True)
            },
        )
        for n, name in enumerate("AB")
    )
    return Problem(issues, parties)


def by(rule: Rule) -> axioms.Criterion:
    return lambda each: reference.solve(each, rule)


def test_efficiency_and_rationality() -> None:
    three = points((3, 1), (2, 1), (1, 4), reservation=2)
    assert [axioms.pareto_efficient(three, {"i": o}) for o in "012"] == [True, False, True]
    assert [axioms.individually_rational(three, {"i": o}) for o in "012"] == [False, False, False]
    assert axioms.individually_rational(points((2, 2), reservation=2), {"i": "0"})
    closed = replace(three, constraints=(Forbidden((Among("i", frozenset({"0"})),)),))
    assert [axioms.pareto_efficient(closed, {"i": o}) for o in "012"] == [False, True, True]


def test_a_criterion_that_prefers_the_first_party_is_not_symmetric() -> None:
    def first(each: Problem) -> Answer:
        best = max(each.issues[0].values(), key=lambda o: each.utilities({"i": o})[0])
        return replace(reference.solve(each, Rule.NASH), utilities=each.utilities({"i": best}), ties=())

    assert not axioms.symmetric(points((3, 1), (1, 3)), first, (1, 0))
    assert axioms.symmetric(points((3, 1), (1, 3)), by(Rule.NASH), (1, 0))


def test_the_sum_depends_on_scales_the_product_does_not() -> None:
    two, factors = points((5, 0), (2, 2)), (Fraction(1), Fraction(10))
    assert not axioms.scale_invariant(two, by(Rule.UTILITARIAN), factors, (Fraction(), Fraction()))
    assert axioms.scale_invariant(two, by(Rule.NASH), factors, (Fraction(3), Fraction(-1, 2)))


def test_kalai_smorodinsky_depends_on_what_falls_away_nash_does_not() -> None:
    wide = points((10, 0), (5, 5), (6, 4), (0, 5))
    narrow = replace(wide, constraints=(Forbidden((Among("i", frozenset({"0"})),)),))
    assert axioms.named(by(Rule.KALAI_SMORODINSKY)(wide)) == {(6, 4)}
    assert axioms.named(by(Rule.KALAI_SMORODINSKY)(narrow)) == {(5, 5)}
    assert axioms.independent(wide, narrow, by(Rule.NASH))
    assert not axioms.independent(wide, narrow, by(Rule.KALAI_SMORODINSKY))
    without = replace(wide, constraints=(Forbidden((Among("i", frozenset({"2"})),)),))
    assert axioms.independent(wide, without, by(Rule.KALAI_SMORODINSKY))  # what was named fell away


def test_monotonicity_fails_on_finite_sets_but_not_for_who_has_least() -> None:
    wide = points((10, 0), (0, 10), (5, 9), (6, 6))
    narrow = replace(wide, constraints=(Forbidden((Among("i", frozenset({"3"})),)),))
    assert not axioms.monotone(narrow, wide, by(Rule.KALAI_SMORODINSKY))
    assert axioms.monotone(narrow, wide, by(Rule.NASH))
    assert axioms.monotone(points((1, 1)), points((2, 2)), by(Rule.NASH))  # the best changes: nothing is demanded
    assert axioms.ideal(points((1, 1), reservation=2)) is None


def test_division() -> None:
    made = goods((6, 5), (3, 3), (1, 2))
    ours = {"g0": "A", "g1": "B", "g2": "B"}
    assert axioms.envy_free(made, ours)
    assert axioms.proportional(made, ours)
    lopsided = {"g0": "A", "g1": "A", "g2": "B"}
    assert not axioms.envy_free(made, lopsided)
    assert not axioms.proportional(made, lopsided)
    assert not axioms.envy_free_up_to_one(made, lopsided)
    two = goods((6, 5), (1, 1))
    assert axioms.envy_free_up_to_one(two, {"g0": "A", "g1": "B"})
    assert not axioms.envy_free(two, {"g0": "A", "g1": "B"})


def test_what_is_no_division_is_refused() -> None:
    made = goods((1, 1))
    with pytest.raises(BadProblem, match=r"^issues\.i: "):
        axioms.division(points((1, 1)))
    first, second = made.parties
    with pytest.raises(BadProblem, match=r"^parties\.A\.interactions: "):
        axioms.division(replace(made, parties=(replace(first, interactions=(Interaction((), Fraction(1)),)), second)))
    envious = Points({"A": Fraction(1), "B": Fraction(1)})
    with pytest.raises(BadProblem, match=r"^parties\.A\.points\.g0: "):
        axioms.division(replace(made, parties=(replace(first, worth={"g0": envious}), second)))
    assert axioms.division(replace(made, parties=(replace(first, worth={}), second)))["A"] == {"g0": 0}


def test_the_greatest_product_divides_without_envy_up_to_one_thing() -> None:
    """Caragiannis et al., The unreasonable fairness of maximum Nash welfare, 2019, theorem 3.2."""
    chance = random.Random(3)
    for _ in range(60):
        made = goods(*((chance.randint(0, 9), chance.randint(0, 9)) for _ in range(chance.randint(1, 6))))
        package = reference.solve(made, Rule.MNW).package
        assert package is not None
        assert axioms.envy_free_up_to_one(made, package)
        assert axioms.pareto_efficient(made, package)


def test_criteria_keep_to_symmetry_and_scale() -> None:
    assert [symmetric_and_scaled(number, seed=5) for number in range(120)] == [""] * 120


def test_criteria_keep_to_efficiency_rationality_and_independence() -> None:
    assert [kept(number, seed=6) for number in range(120)] == [""] * 120


def test_points_beyond_what_the_linear_programme_takes_for_infinite() -> None:
    assert kept(547, seed=1) == ""
