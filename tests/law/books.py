"""The editions that cases are played under, and a way to play under each: the same walks and paths hold for all."""

from collections.abc import Iterator
from contextlib import contextmanager

from comity.law.edition import Edition, packaged
from tests.law import raw, world

BOOKS = (
    ("iomed-provisional-2026", "state-state"),
    ("iomed-provisional-2026", "state-national"),
    ("iomed-provisional-2026", "commercial"),
    ("icsid-2022", "state-national"),
    ("uncitral-2021", "commercial"),
)
OTHERS = BOOKS[1:]
Book = tuple[str, str]


def edition_of(book: Book) -> Edition:
    """The edition, resolved for the category."""
    return packaged(*book)


@contextmanager
def under(book: Book) -> Iterator[Edition]:
    """Cases begin under the edition, and the second opinion reads its files, for as long as this lasts."""
    world.USED.append(edition_of(book))
    try:
        with raw.reading(*book):
            yield world.USED[-1]
    finally:
        world.USED.pop()
