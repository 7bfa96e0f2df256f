"""The rows of joinder (9-joinder.toml), entered twice: table, an attempt for each, and a fault for each guard."""

from collections.abc import Callable, Mapping

from comity.law.act import Json
from comity.law.instants import parse
from tests.law import paths
from tests.law.attempts import Attempt, tried
from tests.law.paths import ASSERTION, REGISTER, after
from tests.law.spoils import Spoil, case_with, facts
from tests.law.turned import saying
from tests.law.world import Case

CONDUCT = "statements protocol sessions text approval signature"
JOINING = f"choosing declaring {CONDUCT}"

TABLE = {
    "propose-joinder": f"party mediator; speak; {JOINING}; case; no",
    "agree-joinder": f"party; sign; {JOINING}; case; no",
    "invite-newcomer": f"system; ; {JOINING}; case; no",
    "screen-joinder": f"registry; ; {JOINING}; case; no",
    "send-link-again": f"registry; ; invited screening {JOINING} signed; case; yes",
    "record-approval": f"registry; ; invited screening {JOINING}; case; no",
}

BANK: Mapping[str, Json] = {"newcomer": "bank", "side": "responding", "capacity": "guarantor"}
VERDICT: Mapping[str, Json] = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": REGISTER}


def _next(case: Case) -> dict[str, object]:
    return {"at": after(1, parse(str(case.state.last_at)))}


def proposed(case: Case | None = None) -> Case:
    """A bank is proposed as a guarantor on the responding side."""
    case = case or paths.sessions()
    case.do("propose-joinder", "party", **_next(case), party="us", **BANK)  # type: ignore[arg-type]
    return case


def invited(case: Case | None = None) -> Case:
    """All have agreed to it."""
    case = proposed(case)
    for party in case.state.members():
        case.do("agree-joinder", "party", **_next(case), party=party, assertion=ASSERTION, **BANK)  # type: ignore[arg-type]
    return case


def consented(case: Case | None = None) -> Case:
    """It has said yes for itself."""
    case = invited(case)
    case.do("consent", "invitee", **_next(case), party="bank", assertion=ASSERTION)  # type: ignore[arg-type]
    return case


def screened(case: Case | None = None, verdict: str = "admissible") -> Case:
    """The registry has screened it."""
    case = consented(case)
    found: dict[str, Json] = {"consent": {"admissible": "pass", "refused": "refuse", "incomplete": "needs"}[verdict]}
    said: dict[str, Json] = {**VERDICT, "findings": found, "verdict": verdict, "newcomer": "bank"}
    case.do("screen-joinder", "registry", **_next(case), **said)  # type: ignore[arg-type]
    return case


ATTEMPTS: dict[str, Callable[[], Attempt]] = {
    "propose-joinder": lambda: tried(paths.sessions(), "propose-joinder", "party", party="us", **BANK),
    "agree-joinder": lambda: tried(proposed(), "agree-joinder", "party", party="us", assertion=ASSERTION, **BANK),
    "invite-newcomer": lambda: tried(proposed(), "invite-newcomer", "system", **BANK),
    "screen-joinder": lambda: tried(consented(), "screen-joinder", "registry", newcomer="bank", **VERDICT),
    "send-link-again": lambda: tried(invited(), "send-link-again", "registry", invitee="bank"),
    "record-approval": lambda: saying(
        tried(paths.sessions(), "record-approval", "registry"), party="us", approval="waived"
    ),
}

NOBODY = case_with(things={"joinder": {}})
STANDS = case_with(things={"joinder": {"bank": {"version": "in", "open": False}}})
NO_MORE = case_with(parties={"bank": {"side": "responding", "status": "left"}})

FAULTS: list[tuple[str, str, Spoil]] = [
    ("propose-joinder", "not_of_the_case", facts(newcomer="pa")),
    ("propose-joinder", "absent", STANDS),
    ("agree-joinder", "joining_proposed", NOBODY),
    ("screen-joinder", "joining_proposed", NOBODY),
    ("agree-joinder", "as_proposed", facts(capacity="contractor")),
    ("invite-newcomer", "as_proposed", NO_MORE),
    ("screen-joinder", "consents_to_join", case_with(marks={"consent-to-join/joinder/bank": {}})),
    ("screen-joinder", "verdict_follows", facts(verdict="refused")),
    ("send-link-again", "of_the_case", facts(invitee="nobody")),
    ("record-approval", "of_the_case", facts(party="bank")),
]
