"""The tables to which rows are only added refuse every other statement, on both databases and in raw SQL."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from comity.ledger import acts
from comity.ledger.acts import Head, Leaf
from comity.ledger.appendonly import append_only, triggers

pytestmark = pytest.mark.database

LOG = "a" * 26


@pytest.fixture
def filled(db: None) -> None:
    acts.record([Leaf(LOG, 0, b"l" * 32)], [Head(LOG, 1, b"r" * 32, "note")])


def refused(statement: str) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value).splitlines()[0]


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET log_id = 'b'", "DELETE FROM {table}"])
def test_rows_are_neither_changed_nor_deleted(filled: None, table: str, statement: str) -> None:
    assert refused(statement.format(table=table)) == f"{table} is append-only"


SAME = f"ledger_entry (log_id, {{index}}, leaf) VALUES ('{LOG}', 0, {{blob}})"
CHANGE = "ON CONFLICT (log_id, {index}) DO UPDATE SET leaf = excluded.leaf"
OTHER_WAYS = {
    "sqlite": [
        f"REPLACE INTO {SAME}",
        f"INSERT OR REPLACE INTO {SAME}",
        f"INSERT INTO {SAME} {CHANGE}",
        "UPDATE OR REPLACE ledger_entry SET {index} = 0",
    ],
    "postgresql": [
        f"INSERT INTO {SAME} {CHANGE}",
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "SET LOCAL session_replication_role = replica; DELETE FROM ledger_entry",
    ],
}
BLOBS = {"sqlite": "x'00'", "postgresql": "'\\x00'"}


def test_no_other_way_changes_a_row(filled: None) -> None:
    for statement in OTHER_WAYS[connection.vendor]:
        whole = statement.format(index='"index"', blob=BLOBS[connection.vendor])
        assert refused(whole) == "ledger_entry is append-only"


def test_without_its_triggers_a_row_can_be_changed(filled: None) -> None:
    """The control: what refuses is the trigger, and the migration is reversible and can be applied again."""
    operation, editor = append_only("ledger_entry"), connection.schema_editor()
    assert operation.reverse_code is not None
    operation.reverse_code(apps, editor)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET leaf = leaf")
    operation.code(apps, editor)
    assert refused("DELETE FROM ledger_entry") == "ledger_entry is append-only"


def test_each_guarded_table_has_two_triggers() -> None:
    assert triggers("t", "sqlite") == ["t_no_update", "t_no_delete"]
    assert triggers("t", "postgresql") == ["t_no_change", "t_no_truncate"]


def test_every_migration_of_ours_that_guards_is_reversible() -> None:
    for app in ("ledger", "docket"):
        module = importlib.import_module(f"comity.{app}.migrations.0002_append_only")
        assert all(operation.reversible for operation in module.Migration.operations)
