"""A third State gives notice of its interest, with or without an account; the registry reads what came.

Rules upheld:
- TRUST rule 1: the answer is one page, byte for byte, and takes one path, whether or not a case exists, the State is
  known, the sender is signed in, or the notice was kept: nothing of what is typed is looked up;
- what is typed is sealed before it reaches the database (DESIGN 3), and neither the sender's address nor account is
  kept with it; the rate is counted in memory, under a keyed digest of the address;
- a notice leaves the list by an act of the registry alone (docket/interests.py).
"""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from comity import docket, people
from comity.docket import queries
from comity.faces.web import casefile
from comity.faces.web.access import member
from comity.people import queries as persons
from comity.treaty import acts
from comity.treaty import queries as treaty

HOUR = 60 * 60  # seconds
AN_HOUR = 20  # notices from one address; a ministry has one


class InterestForm(forms.Form):
    """Who, what about, where to answer, in which words."""

    state = forms.CharField(label=_("State or organisation"), max_length=200)
    subject = forms.CharField(
        label=_("What the interest is about"),
        help_text=_("A treaty, a territory, waters, a right: whatever would name it to another State."),
        max_length=300,
    )
    contact = forms.CharField(
        label=_("Where the registry can answer"),
        help_text=_("A mission or ministry, with an address that the registry can check."),
        max_length=300,
    )
    text = forms.CharField(
        label=_("The notice, in your own words"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 8})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """The form; on POST, keep what it says."""
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        acts.keep_interest(form.cleaned_data, at=docket.now(), within=_within_rate(request))
        return HttpResponseRedirect(reverse("interest-received"))
    return render(request, "pages/interest.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The one answer."""
    return render(request, "pages/interest_received.html")


@member
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The registry's list: what waits, oldest first, and what was received."""
    viewer, at = people.authenticate(request), docket.now()
    offices = persons.holdings(viewer, at).offices if viewer is not None else frozenset()
    if viewer is None or "registry" not in offices:
        raise docket.NotFound
    view = queries.case(viewer, docket.institution())
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and len(number) < 5 else 1
    waiting = treaty.interests(viewer, offices=offices, page=page)
    context = {
        "waiting": [
            (
                each,
                *(
                    f"{casefile.act_url(view.id, act)}?notice={each.id}"
                    for act in ("receive-interest", "set-aside-interest")
                ),
            )
            for each in waiting
        ],
        "received": [
            (act.act.at, act.said)
            for act in reversed(queries.acts(viewer, view.id))
            if act.row.act == "receive-interest" and act.said
        ],
        "page": page,
        "more": treaty.count_interests() > page * treaty.PAGE,
    }
    return render(request, "organisation/interests.html", context)


def _within_rate(request: HttpRequest) -> bool:
    """Whether this address has sent fewer than AN_HOUR notices within the hour."""
    address = get_adapter().get_client_ip(request)
    key = "interest:" + salted_hmac("comity.interest", address).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= AN_HOUR
    except ValueError:  # the hour ended in between
        return True
