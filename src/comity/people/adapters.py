"""Where allauth meets the house.

Rules upheld here:
- no sign-up but by invitation, no message by e-mail or SMS (TRUST 12);
- secrets that allauth keeps (TOTP key, seed of the recovery codes) reach the database sealed (DESIGN 3);
- one relying party for signing in and for signing acts: the first host of the settings;
- the last factor of an account cannot be removed, since a password alone opens nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comity import keeper
from comity.people import queries
from comity.people.actor import Actor, ActorKind

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: closed to strangers, silent by mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This address and this password do not belong together."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "enter_current_password": _("This is not the password that you have now."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Never: an account begins with an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:  # noqa: ARG002 -- allauth's signature
        """Refuse: people's addresses are sealed, and a factor never travels by mail."""
        raise PermissionDenied("allauth sends no mail here")


class FactorAdapter(DefaultMFAAdapter):
    """Passkeys, codes and their secrets."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code or passkey does not open the account."),
        "cannot_delete_authenticator": _("This is your only way in. Add another one first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under the institution's key: `<random id>.<base64url of the sealed bytes>`."""
        object_id = keeper.random_id()
        sealed = keeper.seal(keeper.institution_key(), text.encode(), kind="factor", id=object_id)
        return f"{object_id}.{urlsafe_b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed; the keeper's error if it was changed."""
        object_id, _, sealed = encrypted_text.partition(".")
        key = keeper.institution_key()
        opened = keeper.open_sealed(
            key, urlsafe_b64decode(sealed), kind="factor", id=object_id, reason="factor-is-checked"
        )
        return opened.decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """True unless it is the account's last passkey or code."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return authenticator.type not in FACTORS or others.exists()

    def get_totp_issuer(self) -> str:
        """The organisation, as the person's code generator shows it."""
        return str(settings.ORGANISATION)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party: the first host served, whatever host the request names."""
        return {"id": settings.RELYING_PARTY, "name": settings.ORGANISATION}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The person's own name, on the person's own device."""
        return _own_name(user)

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        """The user handle is the random account id; the name is shown on the person's own device only."""
        name = _own_name(user)
        return {"id": user.pk.encode(), "name": name, "display_name": name}


def _own_name(user: AbstractBaseUser) -> str:
    return queries.names(Actor(user.pk, ActorKind.PERSON), [user.pk])[user.pk]
