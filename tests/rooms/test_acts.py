"""What is said in rooms, and its release to the joint room."""

import json

from comity import docket
from comity.docket.models import Log
from comity.docket.views import ActView
from tests.played import Played

WORDS = "On the date we could be flexible."


class Speaking(Played):
    """The parties may speak; each has its own rooms."""

    parts = 4

    def room_id(self, who: str, room: str) -> str:
        return self.room(who, room).room.id

    def post(self, who: str, room: str, words: str = WORDS) -> str:
        """The id of the item."""
        self.perform(who, "post", body={"text": words}, room=self.room_id(who, room))
        return self.room(who, room).acts[-1].id

    def release(self, who: str, item: str, room: str = "caucus") -> ActView:
        """The new item of the joint room."""
        self.perform(who, "release", {"item": item}, room=self.room_id(who, room))
        return self.room(who, "joint").acts[-1]

    def not_found(self, who: str, item: str, room: str = "caucus") -> None:
        with self.assertRaises(docket.NotFound):
            self.perform(who, "release", {"item": item}, room=self.room_id(who, room))


class TestRooms(Speaking):
    def test_a_case_has_its_rooms_from_registration_on(self) -> None:
        us, pa = self.stage.party("us"), self.stage.party("pa")
        rooms = Log.objects.filter(docket=self.stage.docket_id).exclude(kind="case").values_list("kind", "party")
        assert sorted(rooms) == sorted(
            [("joint", ""), ("mediator", ""), ("registry", "")]
            + [(kind, party) for kind in ("caucus", "delegation") for party in (us, pa)]
        )
        assert Log.objects.filter(docket=self.stage.docket_id).values("key_id").distinct().count() == len(rooms) + 1

    def test_an_item_is_named_by_its_act(self) -> None:
        item = self.post("pa-agent", "caucus")
        last = self.room("pa-agent", "caucus").acts[-1]
        assert (last.act.facts["item"], (last.said or {})["text"]) == (item, WORDS)

    def test_an_issue_is_named_by_its_act(self) -> None:
        words = {"title": "Date", "options": ["1990", "2000"]}
        self.perform("mediator-treaties", "table-issue", body=words, room=self.room_id("mediator-treaties", "joint"))
        view = self.room("us-agent", "joint")
        assert (view.acts[-1].said, list(view.state.things["issue"])) == (words, [view.acts[-1].id])


class TestRelease(Speaking):
    def test_it_makes_a_new_item_with_the_same_words_and_no_way_back(self) -> None:
        item = self.post("pa-agent", "caucus")
        received = self.release("pa-agent", item)
        assert (received.row.act, received.act.role) == ("receive", "system")
        assert received.said == {"text": WORDS}
        assert received.act.facts == {"item": received.id, "owner": self.stage.party("pa")}
        told = json.dumps([received.act.to_json(), dict(received.said or {})])
        assert item not in told
        assert self.room_id("pa-agent", "caucus") not in told

    def test_the_other_side_reads_it_once_it_is_released_and_not_before(self) -> None:
        item = self.post("pa-agent", "caucus")

        def heard() -> list[object]:
            return [(act.said or {}).get("text") for act in self.room("us-agent", "joint").acts]

        assert WORDS not in heard()
        self.release("pa-agent", item)
        assert heard()[-1] == WORDS

    def test_a_party_releases_from_its_delegation_room_too(self) -> None:
        item = self.post("us-agent", "delegation")
        assert self.release("us-agent", item, "delegation").act.facts["owner"] == self.stage.party("us")

    def test_the_mediators_words_in_a_caucus_are_not_the_partys_to_release(self) -> None:
        item = self.post("mediator-treaties", "caucus:pa")
        room = self.room_id("pa-agent", "caucus")
        assert self.rule("pa-agent", "release", {"item": item}, room=room) == "own"

    def test_a_mediator_releases_no_item_of_a_party(self) -> None:
        item = self.post("pa-agent", "caucus")
        room = self.room_id("mediator-treaties", "caucus:pa")
        assert self.rule("mediator-treaties", "release", {"item": item}, room=room) == "role"

    def test_an_item_of_another_room_is_not_found(self) -> None:
        self.not_found("us-agent", self.post("pa-agent", "caucus"))
        self.not_found("us-agent", self.post("us-agent", "joint"))
        self.not_found("us-agent", self.post("us-agent", "delegation"))
        self.not_found("us-agent", "a" * 26)

    def test_what_is_no_speech_is_not_found(self) -> None:
        item = self.post("pa-agent", "caucus")
        self.release("pa-agent", item)
        released = self.room("pa-agent", "caucus").acts[-1]
        assert released.row.act == "release"
        self.not_found("pa-agent", released.id)

    def test_nobody_receives_by_hand(self) -> None:
        joint = self.room_id("pa-agent", "joint")
        assert self.rule("pa-agent", "receive", {"item": "a" * 26}, {"text": WORDS}, joint) == "role"

    def test_counsel_without_the_power_to_speak_is_refused(self) -> None:
        item = self.post("pa-agent", "caucus")
        room = self.room_id("pa-approver", "caucus")
        assert self.rule("pa-approver", "release", {"item": item}, room=room) == "mandate"
