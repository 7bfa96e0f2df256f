"""A docket while its lock is held, and what lies in its rows."""

import pytest

from comity import docket
from comity.docket import flush, statements, states
from comity.docket.models import (
    Act,
    Agenda,
    Anchor,
    Deadline,
    DemonstrationClock,
    Docket,
    Log,
    Numbering,
    Party,
    Receipt,
    Seat,
)  # fmt: skip
from comity.docket.payload import Payload
from comity.docket.roles import Standing
from comity.docket.scene import Scene
from comity.law.edition import packaged
from comity.law.openness import Holding
from comity.law.state import State
from tests.docket.world import CATEGORY, EDITION, World

pytestmark = pytest.mark.database


def test_a_docket_has_one_room_of_a_kind_and_party(world: World) -> None:
    world.registers()
    scene = Scene.locked(world.id)
    with pytest.raises(ValueError, match="the docket has this joint room already"):
        scene.make_room("joint", None)
    with pytest.raises(ValueError, match="the docket has this caucus room already"):
        scene.make_room("caucus", world.kenya.party)


def test_a_room_made_later_is_a_room(world: World) -> None:
    """A feature may make a room in any act; here the mediator's acceptance is taken for one."""
    made = []
    from comity.docket import registry

    del registry._handlers["report-step"]
    registry.handle("report-step")(lambda ctx, _: made.append(ctx.make_room("caucus", "p" * 26)))
    world.registers()
    world.does(world.kenya.person, "report-step")
    assert Log.objects.get(pk=made[0].id).party == "p" * 26
    assert docket.replay(world.id) == []


def test_a_handler_sees_docket_log_edition_and_entities(world: World) -> None:
    from comity.docket import registry

    seen = []
    del registry._handlers["post"]
    registry.handle("post")(
        lambda ctx, _: seen.append((ctx.docket.id, ctx.log.kind, ctx.edition.name, set(ctx.entities), ctx.state.size))
    )
    world.registers()
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": "x"})
    assert seen == [(world.id, "joint", EDITION, {world.kenya.party, world.nepal.party}, 1)]


def test_a_writer_that_was_overtaken_writes_nothing(world: World) -> None:
    """As if the lock were broken: another writer moved the log on meanwhile."""
    world.files()
    scene = Scene.locked(world.id)
    world.does(world.nepal.person, "consent")
    scene.case.edge = scene.case.edge.append(b"l" * 32)
    with pytest.raises(flush.LockBroken):
        flush.write_settled(scene)


def test_an_unknown_docket_is_not_found(db: None) -> None:
    with pytest.raises(docket.NotFound):
        Scene.locked("x" * 26)


def test_a_room_is_no_docket(world: World) -> None:
    world.registers()
    with pytest.raises(docket.NotFound):
        Scene.locked(world.room("joint"))
    assert statements.room(world.id, world.id) is None


def test_only_so_many_states_are_at_hand() -> None:
    memory = states.Memory(2)
    for name in ("a", "b", "c"):
        memory.put(name, b"sealed", State(phase=name))
    assert [memory.get(name, b"sealed") is None for name in ("a", "b", "c")] == [True, False, False]
    assert memory.get("c", b"other") is None
    memory.get("b", b"sealed")
    memory.put("d", b"sealed", State())
    assert (memory.get("b", b"sealed"), memory.get("c", b"sealed")) == (State(phase="b"), None)


def test_a_state_is_the_same_from_memory_and_from_its_row(world: World) -> None:
    world.seats()
    warm = Scene.locked(world.id).case.state
    states._memory._kept.clear()
    assert Scene.locked(world.id).case.state == warm


def test_the_editions_in_use_are_those_of_cases() -> None:
    found = {(law.name, law.category) for law in states.in_use()}
    assert (EDITION, CATEGORY) in found
    assert all(category != "institution" for _, category in found)


def test_rows_name_themselves(world: World) -> None:
    at = world.hands.at
    log = Log(id="l" * 26)
    assert [
        str(row)
        for row in (
            Docket(number="2026-0001"), log, Act(log=log, index=3), Receipt(act_id="a"), Party(id="p"),
            Seat(docket_id="d", account_id="s"), Deadline(docket_id="d", code="c"), Agenda(id="g"),
            Anchor(log=log, at=at), Numbering(year=2026, last=7), DemonstrationClock(offset=5),
        )
    ] == [
        "2026-0001", "l" * 26, "l" * 26 + " 3", "a", "p", "d s", "d c", "g", "l" * 26 + " 2026-03-02T09:00:00Z",
        "2026-0007", "5 s",
    ]  # fmt: skip


def standing(**held: object) -> Standing:
    whole = {"machine": False, "offices": frozenset(), "parties": {}, "seat": None}
    return Standing(actor=None, **{**whole, **held})  # type: ignore[arg-type]


def test_who_holds_nothing_is_not_there() -> None:
    assert [
        standing().present,
        standing(seat="ended").present,
        standing(seat="nominated").present,
        standing(offices=frozenset({"registry"})).present,
        standing(parties={"p": ()}).present,
        standing(machine=True).present,
    ] == [False, False, True, True, True, True]


def test_the_role_is_the_first_of_the_row_that_is_held(world: World) -> None:
    """`attest` is the mediator's or the Secretary-General's; `leave` a party's or an invitee's."""
    world.files()
    scene = Scene.locked(world.id)
    row = packaged(EDITION, CATEGORY).acts["leave"]
    state, powers = scene.case.state, ("sign",)
    both = Standing(
        world.kenya.person, False, frozenset(), {world.kenya.party: powers, world.nepal.party: powers}, None
    )
    held = [both.capacity(row, state, world.hands.at, party) for party in (None, world.nepal.party, "other")]
    assert held == [
        Holding("party", world.kenya.person.id, world.kenya.party, powers),
        Holding("invitee", world.kenya.person.id, world.nepal.party, powers),
        Holding("nobody", world.kenya.person.id),
    ]


def test_a_payload_is_empty_unless_said() -> None:
    assert Payload() == Payload(facts={}, body={}, party=None, assertion=None, entities={})


def test_a_public_name_is_found_and_no_other() -> None:
    import comity.docket

    for name in comity.docket._HOMES:
        assert getattr(docket, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = docket.nothing  # type: ignore[attr-defined]
