"""What a story needs of the world that it is played in: people who act, a clock that moves, and what they can see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from comity.law.act import Json

Said = Mapping[str, Json]


class Stage(Protocol):
    """One case, seen by the roles of its cast. Roles are keys such as `us-agent`; instants are aware UTC."""

    def open(
        self,
        who: str,
        *,
        facts: Said,
        body: Said,
        parties: Mapping[str, str],
        note: str,
        edition: str = "iomed-provisional-2026",
        category: str = "state-state",
    ) -> None:
        """File the request. parties: the story's short name for a party -> the entity's short name."""

    def act(
        self,
        who: str,
        act: str,
        *,
        facts: Said | None = None,
        body: Said | None = None,
        room: str | None = None,
        note: str = "",
    ) -> None:
        """Perform one act. room: joint, caucus or delegation (the actor's own, or caucus:PARTY for a mediator)."""

    def move(self, to: datetime) -> None:
        """Move the organisation's clock forward to this instant, and let it perform what is due."""

    def now(self) -> datetime:
        """The organisation's instant."""

    def party(self, name: str) -> str:
        """The id in this case of a party that the story names."""

    def person(self, who: str) -> str:
        """The id of a role's account."""

    def versions(self, who: str, kind: str) -> dict[str, str]:
        """Name -> version of the things of a kind, as this role sees them."""

    def value(self, who: str, name: str) -> Json:
        """A value of the case, as this role sees it."""

    def latest(self, who: str, kind: str, *, room: str) -> str:
        """The item that came last in a room: post, own (a post of this role's side), issue, proposal."""

    def phase(self) -> str:
        """The case's phase."""
