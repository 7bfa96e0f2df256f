"""The invitation behind a link: who invites, to what, what consent means and may cost, until when; and the answer.

Rules upheld:
- it is read without an account; a link that opens nothing shows the one page that says nothing, whatever the reason;
- looking at it answers nothing, and is told to nobody; nor is a no;
- whoever answers yes makes an account, or uses its own, and then signs the consent as everybody does.
"""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comity import docket, people
from comity.faces.web import casefile, errors, said
from comity.faces.web.offer import offer
from comity.opening import invited
from comity.opening.invited import Answerable
from comity.people import queries as persons
from comity.people.sealing import Names

ANSWER, YES, NO = "answer", "yes", "no"


class Yes(forms.Form):
    """Who answers, in which capacity."""

    name = forms.CharField(
        label=_("Your name"), help_text=_("As the other side and the mediator will read it."), max_length=200
    )
    address = forms.EmailField(
        label=_("E-mail address"), help_text=_("For notices that say only that something awaits."), required=False
    )
    capacity = forms.CharField(
        label=_("In which capacity you may bind the invited party"),
        help_text=_("Director, attorney, by power of attorney of … The registry may ask for it."),
        max_length=500,
    )


class OwnYes(forms.Form):
    """The same of somebody who is signed in."""

    capacity = forms.CharField(
        label=_("In which capacity you may bind the invited party"),
        help_text=_("Director, attorney, by power of attorney of … The registry may ask for it."),
        max_length=500,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation and its answer; for a link that opens nothing, the one page that says nothing."""
    try:
        return _opened(request, token)
    except docket.NotFound:
        return errors.nothing_here(request)
    except docket.Busy:
        return errors.busy(request)


def _opened(request: HttpRequest, token: str) -> HttpResponse:
    at, viewer = docket.now(), people.authenticate(request)
    found = invited.opened(token, at)
    if request.POST.get(ANSWER) == NO:
        invited.decline(token, at)
        return render(request, "opening/declined.html")
    form = (Yes if viewer is None else OwnYes)(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        if viewer is not None:
            case = invited.answer_as(viewer, token, capacity=data["capacity"], at=at)
            return HttpResponseRedirect(
                reverse("act", args=[case, "consent"]) if found.asked else reverse("case", args=[case])
            )
        secret = invited.answer(token, name=data["name"], address=data["address"], capacity=data["capacity"], at=at)
        return HttpResponseRedirect(reverse("invitation", args=[secret]))
    return render(
        request, "opening/invited.html", _page(found) | {"form": form, "at": at}, status=422 if form.errors else 200
    )


def _page(found: Answerable) -> dict[str, object]:
    case, language = found.case, get_language() or "en"
    names = persons.entity_names(people.system(), set(case.entities.values()))

    def name(party: str) -> str:
        shown: Names = names[case.entities[party]]
        return shown.shown(language)

    labels = ("title", "story", "proceedings", "reasons")
    return {
        "case": case,
        "zone": casefile.elsewhere(case.zone),
        "asked": found.asked,
        "own": name(found.invitation.party),
        "by": casefile.joined([name(party) for party in case.by]),
        "kind": casefile.CATEGORIES[case.edition.category],
        "rules": gettext(case.edition.title),
        "law": case.edition,
        "words": [(gettext(str(said.LABELS[key])), said.text(case.said[key])) for key in labels if case.said.get(key)],
        "offer": offer(case.edition),
    }
