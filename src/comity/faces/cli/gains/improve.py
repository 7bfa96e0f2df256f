"""comity improve: a package that every party prefers to a draft, and how far the draft is from the frontier.

H. Raiffa, The Art and Science of Negotiation, 1982: post-settlement settlements.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from comity.faces.cli.gains import asked, shown
from comity.gains.answers import Rule
from comity.gains.model import Package, Problem
from comity.gains.writing import package_to_plain

if TYPE_CHECKING:
    from comity.gains.solving import Improvement


def main(argv: list[str]) -> int:
    """Print the improvement; see asked for the exit status."""
    words = _parser().parse_args(argv)
    return asked.answered(lambda: _answer(words))


def _parser() -> argparse.ArgumentParser:
    parser = asked.solving("improve", "A package that every party prefers to a draft, if there is one.")
    parser.add_argument("--draft", type=Path, required=True, metavar="FILE", help="TOML or JSON, issue = value")
    parser.add_argument("--rule", choices=asked.RULES, default="kalai-smorodinsky", help="the criterion among those")
    return parser


def _answer(words: argparse.Namespace) -> str:
    from comity.gains.reading import package, tree

    problem = asked.problem(words.path)
    with asked.of(words.draft):
        draft = package(problem, tree(words.draft))
    with asked.of(words.path), asked.at_work(words.deadline):
        if words.plot:
            from comity.faces.cli.gains import plot

            plot.check(problem)
        from comity.gains import improve

        found = improve(problem, draft, rule=Rule(words.rule), deadline=words.deadline)
        picture = _picture(problem, found, words.deadline) if words.plot else ""
    if words.plot:
        asked.write(words.plot, picture)
    return shown.as_json(_to_plain(found, draft)) if words.format == "json" else _as_text(problem, found)


def _to_plain(found: "Improvement", draft: Package) -> shown.Plain:
    """The shape of `comity solve`, and the draft beside it."""
    return shown.answer_to_plain(found.answer) | {
        "draft": package_to_plain(draft),
        "draft_utilities": [float(each) for each in found.draft_utilities],
        "efficient": found.efficient,
        "distance": found.distance,
    }


def _as_text(problem: Problem, found: "Improvement") -> str:
    rows = [[party.name, shown.figure(got)] for party, got in zip(problem.parties, found.draft_utilities, strict=True)]
    head = "The draft:\n" + shown.table(["party", "utility"], rows)
    if found.efficient:
        return f"{head}\n\nNo package is better for one party without loss to another.\n\n{shown.how(found.answer)}"
    away = f"Its distance to the frontier: {found.distance:.6g}."
    better = shown.answer_as_text(problem, found.answer, over=found.draft_utilities)
    return "\n\n".join([head, away, "Preferred to it:", better])


def _picture(problem: Problem, found: "Improvement", deadline: float | None) -> str:
    from comity.faces.cli.gains import plot
    from comity.gains import frontier

    marks = [plot.Mark("draft", found.draft_utilities)]
    if found.answer.package:
        marks.append(plot.Mark(str(found.answer.criterion), found.answer.utilities))
    return plot.svg(problem, frontier(problem, deadline=deadline), marks)
