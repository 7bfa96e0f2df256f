"""Gate commercial: a warning, never a refusal."""

import pytest

from comity.law.gates.commercial import WARNED
from comity.law.request import Request
from tests.law.gates.world import a_request, finding, private


def asked(*subjects: str) -> Request:
    return a_request(
        category="commercial", subjects=list(subjects), party=[private("SG", side="requesting"), private("KE")]
    )


def test_a_commercial_subject_passes_without_a_warning() -> None:
    found = finding("commercial", asked("charter-party"))
    assert (found.outcome.value, dict(found.facts), found.message.english()) == (
        "pass",
        {"subjects": ["charter-party"], "warning": []},
        "The subject is commercial.",
    )


@pytest.mark.parametrize("subject", WARNED)
def test_a_subject_outside_the_singapore_convention_passes_with_a_warning(subject: str) -> None:
    found = finding("commercial", asked("charter-party", subject))
    assert (found.outcome.value, found.facts["warning"]) == ("pass", [subject])
    assert found.message.english() == f"The Singapore Convention will not apply to a settlement on {subject}."


def test_the_edition_may_warn_of_others() -> None:
    found = finding("commercial", asked("consumer", "gambling"), warned_subjects=("gambling",))
    assert found.facts["warning"] == ["gambling"]
