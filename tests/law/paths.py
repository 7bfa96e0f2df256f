"""Paths through a case, played by cooperative people: the shortest to each phase, and one after the public record.

The record is the Panama Canal negotiation: two States, a plebiscite at home, conditions of a Senate on two articles,
exchange of ratifications, entry into force on the date that the text names. Ids and versions stand for its words.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from comity.law.act import Json
from comity.law.deadlines import next_head_time
from comity.law.instants import render
from tests.law.world import EDITION, Case, day, digest

TWO = {"us": "requesting", "pa": "responding"}
THREE = {**TWO, "cr": "responding"}
ROSTER = ("m-one", "m-two", "m-three")
BEGIN = day(2026, 1, 5, 9)
CLAUSES = EDITION.lists["protocol-clauses"]
TEXT: Mapping[str, Json] = {f"art-{number}": digest(f"article {number}") for number in range(1, 11)}
IN_FORCE = "2026-10-01T00:00:00Z"
ASSERTION = digest("a passkey's answer")
REGISTER = digest("head of the register")


def after(hours: float, since: datetime = BEGIN) -> datetime:
    """So many hours after an instant, to the second."""
    return since + timedelta(seconds=round(hours * 3600))


def requested(
    sides: Mapping[str, str] = TWO,
    *,
    consents: Mapping[str, str] | None = None,
    zone: str | None = "America/Panama",
    third_states: Mapping[str, str] | None = None,
) -> Case:
    """A request by the first party named. All have consented, unless told otherwise."""
    case = Case()
    filer = next(iter(sides))
    facts: dict[str, Json] = {
        "edition": digest("edition"),
        "category": case.edition.category,
        "tzdata": "2025b",
        "sides": dict(sides),
        "consents": dict.fromkeys(sides, "given") | dict(consents or {}),
        "subjects": ["canal"],
        "third_state_involved": bool(third_states),
        "assertion": ASSERTION,
    }
    if zone is not None:
        facts["zone"] = zone
    if third_states is not None:
        facts["third_states"] = dict(third_states)
    known = case.edition.acts["file-request"].facts  # third States and a zone are not asked for under every edition
    asked = {name: value for name, value in facts.items() if name in known}
    case.do("file-request", "requester", BEGIN, party=filer, **asked)
    return case


def screen(case: Case, at: datetime, verdict: str = "admissible") -> None:
    """The registry's screening, its finding as the verdict wants it."""
    outcome = {"admissible": "pass", "refused": "refuse", "incomplete": "needs"}[verdict]
    case.do("screen", "registry", at, findings={"consent": outcome}, verdict=verdict, register=REGISTER)


def choosing(sides: Mapping[str, str] = TWO, **keys: str | None) -> Case:
    """A registered case."""
    case = requested(sides, **keys)  # type: ignore[arg-type]  # only the zone is passed on
    screen(case, after(2))
    case.do("register", "secretary-general", after(3))
    return case


def name_mediator(case: Case, at: datetime, mediator: str = "m-one") -> None:
    """All parties name the same person, in the joint room."""
    for party in case.state.members():
        facts = {"mediator": mediator, "listed": True, "register": REGISTER}
        case.do("name-mediator", "party", at, party=party, room="joint", **facts)  # type: ignore[arg-type]


def declare(case: Case, at: datetime, mediator: str = "m-one") -> None:
    """The nominee accepts and signs the declaration."""
    case.do("declare", "nominee", at, actor=mediator, disclosure="none", assertion=ASSERTION)


def statements(sides: Mapping[str, str] = TWO) -> Case:
    """A case with a mediator."""
    case = choosing(sides)
    name_mediator(case, after(5))
    declare(case, after(6))
    return case


def protocol(sides: Mapping[str, str] = TWO) -> Case:
    """The statements are lodged, and opened by the clock."""
    case = statements(sides)
    for party in case.state.members():
        case.do("lodge-statement", "party", after(7), party=party, statement=digest(f"statement of {party}"))
    open_statements(case, day(2026, 1, 25, 9))
    return case


def open_statements(case: Case, at: datetime) -> None:
    """The clock has opened the statements by then, or the mediator does, where the rules leave it to the mediator."""
    case.settle(at)
    if "mediator" in case.edition.acts["open-statements"].who:
        case.do("open-statements", "mediator", at, actor="m-one")


def draft(case: Case, at: datetime, clause: str, *, approval_of: list[str], version: str | None = None) -> None:
    """The mediator drafts one clause of the protocol."""
    extra: dict[str, Json] = {}
    if clause == "approval-at-home":
        extra["approval_of"] = list(approval_of)
    if clause == "standstill":
        extra["ends_on"] = "2026-12-31T23:59:59Z"
    case.do("draft-clause", "mediator", at, actor="m-one", clause=clause, version=version or digest(clause), **extra)


def sessions(sides: Mapping[str, str] = TWO, *, approval_of: list[str] | None = None) -> Case:
    """The protocol is agreed, clause by clause."""
    case = protocol(sides)
    at, members = day(2026, 1, 25, 10), case.state.members()
    for clause in CLAUSES:
        draft(case, at, clause, approval_of=members if approval_of is None else approval_of)
        for party in members:
            case.do("agree-clause", "party", at, party=party, clause=clause, version=digest(clause))
    return case


def table(case: Case, at: datetime, text: Mapping[str, Json] = TEXT, *, entry: str = "signature") -> None:
    """The mediator puts the text before the parties."""
    extra = {"entry_on": IN_FORCE} if entry in ("date", "event-and-date") else {}
    case.do("table-text", "mediator", at, actor="m-one", clauses=dict(text), entry=entry, **extra)


def each(case: Case, act: str, at: datetime, *parties: str, **facts: Json) -> None:
    """Each party named, or every party in the case, performs the act on the text as it stands.

    facts: more facts, or keywords of Case.do.
    """
    for party in parties or case.state.members():
        text = {name: thing["version"] for name, thing in case.state.things["settlement-clause"].items()}
        case.do(act, "party", at, party=party, **{"clauses": text, "assertion": digest(f"{act} {party}"), **facts})


def text(sides: Mapping[str, str] = TWO, *, entry: str = "signature", approval_of: list[str] | None = None) -> Case:
    """A settlement text is before the parties."""
    case = sessions(sides, approval_of=approval_of)
    table(case, day(2026, 2, 20, 9), entry=entry)
    return case


def approval(sides: Mapping[str, str] = TWO, *, entry: str = "signature", approval_of: list[str] | None = None) -> Case:
    """The text is initialled ad referendum."""
    case = text(sides, entry=entry, approval_of=approval_of)
    each(case, "initial", day(2026, 2, 20, 10))
    return case


def signature(sides: Mapping[str, str] = TWO, *, entry: str = "signature") -> Case:
    """The text is approved at home."""
    case = approval(sides, entry=entry)
    each(case, "approve", day(2026, 3, 1, 9), basis="organ")
    return case


def signed(sides: Mapping[str, str] = TWO, *, entry: str = "date") -> Case:
    """The text is signed, and not yet in force."""
    case = signature(sides, entry=entry)
    each(case, "sign", day(2026, 3, 2, 9))
    return case


def confirm(case: Case, at: datetime, *parties: str) -> None:
    """Each signatory confirms the event, whether or not it is still in the mediation."""
    for party in parties or case.state.signatories():
        role = "party" if party in case.state.members() else "signatory"
        case.do("confirm-event", role, at, party=party, assertion=digest(f"confirmed by {party}"))


def talk(case: Case, at: datetime) -> datetime:
    """A session, a caucus, a release, an issue, a proposal answered double-blind; returns when its outcome was told."""
    hours = {"starts_at": "2026-02-01T09:00:00Z", "ends_at": "2026-02-01T12:00:00Z"}
    case.do("set-session", "mediator", at, actor="m-one", session="s1", mode="joint", **hours)
    case.do("table-issue", "party", at, party="us", room="joint", issue="tenure")
    case.do("post", "party", at, party="pa", room="caucus:pa", item="i1")
    case.do("release", "party", after(1, at), party="pa", room="caucus:pa", item="i1", owner="pa")
    closes = next_head_time(after(48, at))
    fixed: dict[str, Json] = {"proposal": "p1", "closes_at": render(closes)}
    case.do("propose", "mediator", after(2, at), actor="m-one", room="joint", **fixed)
    for party in case.state.members():
        case.do("answer", "party", after(3, at), party=party, room=f"delegation:{party}", accepts=True, **fixed)
    case.settle(after(1, closes))
    return closes


def panama() -> Case:
    """From the request to a settlement in force, with late consent, conditions, exchange and attestations."""
    case = requested(consents={"pa": "wanted"})
    case.do("consent", "invitee", after(1), party="pa", assertion=ASSERTION)
    screen(case, after(2))
    case.do("register", "secretary-general", after(3))
    for party in ("us", "pa"):
        case.do("state-number", "party", after(4), party=party, room="joint", number=1)
    name_mediator(case, after(5))
    declare(case, after(6))
    for party in ("us", "pa"):
        case.do("lodge-statement", "party", after(7), party=party, statement=digest(party))
    at = day(2026, 1, 25, 9)
    open_statements(case, at)
    for clause in CLAUSES:
        draft(case, at, clause, approval_of=["us", "pa"])
        for party in ("us", "pa"):
            case.do("agree-clause", "party", at, party=party, clause=clause, version=digest(clause))
    at = after(24, talk(case, after(1, at)))
    table(case, at, entry="event-and-date")
    each(case, "initial", after(1, at))
    return _approved_signed_in_force(case, at)


def _approved_signed_in_force(case: Case, at: datetime) -> Case:
    each(case, "approve", after(30 * 24, at), "pa", basis="organ")  # the plebiscite
    each(case, "approve-on-condition", after(60 * 24, at), "us", touches=["art-4", "art-6"])  # the Senate
    conditioned = {**TEXT, "art-4": digest("use of force"), "art-6": digest("head of the line")}
    table(case, after(61 * 24, at), conditioned, entry="event-and-date")
    each(case, "initial", after(62 * 24, at))
    each(case, "approve", after(63 * 24, at), "pa", basis="not-required")
    each(case, "approve", after(63 * 24, at), "us", basis="organ")
    each(case, "sign", after(64 * 24, at))
    attest(case, after(65 * 24, at), "mediator", "m-one")
    confirm(case, after(70 * 24, at))  # the exchange of ratifications
    case.settle(day(2026, 10, 3))
    attest(case, day(2026, 10, 3), "secretary-general", "secretary-general")
    return case


def attest(case: Case, at: datetime, role: str, actor: str) -> None:
    """Attest that the agreement results from mediation."""
    text = {name: thing["version"] for name, thing in case.state.things["settlement-clause"].items()}
    case.do("attest", role, at, actor=actor, clauses=text, assertion=ASSERTION)
