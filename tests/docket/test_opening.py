"""The first act of a docket, and the institution's own."""

from dataclasses import replace
from hashlib import sha256

import pytest
from pytest_django.fixtures import Settings

from comity import docket, keeper, people
from comity.docket import opening, queries
from comity.docket.models import Docket, Numbering
from comity.law import zones
from comity.law.edition import packaged
from comity.people.models import Account
from comity.proof import canonical
from tests.docket.world import CATEGORY, EDITION, World

pytestmark = pytest.mark.database


def opens(world: World, **said: object) -> str:
    wanted = {"edition": EDITION, "category": CATEGORY, "act": "file-request", "payload": world.request(), "key": "k"}
    return docket.open(world.kenya.person, **{**wanted, **said})[0]  # type: ignore[arg-type]


def test_the_law_is_a_fact_of_the_first_act(world: World) -> None:
    world.files()
    facts = queries.acts(world.kenya.person, world.id)[0].act.facts
    law = packaged(EDITION, CATEGORY)
    digest = sha256(canonical.dumps(law.digest_source())).hexdigest()
    assert (facts["edition"], facts["category"], facts["tzdata"]) == (digest, CATEGORY, zones.version())
    assert Docket.objects.get(pk=world.id).edition_digest == digest


def test_nobody_tells_the_kernel_which_law(world: World) -> None:
    request = world.request()
    forged = replace(request, facts={**request.facts, "edition": "0" * 64, "category": "commercial"})
    world.id = opens(world, payload=forged)
    facts = queries.acts(world.kenya.person, world.id)[0].act.facts
    assert (facts["edition"] != "0" * 64, facts["category"]) == (True, CATEGORY)


def test_numbers_count_within_the_year(world: World) -> None:
    world.files()
    world.files(key="second")
    assert [item.number for item in queries.cases(world.registry, order="number").items] == ["2026-0001", "2026-0002"]
    world.hands.move(days=365)
    world.files(key="third")
    assert (Docket.objects.get(pk=world.id).number, str(Numbering.objects.get(year=2027))) == ("2027-0001", "2027-0001")


def test_a_refused_opening_takes_no_number(world: World) -> None:
    with pytest.raises(docket.Refused):
        opens(world, payload=replace(world.request(), facts={}))
    world.files()
    assert Docket.objects.get(pk=world.id).number == "2026-0001"


def test_the_zone_is_the_cases_own_or_the_organisations(world: World, settings: Settings) -> None:
    assert Docket.objects.get(pk=opens(world)).zone == "Africa/Nairobi"
    request = world.request()
    facts = {name: value for name, value in request.facts.items() if name != "zone"}
    assert (
        Docket.objects.get(pk=opens(world, payload=replace(request, facts=facts), key="l")).zone
        == settings.ORGANISATION_ZONE
    )


@pytest.mark.parametrize("wrong", [{"edition": "none"}, {"category": "none"}, {"category": "institution"}])
def test_an_edition_or_category_that_is_none_is_not_found(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(docket.NotFound):
        opens(world, **wrong)


@pytest.mark.parametrize("act", ["consent", "no-such-act"])
def test_only_a_first_act_opens(world: World, act: str) -> None:
    with pytest.raises(docket.Refused):
        opens(world, act=act)


def test_who_files_needs_a_mandate_for_the_entity_that_files(world: World) -> None:
    with pytest.raises(docket.Refused) as error:
        docket.open(
            world.stranger, edition=EDITION, category=CATEGORY, act="file-request", payload=world.request(), key="k"
        )
    assert error.value.rule == "role"


def test_every_party_is_an_entity_of_the_register(world: World) -> None:
    request = world.request()
    for entities in (
        {world.kenya.party: world.kenya.entity},
        {world.kenya.party: world.kenya.entity, world.nepal.party: "x" * 26},
    ):
        with pytest.raises(docket.Refused) as error:
            opens(world, payload=replace(request, entities=entities))
        assert error.value.message.english() == "A party that is named is not in the register of entities."


def test_production_opens_no_category_whose_rules_are_not_complete(world: World, settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mode="production")
    with pytest.raises(docket.Refused) as error:
        opens(world)
    assert error.value.rule == "unset"
    for value in packaged(EDITION, CATEGORY).unset():
        assert value.title in error.value.message.english()


def test_the_institution_has_one_docket(db: None) -> None:
    first = docket.institution()
    assert docket.institution() == first
    assert Docket.objects.get(pk=first).category == "institution"
    assert docket.replay(first) == []


def test_the_first_officer_is_found_once(db: None) -> None:
    account = docket.found(name="Ada", address="ada@example.org")
    assert people.queries.holdings(people.Actor(account, people.actor.ActorKind.PERSON), docket.now()).offices == {
        "secretary-general"
    }
    with pytest.raises(docket.Refused) as error:
        docket.found(name="Eve", address="eve@example.org")
    assert (error.value.rule, Account.objects.count()) == ("founded", 1)


def test_opening_the_institution_again_is_the_same_receipt(db: None) -> None:
    first = opening._opened(
        people.system(), opening.INSTITUTION_EDITION, "institution", "found", docket.Payload(), "found"
    )
    again = opening._opened(
        people.system(), opening.INSTITUTION_EDITION, "institution", "found", docket.Payload(), "found"
    )
    assert first == again


def test_entities_of_two_parties_may_be_one(world: World) -> None:
    """Two organs of one State may be two parties; each is named."""
    third = keeper.random_id()
    request = world.request()
    facts = dict(request.facts)
    facts["sides"] = {**facts["sides"], third: "responding"}  # type: ignore[dict-item]
    facts["consents"] = {**facts["consents"], third: "wanted"}  # type: ignore[dict-item]
    entities = {**request.entities, third: world.nepal.entity}
    world.id = opens(world, payload=replace(request, facts=facts, entities=entities))
    assert queries.case(world.nepal.person, world.id).standing.parties.keys() == {world.nepal.party, third}
    with pytest.raises(docket.Refused):
        world.does(world.nepal.person, "consent", party="x" * 26)
    world.does(world.nepal.person, "consent", party=third)
    assert queries.case(world.nepal.person, world.id).state.parties[third]["status"] == "in"
    assert docket.replay(world.id) == []
