"""Case, record, entry and bundle over HTTP, for each role: what the page is given, and what it leaves out."""

import io
import zipfile

from comity.docket import queries
from comity.faces.web import casefile
from tests.played import Played

READERS = ("us-agent", "us-counsel", "us-approver", "pa-agent", "mediator-treaties", "registry", "secretary-general")


class Pages(Played):
    def setUp(self) -> None:
        self.base = f"/cases/{self.stage.docket_id}/"


class TestCase(Pages):
    parts = 5

    def test_each_who_takes_part_reads_where_it_stands(self) -> None:
        for who in READERS:
            answer = self.client_of(who).get(self.base)
            head, case = answer.context["head"], answer.context["case"]
            assert (answer.status_code, head.number, case.state.phase) == (200, case.number, "sessions")
            assert head.parties == "United States of America and Panama"
            assert [step.state for step in head.path].count("now") == 1
            assert len(answer.content) < 200_000

    def test_each_is_offered_what_is_open_to_it_and_told_why_not(self) -> None:
        offered = {
            who: [act.action.url for act in self.client_of(who).get(self.base).context["next_acts"]] for who in READERS
        }
        assert offered["us-agent"][-1] == f"{self.base}acts/leave/"
        assert offered["us-counsel"] == []
        assert offered["mediator-treaties"][-1] == f"{self.base}acts/find-no-likelihood/"
        assert offered["secretary-general"] == [f"{self.base}acts/end-for-unpaid-advance/"]
        turns = {
            who: [act.action.url.split("/")[-2] for act in self.client_of(who).get(self.base).context["turns"]]
            for who in READERS
        }
        assert turns["us-agent"][:2] == ["extend-as-of-right", "adjourn-for-advice"]
        assert turns["mediator-treaties"][-1] == "resign"
        assert turns["secretary-general"] == ["correct-record"]
        closed = self.client_of("us-agent").get(self.base).context["closed"]
        assert all(act.why for act in closed)

    def test_each_is_shown_its_own_rooms(self) -> None:
        found = {}
        for who in READERS:
            rooms = self.client_of(who).get(self.base).context["rooms"]
            found[who] = sorted((room.kind, party) for room, _name, party in rooms)
        us, pa = "United States of America", "Panama"
        assert found["us-agent"] == [("caucus", us), ("delegation", us), ("joint", "")]
        assert found["mediator-treaties"] == [("caucus", pa), ("caucus", us), ("joint", ""), ("mediator", "")]
        assert found["registry"] == [("registry", "")]
        assert found["secretary-general"] == []

    def test_in_arabic_the_verb_agrees_with_the_word_for_a_party(self) -> None:
        client = self.client_of("us-agent")
        client.cookies["language"] = "ar"
        page = client.get(self.base).content.decode()
        assert "وافق <strong>الطرف بنما</strong> على بند من بروتوكول الوساطة." in page
        assert "حدّد <strong>الوسيط</strong> موعد جلسة." in page

    def test_only_the_newest_acts_stand_on_the_page_and_the_record_holds_all(self) -> None:
        client = self.client_of("us-agent")
        context = client.get(self.base).context
        every = len(self.acts("us-agent"))
        pages = [client.get(f"{self.base}record/?page={number}") for number in range(1, every // 100 + 2)]
        lines = [line for page in pages for line in page.context["page"].items]
        assert len(context["lines"]) == 12
        assert [line.receipt for line in lines] == [f"{self.base}record/{index}/" for index in reversed(range(every))]
        assert [page.context["page"].more for page in pages] == [*[True] * (len(pages) - 1), False]
        assert "Next page" not in pages[-1].content.decode()
        assert context["earlier"] == len([1 for act in self.acts("us-agent") if act.row.act != "anchor-rooms"]) - 12

    def test_an_entry_can_be_checked(self) -> None:
        answer = self.client_of("pa-agent").get(f"{self.base}record/0/")
        record = queries.record(self.actor("pa-agent"), self.stage.docket_id, 0)
        assert answer.context["record"] == record
        page = "".join(answer.content.decode().split())
        assert all(word in page for word in (record.salt, record.act.entry, *record.proof))
        assert self.client_of("pa-agent").get(f"{self.base}record/9999/").status_code == 404

    def test_the_bundle_is_a_file_named_by_the_number(self) -> None:
        answer = self.client_of("us-agent").get(f"{self.base}bundle/")
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{self.case("us-agent").number}.zip"'

    def test_a_receipt_is_told_to_who_was_given_it(self) -> None:
        joint = self.room("us-agent", "joint").room.id
        answer = self.client_of("us-agent").post(
            f"{self.base}rooms/{joint}/acts/post/", {"text": "Good morning.", "idempotency": "k"}
        )
        assert answer.headers["Location"] == f"{self.base}rooms/{joint}/?done=k"
        digest = queries.receipt_by_key(self.actor("us-agent"), "k").digest
        assert self.client_of("us-agent").get(f"{self.base}?done=k").context["done"] == digest
        for who, key in (("pa-agent", "k"), ("us-agent", "other")):
            assert self.client_of(who).get(f"{self.base}?done={key}").context["done"] == ""

    def test_only_reading_is_answered(self) -> None:
        for path in ("", "record/", "record/0/", "bundle/", "protocol/", "settlement/", "rooms/"):
            assert self.client_of("us-agent").post(self.base + path).status_code == 405


class TestFirstDays(Pages):
    fishing = True

    def test_a_party_without_a_power_is_told_so(self) -> None:
        context = self.client_of("xn-approver").get(self.base).context
        assert context["next_acts"] == []
        assert any("mandate" in act.why for act in context["closed"])

    def test_the_mediator_who_sits_is_named_among_the_people(self) -> None:
        people = dict(self.client_of("xm-agent").get(self.base).context["people"])
        assert people["Mediator, waters and fisheries"] == "Mediator, seated"
        assert len(people) == 4

    def test_a_fictional_state_says_so(self) -> None:
        head = self.client_of("xm-agent").get(self.base).context["head"]
        assert head.parties == "Meridia (fictional) and Norland (fictional)"


def test_the_requesting_side_is_named_first_whatever_its_id() -> None:
    parties = {"a": {"side": "responding"}, "c": {"side": "requesting"}, "b": {"side": "requesting"}}
    assert casefile.in_order(parties) == ["b", "c", "a"]
