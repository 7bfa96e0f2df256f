"""The desk: who is in charge, who covers, notes, what falls due, whom a case waits for; and search."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket
from comity.docket import registry, replaying
from comity.docket.desk import queries
from comity.docket.desk.queries import Wanted
from comity.docket.errors import NotFound
from comity.law.instants import render
from comity.people.actor import Actor
from tests.docket.world import World, leave_features_out

BAD = "z" * 26
DESK = ("assign-officer", "cover-absence", "end-absence", "note-handover", "take-handover", "take-up-value")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel without the features, and with the desk's own acts."""
    own = {act: registry.handler(act) for act in DESK}
    leave_features_out(monkeypatch)
    for act, handler in own.items():
        monkeypatch.setitem(registry._handlers, act, handler)


def acts(world: World, actor: Actor, act: str, body: dict[str, object] | None = None, **facts: object) -> str:
    """Perform an act of the institution; its id."""
    world.keys += 1
    payload = docket.Payload(facts=facts, body=body or {})  # type: ignore[arg-type]  # plain JSON
    docket.perform(actor, docket.institution(), act, payload, key=f"desk-{world.keys}")
    return f"desk-{world.keys}"


def refused(world: World, actor: Actor, act: str, body: dict[str, object] | None = None, **facts: object) -> str:
    with pytest.raises(docket.Refused) as caught:
        acts(world, actor, act, body, **facts)
    return caught.value.rule


def files(world: World, count: int = 1) -> list[str]:
    found = []
    for _ in range(count):
        world.keys += 1
        world.hands.move(minutes=1)
        world.files(key=f"file-{world.keys}")
        found.append(world.id)
    return found


def desk(world: World, viewer: Actor | None = None, *, order: str = "soonest", **wanted: object) -> list[str]:
    shown = queries.desk(viewer or world.registry, Wanted(**wanted), order=order)  # type: ignore[arg-type]  # a filter
    return [line.item.number for line in shown.page.items]


def test_the_desk_is_there_for_officers_alone(world: World) -> None:
    files(world)
    for viewer in (world.nepal.person, world.mediator, world.stranger):
        for ask in (
            lambda viewer=viewer: queries.desk(viewer, Wanted()),
            lambda viewer=viewer: queries.about(viewer, world.id),
            lambda viewer=viewer: queries.notes(viewer, world.hands.at),
            lambda viewer=viewer: queries.absences(viewer, world.hands.at),
            lambda viewer=viewer: queries.open_cases(viewer, world.hands.at),
            lambda viewer=viewer: queries.owners(viewer, world.hands.at),
            lambda viewer=viewer: queries.adopted(viewer, world.hands.at),
        ):
            with pytest.raises(NotFound):
                ask()
    assert desk(world) == desk(world, world.general) == ["2026-0001"]


def test_an_officer_in_charge_finds_its_own_cases(world: World) -> None:
    first, second = files(world, 2)
    acts(world, world.registry, "assign-officer", docket=first, account=world.registry.id)
    acts(world, world.general, "assign-officer", docket=second, account=world.general.id)
    assert (desk(world, mine=True), desk(world, world.general, mine=True)) == (["2026-0001"], ["2026-0002"])
    acts(world, world.general, "assign-officer", docket=first, account=world.general.id)
    assert (desk(world, mine=True), sorted(desk(world, world.general, mine=True))) == ([], ["2026-0001", "2026-0002"])
    assert queries.about(world.registry, first).officer == world.general.id
    assert queries.about(world.registry, second).notes == []


def test_only_an_officer_is_put_in_charge_and_only_of_a_case(world: World) -> None:
    files(world)
    assert refused(world, world.registry, "assign-officer", docket=world.id, account=world.stranger.id) == "desk"
    assert refused(world, world.registry, "assign-officer", docket=BAD, account=world.registry.id) == "desk"
    home = docket.institution()
    assert refused(world, world.registry, "assign-officer", docket=home, account=world.registry.id) == "desk"


def test_whoever_covers_finds_the_cases_of_the_one_who_is_away_and_no_longer(world: World) -> None:
    files(world)
    acts(world, world.general, "assign-officer", docket=world.id, account=world.registry.id)
    term = {"since": render(world.hands.at), "until": render(world.hands.at + timedelta(days=3))}
    who = {"account": world.registry.id, "cover": world.general.id}
    acts(world, world.registry, "cover-absence", absence="a" * 26, **who, **term)
    assert [(line.account, line.cover) for line in queries.absences(world.general, world.hands.at)] == [
        (world.registry.id, world.general.id)
    ]
    assert desk(world, world.general, mine=True) == ["2026-0001"]
    world.hands.move(days=3)
    assert desk(world, world.general, mine=True) == []
    assert queries.absences(world.general, world.hands.at) == []


def test_an_absence_that_is_to_come_covers_nothing_yet_and_may_end_early(world: World) -> None:
    files(world)
    acts(world, world.general, "assign-officer", docket=world.id, account=world.registry.id)
    begins = world.hands.at + timedelta(days=1)
    term = {"since": render(begins), "until": render(begins + timedelta(days=9))}
    who = {"account": world.registry.id, "cover": world.general.id}
    acts(world, world.registry, "cover-absence", absence="a" * 26, **who, **term)
    assert desk(world, world.general, mine=True) == []
    assert refused(world, world.registry, "end-absence", absence="a" * 26, until=render(world.hands.at)) == "desk"
    world.hands.move(days=2)
    assert desk(world, world.general, mine=True) == ["2026-0001"]
    acts(world, world.registry, "end-absence", absence="a" * 26, until=render(world.hands.at))
    assert desk(world, world.general, mine=True) == []


def test_an_absence_runs_forward_between_two_officers_and_is_recorded_once(world: World) -> None:
    now, later = render(world.hands.at), render(world.hands.at + timedelta(days=1))
    both = {"account": world.registry.id, "cover": world.general.id}
    for who, since, until in (
        ({**both, "cover": world.registry.id}, now, later),
        ({**both, "cover": world.stranger.id}, now, later),
        (both, later, now),
    ):
        found = refused(world, world.registry, "cover-absence", absence="a" * 26, **who, since=since, until=until)
        assert found == "desk"
    acts(world, world.registry, "cover-absence", absence="a" * 26, **both, since=now, until=later)
    assert refused(world, world.registry, "cover-absence", absence="a" * 26, **both, since=now, until=later) == "desk"


def test_a_note_stands_until_somebody_takes_it_up(world: World) -> None:
    files(world)
    acts(world, world.registry, "note-handover", {"note": "Call Nepal."}, docket=world.id)
    acts(world, world.registry, "note-handover", {"note": "Order paper."})
    found = queries.notes(world.general, world.hands.at)
    assert {(note.words, note.number) for note in found} == {("Call Nepal.", "2026-0001"), ("Order paper.", "")}
    about = queries.about(world.general, world.id).notes
    assert [note.words for note in about] == ["Call Nepal."]
    acts(world, world.general, "take-handover", note=about[0].id)
    assert [note.words for note in queries.notes(world.general, world.hands.at)] == ["Order paper."]
    assert refused(world, world.general, "take-handover", note=about[0].id) == "desk"


def test_a_note_has_words_and_is_about_a_case(world: World) -> None:
    assert refused(world, world.registry, "note-handover", {"note": " "}) == "desk"
    assert refused(world, world.registry, "note-handover", {"note": "Call."}, docket=BAD) == "desk"
    assert queries.notes(world.registry, world.hands.at) == []


def test_a_desk_is_filtered_and_ordered_by_plain_columns(world: World) -> None:
    files(world)
    world.hands.move(days=1)
    files(world)
    world.does(world.nepal.person, "consent")
    assert desk(world, phase="screening") == desk(world, waiting="office") == ["2026-0002"]
    assert desk(world, phase="invited") == desk(world, waiting="party") == ["2026-0001"]
    assert desk(world, category="commercial") == []
    assert desk(world, category="state-state", order="oldest") == ["2026-0001", "2026-0002"]
    assert desk(world, order="newest") == ["2026-0002", "2026-0001"]
    assert desk(world, order="soonest") == ["2026-0002", "2026-0001"]


def test_a_case_waits_for_a_side_the_office_or_the_clock(world: World) -> None:
    files(world)
    line = queries.desk(world.registry, Wanted()).page.items[0]
    assert line.waits == (world.nepal.party,)
    world.does(world.nepal.person, "consent")
    assert queries.desk(world.registry, Wanted()).page.items[0].waits == ("office",)


def test_what_falls_due_is_counted_by_day_in_the_readers_zone(world: World) -> None:
    files(world)
    due = queries.desk(world.registry, Wanted()).page.items[0].item.deadline
    assert due is not None
    shown = queries.desk(world.registry, Wanted())
    assert (dict(shown.counts), shown.due) == ({"past": 0, "today": 0, "week": 0, "later": 1, "none": 0}, [])
    world.hands.at = due - timedelta(days=3)
    shown = queries.desk(world.registry, Wanted())
    assert shown.counts["week"] == 1
    assert [(line.number, line.at, line.rule and line.rule.name) for line in shown.due] == [
        ("2026-0001", due, "invitation")
    ]
    world.hands.at = due - timedelta(minutes=1)
    assert queries.desk(world.registry, Wanted()).counts["today"] == 1
    assert desk(world, due="today") == ["2026-0001"]
    assert desk(world, due="week") == []
    world.hands.at = due + timedelta(minutes=1)
    assert queries.desk(world.registry, Wanted()).counts["past"] == 1
    assert desk(world, due="past") == ["2026-0001"]


def test_today_ends_at_the_readers_midnight() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert queries._ends(noon, "Asia/Hong_Kong") == (
        datetime(2026, 3, 2, 16, tzinfo=UTC),
        datetime(2026, 3, 8, 16, tzinfo=UTC),
    )


def test_the_desk_costs_the_same_statements_for_one_case_and_for_sixty(world: World) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.desk(world.registry, Wanted(mine=True, waiting="party"))
        return len(caught)

    acts(world, world.registry, "note-handover", {"note": "Call."})
    for docket_id in files(world):
        acts(world, world.registry, "assign-officer", docket=docket_id, account=world.registry.id)
    one = statements()
    for docket_id in files(world, 40):
        acts(world, world.registry, "assign-officer", docket=docket_id, account=world.registry.id)
    assert statements() == one <= 14
    assert len(desk(world)) == 30
    assert queries.desk(world.registry, Wanted(), page=2).page.more is False


def test_a_number_is_found_by_its_whole_or_its_beginning(world: World) -> None:
    files(world, 11)
    for words, count in (("2026-0001", 1), ("2026-000", 9), ("2026", 11), ("2027", 0)):
        found = queries.search(world.nepal.person, words)
        assert (len(found.items), found.by_number, found.more) == (count, True, False)
    assert queries.search(world.stranger, "2026").items == []


def test_a_name_is_found_by_whoever_may_open_the_case(world: World) -> None:
    files(world, 2)
    world.hands.move(minutes=1)
    world.files(key="chad", by=world.chad)
    for words, numbers in (
        ("fisher", ["2026-0003", "2026-0002", "2026-0001"]),
        ("CHAD", ["2026-0003"]),
        ("kenya", ["2026-0002", "2026-0001"]),
        ("boats", []),
        ("  ", []),
    ):
        assert [item.number for item in queries.search(world.registry, words).items] == numbers
    assert [item.number for item in queries.search(world.kenya.person, "fisher").items] == ["2026-0002", "2026-0001"]
    assert queries.search(world.kenya.person, "chad").items == []
    assert queries.search(world.stranger, "fisher") == queries.Found([], 0, 1, more=False)


def test_a_search_by_name_opens_a_window_at_a_time_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WINDOW", 2)
    world.files(key="chad", by=world.chad)
    files(world, 3)
    first, second = (queries.search(world.registry, "chad", page=page) for page in (1, 2))
    assert (first.items, first.looked, first.more) == ([], 2, True)
    assert ([item.number for item in second.items], second.looked, second.more) == (["2026-0001"], 2, False)


def test_a_session_is_mirrored_moved_and_shown_as_a_call(world: World) -> None:
    world.seats()
    starts = world.hands.at + timedelta(days=2)
    for begins in (starts, starts + timedelta(hours=3)):
        times = {"starts_at": render(begins), "ends_at": render(begins + timedelta(hours=2))}
        world.does(world.mediator, "set-session", facts={"session": "s1", "mode": "joint", **times})
    shown = queries.desk(world.registry, Wanted())
    assert shown.page.items[0].calls == (starts + timedelta(hours=3),)
    assert [(line.at, line.rule) for line in shown.due if line.rule is None] == [(starts + timedelta(hours=3), None)]
    replaying.replay_all()
    world.hands.move(days=3)
    assert queries.desk(world.registry, Wanted()).page.items[0].calls == ()
