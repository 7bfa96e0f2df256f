"""Rows by the shortest way: for the few statements that every act sends.

The ORM takes several times longer to build a statement than the database takes to answer it. Where an act sends ten
of them, that is most of its time (bench/perform.py). So the columns come from the model, as everywhere, and the rest of
the statement is written out. Signals and defaults of the database are not looked after here: these models have none.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models

PLAIN = (str, int)  # what every driver takes as it is
AT_ONCE = 500  # SQLite takes 32,766 values in a statement
Row = TypeVar("Row", bound=models.Model)
Converter = Callable[[Any, Any, Any], Any]  # Django's own type for what turns a column into a value


class Table(Generic[Row]):
    """The columns of one model, in its fields' order."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model

    @cached_property
    def fields(self) -> "list[models.Field[Any, Any]]":
        """The fields that have a column and are not filled by the database."""
        own = self.model._meta.local_concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
        return [field for field in own if field.column and not isinstance(field, models.AutoField)]

    @cached_property
    def columns(self) -> str:
        """The columns as a SELECT lists them."""
        return ", ".join(f'"{self.model._meta.db_table}"."{field.column}"' for field in self.fields)  # noqa: SLF001

    @cached_property
    def _into(self) -> str:
        names = ", ".join(f'"{field.column}"' for field in self.fields)
        return f'INSERT INTO "{self.model._meta.db_table}" ({names}) VALUES '  # noqa: S608, SLF001 - no value in it

    @cached_property
    def _row(self) -> str:
        return f"({', '.join(['%s'] * len(self.fields))})"

    @cached_property
    def _converters(self) -> dict[str, list[tuple[int, list[Converter], Any]]]:
        return {}

    def insert(self, rows: Sequence[Row]) -> None:
        """Add the rows: one statement for every AT_ONCE of them, none for no row."""
        self._send(rows, "")

    def put(self, rows: Sequence[Row], *key: str) -> None:
        """Add the rows, or let them take the place of those with the same key (columns of a unique constraint)."""
        changed = ", ".join(f'"{f.column}" = excluded."{f.column}"' for f in self.fields if f.column not in key)
        names = ", ".join(f'"{column}"' for column in key)
        self._send(rows, f" ON CONFLICT ({names}) DO UPDATE SET {changed}")

    def _send(self, rows: Sequence[Row], end: str) -> None:
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            with connection.cursor() as cursor:
                cursor.execute(self._into + ", ".join([self._row] * len(part)) + end, [*self._values(part)])

    def _values(self, rows: Sequence[Row]) -> Iterator[Any]:
        for row in rows:
            for field in self.fields:
                value = getattr(row, field.attname)
                plain = type(value) in PLAIN
                yield value if plain else field.get_db_prep_save(value, connection)

    def read(self, values: Sequence[Any]) -> Row:
        """The row that these values of `columns` are."""
        found = list(values)
        for place, converters, expression in self._conversions():
            for convert in converters:
                found[place] = convert(found[place], expression, connection)
        return self.model.from_db(connection.alias, [field.attname for field in self.fields], found)

    def _conversions(self) -> list[tuple[int, list[Converter], Any]]:
        known = self._converters.get(connection.vendor)
        if known is None:
            columns = [field.get_col(self.model._meta.db_table) for field in self.fields]  # noqa: SLF001
            every = [
                (place, [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)], column)
                for place, column in enumerate(columns)
            ]
            known = self._converters[connection.vendor] = [entry for entry in every if entry[1]]
        return known
