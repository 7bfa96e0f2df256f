"""The case page, its record, and the bundle."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries
from comity.docket.views import ActView, CaseView, Page
from comity.faces.web import casefile, gates, matters, roombook, said, turns
from comity.faces.web.access import member
from comity.faces.web.components import Basis, Finding
from comity.opening import queries as opening
from comity.people import queries as persons
from comity.people.actor import Actor

# What may still be done once a case has ended.
AFTERWARDS = ("anchor-rooms", "attest", "attest-part", "correct-record", *casefile.CERTIFICATES)
RESEND = "send-link-again"
ON_A_PAGE = 100  # acts of the record
SHOWN = 12  # acts on the case page; the record shows all


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


@member
@require_GET
def case(request: HttpRequest, docket_id: str) -> HttpResponse:
    """Where the case stands, what the reader may do, what happened, deadlines, people, proof."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    parties = casefile.names(viewer, view)
    acts = queries.acts(viewer, docket_id)
    lines = casefile.lines(view, acts, parties)
    context = {
        "case": view,
        "ending": _ending(view, acts),
        "certificates": casefile.certificates(acts),
        "settled_text": view.state.ending is not None and bool(view.state.things.get("settlement-clause")),
        "head": casefile.head(viewer, view),
        "standstill": turns.standing_still(view),
        "next_acts": casefile.next_acts(
            view, [each for each in view.open if each.row.act not in (*matters.BESIDE, *casefile.TURNS)]
        ),
        "turns": casefile.next_acts(view, [each for each in view.open if each.row.act in _turns(view)]),
        "beside": matters.of_case(view, acts, parties),
        "closed": casefile.closed_acts(view.open),
        "lines": lines[:SHOWN],
        "earlier": max(0, len(lines) - SHOWN),
        "deadlines": casefile.deadlines(view),
        "people": _people(viewer, view, parties),
        "findings": _findings(viewer, view, acts[0], parties),
        "decided": gates.decided(acts, view.edition),
        "rooms": [
            (room, roombook.ROOM_NAMES[room.kind], parties.get(room.party or "", ""))
            for room in sorted(view.rooms, key=lambda each: casefile.ROOM_ORDER.index(each.kind))
        ],
        "done": done(viewer, request.GET.get("done")),
        "tab": "case",
    }
    return render(request, "cases/case.html", context)


def _findings(viewer: Actor, view: CaseView, first: ActView, parties: dict[str, str]) -> tuple[Finding, ...] | None:
    """What the gates find now, for as long as registration turns on it."""
    if view.state.phase not in ("invited", "screening"):
        return None
    numbered = [parties[party] for party in opening.numbered(first, view.state)]
    return gates.findings(opening.assessment(viewer, view), view.edition, numbered)


def done(viewer: Actor, key: str | None) -> str:
    """The digest of the receipt that the reader was just given; empty for none."""
    if not key:
        return ""
    try:
        return queries.receipt_by_key(viewer, key).digest
    except docket.NotFound:
        return ""


def _ending(view: CaseView, acts: list[ActView]) -> tuple[str, Basis, datetime] | None:
    """The notice of an ending: which of the closed list, its rule, and when. Never who refused what."""
    if view.state.ending is None:
        return None
    ending = view.edition.endings[view.state.ending]
    last = next(act for act in reversed(acts) if act.row.act not in AFTERWARDS)
    return gettext(ending.title), casefile.by_article(ending.article, ending.status), last.act.at


def _turns(view: CaseView) -> set[str]:
    """The turns that this case knows: a link is sent again only where one was sent."""
    sends = any(each.row.act == RESEND and each.reason is None for each in view.open)
    return set(casefile.TURNS) - (set() if sends and opening.by_a_link(view.id) else {RESEND})


def _people(viewer: Actor, view: CaseView, parties: dict[str, str]) -> list[tuple[str, str]]:
    """Each party with its side and how many people act for it; the mediator; the registry."""
    takes_part = queries.participants(viewer, view.id)
    sides = {"requesting": gettext("Requesting"), "responding": gettext("Responding")}
    rows = []
    for party, name in parties.items():
        fact = view.state.parties[party]
        standing = {"invited": gettext("invited"), "left": gettext("has left")}.get(fact["status"], "")
        count = sum(each.party == party for each in takes_part)
        persons_word = gettext("%(count)d people") % {"count": count} if count != 1 else gettext("1 person")
        rows.append((name, " · ".join(filter(None, [sides[fact["side"]], persons_word, standing]))))
    seats = [each.account for each in takes_part if each.role == "mediator"]
    for account, name in persons.names(viewer, seats).items():
        status = view.state.seats[account]["status"]
        rows.append((name, gettext("Mediator, seated") if status == "seated" else gettext("Asked to mediate")))
    rows.append((gettext("Registry"), gettext("Sees acts and times, not what is said in rooms")))
    return rows


@member
@require_GET
def record(request: HttpRequest, docket_id: str) -> HttpResponse:
    """Every act of the case log, newest first, a hundred a page."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    acts = queries.acts(viewer, docket_id)
    parties = casefile.names(viewer, view)
    given = request.GET.get("page", "1")
    number = max(int(given), 1) if given.isdecimal() else 1
    shown = acts[::-1][(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "page": Page(
            [casefile.line(view, act, parties, acts) for act in shown], number, len(acts) > number * ON_A_PAGE
        ),
        "earlier": f"?page={number - 1}",
        "next": f"?page={number + 1}",
        "tab": "case",
    }
    return render(request, "cases/record.html", context)


@member
@require_GET
def entry(request: HttpRequest, docket_id: str, index: int) -> HttpResponse:
    """One act, so that it can be checked: envelope, salt, digest, proof, checkpoint."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    found = queries.record(viewer, docket_id, index)
    parties = casefile.names(viewer, view)
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "line": casefile.line(view, found.act, parties, queries.acts(viewer, docket_id)),
        "record": found,
        "words": said.words(found.act),
        "envelope": json.dumps(found.act.act.to_json(), indent=2, ensure_ascii=False, sort_keys=True),
        "tab": "case",
    }
    return render(request, "cases/entry.html", context)


@member
@require_GET
def bundle(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The bundle of the whole record that the reader may see, to be checked on a machine of its own."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    response = HttpResponse(docket.bundle(viewer, docket_id), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{view.number}.zip"'
    return response
