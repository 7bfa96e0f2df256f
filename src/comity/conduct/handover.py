"""The record of a mediation for a tribunal: what happened when, and nothing that was said.

Rules upheld:
- it is built from the envelopes of the case log alone. An envelope holds ids, digests and instants, never a word
  (law.act), and the case log holds no trace of a room: so nothing confidential can be in it;
- ids of issues, of items and of texts are left out as well, though they would tell nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from comity.law.act import Act, Json
from comity.law.edition import Edition
from comity.law.instants import render
from comity.law.state import State
from comity.law.step import start, step


@dataclass(frozen=True)
class PartyRecord:
    """A party of the case by its id: its side, since when it has been in the case, when it left."""

    id: str
    side: str
    since: str | None
    left: str | None


@dataclass(frozen=True)
class SeatRecord:
    """A mediator by account: when asked, when seated, when the seat ended."""

    account: str
    asked: str
    seated: str | None
    ended: str | None


@dataclass(frozen=True)
class PartSettled:
    """A part of the dispute that was settled: when, by which parties, in how many clauses."""

    signed: str
    parties: tuple[str, ...]
    clauses: int


@dataclass(frozen=True)
class Handover:
    """The record. Instants are UTC, YYYY-MM-DDTHH:MM:SSZ, None where the thing has not happened."""

    edition: str
    category: str
    filed: str
    registered: str | None = None
    parties: tuple[PartyRecord, ...] = ()
    mediators: tuple[SeatRecord, ...] = ()
    protocol_agreed: str | None = None
    parts_settled: tuple[PartSettled, ...] = ()
    handed_over: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    ending: str | None = None
    ending_article: str | None = None
    ended: str | None = None

    def to_json(self) -> dict[str, Json]:
        """Plain JSON of everything that is recorded."""
        return asdict(self)


@dataclass
class _Seen:
    """What has been met so far."""

    parties: dict[str, PartyRecord] = field(default_factory=dict)
    seats: dict[str, SeatRecord] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    over: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)


def record(edition: Edition, acts: Iterable[Act]) -> Handover:
    """The record of a case from its log's envelopes, in order. ValueError where there is none."""
    state, seen, filed = start(edition), _Seen(), None
    for act in acts:
        filed, before = filed or act.at, state
        state = step(edition, state, act)
        _observe(seen, before, state, render(act.at))
    if filed is None:
        raise ValueError("a case log has at least one act")
    ending = edition.endings[state.ending] if state.ending is not None else None
    return Handover(
        edition=edition.name,
        category=edition.category,
        filed=render(filed),
        registered=seen.dates.get("registered"),
        parties=tuple(seen.parties.values()),
        mediators=tuple(seen.seats.values()),
        protocol_agreed=seen.dates.get("protocol"),
        parts_settled=tuple(_part(thing) for thing in state.things.get("settled-part", {}).values()),
        handed_over=tuple(seen.over),
        taken_back=tuple(seen.back),
        ending=ending.name if ending else None,
        ending_article=ending.article if ending else None,
        ended=seen.dates.get("ended"),
    )


def _part(thing: dict[str, Json]) -> PartSettled:
    parties, clauses = thing["parties"], thing["clauses"]
    named = tuple(str(party) for party in parties) if isinstance(parties, list) else ()
    return PartSettled(str(thing["since"]), named, len(clauses) if isinstance(clauses, dict) else 0)


def _observe(seen: _Seen, before: State, after: State, at: str) -> None:
    for party, fact in after.parties.items():
        known = seen.parties.get(party, PartyRecord(party, fact["side"], None, None))
        since = known.since or (at if fact["status"] == "in" else None)
        left = known.left or (at if fact["status"] == "left" else None)
        seen.parties[party] = replace(known, since=since, left=left)
    for account, seat in after.seats.items():
        if before.seats.get(account) != seat:
            known_seat = seen.seats.get(account, SeatRecord(account, at, None, None))
            now = {"nominated": {}, "seated": {"seated": at}, "ended": {"ended": at}}[seat["status"]]
            seen.seats[account] = replace(known_seat, **now)
    if before.phase == "screening" and after.phase not in ("screening", "ended"):
        seen.dates["registered"] = at
    if before.phase == "protocol" and after.phase == "sessions":
        seen.dates.setdefault("protocol", at)
    if after.ending is not None and before.ending is None:
        seen.dates["ended"] = at
    was, now_over = (state.values.get("handed-over") == "yes" for state in (before, after))
    if was != now_over:
        (seen.over if now_over else seen.back).append(at)
