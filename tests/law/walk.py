"""Random acts by random people on a case, watched by a second opinion; and people who cooperate from where it got.

`main(seed, attempts)` walks and returns what it met; it fails where

- the step allows what the second opinion (oracle.py) does not, or refuses what it does;
- a refused act changed anything, or an act changed the state before it;
- the case told by hand (telling.py) and the state differ after an act;
- a prefix of a log, or a room's log, replays to another state than the one that was live;
- a log that was tampered with replays further, or less far, than the second opinion says;
- people who cooperate cannot bring a case that was sampled to settlement.

`python -m tests.law.walk --seed 1 --attempts 60000` prints one line for each count; with
`--every-act` it fails where an act of the edition was never performed.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from comity.law.act import Act
from comity.law.edition import Edition
from comity.law.instants import parse, render
from comity.law.replay import NotReplayable, replay, replay_room
from comity.law.state import State
from comity.law.step import Refused
from tests.law import mattered, paths
from tests.law.books import BOOKS, Book, under
from tests.law.changes import CHANGES
from tests.law.guide import Guide
from tests.law.oracle import allows
from tests.law.players import Players
from tests.law.steering import Steering
from tests.law.telling import Telling
from tests.law.world import POWERS, SIDED, USED, Case

LONG = 400  # acts of people after which a case is put aside
SHORT = 200  # attempts, where some act was not performed yet
BEGINNINGS = ("fresh", "fresh", "fresh", "sessions", "approval", "signature", "signed", "parted")
PHASES = (  # phase -> a beginning in it, or before it
    *(("invited", "fresh"), ("screening", "fresh"), ("sessions", "parted")),
    *((phase, phase) for phase in ("choosing", "statements", "protocol", "sessions", "text")),
    *((phase, phase) for phase in ("approval", "signature", "signed")),
)


@dataclass
class Met:
    """What a walk met, counted."""

    attempts: int = 0
    performed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    driven: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)

    def never(self) -> list[str]:
        """Rows of the edition that were not performed."""
        return sorted(set(USED[-1].acts) - set(self.performed))

    def lines(self) -> list[str]:
        """One line for each count."""
        total, refused = sum(self.performed.values()), sum(self.refused.values())
        return [
            f"{self.attempts} attempts: {refused} refused; {total} acts performed, the clock's and entailed ones too",
            f"rows performed: {len(self.performed)} of {len(USED[-1].acts)}; never: {self.never()}",
            f"phases: {dict(self.phases)}",
            f"endings: {dict(self.endings)}",
            f"checks: {dict(self.checks)}",
            f"cooperative people reached: {dict(self.driven)}",
            f"refusals by rule: {dict(self.refused.most_common())}",
        ]


def dump(state: State) -> str:
    """A state as text."""
    return json.dumps(state.to_json(), sort_keys=True)


def main(
    seed: int,
    attempts: int,
    *,
    every: int = 50,
    seek: Collection[str] | None = None,
    edition: Edition | None = None,
) -> Met:
    """Walk; every so many attempts replay a prefix and let people cooperate from where the case is.

    seek: acts to steer to until they have been performed; every one where none are named. edition: what the step
    reads, while the second opinion reads the files: to see that it notices where the two differ.
    """
    walk = Walk(seed, tuple(USED[-1].acts) if seek is None else seek, edition)
    for number in range(1, attempts + 1):
        walk.attempt()
        if number % every == 0:
            walk.replay_prefix()
            walk.cooperate()
    walk.close()
    return walk.met


class Walk:
    """One seed's walk through case after case. why: the last refusal."""

    why: Refused | None

    def __init__(self, seed: int, seek: Collection[str] = (), edition: Edition | None = None) -> None:
        self.rng, self.edition = random.Random(seed), edition or USED[-1]
        self.guide, self.met, self.why = Guide(self.rng), Met(), None
        self.steering = Steering(self.rng, USED[-1], self.met.performed, seek)
        self.begin()

    def begin(self) -> None:
        """A new case: not begun, or played to some phase by two or three parties."""
        self.steering.aim()
        self.age = 0
        entry = self.rng.choice(["signature", "date", "event", "event-and-date"])
        parties = self.rng.choice([2, 2, 3])
        case, telling = beginning(self._beginning(), parties=parties, entry=entry, book=book_in_use())
        self.case, self.telling, self._told = case.fork(), deepcopy(telling), len(case.journal)
        self.case.edition = self.edition
        self.now = parse(case.state.last_at) if case.state.last_at else paths.BEGIN

    def _beginning(self) -> str:
        """Where the act is open that is sought most, mostly."""
        kinds = [kind for phase, kind in PHASES if self.steering.opens(phase)]
        return self.rng.choice(kinds if kinds and self.rng.random() < 0.7 else BEGINNINGS)

    # ---------------------------------------------------------------- one attempt

    def attempt(self) -> None:
        """Somebody tries something, somewhere; now and then too early, or before the clock has done what it owes."""
        self.met.attempts += 1
        self.age += 1
        if self._over():
            self.close()
            self.begin()
        self.now += self._pause()
        if self.rng.random() < 0.98:
            self.case.settle(self.now)
            self._hear()
        rooms = ["joint", "joint", "joint", *self.case.rooms]
        room = self.rng.choice(rooms) if self.case.rooms and self.rng.random() < 0.3 else None
        act = self.case.prepared(self._act(room), room)
        expected = allows(self.telling, room, act)
        before = [dump(self.case.state), *(dump(kept.state) for kept in self.case.rooms.values())]
        old = self.case.states[-1]
        if self._performed(act, room) != expected:
            why = f"the second opinion says {expected} of {act} in {room} ({self.why}): {dump(self.case.state)}"
            raise AssertionError(why)
        assert dump(old) == before[0], f"{act.act} changed the state before it"
        if not expected:
            assert self.case.states[-1] is old
            assert [dump(old), *(dump(kept.state) for kept in self.case.rooms.values())] == before
        self._hear()

    def _over(self) -> bool:
        people = len(self.case.log) - sum(act.role == "clock" for act in self.case.log)
        return (
            people > LONG
            or (self.age > SHORT and bool(self.steering.wanted()))
            or (self.case.state.ending is not None and self.rng.random() < 0.2)
        )

    def _pause(self) -> timedelta:
        due = self.case.next_due()
        if due is not None and self.rng.random() < 0.02 and due > self.now:
            return due - self.now  # the last second
        awaited = self.steering.soonest(self.case.state)
        if awaited is not None and self.rng.random() < 0.15:
            return max(timedelta(0), parse(awaited) - self.now) + timedelta(seconds=1)
        if self.rng.random() < 0.04:
            return timedelta(days=self.rng.choice([1, 1, 6, 21, 61, 125]))
        return timedelta(seconds=self.rng.choice([0, 0, 1, 60, 3600, 4000]))

    def _act(self, room: str | None) -> Act:
        state = self.case.state if room is None else self.case.room_state(room)
        row = self.guide.row(self.edition, state, self.steering.weights())
        self.steering.tried[row.act] += 1
        role, party, actor = self.guide.holder(row, state)
        mandate = POWERS if self.guide.fits() else tuple(self.rng.sample(POWERS, self.rng.randrange(3)))
        early = self.rng.random() < 0.02 and not row.entails  # what is entailed may lie in a log that has gone on
        at = self.now - timedelta(hours=self.rng.randrange(1, 99)) if early else self.now
        period = self.rng.choice([*self.case.state.periods, "x"]) if self.rng.random() < 0.02 else None
        facts = self.guide.facts(row, state, party=party, actor=actor, at=self.now)
        held = mandate if role in SIDED else ()
        return Act(act=row.act, role=role, actor=actor, at=at, party=party, mandate=held, facts=facts, period=period)

    def _performed(self, act: Act, room: str | None) -> bool:
        accepts = self.rng.random() < 0.7
        try:
            self.case.perform(act, room=room, accepts=accepts)
        except Refused as refused:
            self.met.refused[refused.rule] += 1
            self.why = refused
            return False
        return True

    def _hear(self) -> None:
        """Tell by hand what has happened since; each act must have been allowed, and lead where the state is."""
        for room, act in self.case.journal[self._told :]:
            assert allows(self.telling, room, act), f"performed against the second opinion: {act} in {room}"
            self.telling.tell(room, act)
            self.met.performed[act.act] += 1
            self.met.phases[self.telling.phase] += 1
        if len(self.case.journal) > self._told:
            check_same(self.telling, self.case.state)
        self._told = len(self.case.journal)

    # ---------------------------------------------------------------- looking back, and ahead

    def replay_prefix(self) -> None:
        """Some prefix of the case log, and every room's log, replay to what was live."""
        size = self.rng.randrange(min(len(self.case.log), LONG) + 1)
        assert replay(self.edition, self.case.log[:size]).to_json() == self.case.states[size].to_json()
        for room in self.case.rooms.values():
            again = replay_room(self.edition, room.log, room=room.state.room or {}, cases=self.case.states)
            assert again.to_json() == room.state.to_json()
        self.met.checks["replays"] += 1 + len(self.case.rooms)

    def cooperate(self) -> None:
        """From here, people who cooperate reach a settlement; unless the case has ended, or not begun."""
        twin = self.case.fork()
        if twin.state.ending is not None or not twin.log:
            self.met.driven["ended or not begun"] += 1
            return
        entry = self.rng.choice(["signature", "date", "event", "event-and-date"])
        reached = Players(twin, number=self.rng.choice([1, 2]), entry=entry).play()
        assert (reached, twin.state.ending) == ("settled", "settled"), (reached, twin.state.ending)
        self.met.driven[reached] += 1

    def close(self) -> None:
        """Put the case aside; its log, tampered with, replays exactly as far as the second opinion says."""
        self.met.endings[str(self.case.state.ending)] += 1
        for kind, tamper in TAMPERINGS.items():
            log = tamper(self.rng, self.case.log[: self.rng.randint(50, 250)])
            if log is not None:
                assert refused_at(log) == first_not_allowed(log), kind
                self.met.checks[kind] += 1


def book_in_use() -> Book:
    """Name and category of the edition that cases begin under."""
    return USED[-1].name, USED[-1].category


@cache
def beginning(kind: str, *, parties: int, entry: str, book: Book = BOOKS[0]) -> tuple[Case, Telling]:
    """A case played to some phase under the edition in use, and told; the same one each time: fork it."""
    assert book == book_in_use()
    sides = paths.TWO if parties == 2 else paths.THREE
    played = {
        "fresh": Case,
        "choosing": lambda: paths.choosing(sides),
        "statements": lambda: paths.statements(sides),
        "protocol": lambda: paths.protocol(sides),
        "text": lambda: paths.text(sides, entry=entry),
        "sessions": lambda: paths.sessions(sides),
        "approval": lambda: paths.approval(sides, entry=entry),
        "signature": lambda: paths.signature(sides, entry=entry),
        "parted": lambda: mattered.part_signed(sides=sides),
        "signed": lambda: paths.signed(sides, entry="event" if entry == "signature" else entry),
    }
    case, telling = played[kind](), Telling(CHANGES)
    for room, act in case.journal:
        assert allows(telling, room, act), f"performed against the second opinion: {act} in {room}"
        telling.tell(room, act)
    return case, telling


def check_same(telling: Telling, state: State) -> None:
    """The case told by hand is the case of the state."""
    assert (state.phase, state.ending) == (telling.phase, telling.ending)
    assert state.suspended_since == (None if telling.suspended is None else render(telling.suspended))
    assert {name: (fact["side"], fact["status"]) for name, fact in state.parties.items()} == {
        name: (side, telling.status[name]) for name, side in telling.sides.items()
    }
    assert {name: seat["status"] for name, seat in state.seats.items()} == telling.seats
    for kind in (
        *("settlement-clause", "protocol-clause", "third-state", "attestation", "session", "settled-part"),
        *("proceeding", "interim", "interim-standing"),
    ):
        told = {
            name: (thing["version"], thing.get("open", False)) for name, thing in telling.logs[None].of(kind).items()
        }
        assert {name: (thing["version"], thing["open"]) for name, thing in state.things.get(kind, {}).items()} == told
    assert {code: (parse(str(due["due"])), due["zone"], due["lapsed"]) for code, due in state.periods.items()} == {
        code: (due.at, due.zone, due.over) for code, due in telling.due.items()
    }


# -------------------------------------------------------------------- tampering


def refused_at(log: list[Act]) -> int | None:
    """The index of the act at which replay refuses a log; None if it replays."""
    try:
        replay(USED[-1], log)
    except NotReplayable as error:
        return error.index
    return None


def first_not_allowed(log: list[Act]) -> int | None:
    """The index of the first act that the second opinion does not allow."""
    telling = Telling(CHANGES)
    for index, act in enumerate(log):
        if not allows(telling, None, act):
            return index
        telling.tell(None, act)
    return None


def _without(rng: random.Random, log: list[Act]) -> list[Act] | None:
    if not log:
        return None
    gone = rng.randrange(len(log))
    return log[:gone] + log[gone + 1 :]


def _without_lapse(rng: random.Random, log: list[Act]) -> list[Act] | None:
    lapses = [number for number, act in enumerate(log) if act.period is not None]
    if not lapses:
        return None
    gone = rng.choice(lapses)
    return log[:gone] + log[gone + 1 :]


def _without_deed(rng: random.Random, log: list[Act]) -> list[Act] | None:
    deeds = [number for number, act in enumerate(log) if act.period is None]
    if not deeds:
        return None
    gone = rng.choice(deeds)
    return log[:gone] + log[gone + 1 :]


def _exchanged(rng: random.Random, log: list[Act]) -> list[Act] | None:
    """Two acts change places, each keeping the other's instant."""
    if len(log) < 2:
        return None
    first, second = sorted(rng.sample(range(len(log)), 2))
    swapped = list(log)
    swapped[first], swapped[second] = (
        replace(log[second], at=log[first].at),
        replace(log[first], at=log[second].at),
    )
    return swapped


def _doubled(rng: random.Random, log: list[Act]) -> list[Act] | None:
    if not log:
        return None
    twice = rng.randrange(len(log))
    return [*log[: twice + 1], *log[twice:]]


def _backdated(rng: random.Random, log: list[Act]) -> list[Act] | None:
    if not log:
        return None
    early = rng.randrange(len(log))
    moved: datetime = log[early].at - timedelta(seconds=rng.choice([1, 86_400]))
    return [*log[:early], replace(log[early], at=moved), *log[early + 1 :]]


TAMPERINGS = {
    "an act left out": _without,
    "a lapse left out": _without_lapse,
    "a deed left out": _without_deed,
    "two acts exchanged": _exchanged,
    "an act doubled": _doubled,
    "an act dated back": _backdated,
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Random acts on a case, watched by a second opinion.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attempts", type=int, default=60_000)
    parser.add_argument("--book", type=int, default=0, choices=range(len(BOOKS)), help="which of books.BOOKS")
    parser.add_argument("--every-act", action="store_true", help="fail where an act of the edition was never performed")
    options = parser.parse_args()
    with under(BOOKS[options.book]):
        met = main(options.seed, options.attempts)
        sys.stdout.write("\n".join(met.lines()) + "\n")
        sys.exit(f"never performed: {', '.join(met.never())}" if options.every_act and met.never() else 0)
