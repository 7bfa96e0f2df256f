"""The efficient points of a problem: which method finds them.

- Parts of a problem that have nothing to do with one another are solved apart and joined as issues are.
- A part whose issues do not count alone is listed where it has few packages.
- Up to three parties: dynamic programming over the parts. More: all points only where the packages can be listed.
- Where a part is too large for a list: of two parties point by point, with a certificate (corners.py); of one, or of
  more, each party's best by CP-SAT.
- Whatever ends early says so: `proven` is False, and every point given is still efficient for certain.
"""

import time
from collections.abc import Sequence

from comity.gains import lexicographic, listing, pairs, triples, weighted
from comity.gains.answers import Certificate, Frontier, Point
from comity.gains.model import Problem
from comity.gains.pairs import Block, Found, Unfinished
from comity.gains.parts import Part, parts, pieced
from comity.gains.table import Table, table

DYNAMIC = "dynamic programming"
SUPPORTED = "weighted sums"


def frontier(problem: Problem, *, deadline: float | None = None) -> Frontier:
    """Every efficient point and a package behind each; no point at all where nothing is feasible.

    deadline: an instant of time.monotonic(). Where an amount moves freely: freely.frontier; may raise BadProblem.
    """
    began = time.monotonic()
    if problem.free:
        from comity.gains import freely  # loads Clarabel

        return freely.frontier(problem, deadline=deadline)
    whole = table(problem)
    found, proven, method, certificate = efficient(whole, deadline=deadline)
    points = tuple(
        Point(
            whole.utilities(sums),
            whole.package(picks),
            all(got >= least for got, least in zip(sums, whole.reservations, strict=True)),
        )
        for sums, picks in found
    )
    return Frontier(points, proven, method, time.monotonic() - began, certificate)


def efficient(whole: Table, *, deadline: float | None = None) -> tuple[list[Found], bool, str, Certificate]:
    """The efficient sums and options of a table, whether these are all, the method, and the certificate.

    An empty certificate: the checker lists the points itself.
    """
    if whole.additive and (whole.parties < 4 or whole.size > listing.MOST):
        return *_merged(whole.points, whole.parties, deadline), {}
    split = parts(whole)
    if split is None:
        return [], True, listing.METHOD, {}
    if any(part.table.size > listing.MOST and not part.table.additive for part in split[1]):
        return _searched(whole, deadline)
    return *_joined(whole, *split, deadline), {}


def _searched(whole: Table, deadline: float | None) -> tuple[list[Found], bool, str, Certificate]:
    if whole.parties != 2:
        return *lexicographic.frontier(whole, deadline=deadline), {}
    from comity.gains import corners  # loads HiGHS

    found, trees = corners.frontier(whole, deadline=deadline)
    return found, trees is not None, corners.METHOD, {} if trees is None else {"gaps": trees}


def _joined(
    whole: Table, constant: tuple[int, ...], own: tuple[Part, ...], deadline: float | None
) -> tuple[list[Found], bool, str]:
    if whole.parties > 3 and whole.size <= listing.MOST:
        return _listed(whole, deadline)
    try:
        options = [_options(part, deadline) for part in own]
    except Unfinished:
        return [], False, listing.METHOD
    if not all(options):
        return [], True, listing.METHOD
    blocks: list[Block] = [[sums for sums, _ in each] for each in options]
    merged, proven, method = _merged(blocks, whole.parties, deadline)
    found = [
        (tuple(got + more for got, more in zip(each[0], constant, strict=True)), pieced(own, each, options))
        for each in merged
    ]
    listed = any(not part.table.additive for part in own)
    return found, proven, listing.METHOD if listed and len(own) == 1 else method


def _options(part: Part, deadline: float | None) -> list[Found]:
    if part.table.additive:
        return [(sums, (pick,)) for pick, sums in enumerate(part.table.points[0])]
    found, complete = listing.frontier(part.table, deadline=deadline)
    if not complete:
        raise Unfinished
    return found


def _listed(whole: Table, deadline: float | None) -> tuple[list[Found], bool, str]:
    try:
        return *listing.frontier(whole, deadline=deadline), listing.METHOD
    except Unfinished:
        return [], False, listing.METHOD


def _merged(blocks: Sequence[Block], parties: int, deadline: float | None) -> tuple[list[Found], bool, str]:
    try:
        if parties == 2:
            return pairs.frontier(blocks, deadline=deadline), True, DYNAMIC
        if parties == 3:
            return triples.frontier(blocks, deadline=deadline), True, DYNAMIC
    except Unfinished:
        pass
    if parties == 2:
        return pairs.supported(blocks), False, SUPPORTED
    return weighted.supported(blocks), parties == 1, DYNAMIC if parties == 1 else SUPPORTED
