"""comity certify: accepted, refused, unreadable; by what the exact reference says about a small problem."""

import json
from pathlib import Path

import pytest

from comity.faces import cli

PROBLEM = """
[issues.A]
options = ["x", "y"]
[parties.P.points]
A = { x = 1, y = 0 }
[parties.Q.points]
A = { x = 0, y = "1/3" }
"""
EDGE = {
    "points": [
        {"utilities": [1.0, 0.0], "package": {"A": "x"}, "individually_rational": True},
        {"utilities": [0.0, 1 / 3], "package": {"A": "y"}, "individually_rational": True},
    ],
    "seconds": 0.1,
    "proven": True,
    "method": "by hand",
}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Certify this answer; give exit status, output, errors."""

    def command(answer: str, *words: str) -> tuple[int, str, str]:
        (tmp_path / "p.toml").write_text(PROBLEM, "utf-8")
        (tmp_path / "a.json").write_text(answer, "utf-8")
        status = cli.main(["certify", str(tmp_path / "p.toml"), str(tmp_path / "a.json"), *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err.replace(f"{tmp_path}/", "")

    return command


def test_a_right_answer_is_accepted(run) -> None:
    assert run(json.dumps(EDGE)) == (0, "Accepted: the certificate proves the answer.\n", "")
    assert run(json.dumps(EDGE), "--format", "json") == (0, '{"accepted": true}\n', "")


def test_a_wrong_answer_is_refused_with_its_key(run) -> None:
    wrong = json.dumps(EDGE | {"points": EDGE["points"][:1]})  # type: ignore[index]
    status, out, err = run(wrong)
    assert (status, out.startswith("Refused: points: "), err) == (1, True, "")
    status, out, err = run(wrong, "--format", "json")
    assert (status, json.loads(out)["accepted"], err) == (1, False, "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [("{", "a.json: answer: not JSON: "), ("[1]", "a.json: answer: a JSON object is wanted\n")],
)
def test_what_is_no_answer_cannot_be_checked(run, answer: str, why: str) -> None:
    status, out, err = run(answer)
    assert (status, out, err[: len(why)]) == (2, "", why)


def test_a_problem_that_is_not_there_cannot_be_checked(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["certify", str(tmp_path / "none"), str(tmp_path / "a.json")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: No such file or directory\n"
