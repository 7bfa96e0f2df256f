"""Keys of rooms: made, sealed under, opened with, destroyed (DESIGN 3).

- Each room, and each docket's case log, has a key pair of its own; anyone may seal with the public half.
- Opening is logged first: no line, no plaintext.
- The public half in a row is believed only if it belongs to the sealed private half, so that nobody who can write to
  the database can slip in a key of their own.
- Deleting is destroying the key. The list of destroyed keys is written when the transaction has committed.
"""

import secrets
from collections.abc import Iterable

from django.db import transaction

from comity.keeper import journal, suite
from comity.keeper.errors import KeyDestroyed, KeyTampered
from comity.keeper.keyring import INSTITUTION, keyring
from comity.keeper.names import random_id, token

LOCKED = ("act", "state", "receipt", "agenda", "anchor")  # kinds that only the keeper writes


def create_key(purpose: str) -> str:
    """The id of a new key pair, for instance for a caucus; one INSERT in the caller's transaction."""
    from comity.keeper import acts

    key_id, seed, ring = random_id(), secrets.token_bytes(32), keyring()
    pair = suite.halves(seed)
    acts.insert(key_id, token(purpose), pair.public_bytes, ring.wrap(key_id, seed))
    ring.pairs.put(key_id, pair)
    return key_id


def institution_key() -> str:
    """The id of the institution's own key: accounts and the institution's docket.

    Derived from the root key: it has no row, costs no statement, and cannot be lost with a transaction that rolls back.
    """
    return INSTITUTION


def seal(key_id: str, plaintext: bytes, *, kind: str, id: str, version: int = 1) -> bytes:  # noqa: A002 -- the contract's word
    """The plaintext sealed, or of a kind in LOCKED locked, under the key for one place. No SQL once the key is at hand.

    KeyDestroyed; ValueError for a kind or id that is no token.
    """
    info, keys = suite.place(key_id, kind, id, version), pair(key_id)
    return suite.lock(keys.own, plaintext, info) if kind in LOCKED else suite.seal(keys.public, plaintext, info)


def open_sealed(key_id: str, sealed: bytes, *, kind: str, id: str, version: int = 1, reason: str) -> bytes:  # noqa: A002
    """The plaintext, after a line in the keeper's log.

    LogNotWritten (nothing is opened then), KeyDestroyed, NotOpened; ValueError for a reason that is no token.
    """
    journal.record(keyring().folder, key_id, kind, id, version, reason)
    info, keys = suite.place(key_id, kind, id, version), pair(key_id)
    return suite.unlock(keys.own, sealed, info) if kind in LOCKED else suite.unseal(keys.private, sealed, info)


def destroy(key_id: str) -> None:
    """Delete the key in the caller's transaction; then nothing under it opens. KeyDestroyed if there is none."""
    from comity.keeper import acts

    ring = keyring()
    journal.record(ring.folder, key_id, "key", key_id, 1, "destroy")
    if not acts.delete(key_id):
        raise KeyDestroyed(f"key {key_id} was destroyed or never existed")
    ring.pairs.forget(key_id)
    transaction.on_commit(lambda: ring.destroyed.add(key_id))


def pair(key_id: str) -> suite.Halves:
    """The key pair, from memory or its row; KeyDestroyed, KeyTampered."""
    ring = keyring()
    if key_id == INSTITUTION:
        return ring.institution
    if ring.destroyed.grown():
        ring.pairs.clear()
    known = ring.pairs.get(key_id)
    if known is None:
        gather([key_id])
        known = ring.pairs.get(key_id)
    if known is None:
        raise KeyDestroyed(f"key {key_id} was destroyed or never existed")
    return known


def gather(key_ids: Iterable[str]) -> None:
    """Bring key pairs to hand, as for the lines of a list: one statement, none where all are. KeyTampered.

    A key that was destroyed or never existed is passed over here and refused where it is used.
    """
    from comity.keeper import queries

    ring = keyring()
    missing = [name for name in key_ids if ring.pairs.get(name) is None and name not in ring.destroyed]
    for key_id, (public, private) in queries.rows(missing).items():
        loaded = suite.halves(ring.unwrap(key_id, private))
        if loaded.public_bytes != public:
            raise KeyTampered(f"the two halves of key {key_id} do not belong together")
        ring.pairs.put(key_id, loaded)
