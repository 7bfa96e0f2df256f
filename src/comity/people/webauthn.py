"""Reading what a browser answers for a passkey (WebAuthn Level 3, 5.1), before anything trusts a byte of it.

Rules upheld here:
- only the parts that count are read, each a bounded base64url text without padding; everything else is dropped;
- the client data is a JSON map with texts where the library expects texts: of a number as the challenge it would make
  as many bytes;
- a registration brings a public key of a kind that we can check;
- whatever is broken, the answer is one: Unreadable.
"""

import json
import re
import struct

from fido2.cose import CoseKey
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from comity.law.act import Json

MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, RecursionError)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]{1,16384}")
_ASSERTED = ("clientDataJSON", "authenticatorData", "signature")
_ATTESTED = ("clientDataJSON", "attestationObject")


class Unreadable(ValueError):
    """Not the answer of a passkey."""


def load(text: str) -> Json:
    """The JSON value that a form's hidden field holds; Unreadable for what is no JSON."""
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None
    return value


def assertion(response: Json) -> AuthenticationResponse:
    """The answer of `navigator.credentials.get`; Unreadable."""
    try:
        return AuthenticationResponse.from_dict(_credential(response, _ASSERTED, optional="userHandle"))
    except MALFORMED as error:
        raise Unreadable("not an assertion") from error


def plain_assertion(response: Json) -> dict[str, Json]:
    """The parts of an assertion that count; Unreadable. A user handle is optional, as browsers may leave it out."""
    assertion(response)
    return _credential(response, _ASSERTED, optional="userHandle")


def plain_registration(response: Json) -> dict[str, Json]:
    """The parts of a registration that count; Unreadable.

    Whether the passkey is discoverable is not asked: the options require it, and not every browser says so again.
    """
    plain = _credential(response, _ATTESTED)
    try:
        made = RegistrationResponse.from_dict(plain).response.attestation_object.auth_data.credential_data
    except MALFORMED as error:
        raise Unreadable("not a registration") from error
    if made is None or made.public_key.ALGORITHM not in CoseKey.supported_algorithms():
        raise Unreadable("no public key of a known kind")
    return plain


def assertion_parts(answer: AuthenticationResponse) -> dict[str, Json]:
    """The four parts that a later reader needs to check an assertion, in one spelling."""
    return {
        "authenticatorData": websafe_encode(answer.response.authenticator_data),
        "clientDataJSON": websafe_encode(answer.response.client_data),
        "credential": websafe_encode(answer.raw_id),
        "signature": websafe_encode(answer.response.signature),
    }


def _credential(response: Json, wanted: tuple[str, ...], *, optional: str = "") -> dict[str, Json]:
    if not isinstance(response, dict) or response.get("type") != "public-key":
        raise Unreadable("not a public-key credential")
    name, inner = response.get("rawId"), response.get("response")
    if not isinstance(inner, dict) or response.get("id") != name:
        raise Unreadable("not a public-key credential")
    parts = {part: inner.get(part) for part in wanted}
    if inner.get(optional) is not None:
        parts[optional] = inner[optional]
    for value in (name, *parts.values()):
        if not isinstance(value, str) or not _BASE64URL.fullmatch(value):
            raise Unreadable("not base64url")
    _check_client_data(str(parts["clientDataJSON"]))
    return {"id": name, "rawId": name, "type": "public-key", "response": parts}


def _check_client_data(encoded: str) -> None:
    try:
        client = load(websafe_decode(encoded).decode())
    except ValueError as error:
        raise Unreadable("not client data") from error
    if not isinstance(client, dict) or not all(isinstance(client.get(k), str) for k in ("type", "challenge", "origin")):
        raise Unreadable("not client data")
    if client.get("crossOrigin", False) is not False:
        raise Unreadable("from a frame of another origin")
