"""For whom a case waits, derived from the table: what stands in few phases is what moves a case on.

Rules upheld:
- an act that may be done in many phases (leave, suspend, set a session, correct) awaits nobody: it is open, not due;
  only whoever is asked to come in is waited for at any time;
- a case in which nobody's act is awaited waits for the clock, or for what its parties do in their rooms.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from comity.law.edition import Edition, Row
from comity.law.openness import Holding, openness
from comity.law.state import State

FEW = 2
OFFICES = ("registry", "secretary-general")
PARTIES = ("requester", "invitee", "party", "signatory")
SEATS = {"nominated": "nominee", "seated": "mediator"}
WHOM = {"office": OFFICES, "party": PARTIES, "mediator": tuple(SEATS.values()), "clock": ("clock",)}
# Open in one phase or two, and yet nothing that the case waits for.
OPTIONAL = (
    *("take-text-back", "record-third-state", "decline-nomination", "refuse-registration", "report-step", "attest"),
    *("contest-subjects", "certify-termination"),
)
ASKED = {"invitee", "nominee"}  # whoever is asked to come in is waited for, in whatever phase


def moves(row: Row) -> bool:
    """Whether the row is of the case log and a case waits for it: it stands in few phases, and is not optional."""
    return row.log == "case" and row.act not in OPTIONAL and (len(row.when) <= FEW or set(row.who) <= ASKED)


def phases_of(edition: Edition, whom: str) -> set[str]:
    """Phases in which an act that moves the case on is one of WHOM's; the clock's where it is nobody else's."""
    found = {name: phases_for(edition, roles) for name, roles in WHOM.items()}
    if whom != "clock":
        return found[whom]
    return found["clock"] - found["office"] - found["party"] - found["mediator"]


def phases_for(edition: Edition, roles: Iterable[str]) -> set[str]:
    """Phases in which an act that moves the case on is one of these roles'; of whoever is asked, the first."""
    order = list(edition.phases)
    return {
        phase
        for row in edition.acts.values()
        if moves(row) and set(roles) & set(row.who)
        for phase in sorted(row.when, key=order.index)[: FEW if len(row.when) <= FEW else 1]
    }


def waits_for(edition: Edition, state: State, at: datetime) -> tuple[str, ...]:
    """`office`, `mediator`, ids of parties: whose act the case waits for at `at` (UTC); `clock` for nobody's."""
    if state.ending is not None:
        return ()
    found = dict.fromkeys(whom for whom, holding in _holders(state) if any(_open(edition, state, holding, at)))
    return tuple(found) or ("clock",)


def _holders(state: State) -> Iterator[tuple[str, Holding]]:
    for office in OFFICES:
        yield "office", Holding(office, office)
    for account, seat in sorted(state.seats.items()):
        if seat["status"] in SEATS:
            yield "mediator", Holding(SEATS[seat["status"]], account)
    for party in sorted(state.parties):
        for role in PARTIES:
            yield party, Holding(role, party, party, ("approve", "sign", "speak"))


def _open(edition: Edition, state: State, holding: Holding, at: datetime) -> Iterator[bool]:
    for found in openness(edition, state, [holding], at=at):
        if found.reason is None and moves(found.row):
            yield True
