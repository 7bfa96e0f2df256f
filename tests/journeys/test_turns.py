"""The turns that a case takes, through its pages: each role does its part, and every other sees what follows from it.

One server in demonstration mode, whose ground is played beside it (ground.py); each turn has a case of its own. All
cases share one clock: what lets days pass comes last.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from comity.law.instants import parse
from tests.journeys.cast import Person, show
from tests.journeys.harness import Template, copy, serve
from tests.journeys.roles import ZONE, Roles, due, now

pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.once]

PLAY = (
    "import dataclasses, json; from tests.journeys import ground; print(json.dumps(dataclasses.asdict(ground.play())))"
)
STATEMENTS = "Initial statements"
MEDIATOR, NEWCOMER = "mediator-waters", "mediator-trade"
MERIDIA, NORLAND = "xm-agent", "xn-agent"
BOTH = (MERIDIA, NORLAND)


@dataclass(frozen=True)
class Play:
    """The served ground: its people, and its cases by name."""

    roles: Roles
    cases: dict[str, str]

    def at(self, case: str, *roles: str) -> list[Person]:
        """These roles, each before this case."""
        return self.roles.at(f"{self.roles.server.url}/cases/{self.cases[case]}/", *roles)


@pytest.fixture(scope="module")
def play(template: Template, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Play]:
    """The cases, played and served."""
    ground = copy(template, tmp_path_factory.mktemp("turns") / "ground", "comity_turns")
    played = json.loads(ground.django(PLAY, mode="demonstration"))
    with serve(ground, mode="demonstration") as server:
        roles = Roles(server, browser, played["accounts"])
        yield Play(roles, played["cases"])
        roles.close()


def test_extension_as_of_right_then_by_all(play: Play) -> None:
    """One side's word moves the end for both, once; a later one needs the same word of both."""
    meridia, norland, mediator = play.at("extension", *BOTH, MEDIATOR)
    before = due(meridia, STATEMENTS)
    page = meridia.goto("acts/extend-as-of-right/")
    page.get_by_label(re.compile(STATEMENTS)).check()
    show(meridia, "extend-as-of-right")
    meridia.send("Extend a period")
    extended = due(norland, STATEMENTS)
    assert timedelta(days=10) <= extended - before <= timedelta(days=14)  # ten days, and to the next business day
    expect(norland.page.get_by_text("Meridia (fictional) extended a period as of right")).to_be_visible()
    expect(norland.goto("acts/extend-as-of-right/").get_by_label(re.compile(STATEMENTS))).to_have_count(0)
    later = extended + timedelta(days=20)
    wish(meridia, "Wish to extend", {re.compile(STATEMENTS): True, "New end": wall(later)})
    assert due(norland, STATEMENTS) == extended
    page = norland.goto("rooms/")
    expect(page.get_by_role("heading", name="Wishes that stand")).to_be_visible()
    wish(norland, "Wish to extend", {})  # it is filled in with what the other side said
    expect(norland.page.get_by_role("heading", name="Wishes that stand")).to_have_count(0)
    for person in (meridia, norland, mediator):
        assert due(person, STATEMENTS) == later.replace(second=0)
        expect(person.page.get_by_text("The parties extended a period.")).to_be_visible()


def test_a_further_party_joins_with_the_consent_of_all_and_passes_the_gates_anew(play: Play) -> None:
    """Panama is told of nothing before all agree; it is in once the gates pass, and reads the joint room since."""
    meridia, norland, panama, registry = play.at("joinder", *BOTH, "pa-agent", "registry")
    say(meridia, "Said before anybody joined.")
    page = meridia.goto("acts/propose-joinder/")
    page.get_by_label("Responding side").check()
    page.get_by_label("Guarantor").check()
    page.get_by_role("radio", name="State", exact=True).check()
    page.locator("select[name=state]").select_option("PA")
    page.get_by_label("Why", exact=True).fill("It guarantees the fees.")
    show(meridia, "propose-joinder")
    meridia.send(re.compile("^Propose"))
    agree_joinder(meridia)
    assert_nothing(panama)
    agree_joinder(norland)
    page = panama.goto()
    expect(page.get_by_text("Initial statements")).not_to_have_count(0)
    assert "Licence fees" not in page.content()
    show(panama, "newcomer-invited")
    panama.goto("acts/consent/")
    panama.send(re.compile("Consent"), sign=True)
    assert "Said before" not in panama.goto("rooms/").content()
    page = registry.goto("acts/screen-joinder/")
    page.get_by_label("Panama").check()
    page.get_by_label("Reasons").fill("A decision of the Council admits Panama. (Fictional.)")
    show(registry, "screen-joinder")
    registry.send(re.compile("Screen"))
    expect(panama.goto().get_by_role("heading", name="Licence fees")).to_be_visible()
    for person in (meridia, norland, panama):
        expect(person.goto().locator(".people", has_text="Panama").first).to_be_visible()
    say(norland, "Welcome.")
    page = panama.goto("rooms/")
    expect(page.get_by_text("Welcome.")).to_be_visible()
    assert "Said before" not in page.content()
    assert panama.room("delegation") not in norland.goto("rooms/").content()


def agree_joinder(person: Person) -> None:
    """Agree that Panama joins."""
    page = person.goto("acts/agree-joinder/")
    page.get_by_label(re.compile("Panama.*Responding side.*Guarantor")).check()
    person.send(re.compile("^Agree"), sign=True)


def test_a_part_is_settled_and_the_sessions_go_on_for_the_rest(play: Play) -> None:
    """Both sign a part that closes an issue: it stands, the issue is off the table, and the other one still on it."""
    mediator, meridia, norland = play.at("part", MEDIATOR, *BOTH)
    assert on_the_table(norland) == ["Fees", "Landings"]
    page = mediator.goto("acts/table-text/")
    page.get_by_label("Settlement text").fill("# Fees\nHalf the rise.")
    page.get_by_label("A part of it").check()
    page.get_by_label("Fees", exact=True).check()
    page.get_by_label("On signature").check()
    mediator.send(re.compile("Table"))
    for person in (meridia, norland):
        expect(person.goto("settlement/").get_by_text("This text settles a part of the dispute")).to_be_visible()
        person.act("initial", re.compile("Initial"), sign=True)
    meridia.act("sign", re.compile("^Sign the text"), sign=True)
    assert on_the_table(meridia) == ["Fees", "Landings"]
    norland.act("sign", re.compile("^Sign the text"), sign=True)
    for person in (meridia, norland, mediator):
        page = person.goto("settlement/")
        expect(page.get_by_role("heading", name="Settled part 1")).to_be_visible()
        expect(page.get_by_text("Half the rise.")).to_be_visible()
        assert on_the_table(person) == ["Landings"]
    norland.goto("settlement/")
    show(norland, "settled-part")
    expect(mediator.goto("acts/table-text/").get_by_label("Fees", exact=True)).to_have_count(0)


def test_a_mediator_is_replaced_and_the_newcomer_reads_what_each_side_puts_again(play: Play) -> None:
    """The old mediator's access ends with the second wish; the new one's begins with the seat, and with nothing old."""
    meridia, norland, old, new = play.at("replacement", *BOTH, MEDIATOR, NEWCOMER)
    caucus = meridia.room("caucus")
    for words in ("We could live with half.", "Our parliament is divided."):
        say(meridia, words, room=caucus)
    say(norland, "The coast guard is dear.", room=norland.room("caucus"))
    say(meridia, "Thank you for coming.")
    expect(old.goto(f"rooms/{caucus}/").get_by_text("Our parliament is divided.")).to_be_visible()
    for person in (meridia, norland):
        old.goto()
        expect(old.page.get_by_role("heading", name="Licence fees")).to_be_visible()
        wish(person, "Wish to replace", {"Mediator, waters and fisheries": True})
    assert_nothing(old)
    assert_nothing(old, f"rooms/{caucus}/")
    assert play.cases["replacement"] not in old.goto("/cases/").content()
    expect(norland.goto().get_by_text("The parties ended a mediator's seat together")).to_be_visible()
    for person in (meridia, norland):
        assert_nothing(new)
        page = person.goto("rooms/")
        page.get_by_role("link", name="Name a mediator").click()
        page.get_by_label("Mediator, trade and transit").check()
        send_in_room(person, "Name a mediator")
    new.goto("acts/declare/")
    new.send("Accept and declare", sign=True)
    expect(new.goto().get_by_text(STATEMENTS).first).to_be_visible()
    assert "Thank you for coming." not in new.goto("rooms/").content()
    page = meridia.goto(f"rooms/{caucus}/")
    item = page.locator("li", has_text="We could live with half.")
    item.get_by_role("link", name=re.compile("^Put these words again")).click()
    show(meridia, "repeat")
    send_in_room(meridia, "Put these words again")
    page = new.goto(f"rooms/{caucus}/")
    expect(page.get_by_text("We could live with half.")).to_be_visible()
    assert "divided" not in page.content()
    for link in page.locator(".rooms-nav .room-caucus a").all():
        assert "coast guard" not in new.goto(f"rooms/{(link.get_attribute('href') or '').split('/')[-2]}/").content()


def test_a_side_withdraws_and_the_case_ends(play: Play) -> None:
    """One act, no reasons; everybody reads that it ended, nobody may go on, and the rooms are closed."""
    norland, meridia, mediator, chief = play.at("withdrawal", NORLAND, MERIDIA, MEDIATOR, "secretary-general")
    norland.goto("acts/leave/")
    norland.send("Leave the mediation")
    for person in (norland, meridia, mediator, chief):
        page = person.goto()
        expect(page.get_by_role("heading", name="Ended by withdrawal")).to_be_visible()
        expect(page.get_by_text("Norland (fictional) left the mediation.")).to_be_visible()
    show(meridia, "withdrawn")
    assert_refused(meridia, "acts/propose-joinder/")
    expect(meridia.goto("rooms/").get_by_label("Words")).to_have_count(0)
    page = chief.goto("acts/certify-termination/")
    page.get_by_label("English").check()
    chief.send("Certify the end")
    meridia.goto().get_by_role("link", name="Certificate of termination", exact=True).click()
    expect(meridia.page.get_by_role("heading", name="Certificate of termination")).to_be_visible()
    for name in ("Norland", "Meridia", "Licence"):
        expect(meridia.page.get_by_role("main")).not_to_contain_text(name)


def test_both_suspend_until_a_date_and_either_side_lets_the_case_go_on(play: Play) -> None:
    """One side's wish changes nothing; both stand still, and periods with them; the clock resumes, or any one side."""
    meridia, norland, mediator = play.at("suspension", *BOTH, MEDIATOR)
    before = due(meridia, STATEMENTS)
    until = now(meridia) + timedelta(days=5)
    given = {"Until this date, if any": wall(until), re.compile("^Or until this event"): "The election. (Fictional.)"}
    wish(meridia, "Wish to suspend", given, looked_at="wish-to-suspend")
    page = norland.goto()
    expect(page.get_by_role("heading", name="Suspended")).to_have_count(0)
    page = norland.goto("rooms/")
    expect(page.get_by_text("The election. (Fictional.)")).to_be_visible()
    wish(norland, "Wish to suspend", {})  # it is filled in with what the other side said
    for person in (meridia, norland, mediator):
        page = person.goto()
        expect(page.get_by_role("heading", name="Suspended")).to_be_visible()
        expect(page.get_by_text(f"will end later by as many days: {STATEMENTS}.")).to_be_visible()
    show(norland, "suspended")
    assert_refused(norland, "acts/lodge-statement/")
    pass_days(norland, 6)
    for person in (meridia, norland, mediator):
        page = person.goto()
        expect(page.get_by_role("heading", name="Suspended")).to_have_count(0)
        assert told_at(page, "The mediation went on, on the day that had been named") == until.replace(second=0)
        assert timedelta(days=5) <= due(person, STATEMENTS) - before <= timedelta(days=10)  # to a business day
    for person in (meridia, norland):
        wish(person, "Wish to suspend", {})
    norland.act("resume", "Let it go on")
    for person in (meridia, norland):
        page = person.goto()
        expect(page.get_by_role("heading", name="Suspended")).to_have_count(0)
        expect(page.get_by_text("Norland (fictional) let the mediation go on")).to_be_visible()


def test_a_deadline_lapses_by_the_clock_and_is_dated_at_the_deadline(play: Play) -> None:
    """Norland lets its time pass: on that instant the statements open, for both, though nobody looked for two days."""
    meridia, norland, mediator = play.at("lapse", *BOTH, MEDIATOR)
    at = due(norland, STATEMENTS)
    page = norland.goto("protocol/")
    expect(page.get_by_text("Sealed until all open at one instant.")).to_be_visible()
    assert "landed weight" not in page.content()
    pass_days(mediator, (at - now(mediator)) / timedelta(days=1) + 2)
    for person in (meridia, norland, mediator):
        assert told_at(person.goto(), "The initial statements were opened, all at one instant.") == at
        expect(person.goto("protocol/").get_by_text("Meridia asks for a formula: landed weight")).to_be_visible()
    assert_refused(norland, "acts/lodge-statement/")


def told_at(page: Page, words: str) -> datetime:
    """When an act was, as the case page says."""
    return parse(page.locator(".act", has_text=words).locator("time").first.get_attribute("datetime") or "")


def pass_days(person: Person, days: float) -> None:
    """Move the clock on its own page."""
    to = now(person) + timedelta(days=days)
    person.page.get_by_label("Another instant").fill(wall(to))
    person.press("Move to this instant")
    expect(person.page.locator(f".lead time[datetime^='{to:%Y-%m-%dT%H:%M}']")).to_be_visible()


def wall(at: datetime) -> str:
    """An instant as a field for the people's own zone takes it."""
    return f"{at.astimezone(ZoneInfo(ZONE)):%Y-%m-%dT%H:%M}"


def wish(person: Person, act: str, given: Mapping["str | re.Pattern[str]", str | bool], *, looked_at: str = "") -> None:
    """Say a wish in the joint room, from its link there. given: label of a field -> what is filled in, or chosen."""
    page = person.goto("rooms/")
    page.get_by_role("link", name=act).click()
    for label, value in given.items():
        field = page.get_by_label(label)
        field.check() if value is True else field.fill(str(value))
    if looked_at:
        show(person, looked_at)
    send_in_room(person, re.compile("^Wish to"))


def send_in_room(person: Person, verb: "str | re.Pattern[str]") -> None:
    """Press the button of a room's act; its page leads back to the room."""
    person.press(verb)
    expect(person.page.get_by_role("heading", name="Rooms")).to_be_visible()


def say(person: Person, words: str, *, room: str = "") -> None:
    """Say something in a room; in the joint room if none is named."""
    page = person.goto(f"rooms/{room}/" if room else "rooms/")
    page.get_by_label("Words").fill(words)
    person.press(re.compile("^Send to"))
    expect(page.get_by_text(words)).to_be_visible()


def on_the_table(person: Person) -> list[str]:
    """The titles of the issues that the joint room shows."""
    return person.goto("rooms/").locator(".issues strong").all_inner_texts()


def assert_nothing(person: Person, path: str = "") -> None:
    """The one page that does not say whether there is such a case."""
    expect(person.goto(path).get_by_role("heading", name="Nothing here for you")).to_be_visible()


def assert_refused(person: Person, path: str) -> None:
    """The page of a refusal."""
    expect(person.goto(path).get_by_text("Nothing has changed in the case.")).to_be_visible()
