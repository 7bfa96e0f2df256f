"""The form of a bundle's members: names, canonical JSON, lines of it, and what a value must look like.

- Every member but the notes is canonical JSON, or lines of it: one value a line, each line ended by a newline.
- A map has exactly the keys that its place wants; digests and salts are 64 lower-case hex digits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.law.act import Json
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.proof import canonical
from comity.proof.bundle.errors import BundleError

FORMAT = "comity-bundle/1"
MANIFEST, SEAL = "manifest.json", "manifest.note"
EDITION, ACTS, BODIES, CONSISTENCY = "edition.json", "acts.jsonl", "bodies.jsonl", "consistency.json"
CHECKPOINT = re.compile(r"checkpoints/[0-9]{6}\.note")
ROOMS = "rooms.json"
ROOM = re.compile(r"rooms/[a-z0-9-]{1,64}\.jsonl")

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Place:
    """Where in a bundle something stands: the member (None: the file itself), and which act of it, from 0."""

    member: str | None
    act: int | None = None

    def refuse(self, template: str, **params: str | int) -> BundleError:
        """The error to raise for what stands here."""
        return BundleError(self.member, Message(template, params), act=self.act)

    def value(self, data: bytes) -> Json:
        """The value of canonical JSON."""
        try:
            return canonical.loads(data)
        except canonical.CanonicalError as error:
            raise self.refuse(_("is not canonical JSON: %(reason)s"), reason=str(error)) from None

    def table(self, value: Json, *keys: str) -> dict[str, Json]:
        """A map with exactly these keys."""
        if not isinstance(value, dict) or set(value) != set(keys):
            raise self.refuse(_("is not a map with exactly the keys %(keys)s"), keys=", ".join(keys))
        return value

    def any_table(self, data: bytes) -> dict[str, Json]:
        """A map of canonical JSON, whatever its keys."""
        value = self.value(data)
        if not isinstance(value, dict):
            raise self.refuse(_("is not a map"))
        return value

    def text(self, value: Json) -> str:
        """A string."""
        if not isinstance(value, str):
            raise self.refuse(_("has something else where a string belongs"))
        return value

    def count(self, value: Json) -> int:
        """An integer from 0."""
        if type(value) is not int or value < 0:
            raise self.refuse(_("has something else where a number from 0 belongs"))
        return value

    def digest(self, value: Json) -> bytes:
        """32 bytes written as 64 lower-case hex digits."""
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            raise self.refuse(_("has something else where 64 lower-case hex digits belong"))
        return bytes.fromhex(value)

    def listed(self, value: Json) -> list[Json]:
        """A list."""
        if not isinstance(value, list):
            raise self.refuse(_("has something else where a list belongs"))
        return value


def lines(member: str, data: bytes) -> list[bytes]:
    """The lines of a member, without their newlines."""
    if data and not data.endswith(b"\n"):
        raise Place(member).refuse(_("does not end with a newline"))
    return data.split(b"\n")[:-1]


def render_lines(values: Sequence[Json]) -> bytes:
    """One line of canonical JSON for each value."""
    return b"".join(canonical.dumps(value) + b"\n" for value in values)
