"""Signed notes and checkpoints against the examples of C2SP and of Go, and what is refused."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.proof import ed25519
from comity.proof.notes import (
    Checkpoint,
    Note,
    NoteError,
    Signature,
    VerifierKey,
    fork,
    sign_note,
    verify_note,
)

# The key and the note of golang.org/x/mod/sumdb/note, the first implementation of the format.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of C2SP signed-note: a text with an empty line in it.
C2SP_TEXT = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n"
C2SP_NOTE = (
    f"{C2SP_TEXT}\n— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# The example of C2SP tlog-checkpoint.
C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
SEED = bytes(range(32))
PUBLIC = ed25519.public_key(SEED)
KEY = VerifierKey("mediation.example", PUBLIC)
ROOT = bytes(range(32))

names = st.from_regex(r"[^\s+\x00-\x1f\ud800-\udfff]{1,20}", fullmatch=True)
texts = st.from_regex(r"([^\x00-\x1f\ud800-\udfff]|\n){0,60}\n", fullmatch=True)
signatures = st.builds(Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80))
notes = st.builds(Note, texts, st.lists(signatures, min_size=1, max_size=4).map(tuple))


def signed(text):
    return sign_note(text, KEY.name, PUBLIC, lambda message: ed25519.sign(SEED, message))


def refusal(function, *given):
    with pytest.raises(NoteError) as refused:
        function(*given)
    return str(refused.value)


def test_the_key_of_go():
    key = VerifierKey.parse(GO_KEY)
    assert key.render() == GO_KEY
    assert (key.name, key.key_id.hex(), key.fingerprint[:8]) == ("PeterNeumann", "c74f20a3", "c74f20a3")


def test_the_note_of_go_is_made_byte_for_byte_and_verifies():
    seed = base64.b64decode(GO_SECRET)[1:]
    key = VerifierKey.parse(GO_KEY)
    note = sign_note(GO_TEXT, key.name, ed25519.public_key(seed), lambda message: ed25519.sign(seed, message))
    assert note.render() == GO_NOTE.encode()
    assert note == Note.parse(GO_NOTE.encode())
    verify_note(note, key)


def test_the_note_of_c2sp_keeps_its_empty_line():
    note = Note.parse(C2SP_NOTE.encode())
    assert note.text == C2SP_TEXT
    assert [(line.name, line.key_id.hex(), len(line.value)) for line in note.signatures] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]
    assert note.render() == C2SP_NOTE.encode()


def test_the_checkpoint_of_c2sp():
    note = Note.parse(C2SP_CHECKPOINT.encode())
    checkpoint = Checkpoint.parse(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert (checkpoint.render(), note.render()) == (note.text, C2SP_CHECKPOINT.encode())


@given(notes)
def test_notes_round_trip(note):
    assert Note.parse(note.render()) == note


@given(st.binary() | st.builds(lambda one, two: one.render() + two, notes, st.binary(max_size=3)))
def test_bytes_are_refused_or_are_what_render_writes(data):
    try:
        note = Note.parse(data)
    except NoteError:
        return
    assert note.render() == data


@given(names, st.integers(0, 2**53 - 1), st.binary(min_size=32, max_size=32))
def test_checkpoints_round_trip(origin, size, root):
    checkpoint = Checkpoint(origin, size, root)
    assert Checkpoint.parse(checkpoint.render()) == checkpoint


@given(names, st.binary(min_size=32, max_size=32))
def test_keys_round_trip(name, seed):
    key = VerifierKey(name, ed25519.public_key(seed))
    assert VerifierKey.parse(key.render()) == key


def test_no_changed_character_of_a_key_is_accepted():
    line = KEY.render()
    for at, character in enumerate(line):
        other = line[:at] + ("b" if character == "a" else "a") + line[at + 1 :]
        assert refusal(VerifierKey.parse, other)
        assert refusal(VerifierKey.parse, line[:at])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("name+00000000", "a verifier key is written name+id+base64"),
        (KEY.render().replace(KEY.key_id.hex(), "00000000"), "the verifier key's id is not that of its name and key"),
        (KEY.render().replace(KEY.key_id.hex(), KEY.key_id.hex().upper()), "a verifier key is written name+id+base64"),
        (KEY.render().replace(".", " "), "a name is not empty and has no space, plus or control character"),
        (KEY.render() + "\n", "a verifier key is written name+id+base64"),
        (KEY.render() + "AA", "not base64"),
        (KEY.render()[:-4], "a key has 32 bytes"),
        ("n+00000000+" + base64.b64encode(b"\x02" + PUBLIC).decode(), "the verifier key is not an Ed25519 key"),
        ("n+00000000+AQ==", "a key has 32 bytes"),
        ("n+00000000+AR==", "not base64 in its one form"),
        ("n+00000000+" + base64.b64encode(b"\x01\x02" + bytes(31)).decode(), "the key is not a point of the curve"),
    ],
)
def test_verifier_keys_that_are_refused(line, reason):
    assert refusal(VerifierKey.parse, line) == reason


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\u2028b", "a\x00b", "a\x85b", "\ud800"])
def test_names_that_are_refused(name):
    assert refusal(VerifierKey, name, PUBLIC) == "a name is not empty and has no space, plus or control character"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "a note is a text, an empty line and signature lines"),
        (GO_TEXT.encode(), "a note is a text, an empty line and signature lines"),
        (GO_NOTE.encode()[:-1], "a note is a text, an empty line and signature lines"),
        (GO_NOTE.encode() + b"\n", "a note is a text, an empty line and signature lines"),
        (GO_NOTE.encode() + b" \n", "a signature line is an em dash, a name and base64"),
        (GO_NOTE.replace("—", "-").encode(), "a signature line is an em dash, a name and base64"),
        (GO_NOTE.replace("— ", "—  ").encode(), "a signature line is an em dash, a name and base64"),
        (
            GO_NOTE.replace("PeterN", "Peter+N").encode(),
            "a name is not empty and has no space, plus or control character",
        ),
        (GO_NOTE.replace("is.", "is\r").encode(), "a note is UTF-8 without control characters but newline"),
        (GO_NOTE.replace("nAM=", "nAN=").encode(), "not base64 in its one form"),
        (GO_NOTE.replace("nAM=", "nAM").encode(), "not base64"),
        (b"\n\n\xe2\x80\x94 a AAAA\n", "a signature holds a key id of 4 bytes and at least one byte more"),
        (b"\n\n\xe2\x80\x94 a AAAAAA==\n", "a signature holds a key id of 4 bytes and at least one byte more"),
        (b"\n\n\xe2\x80\x94 a AAA=\n", "a signature holds a key id of 4 bytes and at least one byte more"),
        (b"text\xff\n\n", "not UTF-8 at byte 4"),
        (b"t\n\n" + "— a AAAAAAA=\n".encode() * 101, "a note has 1 to 100 signatures"),
    ],
)
def test_notes_that_are_refused(data, reason):
    assert refusal(Note.parse, data) == reason


def test_a_hundred_signatures_and_the_shortest_text_are_read():
    data = b"\n\n" + "— a AAAAAAA=\n".encode() * 100
    assert Note.parse(data).render() == data


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a note's text ends with a newline"),
        ("no newline", "a note's text ends with a newline"),
        ("\x1f\n", "a note is UTF-8 without control characters but newline"),
    ],
)
def test_texts_that_cannot_be_signed(text, reason):
    assert refusal(signed, text) == reason


def test_a_lone_surrogate_cannot_stand_in_a_note():
    line = Signature("a", bytes(4), b"s")
    assert refusal(Note, "\ud800\n", (line,)) == "a note is UTF-8 without control characters but newline"
    assert refusal(Note, "text\n", ()) == "a note has 1 to 100 signatures"


def test_every_changed_byte_of_the_text_is_refused():
    note = signed("Ten words.\n")
    for at in range(len(note.text) - 1):
        other = Note(note.text[:at] + "~" + note.text[at + 1 :], note.signatures)
        assert refusal(verify_note, other, KEY) == "the signature is not this key's on this message"


def test_signatures_of_unknown_keys_are_passed_over():
    note = signed("Ten words.\n")
    (mine,) = note.signatures
    strangers = (Signature("witness.example", bytes(4), b"?"), Signature(KEY.name, bytes(4), b"?"))
    stranger = Signature("witness.example", KEY.key_id, b"?")
    verify_note(Note(note.text, (*strangers, stranger, mine)), KEY)
    for lines in (strangers, (stranger,)):
        assert refusal(verify_note, Note(note.text, lines), KEY) == f"not signed by {KEY.name}+{KEY.key_id.hex()}"


def test_one_bad_signature_of_the_known_key_refuses_the_note():
    note = signed("Ten words.\n")
    (mine,) = note.signatures
    bad = Signature(KEY.name, KEY.key_id, mine.value[:-1] + b"\xff")
    assert refusal(verify_note, Note(note.text, (mine, bad)), KEY) == "the signature's scalar is not reduced"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n1\n" + "A" * 43 + "=\n", None),
        ("a\n0\n" + "A" * 43 + "=\n", None),
        ("a\n9007199254740991\n" + "A" * 43 + "=\n", None),
        ("a\n1\n" + "A" * 43 + "=\nmore\n", "a checkpoint is three lines: origin, size, root"),
        ("a\n1\n" + "A" * 43 + "=", "a checkpoint is three lines: origin, size, root"),
        ("a\n01\n" + "A" * 43 + "=\n", "a checkpoint is three lines: origin, size, root"),
        ("a\n-1\n" + "A" * 43 + "=\n", "a checkpoint is three lines: origin, size, root"),
        ("a\n１\n" + "A" * 43 + "=\n", "a checkpoint is three lines: origin, size, root"),
        ("a\n1\n" + "A" * 43 + "\n", "not base64"),
        ("a\n1\n" + "A" * 44 + "\n", "a checkpoint has a size below 2^53 and a root of 32 bytes"),
        ("a\n9007199254740992\n" + "A" * 43 + "=\n", "a checkpoint has a size below 2^53 and a root of 32 bytes"),
        ("\n1\n" + "A" * 43 + "=\n", "a name is not empty and has no space, plus or control character"),
    ],
)
def test_checkpoints(text, reason):
    if reason is None:
        assert Checkpoint.parse(text).render() == text
    else:
        assert refusal(Checkpoint.parse, text) == reason


def test_two_roots_of_one_size_are_a_fork():
    one, other = Checkpoint("log", 3, ROOT), Checkpoint("log", 3, bytes(32))
    grown, elsewhere = Checkpoint("log", 4, bytes(32)), Checkpoint("other-log", 3, bytes(32))
    assert fork([one, grown, elsewhere, one]) is None
    assert fork([grown, one, elsewhere, other]) == (one, other)


def test_the_fingerprint_covers_name_and_key():
    assert re.fullmatch("[0-9a-f]{64}", KEY.fingerprint)
    assert VerifierKey("other.example", PUBLIC).fingerprint != KEY.fingerprint
