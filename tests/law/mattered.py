"""The rows of matters beside the mediation (8-matters.toml), entered twice: table, attempts, faults of guards."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from comity.law.act import Act, Json
from comity.law.instants import parse
from tests.law import paths
from tests.law.attempts import Attempt, lapsed, tried
from tests.law.paths import ASSERTION, TEXT, after
from tests.law.spoils import Spoil, at, both, case_with, done_before, facts, put_in_joint
from tests.law.world import Case, day, digest

CONDUCT = "statements protocol sessions text approval signature"
ENDING = f"choosing declaring {CONDUCT}"
REGISTERED = f"{ENDING} signed"
OPEN = f"invited screening {REGISTERED}"
ENDED = "settled ended"

TABLE = {
    "declare-proceeding": f"party; speak; {OPEN}; case; yes",
    "permit-role": f"party; sign; {OPEN}; case; yes",
    "draft-interim": f"party mediator; speak; {REGISTERED}; case; yes",
    "agree-interim": f"party; sign; {REGISTERED}; case; yes",
    "warn-interim": f"clock; ; {REGISTERED}; case; yes",
    "end-interim": f"clock; ; {REGISTERED}; case; yes",
    "wish-to-hand-over": f"party; sign; {ENDING}; joint; no",
    "hand-over": f"system; ; {ENDING}; case; no",
    "take-back": f"party; sign; {ENDING}; case; yes",
    "contest-subjects": "party; speak; invited screening; case; no",
    "fix-subjects": "registry; ; screening; case; no",
    "close-issue": f"mediator; ; {CONDUCT}; joint; no",
    "attest-part": f"mediator secretary-general; ; {REGISTERED} {ENDED}; case; yes",
    "certify-mediation": f"registry mediator; ; {CONDUCT} signed {ENDED}; case; yes",
    "certify-termination": f"secretary-general; ; {ENDED}; case; no",
}

LATER = day(2026, 2, 1, 10)
STANDS = "2027-03-01T00:00:00Z"
ENDS = "2026-06-01T09:30:00Z"  # no fixed time of the day: the clock would do that first
PAST = "2026-01-01T00:00:00Z"
FAR = "2126-01-01T00:00:00Z"
HELD = digest("nobody digs")
ELSEWHERE: dict[str, Json] = {
    "kind": "court",
    "proceeding": "hague",
    "stage": "pending",
    "next_on": "2026-09-01T08:00:00Z",
    "standstill": "questioned",
    "mediator_role": "none",
}
ARRANGED: dict[str, Json] = {"interim": "dig", "version": HELD, "expires_at": ENDS}


def declared(case: Case) -> Case:
    """A proceeding that the first party told of."""
    moment = parse(str(case.state.last_at))
    case.do("declare-proceeding", "party", moment, party="us", **ELSEWHERE)  # type: ignore[arg-type]  # facts
    return case


def drafted(*agreed: str) -> Case:
    """An interim arrangement in draft, agreed to by some."""
    case = paths.sessions()
    moment = parse(str(case.state.last_at))
    case.do("draft-interim", "mediator", moment, actor="m-one", **ARRANGED)  # type: ignore[arg-type]  # facts
    for party in agreed:
        agree(case, party)
    return case


def agree(case: Case, party: str) -> None:
    """A party agrees to the arrangement as it stands."""
    moment = parse(str(case.state.last_at))
    case.do("agree-interim", "party", moment, party=party, **ARRANGED, assertion=ASSERTION)  # type: ignore[arg-type]


def handed_over() -> Case:
    """A case in sessions that the parties handed over."""
    case = paths.sessions()
    for party in case.state.members():
        wish(case, party)
    return case


def wish(case: Case, party: str) -> None:
    """A party wishes to hand over, as soon as it may."""
    moment = max(parse(str(log.last_at)) for log in (case.state, case.rooms["joint"].state) if log.last_at)
    case.do("wish-to-hand-over", "party", moment, party=party, room="joint", stands_until=STANDS)


def tabled() -> Case:
    """A case in sessions with an issue."""
    case = paths.sessions()
    case.do("table-issue", "mediator", LATER, actor="m-one", room="joint", issue="i")
    return case


def part_signed(*signers: str, sides: Mapping[str, str] = paths.TWO) -> Case:
    """A part of a settlement, signed by some; by all where nobody is named."""
    case = paths.sessions(sides)
    moment, text = day(2026, 2, 20, 9), {name: TEXT[name] for name in ("art-1", "art-2")}
    facts_: dict[str, Json] = {"clauses": {**text}, "entry": "signature", "scope": "part", "closes": ["i"]}
    case.do("table-text", "mediator", moment, actor="m-one", **facts_)  # type: ignore[arg-type]  # facts
    paths.each(case, "initial", moment)
    paths.each(case, "approve", moment, basis="organ")
    paths.each(case, "sign", moment, *signers)
    return case


def _attest_part() -> Attempt:
    clauses: dict[str, Json] = {name: TEXT[name] for name in ("art-1", "art-2")}
    facts_: dict[str, Json] = {"clauses": clauses, "assertion": ASSERTION}
    return tried(part_signed("us", "pa"), "attest-part", "mediator", actor="m-one", part="part-1", **facts_)


def _wish_to_hand_over() -> Attempt:
    return tried(paths.sessions(), "wish-to-hand-over", "party", party="us", room="joint", stands_until=STANDS)


def _interim_lapse(code: str) -> Callable[[], Attempt]:
    return lambda: lapsed(drafted("us", "pa"), f"{code}:dig")


def _permit() -> Attempt:
    case, room, act = tried(declared(paths.sessions()), "permit-role", "party", party="pa", proceeding="hague")
    return case, room, replace(act, facts={**act.facts, "role": "witness"})  # no keyword of an attempt can be so called


ATTEMPTS: dict[str, Callable[[], Attempt]] = {
    "declare-proceeding": lambda: tried(paths.sessions(), "declare-proceeding", "party", party="us", **ELSEWHERE),
    "permit-role": _permit,
    "draft-interim": lambda: tried(paths.sessions(), "draft-interim", "party", party="us", **ARRANGED),
    "agree-interim": lambda: tried(
        drafted("us"), "agree-interim", "party", party="pa", **ARRANGED, assertion=ASSERTION
    ),
    "warn-interim": _interim_lapse("interim-warning"),
    "end-interim": _interim_lapse("interim-expiry"),
    "wish-to-hand-over": _wish_to_hand_over,
    "hand-over": lambda: tried(paths.sessions(), "hand-over", "system"),
    "take-back": lambda: tried(handed_over(), "take-back", "party", party="pa"),
    "contest-subjects": lambda: tried(paths.requested(), "contest-subjects", "party", party="pa", subjects=["canal"]),
    "fix-subjects": lambda: tried(paths.requested(), "fix-subjects", "registry", after(1), subjects=["canal-tolls"]),
    "close-issue": lambda: tried(tabled(), "close-issue", "mediator", LATER, actor="m-one", room="joint", issue="i"),
    "attest-part": _attest_part,
    "certify-mediation": lambda: tried(paths.sessions(), "certify-mediation", "registry", language="ar"),
    "certify-termination": lambda: tried(
        paths.signed(entry="signature"), "certify-termination", "secretary-general", language="en"
    ),
}


def of_another_side(case: Case, act: Act) -> Act:
    """The proceeding was declared by the other party."""
    thing: dict[str, Json] = {"version": None, "open": False, "by": "pa"}
    return case_with(things={"proceeding": {"hague": thing}})(case, act)


def permitted_by(*parties: str) -> Spoil:
    """The mediator is entered as witness, which these have permitted."""
    marks = {"permit-role/proceeding/hague": {party: ["witness", None] for party in parties}}
    return both(case_with(marks=marks), facts(mediator_role="witness"))


def text_stands(**kept: Json) -> Spoil:
    """A text stands, tabled with these facts."""
    clauses = {name: {"version": version, "open": False} for name, version in TEXT.items()}
    tabled_: dict[str, Json] = {"version": None, "open": False, **kept}
    values: dict[str, Json] = {"entry": "date", "entry-on": paths.IN_FORCE}
    return case_with(things={"settlement-clause": clauses, "tabled": {"text": tabled_}}, values=values)


def two_parts(case: Case, act: Act) -> Act:
    """Another part is settled beside the first."""
    parts = case.state.things["settled-part"]
    return case_with(things={"settled-part": {**parts, "part-2": parts["part-1"]}})(case, act)


AGREED = case_with(marks={"agree-interim/interim/dig": {"us": [HELD, None]}})
STOOD = case_with(things={"interim-standing": {"dig": {"version": HELD, "open": False}}})
NOBODY = case_with(seats={"m-one": {"office": "mediator", "status": "ended"}})

FAULTS: list[tuple[str, str, Spoil]] = [
    ("declare-proceeding", "declared_by_own_side", of_another_side),
    ("declare-proceeding", "permitted", permitted_by("us")),
    ("permit-role", "exists", facts(proceeding="washington")),
    ("draft-interim", "not_in_force", STOOD),
    ("draft-interim", "as_agreed", AGREED),
    ("draft-interim", "ahead", facts(expires_at=PAST)),
    ("draft-interim", "near", facts(expires_at=FAR)),
    ("agree-interim", "current", facts(version=digest("other"))),
    ("agree-interim", "as_kept", facts(expires_at=STANDS)),
    ("agree-interim", "ahead", at(2026, 6, 1, 10)),
    ("agree-interim", "not_done", done_before),
    ("wish-to-hand-over", "ahead", facts(stands_until=PAST)),
    ("take-back", "value_is", case_with(values={"handed-over": "no"})),
    ("contest-subjects", "some_named", facts(subjects=[])),
    ("contest-subjects", "not_fixed", case_with(things={"fixed-subjects": {"now": {"version": None, "open": False}}})),
    ("fix-subjects", "some_named", facts(subjects=[])),
    ("close-issue", "exists", facts(issue="j")),
    ("close-issue", "absent", put_in_joint("closed-issue", "i")),
    ("attest-part", "some_without", done_before),
    ("attest-part", "exists", facts(part="part-2")),
    ("attest-part", "as_kept", facts(clauses=dict(TEXT))),
    ("attest-part", "absent", both(two_parts, done_before)),
    ("certify-mediation", "seat_held", NOBODY),
    ("screen", "uncontested", case_with(values={"subjects-contested": "yes"})),
    ("resume", "not_handed_over", case_with(values={"handed-over": "yes"})),
    ("table-text", "part_fits", facts(closes=["i"])),
    ("table-text", "as_tabled", both(text_stands(scope="whole"), facts(scope=None))),
]  # fmt: skip
