"""Blind bids: the figure at which they settle, and that nothing else comes out."""

import random
from fractions import Fraction

import pytest

from comity.gains.bids import Bid, Side, first_overlap, overlap
from comity.gains.model import BadProblem

F = Fraction


def pays(amount: int) -> Bid:
    return Bid(Side.PAYS, amount)


def takes(amount: int) -> Bid:
    return Bid(Side.TAKES, amount)


@pytest.mark.parametrize(
    ("most", "least", "share", "figure"),
    [
        (900_00, 700_00, F(1, 2), 800_00),
        (900_00, 700_00, F(0), 700_00),
        (900_00, 700_00, F(1), 900_00),
        (900_00, 700_00, F(1, 4), 750_00),
        (500, 500, F(1, 2), 500),
        (101, 100, F(1, 2), 100),
        (102, 101, F(1, 2), 102),
        (101, 100, F(2, 3), 101),
        (101, 100, F(1, 3), 100),
        (-100, -101, F(1, 2), -100),
        (10**40 + 2, 10**40, F(1, 2), 10**40 + 1),
    ],
)
def test_an_overlap_settles_at_the_agreed_share_in_whole_minor_units(
    most: int, least: int, share: Fraction, figure: int
) -> None:
    assert overlap([pays(most), takes(least)], share=share) == figure
    assert overlap([takes(least), pays(most)], share=share) == figure


def test_the_midpoint_is_the_rule_unless_another_is_agreed() -> None:
    assert overlap([pays(30), takes(10)]) == 20


def test_without_an_overlap_the_answer_is_the_same_whatever_the_bids() -> None:
    assert overlap([pays(99), takes(100)]) is None
    assert overlap([pays(0), takes(10**12)], share=F(1)) is None
    assert first_overlap([[pays(1), takes(2)], [pays(5), takes(6)]]) is None


def test_of_several_the_least_willing_on_each_side_count() -> None:
    assert overlap([pays(100), pays(80), takes(40), takes(60)]) == 70
    assert overlap([pays(100), pays(50), takes(40), takes(60)]) is None


def test_the_first_round_that_meets_settles() -> None:
    rounds = [[pays(50), takes(90)], [pays(70), takes(66)], [pays(90), takes(10)]]
    assert first_overlap(rounds) == 68
    assert first_overlap([]) is None


def test_the_figure_never_leaves_the_overlap() -> None:
    chance = random.Random(3)
    for _ in range(2000):
        most, least = chance.randint(-9, 9), chance.randint(-9, 9)
        figure = overlap([pays(most), takes(least)], share=F(chance.randint(0, 7), 7))
        assert (figure is None) == (most < least)
        assert figure is None or least <= figure <= most


@pytest.mark.parametrize("share", [F(-1, 9), F(10, 9), 0.5, True, "1/2"])
def test_a_share_outside_or_not_exact_is_refused(share: Fraction) -> None:
    with pytest.raises(BadProblem, match="share: a whole number or a fraction from 0 to 1 is wanted"):
        overlap([pays(2), takes(1)], share=share)


@pytest.mark.parametrize("amount", [98765.0, True, "98765", F(98765, 2)])
def test_a_bid_that_is_no_whole_number_is_refused_without_naming_it(amount: int) -> None:
    with pytest.raises(BadProblem) as refused:
        overlap([pays(amount), takes(12321)])
    assert str(refused.value) == "bids: whole numbers of minor units are wanted"


def test_a_side_without_a_bid_is_refused() -> None:
    with pytest.raises(BadProblem, match=r"^bids: nobody takes$"):
        overlap([pays(2)])
    with pytest.raises(BadProblem, match=r"^bids: nobody pays$"):
        first_overlap([[pays(2), takes(1)], [takes(2)]])


def test_a_bid_keeps_its_seal_where_it_is_printed() -> None:
    assert "98765" not in repr(pays(98765))
