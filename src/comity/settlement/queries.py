"""The settlement text as it stands for a viewer: clauses with their versions, and which party has bound itself to what.

Read out of the docket's own views: what the viewer may not read is not there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.docket import queries
from comity.docket.views import ActView, CaseView
from comity.law.act import Json
from comity.law.instants import parse
from comity.law.state import mark_key
from comity.people.actor import Actor

KIND = "settlement-clause"
BINDING = ("initial", "approve", "sign")


@dataclass(frozen=True)
class Clause:
    """A clause: its words, its version, whether it is reopened."""

    id: str
    title: str
    text: str
    version: str
    reopened: bool


@dataclass(frozen=True)
class Attested:
    """Who attested, as which role, and when."""

    role: str
    at: datetime


@dataclass(frozen=True)
class Part:
    """A part that was signed: its clauses, since when it binds which parties, what it closes, who attested it."""

    id: str
    clauses: list[Clause]
    since: datetime
    parties: tuple[str, ...]
    closes: tuple[str, ...]
    attested: list[Attested]


@dataclass(frozen=True)
class Bound:
    """A party and an act that binds: since when it is bound to every clause as it stands; None if it is not yet."""

    party: str
    act: str
    since: datetime | None


@dataclass(frozen=True)
class Text:
    """The text with everything that has been done about it. entry: signature | date | event | event-and-date."""

    clauses: list[Clause]
    tabled_at: datetime
    entry: str
    entry_on: datetime | None
    event: str
    bound: list[Bound]
    attested: list[Attested]
    in_force_since: datetime | None


def parts(viewer: Actor, view: CaseView) -> list[Part]:
    """The parts that were settled, in their order: four statements, none where there is no part. NotFound."""
    settled = view.state.things.get("settled-part", {})
    if not settled:
        return []
    acts = queries.acts(viewer, view.id)
    return [_part(name, thing, acts) for name, thing in settled.items()]


def _part(name: str, thing: Mapping[str, Json], acts: Sequence[ActView]) -> Part:
    versions = thing["clauses"]
    act = next(act for act in reversed(acts) if act.row.act == "table-text" and act.act.facts["clauses"] == versions)
    words, closes, parties = (act.said or {}).get("clauses"), act.act.facts.get("closes"), thing["parties"]
    given = words if isinstance(words, dict) else {}
    named = sorted(versions.items(), key=_number) if isinstance(versions, dict) else []
    return Part(
        id=name,
        clauses=[
            Clause(clause, _of(given.get(clause), "title"), _of(given.get(clause), "text"), str(version), False)
            for clause, version in named
        ],
        since=parse(str(thing["since"])),
        parties=tuple(map(str, parties)) if isinstance(parties, list) else (),
        closes=tuple(map(str, closes)) if isinstance(closes, list) else (),
        attested=_attested(each for each in acts if each.row.act == "attest-part" and each.act.facts["part"] == name),
    )


def _attested(acts: Iterable[ActView]) -> list[Attested]:
    return [Attested(act.act.role, act.act.at) for act in acts]


def scope(view: CaseView) -> str:
    """Whether the text that stands is a part of a settlement, or the whole."""
    return str(view.state.things.get("tabled", {}).get("text", {}).get("scope") or "whole")


def text(viewer: Actor, view: CaseView) -> Text | None:
    """The text as it stands, None where none does: four statements. NotFound."""
    standing = view.state.things.get(KIND)
    if not standing:
        return None
    acts = queries.acts(viewer, view.id)
    tabled = next(act for act in reversed(acts) if act.row.act == "table-text")
    words = (tabled.said or {}).get("clauses")
    given = words if isinstance(words, dict) else {}
    entry_on = view.state.values.get("entry-on")
    return Text(
        clauses=[
            Clause(
                name,
                _of(given.get(name), "title"),
                _of(given.get(name), "text"),
                str(thing["version"]),
                bool(thing["open"]),
            )
            for name, thing in sorted(standing.items(), key=_number)
        ],
        tabled_at=tabled.act.at,
        entry=str(view.state.values.get("entry", "")),
        entry_on=parse(entry_on) if isinstance(entry_on, str) else None,
        event=str((tabled.said or {}).get("event", "")),
        bound=[_bound(view, acts, party, act) for act in BINDING for party in _asked(view, act)],
        attested=_attested(act for act in acts if act.row.act == "attest"),
        in_force_since=_in_force(view, acts),
    )


def _number(item: tuple[str, object]) -> tuple[int, str]:
    digits = item[0].lstrip("abcdefghijklmnopqrstuvwxyz-")
    return (int(digits) if digits.isdecimal() else 0, item[0])


def _of(clause: object, name: str) -> str:
    return str(clause.get(name, "")) if isinstance(clause, dict) else ""


def _asked(view: CaseView, act: str) -> list[str]:
    """The parties that an act is asked of: all, or for approval those that the protocol names."""
    listed = view.state.values.get("approval-of")
    order = sorted(view.state.parties.items(), key=lambda item: (item[1]["side"] != "requesting", item[0]))
    signed = view.state.signatories()
    parties = [party for party, fact in order if fact["status"] == "in" or party in signed]
    return [party for party in parties if act != "approve" or (isinstance(listed, list) and party in listed)]


def _bound(view: CaseView, acts: Sequence[ActView], party: str, act: str) -> Bound:
    things = view.state.things[KIND]
    kept = [view.state.marks.get(mark_key(act, KIND, name), {}).get(party, [None])[0] for name in things]
    complete = kept == [thing["version"] for thing in things.values()]
    names = (act, "approve-on-condition") if act == "approve" else (act,)
    done = [each.act.at for each in acts if each.row.act in names and each.act.party == party]
    return Bound(party, act, done[-1] if complete and done else None)


def _in_force(view: CaseView, acts: Sequence[ActView]) -> datetime | None:
    if view.state.ending != "settled":
        return None
    ends = ("enter-into-force", "confirm-event", "sign")
    return next(act.act.at for name in ends for act in reversed(acts) if act.row.act == name)
