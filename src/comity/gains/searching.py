"""A stage of a criterion, and what an engine is: it finds the best package of the stage and the tree that proves it.

A tree is plain data. A leaf is `{"w": [weight, ...]}`, with `"a"` and `"l"` where issues hang together (relaxed.py);
a branch is `{"issue": number, "parts": [[[option, ...], tree], ...]}`, its parts all that is left of the issue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from comity.gains.regions import Region
from comity.gains.table import Picks

Gains = tuple[int, ...]
Tree = dict[str, object]


@dataclass
class Search:
    """One stage. region: of the best gains so far, where better ones would lie; None: where any would.

    tree: None until it is done. gap: 0 when it is done; else by how much, as a share, a better package could be better;
    None if nothing is known.
    """

    region: Callable[[Gains | None], Region]
    best: Gains | None = None
    picks: Picks | None = None
    tree: Tree | None = None
    gap: float | None = None

    def take(self, gains: Gains, picks: Picks) -> bool:
        """Take the package if it is better than the best; whether it was."""
        if not self.region(self.best).holds(gains):
            return False
        self.best, self.picks = gains, picks
        return True


class Engine(Protocol):
    """See the module."""

    name: str

    def run(self, search: Search, *, deadline: float | None) -> None:
        """Do the stage; at the deadline (time.monotonic()) stop with what there is."""
        ...

    def equals(self, search: Search, same: Callable[[Gains], object]) -> set[Gains]:
        """Gains of packages for which `same` is what it is for the best; not all, where they are very many."""
        ...
