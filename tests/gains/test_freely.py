"""Amounts that move freely: against the slow reference on fine steps, and whether the gap that is stated holds."""

import json
import math
import random
from fractions import Fraction

import pytest

from comity.gains import frontier, reference, solve
from comity.gains.answers import Answer, Rule, as_json
from comity.gains.certify_free import Refused, check_free
from comity.gains.model import Amount, BadProblem, Between, Budget, Choice, Curve, Forbidden, Party, Points, Problem
from tests.gains.free_problems import problem, stepped

F = Fraction


def curve(*corners: tuple[int, int]) -> Curve:
    return Curve(tuple((F(x), F(y)) for x, y in corners))


def two(*constraints: Budget | Forbidden) -> Problem:
    """Two amounts; X wants more of the first and less of the second."""
    amounts = (Amount("a", F(0), F(100), step=None), Amount("b", F(0), F(50), step=None))
    x = Party("X", {"a": curve((0, 0), (40, 60), (100, 100)), "b": curve((0, 50), (50, 0))}, F(10))
    y = Party("Y", {"a": curve((0, 80), (100, 0)), "b": curve((0, 0), (20, 30), (50, 45))}, F(5))
    return Problem(amounts, (x, y), constraints)


def worth(asked: Problem, answer: Answer, rule: Rule) -> list[F]:
    """What the criterion compares, most important first."""
    least = [party.reservation for party in asked.parties]
    gains = [u - d for u, d in zip(answer.utilities, least, strict=True)]
    if rule is Rule.UTILITARIAN:
        return [sum(gains, F())]
    if rule is Rule.EGALITARIAN:
        return [min(gains)]
    lifted = gains if rule is Rule.NASH else list(answer.utilities)
    above = [each for each in lifted if each > 0]
    return [F(len(above)), math.prod(above, start=F(1))]


@pytest.mark.parametrize("seed", range(24))
def test_no_package_on_fine_steps_is_better_than_the_gap_allows(seed: int) -> None:
    chance = random.Random(seed)
    asked = problem(chance, parties=chance.choice((1, 2, 2, 3)), mixed=seed % 3 == 0, concave=seed % 4 != 1)
    steps = stepped(asked, F(1, 2))
    for rule in (Rule.NASH, Rule.UTILITARIAN, Rule.EGALITARIAN, Rule.MNW):
        if rule is Rule.MNW and any(party.reservation < 0 for party in asked.parties):
            continue
        known = reference.solve(steps, rule)
        answer = solve(asked, rule)
        assert answer.agreement or not known.agreement
        assert answer.gap is not None
        assert answer.proven is (answer.gap == 0)
        check_free(asked, json.loads(json.dumps(as_json(answer))))
        if not known.agreement:
            continue
        assert answer.gap < 1e-8
        *sizes, most = worth(asked, known, rule)
        *own, value = worth(asked, answer, rule)
        assert own >= sizes
        if own == sizes:
            assert most <= value * (1 + F(answer.gap))


@pytest.mark.parametrize("seed", range(12))
def test_kalai_smorodinsky_is_accepted_by_the_checker(seed: int) -> None:
    chance = random.Random(seed)
    asked = problem(chance, parties=chance.choice((2, 3, 4)), mixed=seed % 3 == 0, concave=seed % 4 != 1)
    answer = solve(asked, Rule.KALAI_SMORODINSKY)
    check_free(asked, json.loads(json.dumps(as_json(answer))))


def test_a_sum_is_proven_at_its_corner() -> None:
    answer = solve(two(), Rule.UTILITARIAN)
    assert answer.package == {"a": 40, "b": 20}
    assert (answer.proven, answer.gap) == (True, 0.0)


def test_an_equal_split_is_an_exact_fraction() -> None:
    answer = solve(two(), Rule.EGALITARIAN)
    assert answer.package == {"a": F(850, 23), "b": 20}
    assert answer.utilities[0] - 10 == answer.utilities[1] - 5
    assert answer.proven


def test_a_product_at_a_root_states_its_gap() -> None:
    amounts = (Amount("a", F(0), F(1), step=None),)
    made = [
        Party("X", {"a": curve((0, 0), (1, 1))}),
        Party("Y", {"a": curve((0, 1), (1, 0))}),
        Party("Z", {"a": curve((0, 1), (1, 2))}),
    ]
    answer = solve(Problem(amounts, tuple(made)), Rule.NASH)
    assert answer.gap is not None
    assert not answer.proven
    assert 0 < answer.gap < 1e-10
    assert float(answer.utilities[0]) == pytest.approx(1 / math.sqrt(3), abs=1e-8)


def test_a_budget_holds_exactly() -> None:
    asked = two(Budget({"a": F(1), "b": F(2)}, F(70)))
    for rule in Rule:
        answer = solve(asked, rule)
        assert answer.package is not None
        assert asked.allows(answer.package)
        assert asked.rational(answer.package)


def test_weights_move_the_product() -> None:
    asked = two()
    heavy = solve(asked, Rule.NASH, weights=[3, 1])
    assert heavy.utilities[0] > solve(asked, Rule.NASH).utilities[0]
    check_free(asked, json.loads(json.dumps(as_json(heavy))))


def test_the_corners_of_a_frontier() -> None:
    found = frontier(two())
    assert [point.utilities for point in found.points] == [(150, 0), (130, 30), (90, 78), (30, 110), (0, 125)]
    assert found.proven
    assert [point.rational for point in found.points] == [False, True, True, True, False]


def test_a_frontier_with_options_is_not_called_proven() -> None:
    asked = two()
    x, y = asked.parties
    option = Choice("c", ("u", "v"))
    more = Points({"u": F(0), "v": F(7)})
    parties = (Party("X", {**x.worth, "c": more}), Party("Y", y.worth))
    found = frontier(Problem((*asked.issues, option), parties))
    assert not found.proven
    assert found.points[0].utilities == (157, 0)


def test_a_condition_on_a_free_amount_is_refused() -> None:
    with pytest.raises(BadProblem, match=r"constraints\[1\]\.a: a condition on an amount that moves freely"):
        solve(two(Forbidden((Between("a", F(0), F(5)),))), Rule.NASH)


def test_no_agreement_is_proven() -> None:
    asked = two()
    x, y = asked.parties
    parties = (Party("X", x.worth, F(120)), Party("Y", y.worth, F(90)))
    made = Problem(asked.issues, parties)
    answer = solve(made, Rule.NASH)
    assert (answer.agreement, answer.proven) == (False, True)
    check_free(made, json.loads(json.dumps(as_json(answer))))


def test_where_nobody_can_gain_nothing_is_multiplied() -> None:
    amounts = (Amount("a", F(0), F(1), step=None),)
    still = Party("X", {"a": curve((0, 0), (1, 0))})
    made = Problem(amounts, (still, Party("Y", {"a": curve((0, 0), (1, -1))})))
    answer = solve(made, Rule.NASH)
    assert (answer.package, answer.proven) == ({"a": 0}, True)
    check_free(made, json.loads(json.dumps(as_json(answer))))


def test_tampering_is_refused() -> None:
    asked = two(Budget({"a": F(1), "b": F(2)}, F(70)))
    answer = json.loads(json.dumps(as_json(solve(asked, Rule.NASH))))
    for changed in (
        {"gap": 0.0, "proven": True},
        {"proven": True},
        {"utilities": [95.0, 70.5]},
        {"package": {"a": 40, "b": 15}, "utilities": [95.0, 70.5]},
        {"agreement": False},
    ):
        with pytest.raises((Refused, KeyError)):
            check_free(asked, answer | changed)


def test_a_deadline_is_kept_with_a_gap() -> None:
    chance = random.Random(5)
    asked = problem(chance, parties=3, mixed=True, concave=False)
    answer = solve(asked, Rule.NASH, deadline=0.0)
    assert answer.gap is None or answer.gap >= 0
