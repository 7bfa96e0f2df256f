"""The demonstration's clock: a visitor moves it to the next deadline, the next fixed time, or an instant of choice.

Production has no such route, and the kernel refuses to move the clock in every other mode besides.
"""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comity import docket
from comity.docket import queries
from comity.docket.clock import ClockRefused

SECOND = timedelta(seconds=1)  # what is due is performed after its last second


class MoveForm(forms.Form):
    """Where to: one of the instants that the page offers, or one of the visitor's own."""

    to = forms.DateTimeField(
        label=_("Another instant"),
        help_text=_("Forward only. Whatever is due until then happens, each act dated at its own instant."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def clock(request: HttpRequest) -> HttpResponse:
    """Show the organisation's clock, or move it."""
    now = docket.now()
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            docket.move_clock(form.cleaned_data["to"])
        except ClockRefused:
            form.add_error("to", _("The clock moves forward only."))
        else:
            return HttpResponseRedirect(reverse("clock"))
    deadline, owed = queries.upcoming(now)
    offered = [
        (_("To the next deadline"), deadline and deadline + SECOND),
        (_("To what the clock does next"), owed and owed + SECOND),
        (_("One day on"), now + timedelta(days=1)),
    ]
    context = {"now": now, "form": form, "offered": [(label, to) for label, to in offered if to]}
    return render(request, "cases/clock.html", context, status=422 if form.errors else 200)
