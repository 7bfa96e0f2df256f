"""comity adjusted-winner: the file, the exact JSON, the table, refusals by key. The library divides."""

import json
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from comity.faces import cli
from comity.gains.model import BadProblem

F = Fraction
FILE = 'parties = ["US", "Panama"]\n[items]\n"Use rights" = [60, 40]\nLand = [40, 60.0]\n'


@dataclass
class Division:
    """What divide gives."""

    totals: tuple[F, F]
    split: tuple[str, tuple[F, F]] | None
    allocation: dict[str, tuple[F, F]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The library's division, given by hand; `asked` is what it was asked."""
    shares = {"Use rights": (F(1), F(0)), "Land": (F(2, 15), F(13, 15))}
    told = SimpleNamespace(asked=[], found=Division((F(218, 3), F(218, 3)), ("Land", shares["Land"]), shares))

    def divide(parties: tuple[str, str], items: dict[str, tuple[F, F]]) -> Division:
        told.asked.append((parties, dict(items)))
        if isinstance(told.found, Exception):
            raise told.found
        return told.found

    monkeypatch.setitem(sys.modules, "comity.gains.adjusted_winner", SimpleNamespace(divide=divide))
    return told


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Divide what this file says; give exit status, output, errors."""

    def command(text: str, *words: str) -> tuple[int, str, str]:
        (tmp_path / "d.toml").write_text(text, "utf-8")
        status = cli.main(["adjusted-winner", str(tmp_path / "d.toml"), *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err.replace(f"{tmp_path}/", "")

    return command


def test_the_exact_json(run, told: SimpleNamespace) -> None:
    status, out, err = run(FILE, "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "totals": ["218/3", "218/3"],
        "split": {"item": "Land", "shares": ["2/15", "13/15"]},
        "allocation": {"Use rights": ["1", "0"], "Land": ["2/15", "13/15"]},
    }
    assert told.asked == [(("US", "Panama"), {"Use rights": (F(60), F(40)), "Land": (F(40), F(60))})]


def test_the_table(run, told: SimpleNamespace) -> None:
    assert run(FILE)[1] == (
        "item          US     Panama\n"
        "Use rights    1      0\n"
        "Land          2/15   13/15\n"
        "total points  218/3  218/3\n\n"
        "Land is split.\n"
    )


def test_no_split_is_null(run, told: SimpleNamespace) -> None:
    told.found = Division((F(60), F(60)), None, {"Use rights": (F(1), F(0)), "Land": (F(0), F(1))})
    assert json.loads(run(FILE, "--format", "json")[1])["split"] is None
    assert run(FILE)[1].endswith("No item is split.\n")


def test_points_are_normalised_only_when_told_to(run, told: SimpleNamespace) -> None:
    told.found = BadProblem("items: the points of Bob sum to 98, not 100")
    text = 'parties = ["Bob", "Carol"]\n[items]\na = [49, 100]\nb = [49, 100]\n'
    assert run(text) == (2, "", "d.toml: items: the points of Bob sum to 98, not 100\n")
    run(text, "--normalise")
    assert [asked[1] for asked in told.asked] == [
        {"a": (F(49), F(100)), "b": (F(49), F(100))},
        {"a": (F(50), F(50)), "b": (F(50), F(50))},
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "parties: the names of two parties are wanted"),
        ('parties = ["A"]', "parties: the names of two parties are wanted"),
        ('parties = ["A", "A"]', "parties: the names of two parties are wanted"),
        ('parties = ["A", "B"]', "items: a table of items is wanted, each with the points of both parties"),
        ('parties = ["A", "B"]\n[items]', "items: a table of items is wanted, each with the points of both parties"),
        ('parties = ["A", "B"]\n[item]\nx = [1, 2]', "item: unknown key; the keys here are parties, items"),
        ('parties = ["A", "B"]\n[items]\nx = [1]', "items.x: the points of both parties are wanted, [2, 7]"),
        ('parties = ["A", "B"]\n[items]\nx = [1, "1/0"]', "items.x: 1/0 divides by nothing"),
        ("a =", "file: not TOML: Invalid value (at end of document)"),
    ],
)
def test_a_file_that_says_no_division_is_refused_by_its_key(run, told: SimpleNamespace, text: str, why: str) -> None:
    assert run(text) == (2, "", f"d.toml: {why}\n")
    assert told.asked == []


def test_points_that_sum_to_nothing_cannot_be_normalised(run, told: SimpleNamespace) -> None:
    text = 'parties = ["A", "B"]\n[items]\nx = [0, 1]'
    assert run(text, "--normalise") == (2, "", "d.toml: items: the points of A sum to 0\n")
