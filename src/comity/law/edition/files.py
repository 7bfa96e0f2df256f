"""An edition's folder: edition.toml (values, periods, lists, endings, phases, gates) and acts/*.toml by chapter.

Resolving picks what one category uses: every table entry and row may name its `categories`, and serves all without it.
`procedure` lists the categories whose phases and acts are complete; the others have gates and values only.
"""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from comity.law.act import Json
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
_ROOT = Path(str(resources.files("comity.law").joinpath("editions")))


def editions() -> list[str]:
    """Names of the editions that come with Comity."""
    return sorted(folder.name for folder in _ROOT.iterdir() if (folder / "edition.toml").is_file())


@cache
def packaged(name: str, category: str) -> Edition:
    """An edition that comes with Comity; KeyError for an unknown name."""
    if name not in editions():
        raise KeyError(name)
    return load(_ROOT / name, category)


def load(folder: Path, category: str) -> Edition:
    """Read an edition's folder for one category. BadEdition names the key path and the reason."""
    return from_json(resolve(folder, category))


def resolve(folder: Path, category: str) -> dict[str, Json]:
    """The edition as one plain value, with only what this category uses."""
    main = _read(folder / "edition.toml", "edition.toml")
    served = main.get("categories", [])
    if not isinstance(served, list) or category not in served or category not in CATEGORIES:
        raise BadEdition("edition.toml.categories", f"does not serve the category {category!r}")
    resolved: dict[str, Json] = {"name": main.get("edition"), "title": main.get("title"), "category": category}
    procedure = main.get("procedure", served)
    complete = isinstance(procedure, list) and category in procedure
    for table in ORDERED:
        served_by_name = _filtered(main.pop(table, {}) if complete or table in GENERAL else {}, category, table)
        resolved[table] = [
            {"name": name, **entry} if isinstance(entry, dict) else entry for name, entry in served_by_name.items()
        ]
    for table in LISTS:
        resolved[table] = _filtered(main.pop(table, {}) if complete or table in GENERAL else {}, category, table)
    acts: list[Json] = []
    for chapter in sorted((folder / "acts").glob("*.toml")) if complete else ():
        rows = _chapter(_read(chapter, f"acts/{chapter.name}"), f"acts/{chapter.name}")
        acts += [_without(row) for row in rows if _serves(row, category, f"acts/{chapter.name}")]
    unknown = set(main) - {"edition", "title", "categories", "procedure", *ORDERED, *LISTS}
    if unknown:
        raise BadEdition("edition.toml", f"unknown key {min(unknown)!r}")
    return {**resolved, "acts": acts}


def _read(path: Path, name: str) -> dict[str, Json]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        raise BadEdition(name, "the file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEdition(name, f"not TOML: {error}") from None


def _chapter(read: dict[str, Json], path: str) -> list[Json]:
    """The rows of a chapter, which holds nothing else: a table misspelt would be a chapter without rows."""
    for key in read:
        if key != "act":
            raise BadEdition(f"{path}.{key}", "unknown key: a chapter holds rows, [[act]]")
    rows = read.get("act", [])
    if not isinstance(rows, list):
        raise BadEdition(f"{path}.act", "must be a list of rows, [[act]]")
    return rows


def _serves(entry: Json, category: str, path: str) -> bool:
    if not isinstance(entry, dict):
        return True
    named = entry.get("categories", list(CATEGORIES))
    if not isinstance(named, list) or not set(map(str, named)) <= set(CATEGORIES):
        raise BadEdition(path, f"unknown category in {named!r}")
    return category in named


def _without(entry: Json) -> Json:
    return {key: value for key, value in entry.items() if key != "categories"} if isinstance(entry, dict) else entry


def _filtered(table: Json, category: str, path: str) -> dict[str, Json]:
    if not isinstance(table, dict):
        raise BadEdition(f"edition.toml.{path}", "must be a table")
    return {
        name: _without(entry)
        for name, entry in table.items()
        if _serves(entry, category, f"edition.toml.{path}.{name}")
    }
