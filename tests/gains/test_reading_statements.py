"""Preferences in part, read from TOML: what each line means, and every refusal by its key path."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from comity.gains import certain, reading, trades
from comity.gains.model import BadProblem, Choice, Party, Points, Whole
from comity.gains.partial import Pile, Stated, Statements, Trade, whole

F = Fraction
ISSUES = """
[issues.Dam]
options = ["low", "high", "none"]
[issues.Years]
low = 1
high = 2
"""
DAM, YEARS = Choice("Dam", ("low", "high", "none")), Whole("Years", 1, 2)


def read(parties: str) -> Statements:
    return reading.statements(reading.toml_tree(ISSUES + parties))


def test_every_key_means_what_it_says() -> None:
    found = read(
        """
[parties.A]
order = { Dam = ["high", ["low", "none"]] }
piles = { must = ["Dam"], can-give = ["Years"] }
weights = { Dam = [40, "185/3"], Years = 40 }
[parties.A.points]
Years = { 1 = 0, 2 = 99.5 }
[parties.B.points]
Dam = { low = 300, high = 0, none = 0 }
[parties.C]
"""
    )
    dam = (frozenset({"high"}), frozenset({"low", "none"}))
    assert found.issues == (DAM, YEARS)
    assert found.stated[0] == Stated(
        Party("A", {"Years": Points({1: F(0), 2: F(199, 2)})}),
        order={"Dam": dam},
        piles={"Dam": Pile.MUST, "Years": Pile.CAN_GIVE},
        weights={"Dam": (F(40), F(185, 3)), "Years": (F(40), F(40))},
    )
    b = Party("B", {"Dam": Points({"low": F(300), "high": F(0), "none": F(0)})})
    assert found.stated[1:] == (whole(b, found.issues), Stated(Party("C", {})))


def test_what_is_read_is_what_the_public_functions_take() -> None:
    found = read(
        """
[parties.A]
piles = { must = ["Dam"], can-give = ["Years"] }
order = { Dam = ["high", "low", "none"], Years = [1, 2] }
[parties.B]
piles = { must = ["Years"], can-give = ["Dam"] }
order = { Dam = ["high", "low", "none"], Years = [1, 2] }
"""
    )
    assert trades(found) == (Trade("A", "Years", "B", "Dam"),)
    assert certain(found).always == ({"Dam": "high", "Years": 1},)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("order = 3", "parties.A.order: a table is wanted"),
        ("order = { X = [] }", "parties.A.order.X: no issue has this name"),
        ("order = { Dam = 3 }", "parties.A.order.Dam: a list is wanted"),
        ('order = { Dam = ["low", ["none", "none"]] }', "parties.A.order.Dam[2]: two are the same"),
        ('order = { Dam = ["low", "none"] }', "parties.A.order.Dam.high: every value has its place in an order"),
        ("order = { Years = [1.5] }", "parties.A.order.Years[1]: a whole number is wanted"),
        ("piles = { might = [] }", "parties.A.piles.might: unknown key; the keys here are must, matters, can-give"),
        (
            'piles = { must = ["Dam"], matters = ["Years", "Dam"] }',
            "parties.A.piles.matters.Dam: lies in a pile already",
        ),
        ('piles = { must = ["X"] }', "parties.A.piles.X: no issue has this name"),
        ("weights = { Dam = [1] }", "parties.A.weights.Dam: a pair [least, most], or one number, is wanted"),
        ("weights = { X = 3 }", "parties.A.weights.X: no issue has this name"),
        ("weights = { Dam = [3, 1] }", "parties.A.weights.Dam: least and most are wanted, from 0 to 100"),
        (
            "piles = {}\nreservation = 3",
            "parties.A.reservation: unknown key; the keys here are points, order, piles, weights",
        ),
        ("scales = 3", "parties.A.scales: unknown key; the keys here are points, interactions, reservation, scale"),
    ],
)
def test_what_is_wrong_is_said_by_its_key(line: str, message: str) -> None:
    with pytest.raises(BadProblem, match=f"^{re.escape(message)}$"):
        read(f"[parties.A]\n{line}\n")


def test_a_reservation_value_alone_states_nothing_of_any_value() -> None:
    assert read("[parties.A]\nreservation = 3\n").stated == (Stated(Party("A", {})),)


def test_the_example_of_the_reference_is_read() -> None:
    text = (Path(__file__).parents[2] / "docs/reference/gains.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    issues = blocks[0][: blocks[0].index("[parties.")]
    found = reading.statements(reading.toml_tree(issues + blocks[1]))
    assert found.stated[0].weights == {"Dam": (F(40), F(60)), "Years": (F(10), F(10))}
    assert found.stated[1] == Stated(Party("Downstream", {}))
