"""What a viewer may read, and in how many statements."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket, keeper, people
from comity.docket import queries, registry, states
from comity.docket.models import Docket
from comity.keeper import keyring
from comity.law.act import Act
from comity.law.state import State
from comity.people import acts as people_acts
from comity.people.actor import Actor
from comity.proof.merkle import verify_inclusion
from comity.proof.notes import Checkpoint, Note
from tests.docket.world import World

pytestmark = pytest.mark.database


def statements(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as sent:
        ask()
    return len(sent)


def refused(ask: Callable[[], object]) -> bool:
    with pytest.raises(docket.NotFound):
        ask()
    return True


def test_the_case_is_there_for_who_takes_part(world: World) -> None:
    world.registers()
    for viewer in (world.kenya.person, world.nepal.person, world.registry, world.general, people.system()):
        view = queries.case(viewer, world.id)
        assert (view.id, view.number, view.phase.name, view.zone) == (
            world.id,
            "2026-0001",
            "choosing",
            "Africa/Nairobi",
        )
    for viewer in (world.stranger, world.mediator, world.chad.person):
        for ask in (queries.case, queries.acts, queries.participants, queries.title):
            assert refused(lambda ask=ask, viewer=viewer: ask(viewer, world.id))
        assert refused(lambda viewer=viewer: queries.room(viewer, world.id, world.room("joint")))
        assert refused(lambda viewer=viewer: queries.record(viewer, world.id, 0))
    assert refused(lambda: queries.case(world.kenya.person, "x" * 26))


def test_each_finds_its_own_rooms(world: World) -> None:
    world.seats()
    kinds = {
        viewer.id: [(room.kind, room.party) for room in queries.case(viewer, world.id).rooms]
        for viewer in (world.kenya.person, world.mediator, world.registry, world.general)
    }
    assert kinds[world.kenya.person.id] == [
        ("caucus", world.kenya.party), ("delegation", world.kenya.party), ("joint", None),
    ]  # fmt: skip
    parties = sorted([world.kenya.party, world.nepal.party])
    assert kinds[world.mediator.id] == [
        ("caucus", parties[0]), ("caucus", parties[1]), ("joint", None), ("mediator", None),
    ]  # fmt: skip
    assert (kinds[world.registry.id], kinds[world.general.id]) == ([("registry", None)], [])


def test_what_is_open_says_why_where_it_is_not(world: World) -> None:
    world.files()
    lines = {line.row.act: line.reason for line in queries.case(world.nepal.person, world.id).open}
    assert (lines["consent"], lines["leave"]) == (None, None)
    assert lines["initial"].english() == "This act is for others to perform."


def test_deadlines_that_run_are_shown_soonest_first_without_the_anchors(world: World) -> None:
    world.registers()
    shown = queries.case(world.kenya.person, world.id).deadlines
    assert [deadline.code for deadline in shown] == ["agree-on-number", "choose-mediator", "first-step"]
    assert (shown[0].since, shown[0].zone, shown[0].rule.length) == (world.hands.at, "Africa/Nairobi", 30)


def test_acts_are_read_in_order_with_what_was_said(world: World) -> None:
    world.registers()
    shown = queries.acts(world.nepal.person, world.id)
    assert [(view.index, view.row.act) for view in shown] == [
        (0, "file-request"), (1, "consent"), (2, "screen"), (3, "register"),
    ]  # fmt: skip
    assert (shown[0].said, shown[1].said) == ({"title": "Fisheries", "story": "Boats."}, None)
    assert (len(shown[0].entry), len(shown[0].leaf)) == (64, 64)


def test_the_title_is_what_the_request_says(world: World) -> None:
    world.registers()
    assert queries.title(world.nepal.person, world.id) == "Fisheries"
    assert [item.title for item in queries.cases(world.nepal.person).items] == ["Fisheries"]


def test_a_nominee_reads_no_body_before_declaring(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    assert queries.acts(world.mediator, world.id)[0].said is None
    assert (queries.title(world.mediator, world.id), queries.case(world.mediator, world.id).rooms) == ("", [])
    world.does(world.mediator, "declare", facts={"disclosure": "none"})
    assert queries.acts(world.mediator, world.id)[0].said == {"title": "Fisheries", "story": "Boats."}


def test_a_feature_says_who_reads_what_was_said(world: World) -> None:
    def by_its_party(standing: queries.Standing, act: Act, state: State) -> bool:
        return act.party in standing.parties or "statements-opened" in state.values

    registry.reads("lodge-statement")(by_its_party)
    world.seats()
    facts = {"statement": "1" * 64}
    world.does(world.kenya.person, "lodge-statement", facts=facts, body={"statement": "Ours."})
    shown = [queries.acts(side.person, world.id)[-1].said for side in (world.kenya, world.nepal)]
    assert shown == [{"statement": "Ours."}, None]
    world.hands.move(days=16)
    docket.tick(world.id)
    after = [view.said for view in queries.acts(world.nepal.person, world.id) if view.row.act == "lodge-statement"]
    assert after == [{"statement": "Ours."}]


def test_a_mediator_reads_a_room_from_the_instant_of_being_seated(world: World) -> None:
    world.registers()
    said = {"facts": {"item": "i"}, "body": {"text": "before"}}
    world.does(world.kenya.person, "post", room=world.room("joint"), **said)
    world.hands.move(minutes=1)
    joint = world.room("joint")
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=joint, facts=facts)
    world.hands.move(minutes=1)
    world.does(world.mediator, "declare", facts={"disclosure": "none"})
    world.does(world.mediator, "post", room=joint, facts={"item": "j"}, body={"text": "after"})
    view = queries.room(world.mediator, world.id, joint)
    assert ([act.said for act in view.acts], view.since) == ([{"text": "after"}], world.hands.at)
    whole = queries.room(world.kenya.person, world.id, joint)
    assert ([act.row.act for act in whole.acts], whole.since) == (
        ["post", "name-mediator", "name-mediator", "post"],
        None,
    )
    assert queries.room(world.mediator, world.id, world.room("mediator")).since is None


def test_who_left_finds_no_room_but_the_case(world: World) -> None:
    world.registers()
    world.does(world.kenya.person, "leave")
    assert queries.case(world.kenya.person, world.id).rooms == []
    assert refused(lambda: queries.room(world.kenya.person, world.id, world.room("joint")))


def test_a_room_says_what_is_open_in_it(world: World) -> None:
    world.registers()
    view = queries.room(world.kenya.person, world.id, world.room("joint"))
    assert [line.row.act for line in view.open if line.reason is None][:1] == ["state-number"]
    assert (view.room.kind, view.case.id, view.state.size) == ("joint", world.id, 0)
    assert refused(lambda: queries.room(world.kenya.person, world.id, "x" * 26))
    assert refused(lambda: queries.room(world.kenya.person, world.id, world.id))


def test_a_record_can_be_checked(world: World) -> None:
    world.registers()
    record = queries.record(world.nepal.person, world.id, 1)
    head = Checkpoint.parse(Note.parse(record.checkpoint.encode()).text)
    path = [bytes.fromhex(step) for step in record.proof]
    verify_inclusion(bytes.fromhex(record.act.leaf), 1, head.size, path, head.root)
    assert (record.act.row.act, len(record.salt)) == ("consent", 64)
    assert refused(lambda: queries.record(world.nepal.person, world.id, 99))


def test_a_receipt_is_its_actors_own(world: World) -> None:
    first = world.files()
    act = queries.acts(world.kenya.person, world.id)[0]
    assert queries.receipt(world.kenya.person, act.id) == queries.receipt_by_key(world.kenya.person, "file") == first
    assert len(first.digest) == 64
    assert refused(lambda: queries.receipt(world.nepal.person, act.id))
    assert refused(lambda: queries.receipt_by_key(world.nepal.person, "file"))


def test_participants_are_persons_and_seats(world: World) -> None:
    world.seats()
    found = {(who.account, who.role, who.party) for who in queries.participants(world.kenya.person, world.id)}
    assert found == {
        (world.kenya.person.id, "party", world.kenya.party),
        (world.nepal.person.id, "party", world.nepal.party),
        (world.mediator.id, "mediator", None),
    }


def test_an_ended_seat_takes_part_no_more(world: World) -> None:
    world.registers()
    for side in (world.kenya, world.nepal):
        facts = {"mediator": world.mediator.id, "listed": True, "register": "0" * 64}
        world.does(side.person, "name-mediator", room=world.room("joint"), facts=facts)
    world.does(world.mediator, "decline-nomination")
    assert [who.role for who in queries.participants(world.kenya.person, world.id)] == ["party", "party"]
    assert refused(lambda: queries.case(world.mediator, world.id))


def of(viewer: Actor, **wanted: object) -> list[str]:
    return [item.number for item in queries.cases(viewer, **wanted).items]


def test_each_finds_the_cases_that_exist_for_it(world: World) -> None:
    world.registers()
    world.hands.move(days=1)
    world.files(key="second", by=world.chad)
    assert of(world.nepal.person) == of(world.registry) == of(people.system()) == ["2026-0002", "2026-0001"]
    assert (of(world.kenya.person), of(world.chad.person)) == (["2026-0001"], ["2026-0002"])
    assert (of(world.stranger), of(world.mediator)) == ([], [])


@pytest.mark.parametrize("few", [0, 1_000])
def test_who_has_many_cases_finds_the_same_as_who_has_few(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    world.seats()
    seated = world.id
    world.files(key="second", by=world.chad)
    numbers = {
        viewer.id: (
            [item.id for item in queries.cases(viewer).items],
            [item.id for item in queries.awaiting(viewer).items],
        )
        for viewer in (world.nepal.person, world.kenya.person, world.mediator, world.stranger, world.general)
    }
    both = sorted([seated, world.id], reverse=True)
    assert sorted(numbers[world.nepal.person.id][0], reverse=True) == both
    assert [numbers[who.id] for who in (world.kenya.person, world.mediator)] == [([seated], [seated])] * 2
    assert numbers[world.stranger.id] == ([], [])
    assert (sorted(numbers[world.general.id][0], reverse=True), numbers[world.general.id][1]) == (both, [])


def test_a_mandate_for_one_docket_shows_that_docket(world: World) -> None:
    world.files()
    first = world.id
    world.files(key="second")
    counsel = world.stranger
    people_acts.grant_mandate(
        keeper.random_id(),
        account_id=counsel.id,
        entity_id=world.nepal.entity,
        kind="counsel",
        powers=["speak"],
        since=world.hands.at - timedelta(days=1),
        docket_id=first,
    )
    assert of(counsel) == ["2026-0001"]
    assert refused(lambda: queries.case(counsel, world.id))
    assert queries.case(counsel, first).standing.parties == {world.nepal.party: ("speak",)}


def test_a_seat_shows_its_case(world: World) -> None:
    world.seats()
    assert of(world.mediator) == ["2026-0001"]


def test_cases_are_filtered_and_ordered_by_plain_columns(world: World) -> None:
    world.registers()
    world.hands.move(days=1)
    world.files(key="second")
    viewer = world.nepal.person
    assert of(viewer, phase="choosing") == ["2026-0001"]
    assert of(viewer, category="commercial") == []
    assert of(viewer, order="opened_at") == of(viewer, order="number") == ["2026-0001", "2026-0002"]
    with pytest.raises(ValueError, match="ordered by"):
        queries.cases(viewer, order="title")


def test_pages_hold_thirty(world: World) -> None:
    for number in range(32):
        world.files(key=f"file-{number}")
    first, second = queries.cases(world.nepal.person), queries.cases(world.nepal.person, page=2)
    assert (len(first.items), first.more, first.number) == (30, True, 1)
    assert (len(second.items), second.more, second.number) == (2, False, 2)
    assert queries.cases(world.nepal.person, page=0).number == 1


def test_lists_cost_the_same_statements_for_one_and_for_thirty(world: World) -> None:
    world.files(key="file-0")
    asks = (
        lambda: queries.cases(world.nepal.person),
        lambda: queries.awaiting(world.nepal.person),
        lambda: queries.cases(world.registry),
        lambda: queries.awaiting(world.registry),
    )
    one = [statements(ask) for ask in asks]
    for number in range(1, 30):
        world.files(key=f"file-{number}")
    assert [statements(ask) for ask in asks] == one
    assert max(one) <= 7


def test_a_list_costs_the_same_statements_where_nothing_is_at_hand(world: World) -> None:
    """As after a start: neither keys nor states are in memory."""

    def cold() -> int:
        keyring.keyring().pairs.clear()
        states._memory._kept.clear()
        return statements(lambda: queries.cases(world.nepal.person))

    world.files(key="file-0")
    one = cold()
    for number in range(1, 30):
        world.files(key=f"file-{number}")
    assert (one, cold()) == (7, 7)


def test_the_case_costs_the_same_statements_early_and_late(world: World) -> None:
    world.registers()
    early = [
        statements(lambda: queries.case(world.kenya.person, world.id)),
        statements(lambda: queries.acts(world.kenya.person, world.id)),
    ]
    for _ in range(20):
        world.does(world.kenya.person, "report-step")
    late = [
        statements(lambda: queries.case(world.kenya.person, world.id)),
        statements(lambda: queries.acts(world.kenya.person, world.id)),
    ]
    assert early == late


def test_what_awaits_comes_soonest_deadline_first(world: World) -> None:
    world.files()
    world.hands.move(days=1)
    world.files(key="second")
    world.does(world.nepal.person, "consent")
    page = queries.awaiting(world.nepal.person)
    assert [(item.number, item.phase.name) for item in page.items] == [
        ("2026-0002", "screening"),
        ("2026-0001", "invited"),
    ]
    assert page.items[0].deadline < page.items[1].deadline
    assert [line.row.act for line in page.items[1].open] == ["consent", "leave"]
    assert page.items[1].parties[world.nepal.party]["status"] == "invited"


def test_what_is_over_awaits_nobody(world: World) -> None:
    world.files()
    world.does(world.kenya.person, "leave")
    found = queries.cases(world.nepal.person).items[0]
    assert (queries.awaiting(world.nepal.person).items, found.ending, found.deadline) == ([], "no-consent", None)


def test_an_officers_desk_holds_the_phases_of_the_office(world: World) -> None:
    world.files()
    assert queries.awaiting(world.registry).items == []
    world.does(world.nepal.person, "consent")
    assert [item.number for item in queries.awaiting(world.registry).items] == ["2026-0001"]
    assert "screen" in [line.row.act for line in queries.awaiting(world.registry).items[0].open]


def test_the_institution_is_no_case(world: World) -> None:
    home = docket.institution()
    assert of(world.registry) == []
    assert queries.case(world.registry, home).number == "institution"
    assert refused(lambda: queries.case(world.kenya.person, home))
    assert Docket.objects.count() == 1


def test_what_comes_next_is_an_instant_and_nothing_else(world: World) -> None:
    assert queries.upcoming(world.hands.at) == (None, None)
    world.files()
    first = queries.upcoming(world.hands.at)
    assert first[0] == first[1] == queries.case(world.kenya.person, world.id).deadlines[0].due
    world.hands.move(days=100)
    assert queries.upcoming(world.hands.at) == (None, None)


def test_the_organisation_is_founded_with_its_first_docket(db: None) -> None:
    assert queries.founded() is False
    docket.institution()
    assert queries.founded() is True
