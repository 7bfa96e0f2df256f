"""A small world for the kernel's tests: people of two States, officers, a mediator, and a clock that stands still.

The acts of the edition are registered as plain here, whatever features are installed, so that these tests are of the
kernel alone; registering a case makes its rooms.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from comity import docket, keeper
from comity.docket import registry
from comity.docket.context import Context
from comity.docket.receipts import Receipt
from comity.law.act import Act, Json
from comity.law.edition import packaged
from comity.people import acts as people_acts
from comity.people.actor import Actor, ActorKind

EDITION, CATEGORY = "iomed-provisional-2026", "state-state"
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = BEGINNING

    def move(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


def make_rooms(ctx: Context, act: Act) -> None:
    for kind in ("joint", "mediator", "registry"):
        ctx.make_room(kind)
    for party in ctx.case.members():
        ctx.make_room("caucus", party)
        ctx.make_room("delegation", party)


def answer(ctx: Context, facts: dict[str, Json], body: dict[str, Json]) -> tuple[dict[str, Json], dict[str, Json]]:
    """An answer is named by its act; the system's own is *not accepted*."""
    return {**facts, "item": ctx.act_id}, body or {"answer": "not-accepted"}


def leave_features_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this world alone, for as long as one test."""
    for name in ("_handlers", "_preparers"):
        table = getattr(registry, name)
        monkeypatch.setattr(registry, name, {act: table[act] for act in ("anchor-rooms",) if act in table})
    monkeypatch.setattr(registry, "_readers", {})
    registry.handle("register")(make_rooms)
    registry.prepare("answer")(answer)
    for law in (packaged(EDITION, CATEGORY), packaged("institution-2026", "institution")):
        registry.plain(*sorted(registry.unhandled(law)))


@dataclass
class Side:
    """A State, its entity and party ids, and a person who speaks and signs for it."""

    entity: str
    party: str
    person: Actor


@dataclass
class World:
    """Two sides and a third, officers, a mediator, a stranger; and how they act."""

    hands: Hands
    kenya: Side
    nepal: Side
    chad: Side
    registry: Actor
    general: Actor
    mediator: Actor
    stranger: Actor
    id: str = ""
    keys: int = 0
    receipts: list[Receipt] = field(default_factory=list)

    def does(
        self, actor: Actor, act: str, *, room: str | None = None, key: str | None = None, **said: object
    ) -> Receipt:
        """Perform an act in the case, with a fresh key."""
        payload = docket.Payload(facts=said.pop("facts", {}), body=said.pop("body", {}), **said)  # type: ignore[arg-type]
        self.keys += 1
        receipt = docket.perform(actor, self.id, act, payload, key=key or f"key-{self.keys}", room=room)
        self.receipts.append(receipt)
        return receipt

    def files(self, *, key: str = "file", by: "Side | None" = None) -> Receipt:
        """File a request against Nepal, by Kenya unless another is named."""
        filing = by or self.kenya
        request = self.request(by=filing)
        self.id, receipt = docket.open(
            filing.person, edition=EDITION, category=CATEGORY, act="file-request", payload=request, key=key
        )
        return receipt

    def request(self, consents: str = "wanted", *, by: "Side | None" = None) -> docket.Payload:
        """What is filed."""
        filing = by or self.kenya
        return docket.Payload(
            facts={
                "sides": {filing.party: "requesting", self.nepal.party: "responding"},
                "consents": {filing.party: "given", self.nepal.party: consents},
                "subjects": ["fisheries"],
                "third_state_involved": False,
                "zone": "Africa/Nairobi",
            },
            body={"title": "Fisheries", "story": "Boats."},
            party=filing.party,
            entities={filing.party: filing.entity, self.nepal.party: self.nepal.entity},
        )

    def registers(self) -> None:
        """File, consent, screen, register."""
        self.files()
        self.does(self.nepal.person, "consent")
        self.does(
            self.registry,
            "screen",
            facts={"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64},
        )
        self.does(self.general, "register")

    def seats(self) -> None:
        """From filing to the seated mediator: the statements begin."""
        self.registers()
        joint = self.room("joint")
        for side in (self.kenya, self.nepal):
            facts = {"mediator": self.mediator.id, "listed": True, "register": "0" * 64}
            self.does(side.person, "name-mediator", room=joint, facts=facts)
        self.does(self.mediator, "declare", facts={"disclosure": "none"})

    def confers(self) -> None:
        """From filing to the sessions."""
        self.seats()
        self.hands.move(days=16)
        for number, clause in enumerate(packaged(EDITION, CATEGORY).lists["protocol-clauses"]):
            facts: dict[str, Json] = {"clause": clause, "version": f"{number:064}"}
            extra: dict[str, Json] = {"approval_of": []} if clause == "approval-at-home" else {}
            self.does(self.mediator, "draft-clause", facts={**facts, **extra})
            for side in (self.kenya, self.nepal):
                self.does(side.person, "agree-clause", facts=facts)

    def room(self, kind: str, side: Side | None = None) -> str:
        """The id of a room."""
        from comity.docket.models import Log

        return Log.objects.get(docket=self.id, kind=kind, party=side.party if side else "").id


def person(name: str) -> Actor:
    account = keeper.random_id()
    people_acts.create_account(account, name=name, address=f"{name}@example.org")
    return Actor(account, ActorKind.PERSON)


def side(name: str, state: str) -> Side:
    entity, speaker = keeper.random_id(), person(name)
    people_acts.register_entity(entity, kind="state", names={"en": name}, state=state)
    people_acts.grant_mandate(
        keeper.random_id(),
        account_id=speaker.id,
        entity_id=entity,
        kind="principal",
        powers=["speak", "sign", "approve"],
        since=BEGINNING - timedelta(days=1),
    )
    return Side(entity, keeper.random_id(), speaker)


def make(hands: Hands) -> World:
    """The people of the world."""
    officer, general = person("officer"), person("general")
    people_acts.appoint_officer(officer.id, office="registry", since=BEGINNING - timedelta(days=1))
    people_acts.appoint_officer(general.id, office="secretary-general", since=BEGINNING - timedelta(days=1))
    return World(
        hands=hands,
        kenya=side("Kenya", "KE"),
        nepal=side("Nepal", "NP"),
        chad=side("Chad", "TD"),
        registry=officer,
        general=general,
        mediator=person("mediator"),
        stranger=person("stranger"),
    )
