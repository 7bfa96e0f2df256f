"""At sign-in the account's own language, zone and theme become the reader's (faces/web/reader.py)."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpResponse

from comity.faces.web import reader
from comity.people.models import Account


@receiver(user_logged_in)
def take_over(sender: type[Account], *, response: HttpResponse, user: Account, **_: Any) -> None:  # noqa: ARG001 -- a signal's signature
    """Copy the account's wishes into the cookies of the response that follows the sign-in."""
    reader.remember(response, language=user.language, zone=user.zone, theme=user.theme)
