"""Gate third-state: Articles 25-26. Silence never counts."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import request
from comity.law.request import Request
from tests.law.gates.world import a_request, finding, outcome, plain_request


def involving(*answers: str) -> Request:
    third = [{"state": state, "consent": answer} for state, answer in zip(("PG", "FJ", "NR"), answers, strict=False)]
    return a_request(third_state_involved=True, third_states=third)


def undecided(*third: dict[str, str]) -> Request:
    value = plain_request(third_states=list(third))
    del value["third_state_involved"]
    return request.read(value)


def test_none_involved_passes() -> None:
    found = finding("third-state", a_request(third_state_involved=False))
    assert (found.outcome.value, dict(found.facts)) == (
        "pass",
        {"involved": False, "given": [], "refused": [], "pending": [], "unnamed": 0},
    )


def test_the_request_must_say_whether_one_is_involved() -> None:
    found = finding("third-state", undecided())
    assert (found.outcome.value, found.message.english()) == (
        "needs",
        "The request must say whether a third State is involved.",
    )
    assert found.facts["involved"] is None


def test_naming_one_with_its_consent_does_not_answer_the_question() -> None:
    assert outcome("third-state", undecided({"state": "PG", "consent": "given"})) == "needs"


def test_involved_and_not_named_needs_a_name() -> None:
    found = finding("third-state", involving())
    assert (found.outcome.value, found.message.english()) == ("needs", "A third State is involved: it must be named.")


def test_a_third_state_without_a_name_needs_one_even_beside_a_named_one() -> None:
    third = [{"state": "PG", "consent": "given"}, {"consent": "given"}]
    found = finding("third-state", a_request(third_state_involved=True, third_states=third))
    assert (found.outcome.value, found.facts["unnamed"]) == ("needs", 1)


def test_a_refusal_refuses_and_names_who_refuses() -> None:
    found = finding("third-state", involving("given", "refused"))
    assert (found.outcome.value, found.message.params) == ("refuse", {"states": "FJ"})


def test_a_refusal_refuses_even_while_the_question_is_open() -> None:
    assert outcome("third-state", undecided({"state": "PG", "consent": "refused"})) == "refuse"


def test_a_pending_answer_is_wanted_and_silence_does_not_count() -> None:
    found = finding("third-state", involving("pending", "given", "pending"))
    assert (found.outcome.value, found.message.params) == ("needs", {"states": "PG, NR"})
    assert (found.facts["given"], found.facts["pending"]) == (["FJ"], ["PG", "NR"])


@pytest.mark.parametrize("answers", list(product(["given", "refused", "pending"], repeat=2)))
def test_every_pair_of_answers(answers: tuple[str, str]) -> None:
    expected = "refuse" if "refused" in answers else "needs" if "pending" in answers else "pass"
    assert outcome("third-state", involving(*answers)) == expected


@given(st.lists(st.sampled_from(["given", "refused", "pending"]), min_size=1, max_size=3))
def test_only_the_consent_of_each_passes(answers: list[str]) -> None:
    assert (outcome("third-state", involving(*answers)) == "pass") is (set(answers) == {"given"})
