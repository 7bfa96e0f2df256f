"""A passkey in software, for tests: ES256 keys, `make` and `get` as a browser would answer them.

Every part that an attacker could choose is a parameter, so that each refusal can be provoked.
"""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One credential of one relying party. `counts`: the signature counter grows with each answer, else it stays 0."""

    origin: str = "https://localhost"
    rp_id: str = "localhost"
    counts: bool = False
    counter: int = 0
    user_handle: bytes | None = None
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(
        self,
        options: dict[str, Any],
        *,
        flags: int = PRESENT | VERIFIED,
        attest: bool = True,
        cose: dict[int, Any] | None = None,
    ) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`; options as sent to the page, with or without `publicKey`."""
        asked = options.get("publicKey", options)
        self.user_handle = websafe_decode(asked["user"]["id"])
        client = self._client_data("webauthn.create", asked["challenge"])
        data = self._authenticator_data(flags | ATTESTED) + self._attested(cose or self._public_key())
        if not attest:
            data = self._authenticator_data(flags)
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._envelope(
            {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attestation)},
            {"credProps": {"rk": True}},
        )

    def get(
        self,
        options: dict[str, Any] | str,
        *,
        flags: int = PRESENT | VERIFIED,
        challenge: bytes | None = None,
        kind: str = "webauthn.get",
        cross_origin: bool = False,
        tamper: bool = False,
    ) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`, each part of it open to abuse."""
        parsed = json.loads(options) if isinstance(options, str) else options
        asked = parsed.get("publicKey", parsed)
        self.counter += self.counts
        wanted = websafe_encode(challenge) if challenge is not None else asked["challenge"]
        client = self._client_data(kind, wanted, cross_origin=cross_origin)
        data = self._authenticator_data(flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        if tamper:
            signature = self.key.sign(b"something else", ec.ECDSA(hashes.SHA256()))
        parts = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        if self.user_handle is not None:
            parts["userHandle"] = websafe_encode(self.user_handle)
        return self._envelope(parts, {})

    def _envelope(self, response: dict[str, Any], extensions: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }

    def _client_data(self, kind: str, challenge: str, *, cross_origin: bool = False) -> bytes:
        value = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": cross_origin}
        return json.dumps(value, separators=(",", ":")).encode()

    def _authenticator_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _attested(self, cose: dict[int, Any]) -> bytes:
        return bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cbor.encode(cose)

    def _public_key(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
