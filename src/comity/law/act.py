"""The envelope of an act: who did what, when, on whose behalf, on which facts. Never a word of what was said.

The envelope is what the log proves and what replay reads; the sealed body is known here by its digest alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from comity.law import instants

KEYS = ("act", "role", "actor", "at", "party", "mandate", "facts", "period", "seen", "body", "entered_by")

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act as the law sees it.

    at: aware UTC instant in whole seconds. party: the party on whose behalf, None for officers and machines.
    mandate: powers looked up at that instant (speak, sign, approve). period: which period lapsed, for lapses only.
    seen: for a room's act, the size of the case log that it saw. body: digest of the sealed body, if there is one.
    entered_by: the person at the keyboard, where not the actor.
    """

    act: str
    role: str
    actor: str
    at: datetime
    party: str | None = None
    mandate: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    period: str | None = None
    seen: int | None = None
    body: str | None = None
    entered_by: str | None = None

    def to_json(self) -> dict[str, Json]:
        """The envelope as plain JSON, every key present."""
        return {
            "act": self.act,
            "role": self.role,
            "actor": self.actor,
            "at": instants.render(self.at),
            "party": self.party,
            "mandate": list(self.mandate),
            "facts": dict(self.facts),
            "period": self.period,
            "seen": self.seen,
            "body": self.body,
            "entered_by": self.entered_by,
        }

    @classmethod
    def from_json(cls, value: Json) -> "Act":
        """The inverse of to_json. ValueError where a key is missing, unknown or of the wrong type."""
        if not isinstance(value, dict) or set(value) != set(KEYS):
            raise ValueError(f"an envelope has exactly the keys {', '.join(KEYS)}")
        act, role, actor, at = (_text(value, key) for key in ("act", "role", "actor", "at"))
        facts, mandate, seen = value["facts"], value["mandate"], value["seen"]
        if not isinstance(facts, dict):
            raise ValueError("facts must be a map")  # noqa: TRY004 - a bad envelope is one kind of error
        if not isinstance(mandate, list) or not all(isinstance(power, str) for power in mandate):
            raise ValueError("mandate must be a list of powers")
        if seen is not None and (type(seen) is not int or seen < 0):
            raise ValueError("seen must be a size")
        moment = instants.parse(at)
        if instants.render(moment) != at:
            raise ValueError("at must be written YYYY-MM-DDTHH:MM:SSZ")
        return cls(
            act=act,
            role=role,
            actor=actor,
            at=moment,
            party=_optional(value, "party"),
            mandate=tuple(str(power) for power in mandate),
            facts=facts,
            period=_optional(value, "period"),
            seen=seen,
            body=_optional(value, "body"),
            entered_by=_optional(value, "entered_by"),
        )


def _text(value: dict[str, Json], key: str) -> str:
    found = value[key]
    if not isinstance(found, str):
        raise ValueError(f"{key} must be a string")  # noqa: TRY004 - a bad envelope is one kind of error
    return found


def _optional(value: dict[str, Json], key: str) -> str | None:
    return None if value[key] is None else _text(value, key)
