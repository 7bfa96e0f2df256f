"""Verify a bundle: everything that can be known of a procedure from its log alone.

In this order, and the first thing wrong is named: form of the file; manifest, key, signature and listing; edition;
acts, their tree and the checkpoints; bodies; what rooms hold, its form only; then every act by the law.
"""

from collections.abc import Mapping

from comity.proof.bundle import acts, archive, checkpoints, form, manifest
from comity.proof.bundle.form import Place
from comity.proof.bundle.report import Report
from comity.proof.bundle.rules import Replay, replayed
from comity.proof.merkle import Tree
from comity.proof.notes import Note, VerifierKey


def verify(data: bytes, key: VerifierKey | None, *, replay: Replay = replayed) -> Report:
    """What was found in a bundle where nothing is wrong; without a key, signed by whom it says (Report.trusted).

    Raises BundleError for the first thing that is wrong. `replay` is the law; tests of the form put in another.
    """
    members = archive.unpack(data)
    head = manifest.read(members, key)
    edition = Place(form.EDITION).any_table(members[form.EDITION])
    log = acts.read(members[form.ACTS])
    acts.check_edition(log, members[form.EDITION])
    tree = Tree([entry.leaf() for entry in log])
    found = checkpoints.read(members, head, tree)
    bodies = acts.check_bodies(members.get(form.BODIES), log)
    rooms = _check_rooms(members)
    return Report(
        manifest=head,
        outcome=replay(edition, log, head.generated),
        trusted=key is not None,
        members=len(members),
        acts=len(log),
        root=tree.root().hex(),
        checkpoints=len(found),
        cosignatures=_cosignatures(members),
        bodies=bodies,
        rooms=rooms,
    )


def _check_rooms(members: Mapping[str, bytes]) -> int:
    """How many rooms there are, each in good form."""
    rooms = [name for name in members if form.ROOM.fullmatch(name)]
    for name in rooms:
        for line in form.lines(name, members[name]):
            Place(name).value(line)
    return len(rooms)


def _cosignatures(members: Mapping[str, bytes]) -> int:
    """Signatures on checkpoints besides the organisation's own."""
    notes = [Note.parse(data) for name, data in members.items() if form.CHECKPOINT.fullmatch(name)]
    return sum(len(note.signatures) - 1 for note in notes)
