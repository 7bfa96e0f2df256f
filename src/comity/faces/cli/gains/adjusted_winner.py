"""comity adjusted-winner: two parties divide items by points, in exact fractions, at most one item split.

S. J. Brams and A. D. Taylor, Fair Division, 1996. The points of each party sum to 100; `--normalise` makes them so.
"""

import argparse
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from comity.faces.cli.gains import asked, shown
from comity.gains.model import BadProblem

if TYPE_CHECKING:
    from comity.gains.adjusted_winner import Division

Items = dict[str, tuple[Fraction, Fraction]]


def main(argv: list[str]) -> int:
    """Print the division; see asked for the exit status."""
    words = _parser().parse_args(argv)
    return asked.answered(lambda: _answer(words))


def _parser() -> argparse.ArgumentParser:
    parser = asked.parser("adjusted-winner", "Divide items between two parties by their points.")
    parser.add_argument("path", type=Path, metavar="FILE.toml", help='parties = ["A", "B"]; [items] "House" = [40, 60]')
    parser.add_argument("--normalise", action="store_true", help="make the points of each party sum to 100 first")
    return parser


def _answer(words: argparse.Namespace) -> str:
    from comity.gains.adjusted_winner import divide
    from comity.gains.reading import tree

    with asked.of(words.path):
        parties, items = _read(tree(words.path))
        found = divide(parties, _normalised(parties, items) if words.normalise else items)
    return shown.as_json(_to_plain(found)) if words.format == "json" else _as_text(parties, found)


def _read(plain: Mapping[str, object]) -> tuple[tuple[str, str], Items]:
    from comity.gains.exact import number

    for key in plain:
        if key not in ("parties", "items"):
            raise BadProblem(f"{key}: unknown key; the keys here are parties, items")
    match plain.get("parties"):
        case [str(first), str(second)] if first != second:
            parties = (first, second)
        case _:
            raise BadProblem("parties: the names of two parties are wanted")
    items = plain.get("items")
    if not isinstance(items, Mapping) or not items:
        raise BadProblem("items: a table of items is wanted, each with the points of both parties")
    made: Items = {}
    for item, points in items.items():
        match points:
            case [one, other]:
                made[item] = (number(one, f"items.{item}"), number(other, f"items.{item}"))
            case _:
                raise BadProblem(f"items.{item}: the points of both parties are wanted, [2, 7]")
    return parties, made


def _normalised(parties: tuple[str, str], items: Items) -> Items:
    sums = [sum((points[side] for points in items.values()), Fraction()) for side in (0, 1)]
    for party, total in zip(parties, sums, strict=True):
        if total <= 0:
            raise BadProblem(f"items: the points of {party} sum to {total}")
    return {item: (points[0] * 100 / sums[0], points[1] * 100 / sums[1]) for item, points in items.items()}


def _to_plain(found: "Division") -> shown.Plain:
    split = None
    if found.split is not None:
        item, shares = found.split
        split = {"item": item, "shares": [str(share) for share in shares]}
    return {
        "totals": [str(total) for total in found.totals],
        "split": split,
        "allocation": shown.shares(found.allocation),
    }


def _as_text(parties: tuple[str, str], found: "Division") -> str:
    rows = [[item, *shares] for item, shares in shown.shares(found.allocation).items()]
    totals = ["total points", *map(str, found.totals)]
    end = "No item is split." if found.split is None else f"{found.split[0]} is split."
    return shown.table(["item", *parties], [*rows, totals]) + f"\n\n{end}"
