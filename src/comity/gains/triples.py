"""The efficient points of three parties, issue by issue.

- As with two parties (comity.gains.pairs), the sums of a package stand in one number, 64 bits or Python's own, and what
  is dominated after some of the issues is dropped at once.
- Points are swept falling in the first party's points, some hundreds at a time. A point is dominated if one before it
  is as good for the second and for the third party; of those before it only the staircase of the two is kept.

H. T. Kung, F. Luccio and F. P. Preparata, On finding the maxima of a set of vectors, Journal of the ACM 22, 1975.
"""

from collections.abc import Sequence

import numpy as np

from comity.gains import pairs
from comity.gains.pairs import Block, Found, Pace, Whole, ways

SWEPT = 512  # points at a time


def frontier(blocks: Sequence[Block], *, deadline: float | None = None) -> list[Found]:
    """Every efficient sum, falling in the first party's points, then the second's, with one way to it.

    deadline: an instant of time.monotonic(). Raises pairs.Unfinished as pairs.frontier does.
    """
    lows = [tuple(map(min, zip(*block, strict=True))) for block in blocks]
    spans = [
        sum(max(each[party] for each in block) - low[party] for block, low in zip(blocks, lows, strict=True))
        for party in (0, 1, 2)
    ]
    middle, last = spans[1].bit_length(), spans[2].bit_length()
    kind = np.int64 if spans[0].bit_length() + middle + last < 63 else object
    codes = [
        [((a - low[0] << middle) + b - low[1] << last) + c - low[2] for a, b, c in block]
        for block, low in zip(blocks, lows, strict=True)
    ]
    options = [maxima(np.array(each, dtype=kind), middle, last) for each in codes]
    pace = Pace(deadline)
    stages = [np.zeros(1, dtype=kind)]
    for option in options:
        pace.step(len(stages[-1]) * len(option))
        stages.append(maxima(np.add.outer(option, stages[-1]).ravel(), middle, last))
    base = tuple(map(sum, zip(*lows, strict=True)))
    sums = [
        (
            (code >> middle + last) + base[0],
            (code >> last & (1 << middle) - 1) + base[1],
            (code & (1 << last) - 1) + base[2],
        )
        for code in stages[-1].tolist()
    ]
    useful = [[each.index(code) for code in option.tolist()] for each, option in zip(codes, options, strict=True)]
    picks = [tuple(own[n] for own, n in zip(useful, way, strict=True)) for way in ways(stages, options)]
    return list(zip(sums[::-1], picks[::-1], strict=True))


def maxima(codes: Whole, middle: int, last: int) -> Whole:
    """The efficient ones among coded points, rising in the first coordinate, each once. Sorts its argument."""
    codes.sort()
    codes = codes[::-1]
    stairs = codes[:0]
    kept = []
    for start in range(0, len(codes), SWEPT):
        some = codes[start : start + SWEPT]
        two = some & ((1 << middle + last) - 1)
        if len(stairs):
            open_ = ~_under(stairs, two, last)
            some, two = some[open_], two[open_]
        alone = ~_under_earlier(two, last)
        some, two = some[alone], two[alone]
        if len(some):
            kept.append(some)
            stairs = pairs.maxima(np.concatenate([stairs, two]), last)
    return np.concatenate(kept)[::-1]


def _under(stairs: Whole, two: Whole, last: int) -> Whole:
    """Which points have, for both parties, a stair as good or better. Stairs rise in the first of the two."""
    third = (1 << last) - 1
    place = np.searchsorted(stairs, two - (two & third))
    best = np.append(stairs & third, [-1])[place]
    under: Whole = best >= (two & third)
    return under


def _under_earlier(two: Whole, last: int) -> Whole:
    """Which points have, for both parties, an earlier one as good or better."""
    second, third = two >> last, two & ((1 << last) - 1)
    both = (second[:, None] <= second) & (third[:, None] <= third)
    under: Whole = np.logical_or.reduce(np.tril(both.astype(bool), -1), axis=1)
    return under
