"""The desk of an officer, and one case as the office keeps it: charge, notes, what it may cost.

Rules upheld:
- for everybody else these pages do not exist (TRUST rule 1);
- a date that has passed is said to have been the date: no red, no blame (issue 3);
- every filter is a plain column in the address; a line is opened after paging (DESIGN 3).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries as cases
from comity.docket import states
from comity.docket.desk import queries
from comity.docket.desk.queries import Line, Note, Wanted
from comity.docket.views import CaseItem
from comity.faces.web import casefile
from comity.faces.web.access import member
from comity.faces.web.components import Link
from comity.faces.web.views.cases import done
from comity.law.fees import estimate
from comity.law.waiting import moves, waits_for
from comity.people import queries as persons
from comity.people.actor import Actor

TABS = {
    "": _("All open cases"),
    "past": _("Was due"),
    "today": _("Due today"),
    "week": _("Due in seven days"),
    "later": _("Due later"),
    "none": _("No date"),
}
ORDERS = {
    "soonest": _("soonest first"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "number": _("by number"),
}
WAITING = {
    "office": _("the office"),
    "party": _("a party"),
    "mediator": _("the mediator"),
    "clock": _("the clock"),
}
OFFICES = {"registry": _("Registry desk"), "secretary-general": _("Desk of the Secretary-General")}


def title(offices: Iterable[str]) -> str:
    """What the desk of these offices is called; empty for none."""
    return next((str(OFFICES[office]) for office in sorted(offices) if office in OFFICES), "")


def desk(request: HttpRequest, viewer: Actor, offices: Iterable[str]) -> HttpResponse:
    """The desk; the dashboard shows it to whoever holds an office."""
    asked = request.GET
    wanted = Wanted(
        mine=asked.get("mine") == "1",
        **{name: asked.get(name, "") for name in ("category", "phase", "waiting", "due")},
    )
    order = asked.get("order", "soonest")
    number = asked.get("page", "1")
    found = queries.desk(
        viewer,
        wanted,
        page=int(number) if number.isdecimal() else 1,
        order=order,
        zone=timezone.get_current_timezone_name(),
    )
    at, home = docket.now(), docket.institution()
    items = [line.item for line in found.page.items]
    names = persons.names(viewer, _accounts(found))
    parties = party_names(viewer, items)
    kept = {name: str(value) for name, value in asked.items() if name not in ("page", "done") and value}
    context = {
        "office": title(offices),
        "now": at,
        "rows": [_row(line, names, parties, viewer=viewer, at=at) for line in found.page.items],
        "page": found.page,
        "earlier": "?" + urlencode({**kept, "page": found.page.number - 1}),
        "next": "?" + urlencode({**kept, "page": found.page.number + 1}),
        "tabs": _tabs(kept, found.counts, wanted.due),
        "filters": _filters(wanted, order),
        "wanted": wanted,
        "narrowed": wanted != Wanted(),
        "due": found.due,
        "more_due": found.more_due,
        "to_screen": found.to_screen,
        "absences": [(line, names[line.account], names[line.cover], line.since <= at) for line in found.absences],
        "notes": [_note(note, names, home) for note in found.notes],
        "note_url": casefile.act_url(home, "note-handover"),
        "cover_url": casefile.act_url(home, "cover-absence"),
        "done": done(viewer, request.GET.get("done")),
        "return_url": casefile.act_url(home, "end-absence"),
    }
    return render(request, "desk/desk.html", context)


def party_names(viewer: Actor, items: Iterable[CaseItem]) -> dict[str, dict[str, str]]:
    """Case id -> party id -> its name in the reader's language, in the order of filing: one statement for all."""
    listed = list(items)
    shown = persons.entity_names(viewer, {entity for item in listed for entity in item.entities.values()})
    language = get_language() or "en"
    return {
        item.id: {party: shown[item.entities[party]].shown(language) for party in casefile.in_order(item.parties)}
        for item in listed
    }


def waiting_words(waits: Iterable[str], parties: Mapping[str, str]) -> list[str]:
    """For whom a case waits, in words."""
    return [str(WAITING[each]) if each in WAITING else parties.get(each, str(WAITING["party"])) for each in waits]


def _accounts(found: queries.Desk) -> set[str]:
    away = {account for line in found.absences for account in (line.account, line.cover)}
    charge = {line.officer for line in found.page.items if line.officer}
    return away | charge | {note.account for note in found.notes}


def _row(
    line: Line, names: Mapping[str, str], parties: Mapping[str, Mapping[str, str]], *, viewer: Actor, at: datetime
) -> dict[str, object]:
    item = line.item
    return {
        "item": item,
        "parties": casefile.joined(list(parties[item.id].values())),
        "waits": waiting_words(line.waits, parties[item.id]),
        "past": item.deadline is not None and item.deadline < at,
        "officer": gettext("you") if line.officer == viewer.id else names.get(line.officer or "", ""),
        "calls": line.calls[:1],
        "acts": [
            casefile.way_in(each.row, casefile.act_url(item.id, each.row.act)) for each in item.open if moves(each.row)
        ],
    }


def _note(note: Note, names: Mapping[str, str], home: str) -> dict[str, object]:
    take = casefile.act_url(home, "take-handover") + "?" + urlencode({"note": note.id})
    return {"note": note, "name": names[note.account], "take": take}


def _tabs(kept: Mapping[str, str], counts: Mapping[str, int], due: str) -> list[tuple[str, object, int, bool]]:
    """Address, label, count, whether it is the one shown."""
    found: list[tuple[str, object, int, bool]] = []
    for name, label in TABS.items():
        query = {key: value for key, value in {**kept, "due": name}.items() if value}
        count = sum(counts.values()) if not name else counts[name]
        found.append(("?" + urlencode(query), label, count, name == due))
    return found


def _filters(wanted: Wanted, order: str) -> list[tuple[str, object, list[tuple[str, object, bool]]]]:
    """Each filter of the form: its name, its label, its choices with the chosen one."""
    phases: dict[str, str] = {}
    for edition in states.in_use():
        for phase in edition.phases.values():
            if not phase.final and phase.name != edition.beginning and wanted.category in ("", edition.category):
                phases.setdefault(phase.name, gettext(phase.title))
    every = pgettext("filter", "all")
    return [
        (name, label, [(value, text, value == chosen) for value, text in choices])
        for name, label, choices, chosen in (
            ("category", gettext("Category"), [("", every), *casefile.CATEGORIES.items()], wanted.category),
            ("phase", gettext("Phase"), [("", every), *phases.items()], wanted.phase),
            ("waiting", gettext("The next act may be of"), [("", every), *WAITING.items()], wanted.waiting),
            ("order", gettext("Order"), list(ORDERS.items()), order if order in ORDERS else "soonest"),
        )
    ]


@member
@require_GET
def case(request: HttpRequest, docket_id: str) -> HttpResponse:
    """One case as the office keeps it."""
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    kept = queries.about(viewer, docket_id)
    view = cases.case(viewer, docket_id)
    if view.category == casefile.OWN:
        raise docket.NotFound
    home = docket.institution()
    names = persons.names(viewer, {kept.officer or "", *(note.account for note in kept.notes)})
    parties = casefile.names(viewer, view)
    about = "?" + urlencode({"docket": docket_id})
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "officer": names.get(kept.officer or "", ""),
        "waits": casefile.joined(waiting_words(waits_for(view.edition, view.state, view.at), parties)),
        "deadlines": casefile.deadlines(view),
        "passed": [each for each in view.deadlines if each.due < view.at],
        "notes": [_note(note, names, home) for note in kept.notes],
        "assign": Link(gettext("Put an officer in charge …"), casefile.act_url(home, "assign-officer") + about),
        "leave": Link(gettext("Leave a note …"), casefile.act_url(home, "note-handover") + about),
        "estimate": estimate(view.edition),
        "fees": view.edition.values.get("fees"),
    }
    return render(request, "desk/case.html", context)
