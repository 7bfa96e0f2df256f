"""Confirming one act with a passkey (WebAuthn Level 3, section 7.2).

Rules upheld here:
- the challenge is the digest of the canonical act, 32 bytes; the kernel puts a random nonce into the act, so that no
  challenge comes twice;
- one act, two minutes, user verification required (issue 2, section 3); a confirmation is used up by the act that it
  confirms, in the same transaction: if the act is refused, nothing was confirmed;
- the passkey belongs to the account of the actor, and its signature counter, where it counts, only grows;
- the page that asked is ours, and stood in no frame of another's;
- the two minutes are the wall clock's: a visitor who moves the demonstration's clock does not hurry a hand;
- only in demonstration mode may an account without a passkey confirm in plain; no other mode has that way.
"""

import hashlib
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticationResponse, PublicKeyCredentialRpEntity, UserVerificationRequirement

from comity.law.act import Json
from comity.law.messages import Message, mark
from comity.people import acts, queries, webauthn
from comity.people.actor import Actor, ActorKind
from comity.people.errors import StepUpRefused
from comity.people.queries import Passkey
from comity.proof import canonical

LASTS = acts.CONFIRMATION_LASTS
VERIFIED = UserVerificationRequirement.REQUIRED

NO_PASSKEY = Message(mark("This act is confirmed with a passkey, and this account has none."))
NOT_ASKED = Message(mark("This confirmation was not asked for, or was used already."))
TOO_LATE = Message(mark("The confirmation came too late: it holds for two minutes."))
UNREADABLE = Message(mark("The passkey's answer cannot be read."))
FOREIGN = Message(mark("This passkey does not belong to your account."))
NOT_VERIFIED = Message(mark("The passkey did not check who you are: a PIN, a finger or a face is required."))
NOT_THIS_ACT = Message(mark("The passkey's answer is not one to this act."))
COPIED = Message(mark("The passkey's counter went back: it may have been copied, so it confirms nothing."))
NOT_A_DEMONSTRATION = Message(mark("Only the demonstration confirms without a passkey."))


def begin(actor: Actor, digest: str, *, at: datetime | None = None) -> str:
    """Ask for a confirmation of the act with this digest (64 hex characters); `at` is now unless a test says otherwise.

    Returns the options for `navigator.credentials.get` as JSON. StepUpRefused for who has no passkey.
    """
    credentials = [passkey.credential for passkey in queries.passkeys(actor, digest)]
    if not credentials:
        raise StepUpRefused(NO_PASSKEY)
    options, _ = _server().authenticate_begin(credentials, user_verification=VERIFIED, challenge=bytes.fromhex(digest))
    acts.ask_confirmation(actor.id, digest, at=at or datetime.now(UTC))
    public = dict(options)["publicKey"] | {"timeout": int(LASTS.total_seconds() * 1000)}
    return json.dumps({"publicKey": public})


def finish(actor: Actor, digest: str, response: Json, *, at: datetime | None = None) -> str:
    """Check the passkey's answer and use the confirmation up; returns the digest of the assertion, hex.

    response: the credential as `navigator.credentials.get` gives it (PublicKeyCredential.toJSON). Call it inside the
    act's transaction; two statements. StepUpRefused says what is wrong.
    """
    passkeys = queries.passkeys(actor, digest)
    asked = _asked(passkeys, at or datetime.now(UTC))
    answer = _read(response)
    passkey = _owned(answer, actor, passkeys)
    _check_answer(answer, digest, passkey)
    counter = answer.response.authenticator_data.counter
    if not acts.use_confirmation(asked, passkey_id=passkey.id, counter=counter):
        raise StepUpRefused(NOT_ASKED)
    return hashlib.sha256(canonical.dumps(webauthn.assertion_parts(answer))).hexdigest()


def assertion(response: Json) -> dict[str, Json]:
    """The four parts of an answer that a later reader needs, in one spelling (base64url without padding).

    The digest that `finish` returns is SHA-256 of this value's canonical JSON. StepUpRefused for what is no answer.
    """
    return webauthn.assertion_parts(_read(response))


def confirm_demonstration(actor: Actor, digest: str) -> str:
    """Confirm in plain: for accounts without a passkey, in demonstration mode only; StepUpRefused otherwise.

    Returns a digest that says what it is: SHA-256 of "demonstration|" and the digest of the act.
    """
    if not plain_in_demonstration(actor):
        raise StepUpRefused(NOT_A_DEMONSTRATION)
    return hashlib.sha256(b"demonstration|" + bytes.fromhex(digest)).hexdigest()


def plain_in_demonstration(actor: Actor) -> bool:
    """Whether this account confirms in plain: it has no passkey, and this is the demonstration."""
    return bool(settings.DEMONSTRATION) and actor.kind is ActorKind.PERSON and not queries.has_passkey(actor)


def _server() -> Fido2Server:
    rp = PublicKeyCredentialRpEntity(id=settings.RELYING_PARTY, name=settings.ORGANISATION)
    return Fido2Server(rp, verify_origin=_is_ours)


def _is_ours(origin: str) -> bool:
    parts = urlsplit(origin)
    secure = parts.scheme == "https" or (parts.scheme == "http" and not settings.SECURE_LINE)
    return secure and parts.hostname in settings.ENVIRONMENT.hosts


def _asked(passkeys: list[Passkey], at: datetime) -> int:
    if not passkeys:
        raise StepUpRefused(NO_PASSKEY)
    asked, begun_at = passkeys[0].asked, passkeys[0].begun_at
    if asked is None or begun_at is None:
        raise StepUpRefused(NOT_ASKED)
    if at - begun_at > LASTS:
        raise StepUpRefused(TOO_LATE)
    return asked


def _read(response: Json) -> AuthenticationResponse:
    try:
        return webauthn.assertion(response)
    except webauthn.Unreadable as error:
        raise StepUpRefused(UNREADABLE) from error


def _owned(answer: AuthenticationResponse, actor: Actor, passkeys: list[Passkey]) -> Passkey:
    handle = answer.response.user_handle
    for passkey in passkeys:
        if passkey.credential.credential_id == answer.raw_id and handle in (None, actor.id.encode()):
            return passkey
    raise StepUpRefused(FOREIGN)


def _check_answer(answer: AuthenticationResponse, digest: str, passkey: Passkey) -> None:
    data = answer.response.authenticator_data
    if not data.is_user_verified():
        raise StepUpRefused(NOT_VERIFIED)
    state = {"challenge": websafe_encode(bytes.fromhex(digest)), "user_verification": VERIFIED}
    try:
        _server().authenticate_complete(state, [passkey.credential], answer)
    except webauthn.MALFORMED as error:
        raise StepUpRefused(NOT_THIS_ACT) from error
    if (data.counter or passkey.counter) and data.counter <= passkey.counter:
        raise StepUpRefused(COPIED)
