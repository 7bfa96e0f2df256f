"""A served demonstration, entered role by role; the mail that it wrote, and the clock that its pages show and move."""

import re
import time
from datetime import datetime
from email import message_from_bytes

from playwright.sync_api import Browser, Locator

from comity.law.instants import parse
from tests.journeys.cast import WIDE, Person
from tests.journeys.harness import Server

ZONE = "Africa/Nairobi"  # everybody's own


class Roles:
    """A served demonstration. Its roles come in by its own page, each once, in a browser of its own."""

    def __init__(self, server: Server, browser: Browser, accounts: dict[str, str]) -> None:
        self.server, self.accounts = server, accounts
        self._browser = browser
        self._people: dict[str, Person] = {}
        self._shown: set[str] = set()

    def __getitem__(self, role: str) -> Person:
        """Somebody who has come in; a role of the demonstration comes in when it is first asked for."""
        if role not in self._people:
            person = self.stranger(role)
            entry = person.goto("/demonstration/").locator(f"form:has(input[value='{self.accounts[role]}'])")
            entry.get_by_role("button").click()
            person.page.wait_for_url("**/desk/")
        return self._people[role]

    def stranger(self, role: str) -> Person:
        """Somebody in a browser without a past."""
        context = self._browser.new_context(locale="en-GB", viewport={"width": WIDE, "height": 900})
        context.add_cookies([{"name": "zone", "value": ZONE, "url": self.server.url}])
        made = Person(role, self.server.url, context.new_page(), shown=self._shown, confirm=re.compile("^Sign$"))
        self._people[role] = made
        return made

    def at(self, case: str, *roles: str) -> list[Person]:
        """These roles, each before the case of this address."""
        found = [self[role] for role in roles]
        for person in found:
            person.case = case
        return found

    def mailed(self, address: str) -> str:
        """The path of the link that was mailed to an address last, once it is there: the clock's thread sends."""
        folder = self.server.ground.home / "mail"
        for _look in range(40):
            for file in sorted(folder.glob("*.log"), reverse=True):
                written = message_from_bytes(file.read_bytes())
                link = re.search(r"https://[^/\s]+(/\S+)", str(written.get_payload()))
                if written["To"] == address and link:
                    return link[1]
            time.sleep(0.25)
        raise AssertionError(f"nothing was mailed to {address}")

    def close(self) -> None:
        """Close every browser window."""
        for person in self._people.values():
            person.page.context.close()


def pass_next_deadline(person: Person) -> None:
    """Move the clock past the next deadline, on its own page."""
    person.goto("/demonstration/clock/")
    with person.page.expect_navigation():
        person.press(re.compile("To the next deadline"))


def due(person: Person, title: str | re.Pattern[str]) -> datetime:
    """When a period ends, as the case page says."""
    found = person.goto().locator("#deadlines .deadline", has=person.page.get_by_role("heading", name=title))
    return _instant(found)


def now(person: Person) -> datetime:
    """The organisation's instant, as the page of its clock says."""
    return _instant(person.goto("/demonstration/clock/").locator(".lead"))


def _instant(place: Locator) -> datetime:
    return parse(place.locator("time").first.get_attribute("datetime") or "")
