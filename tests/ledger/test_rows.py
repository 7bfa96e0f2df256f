"""Rows by the shortest way are the rows that the ORM would write and read."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.docket.models import Docket, Outbox
from comity.ledger import rows
from comity.ledger.models import Entry
from comity.ledger.rows import Table

pytestmark = pytest.mark.database

ENTRIES, DOCKETS = Table(Entry), Table(Docket)
AT = datetime(2026, 3, 2, 9, 0, 1, tzinfo=UTC)


def docket(number: str) -> Docket:
    return Docket(
        id=number.ljust(26, "x"),
        number=number,
        category="state-state",
        edition="e",
        edition_digest="0" * 64,
        zone="UTC",
        phase="none",
        opened_at=AT,
        due=AT,
        entities={"p": "e"},
    )


def test_what_is_inserted_is_what_the_orm_reads(db: None) -> None:
    DOCKETS.insert([docket("one"), docket("two")])
    found = Docket.objects.get(number="two")
    assert (found.opened_at, found.due, found.next_due, found.entities) == (AT, AT, None, {"p": "e"})


def test_what_is_read_is_what_the_orm_wrote(db: None) -> None:
    docket("one").save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {DOCKETS.columns} FROM docket_docket")  # noqa: S608 - columns of a model
        found = DOCKETS.read(cursor.fetchone())
    assert (found.number, found.opened_at, found.next_due, found.entities) == ("one", AT, None, {"p": "e"})


def test_no_row_is_no_statement(db: None) -> None:
    with CaptureQueriesContext(connection) as sent:
        ENTRIES.insert([])
    assert len(sent) == 0


def test_many_rows_are_few_statements(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as sent:
        ENTRIES.insert([Entry(log_id="a", index=index, leaf=b"") for index in range(5)])
    assert (len(sent), Entry.objects.filter(log_id="a").count()) == (3, 5)


def test_a_row_takes_the_place_of_the_one_with_its_key(db: None) -> None:
    DOCKETS.insert([docket("one")])
    again = docket("one")
    again.phase = "screening"
    DOCKETS.put([again], "id")
    assert [(row.number, row.phase) for row in Docket.objects.all()] == [("one", "screening")]


def test_what_the_database_numbers_is_not_written() -> None:
    assert [field.column for field in Table(Outbox).fields if field.primary_key] == []
