"""Words for the short names of an edition."""

from contextlib import suppress

import pytest

from comity.law import words
from comity.law.edition import BadEdition, Edition, editions, packaged
from comity.law.edition.model import CATEGORIES, POWERS, ROLES, ROOMS, STATUSES
from comity.law.tables import tables


def every_edition() -> list[Edition]:
    """Each packaged edition in each category that it serves."""
    served = []
    for name in editions():
        for category in CATEGORIES:
            with suppress(BadEdition):  # it does not serve this category
                served.append(packaged(name, category))
    return served


def test_every_name_of_the_closed_lists_has_words() -> None:
    assert set(words.ROLES) == set(ROLES)
    assert set(words.POWERS) == set(POWERS)
    assert set(words.STATUSES) == set(STATUSES)
    assert set(words.ROOMS) == {"case", *ROOMS}
    assert set(words.CATEGORIES) == set(CATEGORIES)


def test_every_name_in_the_packaged_editions_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    unworded: list[str] = []
    monkeypatch.setattr(words, "plain", lambda name: unworded.append(name) or name)
    for edition in every_edition():
        tables(edition)
    assert unworded == []


def test_every_value_that_is_words_can_be_translated() -> None:
    said = {
        text
        for edition in every_edition()
        for value in edition.values.values()
        for text in [
            value.value,
            *([fee["item"] for fee in value.value] if value.name == "fees" and value.value else []),
        ]
        if isinstance(text, str) and value.name != "zone"
    }
    assert said == set(words.VALUED)


def test_a_name_without_words_is_read_as_it_is_written() -> None:
    assert words.word({}, "$sea_bed-claim").english() == "sea bed claim"
    assert words.word({}, "100%").english() == "100%"
