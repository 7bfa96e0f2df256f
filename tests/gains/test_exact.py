"""Numbers in files: exact both ways, bounded, refused by key."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.gains.exact import LONGEST, Literal, decimal, number, plain
from comity.gains.model import BadProblem


@pytest.mark.parametrize(
    ("said", "exact"),
    [
        (12, Fraction(12)),
        (-3, Fraction(-3)),
        (Literal("0.1"), Fraction(1, 10)),
        (Literal("1_000.5"), Fraction(2001, 2)),
        (Literal("2.5e-3"), Fraction(1, 400)),
        ("1/3", Fraction(1, 3)),
        ("-4/6", Fraction(-2, 3)),
        ("0.25", Fraction(1, 4)),
        (".5", Fraction(1, 2)),
        ("1e200", Fraction(10**200)),
        (Fraction(5, 7), Fraction(5, 7)),
    ],
)
def test_a_number_is_taken_at_its_text(said: object, exact: Fraction) -> None:
    assert number(said, "k") == exact


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (True, 'k: a number is wanted, such as 12, 0.25 or "1/3"'),
        (0.1, 'k: a number is wanted, such as 12, 0.25 or "1/3"'),
        (None, 'k: a number is wanted, such as 12, 0.25 or "1/3"'),
        ("a third", "k: a number is wanted, such as 12, 0.25 or \"1/3\", not 'a third'"),
        ("1/3/4", "k: a number is wanted, such as 12, 0.25 or \"1/3\", not '1/3/4'"),
        (" 1", "k: a number is wanted, such as 12, 0.25 or \"1/3\", not ' 1'"),
        (Literal("nan"), "k: a number is wanted, such as 12, 0.25 or \"1/3\", not 'nan'"),
        (Literal("-inf"), "k: a number is wanted, such as 12, 0.25 or \"1/3\", not '-inf'"),
        ("1/0", "k: 1/0 divides by nothing"),
        ("1e999999999", "k: 1e999999999 has more than 200 zeros"),
        ("1e-201", "k: 1e-201 has more than 200 zeros"),
        ("9" * (LONGEST + 1), "k: this number is too long"),
        (10**1000, "k: this number is too long"),
    ],
)
def test_what_is_no_number_is_refused_by_its_key(said: object, why: str) -> None:
    with pytest.raises(BadProblem) as caught:
        number(said, "k")
    assert str(caught.value) == why


@given(st.fractions(max_denominator=10**12))
def test_what_is_written_is_read_back(value: Fraction) -> None:
    assert number(plain(value), "k") == value


@given(st.integers(-(10**20), 10**20), st.integers(0, 20), st.integers(0, 20))
def test_a_decimal_is_the_same_number(over: int, twos: int, fives: int) -> None:
    value = Fraction(over, 2**twos * 5**fives)
    text = decimal(value)
    assert text is not None
    assert number(text, "k") == value


def test_a_third_has_no_decimal() -> None:
    assert decimal(Fraction(1, 3)) is None
