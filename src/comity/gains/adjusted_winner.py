"""Adjusted Winner: two parties divide items by points, in exact fractions, at most one item split.

- Items stand in the order of the ratio of the first party's points to the second's, falling. The first party takes from
  the top until both have as many of their own points: the same as to give each item to who values it more and to move
  the closest ones until the totals are even.
- The division is equitable (equal totals), efficient, and envy-free (each has at least half of its points).
- Items of equal ratio stand by name, so the order in which items are given does not matter. What is worth nothing to
  either goes to the second party.

S. J. Brams and A. D. Taylor, Fair Division, 1996, chapter 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.model import BadProblem
from comity.gains.refuting import want

Items = Mapping[str, tuple[int | Fraction, int | Fraction]]
Shares = tuple[Fraction, Fraction]  # of the first party and of the second
POINTS = Fraction(100)  # of each party


@dataclass(frozen=True)
class Division:
    """Who gets what. split: the item that both share, or None. normalised: points had to be made to sum to 100."""

    totals: Shares
    split: tuple[str, Shares] | None
    allocation: Mapping[str, Shares]
    normalised: bool = False


def divide(parties: tuple[str, str], items: Items, *, normalise: bool = False) -> Division:
    """Divide. Raises BadProblem where points are negative or a party's do not sum to 100; normalise: make them so."""
    sums = _sums(parties, items)
    normalised = normalise and sums != (POINTS, POINTS)
    for party, total in zip(parties, sums, strict=True):
        if total != POINTS and (not normalise or total == 0):
            raise BadProblem(f"items: the points of {party} sum to {total}, not to {POINTS}")
    points = {item: (a * POINTS / sums[0], b * POINTS / sums[1]) for item, (a, b) in items.items()}
    shares = _shares(points)
    split = next(((item, each) for item, each in shares.items() if 0 < each[0] < 1), None)
    return Division(_totals(points, shares), split, {item: shares[item] for item in items}, normalised)


def check(parties: tuple[str, str], items: Items, division: Division) -> None:
    """Raises Refused unless the division is what it should be: by what is known of it, not by making it again."""
    sums = _sums(parties, items)
    points = {item: (a * POINTS / sums[0], b * POINTS / sums[1]) for item, (a, b) in items.items()}
    want(division.normalised is (sums != (POINTS, POINTS)), "normalised: is not so")
    shares = division.allocation
    want(shares.keys() == items.keys(), "allocation: leaves an item out, or has another")
    want(all(min(each) >= 0 and sum(each) == 1 for each in shares.values()), "allocation: shares do not make one")
    want(division.totals == _totals(points, shares), "totals: are others")
    want(division.totals[0] == division.totals[1], "totals: are not equal")
    parted = [(item, each) for item, each in shares.items() if min(each) > 0]
    want(parted == ([] if division.split is None else [division.split]), "split: is not the one that is")
    ours = [points[item] for item, each in shares.items() if each[0]]
    theirs = [points[item] for item, each in shares.items() if each[1]]
    exchange = any(a * d < b * c for a, b in ours for c, d in theirs)
    want(not exchange, "allocation: both would gain by an exchange")


def _sums(parties: tuple[str, str], items: Items) -> Shares:
    for item, points in items.items():
        for party, each in zip(parties, points, strict=True):
            if isinstance(each, bool) or not isinstance(each, int | Fraction) or each < 0:
                raise BadProblem(
                    f"items.{item}: {each} points of {party}: whole numbers or fractions from 0 are wanted"
                )
    return sum((Fraction(a) for a, _ in items.values()), Fraction()), sum(
        (Fraction(b) for _, b in items.values()), Fraction()
    )


def _shares(points: Mapping[str, Shares]) -> dict[str, Shares]:
    worth = {item: a + b for item, (a, b) in points.items()}
    order = sorted((item for item in points if worth[item]), key=lambda item: (-points[item][0] / worth[item], item))
    ahead, shares = -Fraction(POINTS), {item: (Fraction(0), Fraction(1)) for item in points}
    for item in order:  # `ahead`: by how many points the first party is
        own = min(-ahead / worth[item], Fraction(1))
        shares[item] = (own, 1 - own)
        ahead += own * worth[item]
    return shares


def _totals(points: Mapping[str, Shares], shares: Mapping[str, Shares]) -> Shares:
    first = sum((points[item][0] * own for item, (own, _) in shares.items()), Fraction())
    return first, sum((points[item][1] * other for item, (_, other) in shares.items()), Fraction())
