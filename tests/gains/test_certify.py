"""The checker: right answers pass; what an attacker would try does not."""

import copy
import json
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

import pytest

from comity.gains.answers import Answer, Rule, as_json, frontier_as_json
from comity.gains.certify import Refused, check
from comity.gains.frontiers import frontier
from comity.gains.model import (
    Among,
    Amount,
    Between,
    Budget,
    Choice,
    Curve,
    Forbidden,
    Interaction,
    Party,
    Points,
    Problem,
    Required,
)
from tests.gains.against_reference import Asked
from tests.gains.tampering import cases, tamper, true

ISSUES = (Choice("i", ("a", "b", "c")), Choice("j", ("x", "y")))
ADDITIVE = Problem(
    ISSUES,
    (
        Party("A", {"i": Points({"a": Fraction(6), "b": Fraction(4), "c": Fraction(0)})}, Fraction(1, 2)),
        Party(
            "B",
            {
                "i": Points({"a": Fraction(0), "b": Fraction(3), "c": Fraction(5)}),
                "j": Points({"x": Fraction(0), "y": Fraction(1)}),
            },
        ),
    ),
)
JOINT = Problem(
    (*ISSUES, Amount("m", Fraction(0), Fraction(2), step=Fraction(1, 2))),
    (
        Party(
            "A",
            {**ADDITIVE.parties[0].worth, "m": Curve(((Fraction(0), Fraction(0)), (Fraction(2), Fraction(4))))},
            interactions=(Interaction((Among("i", frozenset("a")), Among("j", frozenset("x"))), Fraction(5)),),
        ),
        ADDITIVE.parties[1],
    ),
    (
        Forbidden((Among("i", frozenset("a")), Between("m", Fraction(1), Fraction(2)))),
        Required((Among("j", frozenset("y")),), Among("i", frozenset("bc"))),
        Budget({"m": Fraction(1)}, Fraction(3, 2)),
    ),
)
OF_TWO = [(ADDITIVE, rule) for rule in Rule] + [(JOINT, rule) for rule in Rule]


def answer(problem: Problem, rule: Rule, weights: tuple[int, ...] | None = None) -> dict[str, Any]:
    return json.loads(json.dumps(as_json(Asked(problem, rule, weights).settle())))


def refused(problem: Problem, changed: dict[str, Any], key: str) -> None:
    with pytest.raises(Refused, match=f"^{key}"):
        check(problem, changed)


@pytest.mark.parametrize(("problem", "rule"), OF_TWO)
def test_right_answers_pass_and_say_so_exactly(problem: Problem, rule: Rule) -> None:
    made = answer(problem, rule)
    check(problem, made)
    assert true(problem, made)


def test_many_right_answers_pass() -> None:
    assert all(true(case.problem, case.answer) for case in islice(cases(21), 80))


def test_tampered_answers_are_refused_or_still_true() -> None:
    """python -m tests.gains.tampering does 100,000."""
    count, wrong = tamper(1_500, seed=22)
    assert wrong == []
    assert count["refused"] > 1_200


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"utilities": None}, "utilities: "),
        ({"utilities": [True, 4.0]}, "utilities: "),
        ({"gap": False}, "gap: "),
        ({"gap": float("nan")}, "gap: "),
        ({"gap": None}, "gap: "),
        ({"proven": 1}, "proven: "),
        ({"agreement": 1}, "agreement: "),
        ({"agreement": False}, "package: "),
        ({"agreement": False, "package": {}, "utilities": []}, "package: "),
        ({"criterion": "fair"}, "criterion: "),
        ({"criterion": ["nash"]}, "answer: "),
        ({"fair": True}, "fair: does not belong"),
        ({"points": []}, "agreement, criterion, gap, package, utilities: does not belong"),
        ({"package": {"i": "b"}}, "answer: "),
        ({"package": {"i": "b", "j": "y", "k": "x"}}, "answer: "),
        ({"package": {"i": "b", "j": 1}}, "answer: "),
        ({"package": {"i": "b", "j": "x"}}, "utilities: "),
        ({"package": {"i": "c", "j": "y"}, "utilities": [0.0, 6.0]}, "package: gives a party less"),
        ({"package": {"i": "a", "j": "y"}, "utilities": [6.0, 1.0]}, "certificate: there is a better package"),
        ({"certificate": None}, "answer: "),
        ({"certificate": {}}, "answer: "),
        ({"weights": [9, 1]}, "certificate: there is a better package"),
        ({"weights": [1, 0]}, "weights: "),
        ({"weights": [1]}, "weights: "),
        ({"weights": [1, True]}, "weights: "),
        ({"weights": [1, 1_001]}, "weights: "),
        ({"draft": {"i": "b", "j": "z"}}, "answer: "),
    ],
)
def test_changed_claims_are_refused(change: dict[str, Any], key: str) -> None:
    refused(ADDITIVE, answer(ADDITIVE, Rule.NASH) | change, key)


def test_weights_belong_to_products_alone() -> None:
    refused(ADDITIVE, answer(ADDITIVE, Rule.EGALITARIAN) | {"weights": [1, 1]}, "weights: ")
    check(ADDITIVE, answer(ADDITIVE, Rule.NASH, (9, 1)))
    without = answer(ADDITIVE, Rule.NASH, (9, 1))
    del without["weights"]
    refused(ADDITIVE, without, "certificate: ")


@pytest.mark.parametrize(
    ("tree", "key"),
    [
        ({"w": [-1, -1]}, "certificate.w: "),
        ({"w": [True, 1]}, "certificate.w: "),
        ({"w": [1.0, 1]}, "certificate.w: "),
        ({"w": [float("inf"), 1]}, "certificate.w: "),
        ({"w": [1]}, "answer: "),
        ({"w": [1, 1, 1]}, "answer: "),
        ({"w": [0, 0]}, "certificate: there is a better package"),
        ({"w": [10**40, 10**40]}, "certificate: there is a better package"),
        ({"w": [1, 1], "l": [-(10**9)]}, "certificate.w: "),
        ({"w": [1, 1], "l": []}, "answer: "),
        ({"w": [1, 1], "a": [[0, 0, -(10**9)], [0, 0, 0]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[-1, 0, -(10**9)]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[0, 2, -(10**9)]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[9, 0, 1]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[0, 0, 0.5]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[0, 0, True]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[0, 0, float("-inf")]]}, "certificate.a: "),
        ({"w": [1, 1], "a": [[0, 0, -(10**9)]]}, "certificate: there is a better package"),
        ({"w": [1, 1], "a": [[0, 0, 10**9]]}, "certificate: there is a better package"),
        ({"issue": 0, "parts": []}, "certificate.parts: "),
        ({"issue": 0, "parts": [[[0], {"w": [1, 1]}]]}, "certificate.parts: "),
        ({"issue": -1, "parts": [[[0, 1, 2, 3, 4], {"w": [1, 1]}]]}, "certificate.issue: "),
        ({"issue": True, "parts": [[[0, 1], {"w": [1, 1]}]]}, "certificate.issue: "),
        ({"issue": 3, "parts": []}, "certificate.issue: "),
        ({"issue": 0, "parts": [[[0, 1, 2], {"w": [0, 0]}], [[0], {"w": [1, 1]}]]}, "certificate: there is a better"),
        ({}, "answer: "),
        ([], "answer: "),
    ],
)
def test_no_tree_says_that_there_is_no_agreement_where_there_is(tree: object, key: str) -> None:
    claim = answer(JOINT, Rule.NASH) | {
        "agreement": False,
        "package": None,
        "utilities": [],
        "certificate": {"none": tree},
    }
    refused(JOINT, claim, key)


def test_a_smaller_group_does_not_pass_for_the_largest() -> None:
    """Its own product is the greatest, and it says so by right trees; that both could gain, it hides."""
    claim = answer(ADDITIVE, Rule.NASH)
    claim |= {"package": {"i": "a", "j": "x"}, "utilities": [6.0, 0.0]}
    leaves = [{"w": [1, 0]}, {"issue": 0, "parts": [[[0, 1], {"w": [1, 1]}], [[2], {"w": [1, 0]}]]}]
    claim["certificate"] = {"larger": [{"w": [1, 1]}], "better": leaves}
    refused(ADDITIVE, claim, "certificate: there is a better package")
    refused(ADDITIVE, claim | {"certificate": {"larger": [], "better": leaves}}, "answer: ")


def test_ideals_belong_to_each_party() -> None:
    made = answer(ADDITIVE, Rule.KALAI_SMORODINSKY)
    ideals = made["certificate"]["ideals"]
    made["certificate"]["ideals"] = ideals[:1]
    refused(ADDITIVE, made, "certificate.ideals: ")
    made["certificate"]["ideals"] = ideals[::-1]
    refused(ADDITIVE, made, "certificate: there is a better package")
    made["certificate"]["ideals"] = [[{"i": "c", "j": "x"}, ideals[0][1]], ideals[1]]
    refused(ADDITIVE, made, "certificate.ideals: ")


def test_a_draft_is_efficient_only_if_nobody_gains() -> None:
    draft = {"i": "a", "j": "x"}
    worth = ADDITIVE.utilities(draft)
    parties = tuple(replace(each, reservation=u) for each, u in zip(ADDITIVE.parties, worth, strict=True))
    improved = answer(replace(ADDITIVE, parties=parties), Rule.EGALITARIAN)
    claims = {"draft": draft, "draft_utilities": [6.0, 0.0], "efficient": False}
    check(ADDITIVE, improved | claims)
    check(ADDITIVE, improved | {"draft": draft})
    refused(ADDITIVE, improved, "answer: |certificate: ")
    for efficient in (True, 0, None):
        refused(ADDITIVE, improved | claims | {"efficient": efficient}, "efficient: ")
    refused(ADDITIVE, improved | claims | {"draft_utilities": [6.0, 2.0]}, "draft_utilities: ")
    refused(ADDITIVE, improved | {"draft_utilities": [6.0, 0.0]}, "draft_utilities: does not belong")


def test_numbers_of_a_package_are_exact_and_short() -> None:
    made = answer(JOINT, Rule.UTILITARIAN)
    for value in ("1e9999999", 1.0, True, "0x1", "1/0", "1/2/3", [1], None, "9" * 9_999):
        changed = copy.deepcopy(made)
        changed["package"]["m"] = value
        refused(JOINT, changed, "answer: ")
    made["package"]["m"] = "3/2"
    refused(
        JOINT, made | {"package": {"i": "b", "j": "y", "m": 2}, "utilities": [8.0, 4.0]}, "package: breaks a constraint"
    )


@pytest.mark.parametrize("problem", [ADDITIVE, JOINT])
def test_a_frontier_is_all_efficient_points(problem: Problem) -> None:
    made = json.loads(json.dumps(frontier_as_json(frontier(problem))))
    check(problem, made)
    points = made["points"]
    refused(problem, made | {"points": points[1:]}, "points: ")
    refused(problem, made | {"points": [*points, points[0]]}, "points: two are the same")
    worse = {"utilities": [0.0, 5.0], "package": {"i": "c", "j": "x"}, "individually_rational": False}
    if problem is ADDITIVE:
        refused(problem, made | {"points": [*points, worse]}, "points: are not the efficient points")
        gaps = {"gaps": [{"w": [1, 1]}] * (len(points) + 2)}
        refused(problem, made | {"points": [*points, worse], "certificate": gaps}, "points: one is better")
        refused(problem, made | {"certificate": {"gaps": []}}, "answer: ")
    changed = copy.deepcopy(made)
    changed["points"][0]["individually_rational"] = 1
    refused(problem, changed, "points.individually_rational: ")
    changed = copy.deepcopy(made)
    changed["points"][0]["fair"] = True
    refused(problem, changed, "points: ")


def test_an_answer_that_is_not_proven_is_refused() -> None:
    unproven = Answer("nash", True, {"i": "b", "j": "y"}, (Fraction(4), Fraction(4)), False, 0.1, "", 0.0, {})
    refused(ADDITIVE, as_json(unproven), "proven: is not claimed")


def test_what_is_no_answer_is_refused() -> None:
    for nothing in ({}, {"proven": True}):
        refused(ADDITIVE, nothing, "answer: ")
