"""The checkpoints in a bundle: what the organisation signed of the log at one time and another.

- Every checkpoint is signed by the key, names the manifest's origin, is larger than the one before, and has the root
  of that many acts; the last covers all. Two checkpoints of one size with different roots are named as a fork.
- Between neighbouring checkpoints stands the consistency proof of RFC 6962 2.1.2, {"first", "second", "path"}.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from comity.law.act import Json
from comity.law.messages import mark as _
from comity.proof import canonical
from comity.proof.bundle import form
from comity.proof.bundle.form import Place
from comity.proof.bundle.manifest import Manifest
from comity.proof.merkle import ProofError, Tree, verify_consistency
from comity.proof.notes import Checkpoint, Note, NoteError, fork, sign_note, verify_note


def write(notes: Sequence[Note], tree: Tree, manifest: Manifest, sign: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """The members with the checkpoints, smallest first and closed by one over all acts, and the proofs between them."""
    found = list(notes)
    if not found or Checkpoint.parse(found[-1].text).size < tree.size:
        text = Checkpoint(manifest.origin, tree.size, tree.root()).render()
        found.append(sign_note(text, manifest.key.name, manifest.key.public_key, sign))
    sizes = [Checkpoint.parse(note.text).size for note in found]
    proofs: list[Json] = [_proof(tree, first, second) for first, second in pairwise(sizes)]
    members = {f"checkpoints/{number:06}.note": note.render() for number, note in enumerate(found)}
    return {**members, form.CONSISTENCY: canonical.dumps(proofs)}


def read(members: Mapping[str, bytes], manifest: Manifest, tree: Tree) -> list[Checkpoint]:
    """The checkpoints, each good, in agreement with the acts, and proved. Raises BundleError."""
    names = sorted(name for name in members if form.CHECKPOINT.fullmatch(name))
    if names != [f"checkpoints/{number:06}.note" for number in range(max(1, len(names)))]:
        raise Place("checkpoints").refuse(_("are not numbered from 000000 without a gap"))
    places = [Place(name) for name in names]
    found = [_signed(Place(name), members[name], manifest) for name in names]
    _check_fork(places, found)
    for place, checkpoint in zip(places, found, strict=True):
        _check_root(place, checkpoint, tree)
    for place, (before, after) in zip(places[1:], pairwise(found), strict=True):
        if before.size >= after.size:
            raise place.refuse(_("is not larger than the checkpoint before it"))
    if found[-1].size != tree.size:
        raise Place(form.ACTS, found[-1].size).refuse(_("is not covered by the last checkpoint"))
    _check_consistency(members[form.CONSISTENCY], found)
    return found


def _proof(tree: Tree, first: int, second: int) -> Json:
    return {"first": first, "second": second, "path": [step.hex() for step in tree.consistency(first, second)]}


def _signed(place: Place, data: bytes, manifest: Manifest) -> Checkpoint:
    try:
        note = Note.parse(data)
        verify_note(note, manifest.key)
        checkpoint = Checkpoint.parse(note.text)
    except NoteError as error:
        raise place.refuse(_("is not a good checkpoint: %(reason)s"), reason=str(error)) from None
    if checkpoint.origin != manifest.origin:
        raise place.refuse(_("is of another log"))
    return checkpoint


def _check_fork(places: Sequence[Place], found: Sequence[Checkpoint]) -> None:
    if forked := fork(found):
        words = _("fork: the same key signed two roots for the first %(size)s acts")
        raise places[found.index(forked[1])].refuse(words, size=forked[0].size)


def _check_root(place: Place, checkpoint: Checkpoint, tree: Tree) -> None:
    if not 0 < checkpoint.size <= tree.size:
        raise place.refuse(_("covers %(size)s acts, and there are %(acts)s"), size=checkpoint.size, acts=tree.size)
    if tree.root(checkpoint.size) != checkpoint.root:
        raise place.refuse(_("has not the root of the first %(size)s acts"), size=checkpoint.size)


def _check_consistency(data: bytes, checkpoints: Sequence[Checkpoint]) -> None:
    place = Place(form.CONSISTENCY)
    proofs = place.listed(place.value(data))
    if len(proofs) != len(checkpoints) - 1:
        raise place.refuse(_("does not have one proof between each two checkpoints"))
    for proof, (old, new) in zip(proofs, pairwise(checkpoints), strict=True):
        table = place.table(proof, "first", "second", "path")
        path = [place.digest(step) for step in place.listed(table["path"])]
        if (table["first"], table["second"]) != (old.size, new.size):
            raise place.refuse(_("has a proof between other sizes than those of the checkpoints"))
        try:
            verify_consistency(old.size, new.size, path, old.root, new.root)
        except ProofError as error:
            words = _("does not lead from %(first)s to %(second)s acts: %(reason)s")
            raise place.refuse(words, first=old.size, second=new.size, reason=str(error)) from None
