"""For every row of the provisional edition one attempt that succeeds: the ground for one fault at a time.

`ATTEMPTS[act]()` gives a case, the room (None: the case log) and an act that the step allows there.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from comity.law.act import Act, Json
from comity.law.instants import parse
from tests.law import paths
from tests.law.paths import ASSERTION, REGISTER, TEXT, after
from tests.law.world import POWERS, SIDED, Case, day, digest

Attempt = tuple[Case, str | None, Act]
NAMED: dict[str, Json] = {"mediator": "m-one", "listed": True, "register": REGISTER}
CLOSES = "2026-02-02T06:00:00Z"
LATER = day(2026, 2, 1, 9)


def tried(
    case: Case, act: str, role: str, at: datetime | None = None, *, party: str | None = None, **keys: Any
) -> Attempt:
    """An attempt now, or at an instant up to which the clock has done what it owes."""
    room, actor, period = keys.pop("room", None), keys.pop("actor", None), keys.pop("period", None)
    if at is not None and period is None:
        case.settle(at)
    at = at or parse(str(case.state.last_at))
    mandate = POWERS if role in SIDED else ()
    made = Act(act=act, role=role, actor=actor or party or role, at=at, party=party, mandate=mandate, facts=keys)
    return case, room, case.prepared(replace(made, period=period), room)


def lapsed(case: Case, code: str, **keys: Any) -> Attempt:
    """The lapse of a period, once all before it are entered."""
    due = parse(str(case.state.periods[code]["due"]))
    while (first := case.next_due()) is not None and first < due:
        case.advance()
    rule = case.edition.periods[str(case.state.periods[code]["rule"])]
    return tried(case, str(rule.lapse), "clock", due, period=code, **keys)


def declaring() -> Case:
    """A case with a nominee."""
    case = paths.choosing()
    paths.name_mediator(case, after(5))
    return case


def proposed() -> Case:
    """A case with a proposal that waits for answers."""
    case = paths.sessions()
    case.do("propose", "mediator", LATER, actor="m-one", room="joint", proposal="p", closes_at=CLOSES)
    return case


def asked() -> Case:
    """A case in which the Secretary-General was asked to appoint."""
    case = paths.choosing()
    case.do("ask-for-appointment", "party", day(2026, 3, 8), party="us")
    return case


def _request() -> Attempt:
    made = paths.requested(third_states={"hn": "pending"}).log[0]
    return Case(), None, made


def _late_consent() -> Attempt:
    case = paths.requested(consents={"pa": "wanted"})
    return tried(case, "consent", "invitee", party="pa", assertion=ASSERTION)


def _screen() -> Attempt:
    facts: dict[str, Json] = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": REGISTER}
    return tried(paths.requested(), "screen", "registry", **facts)


def _screened(verdict: str) -> Case:
    case = paths.requested()
    paths.screen(case, after(2), verdict)
    return case


def _clause() -> Attempt:
    facts: dict[str, Json] = {"clause": "language", "version": digest("language")}
    return tried(paths.protocol(), "draft-clause", "mediator", actor="m-one", **facts)


def _drafted() -> Attempt:
    case = paths.protocol()
    at = parse(str(case.state.last_at))
    paths.draft(case, at, "language", approval_of=[])
    return tried(case, "agree-clause", "party", party="us", clause="language", version=digest("language"))


def _session() -> Attempt:
    hours = {"starts_at": "2026-02-01T09:00:00Z", "ends_at": "2026-02-01T12:00:00Z"}
    return tried(paths.sessions(), "set-session", "mediator", actor="m-one", session="s", mode="joint", **hours)


def _outage() -> Attempt:
    hours = {"since": "2026-02-01T09:00:00Z", "until": "2026-02-01T12:00:00Z"}
    return tried(paths.sessions(), "record-outage", "clock", LATER, **hours)


def _answer() -> Attempt:
    facts: dict[str, Json] = {"proposal": "p", "item": "i", "closes_at": CLOSES}
    return tried(proposed(), "answer", "party", after(1, LATER), party="us", room="delegation:us", **facts)


def _told() -> Attempt:
    case = proposed()
    case.settle(parse(CLOSES))
    case.agenda.clear()
    return tried(case, "tell-outcome", "clock", parse(CLOSES), room="joint", proposal="p", outcome="not-accepted")


def _text() -> Attempt:
    facts: dict[str, Json] = {"clauses": dict(TEXT), "entry": "date", "entry_on": paths.IN_FORCE}
    return tried(paths.sessions(), "table-text", "mediator", actor="m-one", **facts)


def _on_text(case: Case, act: str, **facts: Json) -> Attempt:
    return tried(case, act, "party", party="us", clauses=dict(TEXT), assertion=ASSERTION, **facts)


def _default() -> Attempt:
    facts: dict[str, Json] = {**NAMED, "consulted": ["us", "pa"], "criteria": ["expertise"]}
    return tried(asked(), "appoint-by-default", "secretary-general", **facts)


def _attested() -> Attempt:
    return tried(paths.signed(), "attest", "mediator", actor="m-one", clauses=dict(TEXT), assertion=ASSERTION)


def _in(room: str, act: str, case: Callable[[], Case] = paths.sessions, **facts: Json) -> Callable[[], Attempt]:
    return lambda: tried(case(), act, "party", party="us", room=room, **facts)


ATTEMPTS: dict[str, Callable[[], Attempt]] = {
    "file-request": _request,
    "consent": _late_consent,
    "lapse-invitation": lambda: lapsed(paths.requested(consents={"pa": "wanted"}), "invitation"),
    "record-third-state": lambda: tried(
        paths.requested(), "record-third-state", "registry", state="hn", answer="given"
    ),
    "screen": _screen,
    "register": lambda: tried(_screened("admissible"), "register", "secretary-general"),
    "refuse-registration": lambda: tried(
        _screened("refused"), "refuse-registration", "secretary-general", ground="consent"
    ),
    "state-number": _in("joint", "state-number", paths.choosing, number=2),
    "fix-number": lambda: tried(paths.choosing(), "fix-number", "system", number=2),
    "name-mediator": _in("joint", "name-mediator", paths.choosing, **NAMED),
    "nominate": lambda: tried(paths.choosing(), "nominate", "system", **NAMED),
    "report-step": lambda: tried(paths.choosing(), "report-step", "party", party="us"),
    "ask-for-appointment": lambda: tried(paths.choosing(), "ask-for-appointment", "party", day(2026, 3, 8), party="us"),
    "appoint-by-default": _default,
    "declare": lambda: tried(declaring(), "declare", "nominee", actor="m-one", disclosure="none", assertion=ASSERTION),
    "decline-nomination": lambda: tried(declaring(), "decline-nomination", "nominee", actor="m-one"),
    "lapse-nomination": lambda: lapsed(declaring(), "acceptance"),
    "end-for-no-step": lambda: lapsed(paths.choosing(), "first-step"),
    "lodge-statement": lambda: tried(
        paths.statements(), "lodge-statement", "party", party="us", statement=digest("statement")
    ),
    "open-statements": lambda: lapsed(paths.statements(), "statements"),
    "draft-clause": _clause,
    "agree-clause": _drafted,
    "set-session": _session,
    "anchor-rooms": lambda: lapsed(paths.sessions(), "anchor", heads=digest("heads")),
    "record-outage": _outage,
    "post": _in("caucus:us", "post", item="i"),
    "release": _in("caucus:us", "release", item="i", owner="us"),
    "receive": lambda: tried(paths.sessions(), "receive", "system", room="joint", item="i", owner="us"),
    "table-issue": _in("joint", "table-issue", issue="i"),
    "propose": _in("joint", "propose", proposal="p", closes_at=CLOSES),
    "answer": _answer,
    "tell-outcome": _told,
    "wish-to-end": _in("joint", "wish-to-end", stands_until="2026-03-01T00:00:00Z"),
    "withdraw-wish": _in("joint", "withdraw-wish"),
    "report-not-approved": _in("caucus:us", "report-not-approved", paths.approval),
    "table-text": _text,
    "take-text-back": lambda: tried(paths.approval(), "take-text-back", "mediator", actor="m-one"),
    "initial": lambda: _on_text(paths.text(), "initial"),
    "approve": lambda: _on_text(paths.approval(), "approve", basis="organ"),
    "approve-on-condition": lambda: _on_text(paths.approval(), "approve-on-condition", touches=["art-4"]),
    "sign": lambda: _on_text(paths.signature(), "sign"),
    "confirm-event": lambda: tried(
        paths.signed(entry="event"), "confirm-event", "party", party="us", assertion=ASSERTION
    ),
    "enter-into-force": lambda: lapsed(paths.signed(entry="date"), "entry-into-force"),
    "attest": _attested,
    "leave": lambda: tried(paths.sessions(), "leave", "party", party="us"),
    "end-jointly": lambda: tried(paths.sessions(), "end-jointly", "system"),
    "find-no-likelihood": lambda: tried(paths.sessions(), "find-no-likelihood", "mediator", actor="m-one"),
    "end-for-unpaid-advance": lambda: tried(paths.sessions(), "end-for-unpaid-advance", "secretary-general"),
}
