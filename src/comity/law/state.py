"""The state of a case or of a room: what replay rebuilds from envelopes alone.

Rules upheld:
- Suspension is a second axis, never a phase.
- A mark binds a party to a thing at a version; where there is no thing, the version is all that the act said.
- Instants are strings of one form (YYYY-MM-DDTHH:MM:SSZ), so that their order is the order of the strings.
- Maps are replaced, never changed in place: copying a state copies its outermost maps only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from comity.law.act import Json

if TYPE_CHECKING:
    from comity.law.edition import Edition

Thing = dict[str, Json]
Mark = list[str | None]  # version, stands until (instant or None)
LENGTHS = "lengths"


@dataclass
class State:
    """phase, ending, suspension; parties, seats, things, marks, values, periods; for a room also which room.

    parties: id -> {side, status: invited | in | left}.  seats: account -> {office, status: nominated | seated | ended}.
    things: kind -> id -> {version, open, ...kept facts}.  marks: "mark/kind/id" -> party -> [version, stands until].
    periods: code -> {due, rule, since, zone, lapsed}.          room: {id, kind, party} or None for the case itself.
    edition and case are what the state is read with, not part of it.
    """

    phase: str = ""
    ending: str | None = None
    suspended_since: str | None = None
    last_at: str | None = None
    size: int = 0
    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    seats: dict[str, dict[str, str]] = field(default_factory=dict)
    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)
    values: dict[str, Json] = field(default_factory=dict)
    periods: dict[str, dict[str, Json]] = field(default_factory=dict)
    room: dict[str, str | None] | None = None
    edition: "Edition | None" = field(default=None, compare=False, repr=False)
    case: "State | None" = field(default=None, compare=False, repr=False)

    @property
    def whole(self) -> "State":
        """The case that a room belongs to; the case itself for a case."""
        return self.case or self

    @property
    def rules(self) -> "Edition":
        """The edition that this state is read with."""
        if self.edition is None:
            raise ValueError("a state is read with an edition")
        return self.edition

    def members(self) -> list[str]:
        """Parties now in the case, sorted by id."""
        return sorted(party for party, fact in self.whole.parties.items() if fact["status"] == "in")

    def sides(self, *statuses: str) -> set[str]:
        """Sides with a party of one of these statuses."""
        return {fact["side"] for fact in self.whole.parties.values() if fact["status"] in statuses}

    def signatories(self) -> list[str]:
        """Parties that carry the mark `sign` at the current version of every clause, whether or not they left since."""
        clauses = self.whole.things.get("settlement-clause", {})
        signed = [
            {
                party
                for party, kept in self.whole.marks.get(mark_key("sign", "settlement-clause", name), {}).items()
                if kept[0] == clause["version"]
            }
            for name, clause in clauses.items()
        ]
        return sorted(set.intersection(*signed)) if signed else []

    def copy(self) -> "State":
        """A state of its own; inner maps are shared, because nothing changes them in place."""
        return replace(
            self,
            parties=dict(self.parties),
            seats=dict(self.seats),
            things=dict(self.things),
            marks=dict(self.marks),
            values=dict(self.values),
            periods=dict(self.periods),
        )

    def to_json(self) -> dict[str, Json]:
        """Plain JSON of everything that belongs to the state."""
        return {key: getattr(self, key) for key in STORED}

    @classmethod
    def from_json(cls, value: Mapping[str, Json], *, edition: "Edition", case: "State | None" = None) -> "State":
        """The inverse of to_json, to be read with this edition (and, for a room, this case)."""
        if set(value) != set(STORED):
            raise ValueError(f"a state has exactly the keys {', '.join(STORED)}")
        return cls(**value, edition=edition, case=case)  # type: ignore[arg-type]  # keys just checked; written by to_json


STORED = tuple(item.name for item in fields(State) if item.name not in ("edition", "case"))


def inside(name: str, within: str | None) -> str:
    """The name of a thing, or of one that belongs to another thing."""
    return name if within is None else f"{within}/{name}"


def mark_key(mark: str, kind: str | None = None, name: str | None = None) -> str:
    """Where a mark stands in State.marks."""
    return f"{mark}/{kind or ''}/{name or ''}"


def lengths(state: State) -> dict[str, Json]:
    """Periods whose length the parties agreed on, by name (effects.vary keeps them in a value of the case)."""
    kept = state.whole.values.get(LENGTHS)
    return dict(kept) if isinstance(kept, dict) else {}


def said(facts: Mapping[str, Json]) -> str:
    """What an act said, as a version: its facts without the date until which it stands and without the assertion."""
    told = {key: value for key, value in facts.items() if key not in ("stands_until", "assertion")}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
