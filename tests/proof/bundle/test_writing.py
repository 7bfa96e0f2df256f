"""Writing: the same contents, the same bytes; what fits no bundle is not written."""

import pytest

from comity.proof import canonical
from comity.proof.bundle import archive, write
from tests.proof.bundle.world import bundle, contents, sign


def test_the_same_contents_make_the_same_bytes():
    assert write(contents(), sign) == bundle()


def test_the_members():
    assert list(archive.unpack(bundle())) == [
        "acts.jsonl",
        "bodies.jsonl",
        "checkpoints/000000.note",
        "checkpoints/000001.note",
        "checkpoints/000002.note",
        "consistency.json",
        "edition.json",
        "manifest.json",
        "manifest.note",
        "rooms.json",
        "rooms/caucus-1.jsonl",
        "rooms/joint.jsonl",
    ]


def test_what_rooms_hold_carries_no_salt_and_no_digest():
    members = archive.unpack(bundle())
    assert members["rooms/joint.jsonl"] == b'{"said":"Without prejudice."}\n{"said":"Noted."}\n'
    signed = canonical.loads(members["manifest.json"])["members"]
    assert [name for name in signed if name.startswith("rooms")] == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"log": []}, "a bundle holds at least one act"),
        ({"origin": "other.example/case/a"}, "the log's name must lie below the name of the key"),
        ({"origin": "mediation.example"}, "the log's name must lie below the name of the key"),
        ({"rooms": {"Joint": []}}, "a room's id has lower-case letters, digits and hyphens"),
        ({"rooms": {"a/b": []}}, "a room's id has lower-case letters, digits and hyphens"),
        ({"rooms": {"a": [1.5]}}, "float has no canonical form"),
    ],
)
def test_what_fits_no_bundle_is_not_written(changed, reason):
    with pytest.raises(ValueError, match=f"^{reason}$"):
        write(contents(**changed), sign)
