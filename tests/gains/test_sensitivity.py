"""How far a package moves with one party's weights: small tables by hand, every design by enumeration."""

import itertools
import time
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from comity.gains import reference, solving
from comity.gains.answers import Answer, Rule
from comity.gains.model import (
    Among,
    Amount,
    BadProblem,
    Choice,
    Curve,
    Forbidden,
    Interaction,
    Party,
    Points,
    Problem,
    Worth,
)
from comity.gains.sensitivity import FIFTH, GRID, Case, design, lasting, robust, scaled, vary
from tests.gains import small_problems

F = Fraction


def table(a: tuple[int, int], b: tuple[int, int], reservation: int = 0) -> Problem:
    """Two things, x and y, each to A or to B; what they are worth to each."""
    issues = (Choice("x", ("A", "B")), Choice("y", ("A", "B")))

    def party(name: str, points: tuple[int, int], least: int) -> Party:
        worth: dict[str, Worth] = {
            issue.name: Points({o: F(own if o == name else 0) for o in "AB"})
            for issue, own in zip(issues, points, strict=True)
        }
        return Party(name, worth, F(least))

    return Problem(issues, (party("A", a, reservation), party("B", b, 0)))


CLOSE = table((55, 45), (50, 50))  # A gets x; from 45 x (1 + s) > 55 x (1 - s) on, s > 1/10, it might be y
CLEAR = table((80, 20), (30, 70))


def test_a_clear_package_does_not_move() -> None:
    found = vary(CLEAR, Rule.NASH, "A")
    assert (found.most_changed, found.without_agreement, found.proven) == (0, 0, True)
    assert found.ranges == ((F(80), F(80)), (F(70), F(70)))
    assert len(found.cases) == 8


def test_a_close_package_moves_and_the_utilities_are_those_stated() -> None:
    found = vary(CLOSE, Rule.NASH, "A")
    moved = [case for case in found.cases if case.changed]
    assert moved == [
        Case({"x": F(4, 5), "y": F(1)}, {"x": "B", "y": "A"}, ("x", "y"), (F(45), F(50)), proven=True),
        Case({"x": F(4, 5), "y": F(6, 5)}, {"x": "B", "y": "A"}, ("x", "y"), (F(45), F(50)), proven=True),
    ]
    assert found.most_changed == 2
    assert found.ranges == ((F(45), F(55)), (F(50), F(50)))
    assert vary(CLOSE, Rule.NASH, "A", spread=F(1, 11)).most_changed == 0


def test_the_base_among_ties_has_not_moved() -> None:
    even = table((50, 50), (50, 50))
    found = vary(even, Rule.NASH, "A", spread=F(1, 10))
    still = [case for case in found.cases if case.factors["x"] == case.factors["y"]]
    assert still
    assert all(case.changed == () for case in still)


def test_the_base_is_kept_where_it_only_comes_to_be_one_of_the_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    def greatest_first(problem: Problem, rule: Rule, *, deadline: float | None = None) -> Answer:
        return reference.solve(problem, rule)

    def party(name: str, x: int, y: int) -> Party:
        worth = {issue: Points({"yes": F(own), "no": F(0)}) for issue, own in (("x", x), ("y", y))}
        return Party(name, worth)

    issues = (Choice("x", ("yes", "no")), Choice("y", ("yes", "no")))
    both = Forbidden((Among("x", frozenset({"yes"})), Among("y", frozenset({"yes"}))))
    problem = Problem(issues, (party("A", 10, 10), party("B", 5, 4)), (both,))
    monkeypatch.setattr(solving, "solve", greatest_first)
    cases = {tuple(case.factors.values()): case.changed for case in vary(problem, Rule.NASH, "A", spread=F(1, 4)).cases}
    assert cases[(F(1), F(5, 4))] == ()  # 10 x 5 = 12.5 x 4
    assert cases[(F(3, 4), F(5, 4))] == ("x", "y")


def test_an_agreement_may_be_lost() -> None:
    found = vary(table((55, 45), (50, 50), reservation=90), Rule.NASH, "A")
    lost = [case for case in found.cases if case.package is None]
    assert found.without_agreement == len(lost) > 0
    assert all((case.changed, case.utilities) == ((), ()) for case in lost)


def test_without_agreement_there_is_no_range() -> None:
    found = vary(table((1, 1), (1, 1), reservation=500), Rule.NASH, "A")
    assert (found.ranges, found.most_changed, found.without_agreement) == ((), 0, len(found.cases))


@pytest.mark.parametrize("rule", list(Rule))
def test_every_case_is_what_the_reference_names(rule: Rule) -> None:
    for problem in small_problems.problems(41, 18, parties=2, joint=True):
        if rule is Rule.MNW and any(party.reservation < 0 for party in problem.parties):
            continue
        found = vary(problem, rule, "p0")
        for case in found.cases:
            parties = (scaled(problem.parties[0], case.factors), problem.parties[1])
            moved = replace(problem, parties=parties)
            answer = reference.solve(moved, rule)
            assert answer.agreement == (case.package is not None)
            if case.package is not None:
                assert moved.utilities(case.package) in (answer.utilities, *answer.ties)
                assert case.utilities == problem.utilities(case.package)
        assert found.proven


@pytest.mark.parametrize("number", range(1, 9))
def test_the_design_is_each_end_of_each_issue_then_balanced_corners(number: int) -> None:
    names = [f"i{n}" for n in range(number)]
    made = [tuple(factors.values()) for factors in design(names, FIFTH)]
    low, high = F(4, 5), F(6, 5)
    single = {tuple(end if n == m else F(1) for m in range(number)) for n in range(number) for end in (low, high)}
    assert len(made) == len(set(made))
    assert set(made[: 2 * number]) == single
    corners = set(made) & set(itertools.product((low, high), repeat=number))
    assert set(made) == single | corners
    if number <= 4:
        assert len(corners) == 2**number
    else:
        assert len(corners) == (16 if number < 8 else 32)
        for a, b in itertools.combinations(range(number), 2):  # every pair of issues meets every pair of ends as often
            met = [[corner[a], corner[b]] for corner in corners]
            assert {met.count([x, y]) for x in (low, high) for y in (low, high)} == {len(corners) // 4}


def test_points_and_curves_are_scaled_and_nothing_else() -> None:
    joint = Interaction((Among("x", frozenset("a")),), F(7))
    party = Party("A", {"x": Points({"a": F(1)}), "m": Curve(((F(0), F(2)), (F(1), F(3))))}, F(2), (joint,), F(9))
    worth: Mapping[str, Worth] = {"x": Points({"a": F(1)}), "m": Curve(((F(0), F(1)), (F(1), F(3, 2))))}
    assert scaled(party, {"m": F(1, 2)}) == replace(party, worth=worth)


def test_robust_finds_the_greatest_spread_of_the_grid() -> None:
    found = robust(CLOSE, Rule.NASH, "A")
    assert (found.package, found.spread, found.everywhere, found.proven) == ({"x": "A", "y": "B"}, F(1, 10), True, True)
    assert robust(CLOSE, Rule.NASH, "A", grid=[F(1, 9), F(1, 5)]).spread is None
    assert robust(CLOSE, Rule.NASH, "A", grid=[F(1, 10), F(1, 5)]).spread == F(1, 10)
    assert robust(CLEAR, Rule.NASH, "A").spread == GRID[-1]


def test_where_one_party_gains_nothing_no_word_is_said_of_what_lies_between() -> None:
    assert robust(table((55, 45), (50, 50), reservation=90), Rule.NASH, "A").everywhere is False


def test_what_is_not_proved_does_not_count_as_staying(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = solving.solve

    def unsure(problem: Problem, rule: Rule, *, deadline: float | None = None) -> Answer:
        return replace(whole(problem, rule, deadline=deadline), proven=problem == CLEAR)

    monkeypatch.setattr(solving, "solve", unsure)
    found = robust(CLEAR, Rule.NASH, "A")
    assert (found.spread, found.everywhere, found.proven) == (None, False, False)
    assert vary(CLEAR, Rule.NASH, "A").proven is False


def test_only_the_party_that_is_named_is_varied() -> None:
    assert lasting(CLOSE, "A", spread=F(1, 100)).never == ({"x": "B", "y": "A"},)
    assert lasting(CLOSE, "B", spread=F(1, 100)).never == ()


@pytest.mark.parametrize("rule", [Rule.NASH, Rule.EGALITARIAN, Rule.UTILITARIAN, Rule.KALAI_SMORODINSKY])
def test_robust_is_what_asking_every_spread_of_the_grid_finds(rule: Rule) -> None:
    grid = [F(n, 10) for n in range(1, 8)]
    for problem in small_problems.problems(43, 4, parties=2, joint=True):
        held = None
        for spread in grid:
            cases = vary(problem, rule, "p0", spread=spread).cases
            base = reference.solve(problem, rule)
            if any((case.package is None) == base.agreement or case.changed for case in cases):
                break
            held = spread
        assert robust(problem, rule, "p0", grid=grid).spread == held


def test_under_utilitarian_a_package_may_return_so_the_grid_is_climbed() -> None:
    assert robust(CLOSE, Rule.UTILITARIAN, "A").everywhere is False


def test_lasting_packages_are_efficient_at_every_corner_of_the_weights() -> None:
    seen = set()
    for problem in small_problems.problems(47, 12, parties=2, joint=True):
        found = lasting(problem, "p0")
        names = list(problem.parties[0].worth)
        for ends in itertools.product((F(4, 5), F(1), F(6, 5)), repeat=len(names)):
            parties = (scaled(problem.parties[0], dict(zip(names, ends, strict=True))), problem.parties[1])
            moved = replace(problem, parties=parties)
            points = {point.utilities for point in reference.frontier(moved).points}
            assert all(moved.utilities(each) in points for each in found.always)
            assert all(moved.utilities(each) not in points for each in found.never)
        seen |= {kind for kind in ("always", "sometimes", "never") if getattr(found, kind)}
    assert seen == {"always", "sometimes", "never"}


def test_a_deadline_leaves_the_rest_unsaid() -> None:
    late = vary(CLOSE, Rule.NASH, "A", deadline=time.monotonic() - 1)
    assert (late.cases, late.proven) == ((), False)
    short = robust(CLOSE, Rule.NASH, "A", deadline=time.monotonic() - 1)
    assert (short.spread, short.everywhere, short.proven) == (None, False, False)


def test_what_cannot_be_varied_is_refused() -> None:
    with pytest.raises(BadProblem, match=r"^parties.C: no party has this name$"):
        vary(CLOSE, Rule.NASH, "C")
    for spread in (F(0), F(11, 10), 0.2):
        with pytest.raises(BadProblem, match=r"^spread: a whole number or a fraction above 0, up to 1, is wanted$"):
            vary(CLOSE, Rule.NASH, "A", spread=spread)  # type: ignore[arg-type]  # a float is what is refused
    with pytest.raises(BadProblem, match=r"^grid: spreads are wanted that rise$"):
        robust(CLOSE, Rule.NASH, "A", grid=[F(1, 5), F(1, 10)])
    free = Problem((Amount("m", F(0), F(1), step=None),), (Party("A", {"m": Curve(((F(0), F(0)), (F(1), F(1))))}),))
    with pytest.raises(BadProblem, match=r"^issues.m.step"):
        lasting(free, "A")
