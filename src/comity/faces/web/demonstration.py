"""The demonstration's role chooser. Production has no such route, and `enter` refuses in every other mode besides.

- A role is entered in one click, from a page that anyone may see, under the banner that every page carries.
- The strip names the role that the visitor has entered.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from comity import docket, people
from comity.faces.web import navigation, reader
from comity.people import entrance, queries
from comity.people.errors import NotFound

OFFICES = {"registry": _("Registry"), "secretary-general": _("Secretary-General")}


@dataclass(frozen=True)
class RoleLine:
    """One role as the page shows it: whose account, its name, and what it holds."""

    account_id: str
    name: str
    holds: tuple[str, ...]


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Every role that a visitor may enter."""
    try:
        found = queries.roles(docket.now())
    except NotFound as error:
        raise Http404 from error
    language = reader.of(request).language
    lines = [
        RoleLine(
            role.account_id,
            role.name,
            (*(str(OFFICES[office]) for office in role.offices), *(names.shown(language) for names in role.entities)),
        )
        for role in found
    ]
    return render(request, "people/roles.html", {"roles": lines})


@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Become the role, then see what awaits it."""
    try:
        entrance.enter(request, request.POST.get("account", ""))
    except NotFound as error:
        raise Http404 from error
    return HttpResponseRedirect(navigation.address("dashboard") or reverse("home"))


def acting(request: HttpRequest) -> str:
    """The name of the role that the visitor has entered, for the strip; empty for a stranger, and in any other mode."""
    actor = people.authenticate(request) if settings.DEMONSTRATION else None
    return queries.names(actor, [actor.id])[actor.id] if actor else ""
