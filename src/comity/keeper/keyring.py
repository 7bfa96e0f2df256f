"""The keys that are no rows: the root key, what is derived from it, and the organisation's signing key.

- The root key is 32 random bytes in a file of mode 0600 outside the database's folder and its backups (DESIGN 3).
- Every use has a key of its own, derived by HKDF-SHA256 (RFC 5869) with a label of its own.
- The signing key (Ed25519, RFC 8032) lies beside it, sealed under the root key (AES-256-GCM).
- A process that has read keys leaves no image of its memory when it crashes (TRUST rule 4).
- In production keys are made by `comity keeper init` alone: a server that found none would otherwise sign as somebody
  new and leave every sealed row closed.
"""

import resource
import secrets
import threading
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from comity.keeper import files, journal
from comity.keeper.cache import Cache
from comity.keeper.destroyed import Destroyed
from comity.keeper.errors import KeysUnsafe, KeyTampered
from comity.keeper.suite import halves

ROOT, SIGNING, DESTROYED = "root.key", "signing.key", "destroyed.keys"
INSTITUTION = "institution"
PAIRS_AT_HAND = 2048


class Keyring:
    """One keys folder, opened: derived keys, signing key, key pairs at hand."""

    def __init__(self, folder: Path) -> None:
        root = files.read(folder / ROOT)
        if len(root) != 32:
            raise KeysUnsafe(f"{folder / ROOT} must hold 32 bytes")
        self.folder = folder
        self.address = derive(root, "address digest")
        self.request = derive(root, "request digest")
        self._wrap = AESGCM(derive(root, "room key wrap"))
        self.institution = halves(derive(root, "institution key"))
        self.signing = Ed25519PrivateKey.from_private_bytes(_opened_signing_key(root, folder / SIGNING))
        self.pairs = Cache(PAIRS_AT_HAND)
        self.destroyed = Destroyed(folder / DESTROYED)

    def wrap(self, key_id: str, seed: bytes) -> bytes:
        """A room key's private half for its row: nonce of 12 bytes and ciphertext, bound to the key's id."""
        return sealed_under(self._wrap, seed, key_id.encode())

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """The private half; KeyTampered if the row was moved, changed, or belongs to another root key."""
        try:
            return self._wrap.decrypt(wrapped[:12], wrapped[12:], key_id.encode())
        except (InvalidTag, ValueError):
            raise KeyTampered(f"the private half of key {key_id} is damaged or belongs to another root key") from None


def derive(root: bytes, label: str) -> bytes:
    """32 bytes for one use; the label names the use."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"comity keeper 1|{label}".encode()).derive(root)


def sealed_under(cipher: AESGCM, plaintext: bytes, bound: bytes) -> bytes:
    """A random nonce of 12 bytes and the ciphertext, bound to where it lies."""
    nonce = secrets.token_bytes(12)
    return nonce + cipher.encrypt(nonce, plaintext, bound)


def _signing_cipher(root: bytes) -> AESGCM:
    return AESGCM(derive(root, "signing key wrap"))


def _opened_signing_key(root: bytes, path: Path) -> bytes:
    sealed = files.read(path)
    try:
        return _signing_cipher(root).decrypt(sealed[:12], sealed[12:], SIGNING.encode())
    except (InvalidTag, ValueError):
        raise KeysUnsafe(f"{path} is damaged or belongs to another root key") from None


def make(folder: Path) -> None:
    """Make what is missing of root key and signing key.

    KeysUnsafe where there is a signing key but no root key: the root key was lost, and a new one would hide it.
    """
    files.make_folder(folder)
    if (folder / SIGNING).exists() and not (folder / ROOT).exists():
        raise KeysUnsafe(f"{folder / SIGNING} is there but {folder / ROOT} is lost; restore it from its backup")
    root = files.make(folder / ROOT, secrets.token_bytes(32))
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    files.make(folder / SIGNING, sealed_under(_signing_cipher(root), seed, SIGNING.encode()))


_lock = threading.Lock()
_rings: dict[Path, Keyring] = {}


def keyring() -> Keyring:
    """The keyring of settings.ENVIRONMENT.keys, read once for each process; KeysMissing, KeysUnsafe.

    Outside production the keys are made if there are none.
    """
    ring = _rings.get(settings.ENVIRONMENT.keys)
    if ring is not None:
        return ring
    with _lock:
        return _rings.setdefault(settings.ENVIRONMENT.keys, _opened())


def _opened() -> Keyring:
    folder = settings.ENVIRONMENT.keys
    if settings.ENVIRONMENT.mode != "production":
        make(folder)
    files.check_folder(folder, settings.ENVIRONMENT.home / "data")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return Keyring(folder)


def initialise() -> None:
    """Make the keys of a new installation; KeysUnsafe if there are any already, or the folder is no place for them."""
    folder = settings.ENVIRONMENT.keys
    if (folder / ROOT).exists() or (folder / SIGNING).exists():
        raise KeysUnsafe(f"{folder} holds keys already; nothing was changed")
    files.make_folder(folder)
    files.check_folder(folder, settings.ENVIRONMENT.home / "data")
    make(folder)


def check() -> None:
    """Refuse to start on keys that are missing or unsafe, or with a log that cannot be written: KeeperError."""
    journal.check(_opened().folder)
