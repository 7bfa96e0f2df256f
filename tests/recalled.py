"""A world that took many acts to make is made once for each worker; whoever needs it again has its rows put back.

Rows are put back as they were: ids, seals, receipts, and the offset of the demonstration's clock.
"""

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar, cast

from django.apps import apps
from django.db import models

Table = type[models.Model]
Rows = dict[Table, dict[object, dict[str, object]]]  # table -> primary key -> column -> value
T = TypeVar("T")


@dataclass(frozen=True)
class _World:
    new: dict[Table, list[models.Model]]
    changed: Rows
    made: object


_worlds: dict[Hashable, _World] = {}


def recalled(name: Hashable, make: Callable[[], T]) -> T:
    """What `make` makes on the database as it stands, from memory if it was made there before under this name.

    The database must stand each time as it stood the first time. What is made may hold ids and plain values, never
    rows; `make` may add rows and change rows, not delete any that it finds.
    """
    known = _worlds.get(name)
    if known is None:
        before = _values()
        made = make()
        new, changed = _difference(before)
        _worlds[name] = _World(new, changed, copy.deepcopy(made))
        return made
    for table, rows in known.new.items():
        table._base_manager.bulk_create(copy.deepcopy(rows))
    for table, kept in known.changed.items():
        for key, values in kept.items():
            assert table._base_manager.filter(pk=key).update(**values) == 1, f"{table.__name__}: not as it stood"
    return cast("T", copy.deepcopy(known.made))


def _tables() -> list[Table]:
    return apps.get_models(include_auto_created=True)


def _values() -> Rows:
    return {table: {row.pk: _columns(row) for row in table._base_manager.all()} for table in _tables()}


def _difference(before: Rows) -> tuple[dict[Table, list[models.Model]], Rows]:
    new: dict[Table, list[models.Model]] = {}
    changed: Rows = {}
    for table in _tables():
        rows = {row.pk: row for row in table._base_manager.all()}
        assert before[table].keys() <= rows.keys(), f"{table.__name__}: a row was deleted"
        new[table] = [row for key, row in rows.items() if key not in before[table]]
        changed[table] = {key: _columns(rows[key]) for key, was in before[table].items() if _columns(rows[key]) != was}
    return {table: rows for table, rows in new.items() if rows}, changed


def _columns(row: models.Model) -> dict[str, object]:
    """All but the primary key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {field.attname: getattr(row, field.attname) for field in fields if field.column}
