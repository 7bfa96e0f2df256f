"""Bundles: a case log that anyone can check on a machine with no network (DESIGN 4).

One zip file of one form:

    manifest.json               format, origin, docket, generated, key, and digest and size of every signed member
    manifest.note               the organisation's signed note on the manifest
    edition.json                the edition of the rules, resolved; its digest is a fact of the first act
    acts.jsonl                  every act of the case log: {"envelope", "salt"}
    bodies.jsonl                bodies of acts that the reader may read: {"index", "salt", "body"}; may be absent
    checkpoints/000000.note     signed checkpoints, smallest first, the last over all acts
    consistency.json            the proofs between neighbouring checkpoints: [{"first", "second", "path"}]
    rooms.json, rooms/ID.jsonl  what rooms hold that the reader may read, without salts or proofs, and unsigned
"""

from comity.proof.bundle.acts import Body, Entry
from comity.proof.bundle.errors import BundleError
from comity.proof.bundle.report import Report
from comity.proof.bundle.rules import Outcome, Replay, replayed
from comity.proof.bundle.verifying import verify
from comity.proof.bundle.writing import Contents, write

__all__ = ["Body", "BundleError", "Contents", "Entry", "Outcome", "Replay", "Report", "replayed", "verify", "write"]
