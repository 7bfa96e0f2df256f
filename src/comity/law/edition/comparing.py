"""Where two editions differ: what an edition says otherwise than the one that it succeeds, or is based on.

Pure, and in one order for the same two: the tables in theirs; in each the entries of the newer edition in its order,
then those that it no longer has; in each entry the columns by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.law.act import Json
from comity.law.edition.model import Edition

HEAD = ("title",)
TABLES = ("values", "periods", "phases", "groups", "lists", "endings", "gates", "acts")
ORDER = "order"


@dataclass(frozen=True)
class Difference:
    """One difference. name: the entry, empty for the edition itself; column: empty where a whole entry is new or gone.

    was, now: plain values; None where there was, or is, nothing.
    """

    table: str
    name: str
    column: str
    was: Json
    now: Json


def compare(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Every difference from the older edition to the newer. Names and categories of editions are no rules."""
    before, after = old.digest_source(), new.digest_source()
    head = [
        Difference("edition", "", key, before[key], after[key]) for key in HEAD if before.get(key) != after.get(key)
    ]
    tables = (found for table in TABLES for found in _table(table, _entries(before, table), _entries(after, table)))
    return (*head, *tables)


def _entries(source: dict[str, Json], table: str) -> dict[str, Json]:
    value = source.get(table, {})
    if isinstance(value, dict):
        return value
    key = "act" if table == "acts" else "name"
    listed = value if isinstance(value, list) else []
    return {
        str(entry[key]): {column: kept for column, kept in entry.items() if column != key}
        for entry in listed
        if isinstance(entry, dict)
    }


def _table(table: str, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Difference]:
    for name, now in new.items():
        yield from _entry(table, name, old[name], now) if name in old else [Difference(table, name, "", None, now)]
    yield from (Difference(table, name, "", was, None) for name, was in old.items() if name not in new)
    before, after = [name for name in old if name in new], [name for name in new if name in old]
    if table not in ("groups", "lists") and before != after:
        yield Difference(table, "", ORDER, list[Json](before), list[Json](after))


def _entry(table: str, name: str, was: Json, now: Json) -> Iterator[Difference]:
    if not isinstance(was, dict) or not isinstance(now, dict):
        yield from [Difference(table, name, "", was, now)] if was != now else []
        return
    for column in sorted(was.keys() | now.keys()):
        if was.get(column) != now.get(column):
            yield Difference(table, name, column, was.get(column), now.get(column))
