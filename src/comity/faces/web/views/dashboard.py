"""What awaits the reader, and the list of cases. For an officer the same page is the desk of the office."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries
from comity.docket.forms import form_of
from comity.docket.views import CaseItem
from comity.faces.web import casefile
from comity.faces.web.access import member
from comity.faces.web.components import Awaited, Deadline
from comity.people import queries as persons
from comity.people.actor import Actor

AWAITED = 30
ORDERS = {"newest": "-opened_at", "oldest": "opened_at", "soonest": "due", "number": "number"}
POWERS = {"speak": _("speak"), "sign": _("sign"), "approve": _("give notice of approval")}
# Open at any time, and so nothing that awaits anybody: the case page shows them.
STANDING = ("set-session", "take-text-back", "find-no-likelihood", "end-for-unpaid-advance", "record-third-state")


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
    found = queries.awaiting(viewer)
    lines = list(_awaited(found.items))
    context = {
        "lines": lines[:AWAITED],
        "acts": len(lines),
        "cases": found.items,
        "quiet": [item for item in found.items if not _usable(item)],
        "parties": _parties(viewer, found.items),
        "office": _office(held.offices),
        "mandates": _mandates(viewer, held.mandates),
        "now": at,
    }
    return render(request, "cases/dashboard.html", context)


def _office(offices: Iterable[str]) -> str:
    titles = {"registry": gettext("Registry desk"), "secretary-general": gettext("Desk of the Secretary-General")}
    return next((titles[office] for office in sorted(offices) if office in titles), "")


def _usable(item: CaseItem) -> list[str]:
    """Acts that wait for this reader: open, not grave, and not open merely at any time."""
    return [each.row.act for each in item.open if not form_of(each.row.act).grave and each.row.act not in STANDING]


def _awaited(items: Iterable[CaseItem]) -> Iterable[Awaited]:
    primary = True
    for item in items:
        waiting = set(_usable(item))
        for each in item.open:
            if each.row.act in waiting:
                yield Awaited(
                    title=gettext(each.row.title),
                    case=f"{item.title or item.number} · {gettext(item.phase.title)}",
                    action=casefile.way_in(each.row, casefile.act_url(item.id, each.row.act)),
                    deadline=_deadline(item),
                    primary=primary,
                )
                primary = False


def _deadline(item: CaseItem) -> Deadline | None:
    if item.deadline is None:
        return None
    return Deadline(title="", due=item.deadline, zone=item.zone, now=docket.now())


def _parties(viewer: Actor, items: Iterable[CaseItem]) -> Mapping[str, str]:
    """Case id -> its parties in the reader's language: one statement for all."""
    listed = list(items)
    shown = persons.entity_names(viewer, {entity for item in listed for entity in item.entities.values()})
    language = get_language() or "en"
    return {
        item.id: casefile.joined(
            [shown[item.entities[party]].shown(language) for party in casefile.in_order(item.parties)]
        )
        for item in listed
    }


def _mandates(viewer: Actor, mandates: Iterable[persons.MandateFact]) -> list[tuple[str, str, str]]:
    """Entity, what the reader may do for it, and what it may not."""
    listed = list(mandates)
    shown = persons.entity_names(viewer, {each.entity_id for each in listed})
    language = get_language() or "en"
    return [
        (
            shown[each.entity_id].shown(language),
            casefile.joined([str(POWERS[power]) for power in POWERS if power in each.powers]),
            casefile.joined([str(POWERS[power]) for power in POWERS if power not in each.powers]),
        )
        for each in listed
    ]


@member
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The reader's cases, by plain columns, thirty a page."""
    viewer = _viewer(request)
    order = request.GET.get("order", "newest")
    phase = request.GET.get("phase") or None
    number = request.GET.get("page", "1")
    page = queries.cases(
        viewer, page=int(number) if number.isdecimal() else 1, phase=phase, order=ORDERS.get(order, "-opened_at")
    )
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
    }
    return render(request, "cases/cases.html", context)
