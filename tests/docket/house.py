"""The real organisation with its features, and one case in it: who may act, what they say, and people who cooperate.

For whoever plays cases through perform(): the random walk (machine.py) and tests that need a case in some phase. The
clock is `Hands`, which stands still until it is moved; demonstration mode confirms signed acts without a passkey.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from unittest.mock import patch

from comity import docket, keeper
from comity.docket import clock, reading, states
from comity.docket.models import Act as ActRow
from comity.docket.models import Docket, Log
from comity.docket.receipts import Receipt
from comity.faces.cli.story import organisation
from comity.faces.cli.story.cast import DELEGATES, MEDIATORS
from comity.law.act import Act, Json
from comity.law.edition import Edition, packaged
from comity.law.instants import render
from comity.law.state import State
from comity.people.actor import Actor, ActorKind
from tests.docket.world import BEGINNING, CATEGORY, EDITION, Hands
from tests.law.players import Players
from tests.recalled import recalled

CODES = {"us": ("united-states", "US"), "pa": ("panama", "PA"), "xm": ("meridia", "XM"), "xn": ("norland", "XN")}
COMPANIES = {"bank": ("policy-bank", "XN"), "owner": ("shipowner", "XM"), "charterer": ("charterer", "XN")}
ENTITIES = {**CODES, **COMPANIES}
POWERS = {"principal": ("sign", "speak"), "counsel": ("speak",), "approver": ("approve",)}


@dataclass(frozen=True)
class Person:
    """A role of the demonstration: its account, the State for which it acts (empty for none), its powers there."""

    who: str
    actor: Actor
    state: str = ""
    powers: tuple[str, ...] = ()


class House:
    """The demonstration organisation, founded by acts, without a case."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.made = recalled("house", lambda: organisation.found(hands.at))
        self.people = {who: self._person(who, account) for who, account in self.made.accounts.items()}
        self.roster = [self.made.accounts[who] for who in MEDIATORS]

    def _person(self, who: str, account: str) -> Person:
        actor = Actor(account, ActorKind.PERSON)
        if who not in DELEGATES:
            return Person(who, actor)
        delegate = DELEGATES[who]
        return Person(who, actor, delegate.party, POWERS[delegate.kind])


@contextmanager
def opened() -> Iterator[House]:
    """A house on a clock of its own, in the database at hand; demonstration mode must be on."""
    hands = Hands()
    hands.at = BEGINNING
    with patch.object(clock, "_wall", lambda: hands.at):
        yield House(hands)


@dataclass(frozen=True)
class Happened:
    """An act that was written, in which log: the case's (None), or a room by kind and party."""

    id: str
    room: str | None
    act: Act


class Matter:
    """One case of the house. parties: State -> party id. It is filed by the first State named."""

    def __init__(
        self,
        house: House,
        *,
        among: tuple[str, ...] = ("us", "pa"),
        third: str = "",
        until: str = "",
        law: tuple[str, str] = (EDITION, CATEGORY),
        by_link: bool = False,
    ) -> None:
        """Filed; `until` a phase: the first case of its house, and moved on to there by people who cooperate.

        law: an edition and a category. by_link: the others are named with an address, and invited there.
        """
        self.house, self.by_link = house, by_link
        self.edition: Edition = packaged(*law)
        name = ("matter", among, third, until, *law)
        made = recalled(name, lambda: self._moved(*name[1:4])) if until else self._moved(among, third, until)
        self.parties, self.id, self.filed, self.house.hands.at = made
        self.state_of = {party: state for state, party in self.parties.items()}

    # ---------------------------------------------------------------- acts

    def _moved(self, among: tuple[str, ...], third: str, until: str) -> tuple[dict[str, str], str, Receipt, datetime]:
        self.parties = {state: keeper.random_id() for state in among}
        self.state_of = {party: state for state, party in self.parties.items()}
        self.id, self.filed = self._file(among[0], third)
        if until:
            cooperate(self, until)
        return self.parties, self.id, self.filed, self.house.hands.at

    def _file(self, first: str, third: str) -> tuple[str, Receipt]:
        agent = self.house.people[f"{first}-agent"].actor
        payload = request(self.house, self.parties, third=third, law=self.edition)
        if self.by_link:
            contacts: Json = dict.fromkeys(self.parties.values(), "law@party.example")
            payload = replace(payload, body={**payload.body, "contacts": contacts})
        name, category = self.edition.name, self.edition.category
        return docket.open(
            agent, edition=name, category=category, act="file-request", payload=payload, key=keeper.random_id()
        )

    def does(self, who: str, act: str, *, room: str | None = None, **said: Json) -> Receipt:
        """A role performs an act; room by kind, or kind:STATE. facts: what is said but `body`."""
        body = said.pop("body", None) or {}
        assert isinstance(body, dict)
        payload = docket.Payload(facts=said, body=body)
        where = None if room is None else self.room_id(room)
        actor = self.house.people[who].actor
        return docket.perform(actor, self.id, act, payload, key=keeper.random_id(), room=where)

    def joins(self, newcomer: str) -> None:
        """Whom the parties have invited: from now on its people are of the case."""
        entity = Docket.objects.get(pk=self.id).entities[newcomer]
        name = next(each for each, (known, _code) in ENTITIES.items() if self.house.made.entities[known] == entity)
        self.parties[name], self.state_of[newcomer] = newcomer, name

    def moves(self, to: datetime) -> None:
        """The clock goes on, and what is due is done."""
        self.house.hands.at = max(to, self.house.hands.at)
        docket.tick(self.id)

    # ---------------------------------------------------------------- what stands

    @property
    def logs(self) -> dict[str | None, Log]:
        """The case log under None, rooms under kind or kind:party id."""
        found: dict[str | None, Log] = {}
        for log in Log.objects.filter(docket=self.id).order_by("kind", "party"):
            name = f"{log.kind}:{log.party}" if log.party else log.kind
            found[None if log.id == self.id else name] = log
        return found

    def room_id(self, room: str) -> str:
        """The id of a room, by kind or kind:STATE."""
        kind, _, state = room.partition(":")
        return Log.objects.get(docket=self.id, kind=kind, party=self.parties.get(state, "")).id

    def state(self, log: Log) -> State:
        """What a log has come to; a room's is read with the case's."""
        case = Log.objects.get(pk=self.id)
        whole = states.opened(case, self.edition)
        return whole if log.id == self.id else states.reading(states.opened(log, self.edition), whole)

    def happened(self, since: Mapping[str, int]) -> list[Happened]:
        """What was written since the logs had these sizes, in the order in which it happened.

        A room's act names the size of the case log that it saw: so it stands before the case's act of that index.
        """
        found = []
        for name, log in self.logs.items():
            for row in ActRow.objects.filter(log=log, index__gte=since.get(log.id, 0)):
                act = reading.envelope(log, row, "test").act
                place = (row.index, 1) if name is None else (int(act.seen or 0), 0)
                found.append(((*place, act.at, row.index), Happened(row.id, name, act)))
        return [each for _, each in sorted(found, key=lambda item: item[0])]


def request(
    house: House, parties: Mapping[str, str], *, third: str = "", law: Edition | None = None, **instead: Json
) -> docket.Payload:
    """A request of the first party named against the others. third: how the third State has answered, if there is one.

    law: the edition; without it, the provisional one between States. instead: keys of the request that are to be
    otherwise.
    """
    first, *_others = parties
    law = law or packaged(EDITION, CATEGORY)
    party: list[Json] = [
        {
            "side": "requesting" if state == first else "responding",
            **described(state),
            "consent": {"given": True, "instrument": "this request"} if state == first else {"given": False},
        }
        for state in parties
    ]
    asked: dict[str, Json] = {
        "category": law.category,
        "edition": law.name,
        "filed_at": render(house.hands.at),
        "subjects": ["fisheries-licence-fees"],
        "third_state_involved": bool(third),
        "party": party,
    }
    if third:
        asked["third_states"] = [{"state": "PG", "consent": third}]
    return docket.Payload(
        facts={"zone": "Asia/Hong_Kong"} if "zone" in law.acts["file-request"].facts else {},
        body={
            "title": "A matter",
            "story": "What it is about.",
            "request": asked | instead,
            "parties": [*parties.values()],
        },
        party=parties[first],
        entities={name: house.made.entities[ENTITIES[state][0]] for state, name in parties.items()},
    )


def described(name: str) -> dict[str, Json]:
    """What a State or a company is, in the keys of a request's party."""
    if name in CODES:
        return {"kind": "state", "state": CODES[name][1]}
    return {"kind": "company", "nationality": [COMPANIES[name][1]]}


def empowers(house: House) -> None:
    """The agents of companies may give notice of approval at home too: the story gives them nobody else for it."""
    registry, since = house.people["registry"].actor, render(house.hands.at)
    for name, (entity, _code) in COMPANIES.items():
        agent = house.people[f"{name}-agent"]
        granted: dict[str, Json] = {"mandate": keeper.random_id(), "account": agent.actor.id, "since": since}
        facts = granted | {"entity": house.made.entities[entity], "kind": "approver", "powers": ["approve"]}
        payload = docket.Payload(facts=facts, body={"instrument": "Invented for a test"})
        docket.perform(registry, docket.institution(), "grant-mandate", payload, key=keeper.random_id())
        able = replace(agent, powers=("approve", *agent.powers))
        house.people |= {f"{name}-agent": able, f"{name}-approver": able}


def admits(house: House, state: str, category: str) -> None:
    """The Council lets a State outside the Convention use a category, where the edition asks for it."""
    decision: dict[str, Json] = {"admits": state, "category": category, "from": f"{house.hands.at:%Y-%m-%d}"}
    body: dict[str, Json] = {"source": "Invented for a test"}
    registry = house.people["registry"].actor
    payload = docket.Payload(facts=decision, body=body)
    docket.perform(registry, docket.institution(), "record-decision", payload, key=keeper.random_id())


# -------------------------------------------------------------------- people who cooperate


class Room:
    """What players want of a room."""

    def __init__(self, state: State) -> None:
        self.state = state


class Cooperation:
    """A matter as the players of the law see a case (tests/law/players.py): everything they do goes through perform."""

    def __init__(self, matter: Matter) -> None:
        self.matter, self.edition = matter, matter.edition

    @property
    def state(self) -> State:
        """The case."""
        return self.matter.state(self.matter.logs[None])

    @property
    def rooms(self) -> dict[str, Room]:
        """The rooms."""
        return {str(name): Room(self.matter.state(log)) for name, log in self.matter.logs.items() if name is not None}

    def settle(self, at: datetime) -> None:
        """The clock does what is due."""
        self.matter.moves(at)

    def do(
        self,
        act: str,
        role: str,
        at: datetime,
        *,
        party: str | None = None,
        actor: str | None = None,
        room: str | None = None,
        **facts: Json,
    ) -> None:
        """Somebody of the role performs the act. Raises Refused."""
        self.matter.house.hands.at = max(at, self.matter.house.hands.at)
        facts.pop("assertion", None)
        if act == "name-mediator":
            facts["mediator"] = self._free()
        payload = docket.Payload(facts=facts, body=self._words(act, facts), party=party)
        where = None if room is None else self.matter.room_id(room)
        by = self._actor(act, role, party, actor)
        docket.perform(by, self.matter.id, act, payload, key=keeper.random_id(), room=where)

    def _actor(self, act: str, role: str, party: str | None, actor: str | None) -> Actor:
        people = self.matter.house.people
        if party is not None:
            kind = "approver" if self.edition.acts[act].mandate == "approve" else "agent"
            return people[f"{self.matter.state_of[party]}-{kind}"].actor
        return people[role].actor if actor is None else Actor(actor, ActorKind.PERSON)

    def _free(self) -> str:
        seats = self.state.seats
        return next(
            name
            for name in self.matter.house.roster
            if seats.get(name, {}).get("status") not in ("nominated", "seated")
        )

    def _words(self, act: str, facts: Mapping[str, Json]) -> dict[str, Json]:
        if act == "table-text":
            clauses = facts["clauses"]
            assert isinstance(clauses, dict)
            return {"clauses": standing_words(self.matter) or {name: clause(name) for name in clauses}}
        return {name: f"Words: {name}." for name in self.edition.acts[act].body if name != "findings"}


def standing_words(matter: Matter) -> dict[str, Json]:
    """The clauses of the settlement text as it stands, with their words; empty where none stands."""
    log = matter.logs[None]
    if not matter.state(log).things.get("settlement-clause"):
        return {}
    row = ActRow.objects.filter(log=log, name="table-text").order_by("-index")[0]
    said = reading.said(log, row, "test")
    assert said is not None
    clauses = said.body["clauses"]
    assert isinstance(clauses, dict)
    return {name: clause(name, str(kept["text"])) for name, kept in clauses.items() if isinstance(kept, dict)}


def clause(name: str, text: str = "First words.") -> Json:
    """A clause of a settlement."""
    return {"title": f"Clause {name}", "text": text}


def cooperate(matter: Matter, until: str = "settled", *, rng: random.Random | None = None) -> str:
    """People who cooperate move the case on until a phase; returns the one that they reach. Raises players.Stuck."""
    rng = rng or random.Random(1)
    entry = rng.choice(["signature", "date", "event", "event-and-date"])
    return _players(matter, number=rng.choice([1, 2]), entry=entry).play(until)


def settle_a_part(matter: Matter) -> None:
    """People who cooperate sign a part of a settlement, and the sessions go on."""
    players = _players(matter, part=True)
    for phase in ("text", "sessions"):
        assert players.play(phase) == phase


def _players(matter: Matter, **how: Any) -> Players:
    at_home = all(f"{state}-approver" in matter.house.people for state in matter.parties)
    case: Any = Cooperation(matter)
    return Players(case, at_home=at_home, **how)
