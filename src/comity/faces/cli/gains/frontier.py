"""comity frontier: every efficient point of two or three parties, and a package behind each."""

import argparse

from comity.faces.cli.gains import asked, shown
from comity.gains.answers import Frontier, Rule
from comity.gains.model import Problem


def main(argv: list[str]) -> int:
    """Print the frontier; see asked for the exit status."""
    words = _parser().parse_args(argv)
    return asked.answered(lambda: _answer(words))


def _parser() -> argparse.ArgumentParser:
    parser = asked.solving("frontier", "Every package that cannot be bettered for one party without loss to another.")
    parser.add_argument("--certificate", action="store_true", help="add the proof to the JSON, for comity certify")
    return parser


def _answer(words: argparse.Namespace) -> str:
    problem = asked.problem(words.path)
    with asked.of(words.path), asked.at_work(words.deadline):
        if words.plot:
            from comity.faces.cli.gains import plot

            plot.check(problem)
        from comity.gains import frontier

        found = frontier(problem, deadline=words.deadline)
        picture = _picture(problem, found, words.deadline) if words.plot else ""
    if words.plot:
        asked.write(words.plot, picture)
    if words.format == "json":
        return shown.as_json(shown.frontier_to_plain(found, certificate=words.certificate))
    return shown.frontier_as_text(problem, found)


def _picture(problem: Problem, found: Frontier, deadline: float | None) -> str:
    """The frontier with the answer of each criterion."""
    from comity.faces.cli.gains import plot
    from comity.gains import solve

    answers = [solve(problem, rule, deadline=deadline) for rule in Rule]
    marks = [plot.Mark(str(each.criterion), each.utilities) for each in answers if each.package]
    return plot.svg(problem, found, marks)
