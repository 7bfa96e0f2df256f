"""What an edition is made of: two tables (acts, phases) and the lists, values, periods, endings and gates they name."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from comity.law.act import Json
from comity.law.calendars import PLAIN, Calendar

CATEGORIES = ("state-state", "state-national", "commercial", "institution")
ROLES = (
    "requester",
    "invitee",
    "party",
    "signatory",
    "nominee",
    "mediator",
    "registry",
    "secretary-general",
    "clock",
    "system",
)
MACHINES = ("clock", "system")
POWERS = ("speak", "sign", "approve")
STATUSES = ("official", "borrowed", "assumed", "unset")
ROOMS = ("joint", "caucus", "delegation", "mediator", "registry")
UNITS = ("calendar-days", "business-days", "months")
ROLLS = ("none", "next-business-day", "next-weekday-only")


class BadEdition(ValueError):
    """An edition that cannot be used: where (key path) and why, in one sentence."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True)
class Call:
    """A guard or effect by name, with its parameters as the file gives them ($fact, @actor, @party, @role, literal)."""

    name: str
    params: Mapping[str, Json]


@dataclass(frozen=True)
class Outcome:
    """One line of `until` or `then`: where all of `conditions` hold, do, start periods, go to a phase, end."""

    conditions: tuple[Call, ...] = ()
    do: tuple[Call, ...] = ()
    starts: tuple[str, ...] = ()
    phase: str | None = None
    ending: str | None = None


@dataclass(frozen=True)
class Phase:
    """A phase lasts until its condition holds, whichever act made it hold. stage: its mark on the path."""

    name: str
    title: str
    stage: str
    starts: tuple[str, ...]
    until: tuple[Outcome, ...]
    final: bool


@dataclass(frozen=True)
class Period:
    """A period: its length, what starts it, in whose zone it ends, and what the clock performs when it has passed.

    One of four kinds: a length from the act that starts it; `value`, an instant settled before; `each` thing of a kind
    with an instant in `field`; `hours`, the next fixed time of the day. length None: the rules have not said it.
    before: a value of the edition; the period ends so many days before that instant, to warn of it.
    """

    name: str
    title: str
    event: str
    article: str
    source: str
    status: str
    length: int | None = None
    unit: str = "calendar-days"
    roll: str = "none"
    zone: str | None = None
    value: str | None = None
    each: str | None = None
    field: str | None = None
    before: str | None = None
    hours: str | None = None
    lapse: str | None = None
    phase: str | None = None
    while_suspended: bool = False
    mandatory: bool = False


@dataclass(frozen=True)
class Ending:
    """One of the closed list of endings."""

    name: str
    title: str
    article: str
    source: str
    status: str


@dataclass(frozen=True)
class Value:
    """A value of the edition, unset where the rules do not say. mandatory: production opens no category without it."""

    name: str
    title: str
    source: str
    status: str
    value: Json = None
    article: str = ""
    mandatory: bool = False


@dataclass(frozen=True)
class Gate:
    """A gate: may we take this case? The finding's article and source."""

    name: str
    title: str
    article: str
    source: str
    status: str


@dataclass(frozen=True)
class Entail:
    """An act that another entails in the same transaction, by the system: in the case log or in rooms of a kind."""

    act: str
    log: str
    conditions: tuple[Call, ...]
    facts: Mapping[str, Json]


@dataclass(frozen=True)
class Row:
    """One act: who may do what, when, only if, and what follows. told: what the log says of it, with %(actor)s."""

    act: str
    title: str
    told: str
    article: str
    who: tuple[str, ...]
    when: frozenset[str]
    source: str
    status: str
    summary: str = ""
    mandate: str | None = None
    while_suspended: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    body: tuple[str, ...] = ()
    guards: tuple[Call, ...] = ()
    do: tuple[Call, ...] = ()
    then: tuple[Outcome, ...] = ()
    log: str = "case"
    rooms: tuple[str, ...] = ()
    entails: tuple[Entail, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether the act carries a step-up: a fact of the type assertion."""
        return "assertion" in self.facts.values()


@dataclass(frozen=True)
class Edition:
    """One edition, resolved for one category."""

    name: str
    title: str
    category: str
    acts: Mapping[str, Row]
    phases: Mapping[str, Phase]
    groups: Mapping[str, frozenset[str]]
    periods: Mapping[str, Period]
    endings: Mapping[str, Ending]
    lists: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Value]
    gates: Mapping[str, Gate]
    source: Mapping[str, Json]

    def digest_source(self) -> dict[str, Json]:
        """The resolved edition as plain JSON; the SHA-256 of its canonical form is the edition's digest."""
        return deepcopy(dict(self.source))

    @property
    def beginning(self) -> str:
        """The phase before the first act."""
        return next(iter(self.phases))

    def hours(self, name: str) -> tuple[int, ...]:
        """A value that lists hours of the day in UTC."""
        listed = self.values[name].value
        return tuple(hour for hour in listed if isinstance(hour, int)) if isinstance(listed, list) else ()

    @property
    def calendar(self) -> Calendar:
        """The edition's calendar of business days; Saturday and Sunday off, and no holidays, where it names none."""
        listed = self.values["calendar"].value if "calendar" in self.values else None
        return Calendar.from_json(listed) if isinstance(listed, dict) else PLAIN

    @property
    def zone(self) -> str | None:
        """The zone that the edition fixes for its deadlines, whatever a case names; None where it fixes none."""
        named = self.values["zone"].value if "zone" in self.values else None
        return named if isinstance(named, str) else None

    def unset(self) -> list[Value | Period]:
        """Mandatory values and periods that the rules have not said."""
        values = [value for value in self.values.values() if value.mandatory and value.value is None]
        timed = [period for period in self.periods.values() if period.mandatory and period.status == "unset"]
        return [*values, *timed]
