"""Signed notes and checkpoints: what the organisation puts its name to, in a form that others already read.

- C2SP signed-note: a text that ends with a newline, an empty line, then signature lines of an em dash, a name and the
  base64 of key id and signature. The last empty line separates; there is no control character but newline.
- C2SP signed-note: the id of an Ed25519 key is the first 4 bytes of SHA-256(name | 0x0A | 0x01 | key); signatures of
  unknown keys are passed over, one bad signature of the known key refuses the whole note.
- C2SP tlog-checkpoint: origin, size in decimal, root in base64, one a line. Extension lines, which no auditor can
  check, are refused.
- Base64 is RFC 4648 section 4 with padding, its unused bits zero. Every `parse` accepts exactly what `render` writes.
"""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from comity.proof import ed25519
from comity.proof.merkle import LARGEST, LENGTH

ED25519 = b"\x01"
MOST_SIGNATURES = 100
_LINE = re.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/]+=*)")
_KEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_NEVER_IN_NAMES = re.compile(r"[\s+\x00-\x1f\ud800-\udfff]")
_NEVER_IN_TEXTS = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")


class NoteError(ValueError):
    """A note, key or checkpoint that is badly formed, or not signed by whom it should be."""


@dataclass(frozen=True)
class VerifierKey:
    """An Ed25519 key under a name, as others are told of it. public_key: 32 bytes."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        try:
            ed25519.check_key(self.public_key)
        except ed25519.SignatureError as error:
            raise NoteError(str(error)) from None

    @property
    def fingerprint(self) -> str:
        """64 lower-case hex digits over name and key; the first eight are the key id."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public_key).hexdigest()

    @property
    def key_id(self) -> bytes:
        """4 bytes that tell a name's keys apart; no protection against a key made to collide."""
        return bytes.fromhex(self.fingerprint[:8])

    def render(self) -> str:
        """The one line in which a verifier is told of the key: name+id+base64."""
        return f"{self.name}+{self.key_id.hex()}+{_render_base64(ED25519 + self.public_key)}"

    @classmethod
    def parse(cls, line: str) -> "VerifierKey":
        """The inverse of render. NoteError for anything else."""
        found = _KEY.fullmatch(line)
        if not found:
            raise NoteError("a verifier key is written name+id+base64")
        data = _parse_base64(found[3])
        if data[:1] != ED25519:
            raise NoteError("the verifier key is not an Ed25519 key")
        key = cls(found[1], data[1:])
        if key.key_id.hex() != found[2]:
            raise NoteError("the verifier key's id is not that of its name and key")
        return key


@dataclass(frozen=True)
class Signature:
    """One signature line: whose it says it is, and the bytes."""

    name: str
    key_id: bytes
    value: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.key_id) != 4 or not self.value:
            raise NoteError("a signature holds a key id of 4 bytes and at least one byte more")

    def render(self) -> str:
        """The line, with its newline."""
        return f"\u2014 {self.name} {_render_base64(self.key_id + self.value)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """The inverse of render, of a line without its newline. NoteError for anything else."""
        found = _LINE.fullmatch(line)
        if not found:
            raise NoteError("a signature line is an em dash, a name and base64")
        data = _parse_base64(found[2])
        return cls(found[1], data[:4], data[4:])


@dataclass(frozen=True)
class Note:
    """A text and the signatures on it. Reading one says nothing yet: see verify_note."""

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        if not self.text.endswith("\n"):
            raise NoteError("a note's text ends with a newline")
        if _NEVER_IN_TEXTS.search(self.text):
            raise NoteError("a note is UTF-8 without control characters but newline")
        if not 1 <= len(self.signatures) <= MOST_SIGNATURES:
            raise NoteError(f"a note has 1 to {MOST_SIGNATURES} signatures")

    def render(self) -> bytes:
        """The note as UTF-8."""
        return f"{self.text}\n{''.join(line.render() for line in self.signatures)}".encode()

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """The inverse of render. NoteError for anything else."""
        try:
            whole = data.decode()
        except UnicodeDecodeError as error:
            raise NoteError(f"not UTF-8 at byte {error.start}") from None
        text, separator, lines = whole.rpartition("\n\n")
        if not separator or not lines.endswith("\n"):
            raise NoteError("a note is a text, an empty line and signature lines")
        return cls(text + "\n", tuple(Signature.parse(line) for line in lines[:-1].split("\n")))


def sign_note(text: str, name: str, public_key: bytes, sign: Callable[[bytes], bytes]) -> Note:
    """The note with one signature; `sign` returns 64 bytes for the text as UTF-8, and need not show its key."""
    key = VerifierKey(name, public_key)
    return Note(text, (Signature(name, key.key_id, sign(text.encode())),))


def verify_note(note: Note, key: VerifierKey) -> None:
    """Refuse (NoteError) unless this key signed the note, and every signature in this key's name is good."""
    mine = [line for line in note.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
    if not mine:
        raise NoteError(f"not signed by {key.name}+{key.key_id.hex()}")
    for line in mine:
        try:
            ed25519.verify(key.public_key, note.text.encode(), line.value)
        except ed25519.SignatureError as error:
            raise NoteError(str(error)) from None


@dataclass(frozen=True)
class Checkpoint:
    """What a log's tree was: its first `size` leaves have the root `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        _check_name(self.origin)
        if not 0 <= self.size <= LARGEST or len(self.root) != LENGTH:
            raise NoteError("a checkpoint has a size below 2^53 and a root of 32 bytes")

    def render(self) -> str:
        """The text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{_render_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """The inverse of render. NoteError for anything else."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
            raise NoteError("a checkpoint is three lines: origin, size, root")
        return cls(lines[0], int(lines[1]), _parse_base64(lines[2]))


def fork(checkpoints: Sequence[Checkpoint]) -> tuple[Checkpoint, Checkpoint] | None:
    """Two of these that give one log of one size two roots; signed by one key, they prove that it lied."""
    seen: dict[tuple[str, int], Checkpoint] = {}
    for checkpoint in checkpoints:
        first = seen.setdefault((checkpoint.origin, checkpoint.size), checkpoint)
        if first != checkpoint:
            return first, checkpoint
    return None


def _check_name(name: str) -> None:
    """Names and origins: not empty, no space of any script, no plus, no control character, no lone surrogate."""
    if not name or _NEVER_IN_NAMES.search(name):
        raise NoteError("a name is not empty and has no space, plus or control character")


def _render_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _parse_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if _render_base64(data) != text:
        raise NoteError("not base64 in its one form")
    return data
