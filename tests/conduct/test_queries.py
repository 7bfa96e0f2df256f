"""Protocol, statements and sessions as a viewer reads them."""

from datetime import timedelta

from comity.conduct import queries
from comity.law.instants import render
from tests.played import DAY, Played


class TestPapers(Played):
    parts = 4

    def test_the_protocol_is_every_clause_of_the_list_in_its_order(self) -> None:
        case = self.case("us-agent")
        clauses = queries.protocol(case, self.acts("us-agent"))
        assert [clause.id for clause in clauses] == list(case.edition.lists["protocol-clauses"])
        parties = {self.stage.party("us"), self.stage.party("pa")}
        assert all(set(clause.agreed) == parties and clause.text and clause.version for clause in clauses)
        assert [clause.id for clause in clauses if clause.ends_on] == ["standstill"]

    def test_statements_come_in_the_order_of_lodging(self) -> None:
        found = queries.statements(self.acts("us-agent"))
        assert [each.party for each in found] == [self.stage.party("pa"), self.stage.party("us")]
        assert all(each.text for each in found)

    def test_sessions_come_by_their_beginning_with_the_words_of_their_last_setting(self) -> None:
        for name, begins, place in (("b", 9, "Contadora"), ("a", 7, "Panama City"), ("b", 5, "Washington")):
            starts = self.stage.now() + begins * DAY
            facts = {
                "session": name,
                "starts_at": render(starts),
                "ends_at": render(starts + timedelta(hours=2)),
                "mode": "separate",
            }
            self.perform("mediator-treaties", "set-session", facts, {"place": place, "agenda": "The issues"})  # type: ignore[arg-type]
        found = queries.sessions(self.case("pa-agent"), self.acts("pa-agent"))
        assert [(each.id, each.place, each.agenda, each.mode) for each in found] == [
            ("b", "Washington", "The issues", "separate"),
            ("a", "Panama City", "The issues", "separate"),
        ]
        assert all(each.ends_at - each.starts_at == timedelta(hours=2) for each in found)
        assert all(each.set_at <= self.stage.now() for each in found)


class TestSealed(Played):
    fishing = True

    def test_before_the_opening_only_its_author_reads_the_words(self) -> None:
        texts = {who: [each.text for each in queries.statements(self.acts(who))] for who in ("xm-agent", "xn-agent")}
        assert texts["xn-agent"] == [""]
        assert texts["xm-agent"][0].startswith("Meridia asks")

    def test_a_clause_that_nobody_drafted_is_empty(self) -> None:
        clauses = queries.protocol(self.case("xm-agent"), self.acts("xm-agent"))
        assert {(clause.text, clause.version, clause.ends_on, clause.agreed) for clause in clauses} == {
            ("", "", None, ())
        }
