"""Preferences in part: trades between piles, and every statement that does not fit together refused."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from comity.gains.model import BadProblem, Choice, Interaction, Party, Points
from comity.gains.partial import Pile, Stated, Statements, Trade, trades

F = Fraction
ISSUES = (Choice("Dam", ("low", "high")), Choice("Years", ("1", "2")), Choice("Gauge", ("yes", "no")))
HIGH_FIRST = (frozenset({"high"}), frozenset({"low"}))


def piled(name: str, **piles: Pile) -> Stated:
    return Stated(Party(name, {}), piles=piles)


def weighed(weights: Mapping[str, tuple[int, int]]) -> Stated:
    return Stated(Party("A", {}), weights={name: (F(low), F(high)) for name, (low, high) in weights.items()})


def test_a_trade_is_what_one_can_give_and_the_other_must_have_both_ways() -> None:
    a = piled("A", Dam=Pile.CAN_GIVE, Years=Pile.MUST, Gauge=Pile.MUST)
    b = piled("B", Dam=Pile.MUST, Years=Pile.CAN_GIVE, Gauge=Pile.MATTERS)
    assert trades(Statements(ISSUES, (a, b))) == (Trade("A", "Dam", "B", "Years"),)


def test_every_pair_of_issues_is_a_trade_of_its_own() -> None:
    a = piled("A", Dam=Pile.CAN_GIVE, Years=Pile.MUST, Gauge=Pile.MUST)
    b = piled("B", Dam=Pile.MUST, Years=Pile.CAN_GIVE, Gauge=Pile.CAN_GIVE)
    assert trades(Statements(ISSUES, (a, b))) == (Trade("A", "Dam", "B", "Years"), Trade("A", "Dam", "B", "Gauge"))


def test_three_parties_trade_two_by_two() -> None:
    a = piled("A", Dam=Pile.CAN_GIVE, Years=Pile.MUST)
    b = piled("B", Dam=Pile.MUST, Years=Pile.MUST)
    c = piled("C", Dam=Pile.MUST, Years=Pile.CAN_GIVE)
    assert trades(Statements(ISSUES, (a, b, c))) == (Trade("A", "Dam", "C", "Years"),)


@pytest.mark.parametrize(
    "other", [piled("B"), piled("B", Dam=Pile.MUST), piled("B", Dam=Pile.MATTERS, Years=Pile.MUST)]
)
def test_without_both_halves_there_is_no_trade(other: Stated) -> None:
    a = piled("A", Dam=Pile.CAN_GIVE, Years=Pile.MUST)
    assert trades(Statements(ISSUES, (a, other))) == ()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Stated(Party("A", {}), piles={"X": Pile.MUST}), "parties.A.piles.X: no issue has this name"),
        (Stated(Party("A", {}), order={"X": ()}), "parties.A.order.X: no issue has this name"),
        (weighed({"X": (0, 1)}), "parties.A.weights.X: no issue has this name"),
        (
            Stated(Party("A", {}), order={"Dam": (frozenset({"high"}),)}),
            "parties.A.order.Dam.low: every value has its place in an order",
        ),
        (
            Stated(Party("A", {}), order={"Dam": (*HIGH_FIRST, frozenset({"high"}))}),
            "parties.A.order.Dam.high: stands twice",
        ),
        (
            Stated(Party("A", {}), order={"Dam": (*HIGH_FIRST, frozenset({"none"}))}),
            "parties.A.order.Dam.none: does not settle this issue",
        ),
        (
            Stated(Party("A", {"Dam": Points({"low": F(2), "high": F(2)})}), order={"Dam": HIGH_FIRST}),
            "parties.A.order.Dam: the points of this issue say another order",
        ),
        (
            Stated(
                Party("A", {"Dam": Points({"low": F(2), "high": F(1)})}), order={"Dam": (frozenset(("low", "high")),)}
            ),
            "parties.A.order.Dam: the points of this issue say another order",
        ),
        (
            Stated(Party("A", {"Dam": Points({"low": F(0), "high": F(101)})})),
            "parties.A.points.Dam.high: beside order, piles or weights, from 0 to 100",
        ),
        (
            Stated(Party("A", {}, interactions=(Interaction((), F(1)),))),
            "parties.A.interactions: not beside order, piles or weights",
        ),
        (weighed({"Dam": (30, 20)}), "parties.A.weights.Dam: least and most are wanted, from 0 to 100"),
        (weighed({"Dam": (-1, 20)}), "parties.A.weights.Dam: least and most are wanted, from 0 to 100"),
        (weighed({"Dam": (0, 101)}), "parties.A.weights.Dam: least and most are wanted, from 0 to 100"),
        (weighed({"Dam": (60, 70), "Years": (41, 50)}), "parties.A.weights: the least sum to 101, above 100"),
        (
            weighed({"Dam": (0, 10), "Years": (0, 10), "Gauge": (0, 79)}),
            "parties.A.weights: the most sum to 99, below 100",
        ),
        (
            Stated(Party("A", {}), order={"Dam": HIGH_FIRST}, weights={"Years": (F(100), F(100))}),
            "parties.A.weights.Dam: nothing is left for it, though the party orders its values",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused_by_its_key(said: Stated, message: str) -> None:
    with pytest.raises(BadProblem) as refused:
        Statements(ISSUES, (said,))
    assert str(refused.value) == message


def test_an_order_that_the_points_agree_with_is_taken() -> None:
    said = Stated(Party("A", {"Dam": Points({"low": F(1), "high": F(2)})}), order={"Dam": HIGH_FIRST})
    assert Statements(ISSUES, (said,)).stated == (said,)
