"""The commands with the real library: what one prints, another accepts."""

import json
from pathlib import Path

import pytest

from comity.faces import cli

pytest.importorskip("numpy")
ORCHARD = str(Path(__file__).parents[3] / "gains/data/orchard")


@pytest.mark.parametrize("rule", ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian", "mnw"])
def test_what_solve_prints_certify_accepts(rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["solve", ORCHARD, "--rule", rule, "--format", "json", "--deadline", "20"]) == 0
    answer = capsys.readouterr().out
    assert (json.loads(answer)["criterion"], json.loads(answer)["proven"]) == (rule, True)
    (tmp_path / "a.json").write_text(answer, "utf-8")
    assert cli.main(["certify", ORCHARD, str(tmp_path / "a.json")]) == 0


def test_what_frontier_and_improve_print_certify_accepts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "draft.json").write_text('{"Fruit": "none", "Years": 2, "Fence": "yes"}', "utf-8")
    for words in (["frontier", ORCHARD, "--certificate"], ["improve", ORCHARD, "--draft", f"{tmp_path}/draft.json"]):
        assert cli.main([*words, "--format", "json"]) == 0
        (tmp_path / "a.json").write_text(capsys.readouterr().out, "utf-8")
        assert cli.main(["certify", ORCHARD, str(tmp_path / "a.json")]) == 0
        capsys.readouterr()


def test_the_answer_is_read_as_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["solve", ORCHARD, "--rule", "nash", "--format", "json"])
    (tmp_path / "a.json").write_text(capsys.readouterr().out, "utf-8")
    assert cli.main(["improve", ORCHARD, "--draft", f"{tmp_path}/a.json", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["efficient"], found["distance"]) == (True, 0.0)


FREE = """
[issues.Water]
low = 0
high = 10
step = "free"
[parties.Up]
scale = 10
[parties.Up.points]
Water = [[0, 0], [5, 7], [10, 10]]
[parties.Down]
scale = 10
[parties.Down.points]
Water = [[0, 10], [5, 8], [10, 0]]
"""


@pytest.mark.parametrize("words", [["solve", "--rule", "nash", "--weights", "2,1"], ["improve", "--draft", "d.toml"]])
def test_where_an_amount_moves_freely_certify_accepts_the_gap(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.toml").write_text(FREE, "utf-8")
    Path("d.toml").write_text("Water = 1\n", "utf-8")
    assert cli.main([words[0], "p.toml", *words[1:], "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    Path("a.json").write_text(json.dumps(answer), "utf-8")
    assert (cli.main(["certify", "p.toml", "a.json"]), capsys.readouterr().err) == (0, "")
    Path("a.json").write_text(json.dumps(answer | {"utilities": [1.0, 1.0]}), "utf-8")
    assert cli.main(["certify", "p.toml", "a.json"]) == 1
