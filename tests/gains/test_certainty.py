"""What is certain of packages: small tables by hand, and corners of the weights looked at one by one."""

import itertools
import random
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from comity.gains import reference
from comity.gains.certainty import MOST, Certain, certain
from comity.gains.model import Among, BadProblem, Choice, Forbidden, Interaction, Package, Party, Points, Problem
from comity.gains.partial import Interval, Order, Stated, Statements, stated, swayed
from tests.gains import small_problems

F = Fraction
TWO = (Choice("x", ("a", "b")), Choice("y", ("a", "b")))


def order(*values: str) -> Order:
    return tuple(frozenset({value}) for value in values)


def scored(name: str, x: int, y: int, low: int, high: int) -> Stated:
    """Scores of b in x and a in y, the others nothing; the weight of x."""
    worth = {"x": Points({"a": F(0), "b": F(x)}), "y": Points({"a": F(y), "b": F(0)})}
    return Stated(Party(name, worth), weights={"x": (F(low), F(high))})


def short(packages: Sequence[Package]) -> list[str]:
    return ["".join(str(each) for each in package.values()) for package in packages]


def test_orders_alone_are_ordinal_dominance() -> None:
    a = Stated(Party("A", {}), order={"x": order("a", "b"), "y": order("a", "b")})
    b = Stated(Party("B", {}), order={"x": order("a", "b"), "y": order("b", "a")})
    found = certain(Statements(TWO, (a, b)))
    assert (short(found.always), short(found.never)) == (["aa", "ab"], ["ba", "bb"])


def test_orders_that_conflict_leave_open_what_only_weights_could_tell() -> None:
    a = Stated(Party("A", {}), order={"x": order("a", "b"), "y": order("a", "b")})
    b = Stated(Party("B", {}), order={"x": order("b", "a"), "y": order("b", "a")})
    found = certain(Statements(TWO, (a, b)))
    assert (short(found.always), short(found.sometimes), found.never) == (["aa", "bb"], ["ab", "ba"], ())


def test_values_that_stand_together_are_equal() -> None:
    a = Stated(Party("A", {}), order={"x": (frozenset("ab"),), "y": order("a", "b")})
    found = certain(Statements(TWO, (a,)))
    assert (short(found.always), short(found.never)) == (["aa", "ba"], ["ab", "bb"])


def test_a_narrow_interval_says_more_than_a_wide_one() -> None:
    b = scored("B", 100, 0, 50, 50)
    narrow = certain(Statements(TWO, (scored("A", 0, 100, 20, 30), b)))
    assert (short(narrow.always), short(narrow.never)) == (["ba"], ["aa", "ab", "bb"])
    one = Statements(TWO, (scored("A", 60, 50, 40, 50),))
    assert (short(certain(one).always), short(certain(one).never)) == (["ba"], ["aa", "ab", "bb"])
    trade = (Choice("x", ("a", "b")), Choice("y", ("a", "b")))
    rule = Forbidden((Among("x", frozenset("b")), Among("y", frozenset("a"))))
    wide = certain(Statements(trade, (scored("A", 60, 50, 40, 50),), (rule,)))
    assert (short(wide.always), short(wide.sometimes), short(wide.never)) == ([], ["aa", "bb"], ["ab"])
    sure = certain(Statements(trade, (scored("A", 60, 50, 46, 50),), (rule,)))
    assert (short(sure.always), short(sure.never)) == (["bb"], ["aa", "ab"])


def test_where_the_interval_touches_equality_both_may_stand() -> None:
    rule = Forbidden((Among("x", frozenset("b")), Among("y", frozenset("a"))))
    edge = certain(Statements(TWO, (scored("A", 100, 100, 50, 60),), (rule,)))
    assert (short(edge.always), short(edge.sometimes), short(edge.never)) == (["bb"], ["aa"], ["ab"])


def test_of_nothing_nothing_is_said_and_why() -> None:
    found = certain(Statements(TWO, (Stated(Party("A", {})), Stated(Party("B", {}), weights={"x": (F(20), F(30))}))))
    assert found == Certain(
        why=(
            "parties.A: says nothing of the values of any issue",
            "parties.B: says nothing of the values of any issue",
        )
    )


def test_beside_a_silent_party_only_what_no_wish_of_it_can_change_is_said() -> None:
    a = Stated(Party("A", {}), order={"x": order("a", "b"), "y": order("a", "b")})
    found = certain(Statements(TWO, (a, Stated(Party("B", {})))))
    assert (short(found.always), short(found.sometimes), found.never) == (["aa"], ["ab", "ba", "bb"], ())
    assert found.why == ("parties.B: says nothing of the values of any issue",)


def test_an_issue_that_is_left_out_compares_only_what_agrees_in_it() -> None:
    found = certain(Statements(TWO, (Stated(Party("A", {}), order={"x": order("a", "b")}),)))
    assert (short(found.sometimes), short(found.never)) == (["aa", "ab"], ["ba", "bb"])
    assert found.why == ("parties.A: says nothing of the values of y",)


def test_known_points_give_the_frontier_and_nothing_between() -> None:
    for problem in small_problems.problems(5, 120, parties=2, joint=True):
        found = certain(stated(problem))
        points = {point.utilities for point in reference.frontier(problem).points}
        if not any(party.worth or party.interactions for party in problem.parties):
            assert found.always == ()
            continue
        assert {problem.utilities(each) for each in found.always} == points
        assert all(problem.utilities(each) not in points for each in found.never)
        assert found.sometimes == found.open == ()


def test_what_is_said_holds_at_every_corner_of_the_weights() -> None:
    chance, kinds = random.Random(11), set()
    for _ in range(150):
        table = _statements(chance)
        found = certain(table)
        corners = [list(_corners(each, [issue.name for issue in table.issues])) for each in table.stated]
        always, never = _by_corners(table, corners)
        assert (list(found.always), list(found.never)) == (always, never)
        kinds |= {name for name in ("always", "sometimes", "never", "open") if getattr(found, name)}
        for each in found.sometimes:
            assert each not in always and each not in never
    assert kinds >= {"always", "sometimes", "never"}


def test_what_is_said_of_orders_holds_for_points_at_random() -> None:
    chance = random.Random(12)
    issues = (Choice("x", ("a", "b", "c")), Choice("y", ("a", "b")), Choice("z", ("a", "b")))
    for _ in range(60):
        said = tuple(
            Stated(
                Party(name, {}),
                order={
                    i.name: order(*chance.sample(i.options, len(i.options))) for i in issues if chance.random() < 0.8
                },
                weights={"y": (F(10), F(40))},
            )
            for name in "AB"
        )
        table = Statements(issues, said)
        found = certain(table)
        for _ in range(20):
            problem = Problem(issues, tuple(_drawn(chance, table, each) for each in said))
            best = set(reference.efficient({problem.utilities(each): each for each in reference.packages(problem)}))
            assert all(problem.utilities(each) in best for each in found.always)
            assert all(problem.utilities(each) not in best for each in found.never)


def test_interactions_count_where_a_whole_party_is_swayed() -> None:
    joint = Interaction((Among("x", frozenset("b")), Among("y", frozenset("b"))), F(13))
    worth = {"x": Points({"a": F(10), "b": F(0)}), "y": Points({"a": F(0), "b": F(1)})}
    party = Party("A", worth, interactions=(joint,))
    held = certain(Statements(TWO, (swayed(party, TWO, F(1, 5)),)))
    assert short(held.always) == ["bb"]
    moved = certain(Statements(TWO, (swayed(party, TWO, F(2, 5)),)))
    assert (short(moved.always), short(moved.sometimes)) == ([], ["ab", "bb"])


def test_an_expired_deadline_leaves_all_open() -> None:
    a = Stated(Party("A", {}), order={"x": order("a", "b"), "y": order("a", "b")})
    found = certain(Statements(TWO, (a,)), deadline=time.monotonic() - 1)
    assert (short(found.open), found.complete) == (["aa", "ab", "ba", "bb"], False)


def test_a_deadline_is_kept_where_much_is_to_be_compared() -> None:
    issues = tuple(Choice(f"i{n}", tuple("abc")) for n in range(8))
    said = tuple(
        Stated(Party(name, {}), order={i.name: order(*values) for i in issues})
        for name, values in (("A", "abc"), ("B", "cba"))
    )
    began = time.monotonic()
    found = certain(Statements(issues, said), deadline=began + 0.3)
    assert time.monotonic() - began < 2
    assert not found.complete


def test_too_many_packages_are_refused() -> None:
    issues = tuple(Choice(f"i{n}", tuple("abcdefgh")) for n in range(5))
    with pytest.raises(BadProblem, match=f"issues: 32768 packages; up to {MOST} are compared"):
        certain(Statements(issues, (Stated(Party("A", {}), order={"i0": order(*"abcdefgh")}),)))


def _statements(chance: random.Random) -> Statements:
    issues = tuple(Choice(f"i{n}", tuple("abc"[: chance.randint(1, 3)])) for n in range(chance.randint(1, 3)))
    said = []
    for name in "AB":
        worth = {i.name: Points({o: F(chance.choice((0, 10, 50, 60, 100))) for o in i.options}) for i in issues}
        centre = [chance.randint(1, 5) for _ in issues]
        spread = chance.choice((0, 3, 10, 25))
        weights: dict[str, Interval] = {
            i.name: (max(F(0), F(100 * c, sum(centre)) - spread), min(F(100), F(100 * c, sum(centre)) + spread))
            for i, c in zip(issues, centre, strict=True)
        }
        said.append(Stated(Party(name, worth), weights=weights))
    return Statements(issues, tuple(said))


def _corners(said: Stated, names: list[str]) -> Iterator[tuple[F, ...]]:
    """All weights but one at an end, that one what is left."""
    ends = [said.interval(name) for name in names]
    for free in range(len(names)):
        for fixed in itertools.product(*(ends[n] for n in range(len(names)) if n != free)):
            left = 100 - sum(fixed)
            if ends[free][0] <= left <= ends[free][1]:
                yield (*fixed[:free], F(left), *fixed[free:])


def _by_corners(table: Statements, corners: list[list[tuple[F, ...]]]) -> tuple[list[Package], list[Package]]:
    every = list(reference.packages(table.problem))

    def ends(one: Package, other: Package) -> list[tuple[F, F]]:
        made = []
        for said, own in zip(table.stated, corners, strict=True):
            worth = said.party.worth
            steps = [worth[i.name].at(other[i.name]) - worth[i.name].at(one[i.name]) for i in table.issues]
            gains = [sum((w * step for w, step in zip(weights, steps, strict=True)), F()) for weights in own]
            made.append((min(gains), max(gains)))
        return made

    def surely(one: Package, other: Package) -> bool:
        lows = [low for low, _ in ends(one, other)]
        return min(lows) >= 0 and max(lows) > 0

    def perhaps(one: Package, other: Package) -> bool:
        highs = [high for _, high in ends(one, other)]
        return min(highs) >= 0 and max(highs) > 0

    return (
        [one for one in every if not any(perhaps(one, other) for other in every)],
        [one for one in every if any(surely(one, other) for other in every)],
    )


def _drawn(chance: random.Random, table: Statements, said: Stated) -> Party:
    """A party that the statement allows; points are weight x score."""
    y = F(chance.randint(10, 40))
    x = F(chance.randint(1, 59))
    weights = {"x": x, "y": y, "z": 100 - x - y}
    worth = {}
    for issue in table.problem.issues:
        scores = sorted(chance.sample(range(101), len(issue.values())), reverse=True)
        ranked = [value for group in said.order.get(issue.name, ()) for value in group] or list(issue.values())
        if issue.name not in said.order:
            chance.shuffle(scores)
        worth[issue.name] = Points({v: weights[issue.name] * s for v, s in zip(ranked, scores, strict=True)})
    return Party(said.party.name, worth)
