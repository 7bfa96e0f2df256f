"""Random names and salts, and the form of what may stand in the keeper's log.

- Object ids are random, 128 bits, and tell nothing of number or order (TRUST rule 1).
- A word of the log is a token, never a sentence: what someone typed does not fit the form.
"""

import base64
import re
import secrets

TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_-]{0,79}")


def random_id() -> str:
    """A new id: 26 characters of lowercase base32 (RFC 4648, without padding), 128 random bits."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def salt() -> bytes:
    """32 fresh random bytes, one salt for one digest."""
    return secrets.token_bytes(32)


def token(word: str) -> str:
    """The word itself if it is an id or a code of at most 80 characters, else ValueError."""
    if not TOKEN.fullmatch(word):
        raise ValueError("an id, a kind or a reason is a token of letters, digits and . : _ - only")
    return word
