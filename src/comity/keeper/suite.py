"""The cipher suite: HPKE (RFC 9180) with X-Wing (X25519 + ML-KEM-768), HKDF-SHA256, AES-256-GCM.

- A private half is the X-Wing seed of 32 bytes, a public half its 1,216 bytes (draft-connolly-cfrg-xwing-kem).
- `info` binds a ciphertext to its place: key, kind, id, version, epoch; the public call takes no associated data.
- The suite id of RFC 9180 section 5.1 stands before every ciphertext, so that a later suite can be told from this one.
- Anyone can seal with a public half. What only the keeper may have written (the state of a log, a receipt) is therefore
  locked instead: AES-256-GCM under a key of its own for each place, HMAC-SHA256 of the place under a key from the seed.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from comity.keeper.errors import NotOpened
from comity.keeper.names import token

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SUITE_ID = b"HPKE" + bytes.fromhex("647a00010002")  # KEM 0x647a, KDF 0x0001, AEAD 0x0002
OVERHEAD = len(SUITE_ID) + KEM.MLKEM768_X25519.enc_length() + 16
LOCK_ID = b"LOCK" + bytes.fromhex("00000001")  # HMAC-SHA256, AES-256-GCM, a nonce of 12 random bytes
NONCE = 12
EPOCH = 1  # a room key that is ever rotated gets the next


@dataclass(frozen=True)
class Halves:
    """A key pair in the form that seals and opens, the public half's bytes, and the key from which locks come."""

    public: MLKEM768X25519PublicKey
    private: MLKEM768X25519PrivateKey
    public_bytes: bytes
    own: bytes


def halves(seed: bytes) -> Halves:
    """The key pair of an X-Wing seed of 32 bytes."""
    expanded = hashlib.shake_256(seed).digest(96)
    lattice, curve = (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )
    private = MLKEM768X25519PrivateKey(lattice, curve)
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return Halves(private.public_key(), private, public, hmac.digest(seed, b"comity lock", "sha256"))


def place(key_id: str, kind: str, id: str, version: int) -> bytes:  # noqa: A002 -- the contract's word
    """HPKE's `info`: key|kind|id|version|epoch; ValueError for what is no token, so that no two places are alike."""
    return "|".join([token(key_id), token(kind), token(id), str(int(version)), str(EPOCH)]).encode()


def seal(public: MLKEM768X25519PublicKey, plaintext: bytes, info: bytes) -> bytes:
    """Suite id, encapsulated key and ciphertext: `OVERHEAD` bytes more than the plaintext."""
    return SUITE_ID + SUITE.encrypt(plaintext, public, info)


def unseal(private: MLKEM768X25519PrivateKey, sealed: bytes, info: bytes) -> bytes:
    """The plaintext; NotOpened for another suite, place or key, or any change."""
    if not sealed.startswith(SUITE_ID):
        raise NotOpened("this is not a ciphertext of the keeper's suite")
    try:
        return SUITE.decrypt(sealed[len(SUITE_ID) :], private, info)
    except InvalidTag:
        raise NotOpened("this was not sealed for this place, or it was changed") from None


def lock(own: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Lock id, nonce and ciphertext of what nobody but the keeper can have written for this place."""
    nonce = secrets.token_bytes(NONCE)
    return LOCK_ID + nonce + AESGCM(hmac.digest(own, info, "sha256")).encrypt(nonce, plaintext, info)


def unlock(own: bytes, locked: bytes, info: bytes) -> bytes:
    """The plaintext; NotOpened for what was sealed only, for another place or key, or any change."""
    nonce, text = locked[len(LOCK_ID) :][:NONCE], locked[len(LOCK_ID) + NONCE :]
    if not locked.startswith(LOCK_ID) or len(nonce) < NONCE:
        raise NotOpened("this was not locked by the keeper")
    try:
        return AESGCM(hmac.digest(own, info, "sha256")).decrypt(nonce, text, info)
    except InvalidTag:
        raise NotOpened("this was not locked for this place, or it was changed") from None
