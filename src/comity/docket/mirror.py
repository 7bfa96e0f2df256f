"""Parties, seats, periods and sessions of the case's state as rows, for queries across cases.

Rules upheld:
- the state is what counts; rows follow it within the same transaction, and replay.py compares the two;
- what changed is collected act by act and written once: one statement for each table that changed, however often.
Writing needs the docket's lock.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from comity.docket import statements
from comity.docket.desk.models import Call
from comity.docket.models import Deadline, Docket, Party, Seat
from comity.law.act import Json
from comity.law.edition import Edition
from comity.law.instants import parse, render
from comity.law.state import State
from comity.ledger.rows import Table

Value = TypeVar("Value")
CALLS = Table(Call)


class Mirror:
    """The rows of one docket that are to be written."""

    def __init__(self, docket: Docket, edition: Edition) -> None:
        self._docket = docket
        self._edition = edition
        self._parties: dict[str, Party] = {}
        self._seats: dict[str, Seat] = {}
        self._deadlines: dict[str, Deadline] = {}
        self._calls: dict[str, Call] = {}

    def observe(self, before: State, after: State, at: datetime) -> None:
        """Collect what one act of the case log changed."""
        for name, party in _changed(before.parties, after.parties):
            entity = self._docket.entities[name]
            self._parties[name] = Party(docket=self._docket, id=name, entity_id=entity, **party)
        for name, seat in _changed(before.seats, after.seats):
            self._seats[name] = Seat(docket=self._docket, account_id=name, since=at, **seat)
        for code, period in _changed(before.periods, after.periods):
            self._deadlines[code] = self._deadline(code, period, running=not period["lapsed"])
        for code in before.periods.keys() - after.periods.keys():
            self._deadlines[code] = self._deadline(code, before.periods[code], running=False)
        for name, session in _changed(before.things.get("session", {}), after.things.get("session", {})):
            starts, ends = parse(str(session["starts_at"])), parse(str(session["ends_at"]))
            self._calls[name] = Call(docket=self._docket, session=name, starts_at=starts, ends_at=ends)

    def _deadline(self, code: str, period: Mapping[str, Json], *, running: bool) -> Deadline:
        rule = self._edition.periods[str(period["rule"])]
        due, since = parse(str(period["due"])), parse(str(period["since"]))
        zone = str(period["zone"])
        return Deadline(
            docket=self._docket,
            code=code,
            rule=rule.name,
            act=rule.lapse or "",
            since=since,
            due=due,
            zone=zone,
            running=running,
        )

    def write(self) -> None:
        """Write what was collected: at most four statements, of which one act needs three at most."""
        statements.PARTIES.put(list(self._parties.values()), "docket_id", "id")
        statements.SEATS.put(list(self._seats.values()), "docket_id", "account_id")
        statements.DEADLINES.put(list(self._deadlines.values()), "docket_id", "code")
        CALLS.put(list(self._calls.values()), "docket_id", "session")


def differences(docket: Docket, state: State) -> Iterator[str]:
    """What the rows say otherwise than the state, one line each."""
    rows = {row.id: {"side": row.side, "status": row.status} for row in Party.objects.filter(docket=docket)}
    seats = {row.account_id: {"office": row.office, "status": row.status} for row in Seat.objects.filter(docket=docket)}
    running = Deadline.objects.filter(docket=docket, running=True)
    due = {row.code: render(row.due) for row in running}
    if rows != state.parties:
        yield f"docket {docket.id}: its parties are not those of its state"
    if seats != state.seats:
        yield f"docket {docket.id}: its seats are not those of its state"
    if due != {code: period["due"] for code, period in state.periods.items() if not period["lapsed"]}:
        yield f"docket {docket.id}: its deadlines are not those of its state"
    calls = {row.session: render(row.starts_at) for row in Call.objects.filter(docket=docket)}
    if calls != {name: session["starts_at"] for name, session in state.things.get("session", {}).items()}:
        yield f"docket {docket.id}: its sessions are not those of its state"
    if (docket.phase, docket.ending or None) != (state.phase, state.ending):
        yield f"docket {docket.id}: its phase is not that of its state"


def _changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in after.items() if before.get(name) != value]
