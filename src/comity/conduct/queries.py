"""Protocol, statements and sessions of a case as a viewer reads them, out of the docket's own views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.docket.views import ActView, CaseView
from comity.law.act import Json
from comity.law.instants import parse
from comity.law.state import mark_key

OF_A_SESSION = ("set-session", "adjourn-session")


@dataclass(frozen=True)
class Clause:
    """A clause of the protocol's list: its words and version if it was drafted, who agreed to that version."""

    id: str
    text: str
    version: str
    ends_on: datetime | None
    agreed: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """An initial statement: whose, when it was lodged, and its words once they may be read."""

    party: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Session:
    """A session as it stands: instants in UTC. off: put off, until it is set again. moved: how often it was changed."""

    id: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    agenda: str
    set_at: datetime
    off: bool = False
    moved: int = 0


def protocol(view: CaseView, acts: Sequence[ActView]) -> list[Clause]:
    """Every clause of the edition's list, in its order, drafted or not."""
    standing = view.state.things.get("protocol-clause", {})
    drafts = {str(act.act.facts["version"]): act for act in acts if act.row.act == "draft-clause"}
    return [_clause(view, name, standing.get(name), drafts) for name in view.edition.lists["protocol-clauses"]]


def _clause(view: CaseView, name: str, thing: Mapping[str, Json] | None, drafts: Mapping[str, ActView]) -> Clause:
    if thing is None:
        return Clause(name, "", "", None, ())
    version, ends = str(thing["version"]), thing.get("ends_on")
    agreed = view.state.marks.get(mark_key("agree-clause", "protocol-clause", name), {})
    return Clause(
        id=name,
        text=_word(drafts[version].said, "text"),
        version=version,
        ends_on=parse(ends) if isinstance(ends, str) else None,
        agreed=tuple(party for party, kept in agreed.items() if kept[0] == version),
    )


def statements(acts: Sequence[ActView]) -> list[Statement]:
    """The statements, in the order of lodging."""
    return [
        Statement(str(act.act.party), act.act.at, _word(act.said, "statement"))
        for act in acts
        if act.row.act == "lodge-statement"
    ]


def sessions(view: CaseView, acts: Sequence[ActView]) -> list[Session]:
    """Sessions as they stand, the earliest first."""
    last = {str(act.act.facts["session"]): act for act in acts if act.row.act == "set-session"}
    touched = [(str(act.act.facts["session"]), act.act.at) for act in acts if act.row.act in OF_A_SESSION]
    found = [
        Session(
            id=name,
            starts_at=parse(str(thing["starts_at"])),
            ends_at=parse(str(thing["ends_at"])),
            mode=str(thing["mode"]),
            place=str((last[name].said or {}).get("place", "")),
            agenda=str((last[name].said or {}).get("agenda", "")),
            set_at=max(at for touched_name, at in touched if touched_name == name),
            off=bool(thing["open"]),
            moved=sum(touched_name == name for touched_name, _ in touched) - 1,
        )
        for name, thing in view.state.things.get("session", {}).items()
    ]
    return sorted(found, key=lambda session: session.starts_at)


def _word(said: Mapping[str, Json] | None, name: str) -> str:
    """The words of a text as it lies in a body; empty where they may not be read."""
    text = (said or {}).get(name)
    return str(text.get("text", "")) if isinstance(text, dict) else ""
