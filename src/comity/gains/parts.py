"""The parts of a problem that have nothing to do with one another.

Issues that a box or a budget names together belong to one part. Points of different parts add up and no constraint
reaches across, so a package is efficient only if it is so in every part, and a part is solved as an issue is: by its
efficient options. In an additive problem every issue is a part.
"""

from dataclasses import dataclass, replace

from comity.gains.pairs import Found
from comity.gains.table import Box, Limit, Table


@dataclass(frozen=True)
class Part:
    """Some of the issues, by number, and their table."""

    issues: tuple[int, ...]
    table: Table


def parts(table: Table) -> tuple[tuple[int, ...], tuple[Part, ...]] | None:
    """What each party gets however all is settled, and the parts; None where nothing is feasible for a plain reason."""
    if any(not box.where for box in table.forbidden) or any(not each.costs and each.most < 0 for each in table.limits):
        return None
    always = [box.points for box in table.boxes if not box.where]
    constant = tuple(map(sum, zip(*always, strict=True))) or (0,) * table.parties
    return constant, tuple(_part(table, issues) for issues in _joined(table))


def pieced(split: tuple[Part, ...], found: Found, options: list[list[Found]]) -> tuple[int, ...]:
    """The option of every issue, where found names a package of every part."""
    picks: dict[int, int] = {}
    for part, own, pick in zip(split, options, found[1], strict=True):
        picks |= zip(part.issues, own[pick][1], strict=True)
    return tuple(picks[issue] for issue in sorted(picks))


def _named(each: Box | Limit) -> list[int]:
    return [issue for issue, _ in (each.where if isinstance(each, Box) else each.costs)]


def _joined(table: Table) -> list[tuple[int, ...]]:
    root = list(range(len(table.points)))
    joining: list[Box | Limit] = [*table.boxes, *table.forbidden, *table.limits]
    for one in joining:
        named = {root[issue] for issue in _named(one)}
        if len(named) > 1:
            root = [min(named) if each in named else each for each in root]
    return [tuple(n for n, own in enumerate(root) if own == first) for first in dict.fromkeys(root)]


def _part(table: Table, issues: tuple[int, ...]) -> Part:
    number = {issue: n for n, issue in enumerate(issues)}

    def boxes(every: tuple[Box, ...]) -> tuple[Box, ...]:
        return tuple(
            replace(box, where=tuple((number[issue], options) for issue, options in box.where))
            for box in every
            if box.where and box.where[0][0] in number
        )

    limits = tuple(
        replace(each, costs=tuple((number[issue], costs) for issue, costs in each.costs))
        for each in table.limits
        if each.costs and each.costs[0][0] in number
    )
    return Part(
        issues,
        replace(
            table,
            values=tuple(table.values[issue] for issue in issues),
            points=tuple(table.points[issue] for issue in issues),
            boxes=boxes(table.boxes),
            forbidden=boxes(table.forbidden),
            limits=limits,
            names=tuple(table.names[issue] for issue in issues),
        ),
    )
