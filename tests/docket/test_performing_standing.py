"""perform(): who may act and who signs; what is not permitted is not there, or is refused with its article."""

import pytest
from django.conf import settings

from comity import docket, keeper
from comity.docket import queries
from comity.docket.models import Log, Outbox, Receipt
from comity.law.edition import packaged
from comity.people.actor import Actor
from tests.docket.world import World

pytestmark = pytest.mark.database


def test_unknown_and_not_permitted_are_one_answer(world: World) -> None:
    world.files()
    attempts = [(world.id, None), ("x" * 26, None), (world.id, "x" * 26)]
    answers = set()
    for stranger in (world.stranger, world.mediator):
        for docket_id, room in attempts:
            with pytest.raises(docket.NotFound) as error:
                docket.perform(stranger, docket_id, "leave", docket.Payload(), key="k", room=room)
            answers.add(str(error.value))
    assert answers == {"not found"}


def test_a_used_key_does_not_tell_that_a_docket_exists(world: World) -> None:
    world.files(key="used")
    world.files(by=world.chad)
    with pytest.raises(docket.NotFound):
        world.does(world.kenya.person, "leave", key="used")


def test_a_room_of_others_does_not_exist(world: World) -> None:
    world.registers()
    for room in (world.room("caucus", world.nepal), world.room("delegation", world.nepal), world.room("mediator")):
        with pytest.raises(docket.NotFound):
            world.does(world.kenya.person, "post", room=room, facts={"item": "i"}, body={"text": "x"})
    other = world.room("joint")
    world.files(key="another")
    with pytest.raises(docket.NotFound):
        world.does(world.kenya.person, "post", room=other, facts={"item": "i"}, body={"text": "x"})


@pytest.mark.parametrize(
    ("act", "rule", "message"),
    [
        ("no-such-act", "table", "This edition has no such act."),
        ("consent", "role", "This act is for others to perform."),
        ("initial", "phase", "This act is not open in the present phase."),
        ("post", "place", "This act does not belong in this room."),
    ],
)
def test_a_refusal_names_its_article_and_reason(world: World, act: str, rule: str, message: str) -> None:
    world.files()
    world.does(world.nepal.person, "consent")
    row = packaged("iomed-provisional-2026", "state-state").acts.get(act)
    with pytest.raises(docket.Refused) as error:
        world.does(world.kenya.person, act)
    assert (error.value.rule, error.value.message.english()) == (rule, message)
    assert error.value.article == ("iomed-provisional-2026" if row is None else row.article)


def test_a_mandate_without_the_power_does_not_bind(world: World) -> None:
    from comity.people import acts as people_acts
    from comity.people.models import Mandate

    mandate = Mandate.objects.get(account=world.nepal.person.id)
    people_acts.end_mandate(mandate.id, at=world.hands.at)
    people_acts.grant_mandate(
        keeper.random_id(),
        account_id=world.nepal.person.id,
        entity_id=world.nepal.entity,
        kind="assistant",
        powers=["speak"],
        since=world.hands.at,
    )
    world.files()
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent")
    assert error.value.message.english() == "Your mandate does not cover this act."


def test_a_refused_act_writes_nothing(world: World) -> None:
    world.files()
    before = Log.objects.get(pk=world.id).size, Receipt.objects.count(), Outbox.objects.count()
    with pytest.raises(docket.Refused):
        world.does(world.kenya.person, "consent", key="again")
    assert (Log.objects.get(pk=world.id).size, Receipt.objects.count(), Outbox.objects.count()) == before
    world.does(world.kenya.person, "leave", key="again")


def test_a_signed_act_is_confirmed_over_the_digest_of_what_was_asked(world: World, monkeypatch) -> None:
    from comity.people import stepup

    confirmed = []
    monkeypatch.setattr(
        stepup, "finish", lambda actor, digest, response: confirmed.append((actor, digest, response)) or "a" * 64
    )
    monkeypatch.setattr(stepup, "assertion", lambda _: {"signature": "s"})
    world.files()
    payload = docket.Payload(assertion={"id": "credential"})
    digest = docket.intent(world.nepal.person, world.id, "consent", payload, key="k")
    docket.perform(world.nepal.person, world.id, "consent", payload, key="k")
    assert confirmed == [(world.nepal.person, digest, {"id": "credential"})]
    act = queries.acts(world.nepal.person, world.id)[-1]
    assert act.act.facts == {"assertion": "a" * 64}
    kept = act.said["confirmation"]
    assert (kept["assertion"], kept["asked"]["act"], kept["asked"]["key"]) == ({"signature": "s"}, "consent", "k")


def test_what_a_signer_confirms_is_one_request(world: World) -> None:
    world.files()
    actor, base = world.nepal.person, docket.Payload()
    digests = [
        docket.intent(actor, world.id, "consent", base, key="k"),
        docket.intent(actor, world.id, "consent", base, key="l"),
        docket.intent(actor, world.id, "leave", base, key="k"),
        docket.intent(actor, world.id, "consent", docket.Payload(facts={"a": 1}), key="k"),
        docket.intent(world.kenya.person, world.id, "consent", base, key="k"),
        docket.intent(actor, world.id, "consent", base, key="k", room="r"),
    ]
    assert len(set(digests)) == 6


def test_without_a_confirmation_nothing_is_signed(world: World) -> None:
    settings.DEMONSTRATION = True
    world.files()
    settings.DEMONSTRATION = False
    with pytest.raises(docket.Refused) as error:
        world.does(world.nepal.person, "consent")
    assert (error.value.rule, error.value.article) == ("step-up", "Art. 24")


def test_who_cannot_be_told_apart_from_the_machine_is_no_machine(world: World) -> None:
    world.files()
    pretender = Actor("clock", world.stranger.kind)
    with pytest.raises(docket.NotFound):
        world.does(pretender, "lapse-invitation")
