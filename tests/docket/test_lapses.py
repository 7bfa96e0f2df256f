"""What the clock owes: lapses, the rooms' agenda, outages; in their order and at their instants."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from comity import docket, keeper
from comity.docket import lapses, queries, registry
from comity.docket.context import Context
from comity.docket.models import Act, Agenda, Docket, Log
from comity.law.act import Act as Envelope
from comity.law.messages import Message
from tests.docket.world import World

pytestmark = pytest.mark.database


def names(log: str) -> list[tuple[str, str]]:
    return [(row.name, row.at.isoformat()) for row in Act.objects.filter(log=log).order_by("index")]


def plan_outcome(ctx: Context, act: Envelope) -> None:
    closes = datetime.fromisoformat(str(act.facts["closes_at"]))
    ctx.agenda(closes, "tell-outcome", {"proposal": act.facts["proposal"], "outcome": "not-accepted"})


@pytest.fixture
def proposing(world: World) -> World:
    """A case in its sessions, with a proposal that closes at the next anchor."""
    del registry._handlers["propose"]
    registry.handle("propose")(plan_outcome)
    world.confers()
    facts = {"proposal": "p", "closes_at": "2026-03-18T12:00:00Z"}
    world.does(world.mediator, "propose", room=world.room("joint"), facts=facts, body={"package": "x"})
    return world


def test_nothing_is_owed_before_its_time(world: World) -> None:
    world.files()
    assert Docket.objects.get(pk=world.id).next_due == datetime(2026, 5, 1, 20, 59, 59, tzinfo=UTC)
    assert docket.tick(world.id, datetime(2026, 5, 1, 20, 59, 59, tzinfo=UTC)) == 0
    assert docket.tick(world.id, datetime(2026, 5, 1, 21, 0, 0, tzinfo=UTC)) == 1
    assert docket.tick(world.id, datetime(2027, 5, 1, tzinfo=UTC)) == 0
    assert Docket.objects.get(pk=world.id).next_due is None


def test_an_unknown_docket_owes_nothing(db: None) -> None:
    assert docket.tick("x" * 26) == 0


def test_the_tick_does_what_perform_would_have_done(world: World) -> None:
    world.registers()
    world.hands.move(days=1)
    assert docket.tick(world.id) == 4
    world.does(world.kenya.person, "report-step")
    assert [name for name, _ in names(world.id)][4:] == ["anchor-rooms"] * 4 + ["report-step"]
    assert docket.replay(world.id) == []


def test_what_is_due_at_an_instant_is_not_yet_owed_at_it(proposing: World) -> None:
    """An answer at the closing instant is too late, and the outcome is not told before the instant is over."""
    proposing.hands.move(hours=3)
    facts = {"proposal": "p", "closes_at": "2026-03-18T12:00:00Z"}
    room = proposing.room("delegation", proposing.kenya)
    assert proposing.hands.at == datetime(2026, 3, 18, 12, tzinfo=UTC)
    with pytest.raises(docket.Refused) as error:
        proposing.does(proposing.kenya.person, "answer", room=room, facts=facts, body={"answer": "accepted"})
    assert error.value.message.english() == "The time for this has passed."
    joint = queries.room(proposing.mediator, proposing.id, proposing.room("joint")).acts
    assert [view.act.act for view in joint].count("tell-outcome") == 0


def test_the_agenda_is_done_exactly_when_it_was_planned(proposing: World) -> None:
    assert Docket.objects.get(pk=proposing.id).agenda_due == datetime(2026, 3, 18, 12, tzinfo=UTC)
    assert docket.tick(proposing.id, datetime(2026, 3, 18, 12, tzinfo=UTC)) == 0
    proposing.hands.move(hours=5)
    assert docket.tick(proposing.id) == 2
    joint = queries.room(proposing.mediator, proposing.id, proposing.room("joint")).acts[-1].act
    assert (joint.act, joint.role, joint.at) == ("tell-outcome", "clock", datetime(2026, 3, 18, 12, tzinfo=UTC))
    found = Docket.objects.get(pk=proposing.id)
    assert (found.agenda_due, Agenda.objects.count()) == (None, 0)
    assert docket.replay(proposing.id) == []


def test_at_one_instant_the_agenda_comes_before_the_anchor(proposing: World) -> None:
    """The anchor of 12:00 covers the outcome told at 12:00: the room's act saw the case without it."""
    before = len(names(proposing.id))
    proposing.hands.move(hours=5)
    docket.tick(proposing.id)
    told = queries.room(proposing.mediator, proposing.id, proposing.room("joint")).acts[-1].act
    assert (told.seen, names(proposing.id)[before:]) == (before, [("anchor-rooms", "2026-03-18T12:00:00+00:00")])


def test_the_next_on_the_agenda_is_the_next_to_be_done(proposing: World) -> None:
    facts = {"proposal": "q", "closes_at": "2026-03-18T18:00:00Z"}
    proposing.does(proposing.mediator, "propose", room=proposing.room("joint"), facts=facts, body={"package": "y"})
    proposing.hands.move(hours=5)
    docket.tick(proposing.id)
    assert Docket.objects.get(pk=proposing.id).agenda_due == datetime(2026, 3, 18, 18, tzinfo=UTC)
    proposing.hands.move(hours=6)
    docket.tick(proposing.id)
    acts = [view.act.act for view in queries.room(proposing.mediator, proposing.id, proposing.room("joint")).acts]
    assert acts[-2:] == ["tell-outcome", "tell-outcome"]


def test_what_a_case_that_ended_had_planned_is_struck_out(proposing: World) -> None:
    proposing.does(proposing.mediator, "find-no-likelihood")
    size = len(queries.room(proposing.kenya.person, proposing.id, proposing.room("joint")).acts)
    proposing.hands.move(hours=5)
    docket.tick(proposing.id)
    assert len(queries.room(proposing.kenya.person, proposing.id, proposing.room("joint")).acts) == size
    assert (Agenda.objects.count(), docket.replay(proposing.id)) == (0, [])


def test_a_planned_act_that_fails_after_it_was_taken_in_is_a_fault_of_ours(proposing: World) -> None:
    def fail(ctx: Context, act: Envelope) -> None:
        raise docket.Refused(ctx.row.article, Message("No."), "handler")

    del registry._handlers["tell-outcome"]
    registry.handle("tell-outcome")(fail)
    proposing.hands.move(hours=5)
    with pytest.raises(docket.Refused):
        docket.tick(proposing.id)
    assert (Agenda.objects.count(), docket.replay(proposing.id)) == (1, [])


def test_what_is_planned_and_due_in_one_transaction_is_never_stored(world: World) -> None:
    """A night of lapses may plan what falls due before the act that is asked for."""
    world.confers()
    del registry._handlers["anchor-rooms"]
    planned = []

    def plan(ctx: Context, act: Envelope) -> None:
        if not planned:
            planned.append(act)
            ctx.agenda(act.at + timedelta(hours=1), "tell-outcome", {"proposal": "p"}, log=ctx.rooms("joint")[0])

    registry.handle("anchor-rooms")(plan)
    world.hands.move(days=1)
    assert docket.tick(world.id) == 5
    assert (len(planned), Agenda.objects.count(), docket.replay(world.id)) == (1, 0, [])


def test_an_outage_moves_the_deadlines_that_it_touched(world: World) -> None:
    world.files()
    docket.record_outage(world.id, datetime(2026, 5, 1, 19, tzinfo=UTC), datetime(2026, 5, 1, 23, tzinfo=UTC))
    assert names(world.id)[-1] == ("record-outage", "2026-05-01T19:00:00+00:00")
    assert Docket.objects.get(pk=world.id).next_due > datetime(2026, 5, 1, 20, 59, 59, tzinfo=UTC)
    assert docket.replay(world.id) == []


def test_what_was_due_before_an_outage_comes_before_it(world: World) -> None:
    world.registers()
    docket.record_outage(world.id, datetime(2026, 3, 2, 20, tzinfo=UTC), datetime(2026, 3, 2, 22, tzinfo=UTC))
    assert [name for name, _ in names(world.id)][4:] == ["anchor-rooms", "anchor-rooms", "record-outage"]
    assert docket.replay(world.id) == []


def test_an_outage_is_recorded_once_in_every_docket_that_it_touched(world: World) -> None:
    world.files()
    first = world.id
    world.files(key="second")
    since, until = datetime(2026, 5, 1, 19, tzinfo=UTC), datetime(2026, 5, 1, 23, tzinfo=UTC)
    assert docket.record_outage_in_all(since, until) == 2  # not in the organisation's own
    assert [names(each)[-1] for each in (first, world.id)] == [("record-outage", "2026-05-01T19:00:00+00:00")] * 2
    due = [Docket.objects.get(pk=each).next_due for each in (first, world.id)]
    assert docket.record_outage_in_all(since, until) == 0
    assert [Docket.objects.get(pk=each).next_due for each in (first, world.id)] == due


def test_an_outage_does_not_bring_back_what_lapsed_before_it(world: World) -> None:
    world.files()
    with pytest.raises(docket.Refused):
        docket.record_outage(world.id, datetime(2026, 5, 3, tzinfo=UTC), datetime(2026, 5, 4, tzinfo=UTC))


def test_the_longest_overdue_comes_first(world: World) -> None:
    world.files()
    first = world.id
    world.hands.move(days=1)
    world.files(key="second")
    late = world.hands.at + timedelta(days=100)
    assert (lapses.overdue(late), lapses.overdue(late, most=1)) == ([first, world.id], [first])


def test_a_docket_that_was_settled_meanwhile_is_put_right(world: World) -> None:
    """What its row says is due is not owed: another clock was quicker, or the row was restored from elsewhere."""
    world.files()
    due = Docket.objects.get(pk=world.id).next_due
    Docket.objects.filter(pk=world.id).update(next_due=world.hands.at - timedelta(days=1))
    assert docket.tick_all() == 0
    assert Docket.objects.get(pk=world.id).next_due == due


def test_who_is_not_in_the_case_is_not_asked(world: World) -> None:
    """A proposal after a third party left: its delegation holds no answer, the others' do."""
    third = keeper.random_id()
    request = world.request()
    world.chad.party = third
    facts = {**request.facts, "sides": {**request.facts["sides"], third: "responding"}}
    facts["consents"] = {**request.facts["consents"], third: "wanted"}
    entities = {**request.entities, third: world.chad.entity}
    payload = replace(request, facts=facts, entities=entities)
    world.request = lambda *_, **__: payload  # type: ignore[method-assign]
    world.files()
    for side in (world.nepal, world.chad):
        world.does(side.person, "consent")
    facts = {"findings": {"consent": "pass"}, "verdict": "admissible", "register": "0" * 64}
    world.does(world.registry, "screen", facts=facts)
    world.does(world.general, "register")
    world.does(world.chad.person, "leave")
    world.registers = lambda: None  # type: ignore[method-assign]
    world.confers()
    asked = {"proposal": "p", "closes_at": "2026-03-18T12:00:00Z"}
    world.does(world.mediator, "propose", room=world.room("joint"), facts=asked, body={"package": "x"})
    sizes = [Log.objects.get(pk=world.room("delegation", side)).size for side in (world.kenya, world.nepal, world.chad)]
    assert (sizes, docket.replay(world.id)) == ([1, 1, 0], [])
