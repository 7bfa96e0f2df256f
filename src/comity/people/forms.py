"""Forms of signing in, over allauth's.

Rules upheld here:
- an address that someone types becomes a random user name at once: allauth writes into the session what it is given;
- a passkey's answer is read strictly before the library sees it (webauthn.py);
- every passkey is discoverable and verifies its user; it bears no name, since people name things after themselves;
- the key of a code generator waits in the session sealed, as it will lie in the table.
"""

import re
from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm as PasswordLoginForm
from allauth.account.forms import PasswordField, SetPasswordField
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from comity.law.act import Json
from comity.people import queries, webauthn

PENDING = "people.code"  # the session's key of a code generator that waits for its first code
_ACCOUNT_ID = re.compile(rb"[a-z2-7]{26}")


class PasskeyAnswer(forms.CharField):
    """The hidden field that passkey.js fills with a browser's answer; its value is the parts that count."""

    widget = forms.HiddenInput

    def __init__(self, read: Callable[[Json], dict[str, Json]]) -> None:
        super().__init__(max_length=65536)
        self._read = read

    def clean(self, value: Any) -> dict[str, Json]:
        """The parts that count; ValidationError for what is no answer."""
        try:
            return self._read(webauthn.load(super().clean(value)))
        except webauthn.Unreadable as error:
            raise ValidationError(_("The passkey’s answer cannot be read.")) from error


class LoginForm(PasswordLoginForm):
    """Address and password, the first of two steps for those without a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["login"] = forms.EmailField(label=_("E-mail address"), widget=address)
        self.fields["password"] = PasswordField(label=_("Password"), autocomplete="current-password")

    def clean_login(self) -> str:
        """The random user name of the address's account; for an unknown address, one that nobody has."""
        return queries.sign_in_name(self.cleaned_data["login"])


class AnswerForm(AuthenticateWebAuthnForm):
    """A passkey as the second step after a password."""

    credential = PasskeyAnswer(webauthn.plain_assertion)

    def clean_credential(self) -> Authenticator:
        """The passkey that answered; ValidationError for every answer that does not hold."""
        try:
            return super().clean_credential()
        except (*webauthn.MALFORMED, NotImplementedError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class RepeatPasskeyForm(AnswerForm, ReauthenticateWebAuthnForm):
    """A passkey shown again before a change of the ways in."""


class PasskeyLoginForm(AnswerForm, LoginWebAuthnForm):
    """Signing in with a passkey alone: the answer names the account."""

    def clean_credential(self) -> Authenticator:
        """The passkey that answered; ValidationError where it names no account of ours."""
        handle = self.cleaned_data["credential"]["response"].get("userHandle", "")
        if not _ACCOUNT_ID.fullmatch(websafe_decode(handle)):
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_credential()


class AddPasskeyForm(AddWebAuthnForm):
    """One more passkey for the account."""

    name = None
    passwordless = None
    credential = PasskeyAnswer(webauthn.plain_registration)


class AddCodeForm(ActivateTOTPForm):
    """A code generator: its key is shown once, and waits sealed until a first code shows that it was taken over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)  # ActivateTOTPForm would put the key into the session in the clear
        self.fields["code"].label = _("Code of six digits")
        self.secret = pending_secret(fresh=not self.is_bound)

    def clean(self) -> dict[str, Any]:
        """Nothing more; a form that is good as a whole lets the waiting key go."""
        cleaned = super().clean() or {}
        if not self.errors:
            context.request.session.pop(PENDING, None)
        return cleaned


class ChoosePasswordForm(AddCodeForm):
    """Password and code generator together: the way in for who has no passkey."""

    password = SetPasswordField(label=_("Password"))
    field_order = ["password", "code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].user = self.user


def pending_secret(*, fresh: bool) -> str:
    """The key that waits in this session, or a new one."""
    session, adapter = context.request.session, get_adapter()
    waiting = None if fresh else session.get(PENDING)
    if waiting:
        return str(adapter.decrypt(waiting))
    secret: str = generate_totp_secret()
    session[PENDING] = adapter.encrypt(secret)
    return secret
