"""A story played in process: roles are accounts of the demonstration, acts go through perform() as everybody's do."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from comity import docket, keeper
from comity.docket import queries
from comity.docket.views import RoomView
from comity.faces.cli.story.organisation import Organisation
from comity.faces.cli.story.stage import Said
from comity.law.act import Json
from comity.people.actor import Actor, ActorKind

KINDS = {"own": "post", "proposal": "propose", "issue": "table-issue"}


class Inside:
    """See stage.Stage. told: called with each step's note, for the progress on the screen."""

    def __init__(self, organisation: Organisation, told: Callable[[str], None]) -> None:
        self._organisation = organisation
        self._told = told
        self._docket = ""
        self._parties: dict[str, str] = {}

    def open(
        self,
        who: str,
        *,
        facts: Said,
        body: Said,
        parties: Mapping[str, str],
        note: str,
        edition: str = "iomed-provisional-2026",
        category: str = "state-state",
    ) -> None:
        """File the request."""
        self._parties = {name: keeper.random_id() for name in parties}
        entities = {self._parties[name]: self._organisation.entities[entity] for name, entity in parties.items()}
        filer = self._organisation.party_of[who]
        payload = docket.Payload(
            facts=dict(facts),
            body={**body, "parties": list(self._parties.values())},
            party=self._parties[filer],
            entities=entities,
        )
        self._docket, _receipt = docket.open(
            self._actor(who),
            edition=edition,
            category=category,
            act="file-request",
            payload=payload,
            key=secrets.token_hex(16),
        )
        self._told(note)

    def act(
        self,
        who: str,
        act: str,
        *,
        facts: Said | None = None,
        body: Said | None = None,
        room: str | None = None,
        note: str = "",
    ) -> None:
        """Perform one act."""
        payload = docket.Payload(facts=dict(facts or {}), body=dict(body or {}))
        room_id = None if room is None else self._room(who, room).room.id
        docket.perform(self._actor(who), self._docket, act, payload, key=secrets.token_hex(16), room=room_id)
        self._told(note)

    def move(self, to: datetime) -> None:
        """Move the clock, and let it perform what is due."""
        docket.move_clock(to)

    def now(self) -> datetime:
        """The organisation's instant."""
        return docket.now()

    def party(self, name: str) -> str:
        """The id of a party."""
        return self._parties[name]

    def person(self, who: str) -> str:
        """The id of a role's account."""
        return self._organisation.accounts[who]

    def versions(self, who: str, kind: str) -> dict[str, str]:
        """Name -> version of the things of a kind."""
        things = queries.case(self._actor(who), self._docket).state.things.get(kind, {})
        return {name: str(thing["version"]) for name, thing in things.items()}

    def value(self, who: str, name: str) -> Json:
        """A value of the case."""
        return queries.case(self._actor(who), self._docket).state.values[name]

    def latest(self, who: str, kind: str, *, room: str) -> str:
        """The item that came last: of a kind, or (`own`) said by this role's side."""
        view = self._room(who, room)
        mine = set(view.case.standing.parties)
        for act in reversed(view.acts):
            if act.row.act == KINDS.get(kind, kind) and (kind != "own" or act.act.party in mine):
                return act.id
        raise LookupError(kind)

    def phase(self) -> str:
        """The case's phase, as the registry sees it."""
        return queries.case(self._actor("registry"), self._docket).state.phase

    @property
    def docket_id(self) -> str:
        """The case that is played."""
        return self._docket

    def _actor(self, who: str) -> Actor:
        return Actor(self._organisation.accounts[who], ActorKind.PERSON)

    def _room(self, who: str, room: str) -> RoomView:
        """joint; caucus or delegation of the actor's own party; caucus:PARTY for a mediator."""
        kind, _, named = room.partition(":")
        wanted = self._parties.get(named)
        actor = self._actor(who)
        for item in queries.case(actor, self._docket).rooms:
            if item.kind == kind and wanted in (None, item.party):
                return queries.room(actor, self._docket, item.id)
        raise LookupError(room)
