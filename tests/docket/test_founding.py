"""The acts of the institution's docket write the register of people, or are refused with its reason."""

from datetime import timedelta

import pytest

from comity import docket, keeper, people
from comity.law.instants import render
from comity.people import queries
from comity.people.actor import Actor, ActorKind
from comity.people.models import Account, Entity, Invitation
from comity.people.tokens import token_digest
from tests.docket.world import Hands

pytestmark = pytest.mark.database


class Institution:
    """The institution with its first Secretary-General."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.general = Actor(docket.found(name="Ada", address="ada@example.org", at=hands.at), ActorKind.PERSON)
        self.home, self.keys = docket.institution(), 0

    def does(self, act: str, *, by: Actor | None = None, body: dict | None = None, **facts: object) -> docket.Receipt:
        self.keys += 1
        payload = docket.Payload(facts=facts, body=body or {})  # type: ignore[arg-type]
        return docket.perform(by or self.general, self.home, act, payload, key=f"k{self.keys}")

    def admits(self, name: str = "Ben", **facts: object) -> str:
        account = keeper.random_id()
        self.does("admit-account", body={"name": name, "address": f"{name}@example.org"}, account=account, **facts)
        return account

    def registers(self, state: str = "KE") -> str:
        entity = keeper.random_id()
        self.does("register-entity", body={"names": {"en": state}, "state": state}, entity=entity, kind="state")
        return entity

    def reason(self, act: str, **said: object) -> str:
        with pytest.raises(docket.Refused) as error:
            self.does(act, **said)  # type: ignore[arg-type]
        assert error.value.rule == "register"
        return error.value.message.english()


@pytest.fixture
def home(db: None, hands: Hands) -> Institution:
    return Institution(hands)


def actor(account: str) -> Actor:
    return Actor(account, ActorKind.PERSON)


def test_a_person_is_admitted_and_invited(home: Institution) -> None:
    account = home.admits(link=token_digest("secret"))
    assert queries.invited("secret", home.hands.at).id == account
    assert queries.names(people.system(), [account]) == {account: "Ben"}


def test_an_address_is_of_one_account(home: Institution) -> None:
    home.admits()
    assert home.reason(
        "admit-account", account=keeper.random_id(), body={"name": "B", "address": "ben@example.org"}
    ) == ("There is an account with this address already.")
    assert Account.objects.count() == 2


def test_a_person_is_admitted_with_a_name(home: Institution) -> None:
    assert home.reason("admit-account", account=keeper.random_id()) == "A person is entered with a name."


def test_another_link_takes_the_place_of_the_first(home: Institution) -> None:
    account = home.admits(link=token_digest("first"))
    home.does("invite-again", account=account, link=token_digest("second"))
    assert queries.invited("second", home.hands.at).id == account
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_a_closed_account_holds_nothing(home: Institution) -> None:
    account = home.admits()
    home.does("appoint-officer", account=account, office="registry", since=render(home.hands.at))
    home.hands.move(days=1)
    home.does("close-account", account=account, body={"reasons": "left"})
    assert queries.holdings(actor(account), home.hands.at).offices == set()


def test_a_mandate_runs_from_when_to_when(home: Institution) -> None:
    account, entity, mandate = home.admits(), home.registers(), keeper.random_id()
    since, until = home.hands.at, home.hands.at + timedelta(days=10)
    home.does(
        "grant-mandate",
        mandate=mandate, account=account, entity=entity, kind="counsel", powers=["speak"],
        since=render(since), until=render(until), docket="d" * 26,
    )  # fmt: skip
    facts = queries.holdings(actor(account), since).mandates
    assert [(fact.entity_id, fact.docket_id, fact.powers) for fact in facts] == [(entity, "d" * 26, ("speak",))]
    assert queries.holdings(actor(account), until).mandates == ()
    home.hands.move(days=1)
    home.does("end-mandate", mandate=mandate, until=render(home.hands.at))
    assert queries.holdings(actor(account), home.hands.at).mandates == ()


def test_a_mandate_for_every_docket_names_none(home: Institution) -> None:
    account, entity = home.admits(), home.registers()
    home.does(
        "grant-mandate",
        mandate=keeper.random_id(), account=account, entity=entity, kind="principal", powers=["speak", "sign"],
        since=render(home.hands.at),
    )  # fmt: skip
    assert [fact.docket_id for fact in queries.holdings(actor(account), home.hands.at).mandates] == [None]


def test_an_office_begins_and_ends(home: Institution) -> None:
    account = home.admits()
    home.does("appoint-officer", account=account, office="registry", since=render(home.hands.at))
    home.does("admit-account", by=actor(account), account=keeper.random_id(), body={"name": "Cy"})
    home.hands.move(days=1)
    home.does("end-office", account=account, office="registry", until=render(home.hands.at))
    with pytest.raises(docket.NotFound):
        home.does("admit-account", by=actor(account), account=keeper.random_id(), body={"name": "Di"})


def test_contradictions_are_refused_under_the_rows_article(home: Institution) -> None:
    home.registers()
    assert home.reason(
        "register-entity", entity=keeper.random_id(), kind="state", body={"names": {"en": "K"}, "state": "KE"}
    ) == ("This State is in the register already.")
    assert (
        home.reason("register-entity", entity=keeper.random_id(), kind="company") == "An entity is entered with a name."
    )
    assert (
        home.reason("end-mandate", mandate="m" * 26, until=render(home.hands.at))
        == "There is no such mandate in force."
    )
    assert home.reason("end-office", account="a" * 26, office="registry", until=render(home.hands.at)) == (
        "This person does not hold the office."
    )
    assert Entity.objects.count() == 1
    assert docket.replay(home.home) == []
