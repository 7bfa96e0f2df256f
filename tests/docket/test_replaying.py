"""Replay: rows that are not what the acts come to are found, each by its kind."""

import pytest

from comity import docket
from comity.docket import mirror, replaying, states
from comity.docket.models import Deadline, Docket, Log, Party, Seat
from comity.ledger import acts as ledger
from comity.ledger.acts import Head, Leaf
from tests.docket.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def case(world: World) -> World:
    world.seats()
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": "x"})
    return world


def test_after_each_step_the_rows_are_what_the_acts_come_to(world: World) -> None:
    does, checked = world.does, []

    def and_replays(*words, **said):
        receipt = does(*words, **said)
        checked.append(docket.replay(world.id))
        return receipt

    world.does = and_replays  # type: ignore[method-assign]
    world.confers()
    assert (len(checked), [fault for faults in checked for fault in faults]) == (45, [])


def test_the_institution_replays(db: None) -> None:
    assert docket.replay(docket.institution()) == []


def test_every_docket_is_replayed(case: World) -> None:
    docket.institution()
    assert [faults for _, faults in docket.replay_all()] == [[], []]


def test_a_changed_mirror_is_found(case: World) -> None:
    Party.objects.filter(docket=case.id, id=case.nepal.party).update(status="left")
    assert docket.replay(case.id) == [f"docket {case.id}: its parties are not those of its state"]


def test_a_changed_seat_is_found(case: World) -> None:
    Seat.objects.filter(docket=case.id).update(status="nominated")
    assert docket.replay(case.id) == [f"docket {case.id}: its seats are not those of its state"]


def test_a_changed_deadline_is_found(case: World) -> None:
    Deadline.objects.filter(docket=case.id, code="statements").update(running=False)
    assert docket.replay(case.id) == [f"docket {case.id}: its deadlines are not those of its state"]


def test_a_changed_phase_is_found(case: World) -> None:
    Docket.objects.filter(pk=case.id).update(phase="sessions")
    assert docket.replay(case.id) == [f"docket {case.id}: its phase is not that of its state"]


@pytest.mark.parametrize("kind", ["case", "joint"])
def test_a_changed_state_is_found(case: World, kind: str) -> None:
    log = Log.objects.get(docket=case.id, kind=kind)
    state = states.opened(log, states.edition_of(Docket.objects.get(pk=case.id)))
    other = state.copy()
    other.values["gate"] = "refused"
    Log.objects.filter(pk=log.pk).update(state=states.sealed(log, other, log.size))
    assert docket.replay(case.id) == [f"log {log.id}: the state in its row is not what its acts come to"]


def test_a_changed_edge_is_found(case: World) -> None:
    log = Log.objects.get(pk=case.id)
    edge = bytes(log.edge)
    Log.objects.filter(pk=case.id).update(edge=edge[:-1] + bytes([edge[-1] ^ 1]))
    assert docket.replay(case.id) == [f"log {case.id}: the tree is not that of its acts"]


def test_a_leaf_too_many_is_found(case: World) -> None:
    joint = case.room("joint")
    size = Log.objects.get(pk=joint).size
    ledger.record([Leaf(joint, size, b"x" * 32)], [Head(joint, size + 1, b"r" * 32, "forged")])
    assert docket.replay(case.id) == [
        f"log {joint}: a leaf is not that of its act",
        f"log {joint}: the tree is not that of its acts",
    ]


def test_an_act_that_the_table_does_not_allow_is_found(case: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log without its second act, as if somebody had taken it out before any check was made."""
    prefixes = replaying.prefixes
    monkeypatch.setattr(replaying, "prefixes", lambda edition, acts: prefixes(edition, [acts[0], *acts[2:]]))
    assert docket.replay(case.id) == [
        f"docket {case.id}: act 1: Arts. 25-27: This act is not open in the present phase."
    ]


def test_a_log_with_a_gap_is_found(case: World) -> None:
    rows = list(replaying.Row.objects.filter(log=case.id).order_by("index"))
    log = Log.objects.get(pk=case.id)
    assert list(replaying._tree(log, rows[1:])) == [
        f"log {case.id}: its acts are not numbered without a gap",
        f"log {case.id}: a leaf is not that of its act",
        f"log {case.id}: the tree is not that of its acts",
    ]


def test_the_mirror_writes_nothing_where_nothing_changed(case: World) -> None:
    found = Docket.objects.get(pk=case.id)
    edition = states.edition_of(found)
    empty = mirror.Mirror(found, edition)
    state = states.opened(Log.objects.get(pk=case.id), edition)
    empty.observe(state, state, case.hands.at)
    empty.write()
    assert docket.replay(case.id) == []
