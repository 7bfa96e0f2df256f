"""Yes/no, no/yes, no/no are one thing to all but who answered: in pages, API, log, bundle, rows and journal."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from comity import docket
from comity.docket import queries
from comity.docket.models import Act
from comity.people.actor import Actor
from tests.bargaining import worlds
from tests.bargaining.worlds import Pages, Table, World, played
from tests.docket import house

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.database
YES, NO = "accepted", "not-accepted"


@pytest.fixture
def home(db: None, settings: "Settings") -> Iterator[house.House]:
    """The organisation on a clock that stands still."""
    settings.DEMONSTRATION = True
    with house.opened() as made:
        yield made


@pytest.fixture
def table(home: house.House) -> Table:
    """A proposal is before two parties."""
    return Table(home)


def differing(one: Pages, other: Pages, *sides: str) -> list[tuple[str, str]]:
    """Who sees a difference, and where, of those who are not of these sides. Both were asked for the same."""
    assert one.keys() == other.keys()
    return [place for place in one if place[0].partition("-")[0] not in sides and one[place] != other[place]]


def of_side(pages: Pages, side: str) -> Pages:
    """What one side reads."""
    return {place: text for place, text in pages.items() if place[0].startswith(f"{side}-")}


def test_who_said_no_is_known_to_nobody_but_who_said_it(table: Table) -> None:
    yes_no, no_yes, no_no, yes_yes = (
        played(table, *answers) for answers in ((YES, NO), (NO, YES), (NO, NO), (YES, YES))
    )
    assert [world.outcome for world in (yes_no, no_yes, no_no, yes_yes)] == [NO, NO, NO, "all-accepted"]
    assert not any(world.told_early for world in (yes_no, no_yes, no_no, yes_yes))
    _secret_exists(table, yes_no, no_yes, no_no)
    for world in (yes_no, no_yes):
        for then in ("before", "after"):
            assert differing(getattr(world, then), getattr(no_no, then), "us", "pa") == []
    for then in ("before", "after"):  # and each side learns nothing of the other's answer either
        assert of_side(getattr(no_yes, then), "us") == of_side(getattr(no_no, then), "us")
        assert of_side(getattr(yes_no, then), "pa") == of_side(getattr(no_no, then), "pa")
    for world in (yes_no, no_yes, yes_yes):  # whoever steals the database and the keeper's log is none the wiser
        assert difference(no_no.rows, world.rows) == []
        assert difference(no_no.journal, world.journal) == []
    _one_bit(table, no_no, yes_yes)


def difference(one: list[str], other: list[str]) -> list[str]:
    """Lines that only one of two lists has, marked - and +."""
    mine, theirs = Counter(one), Counter(other)
    found = [f"- {line}" for line in (mine - theirs).elements()] + [f"+ {line}" for line in (theirs - mine).elements()]
    return found if found or one == other else ["the same lines in another order"]


def _secret_exists(table: Table, yes_no: World, no_yes: World, no_no: World) -> None:
    """Who answered reads the answer: there is something to be found."""
    for world, side in ((yes_no, "us"), (no_yes, "pa")):
        room = table.matter.room_id(f"delegation:{side}")
        for path in (f"/cases/{table.matter.id}/rooms/{room}/", f"/api/cases/{table.matter.id}/rooms/{room}"):
            assert world.before[f"{side}-agent", path] != no_no.before[f"{side}-agent", path]
        assert of_side(world.after, side) != of_side(no_no.after, side)


def _one_bit(table: Table, no_no: World, yes_yes: World) -> None:
    """All accepted differs in the one word that is told, in the joint room, from the closing instant on."""
    assert differing(yes_yes.before, no_no.before, "us", "pa") == []
    joint = table.matter.room_id("joint")
    page, api = (f"{face}/{table.matter.id}/rooms/{joint}" for face in ("/cases", "/api/cases"))
    bundles = (f"/cases/{table.matter.id}/bundle/", f"/api/cases/{table.matter.id}/bundle")
    seen = differing(yes_yes.after, no_no.after, "us", "pa")
    assert {path for _who, path in seen} <= {f"{page}/", api, *bundles}
    assert {(table.mediator, f"{page}/"), (table.mediator, api)} <= set(seen)
    for place in seen:
        changed = difference(yes_yes.after[place].splitlines(), no_no.after[place].splitlines())
        assert 2 <= len([line for line in changed if line.strip("+- ")]) <= 6, place
    two = (json.loads(world.after[table.mediator, api].partition(" ")[2]) for world in (yes_yes, no_no))
    yes, no = (room["acts"] for room in two)
    unlike = [(mine, other) for mine, other in zip(yes, no, strict=True) if mine != other]
    assert len(unlike) == 1
    facts = [each["envelope"].pop("facts") for each in unlike[0]]
    assert facts == [{"outcome": word, "proposal": table.proposal} for word in ("all-accepted", NO)]
    assert unlike[0][0] == unlike[0][1]


@pytest.mark.once
def test_silence_is_a_no(table: Table) -> None:
    silent, said = played(table, YES, None), played(table, YES, NO)
    assert silent.outcome == said.outcome == NO
    assert differing(silent.before, said.before, "pa") == []
    assert differing(silent.after, said.after, "pa") == []


def test_nobody_answers_and_nothing_is_accepted(table: Table) -> None:
    table.matter.moves(table.closes + timedelta(seconds=1))
    assert table.outcome() == NO


def test_the_last_answer_counts(table: Table) -> None:
    table.answers("us", YES)
    table.answers("pa", NO)
    table.answers("pa", YES)
    table.matter.moves(table.closes + timedelta(seconds=1))
    assert table.outcome() == "all-accepted"


def test_nothing_is_opened_or_told_before_the_closing_instant(table: Table) -> None:
    since = len(worlds.journal())
    rooms = [table.matter.room_id(f"delegation:{state}") for state in ("us", "pa")]
    for state in ("us", "pa"):
        table.answers(state, YES)
    table.matter.moves(table.closes)
    answers = [Act.objects.filter(log=room).order_by("-index")[0].id for room in rooms]
    assert table.outcome() is None
    assert [line for line in worlds.journal()[since:] if any(f" body {each} " in line for each in answers)] == []
    table.matter.moves(table.closes + timedelta(seconds=1))
    assert table.outcome() == "all-accepted"
    told = Act.objects.filter(log=table.matter.room_id("joint")).order_by("-index")[0]
    assert (told.at, told.role) == (table.closes, "")


@pytest.mark.parametrize("late", [0, 1, 3600])
def test_an_answer_that_comes_too_late_is_refused_and_counts_as_none(table: Table, late: int) -> None:
    table.answers("us", YES)
    table.house.hands.at = table.closes + timedelta(seconds=late)
    before = Act.objects.filter(log=table.matter.room_id("delegation:pa")).count()
    with pytest.raises(docket.Refused) as caught:
        table.answers("pa", YES)
    assert caught.value.rule == "ahead"
    assert Act.objects.filter(log=table.matter.room_id("delegation:pa")).count() == before
    table.matter.moves(table.closes + timedelta(seconds=late + 1))
    assert table.outcome() == NO


@pytest.mark.parametrize("leaves", [False, True])
def test_a_party_that_left_has_not_accepted(home: house.House, leaves: bool) -> None:
    table = Table(home, ("us", "pa", "xm"))
    for state in ("us", "pa", "xm"):
        table.answers(state, YES)
    if leaves:
        table.matter.does("xm-agent", "leave")
    table.matter.moves(table.closes + timedelta(seconds=1))
    assert table.outcome() == (NO if leaves else "all-accepted")


@pytest.mark.parametrize("state", ["us", "pa"])
def test_no_mediator_and_no_other_party_reads_a_delegations_room(table: Table, state: str) -> None:
    table.answers(state, YES)
    room = table.matter.room_id(f"delegation:{state}")

    def reads(actor: Actor) -> bool:
        try:
            queries.room(actor, table.matter.id, room)
        except docket.NotFound:
            return False
        return True

    readers = {who for who, person in table.house.people.items() if reads(person.actor)}
    assert readers == {who for who, person in table.house.people.items() if person.state == state}
    assert table.clients[table.mediator].get(f"/cases/{table.matter.id}/rooms/{room}/").status_code == 404
