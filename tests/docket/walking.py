"""The walk through perform() of one seed: case after case, each step watched; machine.py says what it fails for."""

import json
import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from comity import docket
from comity.law.instants import parse
from tests.docket import house, looking
from tests.docket.house import House, Person
from tests.docket.opinion import Opinion
from tests.docket.trying import Call, Tries
from tests.law.books import Book, edition_of
from tests.law.changes import CHANGES
from tests.law.oracle import allows
from tests.law.steering import MACHINES, Steering
from tests.law.telling import Telling
from tests.law.walk import check_same

BEGINNINGS = ("invited", "invited", "screening", "choosing", "declaring", "statements", "protocol", "sessions")
BEGINNINGS += ("text", "approval", "signature", "signed", "settled")
AMONG = {  # category -> who may be in a case
    "state-state": (("us", "pa"), ("us", "pa"), ("us", "pa", "xm")),
    "state-national": (("xm", "bank"), ("bank", "xm")),
    "commercial": (("owner", "charterer"),),
}
REFUSED = {
    "commercial": ("bank", "charterer"),
    "state-national": ("xn", "bank"),
}  # of one country
PART = "attest-part"  # of which only a case that has settled a part hears
LONG, SHORT = 150, 60  # attempts after which a case is put aside: where every act was performed, and where not
LOOKED_UP = {  # acts of which a feature looks facts up: why they were refused is not the asked facts' fault alone
    *("file-request", "screen", "name-mediator", "appoint-by-default", "draft-clause", "lodge-statement", "post"),
    *("release", "receive", "table-issue", "propose", "answer", "tell-outcome", "table-text", "anchor-rooms"),
    *("adjourn-for-advice", "repeat", "propose-joinder", "agree-joinder", "screen-joinder", "draft-interim"),
    *("close-issue", "contest-subjects", "fix-subjects", "send-link-again"),
}
UNKNOWN_THING = {"release", "repeat", "answer"}  # NotFound also where the item or proposal is not there


@dataclass
class Met:
    """What a walk met, counted. never: acts of the edition that it did not perform."""

    steps: int = 0
    performed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    driven: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    never: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """One line for each count."""
        total, refused = sum(self.performed.values()), sum(self.refused.values())
        return [
            f"{self.steps} attempts: {refused} refused or not found; {total} acts, the clock's and entailed ones too",
            f"acts of the edition performed: {len(self.performed)}; never: {', '.join(self.never) or 'none'}",
            f"performed least: {dict(self.performed.most_common()[:-9:-1])}",
            f"phases: {dict(self.phases)}",
            f"checks: {dict(self.checks)}",
            f"cooperative people reached: {dict(self.driven)}",
            f"refusals by rule: {dict(self.refused.most_common())}",
        ]


class Walk:
    """One seed's walk, steered to what it has not performed yet. seek: acts tried more often throughout, instead."""

    def __init__(self, house_: House, seed: int, seek: Collection[str], book: Book) -> None:
        self.book, self.edition = book, edition_of(book)
        self.rng, self.house, self.met = random.Random(seed), house_, Met()
        self.seek = dict.fromkeys(seek, 30.0)
        self.steering = Steering(self.rng, self.edition, self.met.performed, () if seek else self.edition.acts)
        self.begin()

    def begin(self) -> None:
        """A new case, moved on to some phase by people who cooperate, and told from its first act."""
        third = self.rng.choice(["", "", "pending"]) if self.book[1] == "state-state" else ""
        self.steering.aim()
        seldom = self.steering.goal == "refuse-registration" or self.rng.random() < 0.03
        self.hopeless = self.book[1] in REFUSED and seldom
        among = REFUSED[self.book[1]] if self.hopeless else self.rng.choice(AMONG[self.book[1]])
        by_link = self.rng.random() < 0.5
        self.matter = house.Matter(self.house, among=among, third=third, law=self.book, by_link=by_link)
        self.telling, self.heard, self.given = Telling(CHANGES), dict[str, int](), list[tuple[Call, bytes]]()
        self.opinion = Opinion(self.matter, self.telling)
        self.tries = Tries(self.rng, self.matter, self.opinion)
        self.age = 0
        if not self.hopeless and (self.steering.goal == PART or self.rng.random() < 0.05):
            house.settle_a_part(self.matter)
        else:
            house.cooperate(self.matter, "screening" if self.hopeless else self._beginning(), rng=self.rng)
        self.hear()

    def _beginning(self) -> str:
        """A phase to begin in: mostly one in which an act is open that was not performed yet."""
        phases = [phase for phase in BEGINNINGS if self.steering.opens(phase)]
        return self.rng.choice(phases if phases and self.rng.random() < 0.8 else BEGINNINGS)

    # ---------------------------------------------------------------- one step

    def step(self) -> None:
        """Somebody tries something somewhere; then everything that must hold is looked at."""
        self.met.steps += 1
        self.age += 1
        if self.age > (SHORT if self.steering.wanted() else LONG) or (
            self.telling.ending is not None and self.rng.random() < 0.3
        ):
            self.begin()
        if self.telling.ending is None and self.rng.random() < 0.02:
            self._outage()
        self.house.hands.at += self._pause()
        if self.rng.random() < 0.8:
            docket.tick(self.matter.id)
            self.hear()
        person, call = self.tries.call(self.steering.weights() | self.seek)
        self.steering.tried[call.act] += 1
        before = self._sizes()
        try:
            receipt = self._send(call)
        except docket.Refused as refused:
            self._refused(person, call, before, refused.rule)
        except docket.NotFound:
            self._not_found(person, call, before)
        else:
            self._done(call, receipt.json)
        self._mirrored()
        self._retry()

    def _outage(self) -> None:
        """The service could not be reached for a while, and the clock is told so before anything else happens."""
        since = self.house.hands.at
        self.house.hands.at += timedelta(minutes=self.rng.choice([30, 61, 600, 3000]))
        docket.record_outage(self.matter.id, since, self.house.hands.at)
        self.hear()

    def _pause(self) -> timedelta:
        """Mostly short; now and then days; often until a period ends that an act waits for which is wanted."""
        awaited = self.steering.soonest(self.matter.state(self.matter.logs[None]))
        if awaited is not None and self.rng.random() < 0.15:
            return max(timedelta(0), parse(awaited) - self.house.hands.at) + timedelta(seconds=1)
        if self.rng.random() < 0.05:
            return timedelta(days=self.rng.choice([1, 1, 6, 16, 40]))
        return timedelta(seconds=self.rng.choice([0, 0, 1, 60, 3600, 4000]))

    def _send(self, call: Call) -> "docket.Receipt":  # type: ignore[name-defined]
        payload = docket.Payload(facts=call.facts, body=call.body, party=call.party)
        return docket.perform(call.actor, self.matter.id, call.act, payload, key=call.key, room=call.room)

    # ---------------------------------------------------------------- what came of it

    def hear(self) -> int:
        """Tell by hand what has happened since; each act must have been allowed. Returns how many acts."""
        happened = self.matter.happened(self.heard)
        for each in happened:
            assert allows(self.telling, each.room, each.act), f"against the second opinion: {each}"
            self.telling.tell(each.room, each.act)
            self.met.performed[each.act.act] += 1
            self.met.phases[self.telling.phase] += 1
            if each.act.act == "invite-newcomer":
                self.matter.joins(str(each.act.facts["newcomer"]))
        logs = self.matter.logs
        self.heard = {log.id: log.size for log in logs.values()}
        if happened:
            check_same(self.telling, self.matter.state(logs[None]))
        return len(happened)

    def _done(self, call: Call, given: bytes) -> None:
        self.given.append((call, given))
        told = json.loads(given)
        size = next(log.size for log in self.matter.logs.values() if log.id == told["log"])
        assert (told["act"], told["log"]) == (call.act, call.room or self.matter.id)
        assert told["index"] < size
        looking.verify_receipt(told)
        assert self.hear() > 0
        self.met.checks["receipts"] += 1

    def _refused(self, person: Person, call: Call, before: tuple[int, ...], rule: str) -> None:
        self.met.refused[rule] += 1
        self._nothing_but_the_clock(before)
        assert self.opinion.finds(person, call.room), f"told to somebody who has no place there: {call}"
        if call.act not in LOOKED_UP and rule not in ("body", "time"):
            assert not self.opinion.allowed(person, call, self.house.hands.at), (
                f"refused ({rule}) against the second opinion: {call}"
            )

    def _not_found(self, person: Person, call: Call, before: tuple[int, ...]) -> None:
        self.met.refused["not found"] += 1
        assert self._sizes() == before
        self.hear()
        assert call.act in UNKNOWN_THING or not self.opinion.finds(person, call.room), (
            f"not found: {person.who}, {call}"
        )

    def _nothing_but_the_clock(self, before: tuple[int, ...]) -> None:
        """Whatever was written since is of the clock and of what it entailed; mostly nothing is."""
        heard = self.heard
        acts = [each.act for each in self.matter.happened(heard)]
        assert {act.role for act in acts} <= MACHINES
        acts_before, *others = before
        acts_now, logs, entries, receipts, *_ = self._sizes()
        assert (acts_now, logs, entries, receipts) == (
            acts_before + len(acts), others[0] + len(acts), others[1] + len(acts), others[2]
        )  # fmt: skip
        if not acts:
            assert self._sizes() == before
        self.hear()

    def _sizes(self) -> tuple[int, ...]:
        return looking.sizes(self.matter.id)

    # ---------------------------------------------------------------- what must always hold

    def _mirrored(self) -> None:
        """The rows that lists read are the case that was told by hand."""
        told = self.telling
        running = {code: due.at for code, due in told.due.items() if not due.over}
        assert looking.mirrored(self.matter.id) == (told.phase, told.ending or "", told.status, told.seats, running)

    def _retry(self) -> None:
        """The last request, or an old one, again: the same bytes, and nothing written; another under its key: no."""
        if not self.given or self.rng.random() < 0.4:
            return
        call, given = self.given[-1] if self.rng.random() < 0.5 else self.rng.choice(self.given)
        before = self._sizes()
        assert self._send(call).json == given
        assert self._sizes() == before
        other = Call(call.actor, call.act, {**call.facts, "sly": True}, call.body, call.party, call.room, call.key)
        try:
            self._send(other)
        except docket.KeyReused:
            self.met.checks["keys reused"] += 1
        except docket.NotFound:  # whose case it is no more is not even told that
            self.met.checks["keys not found"] += 1
        else:
            raise AssertionError(f"a key served two requests: {call}")
        assert self._sizes() == before
        self.met.checks["retries"] += 1

    def replay(self) -> None:
        """Rows, logs and ledger agree, and every head that was ever signed is of the log that stands."""
        assert docket.replay(self.matter.id) == []
        self.met.checks["heads"] += sum(looking.verified_heads(log.id, log.size) for log in self.matter.logs.values())
        self.met.checks["replays"] += 1

    def cooperate(self) -> None:
        """From here, people who cooperate reach a settlement; then it never was."""
        if self.hopeless or self.telling.ending is not None:
            self.met.driven["not to be registered" if self.hopeless else "ended already"] += 1
            return
        at: datetime = self.house.hands.at
        with transaction.atomic():
            reached = house.cooperate(self.matter, rng=self.rng)
            state = self.matter.state(self.matter.logs[None])
            assert (reached, state.ending) == ("settled", "settled"), (self.telling.phase, reached, state.ending)
            transaction.set_rollback(True)
        self.house.hands.at = at
        self.met.driven[reached] += 1
