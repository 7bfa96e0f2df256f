"""The start-up check reads each setting back, and names each that is broken."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from comity import keeper
from comity.docket import registry, startup

pytestmark = pytest.mark.database


def faults() -> list[str]:
    try:
        startup.check()
    except startup.Unsafe as unsafe:
        return unsafe.faults
    return []


@pytest.fixture(autouse=True)
def all_handled(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever features are installed: these tests are of the rest."""
    monkeypatch.setattr(startup.registry, "unhandled", lambda _: set())


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_after_all_migrations_nothing_is_wrong() -> None:
    assert faults() == []


def test_what_is_wrong_is_said_in_one_line() -> None:
    unsafe = startup.Unsafe(["one", "two"])
    assert (str(unsafe), unsafe.faults, isinstance(unsafe, PermissionError)) == ("one; two", ["one", "two"], True)


@pytest.mark.parametrize("table", startup.GUARDED)
def test_each_missing_trigger_is_seen(table: str) -> None:
    for name in startup.triggers(table, connection.vendor):
        run(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert faults() == [
        f"the trigger {name} is missing or off: rows of {table} could be changed"
        for name in startup.triggers(table, connection.vendor)
    ]


def test_a_trigger_that_is_off_is_seen() -> None:
    """PostgreSQL can switch one off; SQLite loses them when a table is made anew."""
    if connection.vendor == "postgresql":
        run("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change")
        lost = ["ledger_entry_no_change"]
    else:
        run("CREATE TABLE remade AS SELECT * FROM ledger_entry")
        run("DROP TABLE ledger_entry")
        run("ALTER TABLE remade RENAME TO ledger_entry")
        lost = ["ledger_entry_no_update", "ledger_entry_no_delete"]
    assert faults() == [f"the trigger {name} is missing or off: rows of ledger_entry could be changed" for name in lost]


@pytest.mark.parametrize("name", [*startup.PRAGMAS, *startup.PARAMETERS])
def test_each_weak_setting_of_the_database_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back by the same way as ever, from a database that answers otherwise."""
    ask = startup._one
    monkeypatch.setattr(
        startup, "_one", lambda statement, *rest: "weak" if statement.endswith(f" {name}") else ask(statement, *rest)
    )
    wanted = startup.PARAMETERS if connection.vendor == "postgresql" else startup.PRAGMAS
    expected = [f"the database has {name} = weak; it must be {wanted[name]}"] if name in wanted else []
    assert faults() == expected


def test_a_setting_that_was_really_changed_is_seen() -> None:
    if connection.vendor == "postgresql":
        run("SET LOCAL synchronous_commit = off")
        assert faults() == ["the database has synchronous_commit = off; it must be on"]
    else:
        run("PRAGMA recursive_triggers = OFF")
        try:
            assert faults() == ["the database has recursive_triggers = 0; it must be 1"]
        finally:
            run("PRAGMA recursive_triggers = ON")


def test_a_setting_that_the_database_does_not_know_is_seen() -> None:
    assert startup._one("SELECT 1 WHERE 1 = 0") == ""


def test_unsafe_keys_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def check() -> None:
        raise keeper.KeysUnsafe("root.key has mode 0644; it must be 0600")

    monkeypatch.setattr(startup.keeper, "check", check)
    assert faults() == ["root.key has mode 0644; it must be 0600"]


def test_a_root_key_that_others_may_read_is_seen(settings: Settings) -> None:
    keeper.public_key()  # the keys are there
    path: Path = settings.ENVIRONMENT.keys / "root.key"
    path.chmod(0o644)
    try:
        assert faults() == [f"{path} has mode 0644; it must be 0600"]
    finally:
        path.chmod(0o600)


def test_the_demonstrations_ways_in_are_seen_in_another_mode(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    assert faults() == ["the demonstration's ways in are open in a mode that is none"]


def test_acts_that_nobody_handles_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(registry, "_handlers", {"found": registry.handler("found")})
    found = [fault for fault in faults() if fault.startswith("institution-2026")]
    assert len(found) == 1
    assert found[0].startswith("institution-2026 for institution has acts that nobody handles: admit-account,")
