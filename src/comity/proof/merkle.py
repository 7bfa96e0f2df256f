"""The Merkle tree of a log: RFC 6962 section 2.1, with SHA-256.

- A leaf is SHA-256(0x00 | entry), a node SHA-256(0x01 | left | right); no leaf can be read as a node (RFC 6962 2.1).
- A tree of n leaves splits at the largest power of two below n; the root of none is SHA-256 of nothing.
- `Edge` is what a growing log must keep: the roots of its complete subtrees, at most one for each bit of its size.
- `Tree` proves over all leaves of a log; `verify_*` undo the same recursion, raise, and never return a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

from comity.law.act import Json

EMPTY = sha256().digest()
LENGTH = 32
LARGEST = 2**53 - 1  # leaves; what canonical JSON can count

Path = tuple[bytes, ...]


class ProofError(ValueError):
    """A proof that does not prove what it was shown for."""


def leaf_hash(entry: bytes) -> bytes:
    """The leaf that stands for an entry; 32 bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The node above two subtrees; 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Edge:
    """The right edge of a tree of `size` leaves: roots of its complete subtrees, the largest (leftmost) first."""

    size: int = 0
    peaks: Path = ()

    def __post_init__(self) -> None:
        if self.size < 0 or self.size.bit_count() != len(self.peaks):
            raise ValueError(f"an edge of {len(self.peaks)} subtrees cannot hold {self.size} leaves")
        if any(len(peak) != LENGTH for peak in self.peaks):
            raise ValueError("a subtree's root has 32 bytes")

    def append(self, leaf: bytes) -> "Edge":
        """The edge after one more leaf (a leaf hash)."""
        peaks, size = self.peaks, self.size
        while size & 1:
            leaf, peaks, size = node_hash(peaks[-1], leaf), peaks[:-1], size >> 1
        return Edge(self.size + 1, (*peaks, leaf))

    def root(self) -> bytes:
        """The root of the whole tree."""
        return reduce(lambda right, left: node_hash(left, right), reversed(self.peaks)) if self.peaks else EMPTY

    def next_path(self) -> Path:
        """The inclusion proof of the leaf that is appended next, in the tree which ends with it."""
        return self.peaks[::-1]

    def to_json(self) -> list[Json]:
        """The subtrees' roots in lower-case hex, the largest first; the size is stored beside them."""
        return [peak.hex() for peak in self.peaks]

    @classmethod
    def from_json(cls, size: int, value: Json) -> "Edge":
        """The inverse of to_json. ValueError where size and roots do not fit each other."""
        if not isinstance(value, list) or not all(isinstance(peak, str) for peak in value):
            raise ValueError("an edge is a list of roots in hex")
        edge = cls(size, tuple(bytes.fromhex(str(peak)) for peak in value))
        if edge.to_json() != value:
            raise ValueError("a root is written in lower-case hex")
        return edge


class Tree:
    """All complete subtrees over a sequence of leaf hashes: made in O(n), each proof in O(log(n)^2)."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size = len(leaves)
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            self._levels.append([node_hash(*pair) for pair in zip(below[::2], below[1::2], strict=False)])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves, by default over all. ValueError where there are not so many."""
        size = self.size if size is None else size
        self._hold(0 <= size <= self.size)
        return self._over(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> Path:
        """PATH(index, D[size]), RFC 6962 2.1.1: from the leaf upwards. Leaves count from 0."""
        size = self.size if size is None else size
        self._hold(0 <= index < size <= self.size)
        return self._path(index, 0, size)

    def consistency(self, first: int, second: int | None = None) -> Path:
        """PROOF(first, D[second]), RFC 6962 2.1.2: that the first `first` leaves are a beginning of the `second`."""
        second = self.size if second is None else second
        self._hold(0 < first <= second <= self.size)
        return self._subproof(first, 0, second, known=True)

    def _hold(self, within: bool) -> None:  # noqa: FBT001 - the condition itself
        if not within:
            raise ValueError(f"a tree of {self.size} leaves has no such place")

    def _over(self, start: int, end: int) -> bytes:
        """The root over leaves start..end - 1, where start is a multiple of the power of two that covers them."""
        size = end - start
        if size & (size - 1) == 0:
            return self._levels[size.bit_length() - 1][start // size]
        middle = start + _split(size)
        return node_hash(self._over(start, middle), self._over(middle, end))

    def _path(self, index: int, start: int, end: int) -> Path:
        if end - start == 1:
            return ()
        middle = start + _split(end - start)
        if index < middle:
            return (*self._path(index, start, middle), self._over(middle, end))
        return (*self._path(index, middle, end), self._over(start, middle))

    def _subproof(self, first: int, start: int, end: int, *, known: bool) -> Path:
        """SUBPROOF(first - start, D[start:end], known): the verifier knows the old root only where nothing was left."""
        if first == end:
            return () if known else (self._over(start, end),)
        middle = start + _split(end - start)
        if first <= middle:
            return (*self._subproof(first, start, middle, known=known), self._over(middle, end))
        return (*self._subproof(first, middle, end, known=False), self._over(start, middle))


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Refuse (ProofError) unless `path` leads from the leaf at `index` to the root of `size` leaves."""
    if not 0 <= index < size <= LARGEST:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    if _folded(leaf, index, size, tuple(path)) != root:
        raise ProofError("the path leads to another root")


def verify_consistency(first: int, second: int, path: Sequence[bytes], old: bytes, new: bytes) -> None:
    """Refuse (ProofError) unless the tree of `first` leaves and root `old` is the beginning of that of `second`."""
    if not 0 < first <= second <= LARGEST:
        raise ProofError(f"{first} leaves cannot be a beginning of {second}")
    before, after = _folded_twice(first, second, tuple(path), old)
    if before != old:
        raise ProofError("the proof leads to another earlier root")
    if after != new:
        raise ProofError("the proof leads to another later root")


def _folded(leaf: bytes, index: int, size: int, path: Path) -> bytes:
    """The root to which a path leads: Tree._path read backwards, its last step first."""
    if size == 1:
        return _end(path, leaf)
    rest, beside = _last(path)
    middle = _split(size)
    if index < middle:
        return node_hash(_folded(leaf, index, middle, rest), beside)
    return node_hash(beside, _folded(leaf, index - middle, size - middle, rest))


def _folded_twice(first: int, second: int, path: Path, old: bytes | None) -> tuple[bytes, bytes]:
    """The earlier and the later root to which a proof leads; `old` while the earlier tree may be a whole subtree."""
    if first == second:
        rest, whole = _last(path) if old is None else (path, old)
        return (_end(rest, whole),) * 2
    rest, beside = _last(path)
    middle = _split(second)
    if first <= middle:
        before, after = _folded_twice(first, middle, rest, old)
        return before, node_hash(after, beside)
    before, after = _folded_twice(first - middle, second - middle, rest, None)
    return node_hash(beside, before), node_hash(beside, after)


def _last(path: Path) -> tuple[Path, bytes]:
    if not path:
        raise ProofError("the proof is too short")
    return path[:-1], path[-1]


def _end(path: Path, found: bytes) -> bytes:
    if path:
        raise ProofError("the proof is too long")
    return found


def _split(size: int) -> int:
    """The largest power of two below size (RFC 6962 2.1)."""
    return 1 << ((size - 1).bit_length() - 1)
