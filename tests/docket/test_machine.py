"""Random acts through perform() with the real features: a slice of what `python -m tests.docket.machine` walks."""

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from comity import docket
from comity.docket import performing, receipts, statements, states
from comity.docket.models import Outbox
from comity.docket.receipts import Receipt
from comity.docket.roles import Standing
from comity.law.edition import from_json, packaged
from comity.people.actor import Actor
from tests.docket import machine, walking
from tests.law.books import Book

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.database
WALKS = [  # the others of books.BOOKS are walked by `make figures`
    (1, ("iomed-provisional-2026", "state-state")),
    *(
        pytest.param(seed, book, marks=pytest.mark.once, id=f"{seed} {book[0]}")
        for seed, book in ((2, ("icsid-2022", "state-national")), (3, ("uncitral-2021", "commercial")))
    ),
]
SOON = 1_500  # steps within which a fault that was planted must be noticed; one walk of 300 in six misses the rarest


@pytest.fixture(autouse=True)
def demonstration(settings: "Settings") -> None:
    """Signed acts are confirmed without a passkey."""
    settings.DEMONSTRATION = True


def steps() -> int:
    """How many steps a slice has: fewer where a second database is walked after the first."""
    return 50 if connection.vendor == "postgresql" else 110


@pytest.mark.parametrize(("seed", "book"), WALKS)
def test_only_what_the_table_allows_happens_and_it_is_kept(seed: int, book: Book) -> None:
    met = machine.main(seed, steps(), book=book)
    assert met.steps == steps()
    assert met.checks["receipts"] > steps() // 8  # acts that were taken, each verified
    assert sum(met.refused.values()) > steps() // 10
    assert met.checks["retries"] > steps() // 10
    assert met.checks["replays"] > steps() // 60
    assert set(met.driven) <= {"settled", "ended already", "not to be registered"}
    assert met.driven["settled"] > 0


# -------------------------------------------------------------------- the machine notices


def noticed(seek: tuple[str, ...] = ()) -> None:
    """Walk until something is noticed."""
    machine.main(1, SOON, seek=seek)


@pytest.mark.parametrize(("act", "column"), [("draft-clause", "guards"), ("agree-clause", "mandate")])
def test_it_notices_a_table_that_differs(act: str, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = deepcopy(packaged("iomed-provisional-2026", "state-state").digest_source())
    next(row for row in source["acts"] if row["act"] == act).pop(column)
    other, true = from_json(source), states.edition_of
    monkeypatch.setattr(states, "edition_of", lambda row: true(row) if row.category == "institution" else other)
    monkeypatch.setattr(walking, "BEGINNINGS", ("protocol",))
    with pytest.raises(AssertionError):
        noticed((act, "draft-clause"))


def test_it_notices_rows_that_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements.DEADLINES, "put", lambda *_rows: None)
    with pytest.raises(AssertionError):
        noticed()


def test_it_notices_a_refusal_that_leaves_something(monkeypatch: pytest.MonkeyPatch) -> None:
    perform = performing._performed

    def careless(actor: Actor, docket_id: str, *asked: object, **rest: object) -> Receipt:
        try:
            return perform(actor, docket_id, *asked, **rest)  # type: ignore[arg-type]
        except (docket.Refused, docket.NotFound):
            row = Outbox(docket_id=docket_id, log_id=docket_id, actor=actor.id, at=docket.now(), moved=False)
            row.save(force_insert=True)
            raise

    monkeypatch.setattr(performing, "_performed", careless)
    with pytest.raises(AssertionError):
        noticed()


def test_it_notices_a_retry_that_is_answered_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = receipts.opened
    monkeypatch.setattr(receipts, "opened", lambda row: Receipt(opened(row).json + b" "))
    with pytest.raises(AssertionError):
        noticed()


def test_it_notices_a_room_that_strangers_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "enters", lambda _self, _state: True)
    monkeypatch.setattr(walking, "BEGINNINGS", ("sessions",))
    with pytest.raises(AssertionError):
        noticed()
