"""Contrast of the tokens, computed from comity.css in both themes (UI 2; WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product

import pytest

from tests.web.test_static import CSS

COLOURS = ("petrol", "plum", "olive", "slate", "umber", "brass", "good", "wait", "stop")
TINTED = ("petrol", "plum", "olive", "slate", "umber", "brass", "good", "wait", "stop")
THEMES = ("light", "dark")


def tokens(theme: str) -> dict[str, str]:
    """The theme's colours by name, dark laid over light."""
    blocks = {"light": r":root,\[data-bs-theme=light\]\{(.*?)\}", "dark": r"\n\[data-bs-theme=dark\]\{(.*?)\}"}
    found: dict[str, str] = {}
    for name in ("light", theme):
        block = re.search(blocks[name], CSS, re.DOTALL)
        assert block
        found |= dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", block[1]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_the_standard_one() -> None:
    """Black on white is 21; #767676 on white is the known 4.54."""
    assert round(ratio("#000", "#fff"), 2) == 21.0
    assert round(ratio("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_every_ground(theme: str) -> None:
    """Ink at 11 or better on surface, ground and tints; secondary ink at 6.3."""
    colours = tokens(theme)
    grounds = ["surface", "ground", *(f"{name}-tint" for name in TINTED)]
    faint = {
        ground: ratio(colours["ink"], colours[ground])
        for ground in grounds
        if ratio(colours["ink"], colours[ground]) < 11
    }
    second = {
        ground: ratio(colours["ink-2"], colours[ground])
        for ground in grounds
        if ratio(colours["ink-2"], colours[ground]) < 6.0
    }
    assert (faint, second) == ({}, {})


@pytest.mark.parametrize(("theme", "name"), list(product(THEMES, COLOURS)))
def test_a_colour_can_be_read_on_surface_and_on_its_tint(theme: str, name: str) -> None:
    """7 or better on the surface, 6 on its own tint."""
    colours = tokens(theme)
    assert ratio(colours[name], colours["surface"]) >= 7.0
    assert ratio(colours[name], colours[f"{name}-tint"]) >= 6.0


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_controls_can_be_seen(theme: str) -> None:
    """3 or better against surface and ground."""
    colours = tokens(theme)
    assert min(ratio(colours["edge"], colours[ground]) for ground in ("surface", "ground")) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_a_full_button_can_be_read(theme: str) -> None:
    """7 or better on the primary colour and on its pressed shade."""
    colours = tokens(theme)
    assert min(ratio(colours["on-strong"], colours[name]) for name in ("petrol", "petrol-deep")) >= 7.0
