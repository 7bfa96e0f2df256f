"""Rooms: who reads, what was said, the composer; issues and proposals where they stand."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries
from comity.docket.forms import Moment, form_of
from comity.docket.views import RoomView
from comity.faces.web import casefile, roombook, speech
from comity.faces.web.access import member
from comity.law.openness import Openness
from comity.people.actor import Actor

ELSEWHERE = (
    "post",
    "release",
    "repeat",
    "receive",
    "answer",
    "tell-outcome",
)  # these have a place of their own on the page


@member
@require_GET
def rooms(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The first room that the reader finds; before there is any, a page that says so."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    for room in sorted(view.rooms, key=lambda each: casefile.ROOM_ORDER.index(each.kind)):
        return HttpResponseRedirect(reverse("room", args=[docket_id, room.id]))
    return render(request, "rooms/none.html", {"head": casefile.head(viewer, view), "tab": "rooms"})


@member
@require_GET
def room(request: HttpRequest, docket_id: str, room_id: str) -> HttpResponse:
    """One room."""
    viewer = _viewer(request)
    view = queries.room(viewer, docket_id, room_id)
    parties = casefile.names(viewer, view.case)
    open_now = {each.row.act: each for each in view.open}
    context = {
        "view": view,
        "room": roombook.banner(viewer, view),
        "title": queries.title(viewer, docket_id),
        "items": speech.items(
            view,
            parties,
            may_release=_usable(open_now.get("release")),
            may_repeat=_usable(open_now.get("repeat")),
        ),
        "wishes": speech.wishes(view, parties),
        "issues": speech.issues(view),
        "proposals": speech.proposals(view, parties),
        "answers": speech.own_answers(view),
        "composer": _composer(viewer, view, open_now.get("post")),
        "key": secrets.token_hex(16),
        "acts": casefile.next_acts(
            view.case, [each for each in view.open if each.row.act not in ELSEWHERE], view.room.id
        ),
        "rooms": _navigation(view, parties),
        "rule": view.case.edition.values["caucus"],
        "rule_basis": casefile.by_article(
            view.case.edition.values["caucus"].article, view.case.edition.values["caucus"].status
        ),
        "tab": "rooms",
    }
    return render(request, "rooms/room.html", context)


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


def _usable(found: Openness | None) -> bool:
    return found is not None and found.reason is None


def _composer(viewer: Actor, view: RoomView, found: Openness | None) -> object:
    """The form of `post`, where the reader may speak here."""
    if found is None or found.reason is not None:
        return None
    return form_of("post")(moment=Moment(viewer, view.case, found, view), auto_id="composer_%s")


def _navigation(view: RoomView, parties: dict[str, str]) -> list[tuple[object, str, bool]]:
    """The rooms that the reader finds: each with its name, and whether it is this one."""
    listed = sorted(view.case.rooms, key=lambda each: (casefile.ROOM_ORDER.index(each.kind), each.party or ""))
    return [
        (each, roombook.room_name(each.kind, parties.get(each.party or "", "")), each.id == view.room.id)
        for each in listed
    ]
