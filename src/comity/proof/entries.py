"""What a log's leaf stands for: digests with a salt, so that an act with few possible words cannot be guessed.

- entry = SHA-256(salt | envelope), leaf = SHA-256(0x00 | entry) as in RFC 6962; the envelope carries the body's digest.
- body digest = SHA-256(salt of the body | body); text digest = SHA-256(salt | text as UTF-8).
- A salt has 32 bytes. Without it a digest tells nothing; whoever destroys it makes the digest unprovable.
"""

from hashlib import sha256

from comity.law.act import Json
from comity.proof import canonical

SALT = 32


def entry(salt: bytes, envelope: Json) -> bytes:
    """The 32 bytes that stand in the log for an envelope (Act.to_json); its leaf is merkle.leaf_hash of them."""
    return sha256(_whole(salt) + canonical.dumps(envelope)).digest()


def body_digest(salt: bytes, body: Json) -> str:
    """The lower-case hex that an envelope carries for a body."""
    return sha256(_whole(salt) + canonical.dumps(body)).hexdigest()


def text_digest(salt: bytes, text: str) -> str:
    """The lower-case hex that facts carry for a text (a clause, a statement)."""
    return sha256(_whole(salt) + text.encode()).hexdigest()


def _whole(salt: bytes) -> bytes:
    if len(salt) != SALT:
        raise ValueError("a salt has 32 bytes")
    return salt
