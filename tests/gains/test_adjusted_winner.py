"""Adjusted Winner: the published tables, and its properties on points at random."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from comity.gains.adjusted_winner import Division, check, divide
from comity.gains.model import BadProblem
from comity.gains.refuting import Refused

F = Fraction
PANAMA = {
    "defence rights": (22, 9),
    "use rights": (22, 15),
    "land and water": (15, 15),
    "expansion rights": (14, 3),
    "duration": (11, 15),
    "expansion routes": (6, 5),
    "compensation": (4, 11),
    "jurisdiction": (2, 7),
    "US military rights": (2, 7),
    "defence role of Panama": (2, 13),
}
TRUMP = {
    "Connecticut": (10, 38),
    "Palm Beach": (40, 20),
    "Plaza apartment": (10, 30),
    "Tower triplex": (38, 10),
    "cash and jewelry": (2, 2),
}
DIVORCE = {"custody": (23, 65), "alimony": (60, 25), "house": (15, 10)}
FIRST, SECOND = (F(1), F(0)), (F(0), F(1))


def test_panama_canal() -> None:
    """H. Raiffa, The Art and Science of Negotiation, 1982; pages.nyu.edu/adjustedwinner/panama.htm."""
    found = divide(("US", "Panama"), PANAMA)
    assert found.totals == (66, 66)
    assert found.split == ("land and water", (F(2, 15), F(13, 15)))
    assert [item for item, each in found.allocation.items() if each == FIRST] == [
        "defence rights",
        "use rights",
        "expansion rights",
        "expansion routes",
    ]
    check(("US", "Panama"), PANAMA, found)


def test_trump_divorce() -> None:
    found = divide(("D", "I"), TRUMP)
    assert found.totals == (F(218, 3), F(218, 3))
    assert found.split == ("Palm Beach", (F(13, 15), F(2, 15)))
    assert found.allocation == {
        "Connecticut": SECOND,
        "Palm Beach": (F(13, 15), F(2, 15)),
        "Plaza apartment": SECOND,
        "Tower triplex": FIRST,
        "cash and jewelry": SECOND,
    }
    assert not found.normalised


def test_points_that_do_not_sum_to_100_are_refused() -> None:
    with pytest.raises(BadProblem, match=r"^items: the points of Bob sum to 98, not to 100$"):
        divide(("Bob", "Carol"), DIVORCE)


def test_or_normalised_when_told_to() -> None:
    found = divide(("Bob", "Carol"), DIVORCE, normalise=True)
    assert found.normalised
    assert found.split == ("house", (F(135, 248), F(113, 248)))
    assert found.totals == (F(8625, 124), F(8625, 124))
    check(("Bob", "Carol"), DIVORCE, found)
    assert divide(("D", "I"), TRUMP, normalise=True) == divide(("D", "I"), TRUMP)


def test_what_cannot_be_normalised_is_refused() -> None:
    with pytest.raises(BadProblem, match=r"^items: the points of B sum to 0, not to 100$"):
        divide(("A", "B"), {"x": (100, 0)}, normalise=True)
    with pytest.raises(BadProblem, match=r"^items: the points of A sum to 0, not to 100$"):
        divide(("A", "B"), {})


@pytest.mark.parametrize("points", [-1, 0.5, True])
def test_points_are_whole_or_fractions_from_nothing(points: object) -> None:
    with pytest.raises(BadProblem, match=r"^items\.x: .* points of B: "):
        divide(("A", "B"), {"x": (100, points)})  # type: ignore[dict-item]


def test_items_worth_nothing_to_one_or_both() -> None:
    assert divide(("A", "B"), {"x": (100, 0), "y": (0, 100), "z": (0, 0)}) == Division(
        (F(100), F(100)), None, {"x": FIRST, "y": SECOND, "z": SECOND}
    )


def test_one_item_is_halved() -> None:
    assert divide(("A", "B"), {"x": (100, 100)}).split == ("x", (F(1, 2), F(1, 2)))


@pytest.mark.parametrize("seed", range(300))
def test_equitable_efficient_envy_free_and_the_order_of_items_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"i{n}" for n in range(chance.randint(1, 8))]
    items = dict(zip(names, zip(_points(chance, len(names)), _points(chance, len(names)), strict=True), strict=True))
    found = divide(("A", "B"), items)
    check(("A", "B"), items, found)
    assert found.totals[0] == found.totals[1] >= 50
    assert sum(0 < own < 1 for own, _ in found.allocation.values()) <= 1
    assert divide(("A", "B"), dict(chance.sample(list(items.items()), len(items)))) == found
    assert divide(("B", "A"), {item: (b, a) for item, (a, b) in items.items()}).totals == found.totals
    for _ in range(30):  # nothing is better for one and no worse for the other
        other = {item: F(chance.randint(0, 4), 4) for item in items}
        totals = (
            sum(items[i][0] * own for i, own in other.items()),
            sum(items[i][1] * (1 - own) for i, own in other.items()),
        )
        assert not (totals[0] >= found.totals[0] and totals[1] >= found.totals[1] and totals != found.totals)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"allocation": {"x": FIRST}}, "allocation"),
        ({"allocation": {"x": (F(1), F(1)), "y": SECOND}}, "allocation"),
        ({"totals": (F(70), F(70))}, "totals"),
        ({"allocation": {"x": FIRST, "y": SECOND}, "totals": (F(60), F(80)), "split": None}, "totals"),
        ({"split": None}, "split"),
        ({"allocation": {"x": (F(4, 7), F(3, 7)), "y": FIRST}}, "totals"),
        ({"normalised": True}, "normalised"),
    ],
)
def test_another_division_is_refused(change: dict[str, object], key: str) -> None:
    items = {"x": (60, 20), "y": (40, 80)}
    found = divide(("A", "B"), items)
    check(("A", "B"), items, found)
    with pytest.raises(Refused, match=f"^{key}: "):
        check(("A", "B"), items, replace(found, **change))  # type: ignore[arg-type]


def test_a_division_that_both_would_exchange_is_refused() -> None:
    items = {"x": (60, 40), "y": (40, 60)}
    swapped = Division((F(40), F(40)), None, {"x": SECOND, "y": FIRST})
    with pytest.raises(Refused, match=r"^allocation: both would gain"):
        check(("A", "B"), items, swapped)


def _points(chance: random.Random, number: int) -> list[int]:
    """Whole numbers from 0 that sum to 100."""
    cuts = sorted(chance.choice((0, 10, 50, chance.randint(0, 100))) for _ in range(number - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
