"""The acts of a case log in a bundle, and the bodies that its reader may read.

- One line an act, {"envelope", "salt"}. The whole tree is computed again from the lines, so that no act can be dropped,
  swapped, doubled or changed, and an inclusion proof of any act follows from them alone.
- The first act names the digest of the edition that the bundle holds.
- A body, {"index", "salt", "body"}, is shown with its salt and has the digest that the envelope of its act names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from comity.law.act import Json
from comity.law.messages import mark as _
from comity.proof import entries
from comity.proof.bundle import form
from comity.proof.bundle.form import Place
from comity.proof.merkle import leaf_hash


@dataclass(frozen=True)
class Entry:
    """One act of a case log: the envelope (Act.to_json) and its salt of 32 bytes."""

    envelope: dict[str, Json]
    salt: bytes

    def leaf(self) -> bytes:
        """The leaf of the log's tree."""
        return leaf_hash(entries.entry(self.salt, self.envelope))


@dataclass(frozen=True)
class Body:
    """The body of an act that the reader may read: index of the act from 0, salt of 32 bytes, the value."""

    index: int
    salt: bytes
    body: Json


def write(log: Sequence[Entry]) -> bytes:
    """The member with the acts."""
    return form.render_lines([{"envelope": entry.envelope, "salt": entry.salt.hex()} for entry in log])


def read(data: bytes) -> list[Entry]:
    """The acts, in order. Raises BundleError."""
    return [_entry(Place(form.ACTS, index), line) for index, line in enumerate(form.lines(form.ACTS, data))]


def check_edition(log: Sequence[Entry], edition: bytes) -> None:
    """Refuse (BundleError) unless the first act names the digest of the edition's member."""
    place = Place(form.ACTS, 0)
    facts = log[0].envelope.get("facts") if log else None
    if not isinstance(facts, dict) or "edition" not in facts:
        raise place.refuse(_("does not name the edition"))
    if place.digest(facts["edition"]) != sha256(edition).digest():
        raise Place(form.EDITION).refuse(_("is not the edition that the first act names"))


def write_bodies(bodies: Sequence[Body]) -> dict[str, bytes]:
    """The member with the bodies; nothing at all where there are none."""
    ordered = sorted(bodies, key=lambda body: body.index)
    values: list[Json] = [{"index": body.index, "salt": body.salt.hex(), "body": body.body} for body in ordered]
    return {form.BODIES: form.render_lines(values)} if values else {}


def check_bodies(data: bytes | None, log: Sequence[Entry]) -> int:
    """How many bodies there are, each with the digest that its act names. Raises BundleError."""
    if data is None:
        return 0
    found, least = form.lines(form.BODIES, data), 0
    if not found:
        raise Place(form.BODIES).refuse(_("holds nothing"))
    for line in found:
        least = _check_body(line, least, log) + 1
    return len(found)


def _entry(place: Place, line: bytes) -> Entry:
    table = place.table(place.value(line), "envelope", "salt")
    envelope = table["envelope"]
    if not isinstance(envelope, dict):
        raise place.refuse(_("has something else where an envelope belongs"))
    return Entry(envelope, place.digest(table["salt"]))


def _check_body(line: bytes, least: int, log: Sequence[Entry]) -> int:
    """The index of the act whose body this is."""
    member = Place(form.BODIES)
    table = member.table(member.value(line), "index", "salt", "body")
    index = member.count(table["index"])
    place = Place(form.BODIES, index)
    if not least <= index < len(log):
        raise place.refuse(_("is out of order, or there is no such act"))
    if entries.body_digest(place.digest(table["salt"]), table["body"]) != log[index].envelope.get("body"):
        raise place.refuse(_("the body does not have the digest that its act names"))
    return index
