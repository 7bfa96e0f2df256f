"""What one transaction writes, once, at its end. Needs the docket's lock.

Rules upheld:
- TRUST rule 2: act, receipt and ledger leaf in one transaction;
- each table is written by one statement, however many acts the transaction holds; logs and the docket by one for each
  row that changed. A row that another writer moved meanwhile is not overwritten: that would be a broken lock.
"""

from comity.docket import receipts, statements, states
from comity.docket.books import Book
from comity.docket.enact import Done
from comity.docket.models import Agenda, Anchor
from comity.docket.models import Receipt as Row
from comity.docket.receipts import Receipt
from comity.docket.scene import Scene
from comity.ledger import acts as ledger
from comity.ledger.acts import Head, Leaf
from comity.people.actor import Actor
from comity.proof.merkle import leaf_hash

MOVING = ("phase", "ending", "due", "next_due", "agenda_due")


class LockBroken(RuntimeError):
    """Two writers were in one docket at once. It cannot be, and nothing was written."""


def write(scene: Scene, done: Done, *, actor: Actor, key: str, digest: bytes) -> Receipt:
    """Write everything, with the receipt of the act that was asked for."""
    book = done.context.book
    own = ledger.sign_head(book.log.id, book.origin, done.before.append(leaf_hash(done.entry)))
    receipt = receipts.made(done, book, own)
    act_id, log_key = done.context.act_id, book.log.key_id
    row = receipts.row_of(receipt, actor=actor, key=key, digest=digest, act_id=act_id, log_key=log_key)
    _write(scene, [own], [row])
    return receipt


def write_settled(scene: Scene) -> None:
    """Write what the clock performed."""
    _write(scene, [], [])


def _write(scene: Scene, heads: list[Head], given: list[Row]) -> None:
    grown = [book for book in scene.books if book.grown]
    leaves = [Leaf(row.log_id, row.index, bytes(row.leaf)) for row in scene.acts]
    signed = {(head.log_id, head.size): head for head in heads}
    for book in grown:
        if (book.log.id, book.edge.size) not in signed:
            signed[book.log.id, book.edge.size] = ledger.sign_head(book.log.id, book.origin, book.edge)
    _write_docket(scene)
    _write_logs(scene, grown)
    _write_plans(scene)
    with statements.together():
        statements.ACTS.insert(scene.acts)
        ledger.record(leaves, signed.values())
        scene.mirror.write()
        statements.OUTBOX.insert(list(scene.told.values()))
        statements.RECEIPTS.insert(given)


def _write_docket(scene: Scene) -> None:
    docket, state = scene.docket, scene.case.state
    before = {column: getattr(docket, column) for column in MOVING} | {"entities": scene.entities_before}
    docket.phase, docket.ending, docket.due = state.phase, state.ending or "", scene.first_end()
    docket.next_due, docket.agenda_due = scene.next_due()
    if scene.new:
        docket.save(force_insert=True)
    elif before != {column: getattr(docket, column) for column in before}:
        docket.save(force_update=True, update_fields=list(before))


def _write_logs(scene: Scene, grown: list[Book]) -> None:
    new = [scene.case, *scene.made] if scene.new else scene.made
    for book in grown:
        if book not in new:
            _move_on(book)
    for book in new:
        log, size = book.log, book.edge.size
        log.size, log.edge, log.state = size, _peaks(book), states.sealed(log, book.state, size)
    statements.LOGS.insert([book.log for book in new])


def _move_on(book: Book) -> None:
    log, size = book.log, book.edge.size
    state = states.sealed(log, book.state, size)
    if not statements.move_on(log, size=size, edge=_peaks(book), state=state):
        raise LockBroken(log.pk)


def _peaks(book: Book) -> bytes:
    return b"".join(book.edge.peaks)


def _write_plans(scene: Scene) -> None:
    if scene.planned:
        Agenda.objects.bulk_create(scene.planned)
    if scene.struck:
        Agenda.objects.filter(pk__in=scene.struck).delete()
    if scene.anchors:
        Anchor.objects.bulk_create(scene.anchors)
