"""The desk of the office over HTTP: filters, search, notes, one case as the office keeps it; for officers alone."""

import secrets

from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity import docket
from comity.faces.cli.story import fisheries, panama
from comity.people import queries as persons
from tests.played import DAY, Played

NOWHERE = "a" * 26


class Desk(Played):
    def institution(self, who: str, act: str, body: dict[str, object] | None = None, **facts: object) -> None:
        payload = docket.Payload(facts=facts, body=body or {})  # type: ignore[arg-type]  # plain JSON
        docket.perform(self.actor(who), docket.institution(), act, payload, key=secrets.token_hex(16))

    def file(self) -> str:
        asked = panama.request(self.stage)
        for party, code in zip(asked["party"], ("XM", "XN"), strict=True):  # type: ignore[arg-type]
            party["state"] = code  # type: ignore[index, call-overload]
        self.stage.open(
            "xm-agent",
            facts={},
            body={"title": {**fisheries.TITLE}, "story": "S", "request": dict(asked)},
            parties={"xm": "meridia", "xn": "norland"},
            note="",
        )
        return self.stage.docket_id

    def get(self, who: str, path: str):  # type: ignore[no-untyped-def]  # what Django's test client answers
        answer = self.client_of(who).get(path)
        assert answer.status_code == 200, answer.status_code
        return answer

    def numbers(self, path: str, who: str = "registry") -> list[str]:
        return [row["item"].number for row in self.get(who, path).context["rows"]]


class TestDesk(Desk):
    def test_the_office_has_a_desk_and_nobody_else(self) -> None:
        self.file()
        assert self.get("registry", "/desk/").context["office"] == "Registry desk"
        assert self.get("secretary-general", "/desk/").context["office"] == "Desk of the Secretary-General"
        assert "office" not in self.get("xm-agent", "/desk/").context
        for path in (f"/desk/cases/{self.id}/", "/organisation/checklist/", "/organisation/successor/"):
            for who in ("xm-agent", "us-agent", "mediator-debt"):
                answer = self.client_of(who).get(path)
                assert (answer.status_code, answer.content) == (404, self.client_of(who).get("/nothing/").content)
            assert self.get("registry", path)

    def test_a_line_says_whom_it_waits_for_and_what_is_open_to_the_reader(self) -> None:
        self.file()
        row = self.get("registry", "/desk/").context["rows"][0]
        assert (row["waits"], row["acts"], row["officer"], row["past"]) == (["Norland (fictional)"], [], "", False)
        self.stage.act("xn-agent", "consent")
        row = self.get("registry", "/desk/").context["rows"][0]
        assert row["waits"] == ["the office"]
        assert f"/cases/{self.id}/acts/screen/" in [act.url for act in row["acts"]]

    def test_filters_are_kept_in_the_address(self) -> None:
        first = self.file()
        self.file()
        self.stage.act("xn-agent", "consent")
        self.institution("registry", "assign-officer", docket=first, account=self.stage.person("registry"))
        assert self.numbers("/desk/?order=number") == ["2026-0001", "2026-0002"]
        assert self.numbers("/desk/?mine=1") == ["2026-0001"]
        assert self.numbers("/desk/?waiting=office&phase=screening") == ["2026-0002"]
        assert self.get("registry", "/desk/").context["to_screen"] == 1
        assert self.numbers("/desk/?category=commercial") == self.numbers("/desk/?due=past") == []
        assert self.numbers("/desk/?order=price&page=x&due=never&waiting=godot&phase=limbo") == []
        tabs = self.get("registry", "/desk/?mine=1&page=2&done=x").context["tabs"]
        assert tabs[1][0] == "?mine=1&due=past"
        assert tabs[0][2] == 2

    def test_a_date_that_has_passed_was_due_and_is_never_red(self) -> None:
        self.file()
        due = self.case("registry").deadlines[0].due
        self.stage.move(due + DAY)  # the invitation lapses: the case is over
        assert self.numbers("/desk/") == []

    def test_what_a_period_without_a_lapse_left_behind_was_due(self) -> None:
        self.file()
        self.stage.act("xn-agent", "consent")
        due = self.case("registry").deadlines[0].due
        self.stage.move(due + DAY)
        answer = self.get("registry", "/desk/?due=past")
        assert answer.context["rows"][0]["past"] is True
        page = answer.content.decode()
        assert ("was due" in page, "chip-stop" in page, "finding-refuse" in page) == (True, False, False)

    def test_notes_and_cover_stand_at_the_top(self) -> None:
        self.file()
        registry, general = (self.stage.person(who) for who in ("registry", "secretary-general"))
        form = self.client_of("registry").get(f"/cases/{docket.institution()}/acts/note-handover/?docket={self.id}")
        assert form.context["form"]["docket"].value() == self.id
        posted = {"docket": self.id, "note": "Norland calls at nine.", "idempotency": "a" * 32}
        answer = self.client_of("registry").post(f"/cases/{docket.institution()}/acts/note-handover/", posted)
        assert (answer.status_code, answer["Location"]) == (302, "/desk/?done=" + "a" * 32)
        away = {"absence": "b" * 26, "account": registry, "cover": general}
        self.institution(
            "registry", "cover-absence", since="2026-03-01T00:00:00Z", until="2026-03-20T00:00:00Z", **away
        )
        page = self.get("secretary-general", "/desk/").content.decode()
        handover = page.split("<h2>Handover</h2>")[1].split("</section>")[0]
        assert ("Norland calls at nine." in handover, "covers for" in handover) == (True, True)
        assert "Norland calls at nine." in self.get("registry", f"/desk/cases/{self.id}/").content.decode()
        take = self.get("secretary-general", "/desk/").context["notes"][0]["take"]
        assert self.get("secretary-general", take).context["form"]["note"].value() in take

    def test_forms_offer_officers_alone(self) -> None:
        self.file()
        home = docket.institution()
        form = self.get("registry", f"/cases/{home}/acts/assign-officer/?docket={self.id}").context["form"]
        offered = {account for account, _name in form.fields["account"].choices}
        assert offered == {self.stage.person("registry"), self.stage.person("secretary-general")}
        assert self.get("registry", f"/cases/{home}/acts/cover-absence/").context["form"]["until"].value() is None
        posted = {"docket": self.id, "account": self.stage.person("xm-agent"), "idempotency": "a" * 32}
        answer = self.client_of("registry").post(f"/cases/{home}/acts/assign-officer/", posted)
        assert answer.status_code == 422

    def test_a_case_as_the_office_keeps_it(self) -> None:
        self.file()
        self.institution("registry", "assign-officer", docket=self.id, account=self.stage.person("registry"))
        context = self.get("secretary-general", f"/desk/cases/{self.id}/").context
        assert context["officer"] == persons.names(self.actor("registry"), [self.stage.person("registry")]).popitem()[1]
        assert (context["estimate"], context["fees"].status) == (None, "unset")
        assert "says no fees" in self.get("registry", f"/desk/cases/{self.id}/").content.decode()
        for path in (NOWHERE, docket.institution()):
            assert self.client_of("registry").get(f"/desk/cases/{path}/").status_code == 404

    def test_the_desk_costs_the_same_statements_for_one_case_and_for_thirty(self) -> None:
        def statements() -> int:
            client = self.client_of("registry")
            client.get("/desk/")
            with CaptureQueriesContext(connection) as caught:
                assert client.get("/desk/?waiting=party").status_code == 200
            return len(caught)

        self.institution("registry", "note-handover", {"note": "N"})
        for _ in range(1):
            self.institution("registry", "assign-officer", docket=self.file(), account=self.stage.person("registry"))
        one = statements()
        for _ in range(32):
            self.file()
        assert statements() == one
        shown = self.get("registry", "/desk/")
        assert (len(shown.context["rows"]), shown.context["page"].more) == (30, True)
        assert len(self.numbers("/desk/?page=2")) == 3


class TestSearch(Desk):
    def found(self, who: str, words: str) -> list[str]:
        return [item.number for item in self.get(who, f"/cases/?q={words}").context["page"].items]

    def test_by_number_and_by_name_for_those_who_may_open_it(self) -> None:
        self.file()
        self.file()
        assert self.found("registry", "2026-0002") == self.found("xm-agent", "2026-0002") == ["2026-0002"]
        assert sorted(self.found("registry", "2026")) == ["2026-0001", "2026-0002"]
        assert len(self.found("xn-agent", "NORLAND")) == len(self.found("registry", "norland")) == 2
        assert self.found("us-agent", "norland") == self.found("us-agent", "2026") == []
        assert self.found("mediator-debt", "2026-0001") == []

    def test_the_page_says_what_was_searched(self) -> None:
        self.file()
        page = self.get("registry", "/cases/?q=norland").content.decode()
        assert "in title and parties of 1 case" in page
        assert "Docket numbers that begin with" in self.get("registry", "/cases/?q=2026").content.decode()
        shown = self.get("registry", "/cases/?q=%3Cscript%3E").content.decode()
        assert "<script>" not in shown.split("</head>")[1]

    def test_a_list_that_is_narrowed_stays_so_on_the_next_page(self) -> None:
        self.file()
        assert "phase=invited" in self.get("registry", "/cases/?phase=invited").context["next"]
