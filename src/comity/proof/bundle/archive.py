"""The file: a zip archive that has exactly one form for given members, so that every byte of it is accounted for.

- Members are stored, not compressed: what is read is never larger than the file, so there is no bomb to defuse.
- Sorted by name; dated 1980-01-01; no extra fields, comments, encryption, descriptors or zip64 (APPNOTE 4.3 to 4.5).
- `unpack` reads sizes and names from the local headers and then wants, byte for byte, what `pack` writes: headers,
  directory and end record say nothing of their own, nothing stands before, between or after them.
"""

import re
import struct
from collections.abc import Mapping
from zlib import crc32

from comity.law.messages import mark as _
from comity.proof.bundle.form import Place

LARGEST = 2**28  # bytes of a bundle; 10,000 acts take about ten million
MOST = 2**16 - 2  # members; one more would call for zip64
LONGEST = 128  # characters of a name
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DATE = 10, 1 << 5 | 1  # PKZIP 1.0; the first of January 1980, at midnight


def pack(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members. ValueError where `unpack` would refuse it."""
    if any(len(name) > LONGEST or not NAME.fullmatch(name) for name in members):
        raise ValueError("a member's name is not one that a bundle has")
    packed = _packed(members) if len(members) <= MOST else b""
    if not 0 < len(packed) <= LARGEST:
        raise ValueError(f"a bundle has at most {LARGEST} bytes and {MOST} members")
    return packed


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of an archive, by name, in order. Raises BundleError unless it is what `pack` makes of them."""
    if len(data) > LARGEST:
        raise Place(None).refuse(_("the file has more than %(most)s bytes"), most=LARGEST)
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\3\4":
        name, content = _member(data, at)
        if name <= next(reversed(members), ""):
            raise Place(name).refuse(_("stands twice, or out of order"))
        _same(data, at, _local(name, content), name)
        members[name] = content
        at += _LOCAL.size + len(name) + len(content)
        if len(members) > MOST:
            raise Place(None).refuse(_("the file has more than %(most)s members"), most=MOST)
    _same(data, 0, _packed(members), None)
    return members


def _packed(members: Mapping[str, bytes]) -> bytes:
    parts, entries, offset = [], [], 0
    for name in sorted(members):
        content = members[name]
        entries.append(_entry(name, content, offset))
        parts += [_local(name, content), content]
        offset += len(parts[-2]) + len(content)
    directory = b"".join(entries)
    end = _END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(directory), offset, 0)
    return b"".join([*parts, directory, end])


def _member(data: bytes, at: int) -> tuple[str, bytes]:
    """The name and the content that a local header announces."""
    if len(data) < at + _LOCAL.size:
        raise Place(None).refuse(_("the file ends within a header at byte %(at)s"), at=at)
    *_rest, checksum, size, _unpacked, length, _extra = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size
    name = data[start : start + length].decode("latin-1")
    if len(name) > LONGEST or not NAME.fullmatch(name):
        raise Place(None).refuse(_("the name of the member at byte %(at)s is not one that a bundle has"), at=at)
    content = data[start + length : start + length + size]
    if len(content) != size:
        raise Place(name).refuse(_("the file ends within the member"))
    if crc32(content) != checksum:
        raise Place(name).refuse(_("the content does not have its checksum"))
    return name, content


def _same(data: bytes, at: int, wanted: bytes, member: str | None) -> None:
    """Refuse at the first byte that is not as wanted; with no member the whole file is compared, its end too."""
    found = data[at : at + len(wanted)] if member else data
    if found != wanted:
        pairs = zip(found, wanted, strict=False)
        length = min(len(found), len(wanted))
        byte = at + next((place for place, (left, right) in enumerate(pairs) if left != right), length)
        raise Place(member).refuse(_("byte %(byte)s of the file is not what a bundle has there"), byte=byte)


def _local(name: str, content: bytes) -> bytes:
    size = len(content)
    fields = (_VERSION, 0, 0, 0, _DATE, crc32(content), size, size, len(name), 0)
    return _LOCAL.pack(b"PK\3\4", *fields) + name.encode()


def _entry(name: str, content: bytes, offset: int) -> bytes:
    size = len(content)
    fields = (_VERSION, _VERSION, 0, 0, 0, _DATE, crc32(content), size, size, len(name), 0, 0, 0, 0, 0, offset)
    return _ENTRY.pack(b"PK\1\2", *fields) + name.encode()
