"""Gate declaration: Articles 25-26, per State, per declaration, by subject tag."""

from typing import Any

import pytest

from tests.law.gates.world import a_register, a_request, answering, declares, deposit, finding, outcome, party

BOTH = (deposit("KE"), deposit("UG"))


def declared(*declarations: dict[str, Any]) -> Any:
    return a_register(*BOTH, declaration=list(declarations))


def test_with_no_declaration_nothing_is_excluded() -> None:
    asked = a_request(subjects=["territorial-sovereignty", "maritime-delimitation", "maritime-interests"])
    found = finding("declaration", asked, declared())
    assert (found.outcome.value, dict(found.facts)) == (
        "pass",
        {"on": "2026-01-15", "excluded": [], "touched": [], "declarations": []},
    )


@pytest.mark.parametrize("state", ["KE", "UG"])
def test_a_subject_that_either_party_excludes_is_refused(state: str) -> None:
    found = finding(
        "declaration", a_request(subjects=["Maritime delimitation"]), declared(declares(state, "maritime-delimitation"))
    )
    assert found.outcome.value == "refuse"
    assert found.message.english() == f"Excluded by declaration of {state}: maritime-delimitation."
    assert found.facts["excluded"] == [{"state": state, "subject": "maritime-delimitation"}]
    assert found.facts["declarations"] == [
        {
            "state": state,
            "treaty": "iomed-2025",
            "excludes": ["maritime-delimitation"],
            "from": "2025-09-01",
            "source": "note",
        }
    ]


def test_another_subject_of_the_same_states_passes() -> None:
    assert outcome("declaration", a_request(), declared(declares("KE", "maritime-delimitation"))) == "pass"


def test_one_excluded_subject_among_others_refuses() -> None:
    asked = a_request(subjects=["fisheries-licence-fees", "maritime-delimitation"])
    assert (
        outcome("declaration", asked, declared(declares("KE", "territorial-sovereignty", "maritime-delimitation")))
        == "refuse"
    )


def test_the_declaration_of_a_state_that_is_no_party_binds_nobody_here() -> None:
    asked = a_request(
        subjects=["maritime-delimitation"],
        third_state_involved=True,
        third_states=[{"state": "PG", "consent": "given"}],
    )
    assert outcome("declaration", asked, declared(declares("PG", "maritime-delimitation"))) == "pass"


def test_a_declaration_about_another_treaty_does_not_count() -> None:
    asked = a_request(subjects=["maritime-delimitation"])
    other = declares("KE", "maritime-delimitation", treaty="singapore-2018")
    assert outcome("declaration", asked, declared(other)) == "pass"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-01-15", None, "refuse"),
        ("2026-01-16", None, "pass"),
        ("2025-09-01", "2026-01-16", "refuse"),
        ("2025-09-01", "2026-01-15", "pass"),
    ],
)
def test_the_declaration_counts_while_it_is_in_force(since: str, until: str | None, expected: str) -> None:
    keys = {"until": until} if until else {}
    one = declares("KE", "maritime-delimitation", since=since, **keys)
    assert outcome("declaration", a_request(subjects=["maritime-delimitation"]), declared(one)) == expected


def test_a_subject_that_depends_on_an_excluded_one_waits_for_an_officer() -> None:
    asked = a_request(depends_on=["maritime-delimitation", "territorial-sovereignty"])
    found = finding("declaration", asked, declared(declares("UG", "maritime-delimitation")))
    assert (found.outcome.value, found.facts["touched"]) == (
        "needs",
        [{"state": "UG", "subject": "maritime-delimitation"}],
    )
    assert found.message.english() == (
        "A named officer decides: a subject may depend on maritime-delimitation, which UG excludes."
    )


def test_a_subject_that_depends_on_one_that_nobody_excludes_passes() -> None:
    assert outcome("declaration", a_request(depends_on=["maritime-delimitation"]), declared()) == "pass"


def test_excluded_outweighs_touched_and_both_are_told() -> None:
    asked = a_request(subjects=["territorial-sovereignty"], depends_on=["maritime-delimitation"])
    found = finding("declaration", asked, declared(declares("KE", "territorial-sovereignty", "maritime-delimitation")))
    assert (found.outcome.value, len(found.facts["excluded"]), len(found.facts["touched"])) == ("refuse", 1, 1)  # type: ignore[arg-type]


def test_two_states_that_exclude_the_same_are_both_named_once() -> None:
    asked = a_request(subjects=["maritime-delimitation"])
    kept = declared(declares("UG", "maritime-delimitation"), declares("KE", "maritime-delimitation"))
    assert finding("declaration", asked, kept).message.params == {
        "states": "UG, KE",
        "subjects": "maritime-delimitation",
    }


def test_an_agency_is_asked_through_its_state() -> None:
    asked = a_request(subjects=["maritime-delimitation"], party=[party("KE", kind="agency"), answering()])
    assert outcome("declaration", asked, declared(declares("KE", "maritime-delimitation"))) == "refuse"


def test_an_outsiders_declaration_counts_too() -> None:
    asked = a_request(subjects=["maritime-delimitation"], party=[party("US"), answering()])
    assert outcome("declaration", asked, declared(declares("US", "maritime-delimitation"))) == "refuse"


def test_an_organisation_without_a_code_has_declared_nothing() -> None:
    nameless = {key: value for key, value in answering(kind="organisation").items() if key != "state"}
    asked = a_request(subjects=["maritime-delimitation"], party=[party("KE"), nameless])
    assert outcome("declaration", asked, declared(declares("UG", "maritime-delimitation"))) == "pass"
