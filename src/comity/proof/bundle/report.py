"""What a verifier found, and, line by line, what it did not and cannot check."""

from dataclasses import dataclass

from comity.law import instants
from comity.law.act import Json
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.proof.bundle.manifest import Manifest
from comity.proof.bundle.rules import Outcome


@dataclass(frozen=True, kw_only=True)
class Report:
    """A bundle in which nothing is wrong. trusted: the key was given from outside. root: of all acts, hex."""

    manifest: Manifest
    outcome: Outcome
    trusted: bool
    members: int
    acts: int
    root: str
    checkpoints: int
    cosignatures: int
    bodies: int
    rooms: int

    @property
    def verdict(self) -> Message:
        """One sentence: by whom it is signed, and whether that is known."""
        params = {"name": self.manifest.key.name, "fingerprint": self.manifest.key.fingerprint}
        if self.trusted:
            return Message(_("verified: signed by %(name)s with the key given, %(fingerprint)s"), params)
        return Message(_("consistent, signed by %(fingerprint)s, not checked against a known key"), params)

    def checked(self) -> list[Message]:
        """What was checked, in order, one sentence each."""
        return [
            Message(_("form: every byte of %(members)s members is accounted for"), {"members": self.members}),
            Message(_("signature: the manifest is signed, and lists every member of the log")),
            Message(
                _("edition: %(edition)s, %(category)s, has the digest that the first act names"),
                {"edition": self.outcome.edition, "category": self.outcome.category},
            ),
            Message(_("tree: %(acts)s acts have the root %(root)s"), {"acts": self.acts, "root": self.root}),
            Message(
                _("checkpoints: %(checkpoints)s, each signed, agree with the acts and with each other"),
                {"checkpoints": self.checkpoints},
            ),
            Message(_("bodies: %(bodies)s, each with the digest that its act names"), {"bodies": self.bodies}),
            Message(_("law: every act was allowed on the facts that it names, in order, with every lapse")),
        ]

    def unchecked(self) -> list[Message]:
        """What was not checked, one sentence each."""
        return [
            *([] if self.trusted else [Message(_("that the key is the organisation's"))]),
            *([] if self.outcome.packaged else [Message(_("that the edition is one that the organisation published"))]),
            Message(_("that facts looked up elsewhere are true: mandates, gate findings, the register, offices")),
            Message(_("that bodies say what the facts say")),
            Message(_("that those who held a role were who they were, and acted of their own will")),
            Message(_("acts in rooms, and whether what rooms hold was said: the bundle proves no word of it")),
            Message(_("how answers were tallied")),
            Message(_("that the organisation's clock was right")),
            Message(_("that others were shown the same log: compare the last checkpoint with theirs")),
            *self._only_here(),
        ]

    def _only_here(self) -> list[Message]:
        """What this bundle, or this verifier, leaves open besides."""
        found = []
        if self.outcome.zone_data:
            words = _(
                "that the zone data %(theirs)s, by which the deadlines were counted, agree with those in use here"
            )
            found.append(Message(words, {"theirs": self.outcome.zone_data}))
        if self.cosignatures:
            words = _("signatures of other keys on checkpoints: %(cosignatures)s")
            found.append(Message(words, {"cosignatures": self.cosignatures}))
        return found

    def to_json(self) -> dict[str, Json]:
        """Everything in plain JSON; the sentences in English."""
        return {
            "verdict": self.verdict.english(),
            "trusted": self.trusted,
            "key": self.manifest.key.render(),
            "fingerprint": self.manifest.key.fingerprint,
            "origin": self.manifest.origin,
            "docket": self.manifest.docket,
            "generated": instants.render(self.manifest.generated),
            "edition": self.outcome.edition,
            "category": self.outcome.category,
            "packaged": self.outcome.packaged,
            "phase": self.outcome.phase,
            "ending": self.outcome.ending,
            "owed": list(self.outcome.owed),
            "zone_data": self.outcome.zone_data,
            "members": self.members,
            "acts": self.acts,
            "root": self.root,
            "checkpoints": self.checkpoints,
            "cosignatures": self.cosignatures,
            "bodies": self.bodies,
            "rooms": self.rooms,
            "checked": [line.english() for line in self.checked()],
            "unchecked": [line.english() for line in self.unchecked()],
        }
