"""Single negotiating text: which change is asked about next, and when nothing is left to ask."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from comity.gains import reference
from comity.gains.model import (
    Among,
    Amount,
    BadProblem,
    Choice,
    Forbidden,
    Package,
    Party,
    Points,
    Problem,
    Whole,
)
from comity.gains.text import Change, Reply, next_text
from tests.gains import small_problems

F = Fraction
ISSUES = (Choice("Dam", ("low", "high", "none")), Whole("Years", 1, 5))
UNKNOWN = Problem(ISSUES, (Party("A", {}), Party("B", {})))
DRAFT: Package = {"Dam": "high", "Years": 3}


def worth(dam: tuple[int, int, int], years: tuple[int, ...]) -> dict[str, Points]:
    return {
        "Dam": Points(dict(zip(("low", "high", "none"), map(F, dam), strict=True))),
        "Years": Points({n: F(each) for n, each in enumerate(years, 1)}),
    }


KNOWN = Problem(
    ISSUES,
    (Party("A", worth((3, 5, 0), (0, 1, 2, 3, 4))), Party("B", worth((5, 1, 6), (4, 3, 2, 1, 0)))),
)


def no(party: str, draft: Package, *hurts: str) -> Reply:
    return Reply(party, draft, accepts=False, hurts=frozenset(hurts))


def yes(party: str, draft: Package, *hurts: str) -> Reply:
    return Reply(party, draft, accepts=True, hurts=frozenset(hurts))


def test_with_known_preferences_the_change_with_the_greatest_product() -> None:
    found = next_text(KNOWN, DRAFT)  # 7 x 3 = 21; low: 5 x 7 = 35; none: 2 x 8; years 2: 6 x 4 = 24; 1: 5 x 5 = 25
    assert found.package == {"Dam": "low", "Years": 3}
    assert (found.issue, found.value) == ("Dam", "low")


def test_what_a_party_is_known_to_refuse_is_not_asked() -> None:
    refusal = no("A", {"Dam": "low", "Years": 3})  # worth 5 to A, as much as ("high", 1)
    assert next_text(KNOWN, DRAFT, [refusal]).package == {"Dam": "high", "Years": 2}


def test_what_is_worth_less_than_no_agreement_is_not_asked() -> None:
    firm = replace(KNOWN, parties=(replace(KNOWN.parties[0], reservation=F(6)), KNOWN.parties[1]))
    found = next_text(firm, DRAFT)  # over (6, 0): 1 x 3; years 4: 2 x 2 = 4; 5: 3 x 1
    assert found.package == {"Dam": "high", "Years": 4}


def test_a_draft_below_a_reservation_value_is_left_for_any_that_is_not() -> None:
    firm = replace(KNOWN, parties=(KNOWN.parties[0], replace(KNOWN.parties[1], reservation=F(5))))
    assert next_text(firm, DRAFT).package == {"Dam": "low", "Years": 3}


def test_nothing_is_left_to_ask_at_the_best_of_all_single_changes() -> None:
    found = next_text(KNOWN, {"Dam": "low", "Years": 4})
    assert found == Change(None, None, None, "no single change gives a greater product of gains that nobody refused")


def test_the_product_rises_step_by_step_until_nothing_is_left() -> None:
    chance = random.Random(8)
    for problem in small_problems.problems(31, 60, parties=3, joint=True):
        if not all(party.worth or party.interactions for party in problem.parties):
            continue
        draft = chance.choice(list(reference.packages(problem)))
        seen = [draft]
        while (change := next_text(problem, seen[-1])).package is not None:
            assert change.issue is not None
            assert {k for k, v in change.package.items() if v != seen[-1][k]} == {change.issue}
            assert problem.allows(change.package)
            assert problem.rational(change.package)
            assert change.package not in seen
            seen.append(change.package)


def test_without_preferences_the_clause_that_hurts_most_is_changed() -> None:
    replies = [no("A", DRAFT, "Dam"), yes("B", DRAFT, "Dam", "Years")]
    found = next_text(UNKNOWN, DRAFT, replies)
    assert (found.package, found.why) == (
        {"Dam": "low", "Years": 3},
        "Dam: 2 of 2 say that this clause hurts",
    )


def test_the_clause_that_hurts_more_comes_first_wherever_it_stands() -> None:
    replies = [no("A", DRAFT, "Years"), yes("B", DRAFT, "Dam", "Years")]
    assert next_text(UNKNOWN, DRAFT, replies).package == {"Dam": "high", "Years": 2}


def test_a_value_of_which_somebody_said_that_it_hurts_is_not_asked() -> None:
    replies = [no("A", DRAFT, "Dam"), no("B", {"Dam": "low", "Years": 1}, "Dam"), yes("B", {"Dam": "none", "Years": 1})]
    assert next_text(UNKNOWN, DRAFT, replies).package == {"Dam": "none", "Years": 3}


def test_a_number_moves_to_the_nearest_and_below_first() -> None:
    first = next_text(UNKNOWN, DRAFT, [no("A", DRAFT, "Years")])
    assert first.package == {"Dam": "high", "Years": 2}
    replies = [no("A", DRAFT, "Years"), no("B", {"Dam": "high", "Years": 2}, "Years")]
    assert next_text(UNKNOWN, DRAFT, replies).package == {"Dam": "high", "Years": 4}


def test_a_value_that_stood_in_no_draft_comes_before_one_that_did() -> None:
    replies = [no("A", DRAFT, "Dam"), no("B", {"Dam": "low", "Years": 1}, "Years")]
    assert next_text(UNKNOWN, DRAFT, replies).package == {"Dam": "none", "Years": 3}


def test_what_was_refused_is_never_asked_again_and_the_questions_end() -> None:
    replies = [no("A", DRAFT, "Dam", "Years")]
    asked: list[Package] = [DRAFT]
    while (change := next_text(UNKNOWN, DRAFT, replies)).package is not None:
        assert change.package not in asked
        asked.append(change.package)
        replies.append(no("B", change.package))
    assert len(asked) == 1 + 2 + 4
    assert change.why == (
        "every other value of the clauses that hurt hurts somebody too, was refused or breaks a constraint"
    )


def test_what_all_accepted_is_not_asked_again() -> None:
    other: Package = {"Dam": "low", "Years": 3}
    replies = [no("A", DRAFT, "Dam"), yes("A", other), yes("B", other)]
    assert next_text(UNKNOWN, DRAFT, replies).package == {"Dam": "none", "Years": 3}
    assert next_text(UNKNOWN, DRAFT, replies[:2]).package == {"Dam": "none", "Years": 3}
    assert next_text(KNOWN, DRAFT, [yes("A", other), yes("B", other)]).package == {"Dam": "high", "Years": 1}


def test_where_nobody_said_what_hurts_there_is_nothing_to_ask() -> None:
    for replies in ([], [no("A", DRAFT)], [no("A", {"Dam": "low", "Years": 3}, "Dam")]):
        assert next_text(UNKNOWN, DRAFT, replies) == Change(
            None, None, None, "nobody said which clause of this draft hurts"
        )


def test_one_party_of_unknown_preferences_is_enough_to_go_by_the_answers_alone() -> None:
    half = replace(KNOWN, parties=(KNOWN.parties[0], Party("B", {})))
    assert next_text(half, DRAFT).package is None
    assert next_text(half, DRAFT, [no("B", DRAFT, "Years")]).package == {"Dam": "high", "Years": 2}


def test_a_constraint_is_kept() -> None:
    ruled = replace(UNKNOWN, constraints=(Forbidden((Among("Dam", frozenset({"low"})),)),))
    assert next_text(ruled, DRAFT, [no("A", DRAFT, "Dam")]).package == {"Dam": "none", "Years": 3}


def test_what_does_not_fit_is_refused_by_its_key() -> None:
    with pytest.raises(BadProblem, match=r"^replies\[1\].party: no party has this name$"):
        next_text(KNOWN, DRAFT, [no("C", DRAFT)])
    with pytest.raises(BadProblem, match=r"^replies\[2\].hurts.Gauge: no issue has this name$"):
        next_text(KNOWN, DRAFT, [no("A", DRAFT), no("A", DRAFT, "Gauge")])
    with pytest.raises(BadProblem, match=r"^package.Years: every issue needs a value$"):
        next_text(KNOWN, {"Dam": "high"})
    with pytest.raises(BadProblem, match=r"^package.Years: 9 does not settle this issue$"):
        next_text(KNOWN, DRAFT, [no("A", {"Dam": "high", "Years": 9})])
    free = Problem((Amount("Fee", F(0), F(9), step=None),), (Party("A", {}),))
    with pytest.raises(BadProblem, match=r"^issues.Fee.step: this amount moves freely"):
        next_text(free, {"Fee": F(1)}, [no("A", {"Fee": F(1)}, "Fee")])
