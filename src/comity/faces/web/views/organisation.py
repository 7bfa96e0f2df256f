"""The organisation's own docket, for its officers: what they may record, and what the register holds.

Rules upheld:
- for everybody else this page does not exist (TRUST rule 1);
- every change is an act of the institution's docket, performed by the one view of acts (views/acts.py).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import queries
from comity.docket.register_forms import OFFICES
from comity.faces.web import casefile
from comity.faces.web.access import member
from comity.faces.web.views.cases import done
from comity.faces.web.views.dashboard import POWERS
from comity.panels import queries as panels
from comity.panels.forms import PANELS
from comity.people import queries as persons
from comity.people.actor import Actor
from comity.people.queries import register

SHOWN = 12  # acts on the page; the record shows all
ELSEWHERE = ("receive-interest", "set-aside-interest")  # acts whose way in is a page of their own


@member
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What an officer may record, mandates, offices, roster, entities, people, and the latest acts."""
    viewer, at, language = people.authenticate(request), docket.now(), get_language() or "en"
    if viewer is None or not persons.holdings(viewer, at).offices:
        raise docket.NotFound
    view = queries.case(viewer, docket.institution())
    offices = dict(OFFICES)
    context = {
        "case": view,
        "next_acts": casefile.next_acts(view, [each for each in view.open if each.row.act not in ELSEWHERE]),
        "reads_notices": "registry" in view.standing.offices,
        "lines": casefile.lines(view, queries.acts(viewer, view.id), {})[:SHOWN],
        "mandates": [(line, _may(line.powers)) for line in register.mandates(viewer, at, language)],
        "officers": [(name, offices[office]) for _account, name, office in register.officers(viewer, at)],
        "roster": _roster(viewer),
        "entities": register.entities(viewer, at, language),
        "accounts": register.accounts(viewer, at),
        "done": done(viewer, request.GET.get("done")),
    }
    return render(request, "organisation/desk.html", context)


def _may(powers: tuple[str, ...]) -> str:
    return casefile.joined([str(POWERS[power]) for power in POWERS if power in powers])


def _roster(viewer: Actor) -> list[tuple[str, object]]:
    """Each listing: whose, on which panel."""
    on = docket.now().date()
    listed = [(account, title) for panel, title in PANELS for account in panels.roster(viewer, panel=panel, on=on)]
    names = persons.names(viewer, {account for account, _title in listed})
    return [(names[account], title) for account, title in listed]
