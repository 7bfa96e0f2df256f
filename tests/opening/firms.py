"""A company of the register with a person who signs for it, and a wizard's answers for every kind of case."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.test import Client

from comity import docket, keeper
from comity.docket import queries as dockets
from comity.law.act import Json
from comity.law.instants import render
from comity.people.actor import Actor, ActorKind
from comity.people.models import Account
from tests.played import Played

OTHER = {
    "kind": "company", "name": "Meridian Charterers (fictional)", "nationality": ["XN"], "place": "XN", "owned": "no",
    "contact": "office@charterers.example",
}  # fmt: skip
AGREED_NOT = {"agreed": "no"}
SUBJECT = {"name": "The charter-party", "subjects": "demurrage"}
STORY = {"story": "The vessel waited.", "proceedings": "An arrest is pending before a port court."}


class Firms(Played):
    """The organisation, with a shipowner whose director signs for it."""

    firm: str
    director: Actor

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.firm, cls.director = cls.enter("Island Shipowners (fictional)", "company", "XM")

    @classmethod
    def enter(cls, name: str, kind: str, state: str) -> tuple[str, Actor]:
        """An entity of the register, and a person with a mandate to speak and sign for it."""
        entity, account = keeper.random_id(), keeper.random_id()
        since = render(docket.now())
        for act, facts, body in (
            ("register-entity", {"entity": entity, "kind": kind}, {"names": {"en": name}, "state": state}),
            ("admit-account", {"account": account}, {"name": f"Director of {name}", "address": ""}),
            (
                "grant-mandate",
                {
                    "mandate": keeper.random_id(), "account": account, "entity": entity, "kind": "principal",
                    "powers": ["speak", "sign"], "since": since,
                },
                {"instrument": "Articles"},
            ),
        ):  # fmt: skip
            cls.record(act, facts, body)  # type: ignore[arg-type]  # plain values
        return entity, Actor(account, ActorKind.PERSON)

    @classmethod
    def record(cls, act: str, facts: dict[str, Json], body: dict[str, Json]) -> None:
        """The registry records something in the organisation's docket."""
        registry = Actor(cls.stage.person("registry"), ActorKind.PERSON)
        payload = docket.Payload(facts=facts, body=body)
        docket.perform(registry, docket.institution(), act, payload, key=secrets.token_hex(16))

    def browser(self, actor: Actor) -> Client:
        """A browser in which a person is signed in."""
        client = Client(HTTP_HOST="localhost")
        client.force_login(Account.objects.get(pk=actor.id), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def begin(self, client: Client, entity: str, way: str) -> str:
        """The address of a new draft; it ends where the name of a question follows."""
        answer = client.post("/requests/", {"entity": entity, "way": way})
        assert answer.status_code == 302, answer.context
        return answer.headers["Location"].rsplit("/", 2)[0] + "/"

    def answers(self, client: Client, base: str, **given: dict[str, Any]) -> None:
        """Answer questions, in the order given; a name's `_` stands for `-`."""
        for name, data in given.items():
            answer = client.post(f"{base}{name.replace('_', '-')}/", data)
            assert answer.status_code == 302, (name, answer.context["form"].errors)

    def found(self, client: Client, base: str) -> dict[str, str]:
        """Title -> outcome of each gate's finding on the review."""
        context = client.get(f"{base}review/").context
        return {finding.title: finding.outcome for finding in context["findings"]}

    def file(self, client: Client, base: str) -> str:
        """Sign and file; the case."""
        answer = client.post(f"{base}review/", {"idempotency": secrets.token_hex(8), "confirmation": ""})
        assert answer.status_code == 302, answer.context["refusal"].reason
        return answer.headers["Location"].split("/")[2]

    def does(
        self,
        actor: Actor,
        case: str,
        act: str,
        facts: dict[str, Json] | None = None,
        body: dict[str, Json] | None = None,
    ) -> None:
        """Perform an act in a case."""
        docket.perform(actor, case, act, docket.Payload(facts=facts or {}, body=body or {}), key=secrets.token_hex(16))

    def phase(self, case: str) -> str:
        """The case's phase, as the registry finds it."""
        return dockets.case(self.actor("registry"), case).state.phase


class Commercial(Firms):
    """A charter-party dispute, filed; the charterer is invited by a link."""

    case_id: str
    agreement: ClassVar[dict[str, str]] = AGREED_NOT

    def setUp(self) -> None:
        self.owner = self.browser(self.director)
        base = self.begin(self.owner, self.firm, "commercial:uncitral-2021")
        self.answers(self.owner, base, own={"nationality": ["XM"]}, other=OTHER, subject=SUBJECT,
                     agreement=self.agreement, story=STORY)  # fmt: skip
        self.case_id = self.file(self.owner, base)
