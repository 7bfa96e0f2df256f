"""comity solve, frontier, improve: exact JSON, tables, pictures, refusals by file and key, what the library is asked.

The library is stood in for by answers made by hand, so that each line here can be read against them.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from comity.faces import cli
from comity.faces.cli.gains import asked
from comity.gains.answers import Answer, Frontier, Point, Rule
from comity.gains.model import BadProblem

F = Fraction
PROBLEM = """
name = "Fence & field"
[issues.Fence]
options = ["yes", "no"]
[issues.Rent]
low = 0
high = 1
unit = "EUR"
step = 0.5
[parties.Owner]
reservation = "1/4"
[parties.Owner.points]
Fence = { yes = 0, no = 1 }
[parties.Tenant.points]
Fence = { yes = 1, no = "1/3" }
"""
YES, NO = {"Fence": "yes", "Rent": F(1, 2)}, {"Fence": "no", "Rent": F(1)}
FOUND = Answer("nash", True, NO, (F(1), F(1, 3)), True, 0.0, "by hand", 0.0125, {"better": [1]})
NONE = Answer("nash", False, None, (), True, 0.0, "by hand", 0.0125, {"none": {}})
EDGE = Frontier((Point((F(1), F(1, 3)), NO, True), Point((F(0), F(1)), YES, False)), True, "by hand", 0.5, {"gaps": []})


@dataclass
class Improvement:
    """What comity.gains.improve gives."""

    answer: Answer
    draft_utilities: tuple[F, ...]
    efficient: bool
    distance: float


@dataclass
class Library:
    """Answers that are given, and what was asked."""

    answer: object = FOUND
    edge: Frontier = EDGE
    improvement: Improvement = field(default_factory=lambda: Improvement(FOUND, (F(0), F(1, 7)), False, 0.25))
    asked: list[object] = field(default_factory=list)

    def solve(self, _: object, rule: Rule, *, deadline: float | None = None, weights: object = None) -> object:
        self.asked.append(("solve", rule, deadline, weights))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def frontier(self, _: object, *, deadline: float | None = None) -> Frontier:
        self.asked.append(("frontier", deadline))
        return self.edge

    def improve(self, _: object, draft: object, *, rule: object, deadline: float | None = None) -> object:
        self.asked.append(("improve", draft, rule, deadline))
        return self.improvement


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library's answers, in its place."""
    made = Library()
    for name in ("solve", "frontier", "improve"):
        monkeypatch.setattr(f"comity.gains.{name}", getattr(made, name), raising=False)
    return made


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder with the files; give exit status, output, errors."""
    (tmp_path / "p.toml").write_text(PROBLEM, "utf-8")
    (tmp_path / "draft.toml").write_text('Fence = "yes"\nRent = 0.5\n', "utf-8")

    def command(*words: str) -> tuple[int, str, str]:
        status = cli.main([word.replace("@", f"{tmp_path}/") for word in words])
        captured = capsys.readouterr()
        return status, captured.out.replace(f"{tmp_path}/", ""), captured.err.replace(f"{tmp_path}/", "")

    return command


SOLVED = {
    "criterion": "nash",
    "seconds": 0.0125,
    "agreement": True,
    "package": {"Fence": "no", "Rent": 1},
    "utilities": [1.0, 1 / 3],
    "proven": True,
    "gap": 0.0,
    "method": "by hand",
    "certificate": {"better": [1]},
}


def test_solve_prints_the_exact_json(run: Run, library: Library) -> None:
    status, out, err = run("solve", "@p.toml", "--rule", "nash", "--format", "json")
    assert (status, err, json.loads(out)) == (0, "", SOLVED)
    assert list(json.loads(out)) == list(SOLVED)
    assert library.asked == [("solve", Rule.NASH, None, None)]


def test_solve_hands_on_deadline_and_weights(run: Run, library: Library) -> None:
    run("solve", "@p.toml", "--rule", "mnw", "--deadline", "2.5")
    library.answer = replace(FOUND, weights=(2, 1))
    _, out, _ = run("solve", "@p.toml", "--rule", "nash", "--weights", "2, 1", "--format", "json")
    assert library.asked == [("solve", Rule.MNW, 2.5, None), ("solve", Rule.NASH, None, [2, 1])]
    assert json.loads(out) == SOLVED | {"weights": [2, 1]}  # the certificate holds for these


def test_solve_prints_a_table(run: Run, library: Library) -> None:
    status, out, err = run("solve", "@p.toml", "--rule", "nash")
    assert (status, err) == (0, "")
    assert out == (
        "Criterion: nash\n\n"
        "issue  settled by\n"
        "Fence  no\n"
        "Rent   1 EUR\n\n"
        "party   utility   without agreement  gain\n"
        "Owner   1         0.25               0.75\n"
        "Tenant  0.333333  0                  0.333333\n\n"
        "Proven: by hand, 0.0125 s.\n"
    )


def test_ties_are_shown_where_there_are_some(run: Run, library: Library) -> None:
    library.answer = Answer(
        "nash", True, NO, (F(1), F(1, 3)), False, 0.0005, "by hand", 1.0, {}, ties=((F(1, 3), F(1)), (F(1, 2), F(2, 3)))
    )
    assert json.loads(run("solve", "@p.toml", "--rule", "nash", "--format", "json")[1])["ties"] == [
        [1 / 3, 1.0],
        [0.5, 2 / 3],
    ]
    _, out, _ = run("solve", "@p.toml", "--rule", "nash")
    assert out.endswith(
        "As good by this criterion:\n"
        "Owner     Tenant\n"
        "0.333333  1\n"
        "0.5       0.666667\n\n"
        "Not proven, gap at most 0.050%: by hand, 1 s.\n"
    )


def test_no_agreement_is_an_answer(run: Run, library: Library) -> None:
    library.answer = NONE
    status, out, _ = run("solve", "@p.toml", "--rule", "nash", "--format", "json")
    assert (status, json.loads(out)) == (
        0,
        SOLVED | {"agreement": False, "package": None, "utilities": [], "certificate": {"none": {}}},
    )
    assert run("solve", "@p.toml", "--rule", "nash")[1] == (
        "Criterion: nash\n\nNo agreement: no package gives every party its reservation value.\n\n"
        "Proven: by hand, 0.0125 s.\n"
    )


def test_no_package_in_time_is_not_no_agreement(run: Run, library: Library) -> None:
    library.answer = Answer("nash", False, None, (), False, None, "by hand", 2.0, {})
    assert run("solve", "@p.toml", "--rule", "nash")[1] == (
        "Criterion: nash\n\nNo agreement: no package was found in time.\n\n"
        "Not proven, how much better another could be is not known: by hand, 2 s.\n"
    )


def test_frontier_prints_the_exact_json(run: Run, library: Library) -> None:
    status, out, err = run("frontier", "@p.toml", "--format", "json", "--deadline", "9")
    edge = {
        "points": [
            {"utilities": [1.0, 1 / 3], "package": {"Fence": "no", "Rent": 1}, "individually_rational": True},
            {"utilities": [0.0, 1.0], "package": {"Fence": "yes", "Rent": "1/2"}, "individually_rational": False},
        ],
        "seconds": 0.5,
        "proven": True,
        "method": "by hand",
    }
    assert (status, err, json.loads(out), library.asked) == (0, "", edge, [("frontier", 9.0)])
    _, out, _ = run("frontier", "@p.toml", "--format", "json", "--certificate")
    assert json.loads(out) == edge | {"certificate": {"gaps": []}}


def test_frontier_prints_a_table(run: Run, library: Library) -> None:
    assert run("frontier", "@p.toml")[1] == (
        "   Owner  Tenant    rational  Fence; Rent\n"
        "1  1      0.333333  yes       no; 1 EUR\n"
        "2  0      1         no        yes; 1/2 EUR\n\n"
        "2 efficient points, all there are: by hand, 0.5 s.\n"
    )
    library.edge = Frontier(EDGE.points[:1], False, "by hand", 0.5, {})
    assert run("frontier", "@p.toml")[1].endswith("1 efficient point, perhaps not all: by hand, 0.5 s.\n")
    library.edge = Frontier((), True, "by hand", 0.5, {})
    assert run("frontier", "@p.toml")[1] == "0 efficient points, all there are: by hand, 0.5 s.\n"


def test_improve_prints_the_answer_and_the_draft(run: Run, library: Library) -> None:
    status, out, err = run("improve", "@p.toml", "--draft", "@draft.toml", "--format", "json")
    more = {
        "draft": {"Fence": "yes", "Rent": "1/2"},
        "draft_utilities": [0.0, 1 / 7],
        "efficient": False,
        "distance": 0.25,
    }
    assert (status, err, json.loads(out)) == (0, "", SOLVED | more)
    run("improve", "@p.toml", "--draft", "@draft.toml", "--rule", "egalitarian", "--deadline", "3")
    assert library.asked == [
        ("improve", YES, Rule.KALAI_SMORODINSKY, None),
        ("improve", YES, Rule.EGALITARIAN, 3.0),
    ]


def test_improve_prints_a_table(run: Run, library: Library) -> None:
    head = "The draft:\nparty   utility\nOwner   0\nTenant  0.142857\n\n"
    _, out, _ = run("improve", "@p.toml", "--draft", "@draft.toml")
    assert out.startswith(head + "Its distance to the frontier: 0.25.\n\nPreferred to it:\n\nCriterion: nash\n\n")
    assert out.endswith(
        "party   utility   by the draft  gain\n"
        "Owner   1         0             1\n"
        "Tenant  0.333333  0.142857      0.190476\n\n"
        "Proven: by hand, 0.0125 s.\n"
    )
    library.improvement = Improvement(FOUND, (F(0), F(1, 7)), True, 0.0)
    assert run("improve", "@p.toml", "--draft", "@draft.toml")[1] == (
        head + "No package is better for one party without loss to another.\n\nProven: by hand, 0.0125 s.\n"
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("solve", "@none.toml", "--rule", "nash"), "none.toml: No such file or directory\n"),
        (("solve", "@draft.toml", "--rule", "nash"), "draft.toml: Fence: unknown key; the keys here are name, issues,"),
        (("frontier", "@draft.toml"), "draft.toml: Fence: unknown key; the keys here are name, issues,"),
        (("improve", "@p.toml", "--draft", "@p.toml"), "p.toml: package.name: no issue has this name\n"),
        (("improve", "@p.toml", "--draft", "@none.json"), "none.json: No such file or directory\n"),
        (
            ("solve", "@p.toml", "--rule", "nash", "--weights", "1,1/2"),
            "p.toml: --weights: whole numbers are wanted\n",
        ),
        (("solve", "@p.toml", "--rule", "nash", "--weights", "1,x"), "p.toml: --weights: a number is wanted, such as"),
        (
            ("solve", "@p.toml", "--rule", "nash", "--plot", "@no/folder.svg"),
            "no/folder.svg: No such file or directory\n",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    run: Run, library: Library, words: tuple[str, ...], why: str
) -> None:
    status, out, err = run(*words)
    assert (status, out, err[: len(why)], err.count("\n")) == (2, "", why, 1)


def test_what_the_library_refuses_is_said_with_the_file(run: Run, library: Library) -> None:
    library.answer = BadProblem("parties: ten at most")
    assert run("solve", "@p.toml", "--rule", "nash") == (2, "", "p.toml: parties: ten at most\n")


@pytest.mark.parametrize("words", [(), ("--rule", "fair"), ("--rule", "nash", "--deadline", "0")])
def test_a_usage_error_exits_with_2(run: Run, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("solve", "@p.toml", *words)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: comity solve")


SVG = "{http://www.w3.org/2000/svg}"


def drawn(path: Path) -> tuple[ET.Element, list[str]]:
    """A picture, and the words in it."""
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314  our own picture
    return root, [each.text or "" for each in root.iter(f"{SVG}text")]


def test_a_picture_of_the_frontier_says_in_words_what_it_shows(run: Run, library: Library, tmp_path: Path) -> None:
    status, out, _ = run("frontier", "@p.toml", "--plot", "@f.svg")
    assert (status, out.endswith("0.5 s.\n")) == (0, True)
    root, words = drawn(tmp_path / "f.svg")
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [
        "Fence & field: frontier of Owner and Tenant",
        f"2 efficient points. Without agreement: (0.25, 0). 1: {', '.join(['nash'] * 5)} at (1, 0.3333)",
    ]
    dots = root.find(f"{SVG}g")
    assert dots is not None
    assert len(dots) == 2
    assert {"utility of Owner", "utility of Tenant", "2 efficient points", "dashes: without agreement, (0.25, 0)"} <= {
        *words
    }
    assert [each[1] for each in library.asked[1:]] == list(Rule)  # type: ignore[index]


def test_a_picture_marks_answer_ties_and_draft(run: Run, library: Library, tmp_path: Path) -> None:
    library.answer = Answer("nash", True, NO, (F(1), F(1, 3)), True, 0.0, "m", 0.1, {}, ties=((F(0), F(1)),))
    run("solve", "@p.toml", "--rule", "nash", "--plot", "@s.svg")
    _, words = drawn(tmp_path / "s.svg")
    assert [word for word in words if "nash" in word] == ["1  nash", "2  nash (tie)"]
    run("improve", "@p.toml", "--draft", "@draft.toml", "--plot", "@i.svg")
    _, words = drawn(tmp_path / "i.svg")
    assert [word for word in words if word[:3] in ("1  ", "2  ")] == ["1  draft", "2  nash"]


def test_a_picture_without_agreement_or_extent_is_drawn(run: Run, library: Library, tmp_path: Path) -> None:
    library.answer = NONE
    library.edge = Frontier((Point((F(1, 4), F(0)), NO, True),), False, "m", 0.1, {})
    assert run("solve", "@p.toml", "--rule", "nash", "--plot", "@s.svg")[0] == 0
    root, _ = drawn(tmp_path / "s.svg")
    assert root.findtext(f"{SVG}desc") == "1 efficient points, perhaps not all. Without agreement: (0.25, 0)."


def test_a_reservation_value_far_off_does_not_dwarf_the_frontier(run: Run, library: Library, tmp_path: Path) -> None:
    def dashes() -> int:
        run("frontier", "@p.toml", "--plot", "@f.svg")
        root, _ = drawn(tmp_path / "f.svg")
        return sum(each.get("stroke-dasharray") is not None for each in root.iter(f"{SVG}line"))

    assert dashes() == 2
    (tmp_path / "p.toml").write_text(PROBLEM.replace('"1/4"', "-900"), "utf-8")
    assert dashes() == 1


@pytest.mark.parametrize("words", [("frontier",), ("solve", "--rule", "nash"), ("improve", "--draft", "@draft.toml")])
def test_only_two_parties_are_drawn_and_it_is_said_before_the_work(
    run: Run, library: Library, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "p.toml").write_text(PROBLEM + "[parties.State]\n", "utf-8")
    assert run(words[0], "@p.toml", "--plot", "@f.svg", *words[1:]) == (
        2,
        "",
        "p.toml: parties: --plot draws the frontier of two parties; here are 3\n",
    )
    assert library.asked == []


def test_long_work_says_so_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(asked, "PATIENCE", 0.01)
    with asked.at_work(8):
        time.sleep(0.1)
    with asked.at_work():
        time.sleep(0.1)
    assert capsys.readouterr().err == "\rworking: 0.01 of 8 s\n\rworking: 0.01 s\n"


def test_on_a_terminal_the_line_goes_in_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asked, "PATIENCE", 0.01)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with asked.at_work():
        time.sleep(0.1)
    assert capsys.readouterr().err == "\rworking: 0.01 s\r\x1b[K"


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with asked.at_work(8):
        pass
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["solve", "frontier", "improve", "certify", "adjusted-winner"])
def test_no_web_framework_and_no_solver_is_loaded_to_start(name: str) -> None:
    script = (
        "import sys\nfrom comity.faces.cli import main\n"
        "try:\n    main([sys.argv[1], '--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('django', 'ninja', 'ortools', 'highspy', 'clarabel') if m in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script, name], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"
