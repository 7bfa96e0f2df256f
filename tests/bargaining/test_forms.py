"""Forms of proposals and answers."""

from datetime import UTC, datetime

from comity.bargaining.forms import FIXED, closings
from comity.law.deadlines import is_head_time
from tests.played import Played

HOURS = (0, 6, 12, 18)


def test_a_proposal_may_close_at_the_next_fixed_times_an_hour_ahead_at_least() -> None:
    found = closings(datetime(2026, 3, 2, 11, 30, tzinfo=UTC), HOURS)
    assert found[0] == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert len(found) == FIXED
    assert all(is_head_time(each, HOURS) for each in found)
    assert found == sorted(set(found))


class TestForms(Played):
    parts = 5

    def test_a_proposal_comes_filled_with_the_issues_on_the_table(self) -> None:
        form = self.form("mediator-treaties", "propose", room="joint")
        filled = str(form.fields["package"].initial).splitlines()
        assert filled[0] == "Defence rights of the United States: "
        assert len(filled) == 10

    def test_a_package_is_one_issue_a_line(self) -> None:
        closes = self.form("mediator-treaties", "propose", room="joint").fields["closes_at"].initial
        data = {"package": "Duration: until 1999\n\n : lost \nTolls:\n", "closes_at": closes}
        facts, body = self.said("mediator-treaties", "propose", data, "joint")
        assert facts == {"closes_at": closes}
        assert body == {"package": {"Duration": "until 1999", "Tolls": ""}}

    def test_a_proposal_closes_at_an_instant_that_is_offered(self) -> None:
        data = {"package": "", "closes_at": "2026-03-02T11:30:00Z"}
        assert self.faults("mediator-treaties", "propose", data, "joint") == ["closes_at", "package"]

    def test_an_answer_is_one_of_two_words_to_a_proposal(self) -> None:
        proposal = self.stage.latest("us-agent", "proposal", room="joint")
        for answer in ("accepted", "not-accepted"):
            data = {"proposal": proposal, "answer": answer}
            assert self.said("us-agent", "answer", data, "delegation") == ({"proposal": proposal}, {"answer": answer})
        wrong = {"proposal": "the first", "answer": "perhaps"}
        assert self.faults("us-agent", "answer", wrong, "delegation") == ["answer", "proposal"]
