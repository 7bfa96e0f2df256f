"""An edition's successor: the same rules with other values and lengths of periods, whole in one file of JSON.

    {"edition": NAME, "base": BASE, "categories": {CATEGORY: the resolved edition, ...}}

Rules upheld:
- an edition is never edited, only succeeded: a successor has a name of its own, and stands without its base;
- every value and length that changes says its source and the source's status; nothing else changes;
- each category is loaded before it counts: what is no edition is refused with its key path.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from comity.law.act import Json
from comity.law.edition import BadEdition, Edition, from_json, packaged
from comity.law.edition.model import CATEGORIES, STATUSES

VALUES, PERIODS = "values", "periods"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}[a-z0-9]\Z")
COLUMN = {VALUES: "value", PERIODS: "length"}
LONG = 2_000


def of_base(base: str) -> dict[str, Edition]:
    """The edition in each category that it serves; empty for an unknown name."""
    found = {}
    for category in CATEGORIES:
        with suppress(KeyError, BadEdition):
            found[category] = packaged(base, category)
    return found


def statuses(name: str) -> dict[str, str]:
    """`values.NAME` and `periods.NAME` of an edition -> status; the least certain where categories differ."""
    found: dict[str, str] = {}
    for edition in of_base(name).values():
        for key, status in entries(edition).items():
            found[key] = max(status, found.get(key, status), key=STATUSES.index)
    return found


def titles(name: str) -> dict[str, str]:
    """`values.NAME` and `periods.NAME` of an edition -> title, as the first category says; the empty name: its own."""
    found: dict[str, str] = {}
    for edition in of_base(name).values():
        named = {f"{VALUES}.{value.name}": value.title for value in edition.values.values()}
        named |= {f"{PERIODS}.{period.name}": period.title for period in edition.periods.values()}
        found = {"": edition.title, **named, **found}
    return found


def entries(edition: Edition) -> dict[str, str]:
    """The same of one category."""
    values = {f"{VALUES}.{value.name}": value.status for value in edition.values.values()}
    return values | {f"{PERIODS}.{period.name}": period.status for period in edition.periods.values()}


def successor(base: str, name: str, change: Mapping[str, Json]) -> dict[str, Json]:
    """The successor of a base under a name. BadEdition names what is wrong.

    change: `title`, and `values.NAME` or `periods.NAME` -> {value or length, source, status}; unset has no value.
    """
    if not NAME.match(name):
        raise BadEdition("edition", "a name has small letters, digits and hyphens")
    served = of_base(base)
    known = {key for edition in served.values() for key in entries(edition)}
    for key in change:
        if key != "title" and key not in known:
            raise BadEdition(key, f"{base} has no such value or period")
    made = {category: _changed(edition, name, change) for category, edition in served.items()}
    for category, resolved in made.items():
        loaded(resolved, category)
    return {"edition": name, "base": base, "categories": dict(made)}


def loaded(resolved: Json, category: str) -> Edition:
    """One category of a file. BadEdition names the key path."""
    if not isinstance(resolved, dict):
        raise BadEdition(category, "is not an edition")
    return from_json(resolved)


def _changed(edition: Edition, name: str, change: Mapping[str, Json]) -> dict[str, Json]:
    resolved = edition.digest_source()
    title = change.get("title")
    return {
        **resolved,
        "name": name,
        "title": title if isinstance(title, str) and title.strip() else edition.title,
        **{table: [_entry(table, entry, change) for entry in _listed(resolved[table])] for table in COLUMN},
    }


def _listed(value: Json) -> list[dict[str, Json]]:
    return cast("list[dict[str, Json]]", value)


def _entry(table: str, entry: dict[str, Json], change: Mapping[str, Json]) -> Json:
    key = f"{table}.{entry['name']}"
    told = change.get(key)
    if told is None:
        return entry
    column = COLUMN[table]
    if not isinstance(told, dict) or not set(told) <= {column, "source", "status"}:
        raise BadEdition(key, f"a change says {column}, source and status")
    if table == PERIODS and {"value", "each", "hours"} & set(entry):
        raise BadEdition(key, "this period is not measured by a length")
    source = told.get("source")
    if not isinstance(source, str) or not 0 < len(source.strip()) <= LONG:
        raise BadEdition(f"{key}.source", "a source is wanted")
    kept = {other: value for other, value in entry.items() if other not in (column, "source", "status")}
    set_ = {} if told.get("status") == "unset" else {column: told.get(column)}
    return {**kept, **set_, "source": source.strip(), "status": told.get("status")}
