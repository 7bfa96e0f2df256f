"""A case told again by hand: what each act changes, when a phase ends, when a period does.

Part of the second opinion (oracle.py). Lists and lengths come from the raw files; all the rest is written here, act by
act, from the words of the rules, and shares no code with effects, guards or step.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from comity.law.act import Act
from tests.law.raw import DAY, EDITION, day_ends, ends, local_date, moment, named

LENGTHS = {"invited": ["invitation"], "screening": ["screening"], "declaring": ["acceptance"]} | {
    "choosing": ["agree-on-number", "choose-mediator", "first-step"],
    "statements": ["statements"],
    "protocol": ["first-session"],
}
PHASE_OF = {code: phase for phase, codes in LENGTHS.items() for code in codes} | {"default-appointment": "choosing"}
LAPSES = {
    "invitation": "lapse-invitation",
    "first-step": "end-for-no-step",
    "acceptance": "lapse-nomination",
    "statements": "open-statements",
    "entry-into-force": "enter-into-force",
    "anchor": "anchor-rooms",
    "suspension": "resume-by-clock",
    "advice": "resume-by-clock",
    "interim-warning": "warn-interim",
    "interim-expiry": "end-interim",
}
RUN_ON = ("anchor", "suspension", "advice", "interim-warning", "interim-expiry")  # also while the case is suspended


def rule_of(code: str) -> str:
    """The period that a code is of: one of each thing carries the thing's name after a colon."""
    return code.partition(":")[0]


@dataclass
class Due:
    """A period: when it ends, in which zone, and whether its lapse was entered."""

    at: datetime
    zone: str
    since: datetime
    over: bool = False


Things = dict[str, dict[str, dict[str, Any]]]


@dataclass
class Log:
    """What one log holds: things by kind and name; who is bound to what; what was said until when."""

    kind: str = "case"
    party: str | None = None
    things: Things = field(default_factory=dict)
    bound: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    said: dict[str, dict[str, tuple[Any, str | None]]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """Things of a kind."""
        return self.things.setdefault(kind, {})


class Telling:
    """A case told again from its journal. `tell` takes an act that happened; `allows` judges one that is tried."""

    def __init__(self, changes: "Mapping[str, Change]") -> None:
        """changes: what an act of this name changes (changes.py)."""
        self.changes = changes
        self.phase, self.ending = "none", None
        self.sides: dict[str, str] = {}
        self.status: dict[str, str] = {}
        self.seats: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.due: dict[str, Due] = {}
        self.lengths: dict[str, int] = {}
        self.suspended: datetime | None = None
        self.size = 0
        self.logs: dict[str | None, Log] = {None: Log()}
        self.last: datetime | None = None
        self.last_of: dict[str | None, datetime] = {}

    @property
    def members(self) -> list[str]:
        """Parties in the case."""
        return sorted(party for party, status in self.status.items() if status == "in")

    @property
    def text(self) -> dict[str, dict[str, Any]]:
        """The clauses of the settlement."""
        return self.logs[None].of("settlement-clause")

    def signatories(self) -> list[str]:
        """Who signed every clause as it stands."""
        return sorted(party for party in self.sides if self.text and self.agreed("sign", "settlement-clause", party))

    def agreed(self, mark: str, kind: str, party: str) -> bool:
        """Whether a party is bound to every thing of a kind as it stands."""
        log = self.logs[None]
        return all(log.bound.get((mark, name), {}).get(party) == x["version"] for name, x in log.of(kind).items())

    def all_agreed(self, mark: str, kind: str) -> bool:
        """Whether every party in the case is bound to every thing of a kind; nobody is not every party."""
        return bool(self.members) and all(self.agreed(mark, kind, party) for party in self.members)

    def needed(self) -> int:
        """How many mediators the case needs."""
        return int(self.values.get("number", EDITION["values"]["mediators"]["value"]))

    def count(self, *statuses: str) -> int:
        """How many persons hold a seat of a status."""
        return sum(status in statuses for status in self.seats.values())

    # ---------------------------------------------------------------- what an act changes

    def tell(self, room: str | None, act: Act) -> None:
        """Let an act happen that was allowed."""
        if act.period is not None:
            self.due[act.period].over = True
        if act.act in self.changes:
            self.changes[act.act](self, self.log(room), act)
        self.move_on(act.at)
        self.last_of[room] = act.at
        if room is None:
            self.last, self.size = act.at, self.size + 1

    def log(self, room: str | None) -> Log:
        """A log; a room's kind and owner stand in its name."""
        if room not in self.logs:
            kind, _, owner = str(room).partition(":")
            self.logs[room] = Log(kind, owner or None)
        return self.logs[room]

    # ---------------------------------------------------------------- phases and periods

    def enter(self, phase: str, at: datetime) -> None:
        self.due = {code: period for code, period in self.due.items() if PHASE_OF.get(code) != self.phase}
        self.phase = phase
        self.start(LENGTHS.get(phase, []), at)

    def end(self, ending: str) -> None:
        self.phase, self.ending = "settled" if ending == "settled" else "ended", ending
        self.suspended = None
        self.due = {code: period for code, period in self.due.items() if code == "anchor"}

    def start(self, codes: list[str], at: datetime) -> None:
        for code in [code for code in codes if "length" in EDITION["periods"].get(code, {})]:  # the rules may say none
            self.due[code] = Due(*ends(at, self.length(code), self.values.get("zone")), at)

    def since(self, code: str) -> datetime | None:
        """When a period began; None where the rules set no length for it."""
        return self.due[code].since if code in self.due else None

    def length(self, code: str) -> int:
        """The days of a period: those that the parties agreed on, else the edition's."""
        return self.lengths.get(code, EDITION["periods"].get(code, {}).get("length", 0))

    def set_due(self, code: str, instant: datetime, at: datetime) -> None:
        """A period that ends at an instant which a text names; at once, if that has passed."""
        self.due[code] = Due(max(instant, at), named(self.values.get("zone")) or "UTC", at)

    def start_entry(self, at: datetime) -> None:
        self.set_due("entry-into-force", moment(self.values["entry-on"]), at)

    def resume(self, at: datetime) -> None:
        """The case goes on; what stood still moves by the days begun, and what passed meanwhile comes at once."""
        since, self.suspended = self.suspended, None
        for code, due in self.due.items():
            if since is None or rule_of(code) in RUN_ON or due.over or due.at < since:
                continue
            if "length" in EDITION["periods"].get(code, {}):
                days = -((max(since, due.since) - at) // DAY)
                due.at = self._within_years(due, days)
            elif rule_of(code) in LAPSES:
                due.at = max(due.at, at)

    def _within_years(self, due: Due, days: int) -> datetime:
        try:
            return day_ends(local_date(due.at, due.zone) + days * DAY, due.zone)
        except OverflowError:
            return due.at

    def back_to_sessions(self, at: datetime) -> None:
        log = self.logs[None]
        log.things.pop("settlement-clause", None)
        log.bound = {key: kept for key, kept in log.bound.items() if key[0] not in ("initial", "approve", "sign")}
        self.enter("sessions", at)

    def all_confirmed(self) -> bool:
        confirmed = self.logs[None].said.get("confirm-event", {})
        return bool(self.signatories()) and all(party in confirmed for party in self.signatories())

    def move_on(self, at: datetime) -> None:
        while (phase := NEXT.get(self.phase, _stays)(self)) is not None:
            self.enter(phase, at) if phase != "settled" else self.end("settled")
            if phase == "sessions":
                self._start_clause_dates(at)
            if phase == "signed" and self.values["entry"] == "date":
                self.start_entry(at)

    def _start_clause_dates(self, at: datetime) -> None:
        for name, clause in self.logs[None].of("protocol-clause").items():
            stands = self.due.get(f"clause-date:{name}")
            if clause["ends_on"] is None:
                continue
            if stands is None or stands.at != max(moment(clause["ends_on"]), stands.since):
                self.set_due(f"clause-date:{name}", moment(clause["ends_on"]), at)

    def moved(self, since: datetime, until: datetime) -> dict[str, datetime]:
        """Where an outage moves the periods that it fell upon."""
        later = {}
        for code, period in self.due.items():
            hit = until > period.at - DAY and since <= period.at and until - since > timedelta(minutes=60)
            if hit and not period.over and code in EDITION["periods"] and "length" in EDITION["periods"][code]:
                later[code] = max(period.at, day_ends(local_date(until + DAY, period.zone), period.zone))
        return later


Change = Callable[[Telling, Log, Act], None]


# -------------------------------------------------------------------- when a phase ends


def _stays(case: Telling) -> str | None:
    return None


def _after_invited(case: Telling) -> str | None:
    ready = "invited" not in case.status.values() and len({case.sides[name] for name in case.members}) > 1
    return "screening" if ready else None


def _after_choosing(case: Telling) -> str | None:
    filled = case.count("seated") >= case.needed()
    return "statements" if filled else "declaring" if case.count("nominated") else None


def _after_declaring(case: Telling) -> str | None:
    return "statements" if case.count("seated") >= case.needed() else None


def _after_statements(case: Telling) -> str | None:
    return "protocol" if "opened" in case.values else None


def _after_protocol(case: Telling) -> str | None:
    whole = set(EDITION["lists"]["protocol-clauses"]) <= set(case.logs[None].of("protocol-clause"))
    return "sessions" if whole and case.all_agreed("agree-clause", "protocol-clause") else None


def _after_sessions(case: Telling) -> str | None:
    return "text" if case.text else None


def _after_text(case: Telling) -> str | None:
    opened = any(clause["open"] for clause in case.text.values())
    return "approval" if case.all_agreed("initial", "settlement-clause") and not opened else None


def _after_approval(case: Telling) -> str | None:
    asked = [party for party in case.members if party in case.values["approval-of"]]
    return "signature" if all(case.agreed("approve", "settlement-clause", party) for party in asked) else None


def _after_signature(case: Telling) -> str | None:
    if not case.all_agreed("sign", "settlement-clause"):
        return None
    return "settled" if case.values["entry"] == "signature" else "signed"


def _after_signed(case: Telling) -> str | None:
    return "settled" if case.values["entry"] == "event" and case.all_confirmed() else None


NEXT = {
    "invited": _after_invited,
    "choosing": _after_choosing,
    "declaring": _after_declaring,
    "statements": _after_statements,
    "protocol": _after_protocol,
    "sessions": _after_sessions,
    "text": _after_text,
    "approval": _after_approval,
    "signature": _after_signature,
    "signed": _after_signed,
}
