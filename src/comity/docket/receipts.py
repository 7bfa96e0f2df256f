"""Receipts: what an actor is handed for one act, and handed again, byte for byte, for the same request.

Rules upheld:
- TRUST rule 2: digest, docket number, UTC time, deadline verdict, proof; the row keeps an HMAC of the request, so that
  the same key with another request is refused and nobody can guess the request from the row;
- the proof is of the act's leaf in the tree that ends with it, under a checkpoint of exactly that size;
- a receipt lies sealed under the key of the act's log, because it names the act (DESIGN 3).

The JSON, canonical: docket (number), log, act, at, index, entry, leaf (hex), checkpoint (C2SP note), proof (hex, from
the leaf upwards), deadline: {period, due, in_time} of the period that the phase set for it, or null.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from comity import keeper
from comity.docket import statements
from comity.docket.books import Book
from comity.docket.enact import Done
from comity.docket.models import Receipt as Row
from comity.law.act import Act, Json
from comity.law.edition import Edition
from comity.law.instants import render
from comity.law.state import State
from comity.ledger.acts import Head
from comity.people.actor import Actor
from comity.proof import canonical
from comity.proof.merkle import leaf_hash


@dataclass(frozen=True)
class Receipt:
    """The stored bytes; canonical JSON as the module says."""

    json: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hex: what a page shows of it."""
        return sha256(self.json).hexdigest()


@dataclass(frozen=True)
class Stored:
    """That a receipt was given: for which act, and for which request."""

    act_id: str
    request_digest: bytes

    def answers(self, digest: bytes) -> bool:
        """Whether it was given for the request with this digest."""
        return hmac.compare_digest(self.request_digest, digest)

    def row(self) -> Row:
        """The receipt with its act and log: one statement."""
        return Row.objects.select_related("act__log").get(act=self.act_id)


def stored(actor: Actor, key: str) -> Stored | None:
    """What this actor was given under this key: one statement."""
    found = statements.receipt(actor.id, key)
    return None if found is None else Stored(*found)


def opened(row: Row) -> Receipt:
    """The receipt that a row holds; its act and log must have been selected with it."""
    key_id = row.act.log.key_id
    return Receipt(keeper.open_sealed(key_id, bytes(row.sealed), kind="receipt", id=row.act_id, reason="receipt"))


def made(done: Done, book: Book, head: Head) -> Receipt:
    """The receipt of an act under the checkpoint that ends with it."""
    act, docket = done.act, done.context.docket
    value: dict[str, Json] = {
        "docket": docket.number,
        "log": book.log.id,
        "act": act.act,
        "at": render(act.at),
        "index": done.before.size,
        "entry": done.entry.hex(),
        "leaf": leaf_hash(done.entry).hex(),
        "checkpoint": head.note,
        "proof": [step.hex() for step in done.before.next_path()],
        "deadline": verdict(book.edition, done.state, act),
    }
    return Receipt(canonical.dumps(value))


def verdict(edition: Edition, before: State, act: Act) -> Json:
    """The phase's own period that ends first, and whether the act came in time; null in rooms and where none runs."""
    if before.room is not None:
        return None
    running = [
        (str(kept["due"]), code)
        for code, kept in before.periods.items()
        if not kept["lapsed"] and edition.periods[str(kept["rule"])].phase == before.phase
    ]
    if not running:
        return None
    due, code = min(running)
    return {"period": code, "due": due, "in_time": render(act.at) <= due}


def row_of(receipt: Receipt, *, actor: Actor, key: str, digest: bytes, act_id: str, log_key: str) -> Row:
    """The row to store."""
    sealed = keeper.seal(log_key, receipt.json, kind="receipt", id=act_id)
    return Row(actor=actor.id, key=key, act_id=act_id, request_digest=digest, sealed=sealed)
