"""A migration operation: a table to which rows are only ever added.

Rules upheld:
- TRUST rule 2, DESIGN 2: the database itself refuses UPDATE, DELETE, REPLACE and TRUNCATE on acts and ledger.
- SQLite: REPLACE deletes without firing a trigger unless `recursive_triggers` is on (settings; read back at start-up).
- PostgreSQL: the triggers are ENABLE ALWAYS, so that a session in replica mode does not pass them by.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor as Editor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

SQLITE = ("no_update", "no_delete")
POSTGRESQL = ("no_change", "no_truncate")

_FUNCTION = """
CREATE OR REPLACE FUNCTION comity_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def triggers(table: str, vendor: str) -> list[str]:
    """Names of the triggers that guard TABLE on this database."""
    return [f"{table}_{name}" for name in (POSTGRESQL if vendor == "postgresql" else SQLITE)]


def _statements(table: str, vendor: str) -> list[str]:
    first, second = triggers(table, vendor)
    if vendor == "postgresql":
        run = "EXECUTE FUNCTION comity_append_only()"
        return [
            _FUNCTION,
            f"CREATE TRIGGER {first} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}",
            f"CREATE TRIGGER {second} BEFORE TRUNCATE ON {table} {run}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {first}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {second}",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        f"CREATE TRIGGER {first} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {second} BEFORE DELETE ON {table} {refuse}",
    ]


def append_only(table: str) -> RunPython:
    """Guard one table with triggers; reversed, the triggers go and the table stays."""

    def guard(_apps: StateApps, editor: Editor) -> None:
        for statement in _statements(table, editor.connection.vendor):
            editor.execute(statement, params=None)

    def release(_apps: StateApps, editor: Editor) -> None:
        vendor = editor.connection.vendor
        for name in triggers(table, vendor):
            editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if vendor == 'postgresql' else ''}", params=None)

    return RunPython(guard, release)
