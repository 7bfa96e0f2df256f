"""perform(): the only way that anything changes. Read it from top to bottom: the order is the rule.

Rules upheld:
- DESIGN 2, one transaction, in this order: lock; idempotency key; every lapse that is due before this instant; row,
  role, mandate, phase, suspension; facts looked up; guards, effects, `then`, `until`, periods (one pure step); the
  feature's handler; what the act entails; ledger; receipt; outbox;
- TRUST rule 7: an act happens when its last byte arrived, not when its turn came;
- TRUST rule 2: a retry gets the stored receipt byte for byte, even after the phase moved on;
- TRUST rule 1: where the actor has no standing, the docket or room does not exist;
- issue 2, section 3: a signed act is confirmed over the digest of exactly what was asked (`intent`).
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError

from comity import keeper
from comity.docket import clock, flush, lapses, locks, receipts
from comity.docket.enact import Attempt, enact
from comity.docket.errors import KeyReused, NotFound, Refused
from comity.docket.payload import Payload, asked, check_key
from comity.docket.receipts import Receipt
from comity.docket.scene import Scene, instant_after
from comity.law.act import Json
from comity.people import queries
from comity.people.actor import Actor
from comity.proof import canonical


def perform(actor: Actor, docket_id: str, act: str, payload: Payload, *, key: str, room: str | None = None) -> Receipt:
    """Perform one act in the docket's own log, or in one of its rooms.

    key: the idempotency key, 1 to 64 characters, of this request of this actor; the same request may be sent again.
    Refused (article and reason), NotFound, KeyReused, Busy; ValueError for what has no canonical form. Then nothing was
    written.
    """
    arrived = clock.now()
    request = asked(actor, docket_id, act, payload, room, key=check_key(key))
    try:
        return _performed(actor, docket_id, act, payload, arrived=arrived, request=request, key=key, room=room)
    except Refused:
        lapses.tick(docket_id, arrived)  # what was due is done, whatever else was asked
        raise
    except IntegrityError as error:
        if receipts.stored(actor, key) is None:
            raise
        raise KeyReused from error  # at the same time, in another docket


def intent(actor: Actor, docket_id: str, act: str, payload: Payload, *, key: str, room: str | None = None) -> str:
    """The digest (hex) that a signer confirms: of this request, and of no other."""
    return sha256(canonical.dumps(asked(actor, docket_id, act, payload, room, key=check_key(key)))).hexdigest()


def _performed(
    actor: Actor,
    docket_id: str,
    act: str,
    payload: Payload,
    *,
    arrived: datetime,
    request: Mapping[str, Json],
    key: str,
    room: str | None,
) -> Receipt:
    digest = keeper.request_digest(canonical.dumps(dict(request)))
    with locks.writing():
        scene = Scene.locked(docket_id)
        stored = receipts.stored(actor, key)
        if stored is not None and stored.answers(digest):
            return receipts.opened(stored.row())
        held = queries.holdings(actor, arrived)
        if not scene.standing_of(actor, held).present:
            raise NotFound
        if stored is not None:
            raise KeyReused
        lapses.settle(scene, arrived)
        standing = scene.standing_of(actor, held)
        book = scene.case if room is None else scene.room(room)
        if not standing.enters(book.state):
            raise NotFound
        at = instant_after(book, arrived)
        done = enact(scene, book, Attempt.by(standing, book, act, payload, at, request))
        return flush.write(scene, done, actor=actor, key=key, digest=digest)
