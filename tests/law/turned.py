"""The rows of the turns (7-turns.toml), entered twice: table, an attempt for each, and a fault for each guard."""

from collections.abc import Callable
from dataclasses import replace

from comity.law.act import Json
from comity.law.instants import parse, render
from tests.law import paths
from tests.law.attempts import Attempt, lapsed, tried
from tests.law.paths import ASSERTION, after
from tests.law.spoils import Spoil, at, case_with, facts
from tests.law.world import Case, day

CONDUCT = "statements protocol sessions text approval signature"
ENDING = f"choosing declaring {CONDUCT}"
OPEN = f"invited screening {ENDING} signed"
ENDED = "settled ended"

TABLE = {
    "wish-to-suspend": f"party; sign; {ENDING}; joint; no",
    "suspend-jointly": f"system; ; {ENDING}; case; no",
    "resume": f"party; sign; {OPEN}; case; yes",
    "resume-by-clock": f"clock; ; {OPEN}; case; yes",
    "extend-as-of-right": f"party; speak; choosing {CONDUCT}; case; no",
    "wish-to-extend": f"party; sign; {ENDING}; joint; no",
    "extend-jointly": f"system; ; {ENDING}; case; no",
    "adjourn-for-advice": f"party; speak; {ENDING}; case; no",
    "adjourn-session": f"mediator; ; {CONDUCT}; case; no",
    "resign": f"mediator; ; {ENDING}; case; yes",
    "wish-to-replace": f"party; sign; {ENDING}; joint; yes",
    "replace-mediator": f"system; ; {ENDING}; case; yes",
    "repeat": f"party; speak; {CONDUCT} signed; caucus; no",
    "correct-record": f"registry secretary-general mediator party; sign; {OPEN} {ENDED}; case; yes",
    "agree-variation": f"party; sign; {ENDING}; case; no",
    "withdraw-variation": f"party; sign; {ENDING}; case; yes",
}

STANDS: dict[str, Json] = {"stands_until": "2027-03-01T00:00:00Z"}
UNTIL = "2026-06-01T09:00:00Z"  # no fixed time of the day: the clock would do that first
TO = "2026-05-01T00:00:00Z"
FAR = "2126-01-01T00:00:00Z"
PAST = "2026-01-01T00:00:00Z"


def wish(act: str, case: Callable[[], Case], **said: Json) -> Callable[[], Attempt]:
    """A wish of one party in the joint room."""
    return lambda: saying(tried(case(), act, "party", party="us", room="joint", **STANDS), **said)


def saying(attempt: Attempt, **said: Json) -> Attempt:
    """The attempt with more facts: one may be called `period`, as no keyword of an attempt can be."""
    case, room, act = attempt
    return case, room, replace(act, facts={**act.facts, **said})


def suspended(until: str | None = UNTIL) -> Case:
    """A case in sessions that the parties suspended."""
    case = paths.sessions()
    suspend(case, until)
    return case


def suspend(case: Case, until: str | None = UNTIL, *, hours: float = 1) -> None:
    """All parties wish it, so many hours after the last act."""
    moment = after(hours, parse(str(case.state.last_at)))
    dated: dict[str, Json] = {} if until is None else {"until": until}
    stands: dict[str, Json] = {"stands_until": render(after(48, moment))}
    for party in case.state.members():
        case.do("wish-to-suspend", "party", moment, party=party, room="joint", **dated, **stands)


def with_session() -> Case:
    """A case with a session to come."""
    case = paths.sessions()
    hours: dict[str, Json] = {"starts_at": "2026-02-01T09:00:00Z", "ends_at": "2026-02-01T12:00:00Z"}
    case.do("set-session", "mediator", day(2026, 1, 25, 11), actor="m-one", session="s", mode="joint", **hours)
    return case


def half_varied() -> Case:
    """A case in which one party has agreed to vary a period."""
    case, _room, act = saying(ATTEMPTS["agree-variation"](), period="advice")
    case.perform(act)
    return case


ATTEMPTS: dict[str, Callable[[], Attempt]] = {
    "wish-to-suspend": wish("wish-to-suspend", paths.sessions, until=UNTIL),
    "suspend-jointly": lambda: tried(paths.sessions(), "suspend-jointly", "system", until=UNTIL),
    "resume": lambda: tried(suspended(), "resume", "party", party="us"),
    "resume-by-clock": lambda: lapsed(suspended(), "suspension"),
    "extend-as-of-right": lambda: saying(
        tried(paths.choosing(), "extend-as-of-right", "party", party="us"), period="choose-mediator"
    ),
    "wish-to-extend": wish("wish-to-extend", paths.choosing, period="choose-mediator", to=TO),
    "extend-jointly": lambda: saying(
        tried(paths.choosing(), "extend-jointly", "system", to=TO), period="choose-mediator"
    ),
    "adjourn-for-advice": lambda: tried(
        paths.sessions(), "adjourn-for-advice", "party", party="us", without_counsel=True
    ),
    "adjourn-session": lambda: tried(with_session(), "adjourn-session", "mediator", actor="m-one", session="s"),
    "resign": lambda: tried(paths.sessions(), "resign", "mediator", actor="m-one"),
    "wish-to-replace": wish("wish-to-replace", paths.sessions, mediator="m-one"),
    "replace-mediator": lambda: tried(paths.sessions(), "replace-mediator", "system", mediator="m-one"),
    "repeat": lambda: tried(paths.sessions(), "repeat", "party", party="us", room="caucus:us", item="i", owner="us"),
    "correct-record": lambda: tried(
        paths.sessions(), "correct-record", "party", party="us", entry=3, assertion=ASSERTION
    ),
    "agree-variation": lambda: saying(
        tried(paths.choosing(), "agree-variation", "party", party="us", length=60, assertion=ASSERTION),
        period="first-step",
    ),
    "withdraw-variation": lambda: tried(half_varied(), "withdraw-variation", "party", party="us"),
}

NOBODY = case_with(seats={"m-one": {"office": "mediator", "status": "ended"}})
STANDING = case_with(things={"extension": {"choose-mediator": {"version": None, "open": False}}})
ONCE = case_with(marks={"adjourn-for-advice//": {"us": ["{}", None]}})
PUT_OFF = case_with(things={"session": {"s": {"version": None, "open": True}}})

FAULTS: list[tuple[str, str, Spoil]] = [
    ("wish-to-suspend", "ahead", facts(until=PAST)),
    ("wish-to-suspend", "near", facts(until=FAR)),
    ("wish-to-suspend", "ahead", facts(stands_until=PAST)),
    ("suspend-jointly", "ahead", facts(until=PAST)),
    ("suspend-jointly", "near", facts(until=FAR)),
    ("resume", "suspended", case_with(suspended_since=None)),
    ("extend-as-of-right", "runs", facts(period="statements")),
    ("extend-as-of-right", "listed", facts(period="first-step")),
    ("extend-as-of-right", "absent", STANDING),
    ("wish-to-extend", "runs", facts(period="anchor")),
    ("wish-to-extend", "later", facts(to="2026-02-01T00:00:00Z")),
    ("wish-to-extend", "near", facts(to=FAR)),
    ("wish-to-extend", "ahead", facts(stands_until=PAST)),
    ("extend-jointly", "runs", facts(period="statements")),
    ("extend-jointly", "later", facts(to="2026-02-01T00:00:00Z")),
    ("extend-jointly", "near", facts(to=FAR)),
    ("adjourn-for-advice", "unadvised", facts(without_counsel=False)),
    ("adjourn-for-advice", "not_done", ONCE),
    ("adjourn-session", "stands", PUT_OFF),
    ("adjourn-session", "not_over", at(2026, 2, 1, 13)),
    ("wish-to-replace", "seated", NOBODY),
    ("wish-to-replace", "ahead", facts(stands_until=PAST)),
    ("replace-mediator", "seated", NOBODY),
    ("repeat", "said_by", facts(owner="pa")),
    ("correct-record", "entered", facts(entry=500)),
    ("agree-variation", "derogable", facts(period="clause-date")),
    ("agree-variation", "ahead", facts(stands_until=PAST)),
    ("withdraw-variation", "done", case_with(marks={"agree-variation//": {}})),
]
