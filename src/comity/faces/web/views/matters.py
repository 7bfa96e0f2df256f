"""The record for a tribunal, and the certificates as pages to print.

Rules upheld:
- a party takes the record once the case was handed over; it is built from envelopes alone (conduct.handover), and for
  everybody else it does not exist;
- a certificate is read in the language that its act names, or in any other of the interface; it names no party.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.conduct import handover
from comity.conduct import matters_queries as matters
from comity.conduct.matters_forms import LANGUAGES
from comity.docket import queries
from comity.docket.views import ActView, CaseView
from comity.faces.web import casefile
from comity.faces.web.access import member
from comity.faces.web.matters import CERTIFIES
from comity.faces.web.views.cases import AFTERWARDS
from comity.law.act import Json
from comity.people import queries as persons
from comity.people.actor import Actor

RIGHT_TO_LEFT = ("ar",)


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


def _of_a_party(viewer: Actor, docket_id: str) -> tuple[CaseView, handover.Handover]:
    """The case and its record, for a party of a case that was handed over. NotFound for everybody else."""
    view = queries.case(viewer, docket_id)
    if not view.standing.parties or not matters.was_handed_over(view):
        raise docket.NotFound
    return view, handover.record(view.edition, [act.act for act in queries.acts(viewer, docket_id)])


@member
@require_GET
def record(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The record for the tribunal, as a page to print."""
    viewer = _viewer(request)
    view, found = _of_a_party(viewer, docket_id)
    parties, accounts = casefile.names(viewer, view), [seat.account for seat in found.mediators]
    seated = persons.names(viewer, accounts)
    ending = view.edition.endings[found.ending] if found.ending else None
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "record": found,
        "parties": [(parties.get(each.id, ""), each) for each in found.parties],
        "mediators": [(seated.get(each.account, ""), each) for each in found.mediators],
        "parts": [
            (casefile.joined([parties.get(each, "") for each in part.parties]), part) for part in found.parts_settled
        ],
        "ending": gettext(ending.title) if ending else "",
        "tab": "case",
    }
    return render(request, "matters/handover.html", context)


@member
@require_GET
def record_json(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The same as JSON, with the names of the parties and mediators by their ids."""
    viewer = _viewer(request)
    view, found = _of_a_party(viewer, docket_id)
    names: dict[str, Json] = dict(casefile.names(viewer, view))
    names |= persons.names(viewer, [seat.account for seat in found.mediators])
    told = {"number": view.number, "names": names, **found.to_json()}
    text = json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{view.number}-handover.json"'
    return answer


@member
@require_GET
def certificate(request: HttpRequest, docket_id: str, index: int) -> HttpResponse:
    """A certificate that was given, as a page to print, in the language asked for (its own by default)."""
    viewer = _viewer(request)
    view, acts = queries.case(viewer, docket_id), queries.acts(viewer, docket_id)
    act = next((each for each in matters.certificates(acts) if each.index == index), None)
    if act is None:
        raise docket.NotFound
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else str(act.act.facts["language"])
    with translation.override(language):
        context = {
            "case": view,
            "act": act,
            "basis": casefile.basis(act.row),
            "certifies": str(CERTIFIES[act.row.act]),
            "title": str(casefile.CERTIFICATES[act.row.act]),
            "officer": casefile.who(act.act.role, None, {}),
            "category": str(casefile.CATEGORIES.get(view.category, view.category)),
            "dates": _dates(acts, act),
            "ending": _ending(view, acts, act),
            "tongue": _tag(language),
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "others": [(tag, name, _tag(tag)) for tag, name in LANGUAGES.items() if tag != language],
        }
        return render(request, "matters/certificate.html", context)


def _tag(language: str) -> str:
    """The BCP 47 tag."""
    return "zh-Hans" if language == "zh-hans" else language


def _dates(acts: list[ActView], certified: ActView) -> list[tuple[str, object]]:
    """Dates that a certificate may say, as far as they had come when it was given."""
    named = [
        (gettext("Filed"), "file-request"),
        (gettext("Registered"), "register"),
        (gettext("Mediator seated"), "declare"),
    ]
    before = acts[: certified.index + 1]
    found = [(label, next((each.act.at for each in before if each.row.act == name), None)) for label, name in named]
    return [(label, at) for label, at in found if at is not None]


def _ending(view: CaseView, acts: list[ActView], certified: ActView) -> tuple[str, object, object] | None:
    """The ending's title, its rule, and when; for a certificate of termination alone."""
    if certified.row.act != "certify-termination" or view.state.ending is None:
        return None
    ending = view.edition.endings[view.state.ending]
    last = next(act for act in reversed(acts) if act.row.act not in AFTERWARDS)
    return gettext(ending.title), casefile.by_article(ending.article, ending.status), last.act.at
