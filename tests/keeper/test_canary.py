"""The canary's own test: every encoding is found where the secret lies open, none where it is sealed."""

import base64
import gzip
import io
import json
import quopri
import re
import sqlite3
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from comity.keeper import suite
from tests.canary import Hit, secret, sweep, unseen

PAIR = suite.halves(bytes(32))
Write = Callable[[str], bytes]


def _zip(text: str, method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("body.json", "x" * 500 + text)
    return file.getvalue()


OPEN: list[tuple[str, Write]] = [
    ("utf-8", str.encode),
    ("utf-8", lambda text: _zip(text, zipfile.ZIP_STORED)),
    ("utf-16-le", lambda text: text.encode("utf-16-le")),
    ("utf-16-be", lambda text: text.encode("utf-16-be")),
    ("hex", lambda text: text.encode().hex().encode()),
    ("hex", lambda text: text.encode().hex().upper().encode()),
    *(("base64", lambda text, n=n: base64.b64encode(b"-" * n + text.encode() + b"and more")) for n in range(6)),
    *(("base64", lambda text, n=n: base64.urlsafe_b64encode(b"-" * n + text.encode())) for n in range(3)),
    *(("base64", lambda text, n=n: base64.encodebytes(b"-" * n + text.encode())) for n in (30, 40)),
    ("percent", lambda text: urllib.parse.quote(text).encode()),
    ("percent", lambda text: re.sub("%..", lambda found: found[0].lower(), urllib.parse.quote(text)).encode()),
    ("percent", lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode()),
    ("quoted-printable", lambda text: quopri.encodestring(text.encode())),
    ("quoted-printable", lambda text: quopri.encodestring(b"-" * 50 + text.encode()).replace(b"\n", b"\r\n")),
    ("json", lambda text: json.dumps({"text": text}).encode()),
    ("json", lambda text: "".join(f"\\u{ord(letter):04X}" for letter in text).encode()),
    ("octal", lambda text: "".join(chr(b) if b < 128 else f"\\{b:03o}" for b in text.encode()).encode()),
    ("deflate", lambda text: zlib.compress((text * 3).encode())),
    ("deflate", lambda text: zlib.compress(text.encode("utf-16-le"), 9)),
    ("deflate", lambda text: zlib.compress(text.encode(), 1) + b"followed by more"),
    ("deflate", lambda text: gzip.compress(b"before " * 100 + text.encode())),
    ("deflate", lambda text: gzip.compress(base64.b64encode(text.encode()))),
    ("deflate", lambda text: _zip(text, zipfile.ZIP_DEFLATED)),
]


@pytest.mark.parametrize(("encoding", "write"), OPEN)
def test_each_encoding_is_found(tmp_path: Path, encoding: str, write: Write):
    planted = secret()
    file = tmp_path / "below" / "file.bin"
    file.parent.mkdir()
    file.write_bytes(b"\x00\xff before " + write(planted) + b" after")
    assert {(hit.path, hit.encoding) for hit in sweep([tmp_path], planted)} == {(file, encoding)}
    other = secret()
    assert unseen([tmp_path], [other, planted]) == [other]


@pytest.mark.parametrize(("encoding", "write"), OPEN)
def test_none_is_found_where_it_is_sealed(tmp_path: Path, encoding: str, write: Write):
    planted = secret()
    sealed = suite.seal(PAIR.public, write(planted), suite.place("key1", "body", "act1", 1))
    (tmp_path / "file.bin").write_bytes(sealed)
    assert sweep([tmp_path], planted) == []


def test_a_hit_says_where(tmp_path: Path):
    planted = secret()
    (tmp_path / "log").write_bytes(b"12345" + planted.encode())
    assert sweep([tmp_path / "log"], planted) == [Hit(tmp_path / "log", "utf-8", 5)]


def test_a_stream_that_is_cut_off_is_still_read(tmp_path: Path):
    planted = secret()
    (tmp_path / "spool").write_bytes(zlib.compress((planted + "x" * 10).encode() + bytes(range(256)) * 40)[:-200])
    assert [hit.encoding for hit in sweep([tmp_path], planted)] == ["deflate"]


def test_another_secret_is_not_found(tmp_path: Path):
    (tmp_path / "log").write_bytes(secret().encode())
    assert sweep([tmp_path], secret()) == []


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """A database that somebody reads, so that its WAL stays when the writer leaves."""
    path = tmp_path / "comity.sqlite3"
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield path


def _fill(database: Path, text: bytes) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE act (body BLOB)")
        connection.execute("INSERT INTO act VALUES (?)", [text])


def test_the_wal_of_a_database_is_swept(database: Path):
    planted = secret()
    _fill(database, planted.encode())
    assert [(hit.path.name, hit.encoding) for hit in sweep([database.parent], planted)] == [
        ("comity.sqlite3-wal", "utf-8")
    ]


def test_a_database_of_sealed_rows_holds_no_secret(database: Path):
    planted = secret()
    _fill(database, suite.seal(PAIR.public, planted.encode(), suite.place("key1", "body", "act1", 1)))
    names = ["comity.sqlite3", "comity.sqlite3-shm", "comity.sqlite3-wal"]
    assert sorted(path.name for path in database.parent.iterdir()) == names
    assert sweep([database.parent], planted) == []
