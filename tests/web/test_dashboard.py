"""What awaits each reader, and the list of cases: order, paging, and the same statements for one case as for thirty."""

from dataclasses import replace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comity.docket import queries
from comity.faces.cli.story import fisheries, panama
from comity.faces.web import casefile
from tests.played import DAY, START, Played


class TestDesk(Played):
    fishing = True

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.first = cls.stage.docket_id
        panama.play(cls.stage, START + 5 * DAY, parts=1)

    first: str

    def desk(self, who: str):  # type: ignore[no-untyped-def]  # what Django's test client answers
        answer = self.client_of(who).get("/desk/")
        assert answer.status_code == 200
        return answer.context

    def test_a_party_is_shown_what_it_may_do_and_nothing_grave(self) -> None:
        context = self.desk("xn-agent")
        assert [line.action.url for line in context["lines"]] == [f"/cases/{self.first}/acts/lodge-statement/"]
        assert context["lines"][0].primary is True
        assert context["lines"][0].deadline.due is not None
        assert context["mandates"][0][0] == "Norland (fictional)"
        assert "office" not in context

    def test_a_deadline_says_whether_anybody_named_its_zone(self) -> None:
        case = queries.case(self.actor("xn-agent"), self.first)
        [view] = case.deadlines
        [shown] = casefile.deadlines(case)
        assert self.desk("xn-agent")["lines"][0].deadline.zone_named is shown.zone_named is True
        values = {name: value for name, value in case.state.values.items() if name != "zone"}
        unnamed = replace(case, state=replace(case.state, values=values))
        assert casefile.zone_is_named(unnamed, view.rule) is False
        assert casefile.zone_is_named(unnamed, replace(view.rule, zone="Asia/Hong_Kong")) is True
        assert casefile.zone_is_named(unnamed, replace(view.rule, length=None)) is True

    def test_a_party_that_has_done_its_part_has_a_quiet_case(self) -> None:
        context = self.desk("xm-agent")
        assert (context["lines"], [item.id for item in context["quiet"]]) == ([], [self.first])
        assert context["parties"][self.first] == "Meridia (fictional) and Norland (fictional)"

    def test_a_mandate_says_what_it_is_for_and_what_not(self) -> None:
        assert self.desk("us-counsel")["mandates"] == [
            ("United States of America", "speak", "sign or give notice of approval")
        ]

    def test_an_officer_sees_the_desk_of_the_office(self) -> None:
        assert self.desk("registry")["office"] == "Registry desk"
        assert self.desk("secretary-general")["office"] == "Desk of the Secretary-General"
        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "T", "story": "S", "request": panama.request(self.stage)},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        self.stage.act("pa-agent", "consent")
        base = f"/cases/{self.stage.docket_id}/acts/"
        rows = {row["item"].id: row for row in self.desk("registry")["rows"]}
        assert f"{base}screen/" in [act.url for act in rows[self.stage.docket_id]["acts"]]

    def test_a_member_finds_the_ways_into_the_account_and_a_visitor_none(self) -> None:
        link = f'href="{reverse("mfa_index")}"'
        assert link in self.client_of("xn-agent").get("/preferences/").content.decode()
        assert link not in Client(HTTP_HOST="localhost").get("/preferences/").content.decode()

    def test_a_mediator_without_a_case_has_an_empty_desk(self) -> None:
        context = self.desk("mediator-debt")
        assert (context["lines"], list(context["cases"]), context["mandates"]) == ([], [], [])

    def test_nobody_is_shown_a_case_of_others(self) -> None:
        assert [item.id for item in self.desk("us-agent")["cases"]] == [self.stage.docket_id]
        assert {item.id for item in self.client_of("registry").get("/cases/").context["page"].items} == {
            self.first,
            self.stage.docket_id,
        }


class TestList(Played):
    def fill(self, count: int) -> None:
        for _ in range(count):
            self.stage.open(
                "xm-agent",
                facts={},
                body={"title": {**fisheries.TITLE}, "story": "S", "request": self.request()},
                parties={"xm": "meridia", "xn": "norland"},
                note="",
            )

    def request(self) -> dict[str, object]:
        asked = panama.request(self.stage)
        for party, code in zip(asked["party"], ("XM", "XN"), strict=True):  # type: ignore[arg-type]
            party["state"] = code  # type: ignore[index, call-overload]
        return dict(asked)

    def statements(self, path: str) -> int:
        client = self.client_of("xm-agent")
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    def test_one_case_costs_the_statements_of_thirty_and_a_page_holds_thirty(self) -> None:
        self.fill(1)
        one = {path: self.statements(path) for path in ("/cases/", "/desk/")}
        self.fill(30)
        assert {path: self.statements(path) for path in one} == one
        client = self.client_of("xm-agent")
        pages = [client.get(f"/cases/?order=oldest&page={number}").context["page"] for number in (1, 2, 3)]
        assert [(len(page.items), page.more) for page in pages] == [(30, True), (1, False), (0, False)]
        numbers = [item.number for page in pages for item in page.items]
        assert len(set(numbers)) == 31
        assert client.get("/cases/").content.count(b"<tr") <= 32

    def test_a_list_is_ordered_by_plain_columns(self) -> None:
        for _ in range(3):
            self.fill(1)
            self.on(1)
        client = self.client_of("xm-agent")
        numbers = {
            order: [item.number for item in client.get(f"/cases/?order={order}").context["page"].items]
            for order in ("newest", "oldest", "number", "soonest")
        }
        first = [f"2026-000{number}" for number in (1, 2, 3)]
        assert numbers == {"newest": first[::-1], "oldest": first, "number": first, "soonest": first}

    def test_a_list_may_be_narrowed_to_a_phase(self) -> None:
        self.fill(2)
        self.stage.act("xn-agent", "consent")
        client = self.client_of("xm-agent")
        for phase, count in (("invited", 1), ("screening", 1), ("settled", 0), ("", 2)):
            assert len(client.get(f"/cases/?phase={phase}").context["page"].items) == count
        soonest = client.get("/cases/?order=soonest").context["page"].items
        assert [item.phase.name for item in soonest] == ["screening", "invited"]

    def test_what_is_no_order_and_no_page_is_the_first_page_newest_first(self) -> None:
        self.fill(2)
        plain = self.client_of("xm-agent").get("/cases/").context["page"].items
        odd = self.client_of("xm-agent").get("/cases/?order=price&page=-1").context["page"].items
        assert [item.id for item in odd] == [item.id for item in plain]
