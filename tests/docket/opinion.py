"""The second opinion on persons: what the case told by hand (tests/law/telling.py) makes of somebody."""

from datetime import datetime
from typing import TYPE_CHECKING

from comity.law.act import Act
from tests.authorisation.oracle import READS
from tests.docket.house import Matter, Person
from tests.law.oracle import allows
from tests.law.raw import ROWS
from tests.law.telling import Telling

if TYPE_CHECKING:
    from tests.docket.trying import Call


class Opinion:
    """On the persons of one case."""

    def __init__(self, matter: Matter, telling: Telling) -> None:
        self.matter, self.telling = matter, telling

    def roles(self, person: Person) -> dict[str, str | None]:
        """Role -> on whose behalf: what the case told by hand makes of a person."""
        party = self.matter.parties.get(person.state)
        roles: dict[str, str | None] = {}
        if person.who in ("registry", "secretary-general"):
            roles[person.who] = None
        if party is not None:
            roles |= dict.fromkeys(("requester", "invitee", "party", "signatory"), party)
        seat = {"nominated": "nominee", "seated": "mediator"}.get(self.telling.seats.get(person.actor.id, ""))
        return roles | ({seat: None} if seat else {})

    def finds(self, person: Person, room: str | None) -> bool:
        """Whether the case, or the room in it, exists for the person."""
        roles = self.roles(person)
        if room is None or not roles:
            return bool(roles)
        name = next(str(name) for name, log in self.matter.logs.items() if log.id == room)
        kind, _, owner = name.partition(":")
        inside = self.telling.status.get(str(roles.get("party"))) == "in"
        return ("own-party" in READS[kind] and inside and roles["party"] == owner) or any(
            role in READS[kind] and (role != "party" or inside) for role in roles
        )

    def allowed(self, person: Person, call: "Call", now: datetime) -> bool:
        """Whether the second opinion allows what was asked at `now` (UTC), to any role of the person."""
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
                    at=max(now, self.telling.last or now),
                    party=party,
                    mandate=person.powers if party else (),
                    facts=call.facts | signed,
                ),
            )
            for role, party in self.roles(person).items()
        )
