"""Who tries what in a case: requests to perform() that mostly fit, made of the edition's rows and of the state.

Mostly somebody who holds what the row asks, now and then anybody; mostly facts that suit, now and then others. Words
are invented, except where a feature reads them.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from comity import keeper
from comity.docket.models import Act, Log
from comity.law.act import Json
from comity.law.edition import Row
from comity.people.actor import Actor
from tests.docket import house
from tests.docket.house import Matter, Person
from tests.docket.opinion import Opinion
from tests.law.guide import Guide
from tests.law.steering import MACHINES

FAR = timedelta(days=300)  # an entry into force in the year 9999 would keep the clock busy until then


@dataclass(frozen=True)
class Call:
    """One request, to be sent again."""

    actor: Actor
    act: str
    facts: dict[str, Json]
    body: dict[str, Json]
    party: str | None
    room: str | None
    key: str


class Tries:
    """What people try in one case. opinion: what the case told by hand makes of them."""

    def __init__(self, rng: random.Random, matter: Matter, opinion: Opinion) -> None:
        self.rng, self.matter, self.opinion = rng, matter, opinion
        self.house, self.telling = matter.house, opinion.telling
        named = [*matter.parties.values(), keeper.random_id()]  # one of them is no party
        self.guide = Guide(rng, parties=named, roster=self.house.roster, wild=0.02)

    def call(self, weights: Mapping[str, float]) -> tuple[Person, Call]:
        """Who sends which request; what has a weight is tried so much more often than the rest."""
        name, log = self._place(weights)
        state = self.matter.state(log)
        row = self.guide.row(self.matter.edition, state, self._unheld() | dict(weights))
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

    def _place(self, weights: Mapping[str, float]) -> tuple[str | None, Log]:
        """The case, or a room, mostly the joint one; more often a room where acts of rooms have weights."""
        logs, acts = self.matter.logs, self.matter.edition.acts
        rooms = sorted((name for name in logs if name is not None), key=str)
        heavy = sum(weight for act, weight in weights.items() if acts[act].log == "room")
        share = 0.35 + 0.4 * heavy / (sum(weights.values()) or 1)
        name = self.rng.choice(["joint", "joint", *rooms]) if rooms and self.rng.random() < share else None
        return name, logs[name]

    def _unheld(self) -> dict[str, float]:
        """What no person may do is tried seldom."""
        rows = self.matter.edition.acts.values()
        return dict.fromkeys((row.act for row in rows if set(row.who) <= MACHINES), 0.03)

    def _person(self, row: Row, party: str | None, holder: str) -> Person:
        """Mostly the one who holds what the row asks; now and then anybody, more often of those who take part."""
        people = [*self.house.people.values()]
        inside = [each for each in people if self.opinion.roles(each)]
        if self.rng.random() < 0.12:
            return self.rng.choice(people if self.rng.random() < 0.3 else inside)
        if party in self.matter.state_of:
            fitting = [each for each in people if each.state == self.matter.state_of[party]]
            able = [each for each in fitting if row.mandate is None or row.mandate in each.powers]
            return self.rng.choice(able if able and self.guide.fits() else fitting)
        named = [each for each in people if holder in (each.who, each.actor.id)]
        return named[0] if named else self.rng.choice(inside)

    def _bring_near(self, facts: dict[str, Json]) -> None:
        """No entry into force so far away that the clock could not be moved there."""
        given = facts.get("entry_on")
        limit = self.house.hands.at + FAR
        if isinstance(given, str) and given[:4].isdigit() and given > f"{limit:%Y-%m-%dT%H:%M:%SZ}":
            facts["entry_on"] = f"{limit:%Y-%m-%dT00:00:00Z}"

    def _item(self, log: Log) -> str:
        known = [*Act.objects.filter(log=log).order_by("index").values_list("id", flat=True)]
        return self.rng.choice(known) if known and self.guide.fits() else "a" * 26

    def _words(self, row: Row, facts: dict[str, Json]) -> dict[str, Json]:
        words: dict[str, Json] = {name: f"Words {self.rng.randrange(3)}: {name}" for name in row.body}
        if row.act == "answer":
            words["answer"] = self.rng.choice(["accepted", "accepted", "not-accepted"])
        if row.act == "table-text":
            words["clauses"] = self._clauses(facts.get("clauses"))
        if row.act == "propose-joinder":
            words["newcomer"] = self._newcomer()
        if self.rng.random() < 0.01:
            words["other"] = "Words that no row has."
        return words

    def _clauses(self, asked: Json) -> dict[str, Json]:
        """Words for each clause: those that stand, but where it is open and changed; now and then where it is not."""
        standing, names = house.standing_words(self.matter), asked if isinstance(asked, dict) else {}
        changed = [name for name, thing in self.telling.text.items() if thing["open"]] if self.guide.fits() else names
        return {
            name: house.clause(name, f"Words {self.rng.randrange(9)}.")
            if name not in standing or (name in changed and self.rng.random() < 0.5)
            else standing[name]
            for name in names
        }

    def _newcomer(self) -> dict[str, Json]:
        """Somebody of the register, as a request would name it; now and then one who is a party already."""
        outside = [name for name in house.ENTITIES if name not in self.matter.parties]
        states = [name for name in outside if (name in house.CODES) == (self.matter.edition.category == "state-state")]
        name = self.rng.choice(states if states and self.guide.fits() else [*house.ENTITIES])
        return {**house.described(name), "name": name, "entity": self.house.made.entities[house.ENTITIES[name][0]]}
