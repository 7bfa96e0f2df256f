"""The pages behind an invitation's link: the account's first passkey, or a password and a code for who has none.

- Looking at the link does not use it up; a link that opens nothing says so in one way, whatever the reason.
- The account takes over the language and zone in which its person reads the page.
"""

import base64
from http import HTTPStatus
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from comity import docket
from comity.faces.web import reader
from comity.people import entrance, queries
from comity.people.actor import Actor, ActorKind
from comity.people.errors import InvitationRefused
from comity.people.forms import AddPasskeyForm, ChoosePasswordForm
from comity.people.models import Account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest, token: str) -> HttpResponse:
    """Make the invited account one's own with a passkey."""
    try:
        account = queries.invited(token, docket.now())
        form = AddPasskeyForm(request.POST or None, user=account)
        if form.is_valid():
            entrance.accept_with_passkey(request, token, credential=form.cleaned_data["credential"], **_terms(request))
            messages.success(request, _("The account is yours. Add a second passkey, in case you lose this one."))
            return HttpResponseRedirect(reverse("mfa_index"))
    except InvitationRefused as refused:
        return _refused(request, refused)
    options = auth.begin_registration(account, passwordless=True)
    return render(
        request, "people/invitation.html", _page(account) | {"form": form, "token": token, "options": options}
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, token: str) -> HttpResponse:
    """Make the invited account one's own with a password and a code generator."""
    try:
        account = queries.invited(token, docket.now())
        form = ChoosePasswordForm(request.POST or None, user=account)
        if form.is_valid():
            password, secret = form.cleaned_data["password"], form.secret
            entrance.accept_with_code(request, token, password=password, secret=secret, **_terms(request))
            return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
    except InvitationRefused as refused:
        return _refused(request, refused)
    context = {"form": form, "token": token, "picture": _picture(account, form.secret)}
    return render(request, "people/invitation_code.html", _page(account) | context)


def _terms(request: HttpRequest) -> dict[str, Any]:
    wishes = reader.of(request)
    return {"at": docket.now(), "language": wishes.language, "zone": wishes.zone}


def _page(account: Account) -> dict[str, Any]:
    return {"name": queries.names(Actor(account.id, ActorKind.PERSON), [account.id])[account.id]}


def _picture(account: Account, secret: str) -> str:
    drawn = get_adapter().build_totp_svg(get_adapter().build_totp_url(account, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def _refused(request: HttpRequest, refused: InvitationRefused) -> HttpResponse:
    reason = _(refused.message.template) % refused.message.params
    return render(request, "people/invitation_refused.html", {"reason": reason}, status=HTTPStatus.GONE)
