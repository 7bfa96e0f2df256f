"""Guards about facts of the act and values of the case."""

from typing import Any

import pytest

from comity.law.finding import Finding
from comity.law.guards.values import (
    fact_is,
    given_with,
    is_set,
    is_unset,
    kept,
    phase_in,
    value_is,
    verdict_follows,
)
from comity.law.state import State
from tests.law.world import act_of

ACT = act_of("us")


def says(finding: Finding) -> str:
    """The reason of a refusal; empty where it holds."""
    return "" if finding.message is None else finding.message.english()


@pytest.mark.parametrize(("fact", "holds"), [(True, True), (False, False), (None, False)])
def test_a_fact_is_one_of_its_values(fact: Any, holds: bool) -> None:
    finding = fact_is(State(), ACT, fact=fact, one_of=[True])
    assert says(finding) == ("" if holds else "The rules do not allow this choice here.")


BELONGS = "A date or a list that belongs to this choice is missing, or does not belong to it."


@pytest.mark.parametrize(
    ("fact", "other", "holds"),
    [("2026", "date", True), (None, "signature", True), (None, "date", False), ("2026", "signature", False)],
)
def test_an_optional_fact_goes_with_some_values_of_another(fact: Any, other: str, holds: bool) -> None:
    finding = given_with(State(), ACT, fact=fact, other=other, one_of=["date", "event-and-date"])
    assert says(finding) == ("" if holds else BELONGS)


def test_an_empty_list_is_given() -> None:
    assert given_with(State(), ACT, fact=[], other="date", one_of=["date"]).holds


@pytest.mark.parametrize(
    ("values", "holds"),
    [({"entry": "date"}, True), ({"entry": "event"}, False), ({}, False), ({"other": "date"}, False)],
)
def test_a_value_was_settled_so(values: dict[str, Any], holds: bool) -> None:
    told = "What must be settled before has not been settled so."
    for state in (State(values=values), State(case=State(values=values))):
        assert says(value_is(state, ACT, value="entry", one_of=["date"])) == ("" if holds else told)


@pytest.mark.parametrize(("values", "settled"), [({"entry": "date"}, True), ({"entry": False}, True), ({}, False)])
def test_a_value_is_settled_or_not(values: dict[str, Any], settled: bool) -> None:
    for state in (State(values=values), State(case=State(values=values))):
        assert says(is_set(state, ACT, value="entry")) == ("" if settled else "Something must be settled before.")
        assert says(is_unset(state, ACT, value="entry")) == ("This is settled already." if settled else "")


@pytest.mark.parametrize(("phase", "holds"), [("text", True), ("signature", True), ("sessions", False), ("", False)])
def test_the_case_stands_in_one_of_the_phases(phase: str, holds: bool) -> None:
    told = "The case is not in a phase that allows it."
    for state in (State(phase=phase), State(case=State(phase=phase))):
        assert says(phase_in(state, ACT, phases=["text", "signature"])) == ("" if holds else told)


@pytest.mark.parametrize(
    ("findings", "decided", "verdict"),
    [
        ({"a": "pass", "b": "pass"}, None, "admissible"),
        ({"a": "pass", "b": "needs"}, None, "incomplete"),
        ({"a": "needs", "b": "refuse"}, None, "refused"),
        ({}, None, "incomplete"),
        ({"a": "pass", "b": "needs"}, {}, "incomplete"),
        ({"a": "pass", "b": "needs"}, {"b": "pass"}, "admissible"),
        ({"a": "pass", "b": "needs"}, {"b": "refuse"}, "refused"),
        ({"a": "needs", "b": "needs"}, {"b": "pass"}, "incomplete"),
    ],
)
def test_the_verdict_follows_from_findings_and_decisions(
    findings: dict[str, str], decided: dict[str, str] | None, verdict: str
) -> None:
    told = "The verdict does not follow from the findings."
    for said in ("admissible", "incomplete", "refused"):
        finding = verdict_follows(State(), ACT, findings=findings, decided=decided, verdict=said)
        assert says(finding) == ("" if said == verdict else told)


@pytest.mark.parametrize("decided", [{"a": "refuse"}, {"b": "pass"}, {"x": "pass"}, {"n": "pass", "a": "pass"}])
def test_nobody_decides_what_needs_no_decision(decided: dict[str, str]) -> None:
    findings = {"a": "pass", "b": "refuse", "n": "needs"}
    verdicts = ("admissible", "incomplete", "refused")
    found = [verdict_follows(State(), ACT, findings=findings, decided=decided, verdict=said) for said in verdicts]
    assert [finding.holds for finding in found] == [False, False, False]


KEPT = "Entry into force belongs to the whole text: take the text back to change it."


@pytest.mark.parametrize(
    ("things", "settled", "fact", "holds"),
    [
        ({}, "date", "event", True),
        ({"clause": {}}, "date", "event", True),
        ({"clause": {"one": {}}}, "date", "date", True),
        ({"clause": {"one": {}}}, "date", None, True),
        ({"clause": {"one": {}}}, "date", "event", False),
        ({"clause": {"one": {}}}, None, "event", False),
    ],
)
def test_while_a_text_stands_what_belongs_to_it_is_kept(
    things: dict[str, Any], settled: str | None, fact: str | None, holds: bool
) -> None:
    state = State(things=things, values={} if settled is None else {"entry": settled})
    finding = kept(state, ACT, value="entry", fact=fact, kind="clause")
    assert says(finding) == ("" if holds else KEPT)
