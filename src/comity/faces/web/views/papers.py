"""Protocol, statements, sessions and the settlement text: the papers of a case, each on a page of its own."""

import secrets
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.conduct import queries as conduct
from comity.conduct.forms import CLAUSES
from comity.docket import queries
from comity.docket.views import CaseView
from comity.faces.web import calendar, casefile, said
from comity.faces.web.access import member
from comity.faces.web.components import Stamp
from comity.faces.web.views.cases import done
from comity.people.actor import Actor
from comity.settlement import queries as settlement
from comity.settlement.forms import ENTRIES

OF_THE_TEXT = (
    "table-text",
    "take-text-back",
    "initial",
    "approve",
    "approve-on-condition",
    "sign",
    "confirm-event",
    "attest",
    "attest-part",
)
OF_APPROVAL = ("approve", "approve-on-condition", "confirm-event")
OF_THE_PROTOCOL = ("lodge-statement", "draft-clause", "agree-clause", "set-session", "adjourn-session")


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


@member
@require_GET
def protocol(request: HttpRequest, docket_id: str) -> HttpResponse:
    """Statements, the protocol clause by clause, sessions."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    acts, parties = queries.acts(viewer, docket_id), casefile.names(viewer, view)
    open_now = {each.row.act for each in view.open if each.reason is None}
    mine = next(iter(view.standing.parties), "")
    drafted = conduct.protocol(view, acts)
    if "draft-clause" not in open_now and not any(clause.version for clause in drafted):
        drafted = []  # nothing is there, and nobody here can draft it: said once
    clauses = [
        {
            "clause": clause,
            "title": CLAUSES.get(clause.id, clause.id),
            "agreed": casefile.joined([parties[party] for party in clause.agreed if party in parties]),
            "may_agree": "agree-clause" in open_now and clause.version and mine not in clause.agreed,
            "key": secrets.token_hex(16),
        }
        for clause in drafted
    ]
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "clauses": clauses,
        "may_draft": "draft-clause" in open_now,
        "statements": [(parties.get(each.party, ""), each) for each in conduct.statements(acts)],
        "opened": "statements-opened" in view.state.values,
        "sessions": conduct.sessions(view, acts),
        "next_acts": casefile.next_acts(
            view, [each for each in view.open if each.row.act in OF_THE_PROTOCOL and each.row.act != "agree-clause"]
        ),
        "done": done(viewer, request.GET.get("done")),
        "tab": "protocol",
    }
    return render(request, "papers/protocol.html", context)


@member
@require_GET
def sessions_ics(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The sessions as iCalendar: instants and the case's number, nothing that the reader's calendar should not hold."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    found = conduct.sessions(view, queries.acts(viewer, docket_id))
    return HttpResponse(calendar.written(view.number, found), content_type="text/calendar; charset=utf-8")


@member
@require_GET
def text(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The settlement text, who has bound itself to it, and what may be done about it."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    found = settlement.text(viewer, view)
    parties = casefile.names(viewer, view)
    context = {
        "case": view,
        "head": casefile.head(viewer, view),
        "text": found,
        "parts": [
            (
                casefile.joined([parties[party] for party in part.parties if party in parties]),
                part,
                attestations(part.attested, awaited=True),
            )
            for part in settlement.parts(viewer, view)
        ],
        "partial": settlement.scope(view) == "part",
        "entry": ENTRIES.get(found.entry, "") if found else "",
        "stamps": [] if found is None else stamps_of(found, parties, view),
        "notices": [
            (parties.get(act.act.party or "", ""), act.act.at, said.words(act))
            for act in reversed(queries.acts(viewer, docket_id))
            if act.row.act in OF_APPROVAL and act.said
        ],
        "next_acts": casefile.next_acts(view, [each for each in view.open if each.row.act in OF_THE_TEXT]),
        "done": done(viewer, request.GET.get("done")),
        "tab": "settlement",
    }
    return render(request, "papers/settlement.html", context)


def stamps_of(found: settlement.Text, parties: dict[str, str], view: CaseView) -> list[Stamp]:
    """A ring for each signature and attestation, given or awaited; for initials and approvals until all have signed."""
    given = {
        "initial": pgettext("stamp", "INITIALLED"),
        "approve": pgettext("stamp", "APPROVED"),
        "sign": pgettext("stamp", "SIGNED"),
    }
    capacity = {
        "initial": gettext("Initials") if view.category == "commercial" else gettext("Initials, ad referendum"),
        "approve": gettext("Approval at home"),
        "sign": gettext("Signature"),
    }
    waiting = pgettext("stamp", "awaited")
    stamps = [
        Stamp(
            parties.get(each.party, ""), capacity[each.act], given[each.act] if each.since else waiting, at=each.since
        )
        for each in found.bound
    ]
    return stamps + attestations(found.attested, awaited=view.state.phase in ("signed", "settled"))


def attestations(given: Sequence[settlement.Attested], *, awaited: bool) -> list[Stamp]:
    """A ring for the mediator's and for the institution's attestation. awaited: also for one that is not given yet."""
    at = {each.role: each.at for each in given}
    words = {True: pgettext("stamp", "ATTESTED"), False: pgettext("stamp", "awaited")}
    return [
        Stamp(str(casefile.ROLES[role]), gettext("Attestation"), words[role in at], at=at.get(role))
        for role in ("mediator", "secretary-general")
        if awaited or role in at
    ]
