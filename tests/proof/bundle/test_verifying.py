"""A whole bundle: what is found in a good one, and that no byte of it can be changed."""

import random
from functools import cache

import pytest

from comity.proof import canonical
from comity.proof.bundle import archive, verify
from comity.proof.notes import VerifierKey
from tests.proof.bundle.world import (
    KEY,
    SEED,
    bundle,
    changed,
    contents,
    ed25519,
    least,
    refusal,
    resealed,
    tiny,
    unread,
)


def flipped(data, at, mask):
    other = bytearray(data)
    other[at] ^= mask
    return bytes(other)


def test_a_good_bundle_under_the_real_edition():
    report = verify(bundle(), KEY)
    assert report.to_json() | {"checked": [], "unchecked": []} == {
        "verdict": f"verified: signed by mediation.example with the key given, {KEY.fingerprint}",
        "trusted": True,
        "key": KEY.render(),
        "fingerprint": KEY.fingerprint,
        "origin": "mediation.example/case/mfrggzdfmztwq2lknnwg23tpob",
        "docket": "2026/1",
        "generated": "2026-01-05T17:00:00Z",
        "edition": "iomed-provisional-2026",
        "category": "state-state",
        "packaged": True,
        "phase": "choosing",
        "ending": None,
        "owed": [],
        "zone_data": None,
        "members": 12,
        "acts": 5,
        "root": report.root,
        "checkpoints": 3,
        "cosignatures": 0,
        "bodies": 1,
        "rooms": 2,
        "checked": [],
        "unchecked": [],
    }


def test_without_a_key_it_is_consistent_only():
    report = verify(bundle(), None)
    words = f"consistent, signed by {KEY.fingerprint}, not checked against a known key"
    assert (report.trusted, report.verdict.english()) == (False, words)


def test_every_flipped_byte_of_the_file_is_refused():
    for bit in range(8):
        for at in range(len(least())):
            assert refusal(flipped(least(), at, 1 << bit))


def test_every_flipped_byte_of_every_member_is_refused_in_a_file_that_is_otherwise_well_formed():
    members = archive.unpack(least())
    for name, data in members.items():
        for at in range(len(data)):
            assert refusal(archive.pack({**members, name: flipped(data, at, 1)}))


@pytest.mark.parametrize(
    "name",
    ["acts.jsonl", "bodies.jsonl", "consistency.json", "edition.json", "checkpoints/000001.note"],
)
def test_a_flipped_byte_is_refused_even_if_the_organisation_signs_the_manifest_again(name, monkeypatch):
    monkeypatch.setattr(ed25519, "verify", cache(ed25519.verify))  # the checkpoints are the same each time
    length = len(archive.unpack(least())[name])
    for at in range(length % 2, length, 2):  # any byte would do; each costs a signature
        assert refusal(changed(name, lambda data, at=at: flipped(data, at, 1), of=least()))


def test_a_slice_of_the_bytes_of_the_real_bundle():
    chosen = random.Random(20260105)
    for _ in range(500):
        assert refusal(flipped(bundle(), chosen.randrange(len(bundle())), 1 << chosen.randrange(8)))


def test_every_shorter_file_is_refused():
    for length in range(len(tiny())):
        assert refusal(tiny()[:length])


@pytest.mark.parametrize("name", list(archive.unpack(tiny())))
def test_every_missing_member_is_named(name):
    members = archive.unpack(tiny())
    left = archive.pack({other: data for other, data in members.items() if other != name})
    wanted = "rooms/caucus-1.jsonl: is not listed" if name == "rooms.json" else f"{name}: is missing"
    assert refusal(left) == wanted


def test_an_unlisted_member_is_named():
    assert refusal(archive.pack({**archive.unpack(tiny()), "more.txt": b""})) == "more.txt: is not listed"


def test_what_rooms_hold_is_unsigned_so_that_it_proves_nothing():
    # Anyone can put other words there, or none, and the bundle is as good: that is why it proves no word.
    members = archive.unpack(tiny())
    signed = {name: data for name, data in members.items() if not name.startswith("rooms")}
    assert b"rooms" not in signed["manifest.json"]
    assert verify(archive.pack(signed), KEY, replay=unread).rooms == 0
    invented = {"rooms/joint.jsonl": b'{"said":"I confess."}\n'}
    other = archive.unpack(resealed({**signed, **invented}))
    kept = {name: other[name] for name in ("rooms.json", *invented)}
    assert verify(archive.pack({**signed, **kept}), KEY, replay=unread).rooms == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b'{"said":1.5}\n', "rooms/joint.jsonl: is not canonical JSON: 1.5 is not an integer"),
        (b'{"said":1}', "rooms/joint.jsonl: does not end with a newline"),
        (b"\n", "rooms/joint.jsonl: is not canonical JSON: not JSON at character 0"),
    ],
)
def test_what_rooms_hold_has_a_form(said, reason):
    assert refusal(changed("rooms/joint.jsonl", lambda _: said)) == reason


@pytest.mark.parametrize(
    ("edition", "reason"),
    [
        (b"[]", "edition.json: is not a map"),
        (b'{"name": "tiny"}', "edition.json: is not canonical JSON: not canonical at byte 8"),
        (b'{"name":"other"}', "edition.json: is not the edition that the first act names"),
    ],
)
def test_another_edition_is_refused(edition, reason):
    assert refusal(changed("edition.json", lambda _: edition)) == reason


def test_a_bundle_under_the_key_of_another_is_refused_or_shows_the_other_fingerprint():
    other = bytes(32)
    forged = resealed(archive.unpack(tiny()), seed=other)
    assert refusal(forged) == (
        f"manifest.json: is signed by {VerifierKey(KEY.name, ed25519.public_key(other)).fingerprint}, "
        f"which is not the key given, {KEY.fingerprint}"
    )
    assert refusal(forged, None).startswith("checkpoints/000000.note: is not a good checkpoint: not signed by ")


def test_the_law_hears_edition_acts_and_instant():
    heard = []

    def law(edition, log, generated):
        heard.append((edition, len(log), generated))
        return unread(edition, log, generated)

    verify(tiny(), KEY, replay=law)
    assert heard == [({"name": "tiny"}, 5, contents().generated)]


def test_the_public_key_is_that_of_the_seed():
    assert KEY.public_key == ed25519.public_key(SEED)
    assert canonical.loads(archive.unpack(tiny())["manifest.json"])["key"] == KEY.render()
