"""The efficient points among any, of any number of parties.

Points are swept from the greatest first party's down; what is kept stands against what follows. For four parties and
more nothing known does it much faster: the time grows with points x efficient points.

J. L. Bentley, K. L. Clarkson and D. B. Levine, Fast linear expected-time algorithms for computing maxima, SODA 1990
(the points that dominate most are asked first).
"""

import time

import numpy as np

from comity.gains import pairs, triples
from comity.gains.pairs import Whole

SWEPT = 256  # points at a time
FIRST = 64  # points, of the greatest sum, that are asked before all others


def maxima(rows: Whole, *, deadline: float | None = None) -> tuple[Whole, bool]:
    """Numbers of the efficient rows, falling in the first party's points, then the second's, and so on; whether all.

    Of equal rows the first counts. rows: (points, parties). At the deadline those seen so far are given: what comes
    later in the sweep dominates none of them.
    """
    if not len(rows):
        return np.arange(0), True
    parties = rows.shape[1]
    if parties == 1:
        return np.array([rows[:, 0].argmax()]), True
    codes = rows - rows.min(axis=0)
    bits = [int(most).bit_length() for most in codes.max(axis=0)]
    if parties > 3 or sum(bits) >= 63:
        codes = np.stack([np.unique(column, return_inverse=True)[1] for column in rows.T], axis=1)
        bits = [int(most).bit_length() for most in codes.max(axis=0)]
    if parties > 3 or sum(bits) >= 63:
        return _swept(codes, deadline)
    return _coded(codes.astype(np.int64), bits), True


def _coded(rows: Whole, bits: list[int]) -> Whole:
    codes = rows[:, 0]
    for party in range(1, len(bits)):
        codes = (codes << bits[party]) + rows[:, party]
    copy = codes.copy()
    kept = pairs.maxima(copy, bits[1]) if len(bits) == 2 else triples.maxima(copy, bits[1], bits[2])
    places = np.minimum(np.searchsorted(kept, codes), len(kept) - 1)
    hits = np.flatnonzero(kept[places] == codes)
    _, first = np.unique(codes[hits], return_index=True)
    return hits[first][::-1]


def _swept(ranks: Whole, deadline: float | None) -> tuple[Whole, bool]:
    order = np.lexsort([-column for column in ranks.T[::-1]])
    ranks = ranks[order]
    strong = ranks[np.argsort(-ranks.sum(axis=1), kind="stable")[:FIRST]]
    kept = np.empty((0, ranks.shape[1]), dtype=ranks.dtype)
    found = [order[:0]]
    for start in range(0, len(ranks), SWEPT):
        if deadline is not None and time.monotonic() > deadline:
            return np.concatenate(found), False
        some, numbers = ranks[start : start + SWEPT], order[start : start + SWEPT]
        open_ = ~_above(strong, some, strict=True).any(axis=0)
        some, numbers = some[open_], numbers[open_]
        for piece in range(0, len(kept), 1024):
            open_ = ~_above(kept[piece : piece + 1024], some, strict=False).any(axis=0)
            some, numbers = some[open_], numbers[open_]
        alone = ~np.triu(_above(some, some, strict=False), 1).any(axis=0)
        kept = np.concatenate([kept, some[alone]])
        found.append(numbers[alone])
    return np.concatenate(found), True


def _above(ones: Whole, others: Whole, *, strict: bool) -> Whole:
    """(ones, others): whether the one gives nobody less than the other; strict: and is not its equal."""
    result = np.ones((len(ones), len(others)), dtype=bool)
    for one, other in zip(ones.T, others.T, strict=True):
        result &= one[:, None] >= other
    if strict:
        result &= ones.sum(axis=1)[:, None] > others.sum(axis=1)
    return result
