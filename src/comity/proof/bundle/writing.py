"""Write a bundle: what a party takes home of its case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from comity.law.act import Json
from comity.proof import canonical
from comity.proof.bundle import acts, archive, checkpoints, form, manifest
from comity.proof.bundle.acts import Body, Entry
from comity.proof.merkle import Tree
from comity.proof.notes import Note, VerifierKey


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What goes into a bundle.

    key: the organisation's. origin: the log's, below the key's name. docket: its number. generated: aware UTC.
    edition: Edition.digest_source(). log: every act of the case log, at least one. checkpoints: those signed so far,
    smallest first; one over all acts is added if the last is not. bodies: of case-log acts, those that the reader may
    read. rooms: room id -> what the reader may read of it, plain values WITHOUT salts or digests; they are not signed.
    """

    key: VerifierKey
    origin: str
    docket: str
    generated: datetime
    edition: dict[str, Json]
    log: Sequence[Entry]
    checkpoints: Sequence[Note] = ()
    bodies: Sequence[Body] = ()
    rooms: Mapping[str, Sequence[Json]] = field(default_factory=dict)


def write(contents: Contents, sign: Callable[[bytes], bytes]) -> bytes:
    """The bundle's bytes, the same for the same contents. `sign` makes the key's Ed25519 signature of a message.

    ValueError where the contents fit no bundle: no act, a value without canonical form, a log not below the key's name.
    """
    if not contents.log:
        raise ValueError("a bundle holds at least one act")
    if not contents.origin.startswith(contents.key.name + "/"):
        raise ValueError("the log's name must lie below the name of the key")
    rooms = {f"rooms/{room}.jsonl": form.render_lines(said) for room, said in contents.rooms.items()}
    if not all(form.ROOM.fullmatch(name) for name in rooms):
        raise ValueError("a room's id has lower-case letters, digits and hyphens")
    head = manifest.Manifest(contents.origin, contents.docket, contents.generated, contents.key)
    tree = Tree([entry.leaf() for entry in contents.log])
    signed = {
        form.EDITION: canonical.dumps(contents.edition),
        form.ACTS: acts.write(contents.log),
        **acts.write_bodies(contents.bodies),
        **checkpoints.write(contents.checkpoints, tree, head, sign),
    }
    return archive.pack({**manifest.write(head, signed, sign), **signed, **manifest.write_rooms(rooms)})
