"""Frontiers: every method against the slow exact reference; deadlines; what is said where the work ends early."""

import itertools
import json
import random
import time
from fractions import Fraction

import numpy as np
import pytest

from comity.gains import certify, frontiers, lexicographic, listing, many, pairs, reference, triples, weighted
from comity.gains.answers import Frontier, frontier_as_json
from comity.gains.model import Among, Choice, Forbidden, Party, Points, Problem
from comity.gains.pairs import Block, Unfinished
from comity.gains.table import table
from tests.gains.small_problems import problems

NUMBER = 250


def agrees(problem: Problem, found: Frontier) -> None:
    expected = reference.frontier(problem)
    assert [each.utilities for each in found.points] == [each.utilities for each in expected.points]
    assert [each.rational for each in found.points] == [each.rational for each in expected.points]
    assert found.proven
    for each in found.points:
        problem.check(each.package)
        assert problem.allows(each.package)
        assert problem.utilities(each.package) == each.utilities


@pytest.mark.parametrize("joint", [False, True], ids=["additive", "joint"])
@pytest.mark.parametrize("parties", [1, 2, 3, 4])
def test_the_frontier_is_the_references(parties: int, joint: bool) -> None:
    for problem in problems(parties, NUMBER, parties=parties, joint=joint):
        agrees(problem, frontiers.frontier(problem))


def test_point_by_point_is_the_references_too() -> None:
    for problem in problems(5, 60, parties=2, joint=True):
        own = table(problem)
        found, proven, method = lexicographic.frontier(own)
        assert method == "cp-sat"
        if lexicographic._span(own) >= lexicographic.MOST:
            assert (found, proven) == ([], False)
            continue
        assert proven
        assert [own.utilities(sums) for sums, _ in found] == [p.utilities for p in reference.frontier(problem).points]
        assert all(own.feasible(picks) and own.sums(picks) == sums for sums, picks in found)


@pytest.mark.parametrize("parties", [1, 3])
def test_cp_sat_gives_each_partys_best(parties: int) -> None:
    for problem in problems(9, 60, parties=parties, joint=True):
        own = table(problem)
        if lexicographic._span(own) >= lexicographic.MOST:
            continue
        found, proven, _ = lexicographic.frontier(own)
        expected = [each.utilities for each in reference.frontier(problem).points]
        assert {own.utilities(sums) for sums, _ in found} <= set(expected)
        assert bool(found) == bool(expected)
        assert proven == (parties == 1 or not expected)


def test_a_sweep_that_is_cut_off_gives_efficient_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(10)
    rows = np.array([[chance.randint(0, 50) for _ in range(4)] for _ in range(3_000)])
    every, complete = many.maxima(rows)
    assert complete
    clock = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    some, complete = many.maxima(rows, deadline=3)
    assert not complete
    assert 0 < len(some) < len(every)
    assert some.tolist() == every[: len(some)].tolist()


@pytest.mark.parametrize("most", [9, 10**12, 10**30])
def test_merging_keeps_every_efficient_sum_once(most: int) -> None:
    chance = random.Random(most)
    for parties, merge in ((2, pairs.frontier), (3, triples.frontier)):
        blocks = drawn(chance, parties, issues=5, options=4, most=most)
        assert [sums for sums, _ in merge(blocks)] == brute(blocks)
        assert all(total(blocks, picks) == sums for sums, picks in merge(blocks))


def test_what_is_given_without_proof_is_efficient() -> None:
    chance = random.Random(6)
    for most in (1, 5, 100, 10**30):
        for _ in range(50):
            blocks = drawn(chance, 2, issues=4, options=4, most=most)
            found = pairs.supported(blocks)
            assert {sums for sums, _ in found} <= set(brute(blocks))
            assert [sums for sums, _ in found] == sorted({sums for sums, _ in found}, reverse=True)
            assert all(total(blocks, picks) == sums for sums, picks in found)
            three = drawn(chance, 3, issues=3, options=4, most=most)
            assert {sums for sums, _ in weighted.supported(three)} <= set(brute(three))


def test_supported_points_of_a_straight_line_are_all_on_it() -> None:
    blocks = [[(0, 6), (2, 4), (6, 0)], [(0, 1), (1, 0)]]
    assert [sums for sums, _ in pairs.supported(blocks)] == [(7, 0), (3, 4), (1, 6), (0, 7)]


@pytest.mark.parametrize("parties", [2, 3])
def test_an_exploding_zero_sum_ends_at_its_deadline_and_says_so(parties: int) -> None:
    chance = random.Random(7)
    issues = tuple(Choice(f"i{n}", tuple("abcde")) for n in range(50))
    worth = {issue.name: {option: chance.randint(0, 10**9) for option in issue.options} for issue in issues}
    shares = [Fraction(1), Fraction(-1, 2), Fraction(-1, 2)] if parties == 3 else [Fraction(1), Fraction(-1)]
    problem = Problem(
        issues,
        tuple(
            Party(f"p{n}", {name: Points({k: share * v for k, v in own.items()}) for name, own in worth.items()})
            for n, share in enumerate(shares)
        ),
    )
    began = time.monotonic()
    found = frontiers.frontier(problem, deadline=began + 0.5)
    assert time.monotonic() - began < 2
    assert not found.proven
    assert found.method == "weighted sums"
    assert found.points


def test_without_a_deadline_it_stops_where_the_room_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST_STATES", 100)
    blocks = [[(2**n, 0), (0, 2**n)] for n in range(12)]
    with pytest.raises(Unfinished):
        pairs.frontier(blocks)


def test_where_a_list_would_be_too_long_corners_are_searched_and_certified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    for problem in [linked(), *problems(6, 120, parties=2, joint=True)]:
        found = frontiers.frontier(problem)
        agrees(problem, found)
        certify.check(problem, json.loads(json.dumps(frontier_as_json(found))))
    assert frontiers.frontier(linked()).method == "corners by outer approximation"
    late = frontiers.frontier(linked(), deadline=time.monotonic() - 1)
    assert (late.proven, late.certificate) == (False, {})


def test_of_more_parties_cp_sat_gives_each_partys_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 1)
    found = [(each, frontiers.frontier(each)) for each in problems(7, 50, parties=3, joint=True)]
    searched = [(problem, edge) for problem, edge in found if edge.method == "cp-sat"]
    assert searched
    for problem, edge in searched:
        assert {each.utilities for each in edge.points} <= {
            each.utilities for each in reference.frontier(problem).points
        }


def test_the_method_is_named() -> None:
    plain = next(iter(problems(8, 1, parties=2)))
    assert frontiers.frontier(plain).method == "dynamic programming"
    assert frontiers.frontier(linked()).method == "listing"


def test_nothing_feasible_has_no_point() -> None:
    never = Forbidden((Among("i0", frozenset("ab")),))
    found = frontiers.frontier(Problem(linked().issues, linked().parties, (never,)))
    assert found.points == ()
    assert found.proven


def linked() -> Problem:
    issues = (Choice("i0", ("a", "b")), Choice("i1", ("a", "b")))
    up, down = Points({"a": Fraction(1), "b": Fraction(0)}), Points({"a": Fraction(0), "b": Fraction(2)})
    both = Forbidden((Among("i0", frozenset("a")), Among("i1", frozenset("b"))))
    return Problem(issues, (Party("p0", {"i0": up, "i1": up}), Party("p1", {"i0": down, "i1": down})), (both,))


def drawn(chance: random.Random, parties: int, *, issues: int, options: int, most: int) -> list[Block]:
    return [
        [tuple(chance.randint(-most, most) for _ in range(parties)) for _ in range(chance.randint(1, options))]
        for _ in range(issues)
    ]


def total(blocks: list[Block], picks: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(block[pick] for block, pick in zip(blocks, picks, strict=True)), strict=True)))


def brute(blocks: list[Block]) -> list[tuple[int, ...]]:
    sums = {total(blocks, picks) for picks in itertools.product(*(range(len(block)) for block in blocks))}
    fractions = {tuple(map(Fraction, each)): {} for each in sums}
    return [tuple(map(int, each)) for each in reference.efficient(fractions)]
