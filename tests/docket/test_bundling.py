"""The bundle that a participant takes home is one that anybody can check."""

import json
import zipfile
from io import BytesIO

import pytest
from django.conf import settings

from comity import docket, keeper
from comity.docket import bundling
from comity.ledger.queries import SignedHead
from comity.proof import bundle
from comity.proof.notes import VerifierKey
from tests.docket.world import World

pytestmark = pytest.mark.database


def members(data: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_bundle_verifies_under_the_organisations_key(world: World) -> None:
    world.registers()
    key = VerifierKey(settings.ORGANISATION_NAME, keeper.public_key())
    report = bundle.verify(docket.bundle(world.nepal.person, world.id), key)
    assert (report.trusted, report.acts, report.bodies, report.outcome.phase) == (True, 4, 1, "choosing")


def test_rooms_go_out_without_salts_or_proofs(world: World) -> None:
    world.registers()
    joint = world.room("joint")
    world.does(world.kenya.person, "post", room=joint, facts={"item": "i"}, body={"text": "x"})
    world.does(world.kenya.person, "state-number", room=joint, facts={"number": 1})
    found = members(docket.bundle(world.nepal.person, world.id))
    spoken = [json.loads(line) for line in found[f"rooms/{joint}.jsonl"].splitlines()]
    assert [line["said"] for line in spoken] == [{"text": "x"}, None]
    assert {key for line in spoken for key in line} == {"act", "role", "actor", "party", "at", "facts", "said"}


def test_each_side_gets_what_it_may_read(world: World) -> None:
    world.registers()
    caucus = world.room("caucus", world.kenya)
    world.does(world.kenya.person, "post", room=caucus, facts={"item": "i"}, body={"text": "hidden"})
    own, other = (members(docket.bundle(side.person, world.id)) for side in (world.kenya, world.nepal))
    assert (f"rooms/{caucus}.jsonl" in own, f"rooms/{caucus}.jsonl" in other) == (True, False)
    assert not any("hidden" in text for text in other.values())


def test_a_nominees_bundle_holds_no_word_that_it_may_not_read_yet(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    before = bundle.verify(docket.bundle(world.mediator, world.id), None)
    world.does(world.mediator, "declare", facts={"disclosure": "none"})
    after = bundle.verify(docket.bundle(world.mediator, world.id), None)
    assert (before.bodies, before.rooms, after.bodies) == (0, 0, 1)


def test_who_takes_no_part_gets_none(world: World) -> None:
    world.files()
    with pytest.raises(docket.NotFound):
        docket.bundle(world.stranger, world.id)


def test_few_heads_stand_for_many() -> None:
    heads = [SignedHead(size, b"", "") for size in range(1, 1001)]
    found = [head.size for head in bundling.spread(heads)]
    assert (len(found), found[0], found[-1]) == (63, 16, 1000)
    assert [head.size for head in bundling.spread(heads[:3])] == [1, 2, 3]
    assert bundling.spread([]) == []
