"""Ways in of an account, where allauth's own pages would do too much or too little.

Rules upheld here:
- a passkey is added as a discoverable one that verifies its user, or not at all;
- the last way in stays: it can be replaced, not removed;
- password and code are for accounts that began with them; an account of passkeys cannot be given a weaker door.
"""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.people.entrance import PASSKEY


class WaysView(IndexView):
    """What opens this account."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The account's factors, and whether it has a password."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"has_password": self.request.user.has_usable_password()}


class AddPasskeyView(AddWebAuthnView):
    """Add a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The options for the browser: a discoverable passkey, user verification required."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": auth.begin_registration(self.request.user, passwordless=True)}

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the passkey. No recovery codes come with it: they only stand in for a code."""
        auth.WebAuthn.add(self.request.user, PASSKEY, form.cleaned_data["credential"])
        messages.success(self.request, _("The passkey was added."))
        return HttpResponseRedirect(reverse("mfa_index"))


class RemovePasskeyView(RemoveWebAuthnView):
    """Remove a passkey that is not the last way in."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, or say why not."""
        if get_adapter().can_delete_authenticator(self.get_object()):
            response: HttpResponse = super().form_valid(form)
            return response
        messages.error(self.request, _("This is your only way in. Add another one first."))
        return HttpResponseRedirect(reverse("mfa_index"))


class AddCodeView(ActivateTOTPView):
    """Set up another code generator, for an account that has a password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not found for an account without a password."""
        _password_wanted(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ChangePasswordView(PasswordChangeView):
    """Change the password, where there is one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not found for an account without a password."""
        _password_wanted(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_default_success_url(self) -> str:
        """Back to the ways in."""
        return reverse("mfa_index")


def _password_wanted(request: HttpRequest) -> None:
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise Http404
