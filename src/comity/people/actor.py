"""Who acts: a person with a session, or one of the two machines. Nothing else makes an actor (DESIGN 2)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.http import HttpRequest


class ActorKind(StrEnum):
    """A person, the clock that performs lapses, or the system that performs what an act entails."""

    PERSON = "person"
    CLOCK = "clock"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: `id` is the account's id for a person, the machine's name for a machine."""

    id: str
    kind: ActorKind


_CLOCK: Final = Actor("clock", ActorKind.CLOCK)
_SYSTEM: Final = Actor("system", ActorKind.SYSTEM)


def authenticate(request: HttpRequest) -> Actor | None:
    """The person that `request`'s session belongs to; None for a stranger and for an account that was closed."""
    user = request.user
    return Actor(user.pk, ActorKind.PERSON) if user.is_authenticated and user.is_active else None


def clock() -> Actor:
    """The machine that performs what a period's end owes."""
    return _CLOCK


def system() -> Actor:
    """The machine that performs what another act entails."""
    return _SYSTEM
