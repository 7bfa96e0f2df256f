"""Every edition and category through perform(), with the real features: from the request to a settlement."""

from typing import TYPE_CHECKING

import pytest

from comity import docket
from comity.docket.models import Docket
from tests.docket.house import Matter, admits, cooperate, opened
from tests.law.books import OTHERS, Book

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.database, pytest.mark.once]


@pytest.fixture(autouse=True)
def demonstration(settings: "Settings") -> None:
    """Signed acts are confirmed without a passkey."""
    settings.DEMONSTRATION = True


AMONG = {"state-national": ("xm", "bank"), "commercial": ("owner", "charterer")}


@pytest.mark.parametrize("book", OTHERS, ids=[" ".join(book) for book in OTHERS])
def test_people_who_cooperate_reach_a_settlement(db: None, book: Book) -> None:
    with opened() as house:
        admits(house, "XM", book[1])
        matter = Matter(house, among=AMONG[book[1]], law=book)
        assert cooperate(matter) == "settled"
        kept = Docket.objects.get(pk=matter.id)
        assert (kept.edition, kept.category, kept.phase) == (*book, "settled")
        assert kept.zone == ("America/New_York" if book[0] == "icsid-2022" else "Asia/Hong_Kong")
        assert docket.replay(matter.id) == []


@pytest.mark.parametrize("book", [("icsid-2022", "state-national")])
def test_the_days_are_counted_at_the_seat_that_the_rules_name(db: None, book: Book) -> None:
    with opened() as house:
        matter = Matter(house, among=AMONG[book[1]], law=book, until="choosing")
        periods = matter.state(matter.logs[None]).periods
        assert {kept["zone"] for code, kept in periods.items() if code != "anchor"} == {"America/New_York"}
