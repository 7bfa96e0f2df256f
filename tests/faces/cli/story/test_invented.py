"""The three invented cases beside the fishing ground: a loan in mid-mediation, a refusal, an invitation."""

from datetime import timedelta

from comity import docket
from comity.docket import queries
from comity.docket.desk.queries import search
from comity.docket.views import CaseView
from comity.faces.cli.story import charter, loan, organisation, refused
from comity.faces.cli.story.inside import Inside
from comity.faces.cli.story.organisation import Organisation
from tests.played import DAY, START, Played
from tests.recalled import recalled


class TestInvented(Played):
    cases: dict[str, Inside]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation, cls.cases = recalled("invented", cls._all)
        cls.stage = cls.cases["loan"]

    @staticmethod
    def _all() -> tuple[Organisation, dict[str, Inside]]:
        made, played = organisation.found(START), {}
        for story in (loan, refused, charter):
            played[story.__name__.rpartition(".")[2]] = stage = Inside(made, lambda _note: None)
            story.play(stage, docket.now() + DAY)
        return made, played

    def of(self, who: str, story: str) -> CaseView:
        return queries.case(self.actor(who), self.cases[story].docket_id)

    def test_the_loan_stands_in_its_sessions_after_the_election(self) -> None:
        case = self.of("bank-agent", "loan")
        assert (case.edition.name, case.category, case.state.phase) == ("icsid-2022", "state-national", "sessions")
        assert case.state.suspended_since is None
        named = [act.row.act for act in self.acts("xm-agent")]
        suspended, resumed = named.index("suspend-jointly"), named.index("resume-by-clock")
        assert suspended < resumed
        assert {"declare-proceeding", "agree-interim"} <= set(named[:suspended])

    def test_the_act_that_started_a_period_says_so_and_no_other_of_its_instant(self) -> None:
        page = self.client_of("bank-agent").get(f"/cases/{self.stage.docket_id}/").content.decode()
        assert page.count("End of an interim arrangement, set by the parties") == 1

    def test_a_named_officer_decided_that_a_bank_of_a_state_is_a_national(self) -> None:
        screened = self.acts("xm-agent", "screen")[0]
        assert screened.act.facts["findings"]["nationality"] == "needs"
        assert screened.act.facts["decided"] == {"nationality": "pass"}
        assert screened.act.facts["verdict"] == "admissible"
        assert "wholly owned" in str((screened.said or {})["reasons"])

    def test_deadlines_of_the_loan_are_counted_at_the_seat_of_the_centre(self) -> None:
        assert {each.zone for each in self.of("xm-agent", "loan").deadlines if each.zone != "UTC"} <= {
            "America/New_York"
        }

    def test_what_meridia_told_the_mediator_alone_stays_there(self) -> None:
        self.assertRaises(LookupError, self.room, "bank-agent", "caucus:xm")
        assert any("new minister" in str(act.said) for act in self.room("mediator-debt", "caucus:xm").acts)

    def test_every_issue_of_the_loan_lies_on_the_table_with_its_options(self) -> None:
        tabled = [act for act in self.room("bank-agent", "joint").acts if act.row.act == "table-issue"]
        assert [(act.said or {})["options"] for act in tabled] == [list(options) for _title, options in loan.ISSUES]

    def test_a_case_is_refused_by_a_declaration_with_reasons(self) -> None:
        case = self.of("xm-agent", "refused")
        assert (case.state.phase, case.state.ending) == ("ended", "gate")
        stage = self.cases["refused"]
        acts = queries.acts(self.actor("xm-agent"), stage.docket_id)
        screened = next(act for act in acts if act.row.act == "screen")
        assert screened.act.facts["findings"]["declaration"] == "refuse"
        assert (acts[-1].row.act, acts[-1].act.facts["ground"]) == ("refuse-registration", "declaration")
        assert "excluded by its declaration" in str(acts[-1].said)

    def test_a_case_that_was_refused_has_passed_no_stage_between(self) -> None:
        page = self.client_of("xm-agent").get(f"/cases/{self.cases['refused'].docket_id}/")
        assert [(step.label, step.state) for step in page.context["head"].path] == [
            ("Request", "done"),
            ("Closed", "done"),
        ]

    def test_an_invitation_awaits_its_answer_for_thirty_days_from_its_sending(self) -> None:
        case = self.of("charterer-agent", "charter")
        assert (case.edition.name, case.state.phase) == ("uncitral-2021", "invited")
        assert [row.row.act for row in case.open if row.reason is None][:1] == ["consent"]
        due = next(each for each in case.deadlines if each.code == "invitation").due
        assert timedelta(days=30) <= due - case.opened_at <= timedelta(days=32)

    def test_what_is_invented_says_so_in_its_title(self) -> None:
        for story in (charter, loan, refused):
            assert story.TITLE["en"].endswith("(fictional)")

    def test_roles_and_cases_are_named_in_the_readers_language_and_what_was_written_stays_in_its_own(self) -> None:
        client = self.client_of("bank-agent")
        client.cookies["language"] = "ar"
        page = client.get(f"/cases/{self.stage.docket_id}/").content.decode()
        for words in (loan.TITLE["ar"], "وسيط، الديون السيادية", "وكيل مصرف نورلاند للسياسات (خيالي)"):
            assert words in page
        for words in (loan.TITLE["en"], "Mediator, sovereign debt"):
            assert words not in page
        assert '<p dir="auto" lang="en">A bondholder claims' in page

    def test_a_case_is_found_by_its_title_in_any_language(self) -> None:
        found = search(self.actor("registry"), "托管账户")
        assert [item.title for item in found.items] == [loan.TITLE["en"]]

    def test_every_page_of_the_three_answers_who_takes_part(self) -> None:
        for who, story in (("bank-agent", "loan"), ("xm-agent", "refused"), ("charterer-agent", "charter")):
            for path in ("", "record/", "protocol/", "settlement/", "bundle/"):
                answer = self.client_of(who).get(f"/cases/{self.cases[story].docket_id}/{path}")
                assert answer.status_code in (200, 302), (story, path)
            assert "(fictional)" in self.client_of(who).get(f"/cases/{self.cases[story].docket_id}/").content.decode()
