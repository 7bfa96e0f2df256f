"""What stands in comity.gains is what the modules do, with deadlines in seconds from the call."""

from fractions import Fraction

from comity import gains
from comity.gains import bids, certainty, partial, sensitivity, text
from comity.gains.model import Choice, Party, Points, Problem

F = Fraction
THING = Choice("thing", ("A", "B"))
SPLIT = Problem((THING,), tuple(Party(n, {"thing": Points({o: F(int(o == n)) for o in "AB"})}) for n in "AB"))


def test_statements() -> None:
    stated = partial.stated(SPLIT)
    assert gains.certain(stated, deadline=60) == certainty.certain(stated)
    assert gains.certain(stated, deadline=-1).complete is False
    assert gains.trades(stated) == ()


def test_bids() -> None:
    sealed = [bids.Bid(bids.Side.PAYS, 30), bids.Bid(bids.Side.TAKES, 10)]
    assert (gains.overlap(sealed), gains.overlap(sealed, share=F(1))) == (20, 30)


def test_texts() -> None:
    draft = {"thing": "A"}
    assert gains.next_text(SPLIT, draft) == text.next_text(SPLIT, draft)


def test_weights() -> None:
    assert (
        gains.vary(SPLIT, "utilitarian", "A", deadline=60).cases
        == sensitivity.vary(SPLIT, gains.Rule.UTILITARIAN, "A").cases
    )
    assert gains.vary(SPLIT, "nash", "A", deadline=-1).proven is False
    assert gains.robust(SPLIT, "nash", "A", deadline=60) == sensitivity.robust(SPLIT, gains.Rule.NASH, "A")
    assert gains.robust(SPLIT, "nash", "A", deadline=-1).proven is False
