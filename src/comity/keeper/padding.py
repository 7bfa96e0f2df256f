"""Padding of room bodies, so that a length tells a size class and never a word (DESIGN 3).

ISO/IEC 7816-4: one byte 0x80, then zeros up to the size. Every padded text has exactly one reading.
"""

from comity.keeper.errors import NotOpened

SMALLEST = 256


def pad(plaintext: bytes, size: int | None = None) -> bytes:
    """The text filled up to `size` bytes; by default to the smallest power of two >= 256 that holds it.

    ValueError if it does not fit with its end mark.
    """
    needed = len(plaintext) + 1
    full = max(SMALLEST, 1 << (needed - 1).bit_length()) if size is None else size
    if needed > full:
        raise ValueError(f"{len(plaintext)} bytes and an end mark do not fit into {full}")
    return plaintext + b"\x80" + bytes(full - needed)


def unpad(padded: bytes) -> bytes:
    """The text that was padded; NotOpened if the bytes are not a padded text."""
    text, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00"):
        raise NotOpened("the padding is damaged")
    return text
