"""The manifest: what belongs to the bundle, and the organisation's signature on that.

- It names the log (origin), the docket's number, the instant, the signing key, and every signed member with its digest
  and size. The signature is a note of its own on the manifest's digest; its text can never be read as a checkpoint.
- **What was said in rooms is not signed.** It is listed with digests and sizes in a second, unsigned list, which the
  manifest does not mention: damage shows, but nobody can prove by a bundle what was said, nor that anything was.
- Nothing may stand in the file that is not listed, and nothing listed may be missing or another size.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from comity.law import instants
from comity.law.act import Json
from comity.law.messages import mark as _
from comity.proof import canonical
from comity.proof.bundle import form
from comity.proof.bundle.form import Place
from comity.proof.notes import Note, NoteError, VerifierKey, sign_note, verify_note

_SIGNED = {form.EDITION, form.ACTS, form.CONSISTENCY}
_HERE = Place(form.MANIFEST)


@dataclass(frozen=True)
class Manifest:
    """origin: the log's name, below the key's. docket: its number. generated: aware UTC. key: who signed."""

    origin: str
    docket: str
    generated: datetime
    key: VerifierKey


def write(manifest: Manifest, signed: Mapping[str, bytes], sign: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """The two members that make a bundle of the signed ones."""
    value: Json = {
        "format": form.FORMAT,
        "origin": manifest.origin,
        "docket": manifest.docket,
        "generated": instants.render(manifest.generated),
        "key": manifest.key.render(),
        "members": _listing(signed),
    }
    data = canonical.dumps(value)
    note = sign_note(_sealed(data), manifest.key.name, manifest.key.public_key, sign)
    return {form.MANIFEST: data, form.SEAL: note.render()}


def write_rooms(rooms: Mapping[str, bytes]) -> dict[str, bytes]:
    """The unsigned list of the rooms' members and these; nothing at all where there are none."""
    return {form.ROOMS: canonical.dumps({"members": _listing(rooms)}), **rooms} if rooms else {}


def read(members: Mapping[str, bytes], key: VerifierKey | None) -> Manifest:
    """The manifest, once its signature and every listed member are found good. Raises BundleError."""
    data = _member(members, form.MANIFEST)
    table = _HERE.table(_HERE.value(data), "format", "origin", "docket", "generated", "key", "members")
    if table["format"] != form.FORMAT:
        raise _HERE.refuse(_("is of another format than %(format)s"), format=form.FORMAT)
    manifest = Manifest(
        origin=_HERE.text(table["origin"]),
        docket=_HERE.text(table["docket"]),
        generated=_instant(_HERE.text(table["generated"])),
        key=_key(_HERE.text(table["key"]), key),
    )
    _check_seal(_member(members, form.SEAL), data, manifest.key)
    if not manifest.origin.startswith(manifest.key.name + "/"):
        raise _HERE.refuse(_("names a log that is not the signer's"))
    _check_members(members, table["members"])
    return manifest


def _sealed(manifest: bytes) -> str:
    """The text that is signed; a second line that is not a number can stand in no checkpoint."""
    return f"{form.FORMAT} manifest\nsha256 {sha256(manifest).hexdigest()}\n"


def _listing(members: Mapping[str, bytes]) -> dict[str, Json]:
    return {name: {"sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in members.items()}


def _member(members: Mapping[str, bytes], name: str) -> bytes:
    if name not in members:
        raise Place(name).refuse(_("is missing"))
    return members[name]


def _instant(text: str) -> datetime:
    try:
        return instants.exact(text)
    except instants.BadInstant as error:
        raise _HERE.refuse(_("has no instant: %(reason)s"), reason=str(error)) from None


def _key(line: str, wanted: VerifierKey | None) -> VerifierKey:
    try:
        found = VerifierKey.parse(line)
    except NoteError as error:
        raise _HERE.refuse(_("has no key: %(reason)s"), reason=str(error)) from None
    if wanted is not None and found != wanted:
        words = _("is signed by %(found)s, which is not the key given, %(wanted)s")
        raise _HERE.refuse(words, found=found.fingerprint, wanted=wanted.fingerprint)
    return found


def _check_seal(data: bytes, manifest: bytes, key: VerifierKey) -> None:
    try:
        note = Note.parse(data)
        verify_note(note, key)
    except NoteError as error:
        raise Place(form.SEAL).refuse(_("is not a good signature: %(reason)s"), reason=str(error)) from None
    if len(note.signatures) != 1:
        raise Place(form.SEAL).refuse(_("has signatures that nobody asked for"))
    if note.text != _sealed(manifest):
        raise Place(form.SEAL).refuse(_("signs another manifest"))


def _check_members(members: Mapping[str, bytes], signed: Json) -> None:
    rooms = _rooms(members)
    listed = _listed(members, _HERE, signed, _is_signed)
    if missing := sorted(_SIGNED - listed):
        raise Place(missing[0]).refuse(_("is missing"))
    known = {form.MANIFEST, form.SEAL, *listed, *rooms}
    for name in members:
        if name not in known:
            raise Place(name).refuse(_("is not listed"))


def _rooms(members: Mapping[str, bytes]) -> set[str]:
    if form.ROOMS not in members:
        return set()
    place = Place(form.ROOMS)
    table = place.table(place.value(members[form.ROOMS]), "members")
    found = _listed(members, place, table["members"], lambda name: bool(form.ROOM.fullmatch(name)))
    if not found:
        raise place.refuse(_("holds nothing"))
    return {form.ROOMS, *found}


def _is_signed(name: str) -> bool:
    return name in _SIGNED or name == form.BODIES or bool(form.CHECKPOINT.fullmatch(name))


def _listed(members: Mapping[str, bytes], place: Place, listing: Json, fits: Callable[[str], bool]) -> set[str]:
    """The names in a listing, each found in the file with its digest and size."""
    if not isinstance(listing, dict):
        raise place.refuse(_("has something else where the list of members belongs"))
    for name, said in listing.items():
        if not fits(name):
            raise place.refuse(_("lists %(name)s, which has no place there"), name=name)
        wanted = place.table(said, "sha256", "size")
        data = _member(members, name)
        if wanted["size"] != len(data):
            raise Place(name).refuse(_("has another size than is listed"))
        if place.digest(wanted["sha256"]) != sha256(data).digest():
            raise Place(name).refuse(_("has another digest than is listed"))
    return set(listing)
