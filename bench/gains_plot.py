"""How time grows, as an SVG picture: four panels, both axes logarithmic, every series named at its end.

Nothing is told by colour alone: each series has its own mark and its name beside it.
"""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

PANEL, LEFT, TOP, GAP_X, GAP_Y = 260, 70, 60, 300, 100
INK, QUIET = "#1a1a1a", "#767676"
COLOURS = ("#1f5fa8", "#a33b00", "#3b6e22")
TITLE = "Joint gains: how time grows with issues, options, parties and points of the frontier"
KINDS = ("issues", "options", "parties", "points")
TITLES = {
    "issues": "issues of 5 options",
    "options": "options of each of 50 issues",
    "parties": "parties, 50 issues of 5 options",
    "points": "efficient points, 50 issues of 5 options",
}


def svg(series: Sequence[dict[str, Any]]) -> str:
    """The picture of series {"name": "issues: ...", "sizes", "seconds"}."""
    width, height = LEFT + 2 * (PANEL + GAP_X), TOP + 2 * (PANEL + GAP_Y)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    font = 'font-family="sans-serif" font-size="12"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title" {font}>',
        f'<title id="title">{TITLE}</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, kind in enumerate(KINDS):
        own = [each for each in series if each["name"].startswith(f"{kind}:")]
        if own:
            lines += _panel(kind, own, LEFT + place % 2 * (PANEL + GAP_X), TOP + place // 2 * (PANEL + GAP_Y))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _panel(kind: str, series: Sequence[dict[str, Any]], left: int, top: int) -> list[str]:
    sizes = [size for each in series for size in each["sizes"]]
    times = [seconds for each in series for seconds in each["seconds"]]
    first, last = math.log10(min(sizes)), math.log10(max(sizes))
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def x(size: float) -> float:
        return round(left + PANEL * (0.04 + 0.92 * (math.log10(size) - first) / ((last - first) or 1)), 1)

    def y(seconds: float) -> float:
        return round(top + PANEL * (1 - (math.log10(seconds) - low) / ((high - low) or 1)), 1)

    lines = [_text(left, top - 12, f"seconds against {TITLES[kind]}", "start", 'font-weight="bold"')]
    for power in range(low, high + 1):
        at = y(10.0**power)
        lines.append(f'<line x1="{left}" y1="{at}" x2="{left + PANEL}" y2="{at}" stroke="#e4e4e4"/>')
        lines.append(_text(left - 8, at + 4, f"{10.0**power:g}", "end"))
    taken: list[float] = []
    for size in sorted(set(sizes)):
        lines.append(f'<line x1="{x(size)}" y1="{top}" x2="{x(size)}" y2="{top + PANEL}" stroke="#f0f0f0"/>')
        if all(abs(x(size) - other) > 26 for other in taken):
            taken.append(x(size))
            lines.append(_text(x(size), top + PANEL + 18, f"{size:,}", "middle"))
    lines.append(f'<rect x="{left}" y="{top}" width="{PANEL}" height="{PANEL}" fill="none" stroke="{QUIET}"/>')
    names: list[tuple[float, str, str]] = []
    for number, each in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        places = [(x(size), y(seconds)) for size, seconds in zip(each["sizes"], each["seconds"], strict=True)]
        path = " ".join(f"{a},{b}" for a, b in places)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        lines += [_mark(number, a, b, colour) for a, b in places]
        names.append((places[-1][1], each["name"].split(": ", 1)[1], colour))
    floor = -math.inf
    for number, (at, name, colour) in sorted(enumerate(names), key=lambda item: item[1][0]):
        floor = max(at, floor + 18)
        lines += [_mark(number, left + PANEL + 16, floor, colour), _text(left + PANEL + 26, floor + 4, name, "start")]
    return lines


def _mark(number: int, x: float, y: float, colour: str) -> str:
    """A disc, a square, a diamond."""
    if number % 3 == 0:
        return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
    turn = f' transform="rotate(45 {x} {y})"' if number % 3 == 2 else ""
    return f'<rect x="{round(x - 3, 1)}" y="{round(y - 3, 1)}" width="6" height="6" fill="{colour}"{turn}/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}" {more}>{escape(text)}</text>'
