"""An edition as a reader meets it: the law's two tables (comity.law.tables), grouped by phase, with counts of sources.

Nothing is decided here: rows, sentences, articles and statuses are the edition's. What is unset is shown as unset.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.law import edition as law
from comity.law import tables
from comity.law.messages import Message

CATEGORIES = {
    "state-state": _("State–State"),
    "state-national": _("State–national"),
    "commercial": _("Commercial"),
    "institution": _("The institution"),
}


@dataclass(frozen=True)
class Line:
    """One act, and the phases beyond its chapter's in which it may be done too."""

    row: tables.ActRow
    also: bool


@dataclass(frozen=True)
class Chapter:
    """The acts whose first phase this is: an act that may be done in several phases stands in the first."""

    title: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Book:
    """An edition in one category, and how many of its acts rest on which kind of source."""

    edition: law.Edition
    category: str
    acts: int
    official: int
    borrowed: int
    assumed: int
    unset: int


def book(edition: law.Edition) -> Book:
    """Count an edition's sources."""
    counts = Counter(row.status for row in edition.acts.values())
    return Book(
        edition=edition,
        category=str(CATEGORIES[edition.category]),
        acts=len(edition.acts),
        official=counts["official"],
        borrowed=counts["borrowed"],
        assumed=counts["assumed"],
        unset=len(edition.unset()),
    )


def books(name: str) -> list[law.Edition]:
    """The edition in each category that it serves; empty for an unknown edition."""
    found = []
    for category in CATEGORIES:
        try:
            found.append(law.packaged(name, category))
        except (KeyError, law.BadEdition):  # an unknown edition, or one that does not serve this category
            continue
    return found


def title(name: str) -> str:
    """What an edition is called, in the reader's language; its name where nothing else is known of it."""
    return next((gettext(found.title) for found in books(name)), name)


def chapters(edition: law.Edition, rows: tuple[tables.ActRow, ...]) -> list[Chapter]:
    """The table of acts, cut by the first phase in which each act may be done."""
    cut: dict[str, list[Line]] = {name: [] for name in edition.phases}
    for row in rows:
        phases = [name for name in edition.phases if name in edition.acts[row.act].when]
        cut[phases[0]].append(Line(row, also=len(phases) > 1))
    return [Chapter(Message(edition.phases[name].title), tuple(lines)) for name, lines in cut.items() if lines]
