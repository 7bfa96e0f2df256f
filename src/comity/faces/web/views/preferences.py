"""A reader's language, time zone and theme: by form, or by one link of the masthead. Both work without a script.

Nothing here is an act: the wishes live in the reader's browser (faces/web/reader.py), and with the account of who is
signed in, whose notices follow them.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from comity import people
from comity.docket import clock
from comity.faces.web import reader, words
from comity.people.acts import set_language, set_preferences


class PreferencesForm(forms.Form):
    """Three choices, each always set."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("The city whose time you live by."))
    theme = forms.ChoiceField(
        label=_("Theme"), choices=[("light", _("Light")), ("dark", _("Dark"))], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = [(zone, f"{words.city(zone, language)} ({zone})") for zone in reader.zones()]
        self.fields["zone"].choices = sorted(cities, key=lambda pair: pair[1])  # type: ignore[attr-defined]  # a ChoiceField


@gzip_page  # four hundred cities; nothing on this page is secret, and the form's token is masked afresh each time
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the choices; keep them on POST."""
    wishes = reader.of(request)
    initial = {"language": wishes.language, "zone": wishes.zone, "theme": wishes.theme}
    form = PreferencesForm(request.POST or None, initial=initial, language=wishes.language)
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(_way_back(request, request.POST.get("next", "")))
        reader.remember(response, **form.cleaned_data)
        if actor := people.authenticate(request):
            set_preferences(actor.id, **form.cleaned_data)
        return response
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "now": clock.now(),
        "seat": settings.ORGANISATION_ZONE,
    }
    return render(request, "pages/preferences.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """One choice by a link, then back to where the reader was; an unknown choice changes nothing.

    A language is kept with the account too, if a page of ours led here: notices are written in it, and the next sign-in
    brings it back.
    """
    response = HttpResponseRedirect(_way_back(request, request.GET.get("next", "")))
    reader.remember(
        response, **{name: request.GET[name] for name in ("language", "zone", "theme") if name in request.GET}
    )
    language = request.GET.get("language")
    if language in reader.LANGUAGES and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        actor = people.authenticate(request)
        if actor and not settings.DEMONSTRATION:  # there an account is a role that many visitors share
            set_language(actor.id, language)
    return response


def _way_back(request: HttpRequest, address: str) -> str:
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else reverse("home")
