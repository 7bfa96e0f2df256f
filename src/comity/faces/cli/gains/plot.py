"""The frontier of two parties as an SVG picture, with answers marked by number and named beside it.

Nothing is told by colour alone; title and description say in words what the picture shows (WCAG 2.2, 1.1.1 and 1.4.1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from comity.gains.answers import Frontier
from comity.gains.model import BadProblem, Problem

WIDTH, HEIGHT, PLOT = 760, 520, 400  # the picture, and the square that points lie in
LEFT, TOP = 80, 50
BESIDE = LEFT + PLOT + 24
INK, QUIET, DOTS, MARKS = "#1a1a1a", "#767676", "#1f5fa8", "#a33b00"

Pair = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A point with a name."""

    label: str
    utilities: Sequence[Fraction]


def check(problem: Problem) -> None:
    """Raises BadProblem unless there are two parties."""
    if len(problem.parties) != 2:
        raise BadProblem(f"parties: --plot draws the frontier of two parties; here are {len(problem.parties)}")


def svg(problem: Problem, frontier: Frontier, marks: Sequence[Mark] = ()) -> str:
    """The picture. Raises BadProblem unless there are two parties."""
    check(problem)
    points = [_pair(point.utilities) for point in frontier.points]
    named = _together(marks)
    least = _pair([party.reservation for party in problem.parties])
    across, up = (
        _Axis.over([pair[axis] for pair in [*points, *named]] or [least[axis]], least[axis]) for axis in (0, 1)
    )
    first, second = (party.name for party in problem.parties)
    count = f"{len(points)} efficient points" + ("" if frontier.proven else ", perhaps not all")
    said = "; ".join(f"{number}: {label} at {_at(pair)}" for number, (pair, label) in enumerate(named.items(), 1))
    title = f"{problem.name or 'Joint gains'}: frontier of {first} and {second}"
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    named_by = 'role="img" aria-labelledby="title desc"'
    return _lines(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named_by} font-family="sans-serif" font-size="13">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(f"{count}. Without agreement: {_at(least)}. {said}".strip())}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 28, title, "start", 'font-size="15"'),
        *_axes(across, up, first, second),
        *_reservation(across, up, least),
        f'<g fill="{DOTS}">',
        *(f'<circle cx="{_x(across, x)}" cy="{_y(up, y)}" r="3"/>' for x, y in points),
        "</g>",
        *_beside(count, least),
        *_marks(across, up, named),
        "</svg>",
    )


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class _Axis:
    """Where utilities lie on one side of the square, with a margin; `step` between its ticks."""

    low: float
    high: float
    step: float

    @staticmethod
    def over(values: Sequence[float], least: float) -> "_Axis":
        """Over the values, and over the reservation value where it is not so far off that it would dwarf them."""
        low, high = min(values), max(values)
        if low - (high - low) <= least <= high + (high - low):
            low, high = min(low, least), max(high, least)
        wide = high - low or abs(high) or 1.0
        rough = wide / 4
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough * 0.999)
        return _Axis(low - wide * 0.05, high + wide * 0.05, step)

    def ticks(self) -> list[float]:
        first, last = math.ceil(self.low / self.step), math.floor(self.high / self.step)
        return [self.step * n for n in range(first, last + 1)]

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


def _pair(utilities: Sequence[Fraction]) -> Pair:
    return float(utilities[0]), float(utilities[1])


def _at(pair: Pair) -> str:
    return f"({pair[0]:.4g}, {pair[1]:.4g})"


def _together(marks: Sequence[Mark]) -> dict[Pair, str]:
    """The names of the marks at each point."""
    named: dict[Pair, str] = {}
    for mark in marks:
        pair = _pair(mark.utilities)
        named[pair] = f"{named[pair]}, {mark.label}" if pair in named else mark.label
    return named


def _x(axis: _Axis, value: float) -> float:
    return round(LEFT + PLOT * axis.share(value), 1)


def _y(axis: _Axis, value: float) -> float:
    return round(TOP + PLOT * (1 - axis.share(value)), 1)


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}" {more}>{escape(text)}</text>'


def _line(start: Pair, end: Pair, more: str) -> str:
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" {more}/>'


def _axes(across: _Axis, up: _Axis, first: str, second: str) -> list[str]:
    grid = 'stroke="#e4e4e4"'
    lines: list[str] = []
    for value in across.ticks():
        x = _x(across, value)
        lines += [_line((x, TOP), (x, TOP + PLOT), grid), _text(x, TOP + PLOT + 18, f"{value:.4g}", "middle")]
    for value in up.ticks():
        y = _y(up, value)
        lines += [_line((LEFT, y), (LEFT + PLOT, y), grid), _text(LEFT - 8, y + 4, f"{value:.4g}", "end")]
    middle = TOP + PLOT / 2
    return [
        *lines,
        f'<rect x="{LEFT}" y="{TOP}" width="{PLOT}" height="{PLOT}" fill="none" stroke="{QUIET}"/>',
        _text(LEFT + PLOT / 2, TOP + PLOT + 44, f"utility of {first}", "middle"),
        _text(22, middle, f"utility of {second}", "middle", f'transform="rotate(-90 22 {middle})"'),
    ]


def _reservation(across: _Axis, up: _Axis, least: Pair) -> list[str]:
    x, y = _x(across, least[0]), _y(up, least[1])
    dashes = f'stroke="{QUIET}" stroke-dasharray="5 4"'
    lines = [_line((x, TOP), (x, TOP + PLOT), dashes)] if across.holds(least[0]) else []
    return lines + ([_line((LEFT, y), (LEFT + PLOT, y), dashes)] if up.holds(least[1]) else [])


def _beside(count: str, least: Pair) -> list[str]:
    return [
        _text(BESIDE, TOP + 12, count, "start"),
        _text(BESIDE, TOP + 32, f"dashes: without agreement, {_at(least)}", "start"),
    ]


def _marks(across: _Axis, up: _Axis, named: dict[Pair, str]) -> list[str]:
    """A ring and a number at each point, and the list of names beside the square."""
    lines: list[str] = []
    row = TOP + 62
    for number, (pair, label) in enumerate(named.items(), 1):
        x, y = _x(across, pair[0]), _y(up, pair[1])
        lines += [
            f'<circle cx="{x}" cy="{y}" r="7" fill="none" stroke="{MARKS}" stroke-width="2"/>',
            _text(x + 10, y - 8, str(number), "start", 'font-weight="bold"'),
        ]
        for position, part in enumerate([*label.split(", "), _at(pair)]):
            lines.append(_text(BESIDE, row, f"{number}  {part}" if position == 0 else f"    {part}", "start"))
            row += 18
        row += 6
    return lines
