"""Checkpoints in a bundle: signed, of this log, growing, true, and linked by proofs."""

import pytest

from comity.proof import canonical, ed25519
from comity.proof.bundle import archive, verify, write
from comity.proof.merkle import Tree
from comity.proof.notes import Checkpoint, Note, Signature, VerifierKey, sign_note
from tests.proof.bundle.world import (
    KEY,
    changed,
    checkpoint,
    contents,
    envelopes,
    made,
    refusal,
    resealed,
    sign,
    tiny,
    unread,
)

LOG = made(envelopes({"name": "tiny"}))
TREE = Tree([entry.leaf() for entry in LOG])
PROOFS = canonical.loads(archive.unpack(tiny())["consistency.json"])


def replaced(number, note):
    """The tiny bundle with one checkpoint replaced, the manifest signed again."""
    return changed(f"checkpoints/{number:06}.note", lambda _: note.render())


def checkpointed(*notes):
    """The tiny bundle with these checkpoints, the manifest signed again."""
    members = {name: data for name, data in archive.unpack(tiny()).items() if not name.startswith("checkpoints/")}
    return resealed({**members, **{f"checkpoints/{at:06}.note": note.render() for at, note in enumerate(notes)}})


def test_a_last_checkpoint_is_added_where_the_log_has_grown():
    names = [name for name in archive.unpack(tiny()) if name.startswith("checkpoints/")]
    sizes = [Checkpoint.parse(Note.parse(archive.unpack(tiny())[name]).text).size for name in names]
    assert sizes == [1, 3, 5]
    assert [(proof["first"], proof["second"]) for proof in PROOFS] == [(1, 3), (3, 5)]


def test_no_checkpoint_is_added_where_the_last_covers_all():
    data = write(contents(edition={"name": "tiny"}, checkpoints=[checkpoint(LOG, 5)]), sign)
    assert verify(data, KEY, replay=unread).checkpoints == 1
    assert archive.unpack(data)["consistency.json"] == b"[]"


def test_signatures_of_witnesses_are_counted_and_passed_over():
    note = checkpoint(LOG, 5)
    witnessed = Note(note.text, (*note.signatures, Signature("witness.example", bytes(4), b"?")))
    report = verify(replaced(2, witnessed), KEY, replay=unread)
    assert report.cosignatures == 1
    assert report.unchecked()[-1].english() == "signatures of other keys on checkpoints: 1"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_missing_number_is_noticed(number):
    found = refusal(changed(f"checkpoints/{number:06}.note", lambda _: None))
    wanted = "checkpoints: are not numbered from 000000 without a gap"
    assert found == (wanted if number < 2 else "acts.jsonl, act 3: is not covered by the last checkpoint")


def test_none_at_all_is_noticed():
    assert refusal(checkpointed()) == "checkpoints: are not numbered from 000000 without a gap"


def test_two_signed_roots_of_one_size_are_named_as_a_fork():
    true, false = checkpoint(LOG, 3), checkpoint(LOG, 3, root=bytes(32))
    reason = "checkpoints/000001.note: fork: the same key signed two roots for the first 3 acts"
    assert refusal(checkpointed(true, false, checkpoint(LOG, 5))) == reason
    assert refusal(checkpointed(false, true, checkpoint(LOG, 5))) == reason


def test_one_checkpoint_twice_is_no_fork_but_is_refused():
    reason = "checkpoints/000001.note: is not larger than the checkpoint before it"
    assert refusal(checkpointed(checkpoint(LOG, 3), checkpoint(LOG, 3), checkpoint(LOG, 5))) == reason
    assert refusal(checkpointed(checkpoint(LOG, 5), checkpoint(LOG, 3))) == reason


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (checkpoint(LOG, 3, root=bytes(32)), "has not the root of the first 3 acts"),
        (checkpoint(LOG, 6), "covers 6 acts, and there are 5"),
        (checkpoint(LOG, 0), "covers 0 acts, and there are 5"),
        (checkpoint(LOG, 3, origin="mediation.example/case/another"), "is of another log"),
        (
            checkpoint(LOG, 3, seed=bytes(32)),
            "is not a good checkpoint: the signature is not this key's on this message",
        ),
        (
            checkpoint(LOG, 3, key=VerifierKey("other.example", KEY.public_key)),
            f"is not a good checkpoint: not signed by {KEY.name}+{KEY.key_id.hex()}",
        ),
        (
            sign_note("not a checkpoint\n", KEY.name, KEY.public_key, sign),
            "is not a good checkpoint: a checkpoint is three lines: origin, size, root",
        ),
    ],
)
def test_a_checkpoint_that_is_refused(note, reason):
    assert refusal(replaced(1, note)) == f"checkpoints/000001.note: {reason}"


def test_a_seal_is_no_checkpoint():
    seal = archive.unpack(tiny())["manifest.note"]
    assert refusal(changed("checkpoints/000001.note", lambda _: seal)) == (
        "checkpoints/000001.note: is not a good checkpoint: a checkpoint is three lines: origin, size, root"
    )


@pytest.mark.parametrize(
    ("proofs", "reason"),
    [
        ({}, "has something else where a list belongs"),
        (PROOFS[:1], "does not have one proof between each two checkpoints"),
        ([*PROOFS, PROOFS[1]], "does not have one proof between each two checkpoints"),
        ([PROOFS[1], PROOFS[0]], "has a proof between other sizes than those of the checkpoints"),
        ([PROOFS[0], {**PROOFS[1], "first": 2}], "has a proof between other sizes than those of the checkpoints"),
        ([PROOFS[0], {**PROOFS[1], "more": 2}], "is not a map with exactly the keys first, second, path"),
        ([PROOFS[0], {**PROOFS[1], "path": 2}], "has something else where a list belongs"),
        ([PROOFS[0], {**PROOFS[1], "path": ["00"]}], "has something else where 64 lower-case hex digits belong"),
        ([PROOFS[0], {**PROOFS[1], "path": []}], "does not lead from 3 to 5 acts: the proof is too short"),
        (
            [PROOFS[0], {**PROOFS[1], "path": PROOFS[1]["path"][::-1]}],
            "does not lead from 3 to 5 acts: the proof leads to another earlier root",
        ),
    ],
)
def test_proofs_that_are_refused(proofs, reason):
    assert refusal(changed("consistency.json", lambda _: canonical.dumps(proofs))) == f"consistency.json: {reason}"


def test_the_key_is_that_of_the_world():
    assert KEY.public_key == ed25519.public_key(bytes(range(32)))
    assert TREE.root() == Checkpoint.parse(checkpoint(LOG, 5).text).root
