"""Keeper: room keys, sealing, and the organisation's signing key. The only package that may import `cryptography`.

- Only ciphertext reaches the database; deleting is destroying a key (DESIGN 3, TRUST rule 4).
- The keeper logs before it opens, ids only.
- What it does not stop: it runs in the server's process, so who rules that process can open what it can.
"""

from comity.keeper.digests import address_digest, request_digest
from comity.keeper.errors import (
    KeeperError,
    KeyDestroyed,
    KeysMissing,
    KeysUnsafe,
    KeyTampered,
    LogNotWritten,
    NotOpened,
)
from comity.keeper.keyring import INSTITUTION, check, initialise
from comity.keeper.names import random_id, salt
from comity.keeper.padding import pad, unpad
from comity.keeper.rooms import create_key, destroy, gather, institution_key, open_sealed, seal
from comity.keeper.signing import public_key, sign
from comity.keeper.tally import ACCEPTED, NOT_ACCEPTED, tally

__all__ = [
    "ACCEPTED",
    "INSTITUTION",
    "NOT_ACCEPTED",
    "KeeperError",
    "KeyDestroyed",
    "KeyTampered",
    "KeysMissing",
    "KeysUnsafe",
    "LogNotWritten",
    "NotOpened",
    "address_digest",
    "check",
    "create_key",
    "destroy",
    "gather",
    "initialise",
    "institution_key",
    "open_sealed",
    "pad",
    "public_key",
    "random_id",
    "request_digest",
    "salt",
    "seal",
    "sign",
    "tally",
    "unpad",
]
