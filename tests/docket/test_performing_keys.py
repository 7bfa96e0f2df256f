"""perform(): one key for one request, and a retry gets what the first got."""

import pytest

from comity import docket
from comity.docket.models import Act, Docket, Receipt
from tests.docket.world import World

pytestmark = pytest.mark.database


def test_a_retry_gets_the_same_bytes_even_after_the_phase_moved_on(world: World) -> None:
    first = world.files()
    world.does(world.nepal.person, "consent", key="yes")
    second = world.receipts[-1]
    world.does(
        world.registry, "screen", facts={"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    )
    world.hands.move(days=1)
    assert world.does(world.nepal.person, "consent", key="yes").json == second.json
    assert world.files().json == first.json
    assert Act.objects.filter(docket=world.id).count() == 3


def test_a_retry_of_the_opening_is_the_same_docket(world: World) -> None:
    world.files()
    first = world.id
    world.files()
    assert (world.id, Docket.objects.filter(category="state-state").count()) == (first, 1)


def test_who_lost_its_standing_by_its_act_still_gets_its_receipt(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    declined = world.does(world.mediator, "decline-nomination", key="no")
    assert world.does(world.mediator, "decline-nomination", key="no").json == declined.json
    with pytest.raises(docket.NotFound):
        world.does(world.mediator, "decline-nomination")


def test_a_key_is_for_one_request_only(world: World) -> None:
    world.files()
    world.does(world.nepal.person, "consent", key="yes")
    for change in ({"act": "leave"}, {"party": world.nepal.party}, {"body": {"text": "x"}}, {"facts": {"a": 1}}):
        act = str(change.pop("act", "consent"))
        with pytest.raises(docket.KeyReused):
            world.does(world.nepal.person, act, key="yes", **change)
    with pytest.raises(docket.KeyReused):
        docket.open(
            world.kenya.person,
            edition="iomed-provisional-2026",
            category="state-state",
            act="file-request",
            payload=world.request("given"),
            key="file",
        )
    assert Act.objects.filter(docket=world.id).count() == 2


def test_a_key_of_another_is_another_key(world: World) -> None:
    world.files(key="same")
    world.does(world.nepal.person, "consent", key="same")
    assert Receipt.objects.filter(key="same").count() == 2


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_has_a_length(world: World, key: str) -> None:
    with pytest.raises(ValueError, match="1 to 64"):
        docket.perform(world.kenya.person, "x" * 26, "leave", docket.Payload(), key=key)


def test_a_key_used_in_two_dockets_at_once_is_for_one_of_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the other transaction committed after this one had looked: the database itself refuses the second."""
    from comity.docket import statements

    world.files(key="file")
    look, looks = statements.receipt, []
    monkeypatch.setattr(
        statements, "receipt", lambda *words: (looks.append(words), None if len(looks) == 1 else look(*words))[1]
    )
    with pytest.raises(docket.KeyReused):
        world.does(world.kenya.person, "leave", key="file")
    assert Act.objects.filter(docket=world.id).count() == 1
