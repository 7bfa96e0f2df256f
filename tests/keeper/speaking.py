"""A server's process in which people speak: everything by perform(), everything read again, on a home of its own.

Django is set up before this module is loaded (test_sealed_at_rest.py starts it).

Standard input: one line of JSON, {"name", "address", "entity", "request", "statement", "caucus", "joint", "refused"} ->
the secret to be planted there. When all is said it prints `spoken` and stays, with its database open, until standard
input ends. --unsealed is the control: in this process sealing does nothing.
"""

import json
import sys

from comity import docket, keeper, people
from comity.docket import registry
from comity.docket.context import Context
from comity.docket.models import Log
from comity.keeper import suite
from comity.law.act import Act, Json
from comity.law.edition import packaged
from comity.law.instants import render
from comity.people.actor import Actor, ActorKind

EDITION, CATEGORY = "iomed-provisional-2026", "state-state"
ROOMS = ("joint", "mediator", "registry")


def unseal_everything() -> None:
    """The control: what is sealed is the plaintext itself."""
    suite.seal = lambda _public, plaintext, _info: plaintext
    suite.unseal = lambda _private, sealed, _info: bytes(sealed)


def register_bare() -> None:
    """Of the case's acts, only what the kernel itself adds, whatever features are installed; `register` makes rooms."""
    of_the_kernel = {name: registry._handlers[name] for name in ("anchor-rooms",)}
    institution = packaged("institution-2026", "institution").acts
    registry._handlers = {**{name: registry._handlers[name] for name in institution}, **of_the_kernel}
    registry._preparers = {name: step for name, step in registry._preparers.items() if name in registry._handlers}
    registry.handle("register")(_make_rooms)
    registry.plain(*sorted(registry.unhandled(packaged(EDITION, CATEGORY))))


def _make_rooms(ctx: Context, _: Act) -> None:
    for kind in ROOMS:
        ctx.make_room(kind)
    for party in ctx.case.members():
        ctx.make_room("caucus", party)
        ctx.make_room("delegation", party)


class Institution:
    """The organisation: its Secretary-General admits people, registers States and records mandates."""

    def __init__(self) -> None:
        account = docket.found(name="General", address="general@example.org")
        self.general = Actor(account, ActorKind.PERSON)
        self.since = render(docket.now())

    def does(self, actor: Actor, act: str, facts: dict[str, Json], body: dict[str, Json] | None = None) -> None:
        payload = docket.Payload(facts=facts, body=body or {})
        docket.perform(actor, docket.institution(), act, payload, key=keeper.random_id())

    def admits(self, name: str, address: str) -> Actor:
        account = keeper.random_id()
        self.does(people.system(), "admit-account", {"account": account}, {"name": name, "address": address})
        return Actor(account, ActorKind.PERSON)

    def appoints(self, person: Actor) -> None:
        facts: dict[str, Json] = {"account": person.id, "office": "registry", "since": self.since}
        self.does(self.general, "appoint-officer", facts)

    def registers(self, code: str, name: str, person: Actor) -> str:
        """A State, for which the person may do everything; returns the entity's id."""
        entity = keeper.random_id()
        facts: dict[str, Json] = {"entity": entity, "kind": "state"}
        self.does(self.general, "register-entity", facts, {"names": {"en": name}, "state": code})
        mandate: dict[str, Json] = {
            "mandate": keeper.random_id(),
            "account": person.id,
            "entity": entity,
            "kind": "principal",
            "powers": ["speak", "sign", "approve"],
            "since": self.since,
        }
        self.does(self.general, "grant-mandate", mandate, {"instrument": "full powers"})
        return entity


def speak(secrets: dict[str, str]) -> None:
    """One case from its request to the rooms, with a secret in each place, read again by who may."""
    home = Institution()
    ana = home.admits(secrets["name"], f"{secrets['address']}@example.org")
    bo, officer, mediator = (home.admits(name, f"{name}@example.org") for name in ("bo", "officer", "mediator"))
    home.appoints(officer)
    entities = {"a": home.registers("KE", secrets["entity"], ana), "b": home.registers("NP", "Nepal", bo)}
    parties = {side: keeper.random_id() for side in entities}
    case = _open(ana, secrets["request"], parties, {parties[side]: entity for side, entity in entities.items()})

    def does(actor: Actor, act: str, *, room: str | None = None, **said: dict[str, Json]) -> None:
        docket.perform(actor, case, act, docket.Payload(**said), key=keeper.random_id(), room=room)

    does(bo, "consent")
    screened: dict[str, Json] = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    does(officer, "screen", facts=screened)
    does(home.general, "register")
    joint = Log.objects.get(docket=case, kind="joint").id
    caucus = Log.objects.get(docket=case, kind="caucus", party=parties["a"]).id
    for person in (ana, bo):
        named: dict[str, Json] = {"mediator": mediator.id, "listed": True, "register": "0" * 64}
        does(person, "name-mediator", room=joint, facts=named)
    does(mediator, "declare", facts={"disclosure": "none"})
    does(ana, "lodge-statement", facts={"statement": "1" * 64}, body={"statement": secrets["statement"]})
    for room, name in ((joint, "joint"), (caucus, "caucus")):
        does(ana, "post", room=room, facts={"item": keeper.random_id()}, body={"text": secrets[name]})
    _refused(bo, case, caucus, secrets["refused"])
    _read(ana, case, caucus, secrets)


def _open(person: Actor, words: str, parties: dict[str, str], entities: dict[str, str]) -> str:
    request = docket.Payload(
        facts={
            "sides": {parties["a"]: "requesting", parties["b"]: "responding"},
            "consents": {parties["a"]: "given", parties["b"]: "wanted"},
            "subjects": ["fisheries"],
            "third_state_involved": False,
        },
        body={"title": words, "story": words},
        party=parties["a"],
        entities=entities,
    )
    opened, _ = docket.open(person, edition=EDITION, category=CATEGORY, act="file-request", payload=request, key="file")
    return opened


def _refused(person: Actor, case: str, room: str, words: str) -> None:
    """Somebody speaks in a room that is not theirs."""
    payload = docket.Payload(facts={"item": keeper.random_id()}, body={"text": words})
    try:
        docket.perform(person, case, "post", payload, key=keeper.random_id(), room=room)
    except docket.NotFound:
        return
    raise AssertionError("a room was open to the other party")


def _read(person: Actor, case: str, caucus: str, secrets: dict[str, str]) -> None:
    """Notices go out, the room is read, the bundle is taken home: what was said is really there."""
    from comity.docket import queries

    docket.deliver()
    read = [act.said for act in queries.room(person, case, caucus).acts]
    assert any(said and said.get("text") == secrets["caucus"] for said in read), "what was said is not there to be read"
    assert docket.bundle(person, case)


def main() -> None:
    """Say it, and stay."""
    secrets = json.loads(sys.stdin.readline())
    if "--unsealed" in sys.argv[1:]:
        unseal_everything()
    register_bare()
    speak(secrets)
    sys.stdout.write("spoken\n")
    sys.stdout.flush()
    sys.stdin.read()
