"""Every effect is total on every act that its guards let through: in any state, a row is refused or performed."""

import json
import random
from collections import Counter
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.law.act import Act
from comity.law.edition import Edition, Row, packaged
from comity.law.instants import parse
from comity.law.state import State
from comity.law.step import Refused, step
from tests.law import paths
from tests.law.guide import Guide
from tests.law.players import Players
from tests.law.test_suspension import PAUSE, opened, suspended
from tests.law.walk import BEGINNINGS, beginning
from tests.law.world import EDITION, NOON, POWERS, Case, digest

INSTITUTION = packaged("institution-2026", "institution")


@cache
def reached() -> list[tuple[Edition, State]]:
    """States of cases and rooms that were reached, some of each phase, each with its edition."""
    played = [
        beginning(kind, parties=parties, entry=entry)[0]
        for kind in sorted(set(BEGINNINGS))
        for parties in (2, 3)
        for entry in ("signature", "event-and-date")
    ]
    invited, open_ = paths.requested(consents={"pa": "wanted"}), paths.requested(zone=None)
    cases = [
        *played,
        invited,
        open_,
        paths.choosing(),
        paths.statements(),
        paths.protocol(),
        paths.text(),
        paths.panama(),
    ]
    for phase in ("declaring", "ended"):
        cases.append(paths.choosing())
        Players(cases[-1]).play(phase) if phase == "declaring" else cases[-1].settle(NOON.replace(year=2027))
    of_rooms = [(EDITION, case.room_state(room)) for case in cases for room in case.rooms]
    answered = opened()
    answered.do("respond", "party", NOON, party="pa")
    silent = opened(None)
    silent.settle(NOON.replace(month=12))
    others = [(PAUSE, case) for case in (Case(PAUSE), opened(), suspended(opened()), answered, silent)]
    others += [(INSTITUTION, case) for case in (Case(INSTITUTION), founded())]
    return [*((EDITION, case.state) for case in cases), *of_rooms, *((edition, case.state) for edition, case in others)]


def founded() -> Case:
    """The organisation's own docket, open."""
    case = Case(INSTITUTION)
    case.do("found", "system", NOON, edition=digest("edition"), tzdata="2026b")
    return case


def test_states_reached_stand_in_every_phase() -> None:
    assert {state.whole.phase for edition, state in reached() if edition is EDITION} == set(EDITION.phases)


def tried(edition: Edition, state: State, row: Row, guide: Guide, period: str | None = None) -> bool:
    """Try a row in a state, with facts from a guide; whether it was performed. Whatever raises but Refused, fails."""
    role, party, actor = guide.holder(row, state)
    at = parse(state.whole.last_at) if state.whole.last_at else NOON
    facts = guide.facts(row, state, party=party, actor=actor, at=at)
    if period is not None:
        at = parse(str(state.periods[period]["due"]))
    act = Act(act=row.act, role=role, actor=actor, at=at, party=party, mandate=POWERS, facts=facts, period=period)
    before = json.dumps(state.to_json())
    try:
        new = step(edition, state, act)
    except Refused:
        return False
    finally:
        assert json.dumps(state.to_json()) == before
    assert new.size == state.size + 1
    assert State.from_json(json.loads(json.dumps(new.to_json())), edition=edition, case=state.case) == new
    return True


def test_every_row_of_the_organisation_s_docket_is_performed() -> None:
    guide, state = Guide(random.Random(3), wild=0), founded().state
    rows = [row for row in INSTITUTION.acts.values() if row.act != "found"]
    performed = [row.act for row in rows if any(tried(INSTITUTION, state, row, guide) for _ in range(20))]
    assert performed == [row.act for row in rows]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_row_s_effects_are_total_on_what_its_guards_let_through(data: st.DataObject) -> None:
    edition, state = data.draw(st.sampled_from(reached()))
    row = data.draw(st.sampled_from(sorted(edition.acts)).map(edition.acts.__getitem__))
    guide = Guide(random.Random(data.draw(st.integers(0, 2**32))), wild=0.3)
    tried(edition, state, row, guide, data.draw(st.sampled_from([None, *state.periods])))


def test_each_row_in_each_state_reached() -> None:
    performed: Counter[str] = Counter()
    guide = Guide(random.Random(7), wild=0.05)
    for edition, state in reached():
        for row in edition.acts.values():
            done = [tried(edition, state, row, guide, period) for period in (None, None, *state.periods)]
            performed[f"{edition.name} {row.act}"] += sum(done)
    assert performed.total() > 600
    assert len(+performed) > 60  # of 77; a lapse comes only when nothing else is owed, and the walks meet it
