"""A case on a fresh database, for measuring: two States, a mediator, and acts that can be repeated without end."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from comity import docket, keeper
from comity.docket import registry
from comity.docket.context import Context
from comity.docket.models import Log
from comity.law.act import Act
from comity.law.edition import packaged
from comity.people import acts as people
from comity.people.actor import Actor, ActorKind

EDITION, CATEGORY = "iomed-provisional-2026", "state-state"


@dataclass
class World:
    """The case, one party's person, and the joint room."""

    case: str
    party: str
    person: Actor
    joint: str
    database: str
    keys: "itertools.count[int]"

    @classmethod
    def made(cls) -> "World":
        """File, consent, screen, register. Signed acts are confirmed as in a demonstration until the case stands."""
        _register_acts()
        settings.DEMONSTRATION = True
        try:
            return _registered_case()
        finally:
            settings.DEMONSTRATION = False

    def reports(self) -> None:
        """An act of the case log, which starts a period anew."""
        docket.perform(self.person, self.case, "report-step", docket.Payload(), key=f"report-{next(self.keys)}")

    def posts(self) -> None:
        """An act of the joint room, with 400 characters said."""
        payload = docket.Payload(facts={"item": keeper.random_id()}, body={"text": "Speech. " * 50})
        docket.perform(self.person, self.case, "post", payload, key=f"post-{next(self.keys)}", room=self.joint)


def _register_acts() -> None:
    """The kernel alone is measured: features look up and write nothing; registering a case makes its rooms."""
    for table in (registry._preparers, registry._handlers, registry._readers):  # noqa: SLF001 - to leave features out
        for name in [name for name in table if name != "anchor-rooms"]:
            del table[name]
    registry.handle("register")(_make_rooms)
    registry.plain(*sorted(registry.unhandled(packaged(EDITION, CATEGORY))))


def _make_rooms(ctx: Context, _act: Act) -> None:
    for kind in ("joint", "mediator", "registry"):
        ctx.make_room(kind)
    for party in ctx.case.members():
        ctx.make_room("caucus", party)
        ctx.make_room("delegation", party)


def _person(name: str, since: datetime, *, office: str = "", entity: str = "") -> Actor:
    account = keeper.random_id()
    people.create_account(account, name=name)
    if office:
        people.appoint_officer(account, office=office, since=since)
    if entity:
        powers = ["speak", "sign", "approve"]
        people.grant_mandate(
            keeper.random_id(), account_id=account, entity_id=entity, kind="principal", powers=powers, since=since
        )
    return Actor(account, ActorKind.PERSON)


def _registered_case() -> World:
    since = datetime.now(UTC) - timedelta(days=1)
    entities = {code: keeper.random_id() for code in ("KE", "NP")}
    for code, entity in entities.items():
        people.register_entity(entity, kind="state", names={"en": code}, state=code)
    persons = {code: _person(code, since, entity=entity) for code, entity in entities.items()}
    officer = _person("Officer", since, office="registry")
    general = _person("General", since, office="secretary-general")
    parties = {code: keeper.random_id() for code in entities}
    request = docket.Payload(
        facts={
            "sides": {parties["KE"]: "requesting", parties["NP"]: "responding"},
            "consents": {parties["KE"]: "given", parties["NP"]: "wanted"},
            "subjects": ["fisheries"],
            "third_state_involved": False,
            "zone": "Africa/Nairobi",
        },
        party=parties["KE"],
        entities={parties[code]: entities[code] for code in entities},
    )
    case, _ = docket.open(
        persons["KE"], edition=EDITION, category=CATEGORY, act="file-request", payload=request, key="file"
    )
    docket.perform(persons["NP"], case, "consent", docket.Payload(), key="consent")
    findings = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    docket.perform(officer, case, "screen", docket.Payload(facts=findings), key="screen")
    docket.perform(general, case, "register", docket.Payload(), key="register")
    joint = Log.objects.get(docket=case, kind="joint").id
    return World(case, parties["KE"], persons["KE"], joint, str(connection.vendor), itertools.count())
