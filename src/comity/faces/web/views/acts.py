"""The page of an act: what it is, who will read it, its form; and the confirmation of a signed one.

Rules upheld:
- one view performs every act of every feature: parse, call perform(), render (DESIGN 1);
- bad input keeps what was typed, and names the field and the rule (issue 2);
- a signed act shows the paper first and is confirmed over exactly this request; the hidden key makes a second click, or
  a retry on a bad line, the same act;
- who may not know the case gets the one page that says nothing.
"""

import json
import secrets
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from comity import docket, people
from comity.docket import queries
from comity.docket.forms import ActForm, Moment, form_of
from comity.faces.web import casefile, gates, roombook, said
from comity.faces.web.access import member
from comity.faces.web.components import Link
from comity.faces.web.offer import offer
from comity.faces.web.refusal import Refusal, Way, refuse
from comity.faces.web.views.papers import OF_THE_PROTOCOL, OF_THE_TEXT
from comity.law.act import Json
from comity.law.openness import Openness
from comity.law.periods import agreed
from comity.law.wording import run_on
from comity.opening import queries as opening
from comity.people import stepup
from comity.people.errors import StepUpRefused

KEY = "idempotency"
OF_THE_DESK = ("assign-officer", "cover-absence", "end-absence", "note-handover", "take-handover")
HOMES = {**dict.fromkeys(OF_THE_DESK, "dashboard"), "adopt-edition": "successor"}
HOMES |= dict.fromkeys(("take-up-value", "settle-value"), "checklist")  # other acts of the organisation: its own page
CONFIRM = "confirmation"
CLOSED = "closed"  # the rule's name where the table does not open the act at all
TABS = {**dict.fromkeys(OF_THE_PROTOCOL, "protocol"), **dict.fromkeys(OF_THE_TEXT, "settlement")}


@member
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, docket_id: str, name: str, room_id: str | None = None) -> HttpResponse:
    """Show or perform one act in the case log, or in a room."""
    moment = _moment(request, docket_id, name, room_id)
    if moment.open.reason is not None:
        return _refused(request, moment, docket.Refused(moment.row.article, moment.open.reason, CLOSED))
    posted = request.POST if request.method == "POST" else None
    form = form_of(name)(posted, moment=moment, initial=dict(request.GET.items()))
    if posted is None or not form.is_valid():
        return _page(request, moment, form, key=request.POST.get(KEY) or secrets.token_hex(16))
    return _perform(request, moment, form)


def _moment(request: HttpRequest, docket_id: str, name: str, room_id: str | None) -> Moment:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    room = None if room_id is None else queries.room(viewer, docket_id, room_id)
    case = queries.case(viewer, docket_id) if room is None else room.case
    for found in case.open if room is None else room.open:
        if found.row.act == name:
            return Moment(viewer, case, found, room)
    raise docket.NotFound


def _page(request: HttpRequest, moment: Moment, form: ActForm, *, key: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, form.page, _context(request, moment, form) | {"key": key} | dict(form.context()), status=status
    )


def _context(request: HttpRequest, moment: Moment, form: ActForm) -> dict[str, object]:
    verb = str(form.verb or casefile.verb(moment.row))
    return {
        "moment": moment,
        "form": form,
        "row": moment.row,
        "basis": casefile.basis(moment.row),
        "back": _home(moment),
        "head": casefile.head(moment.viewer, moment.case),
        "room": None if moment.room is None else roombook.banner(moment.viewer, moment.room),
        "verb": casefile.dotted(verb) if moment.row.signed else verb,
        "origin": f"{request.scheme}://{request.get_host()}",
        "audience": _audience(moment, form),
        "begins": _begins(moment),
        "tab": _tab(moment),
    } | _grounds(moment)


def _begins(moment: Moment) -> str:
    """The periods that the act starts in any case, each with its length."""
    named = [name for outcome in moment.row.then if not outcome.conditions for name in outcome.starts]
    periods = [agreed(moment.case.state, moment.case.edition.periods[name]) for name in named]
    return gettext("; ").join(
        gettext(", ").join([gettext(period.title), casefile.length_of(period)]) for period in periods
    )


def _audience(moment: Moment, form: ActForm) -> str:
    """Who will read it: the form's own words where it has any, else the room's readers, else the case log's."""
    if moment.room is None or type(form).audience is not ActForm.audience:
        return str(form.audience)
    room = roombook.banner(moment.viewer, moment.room)
    return run_on(f"{room.readers} {room.others}", get_language() or "en")


def _tab(moment: Moment) -> str:
    """Under which tab of the case the act belongs."""
    if moment.room is not None:
        return "rooms"
    return TABS.get(moment.row.act, "case")


def _grounds(moment: Moment) -> dict[str, object]:
    """What an act of the opening turns on: the request in its filer's words, and what the gates find on it now."""
    if moment.row.act not in gates.SCREENING:
        return {}
    acts = queries.acts(moment.viewer, moment.case.id)
    parties = casefile.names(moment.viewer, moment.case)
    numbered = [parties[party] for party in opening.numbered(acts[0], moment.case.state)]
    return {
        "first_words": said.words(acts[0]),
        "findings": gates.findings(opening.assessment(moment.viewer, moment.case), moment.case.edition, numbered),
        "decided": gates.decided(acts, moment.case.edition),
        "offer": offer(moment.case.edition) if moment.row.act == "consent" else None,
    }


def _perform(request: HttpRequest, moment: Moment, form: ActForm) -> HttpResponse:
    facts, body = form.said()
    key = request.POST.get(KEY, "")[:64] or secrets.token_hex(16)
    assertion = _assertion(request)
    payload = docket.Payload(facts=facts, body=body, party=moment.party, assertion=assertion)
    room = None if moment.room is None else moment.room.room.id
    if moment.row.signed and CONFIRM not in request.POST:
        digest = docket.intent(moment.viewer, moment.case.id, moment.row.act, payload, key=key, room=room)
        return _sign(request, moment, form, digest=digest, key=key)
    try:
        form.before()
        docket.perform(moment.viewer, moment.case.id, moment.row.act, payload, key=key, room=room)
    except docket.Refused as refused:
        return _refused(request, moment, refused)
    return HttpResponseRedirect(_home(moment).url + "?" + urlencode({"done": key}))


def _assertion(request: HttpRequest) -> dict[str, Json] | None:
    """The passkey's answer; None where the form carries none (or what is no JSON: the kernel then refuses)."""
    try:
        given = json.loads(request.POST.get(CONFIRM) or "null")
    except ValueError:
        return {}
    return cast("dict[str, Json]", given) if isinstance(given, dict) else None


def _sign(request: HttpRequest, moment: Moment, form: ActForm, *, digest: str, key: str) -> HttpResponse:
    """The page that asks for the passkey; in the demonstration an account without one confirms in plain."""
    try:
        options = stepup.begin(moment.viewer, digest)
    except StepUpRefused as refused:
        if not stepup.plain_in_demonstration(moment.viewer):
            return _refused(request, moment, docket.Refused(moment.row.article, refused.message, "step-up"))
        options = ""
    hidden = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in ("csrfmiddlewaretoken", KEY, CONFIRM)
    ]
    context = _context(request, moment, form) | {
        "hidden": hidden,
        "key": key,
        "digest": digest,
        "options": options,
        "told": _told(form),
    }
    return render(request, "cases/sign.html", context)


def _told(form: ActForm) -> list[tuple[str, Json]]:
    """What was filled in, label by label, as the signer sees it again before signing."""
    return [
        (str(field.label), form.cleaned_data[name])
        for name, field in form.fields.items()
        if form.cleaned_data.get(name)
    ]


def _home(moment: Moment) -> Link:
    """Where the act shows: its room, the protocol, the settlement text, or the case."""
    if moment.case.category == casefile.OWN:
        labels = {
            "dashboard": gettext("Back to the desk"),
            "checklist": gettext("Back to the checklist"),
            "successor": gettext("Back to the successors"),
            "organisation": gettext("Back to the organisation"),
        }
        home = HOMES.get(moment.row.act, "organisation")
        return Link(labels[home], reverse(home))
    if moment.room is None:
        labels = {"protocol": gettext("Back to the protocol"), "settlement": gettext("Back to the text")}
        tab = TABS.get(moment.row.act, "case")
        return Link(labels.get(tab, gettext("Back to the case")), reverse(tab, args=[moment.case.id]))
    return Link(gettext("Back to the room"), reverse("room", args=[moment.case.id, moment.room.room.id]))


def _refused(request: HttpRequest, moment: Moment, refused: docket.Refused) -> HttpResponse:
    pattern = gettext("Not open: %(act)s") if refused.rule == CLOSED else gettext("Not done: %(act)s")
    title = pattern % {"act": gettext(moment.row.title)}
    edition = moment.case.edition
    return refuse(
        request,
        Refusal(
            title=title,
            reason=refused.message.say(gettext),
            basis=casefile.basis(moment.row),
            code=refused.rule,
            back=_home(moment),
            ways=_ways(moment.case.id, moment.case.open),
            rule=reverse("edition", args=[edition.name, edition.category]) + f"#act-{moment.row.act}",
        ),
    )


def _ways(docket_id: str, found: list[Openness]) -> tuple[Way, ...]:
    usable = [each.row for each in found if each.reason is None][:3]
    return tuple(
        Way(gettext("Open to you now:"), Link(gettext(row.title), casefile.act_url(docket_id, row.act)))
        for row in usable
    )
