"""Worlds that differ in the answers alone, and everything that anybody reads or steals of each of them.

A case is played up to a proposal; then each world goes on from there, is looked at, and is undone. So all that was
before is the same to the byte, and so is the clock. What must differ at random is masked: ids that are new, salted
digests, signed heads, tokens of forms.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.test import Client

from comity.docket import reading, states
from comity.docket.models import Act
from comity.law.deadlines import next_head_time
from comity.law.instants import render
from comity.people.models import Account
from tests.docket.house import House, Matter

READERS = ("us-agent", "pa-agent", "pa-approver", "registry", "secretary-general")
MASKS = [
    (re.compile(r'(csrf[a-z]*"? (?:name|value|content)="|X-CSRFToken": ")[^"]*'), r"\1CSRF"),
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), "CSRF"),
    (re.compile(r"[A-Za-z0-9+/]{80,}={0,2}"), "SIGNATURE"),
    (re.compile(r"\b[0-9a-f]{64}\b|\b(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\b|\b[0-9a-f]{4} [0-9a-f]{4} …"), "DIGEST"),
    (re.compile(r" · [0-9a-f]{4} [0-9a-f]{4}</bdi>"), " · REFUSAL</bdi>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "KEY"),
    (re.compile(r"[A-Za-z0-9+/]{43}="), "ROOT"),
]
ID = re.compile(r"\b[a-z2-7]{26}\b")
Pages = dict[tuple[str, str], str]


class Table:
    """A case with a proposal before its parties, who have not answered yet. closes: when the outcome is told."""

    def __init__(self, house: House, among: tuple[str, ...] = ("us", "pa")) -> None:
        self.house = house
        self.matter = Matter(house, among=among, until="sessions")
        seats = self.matter.state(self.matter.logs[None]).seats
        self.mediator = next(who for who, each in house.people.items() if each.actor.id in seats)
        self.closes = next_head_time(house.hands.at + timedelta(days=1))
        self.matter.does(self.mediator, "post", room="mediator", body={"text": "Now or never."})
        package = {"closes_at": render(self.closes), "body": {"package": {"fees": "by formula"}}}
        self.matter.does(self.mediator, "propose", room="joint", **package)  # type: ignore[arg-type]
        self.proposal = Act.objects.filter(log=self.matter.room_id("joint")).order_by("-index")[0].id
        asked = READERS[:2] if connection.vendor == "postgresql" else READERS  # pages are the same whatever lies behind
        self.readers = (*asked, self.mediator, next(who for who in house.people if self._stranger(who)))
        self.clients = {who: self._client(who) for who in self.readers}
        self.known = self._ids()

    def _stranger(self, who: str) -> bool:
        return who.startswith("mediator-") and who != self.mediator

    def _client(self, who: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        account = Account.objects.get(pk=self.house.people[who].actor.id)
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def _ids(self) -> set[str]:
        rows = str([list(model._default_manager.values_list()) for model in apps.get_models()])
        return set(ID.findall(rows))

    # ---------------------------------------------------------------- what happens

    def answers(self, state: str, answer: str | None, **instead: object) -> None:
        """A State's agent answers; None: says nothing."""
        if answer is not None:
            said = {"proposal": self.proposal, "body": {"answer": answer}, **instead}
            self.matter.does(f"{state}-agent", "answer", room=f"delegation:{state}", **said)  # type: ignore[arg-type]

    def outcome(self) -> str | None:
        """What the joint room knows of the proposal."""
        joint = self.matter.logs["joint"]
        told = self.matter.state(joint).things.get("outcome", {}).get(self.proposal)
        return None if told is None else str(told["version"])

    # ---------------------------------------------------------------- what is seen

    def mask(self, text: str) -> str:
        """The text without what is random in it since the proposal."""
        for pattern, instead in MASKS:
            text = pattern.sub(instead, text)
        return ID.sub(lambda found: found[0] if found[0] in self.known else "NEW", text)

    def paths(self) -> list[str]:
        """Every page and API answer of the case that can be asked for."""
        web, api = f"/cases/{self.matter.id}/", f"/api/cases/{self.matter.id}"
        rooms = [log.id for name, log in self.matter.logs.items() if name is not None]
        last = Act.objects.filter(log=self.matter.id).count() - 1
        own = ("", "record/", f"record/{last}/", "bundle/", "protocol/", "settlement/", "sessions.ics", "acts/leave/")
        return [
            *("/desk/", "/cases/", "/api/cases"),
            *(web + each for each in own),
            *(f"{web}rooms/{room}/" for room in rooms),
            *(api + each for each in ("", "/acts", "/bundle")),
            *(f"{api}/rooms/{room}" for room in rooms),
        ]

    def pages(self, only: str = "") -> Pages:
        """(reader, path) -> status and text, masked; of all paths, or of those with a word in them."""
        found = {}
        for who, client in self.clients.items():
            for path in (each for each in self.paths() if only in each):
                answer = client.get(path)
                found[who, path] = f"{answer.status_code} {self._text(answer.content)}"
        return found

    def _text(self, content: bytes) -> str:
        if not content.startswith(b"PK"):
            return self.mask(content.decode())
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            members = {name: bundle.read(name) for name in bundle.namelist()}
        return "\n".join(f"{self.mask(name)} {len(text)} {self.mask(text.decode())}" for name, text in members.items())


def dump() -> list[tuple[object, ...]]:
    """Every row of every table: plain columns as they are, sealed ones by their length, numbers of rows left out."""
    rows: list[tuple[object, ...]] = []
    for model in apps.get_models():
        if model._meta.label_lower == "sessions.session":
            continue  # the readers' own, and not of the case
        fields = [each for each in model._meta.concrete_fields if not isinstance(each, models.AutoField)]
        for row in model._default_manager.all():
            values = [getattr(row, each.attname) for each in fields if not isinstance(each, models.CompositePrimaryKey)]
            rows.append((model._meta.label, *(_plain(value) for value in values)))
    return rows


def _plain(value: object) -> object:
    return f"{len(value)} bytes" if isinstance(value, bytes | memoryview) else str(value)


@dataclass
class World:
    """What was seen of one world: pages before the outcome and after, the rows, the keeper's log, the outcome."""

    before: Pages
    after: Pages
    rows: list[str]
    journal: list[str]
    outcome: str | None
    told_early: bool = False


def journal() -> list[str]:
    """The keeper's log, without its instants."""
    text = (settings.ENVIRONMENT.keys / "keeper.log").read_text()
    return [line.partition(" ")[2] for line in text.splitlines()]


def played(table: Table, us: str | None, pa: str | None) -> World:
    """The world in which these are the answers; then it never was."""
    return undone(table, lambda: _played(table, us, pa))


def undone(table: Table, play: Callable[[], World]) -> World:
    """Play, and undo it."""
    at: datetime = table.house.hands.at
    forget()
    with transaction.atomic():
        world = play()
        transaction.set_rollback(True)
    table.house.hands.at = at
    forget()
    return world


def forget() -> None:
    """Nothing that this process opened before is at hand: what must be opened is opened, and logged."""
    reading._kept.clear()
    states._memory._kept.clear()


def _played(table: Table, us: str | None, pa: str | None) -> World:
    lines, moves = len(journal()), table.matter.moves
    for state, answer in (("us", us), ("pa", pa)):
        moves(table.house.hands.at + timedelta(hours=1))
        table.answers(state, answer)
    before = table.pages(only="rooms")
    moves(table.closes)
    early = table.outcome() is not None
    moves(table.closes + timedelta(hours=7))
    table.matter.does(table.mediator, "post", room="joint", body={"text": "We go on."})
    table.matter.does("us-agent", "post", room="caucus:us", body={"text": "We wait."})
    moves(table.house.hands.at + timedelta(hours=7))
    after = table.pages()
    rows = sorted(table.mask(repr(row)) for row in dump())
    opened = [table.mask(line) for line in journal()[lines:]]
    return World(before, after, rows, opened, table.outcome(), early)
