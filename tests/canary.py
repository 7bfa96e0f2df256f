"""The canary: a planted secret, looked for in every file that a running organisation leaves behind.

TRUST rule 4: only ciphertext reaches the database; its log, temporary files, the logs and the mail count too. A sweep
is worth something only beside a control: the same run with sealing off, in which the sweep finds the secret.

A secret is looked for in ten encodings:
 1 utf-8              6 percent            %C3%BC, of some or of all bytes
 2 utf-16-le          7 quoted-printable   =C3=BC, as in mail
 3 utf-16-be          8 json               \\u escapes, of some or of all characters
 4 hex                9 octal              \\303, as databases escape bytes
 5 base64            10 deflate            zlib and gzip streams and zip members, whose text is one of 1 to 9
in both cases where letters may have two, base64 in its three alignments and two alphabets, and in small files also
where lines are folded, as mail folds them.
"""

import base64
import json
import os
import re
import string
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.keeper import random_id

INFLATED_AT_MOST = 1 << 22
UNFOLDED_AT_MOST = 1 << 20
_FOLD = re.compile(rb"=?\r?\n ?")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_ZIP = re.compile(rb"PK\x03\x04")


@dataclass(frozen=True, order=True)
class Hit:
    """A place where the secret lies open: the file, how it is written, and the first byte."""

    path: Path
    encoding: str
    offset: int


def secret() -> str:
    """A new secret, in two scripts so that no two encodings write it alike; what follows it may tell places apart."""
    return f"{random_id()} Kanarienvögel 金絲雀"


def sweep(paths: Iterable[Path], planted: str) -> list[Hit]:
    """Every place where the planted secret lies open in these files, and in the files below these folders."""
    needles = _needles(planted)
    return sorted(hit for path in paths for file in files(path) for hit in _hits(file, _content(file), needles))


def unseen(paths: Iterable[Path], several: Iterable[str]) -> list[str]:
    """Those of several secrets that a sweep would find nowhere, in one reading of the files: what a control asks."""
    wanted = {planted: _needles(planted) for planted in several}
    for file in (file for path in paths for file in files(path)):
        content = _content(file)
        texts = [content, *(text for _, text in _inflated(content))]
        if len(content) <= UNFOLDED_AT_MOST:
            texts.append(_FOLD.sub(b"", content))
        wanted = {name: needles for name, needles in wanted.items() if not any(_any(text, needles) for text in texts)}
    return sorted(wanted)


def files(path: Path) -> Iterator[Path]:
    """A file, or the files below a folder; what a running server removes meanwhile is left out."""
    below = (Path(folder, name) for folder, _, names in os.walk(path) for name in names) if path.is_dir() else [path]
    return (file for file in below if file.is_file() and not file.is_symlink())


def _needles(planted: str) -> dict[str, list[bytes]]:
    return {name: sorted(set(write(planted))) for name, write in ENCODINGS.items()}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:  # a running server removes files of its own
        return b""


def _hits(file: Path, content: bytes, needles: dict[str, list[bytes]]) -> Iterator[Hit]:
    found = dict(_found(content, needles))
    if len(content) <= UNFOLDED_AT_MOST:  # an offset in what was unfolded is only near the place
        found = {**dict(_found(_FOLD.sub(b"", content), needles)), **found}
    yield from (Hit(file, name, offset) for name, offset in found.items())
    for offset, text in _inflated(content):
        if _any(text, needles):
            yield Hit(file, "deflate", offset)


def _found(content: bytes, needles: dict[str, list[bytes]]) -> Iterator[tuple[str, int]]:
    for name, forms in needles.items():
        offsets = [offset for form in forms if (offset := content.find(form)) >= 0]
        if offsets:
            yield name, min(offsets)


def _any(content: bytes, needles: dict[str, list[bytes]]) -> bool:
    return next(_found(content, needles), None) is not None


def _inflated(content: bytes) -> Iterator[tuple[int, bytes]]:
    for pattern, window in ((_ZLIB, zlib.MAX_WBITS), (_GZIP, zlib.MAX_WBITS | 16)):
        for match in pattern.finditer(content):
            yield match.start(), _inflate(content, match.start(), window)
    for match in _ZIP.finditer(content):
        lengths = content[match.start() + 26 : match.start() + 30]
        name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
        yield match.start(), _inflate(content, match.start() + 30 + name + extra, -zlib.MAX_WBITS)


def _inflate(content: bytes, start: int, window: int) -> bytes:
    """What inflates from here, up to a stream's damage or INFLATED_AT_MOST."""
    stream, text = zlib.decompressobj(window), bytearray()
    try:
        for at in range(start, len(content), 256):
            text += stream.decompress(content[at : at + 256], INFLATED_AT_MOST)
            if stream.eof or len(text) > INFLATED_AT_MOST:
                break
    except zlib.error:  # most places that look like a stream are none
        return bytes(text)
    return bytes(text)


def _hex(text: str) -> Iterator[bytes]:
    yield from (text.encode().hex().encode(), text.encode().hex().upper().encode())


def _base64(text: str) -> Iterator[bytes]:
    data = text.encode()
    for before in range(3):
        whole = base64.b64encode(bytes(before) + data)
        inside = whole[(before * 8 + 5) // 6 : (before + len(data)) * 8 // 6]  # characters that the text alone decides
        yield from (inside, inside.translate(bytes.maketrans(b"+/", b"-_")))


def _escaped(prefix: str, text: str) -> Iterator[bytes]:
    """Two hexadecimal digits after a prefix: for all bytes, or for all but letters, digits and one of these sets."""
    letters = string.ascii_letters + string.digits
    for plain in ("", letters, letters + " ", letters + "-_.", letters + "-_. "):
        for form in ("02X", "02x"):
            yield "".join(chr(b) if chr(b) in plain else f"{prefix}{b:{form}}" for b in text.encode()).encode()


def _json(text: str) -> Iterator[bytes]:
    some = json.dumps(text)[1:-1]
    units = text.encode("utf-16-be")
    full = "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
    for form in (some, full):
        yield from (form.encode(), re.sub(r"\\u(....)", lambda m: f"\\u{m[1].upper()}", form).encode())


def _octal(text: str) -> Iterator[bytes]:
    for backslash in ("\\", "\\\\"):
        yield "".join(chr(byte) if byte < 128 else f"{backslash}{byte:03o}" for byte in text.encode()).encode()


ENCODINGS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "utf-8": lambda text: [text.encode()],
    "utf-16-le": lambda text: [text.encode("utf-16-le")],
    "utf-16-be": lambda text: [text.encode("utf-16-be")],
    "hex": _hex,
    "base64": _base64,
    "percent": lambda text: _escaped("%", text),
    "quoted-printable": lambda text: _escaped("=", text),
    "json": _json,
    "octal": _octal,
}
