"""Keyed digests: what must be looked up or compared, but must not be guessed from the database.

HMAC-SHA256 (RFC 2104), each use under a key of its own derived from the root key.
"""

import hmac
import unicodedata

from comity.keeper.keyring import keyring


def normalised(address: str) -> str:
    """An address as it is compared: compatibility form NFKC, without outer space, without regard to case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).strip().casefold())


def address_digest(address: str) -> bytes:
    """32 bytes by which an account is found from its e-mail address."""
    return hmac.digest(keyring().address, normalised(address).encode(), "sha256")


def request_digest(data: bytes) -> bytes:
    """32 bytes that an idempotency row keeps of a request (TRUST rule 2)."""
    return hmac.digest(keyring().request, data, "sha256")
