"""What a person hands in: facts for the envelope, words for the body, on whose behalf, and a confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.law.act import Json
from comity.people.actor import Actor

KEY_LENGTH = 64


@dataclass(frozen=True)
class Payload:
    """One request to perform an act.

    facts: of the row's types; what a feature looks up need not be given. body: the row's names, each with its words.
    party: on whose behalf; may be left out where the actor speaks for one only. assertion: the response of the passkey,
    for acts that are signed. entities: for each party id that this act brings into the case, the entity that it is.
    """

    facts: Mapping[str, Json] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)
    party: str | None = None
    assertion: Mapping[str, Json] | None = None
    entities: Mapping[str, str] = field(default_factory=dict)


def asked(actor: Actor, docket_id: str, act: str, payload: Payload, room: str | None, *, key: str) -> dict[str, Json]:
    """The request as plain JSON: what an idempotency key stands for, and what a signer confirms."""
    return {
        "actor": actor.id,
        "docket": docket_id,
        "room": room,
        "act": act,
        "party": payload.party,
        "facts": dict(payload.facts),
        "body": dict(payload.body),
        "entities": dict(payload.entities),
        "key": key,
    }


def check_key(key: str) -> str:
    """The idempotency key itself, if it has 1 to 64 characters; else ValueError."""
    if not 1 <= len(key) <= KEY_LENGTH:
        raise ValueError(f"an idempotency key has 1 to {KEY_LENGTH} characters")
    return key
