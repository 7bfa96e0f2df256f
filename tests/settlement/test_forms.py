"""Forms of the text, of initials, approvals, signatures and attestations."""

import pytest
from django.utils import timezone

from comity.settlement.forms import clauses_of
from comity.settlement.queries import Text
from tests.settlement.test_acts import Settling

WRITTEN = "# Object\nPeace.\n\n# Fees\r\nTen.\n\nA year.\n"
READ = {"a1": {"title": "Object", "text": "Peace."}, "a2": {"title": "Fees", "text": "Ten.\n\nA year."}}


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (WRITTEN, READ),
        ("", {}),
        ("Peace.", {}),
        ("Before it all\n# Object", {"a1": {"title": "Object", "text": ""}}),
        ("#Object  \nPeace # for ever.", {"a1": {"title": "Object", "text": "Peace # for ever."}}),
        ("# 目的\n和平。", {"a1": {"title": "目的", "text": "和平。"}}),
    ],
)
def test_a_clause_begins_with_its_title(text: str, clauses: dict[str, dict[str, str]]) -> None:
    assert clauses_of(text) == clauses


class TestTable(Settling):
    GOOD = {"text": WRITTEN, "entry": "signature"}

    def test_a_text_is_its_clauses_and_its_entry_into_force(self) -> None:
        assert self.said(self.mediator, "table-text", self.GOOD) == ({"entry": "signature"}, {"clauses": READ})

    def test_a_date_is_given_where_entry_names_one_and_left_out_elsewhere(self) -> None:
        date = {"entry_on": "2026-09-01T12:00", "event": "Exchange"}
        with timezone.override("America/Panama"):
            facts, body = self.said(self.mediator, "table-text", self.GOOD | {"entry": "event-and-date"} | date)
            assert facts == {"entry": "event-and-date", "entry_on": "2026-09-01T17:00:00Z"}
            assert self.said(self.mediator, "table-text", self.GOOD | date)[0] == {"entry": "signature"}
        assert body["event"] == "Exchange"

    def test_bad_input_names_its_fields(self) -> None:
        for entry in ("date", "event-and-date"):
            assert self.faults(self.mediator, "table-text", self.GOOD | {"entry": entry}) == ["entry_on"]
        assert self.faults(self.mediator, "table-text", self.GOOD | {"text": "Peace."}) == ["text"]
        assert self.faults(self.mediator, "table-text", {"entry_on": "soon"}) == ["entry", "entry_on", "text"]


class TestBinding(Settling):
    def seen(self) -> str:
        return ",".join(f"{name}={version}" for name, version in self.versions().items())

    def test_the_page_carries_the_versions_that_it_shows(self) -> None:
        self.table()
        form = self.form("us-agent", "initial")
        assert form.fields["seen"].initial == self.seen()
        shown = form.context()
        text = shown["text"]
        assert isinstance(text, Text)
        assert [clause.id for clause in text.clauses] == ["a1", "a2", "a3"]
        assert str(shown["entry"]) == "on signature by all"

    def test_initials_are_to_the_versions_that_were_shown(self) -> None:
        self.table()
        seen = self.seen()
        assert self.said("us-agent", "initial", {"seen": seen}) == ({"clauses": self.versions()}, {})
        assert self.said("us-agent", "initial", {"seen": "a1=x,odd"}) == ({"clauses": {"a1": "x"}}, {})
        assert self.said("us-agent", "initial", {}) == ({"clauses": {}}, {})

    def test_approval_rests_on_something(self) -> None:
        self.table()
        self.both("initial")
        data = {"seen": self.seen(), "basis": "organ", "instrument": "Resolution"}
        facts = {"clauses": self.versions(), "basis": "organ"}
        assert self.said("us-approver", "approve", data) == (facts, {"instrument": "Resolution"})
        assert self.faults("us-approver", "approve", {"basis": "mood"}) == ["basis", "instrument"]

    def test_a_condition_touches_clauses_of_the_text(self) -> None:
        self.table()
        self.both("initial")
        data = {"seen": self.seen(), "touches": ["a2"], "condition": "Not ten."}
        facts = {"clauses": self.versions(), "touches": ["a2"]}
        assert self.said("us-approver", "approve-on-condition", data) == (facts, {"condition": "Not ten."})
        wrong = {"touches": ["a9"], "condition": ""}
        assert self.faults("us-approver", "approve-on-condition", wrong) == ["condition", "touches"]

    def test_before_there_is_a_text_there_is_nothing_to_bind_to(self) -> None:
        form = self.form("us-approver", "approve-on-condition")
        assert form.fields["touches"].choices == []  # type: ignore[attr-defined]
        assert form.context() == {"text": None, "entry": ""}

    def test_words_to_the_mediator_and_evidence(self) -> None:
        data = {"text": "Not so."}
        assert self.said("us-approver", "report-not-approved", data, "caucus") == ({}, data)
        assert self.faults("us-approver", "report-not-approved", {}, "caucus") == ["text"]
        assert self.said("us-agent", "confirm-event", {"evidence": "Done."}) == ({}, {"evidence": "Done."})
        assert self.faults("us-agent", "confirm-event", {}) == ["evidence"]
