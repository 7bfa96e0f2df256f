"""Some efficient points for any number of parties: the best packages for many weighings of the parties' points.

A package that is best for weights above nothing is efficient for certain, whichever of several best ones it is. Others
that are efficient are best for no weights and stay unseen.

A. M. Geoffrion, Proper efficiency and the theory of vector maximization, Journal of Mathematical Analysis and
Applications 22, 1968.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from comity.gains.pairs import Block, Found

MOST_WEIGHINGS = 1_000


def supported(blocks: Sequence[Block]) -> list[Found]:
    """Efficient sums, falling, with one way to each; no part of a proof that there are no others."""
    columns = [list(zip(*block, strict=True)) for block in blocks]
    parties = len(columns[0])
    spans = [sum(max(each[party]) - min(each[party]) for each in columns) or 1 for party in range(parties)]
    common = math.lcm(*spans)
    weights = [
        [share * (common // span) for share, span in zip(shares, spans, strict=True)] for shares in _shares(parties)
    ]
    largest = max(abs(each) for block in blocks for sums in block for each in sums)
    most = max(map(max, weights)) * parties * largest
    kind = np.dtype(np.int64 if most < 2**62 else object)
    weighing = np.array(weights, dtype=kind)
    picks = [(weighing @ np.array(block, dtype=kind).T).argmax(axis=1).tolist() for block in blocks]
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    for way in zip(*picks, strict=True):
        rows = [block[pick] for block, pick in zip(blocks, way, strict=True)]
        found.setdefault(tuple(map(sum, zip(*rows, strict=True))), way)
    return sorted(found.items(), reverse=True)


def _shares(parties: int) -> list[tuple[int, ...]]:
    """Weights above nothing that add up to one number, as fine as MOST_WEIGHINGS allows."""
    total = parties
    while total < 1_000 and math.comb(total, parties - 1) <= MOST_WEIGHINGS:
        total += 1
    cuts = itertools.combinations(range(1, total), parties - 1)
    return [tuple(b - a for a, b in itertools.pairwise((0, *cut, total))) for cut in cuts]
