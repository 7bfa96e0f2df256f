"""Partial settlement: a part that all have signed stands, and the case goes on, or ends, without it being touched."""

from comity import docket
from comity.law.act import Json
from comity.settlement import queries
from tests.played import Said
from tests.settlement.test_acts import TEXT, Settling

FEES: dict[str, Json] = {"a1": {"title": "Fees", "text": "Ten."}}


class Parts(Settling):
    """An issue is on the table; a part of the dispute is settled."""

    def issue(self, title: str = "Fees") -> str:
        room = self.room(self.mediator, "joint").room.id
        self.perform(self.mediator, "table-issue", body={"title": title, "options": ["Ten", "Twelve"]}, room=room)
        return str(self.room(self.mediator, "joint").acts[-1].act.facts["issue"])

    def settle(self, *closes: str) -> None:
        facts: Said = {"scope": "part"} | ({"closes": list(closes)} if closes else {})
        self.table(FEES, **facts)
        self.sign()

    def found(self, who: str = "us-agent") -> list[queries.Part]:
        return queries.parts(self.actor(who), self.case(who))


class TestParts(Parts):
    def test_a_part_is_recorded_its_clauses_stay_readable_and_the_sessions_go_on(self) -> None:
        issue = self.issue()
        self.settle(issue)
        assert self.stands() == ("sessions", None)
        part = self.found("pa-agent")[0]
        assert [(clause.title, clause.text) for clause in part.clauses] == [("Fees", "Ten.")]
        assert (part.closes, part.since) == ((issue,), self.acts("us-agent", "sign")[-1].act.at)
        assert set(part.parties) == {self.stage.party("us"), self.stage.party("pa")}
        assert queries.text(self.actor("us-agent"), self.case("us-agent")) is None
        assert docket.replay(self.id) == []

    def test_two_parts_and_the_rest(self) -> None:
        self.settle()
        self.table({"a1": {"title": "Land", "text": "Ours."}}, scope="part")
        self.sign()
        self.table(TEXT)
        self.sign()
        assert self.stands() == ("settled", "settled")
        assert [[clause.title for clause in part.clauses] for part in self.found()] == [["Fees"], ["Land"]]

    def test_who_leaves_later_stays_bound_and_the_case_may_end_otherwise(self) -> None:
        self.settle()
        self.perform("pa-agent", "leave")
        assert self.stands() == ("ended", "withdrawal")
        assert self.stage.party("pa") in self.found("us-agent")[0].parties
        assert [part.id for part in self.found("pa-agent")] == ["part-1"]

    def test_a_part_waits_for_no_date_and_names_issues_that_are_open(self) -> None:
        tabled: Said = {"entry": "event", "scope": "part"}
        assert self.rule(self.mediator, "table-text", tabled, {"clauses": FEES}) == "part_fits"
        whole: Said = {"entry": "signature", "closes": ["x"]}
        assert self.rule(self.mediator, "table-text", whole, {"clauses": FEES}) == "issues"
        issue = self.issue()
        whole = {"entry": "signature", "closes": [issue]}
        assert self.rule(self.mediator, "table-text", whole, {"clauses": FEES}) == "part_fits"
        room = self.room(self.mediator, "joint").room.id
        self.perform(self.mediator, "close-issue", {"issue": issue}, room=room)
        closed: Said = {"entry": "signature", "scope": "part", "closes": [issue]}
        assert self.rule(self.mediator, "table-text", closed, {"clauses": FEES}) == "issues"

    def test_an_issue_that_a_part_closed_is_on_no_table_any_more(self) -> None:
        fees, land = self.issue(), self.issue("Land")
        table = [title for title in self.on_the_table() if title != "Fees"]
        self.table(FEES, scope="part", closes=[fees])
        assert self.on_the_table() == [*table[:-1], "Fees", "Land"]
        self.sign()
        assert self.on_the_table() == table
        assert str(self.form(self.mediator, "propose", room="joint").fields["package"].initial).endswith("Land: ")
        for act, field, room in (("close-issue", "issue", "joint"), ("table-text", "closes", None)):
            offered = dict(self.form(self.mediator, act, room=room).fields[field].choices)  # type: ignore[attr-defined]
            assert (fees in offered, land in offered) == (False, True)
        again: Said = {"entry": "signature", "scope": "part", "closes": [fees]}
        assert self.rule(self.mediator, "table-text", again, {"clauses": FEES}) == "issues"
        self.perform(self.mediator, "close-issue", {"issue": land}, room=self.room(self.mediator, "joint").room.id)
        assert self.on_the_table() == table[:-1]
        assert docket.replay(self.id) == []

    def on_the_table(self) -> list[str]:
        """The titles of the issues that a party finds in the joint room."""
        room = self.room("us-agent", "joint").room.id
        page = self.client_of("us-agent").get(f"/cases/{self.id}/rooms/{room}/")
        return [issue.title for issue in page.context["issues"]]

    def test_before_there_is_a_part_there_is_none(self) -> None:
        assert (self.found(), queries.scope(self.case("us-agent"))) == ([], "whole")
        self.table(FEES, scope="part")
        assert queries.scope(self.case("us-agent")) == "part"


class TestAttestation(Parts):
    def test_mediator_and_institution_attest_a_part_each_once_and_its_page_shows_it(self) -> None:
        assert self.rule(self.mediator, "attest-part", {"part": "part-1", "clauses": {}}) == "some_without"
        self.settle()
        facts, _body = self.said(self.mediator, "attest-part", {"part": "part-1"})
        self.perform(self.mediator, "attest-part", facts)
        self.settle()
        assert [each.role for each in self.found()[0].attested] == ["mediator"]
        assert self.found()[1].attested == []
        assert self.rule(self.mediator, "attest-part", facts) == "absent"
        assert self.faults(self.mediator, "attest-part", {"part": "part-1"}) == ["part"]
        self.perform("pa-agent", "leave")
        self.perform("secretary-general", "attest-part", facts)
        assert [each.role for each in self.found("pa-agent")[0].attested] == ["mediator", "secretary-general"]
        stamps = [stamps for _who, _part, stamps in self.page("us-agent").context["parts"]]
        assert [[bool(each.at) for each in ring] for ring in stamps] == [[True, True], [False, False]]
        answer = self.client_of("secretary-general").get(f"/cases/{self.id}/acts/attest-part/")
        assert "Ten." in answer.content.decode()
        assert docket.replay(self.id) == []

    def page(self, who: str):  # type: ignore[no-untyped-def]  # what Django's test client answers
        return self.client_of(who).get(f"/cases/{self.id}/settlement/")


class TestForm(Parts):
    def test_the_mediator_says_what_the_text_settles(self) -> None:
        issue = self.issue()
        data: dict[str, object] = {"text": "# Fees\nTen.", "entry": "signature", "scope": "part", "closes": [issue]}
        facts, _body = self.said(self.mediator, "table-text", data)
        assert facts == {"entry": "signature", "scope": "part", "closes": [issue]}
        assert self.said(self.mediator, "table-text", {"text": "# Fees\nTen.", "entry": "signature"})[0] == {
            "entry": "signature"
        }
        assert self.faults(self.mediator, "table-text", {**data, "entry": "event"}) == ["entry"]
        assert self.faults(self.mediator, "table-text", {**data, "scope": "whole"}) == ["closes"]
        assert self.faults(self.mediator, "table-text", {**data, "closes": ["x"]}) == ["closes"]

    def test_a_text_that_is_put_again_stays_a_part(self) -> None:
        self.table(FEES, scope="part")
        assert self.form(self.mediator, "table-text").initial["scope"] == "part"
