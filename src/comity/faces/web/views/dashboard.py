"""What awaits the reader, and the list of cases with its search. An officer finds the desk of the office (desk.py)."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries
from comity.docket.desk.queries import search
from comity.docket.forms import form_of
from comity.docket.views import CaseItem
from comity.faces.web import casefile, words
from comity.faces.web.access import member
from comity.faces.web.components import Awaited, Deadline
from comity.faces.web.views import desk
from comity.law import instants
from comity.law.waiting import moves
from comity.people import queries as persons
from comity.people.actor import Actor

AWAITED = 30
ORDERS = {"newest": "-opened_at", "oldest": "opened_at", "soonest": "due", "number": "number"}
POWERS = {"speak": _("speak"), "sign": _("sign"), "approve": _("give notice of approval")}


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


@member
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What awaits the reader, the soonest first; what awaits others; cases; mandate or office."""
    viewer = _viewer(request)
    at = docket.now()
    held = persons.holdings(viewer, at)
    if held.offices:
        return desk.desk(request, viewer, held.offices)
    found = queries.awaiting(viewer)
    lines = list(_awaited(found.items))
    context = {
        "lines": lines[:AWAITED],
        "acts": len(lines),
        "cases": found.items,
        "quiet": [item for item in found.items if not usable(item)],
        "parties": _parties(viewer, found.items),
        "mandates": _mandates(viewer, held.mandates),
        "now": at,
    }
    return render(request, "cases/dashboard.html", context)


def usable(item: CaseItem) -> list[str]:
    """Acts that wait for this reader: open, not grave, and not open merely at any time."""
    return [each.row.act for each in item.open if not form_of(each.row.act).grave and moves(each.row)]


def _awaited(items: Iterable[CaseItem]) -> Iterable[Awaited]:
    primary, language = True, get_language() or "en"
    for item in items:
        waiting, called = set(usable(item)), words.spoken(item.title or item.number, language)
        for each in item.open:
            if each.row.act in waiting:
                yield Awaited(
                    title=gettext(each.row.title),
                    case=format_html("{} · {}", called, gettext(item.phase.title)),
                    action=casefile.way_in(each.row, casefile.act_url(item.id, each.row.act)),
                    deadline=_deadline(item),
                    primary=primary,
                )
                primary = False


def _deadline(item: CaseItem) -> Deadline | None:
    if item.deadline is None:
        return None
    due = instants.render(item.deadline)
    rules = [item.edition.periods[str(kept["rule"])] for kept in item.state.periods.values() if kept["due"] == due]
    named = all(casefile.zone_is_named(item, rule) for rule in rules)
    return Deadline(title="", due=item.deadline, zone=item.zone, now=docket.now(), zone_named=named)


def _parties(viewer: Actor, items: Iterable[CaseItem]) -> Mapping[str, str]:
    """Case id -> its parties in the reader's language: one statement for all."""
    return {case: casefile.joined(list(names.values())) for case, names in desk.party_names(viewer, items).items()}


def _mandates(viewer: Actor, mandates: Iterable[persons.MandateFact]) -> list[tuple[str, str, str]]:
    """Entity, what the reader may do for it, and what it may not."""
    listed = list(mandates)
    shown = persons.entity_names(viewer, {each.entity_id for each in listed})
    language = get_language() or "en"
    return [
        (
            shown[each.entity_id].shown(language),
            casefile.joined([str(POWERS[power]) for power in POWERS if power in each.powers]),
            casefile.either([str(POWERS[power]) for power in POWERS if power not in each.powers]),
        )
        for each in listed
    ]


@member
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The reader's cases, by plain columns, thirty a page; or what a search finds among them."""
    viewer = _viewer(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() else 1
    words = request.GET.get("q", "").strip()[:200]
    return _found(request, viewer, words, page) if words else _listed(request, viewer, page)


def _listed(request: HttpRequest, viewer: Actor, number: int) -> HttpResponse:
    order, phase = request.GET.get("order", "newest"), request.GET.get("phase") or None
    page = queries.cases(viewer, page=number, phase=phase, order=ORDERS.get(order, "-opened_at"))
    kept = {"order": order, **({"phase": phase} if phase else {})}
    context = {
        "page": page,
        "parties": _parties(viewer, page.items),
        "order": order,
        "orders": {
            "newest": gettext("newest first"),
            "oldest": gettext("oldest first"),
            "soonest": gettext("soonest deadline first"),
            "number": gettext("by number"),
        },
        "earlier": "?" + urlencode({**kept, "page": page.number - 1}),
        "next": "?" + urlencode({**kept, "page": page.number + 1}),
    }
    return render(request, "cases/cases.html", context)


def _found(request: HttpRequest, viewer: Actor, words: str, number: int) -> HttpResponse:
    found = search(viewer, words, page=number, language=get_language() or "en")
    context = {
        "page": found,
        "found": found,
        "words": words,
        "parties": _parties(viewer, found.items),
        "earlier": "?" + urlencode({"q": words, "page": found.number - 1}),
        "next": "?" + urlencode({"q": words, "page": found.number + 1}),
    }
    return render(request, "cases/cases.html", context)
