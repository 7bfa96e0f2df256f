"""Random acts by random people through perform(), on a database with the real features, watched by a second opinion.

`main(seed, steps)` walks through case after case and returns what it met; it fails where

- something was written that the second opinion (tests/law/oracle.py, read from the files) does not allow, in the order
  in which it happened; or something was refused that a table without looked-up facts allows to who asked;
- a room or a case was found by somebody who has no place there, or not found by somebody who has;
- a refusal wrote anything but what the clock owed;
- a retry, at once or later, was answered by other bytes, or the same key took another request;
- a receipt does not verify; rows, logs and ledger do not replay to what they hold; the rows that mirror the state are
  not what the case told by hand says;
- people who cooperate cannot bring a case that was sampled to settlement.

`python -m tests.docket.machine --seed 1 --steps 5000` makes a database of its own and prints one line for each count.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.law.books import BOOKS, Book, under

if TYPE_CHECKING:
    from comity.docket.models import Log
    from comity.law.act import Json
    from comity.law.edition import Row
    from comity.people.actor import Actor
    from tests.docket.house import House, Person

BEGINNINGS = (None, None, "screening", "choosing", "statements", "protocol", "sessions", "text", "approval", "signed")
AMONG = {  # category -> who may be in a case
    "state-state": (("us", "pa"), ("us", "pa"), ("us", "pa", "xm")),
    "state-national": (("xm", "bank"), ("bank", "xm")),
    "commercial": (("owner", "charterer"),),
}
MACHINES = {"clock", "system"}
LONG = 150  # attempts after which a case is put aside
FAR = timedelta(days=300)  # an entry into force in the year 9999 would keep the clock busy until then
LOOKED_UP = {  # acts of which a feature looks facts up: why they were refused is not the asked facts' fault alone
    *("file-request", "screen", "name-mediator", "appoint-by-default", "draft-clause", "lodge-statement", "post"),
    *("release", "receive", "table-issue", "propose", "answer", "tell-outcome", "table-text", "anchor-rooms"),
    *("adjourn-for-advice", "repeat", "propose-joinder", "screen-joinder", "draft-interim", "close-issue"),
    *("contest-subjects", "fix-subjects"),
}
UNKNOWN_THING = {"release", "repeat", "answer"}  # NotFound also where the item or proposal is not there


@dataclass
class Met:
    """What a walk met, counted."""

    steps: int = 0
    performed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    driven: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """One line for each count."""
        total, refused = sum(self.performed.values()), sum(self.refused.values())
        return [
            f"{self.steps} attempts: {refused} refused or not found; {total} acts, the clock's and entailed ones too",
            f"rows performed: {len(self.performed)}",
            f"phases: {dict(self.phases)}",
            f"checks: {dict(self.checks)}",
            f"cooperative people reached: {dict(self.driven)}",
            f"refusals by rule: {dict(self.refused.most_common())}",
        ]


@dataclass(frozen=True)
class Call:
    """One request, to be sent again."""

    actor: "Actor"
    act: str
    facts: "dict[str, Json]"
    body: "dict[str, Json]"
    party: str | None
    room: str | None
    key: str


def main(seed: int, steps: int, *, book: Book = BOOKS[0], every: int = 40, seek: Collection[str] = ()) -> Met:
    """Walk, in the database at hand; every so many steps replay the case and let people cooperate from where it is.

    book: the edition and the category of every case.
    """
    from tests.docket.house import admits, opened

    with opened() as house, under(book):
        if book[1] != "state-state":
            admits(house, "XM", book[1])
        walk = Walk(house, seed, seek, book)
        for number in range(1, steps + 1):
            walk.step()
            if number % every == 0:
                walk.replay()
                walk.cooperate()
        walk.replay()
    return walk.met


class Walk:
    """One seed's walk."""

    def __init__(self, house: "House", seed: int, seek: Collection[str] = (), book: Book = BOOKS[0]) -> None:
        self.book = book
        self.rng, self.house, self.met = random.Random(seed), house, Met()
        self.seek = dict.fromkeys(seek, 30.0)
        self.begin()

    def begin(self) -> None:
        """A new case, moved on to some phase by people who cooperate, and told from its first act."""
        from comity import keeper
        from tests.docket import house
        from tests.law.changes import CHANGES
        from tests.law.guide import Guide
        from tests.law.telling import Telling

        third = self.rng.choice(["", "", "pending"]) if self.book[1] == "state-state" else ""
        self.matter = house.Matter(self.house, among=self.rng.choice(AMONG[self.book[1]]), third=third, law=self.book)
        named = [*self.matter.parties.values(), keeper.random_id()]  # one of them is no party
        self.guide = Guide(self.rng, parties=named, roster=self.house.roster, wild=0.02)
        self.telling, self.heard, self.given = Telling(CHANGES), dict[str, int](), list[tuple[Call, bytes]]()
        self.age = 0
        until = self.rng.choice(BEGINNINGS)
        if until is not None:
            house.cooperate(self.matter, until, rng=self.rng)
        self.hear()

    # ---------------------------------------------------------------- one step

    def step(self) -> None:
        """Somebody tries something somewhere; then everything that must hold is looked at."""
        from comity import docket

        self.met.steps += 1
        self.age += 1
        if self.age > LONG or (self.telling.ending is not None and self.rng.random() < 0.3):
            self.begin()
        self.house.hands.at += self._pause()
        if self.rng.random() < 0.8:
            docket.tick(self.matter.id)
            self.hear()
        person, call = self._call()
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

    def _pause(self) -> timedelta:
        if self.rng.random() < 0.05:
            return timedelta(days=self.rng.choice([1, 1, 6, 16, 40]))
        return timedelta(seconds=self.rng.choice([0, 0, 1, 60, 3600, 4000]))

    def _send(self, call: Call) -> "docket.Receipt":  # type: ignore[name-defined]  # noqa: F821
        from comity import docket

        payload = docket.Payload(facts=call.facts, body=call.body, party=call.party)
        return docket.perform(call.actor, self.matter.id, call.act, payload, key=call.key, room=call.room)

    # ---------------------------------------------------------------- who tries what

    def _call(self) -> "tuple[Person, Call]":
        from comity import keeper

        name, log = self._place()
        state = self.matter.state(log)
        row = self.guide.row(self.matter.edition, state, self._weights())
        _role, party, holder = self.guide.holder(row, state)
        person = self._person(row, party, holder)
        acting = party if party is not None and person.state == self.matter.state_of.get(party) else None
        facts = self.guide.facts(row, state, party=party, actor=person.actor.id, at=self.house.hands.at)
        if self.guide.fits():
            facts = {fact: value for fact, value in facts.items() if row.facts.get(fact) != "assertion"}
        self._bring_near(facts)
        if row.act in ("release", "repeat"):
            facts["item"] = self._item(log)
        body = self._words(row, facts)
        room = None if name is None else log.id
        return person, Call(person.actor, row.act, facts, body, acting, room, keeper.random_id())

    def _place(self) -> "tuple[str | None, Log]":
        logs = self.matter.logs
        rooms = sorted((name for name in logs if name is not None), key=str)
        name = self.rng.choice(["joint", *rooms]) if rooms and self.rng.random() < 0.35 else None
        return name, logs[name]

    def _weights(self) -> dict[str, float]:
        """Weights: what is sought more often, what no person may do seldom."""
        rows = self.matter.edition.acts.values()
        return dict.fromkeys((row.act for row in rows if set(row.who) <= MACHINES), 0.1) | self.seek

    def _person(self, row: "Row", party: str | None, holder: str) -> "Person":
        """Mostly the one who holds what the row asks; now and then anybody, more often of those who take part."""
        people = [*self.house.people.values()]
        inside = [each for each in people if self._roles(each)]
        if self.rng.random() < 0.12:
            return self.rng.choice(people if self.rng.random() < 0.3 else inside)
        if party in self.matter.state_of:
            fitting = [each for each in people if each.state == self.matter.state_of[party]]
            able = [each for each in fitting if row.mandate is None or row.mandate in each.powers]
            return self.rng.choice(able if able and self.guide.fits() else fitting)
        named = [each for each in people if holder in (each.who, each.actor.id)]
        return named[0] if named else self.rng.choice(inside)

    def _bring_near(self, facts: "dict[str, Json]") -> None:
        """No entry into force so far away that the clock could not be moved there."""
        given = facts.get("entry_on")
        limit = self.house.hands.at + FAR
        if isinstance(given, str) and given[:4].isdigit() and given > f"{limit:%Y-%m-%dT%H:%M:%SZ}":
            facts["entry_on"] = f"{limit:%Y-%m-%dT00:00:00Z}"

    def _item(self, log: "Log") -> str:
        from comity.docket.models import Act

        known = [*Act.objects.filter(log=log).order_by("index").values_list("id", flat=True)]
        return self.rng.choice(known) if known and self.guide.fits() else "a" * 26

    def _words(self, row: "Row", facts: "dict[str, Json]") -> "dict[str, Json]":
        from tests.docket import house

        words: dict[str, Json] = {name: f"Words {self.rng.randrange(3)}: {name}" for name in row.body}
        if row.act == "answer":
            words["answer"] = self.rng.choice(["accepted", "accepted", "not-accepted"])
        if row.act == "table-text":
            clauses = facts.get("clauses")
            standing = house.standing_words(self.matter)
            names = clauses if isinstance(clauses, dict) else {}
            changed = (
                [name for name, thing in self.telling.text.items() if thing["open"]] if self.guide.fits() else names
            )
            words["clauses"] = {
                name: house.clause(name, f"Words {self.rng.randrange(9)}.")
                if name not in standing or (name in changed and self.rng.random() < 0.5)
                else standing[name]
                for name in names
            }
        if self.rng.random() < 0.01:
            words["other"] = "Words that no row has."
        return words

    # ---------------------------------------------------------------- what came of it

    def hear(self) -> int:
        """Tell by hand what has happened since; each act must have been allowed. Returns how many acts."""
        from tests.law.oracle import allows
        from tests.law.walk import check_same

        happened = self.matter.happened(self.heard)
        for each in happened:
            assert allows(self.telling, each.room, each.act), f"against the second opinion: {each}"
            self.telling.tell(each.room, each.act)
            self.met.performed[each.act.act] += 1
            self.met.phases[self.telling.phase] += 1
        logs = self.matter.logs
        self.heard = {log.id: log.size for log in logs.values()}
        if happened:
            check_same(self.telling, self.matter.state(logs[None]))
        return len(happened)

    def _done(self, call: Call, given: bytes) -> None:
        from tests.docket import looking

        self.given.append((call, given))
        told = json.loads(given)
        size = next(log.size for log in self.matter.logs.values() if log.id == told["log"])
        assert (told["act"], told["log"]) == (call.act, call.room or self.matter.id)
        assert told["index"] < size
        looking.verify_receipt(told)
        assert self.hear() > 0
        self.met.checks["receipts"] += 1

    def _refused(self, person: "Person", call: Call, before: tuple[int, ...], rule: str) -> None:
        self.met.refused[rule] += 1
        self._nothing_but_the_clock(before)
        assert self._finds(person, call.room), f"refused, and so told, to somebody who has no place there: {call}"
        if call.act not in LOOKED_UP and rule not in ("body", "time"):
            assert not self._allowed(person, call), f"refused ({rule}) against the second opinion: {call}"

    def _not_found(self, person: "Person", call: Call, before: tuple[int, ...]) -> None:
        self.met.refused["not found"] += 1
        assert self._sizes() == before
        self.hear()
        assert call.act in UNKNOWN_THING or not self._finds(person, call.room), f"not found: {person.who}, {call}"

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
        from tests.docket.looking import sizes

        return sizes(self.matter.id)

    # ---------------------------------------------------------------- the second opinion on persons

    def _roles(self, person: "Person") -> dict[str, str | None]:
        """Role -> on whose behalf: what the case told by hand makes of a person."""
        party = self.matter.parties.get(person.state)
        roles: dict[str, str | None] = {}
        if person.who in ("registry", "secretary-general"):
            roles[person.who] = None
        if party is not None:
            roles |= dict.fromkeys(("requester", "invitee", "party", "signatory"), party)
        seat = {"nominated": "nominee", "seated": "mediator"}.get(self.telling.seats.get(person.actor.id, ""))
        return roles | ({seat: None} if seat else {})

    def _finds(self, person: "Person", room: str | None) -> bool:
        """Whether the case, or the room in it, exists for the person."""
        from tests.authorisation.oracle import READS

        roles = self._roles(person)
        if room is None or not roles:
            return bool(roles)
        name = next(str(name) for name, log in self.matter.logs.items() if log.id == room)
        kind, _, owner = name.partition(":")
        inside = self.telling.status.get(str(roles.get("party"))) == "in"
        return ("own-party" in READS[kind] and inside and roles["party"] == owner) or any(
            role in READS[kind] and (role != "party" or inside) for role in roles
        )

    def _allowed(self, person: "Person", call: Call) -> bool:
        """Whether the second opinion allows what was asked, to any role of the person."""
        from comity.law.act import Act
        from tests.law.oracle import allows
        from tests.law.raw import ROWS

        kinds = ROWS[call.act].get("facts", {})
        signed = {name: "0" * 64 for name, kind in kinds.items() if kind == "assertion"}
        name = next(name for name, log in self.matter.logs.items() if log.id == (call.room or self.matter.id))
        return any(
            allows(
                self.telling,
                name,
                Act(
                    act=call.act,
                    role=role,
                    actor=person.actor.id,
                    at=max(self.house.hands.at, self.telling.last or self.house.hands.at),
                    party=party,
                    mandate=person.powers if party else (),
                    facts=call.facts | signed,
                ),
            )
            for role, party in self._roles(person).items()
        )

    # ---------------------------------------------------------------- what must always hold

    def _mirrored(self) -> None:
        """The rows that lists read are the case that was told by hand."""
        from tests.docket.looking import mirrored

        told = self.telling
        running = {code: due.at for code, due in told.due.items() if not due.over}
        assert mirrored(self.matter.id) == (told.phase, told.ending or "", told.status, told.seats, running)

    def _retry(self) -> None:
        """The last request, or an old one, again: the same bytes, and nothing written; another under its key: no."""
        from comity import docket

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
        from comity import docket
        from tests.docket.looking import verified_heads

        assert docket.replay(self.matter.id) == []
        self.met.checks["heads"] += sum(verified_heads(log.id, log.size) for log in self.matter.logs.values())
        self.met.checks["replays"] += 1

    def cooperate(self) -> None:
        """From here, people who cooperate reach a settlement; then it never was."""
        from django.db import transaction

        from tests.docket.house import cooperate

        if self.telling.ending is not None:
            self.met.driven["ended already"] += 1
            return
        at: datetime = self.house.hands.at
        with transaction.atomic():
            reached = cooperate(self.matter, rng=self.rng)
            state = self.matter.state(self.matter.logs[None])
            assert (reached, state.ending) == ("settled", "settled"), (self.telling.phase, reached, state.ending)
            transaction.set_rollback(True)
        self.house.hands.at = at
        self.met.driven[reached] += 1


def _prepare(home: Path) -> None:
    """A fresh installation in demonstration mode."""
    (home / "data").mkdir()
    os.environ.update(
        COMITY_MODE="demonstration", COMITY_HOME=str(home), DJANGO_SETTINGS_MODULE="comity.config.settings"
    )
    for name in ("COMITY_KEYS", "COMITY_DATABASE"):
        os.environ.pop(name, None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Random acts through perform(), watched by a second opinion.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--book", type=int, default=0, choices=range(len(BOOKS)), help="which of tests.law.books.BOOKS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="comity-machine-") as folder:
        _prepare(Path(folder))
        sys.stdout.write("\n".join(main(options.seed, options.steps, book=BOOKS[options.book]).lines()) + "\n")
