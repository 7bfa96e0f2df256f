"""Blind bids: whether sealed bids overlap, and the figure at which they then settle.

- A payer bids the most that it would pay, a taker the least that it would accept; all bids are on one figure. They
  overlap where the lowest of the payers' is not below the highest of the takers'.
- The figure lies `share` of the way from the takers' bid to the payers': 1/2 is the midpoint, 0 the takers' own, 1 the
  payers'. The share is agreed before anybody bids.
- Money is in whole minor units (cents). A figure between two is rounded to the nearer one, from the middle to the even
  one; so it never leaves the overlap.
- Where there is none the answer is None, whatever the bids; nothing else is returned and no error names an amount.
- Where there is one, only the figure is told. At a share strictly between 0 and 1 each of two sides can work out the
  other's bid from it and its own, up to the rounding: whoever agrees to the rule is to know this.
- The rule invites shading: at a share between 0 and 1 both sides gain by bidding less than they would give, and may so
  miss an agreement that was there. At 0 the payer, at 1 the taker has no reason to.

K. Chatterjee and W. Samuelson, Bargaining under incomplete information, Operations Research 31, 1983 (the sealed-bid
double auction); R. B. Myerson and M. A. Satterthwaite, J. of Economic Theory 29, 1983 (no rule escapes this).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from comity.gains.model import BadProblem

MIDPOINT = Fraction(1, 2)


class Side(StrEnum):
    """What a bid means: at most this is paid, or at least this is accepted."""

    PAYS = "pays"
    TAKES = "takes"


@dataclass(frozen=True)
class Bid:
    """A sealed bid in whole minor units; its repr keeps the seal."""

    side: Side
    amount: int = field(repr=False)


def overlap(bids: Sequence[Bid], *, share: Fraction = MIDPOINT) -> int | None:
    """The figure in whole minor units, or None without an overlap.

    Raises BadProblem where a side has no bid, a bid is no whole number or the share does not lie from 0 to 1.
    """
    return first_overlap([bids], share=share)


def first_overlap(rounds: Sequence[Sequence[Bid]], *, share: Fraction = MIDPOINT) -> int | None:
    """First to meet: the figure of the first round whose bids overlap, or None; which round it was is not told.

    Every round is checked before the first is opened. Raises BadProblem as overlap does.
    """
    if type(share) not in (int, Fraction) or not 0 <= share <= 1:
        raise BadProblem("share: a whole number or a fraction from 0 to 1 is wanted")
    opened = [(_amounts(bids, Side.TAKES), _amounts(bids, Side.PAYS)) for bids in rounds]
    meeting = [(max(takes), min(pays)) for takes, pays in opened if max(takes) <= min(pays)]
    return round(_between(*meeting[0], Fraction(share))) if meeting else None


def _between(least: int, most: int, share: Fraction) -> Fraction:
    return least + share * (most - least)


def _amounts(bids: Sequence[Bid], side: Side) -> list[int]:
    if any(type(bid.amount) is not int for bid in bids):
        raise BadProblem("bids: whole numbers of minor units are wanted")
    found = [bid.amount for bid in bids if bid.side is side]
    if not found:
        raise BadProblem(f"bids: nobody {side}")
    return found
