"""The file: one form, read by every unzip, and no other form accepted."""

import io
import struct
import zipfile
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.proof.bundle import BundleError, archive
from comity.proof.bundle.archive import LARGEST, LONGEST, MOST, pack, unpack

NAMES = st.from_regex(archive.NAME, fullmatch=True).filter(lambda name: len(name) <= LONGEST)
MEMBERS = {"b.json": b"[1,2,3]", "a/x.note": b"", "a.json": b"{}"}
PACKED = pack(MEMBERS)


def zipped(members, **options):
    """The same members by the standard library, which has forms of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archived:
        for name, data in members.items():
            archived.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def refusal(data):
    with pytest.raises(BundleError) as refused:
        unpack(data)
    return str(refused.value)


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=6))
def test_round_trip(members):
    assert unpack(pack(members)) == members


@given(st.binary(max_size=200) | st.binary(max_size=40).map(lambda more: PACKED + more))
def test_bytes_are_refused_or_are_what_pack_writes(data):
    try:
        members = unpack(data)
    except BundleError:
        return
    assert pack(members) == data


def test_the_form_itself():
    # Written out by hand from APPNOTE 4.3: any change of these bytes makes every bundle of before unreadable.
    alike = "0a00 0000 0000 0000 2100 ac2a93d8 02000000 02000000 0100 0000"
    local = f"504b0304 {alike} 61 6869"
    entry = f"504b0102 0a00 {alike} 0000 0000 0000 00000000 00000000 61"
    end = "504b0506 0000 0000 0100 0100 2f000000 21000000 0000"
    assert pack({"a": b"hi"}) == bytes.fromhex(local + entry + end)


def test_every_unzip_reads_it():
    with zipfile.ZipFile(io.BytesIO(PACKED)) as archived:
        assert archived.testzip() is None
        assert {name: archived.read(name) for name in archived.namelist()} == MEMBERS
        assert archived.namelist() == sorted(MEMBERS)
        assert {info.date_time for info in archived.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_order_in_which_members_come_does_not_matter():
    assert pack(dict(reversed(MEMBERS.items()))) == PACKED


def test_every_changed_byte_is_refused():
    for at in range(len(PACKED)):
        for bit in range(8):
            other = bytearray(PACKED)
            other[at] ^= 1 << bit
            assert refusal(bytes(other))


def test_every_shorter_file_is_refused():
    for length in range(len(PACKED)):
        assert refusal(PACKED[:length])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "byte 0 of the file is not what a bundle has there"),
        (b"PK\3\4", "the file ends within a header at byte 0"),
        (b"x" + PACKED, "byte 0 of the file is not what a bundle has there"),
        (PACKED + b"x", f"byte {len(PACKED)} of the file is not what a bundle has there"),
        (PACKED[:-2] + b"\1\0x", f"byte {len(PACKED) - 2} of the file is not what a bundle has there"),
        (PACKED.replace(b"[1,2,3]", b"[1,2,4]"), "b.json: the content does not have its checksum"),
        (PACKED.replace(b"a.json", b"A.json"), "the name of the member at byte 0 is not one that a bundle has"),
        (PACKED.replace(b"a.json", b"../jon"), "the name of the member at byte 0 is not one that a bundle has"),
        (PACKED[: PACKED.index(b"PK\1\2") - 2], "b.json: the file ends within the member"),
    ],
)
def test_what_is_wrong_is_named(data, reason):
    assert refusal(data) == reason


def test_encrypted_compressed_dated_and_padded_members_are_refused():
    fields = {6: "flags", 8: "method", 10: "time", 12: "date", 28: "extra"}
    for offset in fields:
        other = bytearray(PACKED)
        other[offset] ^= 1
        assert refusal(bytes(other)) == f"a.json: byte {offset} of the file is not what a bundle has there"


def test_members_out_of_order_or_doubled_are_refused():
    one, two = pack({"b.json": b"2"}), pack({"a.json": b"1"})
    ends = [data.index(b"PK\1\2") for data in (one, two)]
    assert refusal(one[: ends[0]] + two[: ends[1]]) == "a.json: stands twice, or out of order"
    assert refusal(one[: ends[0]] * 2) == "b.json: stands twice, or out of order"


def test_forms_of_other_writers_are_refused():
    members = dict(sorted(MEMBERS.items()))
    assert refusal(zipped(members))
    assert refusal(zipped(members, compression=zipfile.ZIP_DEFLATED))


def test_a_local_header_that_disagrees_with_the_directory_is_refused():
    # The directory names another size than the local header: readers that trust either would read different members.
    at = PACKED.index(b"PK\1\2")
    other = PACKED[: at + 24] + struct.pack("<L", 1) + PACKED[at + 28 :]
    assert refusal(other) == f"byte {at + 24} of the file is not what a bundle has there"


def test_a_member_announced_beyond_the_end_is_refused():
    header = struct.pack("<4s5H3L2H", b"PK\3\4", 10, 0, 0, 0, 33, crc32(b""), 2**32 - 1, 2**32 - 1, 1, 0)
    assert refusal(header + b"a") == "a: the file ends within the member"


def test_sizes_are_bounded(monkeypatch):
    assert LARGEST == 2**28
    monkeypatch.setattr(archive, "LARGEST", len(PACKED) - 1)
    assert refusal(PACKED) == f"the file has more than {len(PACKED) - 1} bytes"
    with pytest.raises(ValueError, match=r"^a bundle has at most \d+ bytes and 65534 members$"):
        pack(MEMBERS)
    monkeypatch.setattr(archive, "LARGEST", len(PACKED))
    assert unpack(pack(MEMBERS)) == MEMBERS


def test_the_number_of_members_is_bounded(monkeypatch):
    assert MOST == 65_534
    monkeypatch.setattr(archive, "MOST", 2)
    assert refusal(PACKED) == "the file has more than 2 members"
    with pytest.raises(ValueError, match=r"^a bundle has at most \d+ bytes and 2 members$"):
        pack(MEMBERS)
    monkeypatch.setattr(archive, "MOST", 3)
    assert unpack(pack(MEMBERS)) == MEMBERS


def test_the_longest_name_and_the_emptiest_member_are_read():
    for members in ({"a" * 128: b""}, {"b": b"", "a": b""}, {}):
        assert unpack(pack(members)) == members


def test_a_longer_name_is_refused_whatever_the_header_says(monkeypatch):
    monkeypatch.setattr(archive, "LONGEST", 129)
    longer = pack({"a" * 129: b""})
    monkeypatch.undo()
    assert refusal(longer) == "the name of the member at byte 0 is not one that a bundle has"


def test_a_header_alone_at_the_very_end_is_read_as_one():
    header = PACKED[:30]
    assert refusal(header) == "the name of the member at byte 0 is not one that a bundle has"
    assert refusal(header[:-1]) == "the file ends within a header at byte 0"


@pytest.mark.parametrize("name", ["", "/a", "a/", "a/b/c", "A", ".a", "a b", "a\\b", "é", "a" * 129, "a\n"])
def test_names_that_no_bundle_has(name):
    with pytest.raises(ValueError, match=r"^a member's name is not one that a bundle has$"):
        pack({name: b""})
