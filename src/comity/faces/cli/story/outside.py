"""A story played over HTTP against a demonstration server: one session a role, the programming face, nothing else."""

import http.cookiejar
import json
import re
import secrets
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast
from urllib.error import HTTPError

from comity.faces.cli.story.stage import Said
from comity.law.act import Json
from comity.law.instants import parse, render

TIMEOUT = 120  # seconds: a move of the clock over months performs some hundred acts
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KINDS = {"own": "post", "proposal": "propose", "issue": "table-issue"}


class NotPlayed(RuntimeError):
    """The server answered otherwise than the story needs; the sentence says to what, and how."""


class Session:
    """One role's session: cookies, and the token that its forms carry."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, path: str) -> bytes:
        """The bytes of a page."""
        return self._ask(urllib.request.Request(self._base + path))  # noqa: S310 - our own server's address

    def form(self, path: str, fields: Mapping[str, str], *, page: str | None = None) -> bytes:
        """Post a form as its page would: with the page's token."""
        found = TOKEN.search(self.get(page or path).decode())
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1] if found else ""}).encode()
        return self._ask(urllib.request.Request(self._base + path, data, {"Referer": self._base + "/"}))  # noqa: S310 - ours

    def post(self, path: str, value: Mapping[str, Json]) -> bytes:
        """Post JSON to the programming face."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token(), "Referer": self._base + "/"}
        data = json.dumps(value).encode()
        return self._ask(urllib.request.Request(self._base + path, data, headers))  # noqa: S310 - ours

    def json(self, path: str) -> dict[str, Any]:
        """What the programming face answers."""
        return cast("dict[str, Any]", json.loads(self.get(path)))

    def _token(self) -> str:
        return next((str(cookie.value) for cookie in self._jar if cookie.name.endswith("csrf")), "")

    def _ask(self, request: urllib.request.Request) -> bytes:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                self.location = answer.headers.get("Location", "")
                return bytes(answer.read())
        except HTTPError as error:
            told = error.read().decode(errors="replace")[:500]
            raise NotPlayed(f"{request.get_method()} {request.selector}: {error.code} {told}") from error


class Outside:
    """See stage.Stage. cast: role -> the account's id; party_of: role -> the story's party."""

    def __init__(
        self, base: str, *, cast: Mapping[str, str], party_of: Mapping[str, str], told: Callable[[str], None]
    ) -> None:
        self._base, self._cast, self._party_of, self._told = base, cast, party_of, told
        self._sessions: dict[str, Session] = {}
        self._parties: dict[str, str] = {}
        self.case_id = ""

    def session(self, who: str) -> Session:
        """The role's session, entered in one click the first time."""
        if who not in self._sessions:
            session = Session(self._base)
            session.form("/demonstration/enter/", {"account": self._cast[who]}, page="/demonstration/")
            self._sessions[who] = session
        return self._sessions[who]

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
        self._parties = {name: _random_id() for name in parties}
        session = self.session(who)
        asked: dict[str, Json] = {
            "key": secrets.token_hex(16),
            "edition": edition,
            "category": category,
            "facts": dict(facts),
            "body": {**body, "parties": list(self._parties.values())},
            "party": self._parties[self._party_of[who]],
        }
        session.post("/api/cases", asked)
        self.case_id = session.location.rsplit("/", 1)[-1]
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
        place = "" if room is None else f"/rooms/{self._room(who, room)}"
        asked: dict[str, Json] = {"key": secrets.token_hex(16), "facts": dict(facts or {}), "body": dict(body or {})}
        self.session(who).post(f"/api/cases/{self.case_id}{place}/acts/{act}", asked)
        self._told(note)

    def move(self, to: datetime) -> None:
        """Move the organisation's clock."""
        Session(self._base).form("/demonstration/clock/", {"to": render(to).replace("Z", "+00:00")})

    def now(self) -> datetime:
        """The organisation's instant, as the registry's desk tells it."""
        page = self.session("registry").get("/demonstration/clock/").decode()
        found = re.search(r'<time datetime="([^"]+)"', page)
        if found is None:
            raise NotPlayed("the clock's page shows no instant")
        return parse(found[1])

    def party(self, name: str) -> str:
        """The id of a party."""
        return self._parties[name]

    def person(self, who: str) -> str:
        """The id of a role's account."""
        return self._cast[who]

    def versions(self, who: str, kind: str) -> dict[str, str]:
        """Name -> version of the things of a kind."""
        things = self._case(who)["things"].get(kind, {})
        return {name: str(thing["version"]) for name, thing in things.items()}

    def value(self, who: str, name: str) -> Json:
        """A value of the case."""
        return cast("Json", self._case(who)["values"][name])

    def latest(self, who: str, kind: str, *, room: str) -> str:
        """The item that came last: of a kind, or (`own`) said by this role's side."""
        own = set(self._case(who)["own"])
        acts = self.session(who).json(f"/api/cases/{self.case_id}/rooms/{self._room(who, room)}")["acts"]
        for act in reversed(acts):
            envelope = act["envelope"]
            if envelope["act"] == KINDS.get(kind, kind) and (kind != "own" or envelope["party"] in own):
                return str(act["id"])
        raise NotPlayed(f"no {kind} in the {room} room")

    def phase(self) -> str:
        """The case's phase."""
        return str(self._case("registry")["phase"])

    def bundle(self, who: str) -> bytes:
        """The bundle that this role may download."""
        return self.session(who).get(f"/api/cases/{self.case_id}/bundle")

    def _case(self, who: str) -> dict[str, Any]:
        return self.session(who).json(f"/api/cases/{self.case_id}")

    def _room(self, who: str, room: str) -> str:
        kind, _, named = room.partition(":")
        wanted = self._parties.get(named)
        for found in self._case(who)["rooms"]:
            if found["kind"] == kind and wanted in (None, found["party"]):
                return str(found["id"])
        raise NotPlayed(f"{who} finds no {room} room")


def _random_id() -> str:
    """A random id in the alphabet of the docket's: a party's id is chosen by who files."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26))
