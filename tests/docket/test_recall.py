"""What a feature looks up in the docket's own logs while it prepares an act."""

import pytest

from comity import docket, keeper
from comity.docket import recall, registry
from comity.docket.models import Act, Log
from comity.ledger import queries as ledger
from tests.docket.world import World

pytestmark = pytest.mark.database


def test_acts_of_a_name_come_newest_first_with_what_was_said(world: World) -> None:
    seen = []
    registry.prepare("report-step")(
        lambda ctx, facts, body: (seen.append(recall.named(ctx, "file-request")), (facts, body))[1]
    )
    world.registers()
    world.does(world.kenya.person, "report-step")
    assert [(found.act.act, found.body["title"]) for found in seen[0]] == [("file-request", "Fisheries")]


def test_one_act_is_found_in_its_own_log_only(world: World) -> None:
    world.registers()
    log, row = Log.objects.get(pk=world.id), Act.objects.get(log=world.id, index=1)
    found = recall.one(log, row.id)
    assert (found.id, found.act.act, found.body) == (row.id, "consent", {})
    with pytest.raises(docket.NotFound):
        recall.one(Log.objects.get(pk=world.room("joint")), row.id)


def test_an_answer_is_handed_to_the_tally_unopened(world: World) -> None:
    world.confers()
    facts = {"proposal": "p", "closes_at": "2026-03-18T12:00:00Z"}
    world.does(world.mediator, "propose", room=world.room("joint"), facts=facts, body={"package": "x"})
    for side in (world.kenya, world.nepal):
        room = world.room("delegation", side)
        world.does(side.person, "answer", room=room, facts=facts, body={"answer": "accepted"})

    def outcome(index: int) -> bool:
        logs = [Log.objects.get(pk=world.room("delegation", side)) for side in (world.kenya, world.nepal)]
        return keeper.tally([recall.sealed(log, Act.objects.get(log=log, index=index).id) for log in logs])

    assert (outcome(0), outcome(1)) == (False, True)


def test_what_the_institution_held_can_be_audited(db: None) -> None:
    root = recall.institution_root()
    assert root == ledger.latest_head(docket.institution()).root.hex()
