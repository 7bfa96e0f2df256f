"""anchor-rooms: at fixed times one digest over all rooms of a docket enters the case log.

Rules upheld:
- DESIGN 2: the root (RFC 6962) over all rooms of SHA-256(0x00 | room id | fresh salt | size | root), at fixed times,
  whether or not anything happened, so that neither a size, nor the number of rooms, nor "nothing happened" shows;
- the leaves lie in random order among random ones that stand for no room, up to a power of two of at least 64: the
  length of a path does not tell how many rooms there are;
- salt and path lie in the room, sealed under its key: its readers, and nobody else, can show that its head is in.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from comity import keeper
from comity.docket import registry
from comity.docket.books import Book
from comity.docket.context import Context
from comity.docket.models import Anchor
from comity.law.act import Act, Json
from comity.proof import canonical
from comity.proof.merkle import Tree, leaf_hash, verify_inclusion

ACT = "anchor-rooms"
FEWEST = 64


@dataclass(frozen=True)
class Anchored:
    """What a room keeps of an anchor: its `root` (hex) at `size` lies at `index` of `leaves` leaves; the path up."""

    room: str
    size: int
    root: str
    salt: str
    index: int
    leaves: int
    path: tuple[str, ...]

    def leaf(self) -> bytes:
        """SHA-256(0x00 | room id | salt | size | root)."""
        size = self.size.to_bytes(8, "big")
        return leaf_hash(self.room.encode() + bytes.fromhex(self.salt) + size + bytes.fromhex(self.root))

    def verify(self, heads: str) -> None:
        """Refuse (ProofError) unless the room's head lies under the digest `heads` (hex) of the case log."""
        path = [bytes.fromhex(step) for step in self.path]
        verify_inclusion(self.leaf(), self.index, self.leaves, path, bytes.fromhex(heads))


@registry.prepare(ACT)
def prepare_anchor(ctx: Context, facts: registry.Said, body: registry.Said) -> tuple[registry.Said, registry.Said]:
    """Compute the digest over all rooms, and keep for each what its members need."""
    heads, kept = tree_over(ctx.scene.rooms())
    ctx.scene.anchors += [_row(book, anchored, ctx.at) for book, anchored in kept]
    return {**facts, "heads": heads}, body


@registry.handle(ACT)
def handle_anchor(_ctx: Context, _act: Act) -> None:
    """Everything is in the facts and in the rooms."""


def tree_over(rooms: list[Book]) -> tuple[str, list[tuple[Book, Anchored]]]:
    """The digest (hex) over the rooms' heads, and for each room why its head lies under it."""
    count = max(FEWEST, 1 << len(rooms).bit_length())
    leaves = [secrets.token_bytes(32) for _ in range(count)]
    places = dict(zip(secrets.SystemRandom().sample(range(count), len(rooms)), rooms, strict=True))
    heads = {index: _head(book, index, count) for index, book in places.items()}
    for index, head in heads.items():
        leaves[index] = head.leaf()
    tree = Tree(leaves)
    return tree.root().hex(), [(places[index], _with_path(head, tree)) for index, head in heads.items()]


def opened(row: Anchor, key_id: str) -> Anchored:
    """What a room keeps of one anchor."""
    place = f"{row.log_id}-{row.at:%Y%m%dT%H%M%SZ}"
    text = keeper.unpad(keeper.open_sealed(key_id, bytes(row.sealed), kind="anchor", id=place, reason="anchor"))
    value = cast("dict[str, Json]", canonical.loads(text))
    path = tuple(str(step) for step in cast("list[Json]", value.pop("path")))
    return Anchored(room=row.log_id, path=path, **value)  # type: ignore[arg-type]  # as _row wrote it


def _head(book: Book, index: int, count: int) -> Anchored:
    salt = keeper.salt().hex()
    return Anchored(book.log.id, book.edge.size, book.edge.root().hex(), salt, index, count, ())


def _with_path(head: Anchored, tree: Tree) -> Anchored:
    path = tuple(step.hex() for step in tree.inclusion(head.index))
    return Anchored(head.room, head.size, head.root, head.salt, head.index, head.leaves, path)


def _row(book: Book, head: Anchored, at: datetime) -> Anchor:
    value: dict[str, Json] = {
        "size": head.size,
        "root": head.root,
        "salt": head.salt,
        "index": head.index,
        "leaves": head.leaves,
        "path": list(head.path),
    }
    place = f"{book.log.id}-{at:%Y%m%dT%H%M%SZ}"
    sealed = keeper.seal(book.log.key_id, keeper.pad(canonical.dumps(value)), kind="anchor", id=place)
    return Anchor(log=book.log, at=at, sealed=sealed)
