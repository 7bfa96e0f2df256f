"""Coming in: by an invitation's link, or into a role of the demonstration.

Rules upheld here:
- a link is used up in the transaction that gives the account its first passkey, or its password and code: nobody is
  left between two steps, with a link that is gone and no way in;
- only the demonstration lets a visitor in without a factor (issue 2, section 3).
"""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpRequest

from comity.law.act import Json
from comity.people import acts, queries
from comity.people.models import Account

PASSKEY = "passkey"  # the name that every passkey has: it says nothing


def accept_with_passkey(
    request: HttpRequest, token: str, *, credential: dict[str, Json], at: datetime, language: str, zone: str
) -> Account:
    """Use the link up, give the account its first passkey, sign it in. InvitationRefused.

    credential: a registration that AddPasskeyForm has checked. at: the organisation's instant, aware UTC.
    """
    with transaction.atomic():
        account = acts.accept_invitation(token, at=at, language=language, zone=zone)
        WebAuthn.add(account, PASSKEY, credential)
    _sign_in(request, account, method="mfa", type="webauthn", passwordless=True)
    return account


def accept_with_code(
    request: HttpRequest, token: str, *, password: str, secret: str, at: datetime, language: str, zone: str
) -> Account:
    """Use the link up, give the account a password, a code generator and recovery codes, sign it in. InvitationRefused.

    password, secret: what ChoosePasswordForm has checked. at: the organisation's instant, aware UTC.
    """
    with transaction.atomic():
        account = acts.accept_invitation(token, at=at, language=language, zone=zone, password=password)
        TOTP.activate(account, secret)
        RecoveryCodes.activate(account)
    _sign_in(request, account, method="mfa", type="totp")
    return account


def enter(request: HttpRequest, account_id: str) -> Account:
    """Become a role of the demonstration. NotFound in any other mode, and for no role."""
    account = queries.role(account_id)
    get_adapter().login(request, account)
    return account


def _sign_in(request: HttpRequest, account: Account, **how: object) -> None:
    get_adapter().login(request, account)
    record_authentication(request, account, reauthenticated=True, **how)
