"""comity solve: the package that a criterion names, with its proof; or "no agreement", with the proof of that."""

import argparse

from comity.faces.cli.gains import asked, shown
from comity.gains.answers import Answer, Rule
from comity.gains.exact import number
from comity.gains.model import BadProblem, Problem


def main(argv: list[str]) -> int:
    """Print one answer; see asked for the exit status."""
    words = _parser().parse_args(argv)
    return asked.answered(lambda: _answer(words))


def _parser() -> argparse.ArgumentParser:
    parser = asked.solving("solve", "One package by a criterion that you name, with its proof.")
    parser.add_argument("--rule", choices=asked.RULES, required=True, help="the criterion")
    parser.add_argument("--weights", metavar="A,B,...", help="nash, mnw: a whole number for each party")
    return parser


def _answer(words: argparse.Namespace) -> str:
    problem = asked.problem(words.path)
    with asked.of(words.path), asked.at_work(words.deadline):
        if words.plot:
            from comity.faces.cli.gains import plot

            plot.check(problem)
        from comity.gains import solve

        weights = _weights(words.weights)
        answer = solve(problem, Rule(words.rule), deadline=words.deadline, weights=weights)
        picture = _picture(problem, answer, words.deadline) if words.plot else ""
    if words.plot:
        asked.write(words.plot, picture)
    if words.format == "json":
        return shown.as_json(shown.answer_to_plain(answer))
    return shown.answer_as_text(problem, answer)


def _weights(text: str | None) -> list[int] | None:
    if text is None:
        return None
    weights = [number(each.strip(), "--weights") for each in text.split(",")]
    if any(each.denominator != 1 for each in weights):
        raise BadProblem("--weights: whole numbers are wanted")
    return list(map(int, weights))


def _picture(problem: Problem, answer: Answer, deadline: float | None) -> str:
    from comity.faces.cli.gains import plot
    from comity.gains import frontier

    marks = [plot.Mark(str(answer.criterion), answer.utilities)] if answer.package else []
    marks += [plot.Mark(f"{answer.criterion} (tie)", tie) for tie in answer.ties]
    return plot.svg(problem, frontier(problem, deadline=deadline), marks)
