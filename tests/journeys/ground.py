"""Cases played in a process beside the server, each as far as a journey begins: the demonstration's people play them.

Every case is that of the demonstration's fishing ground, between Meridia and Norland (both fictional). They share one
clock: a journey that moves it moves it for all.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comity import docket
from comity.faces.cli.story import fisheries, loan, organisation
from comity.faces.cli.story.inside import Inside
from comity.faces.cli.story.organisation import Organisation
from comity.law.act import Json

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
BOTH = ("xm-agent", "xn-agent")
MEDIATOR = "mediator-waters"
ISSUES = {"Fees": ["As before", "Half the rise"], "Landings": ["Two ports", "Three ports"]}
IN_STATEMENTS = ("suspension", "extension", "lapse", "joinder", "replacement", "withdrawal")


@dataclass(frozen=True)
class Ground:
    """Role -> account; name of a case -> docket."""

    accounts: dict[str, str]
    cases: dict[str, str]


class Here(Inside):
    """A stage on which no time passes: cases that are played one after the other stand at the same point of time."""

    def move(self, to: datetime) -> None:
        """The clock stands."""


def play() -> Ground:
    """Found the organisation on an empty database; play one case to its sessions, then the others to the statements."""
    made = organisation.found(START)
    cases = {"part": _sessions(_statements(made))}
    cases |= {name: _statements(made).docket_id for name in IN_STATEMENTS}
    return Ground(made.accounts, cases)


def _statements(made: Organisation) -> Here:
    """Registered, its mediator seated; Meridia's statement is lodged, Norland's is not."""
    case = Here(made, lambda _note: None)
    fisheries.play(case, START)
    return case


def _sessions(case: Here) -> str:
    """The statements opened by the clock, the protocol agreed without approval at home, two issues on the table."""
    docket.move_clock(docket.now() + timedelta(days=16))
    for clause, text in loan.PROTOCOL.items():
        facts: dict[str, Json] = {"clause": clause}
        if clause == "approval-at-home":
            facts["approval_of"] = []
        case.act(MEDIATOR, "draft-clause", facts=facts, body={"text": text})
    for who in BOTH:
        for clause, version in case.versions(who, "protocol-clause").items():
            case.act(who, "agree-clause", facts={"clause": clause, "version": version})
    for title, options in ISSUES.items():
        case.act(MEDIATOR, "table-issue", room="joint", body={"title": title, "options": list(options)})
    return case.docket_id
