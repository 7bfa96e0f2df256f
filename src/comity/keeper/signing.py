"""The organisation's signature on checkpoints and manifests: Ed25519 (RFC 8032)."""

from comity.keeper.keyring import keyring


def sign(message: bytes) -> bytes:
    """The signature of 64 bytes."""
    return keyring().signing.sign(message)


def public_key() -> bytes:
    """The public key of 32 bytes, by which anyone checks a signature."""
    return keyring().signing.public_key().public_bytes_raw()
