"""The two other kinds of dispute through the web face, each from the first question to a signed settlement.

- A State and a national of another State under `icsid-2022`, a company and a company under `uncitral-2021`. What does
  not differ from the path between States (test_path.py) is performed beside the server; what differs goes by its pages.
- Demonstration mode: roles come in by one click and confirm in plain. The charterer is no role: it comes by the link of
  its invitation, and signs with a passkey of its own.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.cast import Person, show
from tests.journeys.harness import Template, authenticator, copy, dumps, serve
from tests.journeys.roles import Roles, due, now, pass_next_deadline

pytestmark = [pytest.mark.journey, pytest.mark.database]

FOUND = """
import json
from datetime import UTC, datetime
from comity.faces.cli.story import organisation
print(json.dumps(organisation.found(datetime(2026, 3, 2, 8, tzinfo=UTC)).accounts))
"""
AGREE = """
import json
from tests.journeys.beside import agree_protocol
agree_protocol(**json.loads({how}))
"""
OWNER, BANK, STATE, APPROVER = "owner-agent", "bank-agent", "xm-agent", "xm-approver"
REGISTRY, CHIEF = "registry", "secretary-general"
MEDIATORS = ("mediator-debt", "mediator-trade")
CHARTERER, ADDRESS = "charterer", "office@charterers.example"
NEW_YORK = ZoneInfo("America/New_York")
RANGE = "USD 25,000 – 50,000"
CHARTERERS = "Meridian Charterers (fictional)"


@pytest.fixture(scope="module")
def roles(template: Template, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Roles]:
    """The demonstration's organisation without a case, and its roles."""
    ground = copy(template, tmp_path_factory.mktemp("kinds") / "ground", "comity_kinds")
    accounts = json.loads(ground.django(FOUND, mode="demonstration"))
    with serve(ground, mode="demonstration") as server:
        made = Roles(server, browser, accounts)
        yield made
        made.close()


@pytest.mark.once
def test_a_national_of_a_state_and_another_state(roles: Roles) -> None:
    case = _bank_asks(roles)
    _state_consents(roles, case)
    _bank_is_let_in(roles, case)
    _two_mediators(roles, case)
    _statements_by_the_clock(roles, case)
    _agree(roles, case, mediator=MEDIATORS[0], sides=[BANK, STATE], approving=[STATE])
    _caucus(roles, case, MEDIATORS[0], BANK, "R. 17(4)", "not passed on without that party's authorisation")
    _text(roles, case, MEDIATORS[0], [BANK, STATE])
    [approver] = roles.at(case, APPROVER)
    page = approver.goto("acts/approve/")
    page.locator("input[value=organ]").check()
    page.get_by_label("Instrument").fill("Act of Parliament. (Fictional.)")
    approver.send(re.compile("Give approval"), sign=True)
    _sign(roles, case, [BANK, STATE], MEDIATORS[0])
    [registry] = roles.at(case, REGISTRY)
    _certificate(registry, "certify-mediation", "Certify", "Certificate of mediation", ("Meridia", "Policy", "Port"))


def _bank_asks(roles: Roles) -> str:
    """The national's agent goes through the wizard: what follows, what may be refused, advice and costs beside it."""
    bank = roles[BANK]
    page = bank.goto("/requests/")
    page.get_by_label("Which kind of dispute, under which rules").select_option("state-national:icsid-2022")
    bank.press("Begin for")
    _meaning(bank, "within 60 days", RANGE)
    page.get_by_label(re.compile("^Nationality")).select_option("XN")
    page.get_by_label("Yes").check()
    show(bank, "national-own")
    bank.press("Save, and go on")
    page.get_by_role("radio", name="State", exact=True).check()
    page.get_by_role("combobox", name="State").select_option("XM")
    show(bank, "national-other")
    bank.press("Save, and go on")
    page.get_by_label("Title of the case").fill("Port loan and revenue escrow")
    page.get_by_label("Subject, in a few words").fill("sovereign loan, investment")
    bank.press("Save, and go on")
    page.get_by_label("Not yet: invite it").check()
    bank.press("Save, and go on")
    page.get_by_label("The dispute").fill("Port revenue is half of the forecast. We ask for a new schedule.")
    bank.press("Save, and go on")
    expect(page.get_by_text("The private party is a national of another State")).to_be_visible()
    show(bank, "national-review")
    return _file(bank)


def _state_consents(roles: Roles, case: str) -> None:
    """The State finds the offer on its desk, reads what it may cost, and until when; silence would be no consent."""
    [state] = roles.at(case, STATE)
    page = state.goto("/desk/")
    page.get_by_role("link", name="Port loan and revenue escrow").first.click()
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()
    assert due(state, "Acceptance or rejection of the offer") == datetime(2026, 5, 1, 23, 59, 59, tzinfo=NEW_YORK)
    state.goto("acts/consent/")
    _meaning(state, "within 60 days", RANGE)
    asked = page.locator("form.sheet")  # before the button, on a phone too
    expect(asked).to_contain_text(RANGE)
    expect(asked).to_contain_text("icsid.worldbank.org, acceptance of appointment, 2022")
    show(state, "national-consent")
    state.send(re.compile("Accept the offer|Consent"), sign=True)


def _bank_is_let_in(roles: Roles, case: str) -> None:
    """A bank that a State owns passes the gate of nationality by a named officer's decision alone."""
    registry, chief = roles.at(case, REGISTRY, CHIEF)
    page = registry.goto("acts/screen/")
    page.get_by_label("Reasons").fill("It lends on commercial terms, and no organ of Norland directs it. (Fictional.)")
    passed = page.get_by_role("group", name="Findings that you decide to pass")
    passed.get_by_label("The private party is a national of another State").check()
    show(registry, "national-screen")
    registry.send(re.compile("Screen|Review"))
    chief.act("register", re.compile("Register"))


def _two_mediators(roles: Roles, case: str) -> None:
    """These rules know one mediator or two: both ask for two, and name them one after the other."""
    bank, state = roles.at(case, BANK, STATE)
    for title, on in (("number of mediators", (4, 1)), ("Choice of the mediator", (5, 1)), ("step towards", (6, 30))):
        assert due(bank, re.compile(title)) == datetime(2026, *on, 23, 59, 59, tzinfo=NEW_YORK), title
    joint = bank.room("joint")
    for party in (bank, state):
        page = party.goto(f"rooms/{joint}/acts/state-number/")
        page.get_by_label("Two co-mediators").check()
        _send_in_room(party, "Say")
    for role, name in zip(MEDIATORS, ("Mediator, sovereign debt", "Mediator, trade and transit"), strict=True):
        for party in (bank, state):
            page = party.goto(f"rooms/{joint}/acts/name-mediator/")
            page.get_by_label(name).check()
            _send_in_room(party, "Name")
        [mediator] = roles.at(case, role)
        accepted = due(mediator, re.compile("Acceptance of the appointment"))
        assert accepted == datetime(2026, 3, 23, 23, 59, 59, tzinfo=NEW_YORK)  # the twentieth day is a Sunday
        mediator.act("declare", re.compile("declare|Accept"), sign=True)
    for name in ("Mediator, sovereign debt", "Mediator, trade and transit"):
        expect(state.goto().locator(".people", has_text=name)).to_be_visible()


def _statements_by_the_clock(roles: Roles, case: str) -> None:
    """Filed under seal; fifteen days after the mediator had the file all open at one instant."""
    bank, state = roles.at(case, BANK, STATE)
    for party in (bank, state):
        _statement(party)
    at = due(state, "Initial written statements")
    assert at == datetime(2026, 3, 17, 23, 59, 59, tzinfo=NEW_YORK)
    pass_next_deadline(bank)
    expect(bank.goto("protocol/").get_by_text(f"Words of {STATE}.")).to_be_visible()


def test_a_company_and_a_company(roles: Roles) -> None:
    case = _owner_asks(roles)
    _charterer_answers(roles, case)
    _advice(roles, case)
    _mediator(roles, case)
    _agree(roles, case, mediator=MEDIATORS[0], sides=[OWNER], approving=[])
    presumed = "passed on to the other parties, unless the party that gave it says that it is confidential"
    _caucus(roles, case, MEDIATORS[0], CHARTERER, "Art. 5", presumed)
    _text(roles, case, MEDIATORS[0], [OWNER, CHARTERER])
    _sign(roles, case, [OWNER, CHARTERER], MEDIATORS[0])
    expect(roles[CHARTERER].page.get_by_role("main")).not_to_contain_text("ad referendum")  # no organ at home is asked
    [chief] = roles.at(case, CHIEF)
    _certificate(chief, "certify-termination", "Certify", "Certificate of termination", ("Halden", "Charter", "voyage"))


def _owner_asks(roles: Roles) -> str:
    """A company of the register invites one that is of none, at an address."""
    owner = roles[OWNER]
    page = owner.goto("/requests/")
    page.get_by_label("Which kind of dispute, under which rules").select_option("commercial:uncitral-2021")
    owner.press("Begin for")
    _meaning(owner, "within 30 days", "Not published.")
    page.get_by_label(re.compile("^Nationality")).select_option("XM")
    owner.press("Save, and go on")
    page.get_by_role("radio", name="Company", exact=True).check()
    page.get_by_label(re.compile("^Name")).fill(CHARTERERS)
    page.get_by_label(re.compile("^Nationality")).select_option("XN")
    page.get_by_label(re.compile("^Address for its invitation")).fill(ADDRESS)
    owner.press("Save, and go on")
    page.get_by_label("Title of the case").fill("Demurrage under a voyage charter")
    page.get_by_label("Subject, in a few words").fill("charter party")
    owner.press("Save, and go on")
    page.get_by_label("Not yet: invite it").check()
    owner.press("Save, and go on")
    page.get_by_label("The dispute").fill("Loading took nine days more than the charter allows.")
    owner.press("Save, and go on")
    return _file(owner)


def _charterer_answers(roles: Roles, case: str) -> None:
    """The link is read without an account; answering makes one, and only the signature consents."""
    link = roles.mailed(ADDRESS)
    charterer = roles.stranger(CHARTERER)
    charterer.confirm, charterer.case = "Sign with your passkey", case
    authenticator(charterer.page)
    page = charterer.goto(link)
    told = page.locator(".sheet").first
    for words in ("Nairobi", "Loading took nine days more", "It binds you to no result", "Not published."):
        expect(told).to_contain_text(words)
    _meaning(charterer, "within 30 days", "Not published.")
    show(charterer, "company-invited")
    page.get_by_label("Your name").fill("Director of Meridian Charterers")
    page.get_by_label("In which capacity you may bind the invited party").fill("Director")
    charterer.press(re.compile("^Go on to consent"))
    charterer.press("Create a passkey")
    expect(page.get_by_role("heading", name="Ways into your account")).to_be_visible()
    page = charterer.goto("/desk/")
    page.get_by_role("link", name="Demurrage under a voyage charter").first.click()
    expect(page.get_by_role("heading", name="What you can do now")).to_be_visible()
    [owner, registry, chief] = roles.at(case, OWNER, REGISTRY, CHIEF)
    expect(owner.goto().locator(".people", has_text=CHARTERERS)).to_contain_text("invited")
    expect(owner.page.get_by_role("link", name="Contest the subjects")).to_be_hidden()  # of its own request: folded
    charterer.goto("acts/consent/")
    _meaning(charterer, "within 30 days", "Not published.")
    show(charterer, "company-consent")
    charterer.send(re.compile("Accept the invitation|Consent"), sign=True)
    expect(roles.stranger("passer-by").goto(link).get_by_role("heading", name="Nothing here for you")).to_be_visible()
    registry.goto("acts/screen/").get_by_label("Reasons").fill("Two countries, and a commercial matter. (Fictional.)")
    registry.send(re.compile("Screen"))
    chief.act("register", re.compile("Register"))


def _advice(roles: Roles, case: str) -> None:
    """A side without counsel stands still once, without a reason; then the case goes on by itself."""
    charterer, owner = roles.at(case, CHARTERER, OWNER)
    charterer.goto("acts/adjourn-for-advice/")
    show(charterer, "adjourn-for-advice")
    charterer.send(re.compile("Adjourn"))
    page = owner.goto()
    expect(page.get_by_text(f"{CHARTERERS} adjourned the mediation to take advice")).to_be_visible()
    show(owner, "adjourned")
    rule = page.locator("#deadlines .zones dt").last.inner_text()
    expect(page.get_by_text("In the zone of the case that is")).to_contain_text(rule)
    began = now(owner)
    at = due(owner, "Adjournment for advice")
    assert timedelta(days=14) <= at - began < timedelta(days=15)
    pass_next_deadline(owner)
    page = charterer.goto("acts/adjourn-for-advice/")
    expect(page.get_by_text("Nothing has changed in the case.")).to_be_visible()


def _mediator(roles: Roles, case: str) -> None:
    """One mediator; no number of days runs for the choice. The mediator opens the statements itself."""
    owner, charterer, mediator = roles.at(case, OWNER, CHARTERER, MEDIATORS[0])
    for party in (owner, charterer):
        page = party.goto(f"rooms/{party.room('joint')}/acts/name-mediator/")
        page.get_by_label("Mediator, sovereign debt").check()
        _send_in_room(party, "Name")
    mediator.act("declare", re.compile("declare|Accept"), sign=True)
    for party in (owner, charterer):
        _statement(party)
    assert f"Words of {OWNER}." not in charterer.goto("protocol/").content()
    mediator.goto("acts/open-statements/")
    mediator.send(re.compile("Open"))
    expect(charterer.goto("protocol/").get_by_text(f"Words of {OWNER}.")).to_be_visible()


def _file(person: Person) -> str:
    """Sign and file; the address of the case."""
    person.press(re.compile("^Sign and file …"))
    person.press(re.compile("^Sign and file$"))
    expect(person.page.get_by_text("Done.", exact=True)).to_be_visible()
    return person.page.url.split("?")[0]


def _meaning(person: Person, answer: str, cost: str) -> None:
    """What follows, what one may refuse, where advice can be had, what it may cost."""
    for words in (answer, "You may leave at any time", "Independent legal advice can be had", cost):
        expect(person.page.get_by_text(words).first).to_be_visible()


def _send_in_room(person: Person, verb: str) -> None:
    """Press the button of a room's act; its page leads back to the room."""
    person.press(re.compile(f"^{verb}"))
    expect(person.page.get_by_role("heading", name="Rooms")).to_be_visible()


def _statement(person: Person) -> None:
    page = person.goto("acts/lodge-statement/")
    page.get_by_label("Statement").fill(f"Words of {person.role}.")
    person.send(re.compile("Lodge|File"))


def _agree(roles: Roles, case: str, *, mediator: str, sides: list[str], approving: list[str]) -> None:
    """The protocol, beside the server; the case's id is the last part of its address."""
    how = {
        "case": case.strip("/").rsplit("/", 1)[-1],
        "mediator": roles.accounts[mediator],
        "sides": [roles.accounts[role] for role in sides],
        "approving": [roles.accounts[role] for role in approving],
    }
    roles.server.django(AGREE.format(how=dumps(how)))


def _caucus(roles: Roles, case: str, mediator: str, party: str, article: str, presumed: str) -> None:
    """What is presumed of words in a caucus stands in the room before anything is said there, with its article."""
    speaker, reader = roles.at(case, party, mediator)
    caucus = speaker.room("caucus")
    for person in (speaker, reader):
        composer = person.goto(f"rooms/{caucus}/").locator(".composer .who")
        expect(composer).to_contain_text(f"What a party tells the mediator alone: {presumed}.")
        expect(composer).to_contain_text(article)
    page = speaker.page
    page.get_by_label("Words").fill("Half would do.")
    speaker.press(re.compile("^Send to"))
    expect(page.get_by_text("Half would do.")).to_be_visible()
    show(speaker, f"caucus-{party}")


def _text(roles: Roles, case: str, mediator: str, parties: list[str]) -> None:
    """The mediator's text, initialled by both."""
    [person] = roles.at(case, mediator)
    page = person.goto("acts/table-text/")
    page.get_by_label("Settlement text").fill(
        "# Object\nThe parties settle their dispute.\n# Payment\nHalf, in a month."
    )
    page.get_by_label("On signature").check()
    person.send(re.compile("Table"))
    for party in roles.at(case, *parties):
        party.act("initial", re.compile("Initial"), sign=True)


def _sign(roles: Roles, case: str, parties: list[str], mediator: str) -> None:
    """Both sign, and it is in force; the mediator attests."""
    for party in roles.at(case, *parties):
        party.act("sign", re.compile("Sign"), sign=True)
    [person] = roles.at(case, mediator)
    person.act("attest", re.compile("Attest"), sign=True)
    [last] = roles.at(case, parties[1])
    expect(last.goto("settlement/").get_by_text("In force since")).to_be_visible()


def _certificate(person: Person, act: str, verb: str, title: str, secret: tuple[str, ...]) -> None:
    """A certificate names the rules and the dates, and nobody."""
    page = person.goto(f"acts/{act}/")
    page.get_by_label("English").check()
    person.send(re.compile(verb))
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    for word in secret:
        expect(page.get_by_role("main")).not_to_contain_text(word)
    show(person, act)
