"""The only writer of the ledger: leaves, and the checkpoints that the organisation signs over them.

Rules upheld:
- DESIGN 4: a checkpoint is a C2SP signed note of the log's origin, size and root, signed by the keeper's key;
- both tables are written within the caller's transaction, which holds the lock of the log's docket;
- `Head` needs the tree's right edge only, so that the 10,000th leaf costs what the 10th does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from comity import keeper
from comity.ledger.models import Checkpoint, Entry
from comity.ledger.rows import Table
from comity.proof import notes
from comity.proof.merkle import Edge

ENTRIES, CHECKPOINTS = Table(Entry), Table(Checkpoint)


@dataclass(frozen=True)
class Leaf:
    """A leaf hash and its place in a log."""

    log_id: str
    index: int
    leaf: bytes


@dataclass(frozen=True)
class Head:
    """A log's root at a size, and the signed note that says so."""

    log_id: str
    size: int
    root: bytes
    note: str


def sign_head(log_id: str, origin: str, edge: Edge) -> Head:
    """The signed head of the tree that has this right edge. Deterministic: one tree, one note."""
    root = edge.root()
    text = notes.Checkpoint(origin, edge.size, root).render()
    signature = notes.Signature(settings.ORGANISATION_NAME, _key_id(keeper.public_key()), keeper.sign(text.encode()))
    return Head(log_id, edge.size, root, notes.Note(text, (signature,)).render().decode())


def record(leaves: Iterable[Leaf], heads: Iterable[Head]) -> None:
    """Add leaves and heads: two statements. IntegrityError where a place is taken."""
    ENTRIES.insert([Entry(log_id=row.log_id, index=row.index, leaf=row.leaf) for row in leaves])
    CHECKPOINTS.insert([Checkpoint(log_id=row.log_id, size=row.size, root=row.root, note=row.note) for row in heads])


@cache
def _key_id(public_key: bytes) -> bytes:
    return notes.VerifierKey(settings.ORGANISATION_NAME, public_key).key_id
