"""A room's log as speech: who said what, what may be released, which proposals stand.

Plain values out of RoomView. What the reader may not read is not in the view, and so not here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from comity.docket.views import ActView, RoomView
from comity.faces.web import casefile
from comity.law.act import Json
from comity.law.instants import parse
from comity.law.issues import closed
from comity.law.wishes import stands
from comity.rooms.acts import SPEECH


@dataclass(frozen=True)
class Item:
    """One thing said. release, again: where the reader's side may release it, or put it again for a new mediator."""

    id: str
    by: str
    at: datetime
    words: str
    released: bool = False
    release: str = ""
    again: str = ""


@dataclass(frozen=True)
class Wish:
    """A wish that stands in the joint room: whose, what, with which date or words, until when. All instants in UTC."""

    said: str
    words: str
    on: datetime | None
    until: datetime
    zone: str  # the case's, empty where it is the reader's own


@dataclass(frozen=True)
class Issue:
    """An issue on the table."""

    title: str
    options: list[str]


@dataclass(frozen=True)
class Proposal:
    """A package, when its answers close, and the outcome once it is told. answer: where the reader's side answers."""

    id: str
    by: str
    at: datetime
    package: list[tuple[str, str]]
    closes_at: datetime
    outcome: str
    answer: str


def items(view: RoomView, parties: Mapping[str, str], *, may_release: bool, may_repeat: bool = False) -> list[Item]:
    """What was said, oldest first. may_repeat: also to be put again, where a mediator's seat has ended since."""
    ended = any(seat["status"] == "ended" for seat in view.case.state.seats.values())
    return [
        _item(view, act, parties, may_release=may_release, may_repeat=may_repeat and ended)
        for act in view.acts
        if act.row.act in SPEECH and act.said
    ]


def wishes(view: RoomView, parties: Mapping[str, str]) -> list[Wish]:
    """Wishes of parties in the case that stand now, in the order of saying; what all wished is in the case log."""
    last = {(act.row.act, act.act.party): act for act in view.acts if "stands_until" in act.act.facts}
    return [_wish(view, act, parties) for act in last.values() if stands(view.state, act.row, act.act, view.case.at)]


def _wish(view: RoomView, act: ActView, parties: Mapping[str, str]) -> Wish:
    facts, periods = act.act.facts, view.case.edition.periods
    period = periods.get(str(facts.get("period")))
    on = facts.get("until") or facts.get("to")
    return Wish(
        said=casefile.told(act, parties),
        words=_word(act.said, "event") if period is None else gettext(period.title),
        on=parse(on) if isinstance(on, str) else None,
        until=parse(str(facts["stands_until"])),
        zone=casefile.elsewhere(view.case.zone),
    )


def _item(view: RoomView, act: ActView, parties: Mapping[str, str], *, may_release: bool, may_repeat: bool) -> Item:
    released = act.row.act == "receive"
    owner = str(act.act.facts["owner"]) if released else act.act.party
    mine = act.act.party in view.case.standing.parties
    chosen = "?" + urlencode({"item": act.id})
    return Item(
        id=act.id,
        by=casefile.who("party" if released else act.act.role, owner, parties),
        at=act.act.at,
        words=_word(act.said, "text"),
        released=released,
        release=casefile.act_url(view.case.id, "release", view.room.id) + chosen if mine and may_release else "",
        again=casefile.act_url(view.case.id, "repeat", view.room.id) + chosen if mine and may_repeat else "",
    )


def issues(view: RoomView) -> list[Issue]:
    """What is on the table, in the order of tabling; what was closed, or settled by a part, is not."""
    off = closed(view.state)
    return [
        Issue(_word(act.said, "title"), [str(option) for option in _list(act.said, "options")])
        for act in view.acts
        if act.row.act == "table-issue" and act.act.facts["issue"] not in off
    ]


def proposals(view: RoomView, parties: Mapping[str, str]) -> list[Proposal]:
    """Every proposal of the joint room, the newest first."""
    outcomes = {
        name: gettext("All accepted.") if thing["version"] == "all-accepted" else gettext("Not accepted.")
        for name, thing in view.state.things.get("outcome", {}).items()
    }
    return [
        Proposal(
            id=act.id,
            by=casefile.who(act.act.role, act.act.party, parties),
            at=act.act.at,
            package=[(issue, str(option)) for issue, option in _map(act.said, "package").items()],
            closes_at=parse(str(act.act.facts["closes_at"])),
            outcome=outcomes.get(act.id, ""),
            answer="" if act.id in outcomes else _answer(view, act.id),
        )
        for act in reversed(view.acts)
        if act.row.act == "propose"
    ]


def _answer(view: RoomView, proposal: str) -> str:
    """Where the reader's own side answers: in its delegation room."""
    for room in view.case.rooms:
        if room.kind == "delegation" and room.party in view.case.standing.parties:
            return reverse("room-act", args=[view.case.id, room.id, "answer"]) + "?" + urlencode({"proposal": proposal})
    return ""


def own_answers(view: RoomView) -> list[tuple[datetime, str]]:
    """In a delegation room: what this side has sealed, the newest first."""
    words = {"accepted": gettext("Accepted, if all accept"), "not-accepted": gettext("Not accepted")}
    return [
        (act.act.at, words.get(_word(act.said, "answer"), ""))
        for act in reversed(view.acts)
        if act.row.act == "answer" and act.act.role == "party"
    ]


def _word(said: Mapping[str, Json] | None, name: str) -> str:
    return str((said or {}).get(name, ""))


def _list(said: Mapping[str, Json] | None, name: str) -> Sequence[Json]:
    found = (said or {}).get(name)
    return found if isinstance(found, list) else []


def _map(said: Mapping[str, Json] | None, name: str) -> Mapping[str, Json]:
    found = (said or {}).get(name)
    return found if isinstance(found, dict) else {}
