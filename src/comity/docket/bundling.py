"""The bundle: what a participant can at any time take home of a case.

Rules upheld:
- DESIGN 4: the edition, the case log's acts with salts, checkpoints with consistency proofs, a signed manifest; anyone
  checks it with `comity verify`;
- of what was said it holds what the viewer may read; what was said in rooms goes out without salts or proofs;
- not every signed head is put in, but the last and MOST spread evenly over the log: each commits to all before it.
"""

from django.conf import settings

from comity import keeper
from comity.docket import queries, reading
from comity.docket.books import Book
from comity.docket.models import Act, Log
from comity.docket.views import ActView
from comity.law.act import Json
from comity.ledger import queries as ledger
from comity.ledger.queries import SignedHead
from comity.people.actor import Actor
from comity.proof import bundle as proof
from comity.proof.notes import Note, VerifierKey

MOST = 64


def bundle(viewer: Actor, docket_id: str) -> bytes:
    """The bundle's bytes. NotFound for who takes no part in the case."""
    view = queries.case(viewer, docket_id)
    log = Log.objects.select_related("docket").get(pk=docket_id)
    rows = list(Act.objects.filter(log=log).order_by("index"))
    reason = f"bundle-for-{viewer.id}"
    opened = [reading.envelope(log, row, reason) for row in rows]
    readable = {act.index for act in queries.acts(viewer, docket_id) if act.said is not None}
    said = [(row.index, reading.said(log, row, reason)) for row in rows if row.index in readable]
    rooms = {room.id: queries.room(viewer, docket_id, room.id).acts for room in view.rooms}
    contents = proof.Contents(
        key=VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()),
        origin=Book(log, view.edition).origin,
        docket=view.number,
        generated=view.at,
        edition=view.edition.digest_source(),
        log=[proof.Entry(found.act.to_json(), found.salt) for found in opened],
        checkpoints=[Note.parse(head.note.encode()) for head in spread(ledger.heads(log.id))],
        bodies=[proof.Body(index, words.salt, words.body) for index, words in said if words is not None],
        rooms={room: [_spoken(act) for act in acts] for room, acts in rooms.items() if acts},
    )
    return proof.write(contents, keeper.sign)


def spread(heads: list[SignedHead]) -> list[SignedHead]:
    """At most MOST of the heads and the last, evenly spread."""
    step = -(-len(heads) // MOST)
    return [head for place, head in enumerate(heads, 1) if place % step == 0 or place == len(heads)] if heads else []


def _spoken(view: ActView) -> Json:
    """An act of a room as words, with nothing that could prove it."""
    envelope = view.act.to_json()
    told: dict[str, Json] = {key: envelope[key] for key in ("act", "role", "actor", "party", "at", "facts")}
    return {**told, "said": None if view.said is None else dict(view.said)}
