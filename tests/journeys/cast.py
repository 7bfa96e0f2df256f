"""Who takes part in a journey: people with passkeys, each in a browser of its own, and a clock that the test moves.

- Accounts, entities, mandates, offices, roster and decisions come from acts of the organisation's own docket, in a
  process beside the server; everybody comes in by the link of an invitation, with a passkey of a virtual authenticator.
- `Organisation.pass_days` moves the clock of test mode (COMITY_TEST_CLOCK): production and demonstration have none.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.harness import Server, authenticator, axe, dumps, look

HEAVIEST = 200_000  # bytes of a page of a case
WIDE, NARROW = 1280, 390
# role: (name, State for which it acts, kind of mandate, powers, zone)
DELEGATES = {
    "meridia": ("Agent of Meridia", "XM", "principal", ["speak", "sign"], "Africa/Nairobi"),
    "norland": ("Agent of Norland", "XN", "principal", ["speak", "sign"], "Europe/Oslo"),
    "meridia-notifier": ("Notifier of Meridia", "XM", "approver", ["approve"], "Africa/Nairobi"),
    "norland-notifier": ("Notifier of Norland", "XN", "approver", ["approve"], "Europe/Oslo"),
}
OTHERS = {
    "secretary-general": ("Secretary-General", "Asia/Hong_Kong"),
    "registry": ("Registry officer", "Asia/Hong_Kong"),
    "mediator": ("Mediator of waters", "America/Panama"),
}
FOUND = """
import json, secrets
from datetime import timedelta
from comity import docket, keeper
from comity.law.instants import render
from comity.people import tokens
from comity.people.actor import Actor, ActorKind
from comity.treaty import states

delegates, others = json.loads({delegates}), json.loads({others})
since = render(docket.now())
today = docket.now().date()
accounts = {{"secretary-general": docket.found(name=others["secretary-general"][0], address="")}}
links = {{role: tokens.new_token() for role in [*delegates, *others]}}

def do(who, act, facts, body=None):
    actor = Actor(accounts[who], ActorKind.PERSON)
    payload = docket.Payload(facts=facts, body=body or {{}})
    docket.perform(actor, docket.institution(), act, payload, key=secrets.token_hex(16))

def admit(who, role, name):
    accounts[role] = keeper.random_id()
    link = tokens.token_digest(links[role])
    do(who, "admit-account", {{"account": accounts[role], "link": link}}, {{"name": name, "address": ""}})

chief = accounts["secretary-general"]
do("secretary-general", "invite-again", {{"account": chief, "link": tokens.token_digest(links["secretary-general"])}})
admit("secretary-general", "registry", others["registry"][0])
do("secretary-general", "appoint-officer", {{"account": accounts["registry"], "office": "registry", "since": since}})
admit("registry", "mediator", others["mediator"][0])
entities = {{}}
for code in ("XM", "XN"):
    entities[code] = keeper.random_id()
    names = {{language: states.name(code, language) for language in ("en", "zh", "ar", "fr", "ru", "es")}}
    do("registry", "register-entity", {{"entity": entities[code], "kind": "state"}}, {{"names": names, "state": code}})
    decision = {{"admits": code, "category": "state-state", "from": today.isoformat()}}
    do("registry", "record-decision", decision, {{"source": "Decision of the Council (fictional)"}})
for role, (name, code, kind, powers, _zone) in delegates.items():
    admit("registry", role, name)
    facts = {{"mandate": keeper.random_id(), "account": accounts[role], "entity": entities[code]}}
    facts |= {{"kind": kind, "powers": powers, "since": since}}
    do("registry", "grant-mandate", facts, {{"instrument": "Full powers"}})
roster = {{"account": accounts["mediator"], "panel": "state-state", "consents_to_publication": True}}
do("registry", "list-mediator", {{**roster, "from": today.isoformat()}}, {{"profile": "Waters and fisheries"}})
print(json.dumps(links))
"""


@dataclass
class Person:
    """A person in a browser of its own. `case` is the address of the case, once there is one; `confirm`: what signs."""

    role: str
    base: str
    page: Page
    case: str = ""
    shown: set[str] = field(default_factory=set)  # kinds of pages that somebody saw in Chinese already
    confirm: "str | re.Pattern[str]" = "Sign with your passkey"

    def goto(self, path: str = "") -> Page:
        """A page of the case (`rooms/…`), or with a leading slash any page of ours."""
        self.page.goto(self.base + path if path.startswith("/") else self.case + path)
        return self.page

    def press(self, label: "str | re.Pattern[str]") -> None:
        """Press the one button of this name."""
        self.page.get_by_role("main").get_by_role("button", name=label).click()

    def act(self, name: str, verb: "str | re.Pattern[str]", *, room: str = "", sign: bool = False) -> None:
        """Open an act's page, press its button; with the passkey where the act is signed."""
        self.goto(f"{'rooms/' + room + '/' if room else ''}acts/{name}/")
        self.send(verb, sign=sign)

    def send(self, verb: "str | re.Pattern[str]", *, sign: bool = False) -> None:
        """Press the button of the act's page that stands open, and see that it was done."""
        self.press(verb)
        if sign:
            self.press(self.confirm)
        expect(self.page.get_by_text("Done.", exact=True)).to_be_visible()

    @contextmanager
    def without_javascript(self) -> Iterator[Page]:
        """The same person, signed in, in a browser that runs no script."""
        browser = self.page.context.browser
        assert browser is not None
        state = self.page.context.storage_state()
        context = browser.new_context(java_script_enabled=False, storage_state=state, locale="en-GB")
        yield context.new_page()
        context.close()

    def room(self, kind: str) -> str:
        """The id of a room that this person finds: joint, caucus, delegation, mediator."""
        self.goto("rooms/")
        link = self.page.locator(f".rooms-nav .room-{kind} a").first.get_attribute("href") or ""
        return link.strip("/").rsplit("/", 1)[-1]


@dataclass
class Organisation:
    """A served organisation, its people, and the clock that a test moves."""

    server: Server
    clock: Path
    browser: Browser
    people: dict[str, Person]
    contexts: list[BrowserContext] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def __getitem__(self, role: str) -> Person:
        return self.people[role]

    def let_in(self, role: str, link: str) -> None:
        """A person opens the link in a browser of its own, and makes the account its own with a passkey."""
        zone = zone_of(role)
        context = self.browser.new_context(locale="en-GB", timezone_id=zone, viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "zone", "value": zone, "url": self.server.url}])
        person = Person(role, self.server.url, context.new_page(), shown=self.shown)
        authenticator(person.page)
        person.page.goto(link)
        person.press("Create a passkey")
        expect(person.page.get_by_role("heading", name="Ways into your account")).to_be_visible()
        self.contexts.append(context)
        self.people[role] = person

    def pass_days(self, days: float) -> None:
        """Let days go by."""
        self.clock.write_text(str(int(self.clock.read_text(encoding="ascii")) + int(days * 86_400)), encoding="ascii")

    def close(self) -> None:
        """Close every browser window."""
        for context in self.contexts:
            context.close()


def found(server: Server, clock: Path, browser: Browser) -> Organisation:
    """Found the organisation and let everybody in, each by its own link."""
    code = FOUND.format(delegates=dumps(DELEGATES), others=dumps(OTHERS))
    links: dict[str, str] = json.loads(server.django(code))
    made = Organisation(server, clock, browser, {})
    for role, token in links.items():
        made.let_in(role, f"{server.url}/invitation/{token}/")
    return made


def zone_of(role: str) -> str:
    """Where a person sits."""
    return DELEGATES[role][4] if role in DELEGATES else OTHERS.get(role, ("", "Europe/Paris"))[1]


def show(person: Person, name: str) -> None:
    """Every page that the journey passes: clean for axe, light, no wider than a phone; and once more in Chinese."""
    if os.environ.get("COMITY_DATABASE"):
        return  # a page looks the same whatever lies behind it: SQLite's run has looked at it
    page = person.page
    _must_be_good(page, f"path-{name}", WIDE)
    kind = re.sub(r"[a-z2-7]{26}|\?.*", "*", page.url)
    if name.startswith("settled") or kind not in person.shown:
        person.shown.add(kind)
        _in(person, "zh-hans", page.url, f"path-zh-{name}")


def show_in_arabic(person: Person, path: str) -> None:
    """A page from right to left."""
    tab = _in(person, "ar", person.case + path, f"path-ar-{path.strip('/') or 'case'}")
    assert tab == "rtl"


def _in(person: Person, language: str, url: str, name: str) -> str:
    """The same address in a tab of its own, in another language; returns the direction in which it reads."""
    context = person.page.context
    context.add_cookies([{"name": "language", "value": language, "url": person.base}])
    tab = context.new_page()
    tab.goto(url)
    _must_be_good(tab, name, *((WIDE, NARROW) if language == "ar" else (NARROW,)))
    direction = str(tab.evaluate("getComputedStyle(document.body).direction"))
    tab.close()
    context.add_cookies([{"name": "language", "value": "en", "url": person.base}])
    return direction


def _must_be_good(page: Page, name: str, *widths: int) -> None:
    """Light, no wider than a phone, and clean for axe at these widths: English wide, Chinese narrow, Arabic at both."""
    weight = len(page.content().encode())
    assert weight <= HEAVIEST, f"{page.url}: {weight} bytes"
    if WIDE in widths:
        axe(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW, f"{page.url} is {wide} wide on a phone"
    if NARROW in widths:
        axe(page)
    page.set_viewport_size({"width": WIDE, "height": 900})
    look(page, name)
