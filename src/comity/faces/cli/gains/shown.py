"""Answers as JSON for programs and as tables for people. Utilities are numbers here; only a certificate is exact."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from comity.gains import answers
from comity.gains.answers import Answer, Frontier
from comity.gains.model import Amount, Package, Problem, Value

Plain = dict[str, object]


def as_json(value: Plain) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def answer_to_plain(answer: Answer) -> Plain:
    """The shape of `comity solve`; `ties` and `weights` stand there only where there are some."""
    return answers.as_json(answer)


def frontier_to_plain(frontier: Frontier, *, certificate: bool = False) -> Plain:
    """The shape of `comity frontier`; its certificate, which may be long, only on request."""
    made = answers.frontier_as_json(frontier)
    return made if certificate else {key: value for key, value in made.items() if key != "certificate"}


def answer_as_text(problem: Problem, answer: Answer, over: Sequence[Fraction] | None = None) -> str:
    """The package and what each party gets by it: over its reservation value, or over what a draft gives it."""
    head = f"Criterion: {answer.criterion}"
    if answer.package is None:
        why = "no package gives every party its reservation value" if answer.proven else "no package was found in time"
        return "\n\n".join([head, f"No agreement: {why}.", how(answer)])
    parts = [head, package_as_text(problem, answer.package), gains_as_text(problem, answer.utilities, over)]
    if answer.ties:
        ties = [[figure(each) for each in one] for one in answer.ties]
        parts.append("As good by this criterion:\n" + table([party.name for party in problem.parties], ties))
    return "\n\n".join([*parts, how(answer)])


def frontier_as_text(problem: Problem, frontier: Frontier) -> str:
    """A row for each point: utilities, whether nobody does better without agreement, and a package."""
    names = [party.name for party in problem.parties]
    rows = [
        [
            str(position),
            *map(figure, point.utilities),
            "yes" if point.rational else "no",
            "; ".join(_value(problem, name, point.package[name]) for name in problem.by_name),
        ]
        for position, point in enumerate(frontier.points, 1)
    ]
    count = len(rows)
    said = f"{count} efficient {'point' if count == 1 else 'points'}"
    said += ", all there are" if frontier.proven else ", perhaps not all"
    end = f"{said}: {frontier.method}, {frontier.seconds:.3g} s."
    if not rows:
        return end
    return table(["", *names, "rational", "; ".join(problem.by_name)], rows) + "\n\n" + end


def package_as_text(problem: Problem, package: Package) -> str:
    """A row for each issue."""
    return table(["issue", "settled by"], [[name, _value(problem, name, package[name])] for name in problem.by_name])


def gains_as_text(problem: Problem, utilities: Sequence[Fraction], over: Sequence[Fraction] | None) -> str:
    """A row for each party."""
    had = [party.reservation for party in problem.parties] if over is None else over
    rows = [
        [party.name, figure(got), figure(least), figure(got - least)]
        for party, got, least in zip(problem.parties, utilities, had, strict=True)
    ]
    return table(["party", "utility", "without agreement" if over is None else "by the draft", "gain"], rows)


def how(answer: Answer) -> str:
    """Whether it is proven, by what, in what time."""
    if answer.proven:
        return f"Proven: {answer.method}, {answer.seconds:.3g} s."
    gap = "how much better another could be is not known" if answer.gap is None else f"gap at most {answer.gap:.3%}"
    return f"Not proven, {gap}: {answer.method}, {answer.seconds:.3g} s."


def figure(value: Fraction) -> str:
    """Six digits of a number."""
    return f"{float(value):.6g}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns under their heads."""
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def shares(allocation: Mapping[str, Sequence[Fraction]]) -> dict[str, list[str]]:
    """Who has which share of what, exactly."""
    return {item: [str(share) for share in each] for item, each in allocation.items()}


def _value(problem: Problem, name: str, value: Value) -> str:
    issue = problem.by_name[name]
    unit = f" {issue.unit}" if isinstance(issue, Amount) and issue.unit else ""
    return f"{value}{unit}"
