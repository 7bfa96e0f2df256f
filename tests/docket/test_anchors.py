"""Anchors: one digest over all rooms, which tells nothing but can be shown to cover each room."""

from dataclasses import replace

import pytest

from comity import docket
from comity.docket import anchors, queries
from comity.docket.books import Book
from comity.docket.models import Act, Anchor, Log
from comity.docket.scene import Scene
from comity.proof.merkle import ProofError
from tests.docket.world import World

pytestmark = pytest.mark.database


def heads(world: World) -> list[str]:
    return [
        str(view.act.facts["heads"]) for view in queries.acts(world.general, world.id) if view.row.act == "anchor-rooms"
    ]


def test_the_case_log_has_as_many_acts_whether_rooms_spoke_or_not(world: World) -> None:
    world.registers()
    silent = world.id
    world.files(key="second")
    spoken = world.id
    world.does(world.nepal.person, "consent")
    facts = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    world.does(world.registry, "screen", facts=facts)
    world.does(world.general, "register")
    for number in range(5):
        world.does(
            world.kenya.person, "post", room=world.room("joint"), facts={"item": f"{number}"}, body={"text": "x"}
        )
    world.hands.move(days=1)
    for case in (silent, spoken):
        docket.tick(case)
    rows = [[(row.name, row.at) for row in Act.objects.filter(log=case).order_by("index")] for case in (silent, spoken)]
    assert rows[0] == rows[1]


def test_no_two_anchors_are_alike_though_nothing_happened(world: World) -> None:
    world.registers()
    world.hands.move(days=1)
    docket.tick(world.id)
    assert len(heads(world)) == len(set(heads(world))) == 4


def test_each_room_can_show_that_its_head_is_in(world: World) -> None:
    world.registers()
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": "x"})
    world.hands.move(hours=4)
    docket.tick(world.id)
    rooms = Log.objects.filter(docket=world.id).exclude(pk=world.id)
    kept = [anchors.opened(Anchor.objects.get(log=room), room.key_id) for room in rooms]
    for anchored in kept:
        anchored.verify(heads(world)[0])
    assert sorted(anchored.size for anchored in kept) == [0, 0, 0, 0, 0, 0, 1]
    for change in ({"size": 2}, {"salt": "0" * 64}, {"root": "0" * 64}, {"index": 99}, {"room": "x" * 26}):
        with pytest.raises(ProofError):
            replace(kept[0], **change).verify(heads(world)[0])


def test_a_path_does_not_tell_how_many_rooms_there_are(world: World) -> None:
    world.registers()
    books = Scene.locked(world.id).rooms()
    lengths = {len(anchored.path) for count in (1, 2, 7) for _, anchored in anchors.tree_over(books[:count])[1]}
    assert lengths == {6}
    assert [head for _, head in anchors.tree_over([])[1]] == []


def test_many_rooms_have_a_larger_tree(world: World) -> None:
    world.registers()
    books: list[Book] = Scene.locked(world.id).rooms() * 10
    assert {anchored.leaves for _, anchored in anchors.tree_over(books)[1]} == {128}


def test_without_a_room_there_is_a_digest_all_the_same(world: World) -> None:
    assert anchors.tree_over([])[0] != anchors.tree_over([])[0]
