"""The only reader of the ledger. Leaves are salted digests; who may have them is the docket's question."""

from dataclasses import dataclass

from comity.ledger.models import Checkpoint, Entry


@dataclass(frozen=True)
class SignedHead:
    """A log's root (32 bytes) at a size, and the C2SP note."""

    size: int
    root: bytes
    note: str


def leaves(log_id: str, size: int | None = None) -> list[bytes]:
    """Leaf hashes of the log in order, the first `size` of them or all. One statement."""
    rows = Entry.objects.filter(log_id=log_id).order_by("index").values_list("leaf", flat=True)
    return [bytes(leaf) for leaf in (rows if size is None else rows[:size])]


def heads(log_id: str) -> list[SignedHead]:
    """Signed heads of the log, the oldest first. One statement."""
    rows = Checkpoint.objects.filter(log_id=log_id).order_by("size").values_list("size", "root", "note")
    return [SignedHead(size, bytes(root), note) for size, root, note in rows]


def latest_head(log_id: str) -> SignedHead | None:
    """The newest signed head; None for a log without an act. One statement."""
    row = Checkpoint.objects.filter(log_id=log_id).order_by("-size").values_list("size", "root", "note").first()
    return None if row is None else SignedHead(row[0], bytes(row[1]), row[2])
