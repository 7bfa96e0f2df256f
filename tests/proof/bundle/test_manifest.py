"""The manifest: what is listed, what is signed, and by whom."""

import pytest

from comity.proof import canonical, ed25519
from comity.proof.bundle import archive, manifest, verify
from comity.proof.bundle.manifest import Manifest
from comity.proof.notes import Checkpoint, Note, NoteError, Signature, VerifierKey, sign_note
from tests.proof.bundle.world import KEY, ORIGIN, START, bundle, changed, refusal, resealed, sign, tiny, unread

OTHER = VerifierKey("mediation.example", ed25519.public_key(bytes(32)))
MEMBERS = archive.unpack(tiny())


def rewritten(**values):
    """The tiny bundle with values of the manifest changed and signed; ... leaves a key out."""
    table = {**canonical.loads(MEMBERS["manifest.json"]), **values}
    data = canonical.dumps({key: value for key, value in table.items() if value is not ...})
    note = sign_note(manifest._sealed(data), KEY.name, KEY.public_key, sign)
    return archive.pack({**MEMBERS, "manifest.json": data, "manifest.note": note.render()})


def relisted(name, **values):
    listing = canonical.loads(MEMBERS["manifest.json"])["members"]
    return {**listing, name: {**listing.get(name, {}), **values}}


def test_it_names_every_signed_member_with_digest_and_size():
    table = canonical.loads(archive.unpack(bundle())["manifest.json"])
    members = archive.unpack(bundle())
    assert list(table) == ["docket", "format", "generated", "key", "members", "origin"]
    assert list(table["members"]) == [
        "acts.jsonl",
        "bodies.jsonl",
        "checkpoints/000000.note",
        "checkpoints/000001.note",
        "checkpoints/000002.note",
        "consistency.json",
        "edition.json",
    ]
    assert {name: said["size"] for name, said in table["members"].items()} == {
        name: len(members[name]) for name in table["members"]
    }


def test_reading_returns_what_was_written():
    assert manifest.read(MEMBERS, KEY) == Manifest(
        ORIGIN, "2026/1", verify(tiny(), None, replay=unread).manifest.generated, KEY
    )


def test_its_signature_can_never_pass_for_a_checkpoint():
    with pytest.raises(NoteError):
        Checkpoint.parse(Note.parse(MEMBERS["manifest.note"]).text)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"format": "comity-bundle/2"}, "is of another format than comity-bundle/1"),
        ({"origin": 1}, "has something else where a string belongs"),
        ({"docket": None}, "has something else where a string belongs"),
        ({"more": 1}, "is not a map with exactly the keys format, origin, docket, generated, key, members"),
        ({"docket": ...}, "is not a map with exactly the keys format, origin, docket, generated, key, members"),
        ({"origin": "mediation.example"}, "names a log that is not the signer's"),
        ({"origin": "mediation.example.org/case/a"}, "names a log that is not the signer's"),
        ({"key": "none"}, "has no key: a verifier key is written name+id+base64"),
        ({"members": []}, "has something else where the list of members belongs"),
        ({"members": relisted("acts.jsonl", more=1)}, "is not a map with exactly the keys sha256, size"),
        (
            {"members": relisted("acts.jsonl", sha256="A" * 64)},
            "has something else where 64 lower-case hex digits belong",
        ),
        ({"members": relisted("rooms/joint.jsonl")}, "lists rooms/joint.jsonl, which has no place there"),
        ({"members": relisted("rooms.json")}, "lists rooms.json, which has no place there"),
        ({"members": relisted("manifest.note")}, "lists manifest.note, which has no place there"),
        ({"members": relisted("checkpoints/1.note")}, "lists checkpoints/1.note, which has no place there"),
    ],
)
def test_a_signed_manifest_of_another_form_is_refused(values, reason):
    assert refusal(rewritten(**values)) == f"manifest.json: {reason}"


@pytest.mark.parametrize("instant", ["2026-01-05T17:00:00", "2026-01-05T18:00:00+01:00", "now"])
def test_an_instant_has_one_spelling(instant):
    assert refusal(rewritten(generated=instant)).startswith("manifest.json: has no instant: ")


def test_members_that_are_not_as_listed_are_named():
    assert refusal(rewritten(members=relisted("acts.jsonl", size=1))) == "acts.jsonl: has another size than is listed"
    assert refusal(rewritten(members=relisted("acts.jsonl", size="1"))) == "acts.jsonl: has another size than is listed"
    digest = {"sha256": "0" * 64}
    assert (
        refusal(rewritten(members=relisted("acts.jsonl", **digest))) == "acts.jsonl: has another digest than is listed"
    )
    assert refusal(rewritten(members=relisted("checkpoints/000009.note", size=0, **digest))) == (
        "checkpoints/000009.note: is missing"
    )


@pytest.mark.parametrize("name", ["acts.jsonl", "consistency.json", "edition.json"])
def test_a_member_that_nobody_listed_and_nobody_sent_is_missed(name):
    assert refusal(changed(name, lambda _: None)) == f"{name}: is missing"


def test_a_manifest_that_is_not_canonical_is_refused():
    other = {**MEMBERS, "manifest.json": MEMBERS["manifest.json"] + b"\n"}
    assert refusal(archive.pack(other)) == (
        f"manifest.json: is not canonical JSON: not canonical at byte {len(MEMBERS['manifest.json'])}"
    )


def test_the_seal_is_one_good_signature_on_this_manifest():
    note = Note.parse(MEMBERS["manifest.note"])
    stranger = Signature("witness.example", bytes(4), b"?")
    two = Note(note.text, (*note.signatures, stranger))
    elsewhere = sign_note(note.text.replace("sha256 ", "sha256 0"), KEY.name, KEY.public_key, sign)
    for other, reason in [
        (b"", "is not a good signature: a note is a text, an empty line and signature lines"),
        (two.render(), "has signatures that nobody asked for"),
        (elsewhere.render(), "signs another manifest"),
        (
            Note(note.text, (stranger,)).render(),
            f"is not a good signature: not signed by {KEY.name}+{KEY.key_id.hex()}",
        ),
    ]:
        assert refusal(archive.pack({**MEMBERS, "manifest.note": other})) == f"manifest.note: {reason}"


def test_a_checkpoint_signed_by_the_key_is_no_seal():
    other = {**MEMBERS, "manifest.note": MEMBERS["checkpoints/000000.note"]}
    assert refusal(archive.pack(other)) == "manifest.note: signs another manifest"


def test_the_key_given_must_be_the_one_that_signed():
    assert refusal(tiny(), OTHER) == (
        f"manifest.json: is signed by {KEY.fingerprint}, which is not the key given, {OTHER.fingerprint}"
    )


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        (b"{}", "is not a map with exactly the keys members"),
        (b'{"members":{}}', "holds nothing"),
        (b'{"members":{"acts.jsonl":{}}}', "lists acts.jsonl, which has no place there"),
        (b"{ }", "is not canonical JSON: not canonical at byte 1"),
    ],
)
def test_the_list_of_rooms_has_a_form(listing, reason):
    assert refusal(archive.pack({**MEMBERS, "rooms.json": listing})) == f"rooms.json: {reason}"


def test_nothing_is_written_of_rooms_where_there_are_none():
    assert manifest.write_rooms({}) == {}
    left = {name: data for name, data in MEMBERS.items() if not name.startswith("rooms")}
    assert resealed(left) == archive.pack(left)
    assert START.tzinfo is not None
