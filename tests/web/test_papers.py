"""Protocol, settlement text, rooms, sessions as a calendar: what each reader is given."""

from datetime import timedelta

from icalendar import Calendar

from comity.law.instants import parse, render
from tests.played import DAY, Played


class Pages(Played):
    def setUp(self) -> None:
        self.base = f"/cases/{self.stage.docket_id}/"


class TestProtocol(Pages):
    fishing = True

    def test_a_statement_is_not_given_to_the_other_side_before_the_opening(self) -> None:
        secret = "landed weight, season, cost of surveillance"
        own = self.client_of("xm-agent").get(f"{self.base}protocol/")
        assert secret in own.content.decode()
        for who in ("xn-agent", "mediator-waters", "registry"):
            answer = self.client_of(who).get(f"{self.base}protocol/")
            assert (answer.status_code, answer.context["opened"]) == (200, False)
            assert secret not in answer.content.decode()
        self.on(16)
        answer = self.client_of("xn-agent").get(f"{self.base}protocol/")
        assert answer.context["opened"] is True
        assert secret in answer.content.decode()

    def test_a_clause_may_be_agreed_to_by_who_has_not_agreed(self) -> None:
        self.on(16)
        self.perform("mediator-waters", "draft-clause", {"clause": "language"}, {"text": "English."})
        version = self.stage.versions("xm-agent", "protocol-clause")["language"]
        path = f"{self.base}acts/agree-clause/"
        client = self.client_of("xm-agent")

        def may() -> dict[str, bool]:
            clauses = client.get(f"{self.base}protocol/").context["clauses"]
            return {each["clause"].id: bool(each["may_agree"]) for each in clauses}

        assert [name for name, open_ in may().items() if open_] == ["language"]
        answer = client.post(path, {"clause": "language", "version": version, "idempotency": "k"})
        assert answer.headers["Location"] == f"{self.base}protocol/?done=k"
        assert set(may().values()) == {False}
        context = self.client_of("mediator-waters").get(f"{self.base}protocol/").context
        assert context["may_draft"] is True
        assert context["clauses"][0]["agreed"] == "Meridia (fictional)"

    def test_a_protocol_without_a_clause_says_so_once_to_who_cannot_draft_it(self) -> None:
        page = self.client_of("xm-agent").get(f"{self.base}protocol/")
        assert page.context["clauses"] == []
        assert page.content.decode().count("No clause is drafted.") == 1

    def test_an_adjournment_says_how_long_it_lasts(self) -> None:
        page = self.client_of("xm-agent").get(f"{self.base}acts/adjourn-for-advice/")
        assert page.context["begins"] == "Adjournment for advice, 14 days"

    def test_before_a_text_stands_its_page_is_empty(self) -> None:
        context = self.client_of("xm-agent").get(f"{self.base}settlement/").context
        assert (context["text"], context["stamps"], context["entry"]) == (None, [], "")


class TestCalendar(Pages):
    parts = 5

    def test_sessions_are_events_under_the_number_alone(self) -> None:
        answer = self.client_of("us-agent").get(f"{self.base}sessions.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"Contadora" not in answer.content
        assert b"Canal" not in answer.content
        case = self.case("us-agent")
        thing = case.state.things["session"]["first-session"]
        [event] = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (str(event["summary"]), str(event["uid"])) == (case.number, f"first-session@{case.number}")
        assert event.decoded("dtstart") == parse(str(thing["starts_at"]))
        assert event.decoded("dtend") == parse(str(thing["ends_at"]))

    def test_a_session_that_was_moved_keeps_its_event(self) -> None:
        starts = self.stage.now() + DAY
        facts = {
            "session": "first-session",
            "starts_at": render(starts),
            "ends_at": render(starts + timedelta(hours=1)),
            "mode": "joint",
        }
        self.perform("mediator-treaties", "set-session", facts, {"place": "Contadora"})  # type: ignore[arg-type]
        content = self.client_of("us-agent").get(f"{self.base}sessions.ics").content
        assert [event.decoded("dtstart") for event in Calendar.from_ical(content).walk("VEVENT")] == [starts]


class TestRooms(Pages):
    parts = 5

    def page(self, who: str, room: str):  # type: ignore[no-untyped-def]  # what Django's test client answers
        return self.client_of(who).get(f"{self.base}rooms/{self.room(who, room).room.id}/")

    def test_the_rooms_lead_to_the_first_that_the_reader_finds(self) -> None:
        for who, room in (("us-agent", "joint"), ("registry", "registry")):
            answer = self.client_of(who).get(f"{self.base}rooms/")
            assert answer.headers["Location"] == f"{self.base}rooms/{self.room(who, room).room.id}/"
        assert self.client_of("secretary-general").get(f"{self.base}rooms/").status_code == 200

    def test_the_joint_room_shows_speech_issues_proposals_and_the_outcome(self) -> None:
        context = self.page("us-agent", "joint").context
        assert [item.released for item in context["items"]] == [True, False]
        assert context["items"][0].by == "Panama"
        assert len(context["issues"]) == 10
        assert all(issue.title and issue.options for issue in context["issues"])
        [proposal] = context["proposals"]
        assert (proposal.outcome, proposal.answer, len(proposal.package)) == ("All accepted.", "", 10)
        assert context["composer"] is not None

    def test_an_open_proposal_leads_each_party_to_its_own_delegation_room(self) -> None:
        closes = (self.stage.now() + DAY).replace(hour=12, minute=0, second=0)
        joint = self.room("mediator-treaties", "joint").room.id
        self.perform(
            "mediator-treaties", "propose", {"closes_at": render(closes)}, {"package": {"Date": "2000"}}, room=joint
        )
        proposal = self.page("us-agent", "joint").context["proposals"][0]
        own = self.room("us-agent", "delegation").room.id
        assert proposal.answer == f"{self.base}rooms/{own}/acts/answer/?proposal={proposal.id}"
        assert self.page("mediator-treaties", "joint").context["proposals"][0].answer == ""
        self.perform("us-agent", "answer", {"proposal": proposal.id}, {"answer": "not-accepted"}, room=own)
        answers = self.page("us-agent", "delegation").context["answers"]
        assert [words for _at, words in answers] == ["Not accepted", "Accepted, if all accept"]
        self.stage.move(closes + DAY)
        assert self.page("us-agent", "joint").context["proposals"][0].outcome == "Not accepted."

    def test_only_ones_own_words_may_be_released_and_not_from_the_joint_room(self) -> None:
        own = self.page("pa-agent", "caucus").context["items"]
        assert [bool(item.release) for item in own] == [True, False]
        assert own[1].by == "The mediator"
        assert [item.release for item in self.page("mediator-treaties", "caucus:pa").context["items"]] == ["", ""]
        assert {item.release for item in self.page("pa-agent", "joint").context["items"]} == {""}

    def test_who_may_not_speak_has_no_composer(self) -> None:
        assert self.page("pa-approver", "joint").context["composer"] is None
        assert self.page("registry", "registry").context["composer"] is not None

    def test_each_room_says_who_reads_it(self) -> None:
        banners = {
            (who, room): self.page(who, room).context["room"]
            for who, room in (
                ("us-agent", "joint"),
                ("us-agent", "caucus"),
                ("us-agent", "delegation"),
                ("mediator-treaties", "mediator"),
                ("registry", "registry"),
            )
        }
        assert [banner.kind for banner in banners.values()] == ["joint", "caucus", "delegation", "mediator", "registry"]
        assert all(banner.name for banner in banners.values())
        inside = self.page("us-agent", "caucus").content.decode()
        assert "United States of America and the mediator read this room." in inside


class TestFirstRooms(Pages):
    def test_before_there_is_a_room_the_page_says_so(self) -> None:
        from comity.faces.cli.story import panama

        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "T", "story": "S", "request": panama.request(self.stage)},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        answer = self.client_of("us-agent").get(f"/cases/{self.stage.docket_id}/rooms/")
        assert (answer.status_code, answer.context["tab"]) == (200, "rooms")


class TestText(Pages):
    parts = 6

    def test_stamps_are_given_or_awaited(self) -> None:
        context = self.client_of("us-agent").get(f"{self.base}settlement/").context
        stamps = [(stamp.word, stamp.at is not None) for stamp in context["stamps"]]
        assert stamps == [("INITIALLED", True)] * 2 + [("awaited", False)] * 4
        assert [clause.id for clause in context["text"].clauses][-1] == "a11"
        assert str(context["entry"]) == "on the date given, once every signatory has confirmed the event"

    def test_a_text_offers_what_may_be_done_about_it(self) -> None:
        def offered(who: str) -> list[str]:
            acts = self.client_of(who).get(f"{self.base}settlement/").context["next_acts"]
            return [act.action.url.split("/")[-2] for act in acts]

        assert offered("us-approver") == ["approve", "approve-on-condition"]
        assert offered("mediator-treaties") == ["take-text-back"]
        assert offered("us-counsel") == []


class TestSettled(Pages):
    parts = 8

    def test_a_settled_case_shows_every_stamp_and_a_path_that_is_done(self) -> None:
        context = self.client_of("pa-agent").get(f"{self.base}settlement/").context
        assert [stamp.word for stamp in context["stamps"]] == [
            *("INITIALLED", "INITIALLED", "APPROVED", "APPROVED", "SIGNED", "SIGNED", "ATTESTED", "ATTESTED"),
        ]
        assert {step.state for step in context["head"].path} == {"done"}
        assert self.client_of("pa-agent").get(self.base).status_code == 200
