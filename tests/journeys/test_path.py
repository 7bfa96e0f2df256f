"""One whole dispute between two States through the web face: from the first question to a settlement in force.

Test mode: every signed act is confirmed by a passkey, none in plain. Seven people, each in a browser of its own; the
clock of the test moves the days. Every page that they pass is clean for axe, in English and again in Chinese.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.cast import Organisation, Person, found, show, show_in_arabic
from tests.journeys.harness import Template, copy, serve

pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.once]  # test_kinds.py goes on PostgreSQL too

PARTIES = ("meridia", "norland")
CLAUSES = (
    *("language", "confidentiality", "place", "standstill", "limitation", "other-proceedings", "interim", "experts"),
    *("public-line", "costs", "who-negotiates", "who-signs", "approval-at-home"),
)
TEXT = """# Object
The parties settle the licence fees for the shared fishing ground.
# Formula
The fee follows landed weight, season and the cost of surveillance.
# Review
The parties review the formula every third year.
"""
SECRET = "Between us: half the rise would do."


@pytest.fixture(scope="module")
def organisation(
    template: Template, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Organisation]:
    """One server with its people, and a clock that the test moves."""
    folder = tmp_path_factory.mktemp("path")
    clock = folder / "clock"
    clock.write_text("0", encoding="ascii")
    ground = copy(template, folder / "ground", f"comity_path_{folder.parent.name[-8:].replace('-', '_')}")
    with serve(ground, extra={"COMITY_TEST_CLOCK": str(clock)}) as server:
        made = found(server, clock, browser)
        yield made
        made.close()


def test_a_dispute_from_the_first_question_to_a_settlement_in_force(organisation: Organisation, tmp_path: Path) -> None:
    _register(organisation)
    _request(organisation)
    _screening(organisation)
    _mediator(organisation)
    _statements(organisation)
    _protocol(organisation)
    _sessions(organisation)
    _proposal(organisation)
    _text(organisation)
    _approvals(organisation)
    _signatures(organisation)
    _proof(organisation, tmp_path)
    _settled(organisation["norland"])


def _register(all_: Organisation) -> None:
    """Officers keep the register by acts: a counsel is admitted, and comes in by the link that the page showed."""
    registry = all_["registry"]
    registry.goto("/desk/")
    page = registry.page
    page.get_by_role("link", name=re.compile("^Keep the register")).click()
    show(registry, "organisation")
    page.get_by_role("link", name=re.compile("^Admit a person")).click()
    page.get_by_label("Name", exact=True).fill("Counsel of Meridia")
    link = page.locator("code").inner_text()
    show(registry, "admit")
    registry.send(re.compile("^Admit"))
    page.get_by_role("link", name=re.compile("^Record a mandate")).click()
    page.get_by_label("Person").select_option(label="Counsel of Meridia")
    page.get_by_label("For", exact=True).select_option(label="Meridia (fictional)")
    page.get_by_label("Counsel", exact=True).check()
    page.get_by_label("Speak").check()
    page.get_by_label("Instrument").fill("Letter of the Foreign Minister. (Fictional.)")
    show(registry, "grant-mandate")
    registry.send(re.compile("^Record a mandate"))
    for act in ("register-entity", "record-declaration", "record-instrument", "record-decision", "list-mediator"):
        page.locator(f"a[href$='/acts/{act}/']").click()
        show(registry, act)
        page.go_back()
    all_.let_in("counsel", link)
    all_["counsel"].goto("/desk/")
    expect(all_["counsel"].page.get_by_text("You may speak for Meridia (fictional).")).to_be_visible()


def _request(all_: Organisation) -> None:
    """The wizard, saved as it goes; signed and filed with a passkey."""
    meridia = all_["meridia"]
    page = meridia.goto("/requests/")
    show(meridia, "request")
    meridia.press("Begin for")
    page.get_by_label("The other State").select_option("XN")
    show(meridia, "request-state")
    meridia.press("Save, and go on")
    meridia.press("Save, and go on")  # nothing is filled in: the page says what is wanted
    expect(page.get_by_role("alert")).to_contain_text("What you typed is kept.")
    show(meridia, "request-subject-wanted")
    page.get_by_label("Title of the case").fill("Licence fees for a shared fishing ground")
    page.get_by_label("Subject, in a few words").fill("fisheries licence fees")
    meridia.press("Save, and go on")
    page.get_by_label("No third State is involved").check()
    show(meridia, "request-third-state")
    meridia.press("Save, and go on")
    page.get_by_label("Not yet: invite it").check()
    show(meridia, "request-consent")
    meridia.press("Save, and go on")
    page.get_by_label("The dispute").fill("Norland raised the fees by half. We ask for a formula that both can check.")
    meridia.press("Save, and go on")
    show(meridia, "request-review")
    meridia.press(re.compile("Sign and file"))
    show(meridia, "request-sign")
    meridia.press("Sign with your passkey")
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    show(meridia, "case-invited")
    for person in all_.people.values():
        person.case = page.url.split("?")[0]


def _screening(all_: Organisation) -> None:
    """Consent of the other State; the gate's findings before and after; registration."""
    norland, registry, chief = all_["norland"], all_["registry"], all_["secretary-general"]
    norland.goto("/desk/")
    show(norland, "desk-invited")
    norland.goto("acts/consent/")
    show(norland, "consent")
    norland.send(re.compile("Consent"), sign=True)
    registry.goto("/desk/")
    show(registry, "registry-desk")
    page = registry.goto("acts/screen/")
    expect(page.get_by_text("Every party consents")).to_be_visible()
    show(registry, "screen")
    page.get_by_label("Reasons").fill("Both States are admitted by decisions of the Council. (Fictional.)")
    registry.send(re.compile("Screen"))
    page = registry.goto("acts/screen/")
    expect(page.get_by_text("Every party consents")).to_be_visible()
    page = chief.goto("acts/refuse-registration/")
    show(chief, "refuse-registration")
    page = chief.goto("acts/register/")
    expect(page.get_by_text("Every party consents")).to_be_visible()
    show(chief, "register")
    chief.send(re.compile("Register"))


def _mediator(all_: Organisation) -> None:
    """Both name the same person in the joint room; the declaration seats the mediator."""
    for role in PARTIES:
        party = all_[role]
        joint = party.room("joint")
        page = party.goto(f"rooms/{joint}/acts/name-mediator/")
        page.get_by_label("Mediator of waters").check()
        if role == "meridia":
            show(party, "name-mediator")
        party.press(re.compile("Name"))
        expect(page.get_by_role("heading", name="Rooms")).to_be_visible()
    mediator = all_["mediator"]
    mediator.goto("/desk/")
    show(mediator, "desk-nominee")
    page = mediator.goto("acts/declare/")
    page.get_by_label("Disclosures").fill("I once taught in Norland. (Fictional.)")
    show(mediator, "declare")
    mediator.press(re.compile("declare"))
    show(mediator, "declare-sign")
    mediator.press("Sign with your passkey")
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()


def _statements(all_: Organisation) -> None:
    """Lodged under seal; opened together by the clock, and not before."""
    for role, words in (("meridia", "We ask for a formula."), ("norland", "We need the cost of surveillance covered.")):
        page = all_[role].goto("acts/lodge-statement/")
        page.get_by_label("Statement").fill(words)
        if role == "meridia":
            show(all_[role], "statement")
        all_[role].send(re.compile("Lodge"))
    norland, mediator = all_["norland"], all_["mediator"]
    page = norland.goto("protocol/")
    expect(page.get_by_text("Sealed until all open at one instant.")).to_be_visible()
    assert "We ask for a formula." not in page.content()
    show(norland, "statements-sealed")
    all_.pass_days(16)
    for person in (norland, mediator):
        _until(person, "protocol/", "We ask for a formula.")


def _until(person: Person, path: str, words: str) -> None:
    """Look again until the clock's thread has done what is due."""
    for _look in range(40):
        if words in person.goto(path).content():
            return
        person.page.wait_for_timeout(500)
    raise AssertionError(f"{words!r} does not come up on {person.page.url}")


def _protocol(all_: Organisation) -> None:
    """Thirteen clauses, drafted by the mediator and agreed by both, one by one."""
    mediator = all_["mediator"]
    for clause in CLAUSES:
        page = mediator.goto(f"acts/draft-clause/?clause={clause}")
        page.get_by_label("Text").fill(f"The parties agree on this: {clause}.")
        if clause == "standstill":
            page.get_by_label(re.compile("Ends on")).fill("2031-01-31T18:00")
        if clause == "approval-at-home":
            for name in ("Meridia", "Norland"):
                page.get_by_label(re.compile(name)).check()
            show(mediator, "draft-clause")
        mediator.send(re.compile("Draft"))
    show(mediator, "protocol-drafted")
    _without_javascript(all_["norland"])
    for role in PARTIES:
        page = all_[role].goto("protocol/")
        if role == "meridia":
            show(all_[role], "protocol-agree")
        for _clause in CLAUSES[1:] if role == "norland" else CLAUSES:
            page.get_by_role("button", name=re.compile("^Agree to")).first.click()
            expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Agree to"))).to_have_count(0)
    show(all_["norland"], "protocol-agreed")


def _without_javascript(person: Person) -> None:
    """Forms are forms: a clause is agreed to and a room is spoken in without a script."""
    joint = person.room("joint")
    with person.without_javascript() as page:
        page.goto(person.case + "protocol/")
        page.get_by_role("button", name=re.compile("^Agree to")).first.click()
        expect(page.get_by_text("Done.", exact=True)).to_be_visible()
        page.goto(f"{person.case}rooms/{joint}/")
        page.get_by_label("Words").fill("Said without a script.")
        page.get_by_role("button", name=re.compile("^Send to")).click()
        expect(page.get_by_text("Said without a script.")).to_be_visible()


def _sessions(all_: Organisation) -> None:
    """A session in the calendar; words in the caucus stay there until their owner releases them."""
    mediator, meridia, norland = all_["mediator"], all_["meridia"], all_["norland"]
    page = mediator.goto("acts/set-session/")
    page.get_by_label("Begins").fill("2031-02-03T09:00")
    page.get_by_label("Ends").fill("2031-02-03T12:00")
    page.get_by_label("Place").fill("Hong Kong")
    show(mediator, "set-session")
    mediator.send(re.compile("Set"))
    calendar = meridia.page.request.get(meridia.case + "sessions.ics").text()
    assert ("BEGIN:VEVENT" in calendar, "20310203T140000Z" in calendar) == (True, True)  # 09:00 in Panama City
    caucus = meridia.room("caucus")
    page = meridia.goto(f"rooms/{caucus}/")
    page.get_by_label("Words").fill(SECRET)
    show(meridia, "caucus")
    meridia.press(re.compile("^Send to"))
    expect(page.get_by_text(SECRET)).to_be_visible()
    show(meridia, "caucus-said")
    assert SECRET not in norland.goto(f"rooms/{norland.room('joint')}/").content()
    page.get_by_role("link", name=re.compile("^Release")).click()
    show(meridia, "release")
    meridia.press(re.compile("^Release"))
    expect(page.get_by_role("heading", name="Rooms")).to_be_visible()
    assert SECRET in norland.goto(f"rooms/{norland.room('joint')}/").content()
    show(norland, "joint-released")


def _proposal(all_: Organisation) -> None:
    """An issue, a package, answers under seal; only the outcome is told."""
    mediator = all_["mediator"]
    joint = mediator.room("joint")
    page = mediator.goto(f"rooms/{joint}/acts/table-issue/")
    page.get_by_label("Issue").fill("Fee for a vessel of middle size")
    page.get_by_label("Options").fill("As before\nHalf the rise\nThe whole rise")
    show(mediator, "table-issue")
    mediator.press(re.compile("Table"))
    page = mediator.goto(f"rooms/{joint}/acts/propose/")
    package = page.get_by_label("Package")
    package.fill(package.input_value() + "Half the rise")
    show(mediator, "propose")
    mediator.press(re.compile("Propose"))
    for role in PARTIES:
        party = all_[role]
        page = party.goto(f"rooms/{joint}/")
        if role == "meridia":
            show(party, "proposal")
        page.get_by_role("link", name=re.compile("^Answer under seal")).click()
        page.get_by_label("Accepted, if all accept").check()
        if role == "meridia":
            show(party, "answer")
        party.press("Seal my answer")
        expect(page.get_by_role("heading", name="Your sealed answers")).to_be_visible()
    show(all_["norland"], "delegation")
    all_.pass_days(3)
    for role in PARTIES:
        _until(all_[role], f"rooms/{joint}/", "All accepted.")
    show(all_["norland"], "outcome")


def _text(all_: Organisation) -> None:
    """The settlement text, and initials ad referendum."""
    mediator = all_["mediator"]
    page = mediator.goto("acts/table-text/")
    page.get_by_label("Settlement text").fill(TEXT)
    page.get_by_label("On signature").check()
    show(mediator, "table-text")
    mediator.send(re.compile("Table"))
    for role in PARTIES:
        all_[role].goto("acts/initial/")
        if role == "meridia":
            show(all_[role], "initial")
        all_[role].send(re.compile("Initial"), sign=True)
    show(all_["norland"], "settlement-initialled")


def _approvals(all_: Organisation) -> None:
    """One approves, one on a condition that touches a clause; that clause is put again, and needs all again."""
    first, second, mediator = all_["meridia-notifier"], all_["norland-notifier"], all_["mediator"]
    _approve(first, "organ")
    page = second.goto("acts/approve-on-condition/")
    page.get_by_label(re.compile("Review")).check()
    page.get_by_label("Condition", exact=True).fill("Parliament wants a review every second year.")
    show(second, "condition")
    second.send(re.compile("Approve on a condition"), sign=True)
    show(second, "settlement-reopened")
    page = mediator.goto("acts/table-text/")
    expect(page.get_by_label("On signature")).to_be_checked()
    shown = page.get_by_label("Settlement text")
    shown.fill(shown.input_value().replace("every third year", "every second year"))
    show(mediator, "table-text-again")
    mediator.send(re.compile("Table"))
    for role in PARTIES:
        all_[role].act("initial", re.compile("Initial"), sign=True)
    _approve(first, "not-required")
    _approve(second, "organ")


def _approve(person: Person, basis: str) -> None:
    page = person.goto("acts/approve/")
    page.locator(f"input[value={basis}]").check()
    page.get_by_label("Instrument").fill("Act of Parliament. (Fictional.)")
    show(person, "approve")
    person.send(re.compile("Give approval"), sign=True)


def _signatures(all_: Organisation) -> None:
    """Both sign; in force as the text says; mediator and institution attest."""
    for role in PARTIES:
        all_[role].goto("acts/sign/")
        if role == "meridia":
            show(all_[role], "sign")
        all_[role].send(re.compile("Sign"), sign=True)
    for role in ("mediator", "secretary-general"):
        all_[role].act("attest", re.compile("Attest"), sign=True)
    page = all_["meridia"].goto("settlement/")
    expect(page.get_by_text("In force since")).to_be_visible()
    show(all_["meridia"], "settlement-in-force")
    page = all_["meridia"].goto()
    show(all_["meridia"], "case-settled")


def _proof(organisation: Organisation, folder: Path) -> None:
    """The bundle, checked on this machine with the organisation's key, which came another way."""
    meridia = organisation["meridia"]
    meridia.goto("record/")
    show(meridia, "record")
    meridia.goto("record/3/")
    show(meridia, "record-entry")
    bundle, key = folder / "case.zip", folder / "key"
    bundle.write_bytes(meridia.page.request.get(meridia.case + "bundle/").body())
    key.write_text(organisation.server.comity("keeper", "public-key"), encoding="ascii")
    report = organisation.server.comity("verify", "--key", str(key), "--format", "json", str(bundle))
    assert json.loads(report)["status"] == "verified"


def _settled(person: Person) -> None:
    """The finished case, page by page; and from right to left."""
    joint = person.room("joint")
    for name, path in {
        "case": "",
        "protocol": "protocol/",
        "settlement": "settlement/",
        "joint": f"rooms/{joint}/",
        "desk": "/desk/",
        "cases": "/cases/",
        "refusal": "acts/sign/",
        "preferences": "/preferences/",
    }.items():
        person.goto(path)
        show(person, f"settled-{name}")
    for path in ("", "protocol/", "settlement/", "rooms/"):
        show_in_arabic(person, path)
