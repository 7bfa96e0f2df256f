"""Who plays: roles, what people read of them, for whom they act, and what the cases are called. Read from cast.toml."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Titles = dict[str, str]  # by language code


@dataclass(frozen=True)
class Delegate:
    """A role that acts for an entity: under the story's name of its party, by a kind of mandate."""

    titles: Titles
    entity: str
    party: str
    kind: str


@dataclass(frozen=True)
class Company:
    """An entity of the stories that is no State: the code of its country, its names by language code."""

    country: str
    names: Titles


_FILE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("cast.toml").read_text(encoding="utf-8"))


def _words(entry: dict[str, Any]) -> Titles:
    return {code: words for code, words in entry.items() if code not in ("acts", "country")}


DELEGATES = {role: Delegate(_words(entry), *entry["acts"]) for role, entry in _FILE["delegates"].items()}
MEDIATORS: dict[str, Titles] = _FILE["mediators"]
OFFICERS: dict[str, Titles] = _FILE["officers"]
COMPANIES = {name: Company(entry["country"], _words(entry)) for name, entry in _FILE["companies"].items()}
CALLED: dict[str, Titles] = _FILE["titles"]

PARTY_OF = {role: each.party for role, each in DELEGATES.items()}
TITLES = {**{role: each.titles for role, each in DELEGATES.items()}, **MEDIATORS, **OFFICERS}
