"""A secret planted where few may read, and every address asked by everybody who may not: it is nowhere.

Planted are a caucus post, a post to one's own delegation, an answer (known by the name of its act: its words are one
of two) and a draft of a request. The addresses are those of the URL map itself, so that a new one is asked too.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from comity import keeper
from comity.docket.models import Act
from comity.faces.web.views.request import STEPS
from comity.opening import acts as opening
from comity.opening.drafts import begun
from tests.bargaining.worlds import Table
from tests.docket import house

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.database
NO_PAGES = ("account/", "demonstration/enter/", "static/")  # signing in and out, and entering as somebody else
EVERY = 40  # of the case log's records, every so many are asked


class Planted:
    """A case in its sessions, with the secrets, and where each may be read. readers: secret -> who may read it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.caucus, self.delegation, self.draft = (f"canary{keeper.random_id()}" for _ in range(3))
        matter = table.matter
        matter.does("us-agent", "post", room="caucus:us", body={"text": f"Say {self.caucus}."})
        matter.does("us-agent", "post", room="delegation:us", body={"text": f"Say {self.delegation}."})
        table.answers("us", "accepted")
        self.answer = Act.objects.filter(log=matter.room_id("delegation:us")).order_by("-index")[0].id
        self.draft_id = keeper.random_id()
        answers = begun("US") | {"title": self.draft, "story": self.draft, "name": self.draft}
        opening.save_draft(table.house.people["us-agent"].actor, self.draft_id, answers, at=table.house.hands.at)
        own = {"us-agent", "us-counsel", "us-approver"}
        self.readers = {
            self.caucus: {*own, table.mediator},
            self.delegation: own,
            self.answer: own,
            self.draft: {"us-agent"},
        }

    def values(self) -> dict[str, list[object]]:
        """What the variables of addresses stand for here."""
        matter = self.table.matter
        rooms = [log.id for name, log in matter.logs.items() if name is not None]
        last = Act.objects.filter(log=matter.id).count()
        return {
            "docket_id": [matter.id],
            "case_id": [matter.id],
            "room_id": [*rooms],
            "index": [*range(0, last, EVERY), last - 1],
            "draft_id": [self.draft_id],
            "act": ["post"],
            "key": ["key"],
            "token": ["a" * 26],
            "code": ["US", "PA"],
            "page": ["room"],
            "category": ["state-state"],
            "requests/name": [*STEPS],
            "rules/name": ["iomed-provisional-2026"],
            "acts/name": [row.act for row in matter.edition.acts.values() if row.log == "case"],
            "rooms/name": [row.act for row in matter.edition.acts.values() if row.log == "room"],
        }


def routes() -> Iterator[str]:
    """Every route of the URL map."""

    def below(found: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for each in found:
            route = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from below(each.url_patterns, route)
            else:
                yield route

    return (route for route in below(get_resolver().url_patterns, "") if not route.startswith(NO_PAGES))


def addresses(values: dict[str, list[object]]) -> Iterator[str]:
    """Every address of every route. KeyError for a variable that nobody thought of."""
    for route in routes():
        found = [""]
        for number, part in enumerate(route.split("<")):
            variable, _, rest = part.partition(">") if number else ("", "", part)
            name = variable.rpartition(":")[2]
            if name == "name":
                kind = "rooms" if "rooms/" in route else "acts" if "acts/" in route else route.partition("/")[0]
                name = f"{kind}/name"
            fillings = values[name] if name else [""]
            found = [f"{start}{value}{rest}" for start in found for value in fillings]
        yield from (f"/{each}" for each in found)


def shown(client: "Client", address: str) -> bytes:
    """What an answer shows: its headers and its content; of a bundle its members, unpacked."""
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            content = b"".join(name.encode() + bundle.read(name) for name in bundle.namelist())
    return str(answer.headers).encode() + content


@pytest.fixture
def planted(db: None, settings: "Settings") -> Iterator[Planted]:
    """The secrets are planted."""
    settings.DEMONSTRATION = True
    with house.opened() as home:
        yield Planted(Table(home))


def test_the_url_map_is_asked(planted: Planted) -> None:
    asked = set(addresses(planted.values()))
    case = planted.table.matter.id
    for each in (f"/cases/{case}/", f"/cases/{case}/bundle/", f"/api/cases/{case}/acts", "/desk/", "/rules/"):
        assert each in asked
    assert len([each for each in asked if "/rooms/" in each]) > 50


@pytest.mark.once
def test_no_page_shows_a_secret_to_who_may_not_read_it(planted: Planted) -> None:
    asked = sorted(set(addresses(planted.values())))
    seen: dict[str, set[str]] = {secret: set() for secret in planted.readers}
    for who, client in planted.table.clients.items():
        for address in asked:
            content = shown(client, address)
            for secret, readers in planted.readers.items():
                if secret.encode() in content:
                    assert who in readers, (who, address)
                    seen[secret].add(who)
    assert seen == {
        secret: readers & set(planted.table.clients) for secret, readers in planted.readers.items()
    }  # and who may read it does: the secret was there to be found
