"""Random acts by random people, watched by a second opinion: a slice of what `python -m tests.law.walk` walks."""

from copy import deepcopy
from functools import cache

import pytest

from comity.law.edition import from_json
from tests.law import walk
from tests.law.world import EDITION

SEEDS = (1, 2, 3)
ATTEMPTS = 700
MOST = 16  # seeds within which every row must be met


@cache
def walked(seed: int) -> walk.Met:
    """The walk of a seed; it fails where the step and the second opinion differ."""
    return walk.main(seed, ATTEMPTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_step_allows_exactly_what_the_second_opinion_does(seed: int) -> None:
    met = walked(seed)
    assert met.attempts == ATTEMPTS
    assert sum(met.performed.values()) > ATTEMPTS  # with the clock's acts and entailed ones
    assert sum(met.refused.values()) > ATTEMPTS // 5


@pytest.mark.parametrize("seed", SEEDS)
def test_from_every_state_sampled_people_who_cooperate_reach_a_settlement(seed: int) -> None:
    driven = walked(seed).driven
    assert driven.total() == ATTEMPTS // 50
    assert set(driven) <= {"settled", "ended or not begun"}
    assert driven["settled"] > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_prefixes_replay_and_tampered_logs_do_not(seed: int) -> None:
    checks = walked(seed).checks
    assert set(checks) == {"replays", *walk.TAMPERINGS}


def test_every_row_of_the_edition_is_performed() -> None:
    never = set(EDITION.acts).difference(*(walked(seed).performed for seed in SEEDS))
    for seed in range(len(SEEDS) + 1, MOST + 1):
        never -= set(walk.main(seed, ATTEMPTS // 2, seek=never).performed) if never else set()
    assert never == set()


@pytest.mark.parametrize(
    ("act", "column", "instead"),
    [
        ("agree-clause", "mandate", None),
        ("table-text", "guards", []),
        ("lodge-statement", "guards", []),
        ("set-session", "who", ["mediator", "party"]),
        ("post", "when", ["sessions"]),
        ("leave", "do", []),
    ],
)
def test_the_second_opinion_notices_a_table_that_differs(act: str, column: str, instead: list[str] | None) -> None:
    source = deepcopy(EDITION.digest_source())
    row = next(row for row in source["acts"] if row["act"] == act)
    row.pop(column) if instead is None else row.update({column: instead})
    other = from_json(source)
    with pytest.raises(AssertionError):
        for seed in range(1, MOST + 1):
            walk.main(seed, ATTEMPTS, seek=[act], edition=other)
