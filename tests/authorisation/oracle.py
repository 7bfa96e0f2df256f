"""Who may do what, read from the edition's files alone: a second opinion that shares no code with the law.

It knows the columns of a row (who, mandate, when, log, rooms) and which rooms a role enters, as the guide says; it does
not know guards. So it says what must be refused or not found; of what the columns allow it says that a page answers.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "src/comity/law/editions/iomed-provisional-2026"
MAIN = tomllib.loads((FOLDER / "edition.toml").read_text(encoding="utf-8"))
ROWS = {
    row["act"]: row
    for chapter in sorted((FOLDER / "acts").glob("*.toml"))
    for row in tomllib.loads(chapter.read_text(encoding="utf-8"))["act"]
}
READS = {  # the guide's table: kind of room -> roles that read and speak there
    "joint": {"party", "mediator"},
    "caucus": {"own-party", "mediator"},
    "delegation": {"own-party"},
    "mediator": {"mediator"},
    "registry": {"registry"},
}


@dataclass(frozen=True)
class Person:
    """A role of the cast as the rules see it. roles: of the case; powers: of its mandate; party: its party, if any."""

    who: str
    roles: frozenset[str]
    powers: frozenset[str] = frozenset()
    party: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether the case exists for this person."""
        return bool(self.roles)


def phases(row: dict[str, object]) -> set[str]:
    """The phases in which a row stands, groups resolved."""
    found: set[str] = set()
    for item in row["when"]:  # type: ignore[attr-defined]  # a list in every row
        found |= set(MAIN["groups"][item[1:]]) if item.startswith("@") else {item}
    return found


def enters(person: Person, kind: str, party: str) -> bool:
    """Whether the person finds a room."""
    for role in READS[kind]:
        if role == "own-party" and person.party and person.party == party and "party" in person.roles:
            return True
        if role in person.roles:
            return True
    return False


def page(person: Person, act: str, phase: str) -> int:
    """What an act's page answers: 404 (no such thing), 409 (refused), 200 (though a guard may still refuse)."""
    row = ROWS[act]
    mine = person.roles & set(row["who"])
    if not person.takes_part or row.get("log") == "room" or not (set(row["who"]) & may_become(person)):
        return 404
    allowed = mine and phase in phases(row)
    if (
        "mandate" in row
        and mine <= {"party", "invitee", "signatory", "requester"}
        and row["mandate"] not in person.powers
    ):
        allowed = False
    return 200 if allowed else 409


def may_become(person: Person) -> set[str]:
    """Roles whose rows concern the person: a party's person may be requester, invitee, party, signatory in turn."""
    family = {"requester", "invitee", "party", "signatory"}
    return person.roles | (family if person.party else set())
