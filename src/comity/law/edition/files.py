"""An edition's folder: edition.toml (values, periods, lists, endings, phases, gates) and acts/*.toml by chapter.

Resolving picks what one category uses: every table entry and row may name its `categories`, and serves all without it;
where one differs in some categories, `for` lists the columns that they have instead, each with its `categories`.
`procedure` lists the categories whose phases and acts are complete; the others have gates and values only.
`based_on` names another edition, whose folder lies beside or comes with Comity: then only what differs is written
(bases.py), rows of the base are changed under [[change]], and `leaves_out` names what is not taken over.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from comity.law.act import Json
from comity.law.edition import bases, shelf
from comity.law.edition.bases import Base
from comity.law.edition.loader import from_json
from comity.law.edition.model import CATEGORIES, BadEdition, Edition

ORDERED = (
    "phases",
    "periods",
    "endings",
    "values",
    "gates",
)  # their order means something, and canonical JSON sorts keys
LISTS = ("groups", "lists")
GENERAL = ("gates", "values", "lists")  # what a category has before its procedure is written
KEYS = ("edition", "title", "categories", "procedure", "based_on", "leaves_out", *ORDERED, *LISTS)
BASED_ON = "edition.toml.based_on"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ROOT = Path(str(resources.files("comity.law").joinpath("editions")))


def editions() -> list[str]:
    """Names of the editions that come with Comity, and of those that the organisation adopted (shelf.py)."""
    return sorted({*_shipped(), *shelf.names()})


def packaged(name: str, category: str) -> Edition:
    """An edition that comes with Comity, or was adopted; KeyError for an unknown name."""
    return _loaded(name, category) if name in _shipped() else shelf.edition(name, category)


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in _ROOT.iterdir() if (folder / "edition.toml").is_file()))


@cache
def _loaded(name: str, category: str) -> Edition:
    return load(_ROOT / name, category)


def load(folder: Path, category: str) -> Edition:
    """Read an edition's folder for one category. BadEdition names the key path and the reason."""
    return from_json(resolve(folder, category))


def resolve(folder: Path, category: str) -> dict[str, Json]:
    """The edition as one plain value, with only what this category uses."""
    return _resolved(folder, category, ())


def _resolved(folder: Path, category: str, above: tuple[Path, ...]) -> dict[str, Json]:
    main = _read(folder / "edition.toml", "edition.toml")
    served = main.get("categories", [])
    if not isinstance(served, list) or category not in served or category not in CATEGORIES:
        raise BadEdition("edition.toml.categories", f"does not serve the category {category!r}")
    procedure = main.get("procedure", served)
    complete = isinstance(procedure, list) and category in procedure
    if unknown := set(main) - set(KEYS):
        raise BadEdition("edition.toml", f"unknown key {min(unknown)!r}")
    base = _base(folder, main, category, (*above, folder.resolve()))
    resolved: dict[str, Json] = {"name": main.get("edition"), "title": main.get("title"), "category": category}
    gone = bases.left_out(main.get("leaves_out", {}), base) if base is not None else {}
    if base is None and "leaves_out" in main:
        raise BadEdition("edition.toml.leaves_out", "leaves out of nothing: the edition is based on no other")
    for table in (*ORDERED, *LISTS):
        wanted = complete or table in GENERAL
        own = _filtered(main.get(table, {}) if wanted else {}, category, table, whole=base is None)
        if table in LISTS:
            resolved[table] = own if base is None else bases.named(base, table, own, gone.get(table, []))
        elif base is not None:
            resolved[table] = bases.entries(base, table, own, gone.get(table, []))
        else:
            resolved[table] = [
                {"name": name, **entry} if isinstance(entry, dict) else entry for name, entry in own.items()
            ]
        if not wanted:
            resolved[table] = {} if table in LISTS else []
    rows = _rows(folder, category, base, gone.get("acts", [])) if complete else []
    return {**resolved, "acts": rows}


# -------------------------------------------------------------------- the base


def _base(folder: Path, main: dict[str, Json], category: str, above: tuple[Path, ...]) -> Base | None:
    """The edition that this one is based on, None where it stands alone."""
    name = main.get("based_on")
    if name is None:
        return None
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise BadEdition(BASED_ON, "the name of an edition is wanted")
    found = next((place for root in (folder.parent, _ROOT) if (place := root / name / "edition.toml").is_file()), None)
    if found is None:
        raise BadEdition(BASED_ON, f"there is no edition {name!r}, neither beside this one nor among Comity's own")
    if found.parent.resolve() in above:
        raise BadEdition(BASED_ON, f"leads back to {name!r}")
    served = main.get("categories")
    others = [str(other) for other in served if other != category] if isinstance(served, list) else []
    return Base(name, _of_base(found.parent, name, category, above), _elsewhere(found.parent, others, above))


def _of_base(place: Path, name: str, category: str, above: tuple[Path, ...]) -> dict[str, Json]:
    try:
        return _resolved(place, category, above)
    except BadEdition as error:
        raise BadEdition(BASED_ON, f"{name}: {error}") from None


def _elsewhere(place: Path, categories: list[str], above: tuple[Path, ...]) -> Callable[[str], set[str]]:
    """Names that a table of the base has in other categories: looked up only when something is not found."""

    @cache
    def names(table: str) -> set[str]:
        found: set[str] = set()
        for category in categories:
            try:
                other = _resolved(place, category, above)
            except BadEdition:
                continue  # told when this category itself is read
            found |= set(Base("", other, lambda _: set()).table(table))
        return found

    return names


# -------------------------------------------------------------------- rows


def _rows(folder: Path, category: str, base: Base | None, left_out: list[str]) -> list[Json]:
    """Every row: the base's, changed; then the edition's own, by chapter."""
    kept: dict[str, Json] = {} if base is None else base.table("acts")
    own: list[Json] = []
    for chapter in sorted((folder / "acts").glob("*.toml")):
        path = f"acts/{chapter.name}"
        read = _chapter(_read(chapter, path), path, base)
        own += [_for(row, category, path, whole=True) for row in read.get("act", []) if _serves(row, category, path)]
        if base is not None:
            _refuse_second_rows(base, read.get("act", []), path)
            _change(base, kept, read.get("change", []), category, path)
    return [*(row for name, row in kept.items() if name not in left_out), *own]


def _refuse_second_rows(base: Base, rows: list[Json], path: str) -> None:
    for row in rows:
        name = row.get("act") if isinstance(row, dict) else None
        if name in base.table("acts"):
            raise BadEdition(f"{path}.act.{name}", f"stands in {base.name} already: [[change]] changes it")


def _change(base: Base, kept: dict[str, Json], changes: list[Json], category: str, path: str) -> None:
    for change in changes:
        name = change.get("act") if isinstance(change, dict) else None
        if not isinstance(change, dict) or not isinstance(name, str):
            raise BadEdition(f"{path}.change", "each change names its act")
        where = f"{path}.change.{name}"
        base.check("acts", name, where)
        if name in kept and _serves(change, category, where):
            kept[name] = bases.changed(bases.columns(kept[name]), _own(change, category, where, whole=False), where)


def _chapter(read: dict[str, Json], path: str, base: Base | None) -> dict[str, list[Json]]:
    """The rows of a chapter, which holds nothing else: a table misspelt would be a chapter without rows."""
    known = ("act",) if base is None else ("act", "change")
    held = "a chapter holds rows, [[act]]" + ("" if base is None else ", and changes of the base's, [[change]]")
    found: dict[str, list[Json]] = {}
    for key, rows in read.items():
        if key not in known:
            raise BadEdition(f"{path}.{key}", f"unknown key: {held}")
        if not isinstance(rows, list):
            raise BadEdition(f"{path}.{key}", f"must be a list of rows, [[{key}]]")
        found[key] = rows
    return found


# -------------------------------------------------------------------- what one category uses


def _serves(entry: Json, category: str, path: str) -> bool:
    if not isinstance(entry, dict):
        return True
    named = entry.get("categories", list(CATEGORIES))
    if not isinstance(named, list) or not set(map(str, named)) <= set(CATEGORIES):
        raise BadEdition(path, f"unknown category in {named!r}")
    return category in named


def _for(entry: Json, category: str, path: str, *, whole: bool) -> Json:
    """An entry with the columns that this category has instead; what is no table is refused later."""
    return _own(entry, category, path, whole=whole) if isinstance(entry, dict) else entry


def _own(entry: dict[str, Json], category: str, path: str, *, whole: bool) -> dict[str, Json]:
    """A table for one category. whole: it stands for itself, and is no change of what stands in a base."""
    own: dict[str, Json] = {key: value for key, value in entry.items() if key not in ("categories", "for")}
    for where, part in _parts(entry.get("for", []), f"{path}.for"):
        if _serves(part, category, where):
            instead = {key: value for key, value in part.items() if key != "categories"}
            own = bases.changed(own, instead, where) if whole else {**own, **instead}
    return own


def _parts(parts: Json, path: str) -> Iterator[tuple[str, dict[str, Json]]]:
    if not isinstance(parts, list):
        raise BadEdition(path, "must be a list of tables")
    for number, part in enumerate(parts):
        if not isinstance(part, dict) or "categories" not in part:
            raise BadEdition(f"{path}[{number}]", "names its categories, and what they have instead")
        yield f"{path}[{number}]", part


def _filtered(table: Json, category: str, path: str, *, whole: bool) -> dict[str, Json]:
    if not isinstance(table, dict):
        raise BadEdition(f"edition.toml.{path}", "must be a table")
    return {
        name: _for(entry, category, f"edition.toml.{path}.{name}", whole=whole)
        for name, entry in table.items()
        if _serves(entry, category, f"edition.toml.{path}.{name}")
    }


def _read(path: Path, name: str) -> dict[str, Json]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        raise BadEdition(name, "the file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEdition(name, f"not TOML: {error}") from None
