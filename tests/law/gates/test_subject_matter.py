"""Gate subject-matter: Article 27(1)."""

import pytest

from comity.law.gates.subject_matter import EXCLUDED
from comity.law.request import Request
from tests.law.gates.world import a_request, finding, outcome, party, private


def asked(*subjects: str) -> Request:
    return a_request(category="state-national", subjects=list(subjects), party=[party(), private("SG")])


@pytest.mark.parametrize("subject", ["commercial", "investment", "port-concession", "fisheries-licence-fees"])
def test_commerce_and_investment_pass_under_whatever_name(subject: str) -> None:
    found = finding("subject-matter", asked(subject))
    assert (found.outcome.value, dict(found.facts)) == ("pass", {"subjects": [subject], "excluded": []})


@pytest.mark.parametrize("subject", EXCLUDED)
def test_a_subject_that_is_neither_is_refused(subject: str) -> None:
    found = finding("subject-matter", asked(subject))
    assert (found.outcome.value, found.message.english()) == (
        "refuse",
        f"Neither a commercial nor an investment subject: {subject}.",
    )


def test_one_such_subject_among_others_refuses_and_is_named() -> None:
    assert finding("subject-matter", asked("investment", "Family", "employment")).facts["excluded"] == [
        "family",
        "employment",
    ]


def test_the_edition_may_list_others() -> None:
    found = finding("subject-matter", asked("family"), excluded_subjects=("cultural-heritage",))
    assert found.outcome.value == "pass"
    assert (
        finding("subject-matter", asked("cultural-heritage"), excluded_subjects=("cultural-heritage",)).outcome.value
        == "refuse"
    )


def test_a_subject_that_is_only_touched_is_not_the_subject() -> None:
    one = a_request(category="state-national", depends_on=["family"], party=[party(), private("SG")])
    assert outcome("subject-matter", one) == "pass"
