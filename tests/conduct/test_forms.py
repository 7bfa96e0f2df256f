"""Forms of statements, protocol, sessions and endings."""

from datetime import timedelta

from django.utils import timezone, translation

from comity.conduct.turns_forms import both_zones
from comity.law.instants import parse, render
from tests.conduct.test_acts import Protocol
from tests.played import DAY, Played

NOTHING: tuple[dict[str, object], dict[str, object]] = ({}, {})


class TestStatement(Played):
    fishing = True

    def test_a_statement_is_words(self) -> None:
        assert self.said("xn-agent", "lodge-statement", {"statement": "No."}) == ({}, {"statement": "No."})
        assert self.faults("xn-agent", "lodge-statement", {"statement": " "}) == ["statement"]
        assert self.faults("xn-agent", "lodge-statement", {"statement": "x" * 50_001}) == ["statement"]


class TestClause(Protocol):
    def test_a_clause_has_its_words_and_may_have_a_date(self) -> None:
        with timezone.override("America/Panama"):
            facts, body = self.said(
                "mediator-treaties",
                "draft-clause",
                {"clause": "standstill", "text": "Nobody digs.", "ends_on": "2026-09-01T12:00"},
            )
        assert facts == {"clause": "standstill", "ends_on": "2026-09-01T17:00:00Z"}
        assert body == {"text": "Nobody digs."}

    def test_a_zone_is_called_by_its_city(self) -> None:
        form = self.form("mediator-treaties", "set-session")
        assert form.fields["starts_at"].help_text == "In your own zone: UTC."
        with timezone.override("America/New_York"), translation.override("zh-hans"):
            form = self.form("mediator-treaties", "set-session")
        assert form.fields["starts_at"].help_text == "按您的时区：纽约。"

    def test_an_instant_to_choose_is_written_as_on_the_pages(self) -> None:
        at = parse("2026-11-27T15:59:59Z")
        with timezone.override("Asia/Hong_Kong"), translation.override("ar"):
            assert both_zones(at, "Asia/Hong_Kong") == "الجمعة، 27 تشرين الثاني/نوفمبر 2026، 23:59 (هونغ كونغ)"

    def test_only_the_clause_on_approval_names_parties(self) -> None:
        us = self.stage.party("us")
        data = {"text": "t", "approval_of": [us]}
        said = self.said("mediator-treaties", "draft-clause", data | {"clause": "approval-at-home"})
        assert said[0] == {"clause": "approval-at-home", "approval_of": [us]}
        said = self.said("mediator-treaties", "draft-clause", data | {"clause": "language"})
        assert said[0] == {"clause": "language"}

    def test_bad_input_names_its_fields(self) -> None:
        wrong = {"clause": "wine", "ends_on": "soon", "approval_of": ["x"]}
        assert self.faults("mediator-treaties", "draft-clause", wrong) == ["approval_of", "clause", "ends_on", "text"]

    def test_agreement_is_to_the_version_that_was_read(self) -> None:
        standing, read = self.draft("English."), "0" * 64
        said = self.said("us-agent", "agree-clause", {"clause": "language", "version": read})
        assert said == ({"clause": "language", "version": read}, {})
        assert self.said("us-agent", "agree-clause", {"clause": "language"})[0]["version"] == standing
        assert self.faults("us-agent", "agree-clause", {"clause": "wine", "version": "x"}) == ["clause", "version"]


class TestSession(Played):
    parts = 4
    TIMES = {"starts_at": "2026-09-01T09:00", "ends_at": "2026-09-01T12:00"}
    GOOD = {**TIMES, "mode": "joint", "place": "Contadora"}

    def test_a_new_session_gets_a_name_of_its_own(self) -> None:
        facts, body = self.said("mediator-treaties", "set-session", self.GOOD)
        assert len(str(facts.pop("session"))) == 26
        assert parse(str(facts["ends_at"])) - parse(str(facts["starts_at"])) == timedelta(hours=3)
        assert (facts["mode"], body) == ("joint", {"place": "Contadora", "agenda": ""})

    def test_a_session_that_is_moved_keeps_its_name(self) -> None:
        starts = self.stage.now() + DAY
        facts = {"session": "first", "starts_at": render(starts), "ends_at": render(starts + DAY), "mode": "joint"}
        self.perform("mediator-treaties", "set-session", facts)  # type: ignore[arg-type]
        offered = [name for name, _label in self.form("mediator-treaties", "set-session").fields["session"].choices]  # type: ignore[attr-defined]
        assert offered == ["", "first"]
        assert self.said("mediator-treaties", "set-session", self.GOOD | {"session": "first"})[0]["session"] == "first"

    def test_a_session_ends_after_it_begins(self) -> None:
        for ends in ("2026-09-01T09:00", "2026-09-01T08:00"):
            assert self.faults("mediator-treaties", "set-session", self.GOOD | {"ends_at": ends}) == ["ends_at"]
        wrong = {"starts_at": "soon", "session": "second", "mode": "both"}
        assert self.faults("mediator-treaties", "set-session", wrong) == [
            *("ends_at", "mode", "place", "session", "starts_at"),
        ]


class TestEndings(Played):
    parts = 4

    def test_a_wish_stands_for_some_days(self) -> None:
        form = self.form("us-agent", "wish-to-end", {"days": "10"}, "joint")
        assert form.is_valid()
        assert form.said() == ({"stands_until": render(form.moment.case.at + 10 * DAY)}, {})
        for days in ("", "0", "61", "ten"):
            assert self.faults("us-agent", "wish-to-end", {"days": days}, "joint") == ["days"]

    def test_one_leaves_and_finds_without_a_word(self) -> None:
        assert self.said("us-agent", "leave", {}) == NOTHING
        assert self.said("mediator-treaties", "find-no-likelihood", {}) == NOTHING

    def test_an_unpaid_advance_is_told_with_reasons(self) -> None:
        said = self.said("secretary-general", "end-for-unpaid-advance", {"reasons": "Nothing came."})
        assert said == ({}, {"reasons": "Nothing came."})
        assert self.faults("secretary-general", "end-for-unpaid-advance", {}) == ["reasons"]
