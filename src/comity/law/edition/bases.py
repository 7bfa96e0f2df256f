"""An edition that states only what differs from another: how the two become one.

Rules upheld:
- entries of tables and rows go by name, column by column: a column that is given replaces the base's, `without` names
  columns that are taken away; what the base does not have is new, and comes after it;
- lists and groups are replaced by name;
- nothing is changed, left out or taken away that is not there: a slip of the pen would else be a rule that still holds.
A change of what the base has in another of the edition's categories only does not concern this one, and is passed over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from comity.law.act import Json
from comity.law.edition.model import BadEdition

LEFT_OUT = ("phases", "periods", "endings", "values", "gates", "groups", "lists", "acts")
WITHOUT = "without"
Columns = Mapping[str, Json]


@dataclass(frozen=True)
class Base:
    """The other edition, resolved for the same category. elsewhere: names of a table in other categories served."""

    name: str
    resolved: Columns
    elsewhere: Callable[[str], set[str]]

    def table(self, table: str) -> dict[str, Json]:
        """Entries of a table by name, in their order."""
        value = self.resolved[table]
        if isinstance(value, dict):
            return dict(value)
        entries = value if isinstance(value, list) else []
        key = "act" if table == "acts" else "name"
        return {str(entry.get(key)): entry for entry in entries if isinstance(entry, dict)}

    def check(self, table: str, name: str, path: str) -> None:
        """Refuse a name that the base does not have in any of the categories."""
        if name not in self.table(table) and name not in self.elsewhere(table):
            raise BadEdition(path, f"{self.name} has no {name!r}")


def entries(base: Base, table: str, own: Mapping[str, Json], left_out: Iterable[str]) -> list[Json]:
    """A table whose order means something: the base's entries, changed; then the edition's own."""
    kept: dict[str, Json] = {name: entry for name, entry in base.table(table).items() if name not in left_out}
    for name, entry in own.items():
        if not isinstance(entry, dict):
            raise BadEdition(f"edition.toml.{table}.{name}", "must be a table")
        if name in left_out:
            raise BadEdition(f"edition.toml.{table}.{name}", "is left out, and cannot be changed")
        if name in kept:
            kept[name] = changed(columns(kept[name]), entry, f"edition.toml.{table}.{name}")
        elif name not in base.elsewhere(table):
            kept[name] = changed({"name": name}, entry, f"edition.toml.{table}.{name}")
    return list(kept.values())


def columns(entry: Json) -> Columns:
    """The columns of an entry that was read as a table."""
    return entry if isinstance(entry, dict) else {}


def named(base: Base, table: str, own: Mapping[str, Json], left_out: Iterable[str]) -> dict[str, Json]:
    """Lists or groups, replaced by name."""
    return {name: value for name, value in {**base.table(table), **own}.items() if name not in left_out}


def changed(old: Columns, new: Columns, path: str) -> dict[str, Json]:
    """An entry with the columns that are given, and without those named."""
    gone = new.get(WITHOUT, [])
    if not isinstance(gone, list) or not all(isinstance(column, str) for column in gone):
        raise BadEdition(f"{path}.{WITHOUT}", "a list of names is wanted")
    for column in gone:
        if column not in old:
            raise BadEdition(f"{path}.{WITHOUT}", f"there is no {column!r}")
    kept = {column: value for column, value in old.items() if column not in gone}
    return {**kept, **{column: value for column, value in new.items() if column != WITHOUT}}


def left_out(value: Json, base: Base) -> dict[str, list[str]]:
    """What the edition leaves out, by table. BadEdition for what is not there."""
    path = "edition.toml.leaves_out"
    if not isinstance(value, dict):
        raise BadEdition(path, "must be a table")
    gone: dict[str, list[str]] = {}
    for table, listed in value.items():
        if table not in LEFT_OUT:
            raise BadEdition(f"{path}.{table}", "unknown key")
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise BadEdition(f"{path}.{table}", "a list of names is wanted")
        gone[table] = [str(name) for name in listed]
        for name in gone[table]:
            base.check(table, name, f"{path}.{table}")
    return gone
