"""What a browser does at the doors, for tests that use Django's client."""

import html
import json
import re
import time
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from comity.people import acts, tokens
from comity.people.models import Account
from tests.people.authenticator import SoftPasskey

PASSWORD = "correct horse battery"


def client() -> Client:
    """A browser without a past."""
    return Client(SERVER_NAME="localhost")


def options(response: HttpResponse) -> dict[str, Any]:
    """The browser's options that a page holds."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', response.content.decode())[1]))


def code(secret: str) -> str:
    """The code of a generator with this key, now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(browser: Client, soft: SoftPasskey, **abuse: Any) -> HttpResponse:
    """Sign in with a passkey; what the server answers."""
    asked = browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    answer = soft.get(asked["request_options"], **abuse)
    return browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(answer)})


def signed_in(browser: Client) -> str | None:
    """The account that the browser is signed in to."""
    return browser.session.get("_auth_user_id")


def session_texts() -> list[str]:
    """What lies in the table of sessions, opened."""
    return [str(session.get_decoded()) for session in Session.objects.all()]


def invited(account: Account) -> str:
    """The secret of a fresh invitation of the account."""
    token = tokens.new_token()
    acts.invite(account.id, token=tokens.token_digest(token), at=datetime.now(UTC))
    return token
