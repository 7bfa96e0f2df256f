"""The efficient points of two parties, issue by issue.

- Sums of points are whole numbers, and both of them stand in one: first * 2^bits + second. The number of a sum is then
  the sum of the numbers, one sort orders the points, and equality is exact. 64 bits hold them where they fit; else they
  are Python's own integers.
- What is dominated after some of the issues stays dominated whatever the others bring (additive points), so it is
  dropped at once. One of several equal sums is kept.
- No pointers back are kept: the way to a sum is found again from the end, by looking which option leads to it.

G. L. Nemhauser and Z. Ullmann, Discrete dynamic programming and capital allocation, Management Science 15, 1969.
"""

import itertools
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Sums = tuple[int, ...]
Block = Sequence[Sums]  # what the options of one issue are worth, party by party
Found = tuple[Sums, tuple[int, ...]]  # a sum, and the number of the option for every block
Whole = npt.NDArray[Any]  # int64, or Python's integers: NumPy names no type for both

MOST_STATES = 4_000_000  # numbers in one merge: beyond it the frontier is not drawn up


class Unfinished(Exception):
    """The deadline or the room that there is ends before the frontier is complete."""


def frontier(blocks: Sequence[Block], *, deadline: float | None = None) -> list[Found]:
    """Every efficient sum, falling in the first party's points, with one way to it. At least one block.

    deadline: an instant of time.monotonic(). Raises Unfinished where it passes before the end, or where one merge is of
    more than MOST_STATES sums.
    """
    useful = [efficient(block) for block in blocks]
    lows = [(block[own[-1]][0], block[own[0]][1]) for block, own in zip(blocks, useful, strict=True)]
    bits = sum(block[own[-1]][1] - low[1] for block, own, low in zip(blocks, useful, lows, strict=True)).bit_length()
    codes = [
        [(block[n][0] - low[0] << bits) + block[n][1] - low[1] for n in own]
        for block, own, low in zip(blocks, useful, lows, strict=True)
    ]
    kind = np.int64 if sum(map(max, codes)) < 2**62 else object
    options = [np.array(each, dtype=kind) for each in codes]
    pace = Pace(deadline)
    stages = [np.zeros(1, dtype=kind)]
    for option in options:
        pace.step(len(stages[-1]) * len(option))
        stages.append(maxima(np.add.outer(option, stages[-1]).ravel(), bits))
    base = tuple(map(sum, zip(*lows, strict=True)))
    mask = (1 << bits) - 1
    sums = [((code >> bits) + base[0], (code & mask) + base[1]) for code in stages[-1].tolist()]
    picks = [tuple(own[n] for own, n in zip(useful, way, strict=True)) for way in ways(stages, options)]
    return list(zip(sums[::-1], picks[::-1], strict=True))


def efficient(block: Block) -> list[int]:
    """Numbers of the options that none dominates, from the first party's best to the second's; of equals the first."""
    found: list[int] = []
    for each in sorted(range(len(block)), key=lambda n: (-block[n][0], -block[n][1])):
        if not found or block[each][1] > block[found[-1]][1]:
            found.append(each)
    return found


def maxima(codes: Whole, bits: int) -> Whole:
    """The efficient ones among coded points, rising in the first coordinate, each once. Sorts its argument."""
    codes.sort()
    seconds = codes & ((1 << bits) - 1)
    best_above = np.maximum.accumulate(seconds[::-1])[::-1]
    keep = np.append(seconds[:-1] > best_above[1:], [True])
    kept: Whole = codes[keep]
    return kept


def ways(stages: Sequence[Whole], options: Sequence[Whole]) -> list[tuple[int, ...]]:
    """For every number of the last stage, the options that lead to it: the first that do, from the last issue back."""
    at = stages[-1]
    chosen = []
    for before, option in zip(stages[-2::-1], options[::-1], strict=True):
        rests = at - option[:, None]
        places = np.minimum(np.searchsorted(before, rests), len(before) - 1)
        pick = (before[places] == rests).argmax(axis=0)
        at = at - option[pick]
        chosen.append(pick.tolist())
    return list(zip(*chosen[::-1], strict=True))


class Pace:
    """Keeps a deadline: no step is begun that would, at the pace of the one before, end after it."""

    def __init__(self, deadline: float | None) -> None:
        self.deadline = deadline
        self.size = 0
        self.began = time.monotonic()

    def step(self, size: int) -> None:
        """Begins a step of so many points. Raises Unfinished."""
        if size > MOST_STATES:
            raise Unfinished
        if self.deadline is None:
            return
        now = time.monotonic()
        expected = (now - self.began) * size / self.size if self.size else 0.0
        if now + expected > self.deadline:
            raise Unfinished
        self.began, self.size = now, size


def supported(blocks: Sequence[Block]) -> list[Found]:
    """Points that are efficient for certain, though not all of them: the greatest for some weighing of the parties.

    The upper right edge of a sum of sets is made of their edges, ordered by slope; points on a straight edge included.
    """
    hulls = [_edge(block) for block in blocks]
    edges = [
        (block[b][0] - block[a][0], block[b][1] - block[a][1], number, b)
        for number, (block, hull) in enumerate(zip(blocks, hulls, strict=True))
        for a, b in itertools.pairwise(hull)
    ]
    edges.sort(key=_Slope)
    picks = [hull[0] for hull in hulls]
    first, second = (sum(block[pick][n] for block, pick in zip(blocks, picks, strict=True)) for n in (0, 1))
    found: list[Found] = [((first, second), tuple(picks))]
    for da, db, number, pick in edges:
        picks[number] = pick
        first, second = first + da, second + db
        found.append(((first, second), tuple(picks)))
    return found


class _Slope:
    """Order of edges by what the second party gains for each point that the first gives, the most first."""

    def __init__(self, edge: tuple[int, int, int, int]) -> None:
        self.edge = edge

    def __lt__(self, other: "_Slope") -> bool:
        return self.edge[1] * other.edge[0] < other.edge[1] * self.edge[0]


def _edge(block: Block) -> list[int]:
    """Numbers of the options on the upper right edge, from the first party's best to the second's."""
    hull: list[int] = []
    for each in efficient(block):
        while len(hull) > 1 and _below(block[hull[-2]], block[hull[-1]], block[each]):
            hull.pop()
        hull.append(each)
    return hull


def _below(start: Sums, middle: Sums, end: Sums) -> bool:
    """Whether the middle lies under the line from start to end."""
    return (middle[1] - start[1]) * (end[0] - start[0]) > (end[1] - start[1]) * (middle[0] - start[0])
