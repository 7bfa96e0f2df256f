"""The texts of the Panama Canal re-enactment, read from panama.toml, which says what is public record."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from comity.faces.cli.story.cast import CALLED


@dataclass(frozen=True)
class Issue:
    """An issue of the negotiation: options (first the nearest to the United States), each side's points."""

    title: str
    options: list[str]
    us: int
    pa: int


@dataclass(frozen=True)
class Clause:
    """A clause of the settlement text."""

    id: str
    title: str
    text: str


_FILE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("panama.toml").read_text(encoding="utf-8"))

TITLE = CALLED["panama"]
STORY: str = _FILE["story"]
SUBJECTS: list[str] = _FILE["subjects"]
EVENT: str = _FILE["event"]
CONDITION: str = _FILE["condition"]
STATEMENTS: dict[str, str] = _FILE["statements"]
ISSUES = [Issue(**each) for each in _FILE["issue"]]
PROTOCOL: list[tuple[str, str]] = [(each["clause"], each["text"]) for each in _FILE["protocol"]]
CLAUSES = [Clause(**each) for each in _FILE["clause"]]
CONDITIONED = [Clause(**each) for each in _FILE["conditioned"]]
