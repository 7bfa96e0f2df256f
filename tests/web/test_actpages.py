"""The one page of every act: shown, filled in wrongly, performed once, refused, signed."""

from datetime import timedelta
from unittest.mock import patch

from django.test import override_settings
from django.urls import reverse

from comity import docket
from comity.faces.cli.story import panama
from comity.people.models import Account
from tests.people import world
from tests.played import DAY, Played


class Pages(Played):
    parts = 5

    def setUp(self) -> None:
        self.base = f"/cases/{self.stage.docket_id}/"

    def count(self, act: str) -> int:
        return len(self.acts("us-agent", act))


class TestPage(Pages):
    def test_it_shows_article_readers_and_a_key_that_is_new_each_time(self) -> None:
        client = self.client_of("mediator-treaties")
        answers = [client.get(f"{self.base}acts/set-session/") for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].context["basis"].article == "ICSID R. 20"
        assert answers[0].context["back"].url == f"{self.base}protocol/"
        assert len({answer.context["key"] for answer in answers}) == 2
        assert str(answers[0].context["form"].audience) in answers[0].content.decode()

    def test_an_address_may_fill_in_a_field(self) -> None:
        answer = self.client_of("mediator-treaties").get(f"{self.base}acts/set-session/?place=Contadora")
        assert answer.context["form"]["place"].value() == "Contadora"

    def test_bad_input_is_kept_beside_what_is_wrong_under_the_same_key(self) -> None:
        data = {"place": "Contadora", "starts_at": "2026-09-01T09:00", "ends_at": "2026-09-01T08:00", "mode": "joint"}
        answer = self.client_of("mediator-treaties").post(f"{self.base}acts/set-session/", data | {"idempotency": "k"})
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors), answer.context["key"]) == (422, ["ends_at"], "k")
        assert {name: form[name].value() for name in data} == data
        assert "The end must come after the beginning." in answer.content.decode()

    def test_a_second_click_is_the_same_act(self) -> None:
        starts = self.stage.now() + 30 * DAY
        data = {
            "place": "Contadora",
            "starts_at": f"{starts:%Y-%m-%dT%H:%M}",
            "ends_at": f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}",
            "mode": "joint",
            "idempotency": "one",
        }
        client = self.client_of("mediator-treaties")
        before = len(self.case("us-agent").state.things["session"])
        joint = self.room("mediator-treaties", "joint").room.id
        post = {"text": "Good morning.", "idempotency": "two"}
        for _ in range(2):
            answer = client.post(f"{self.base}rooms/{joint}/acts/post/", post)
            assert (answer.status_code, answer.headers["Location"]) == (302, f"{self.base}rooms/{joint}/?done=two")
        said = [act for act in self.room("us-agent", "joint").acts if (act.said or {}).get("text") == "Good morning."]
        assert len(said) == 1
        answer = client.post(f"{self.base}acts/set-session/", data)
        assert answer.headers["Location"] == f"{self.base}protocol/?done=one"
        assert len(self.case("us-agent").state.things["session"]) == before + 1

    def test_an_act_that_is_closed_is_refused_with_its_article_and_reason(self) -> None:
        for answer in (
            self.client_of("us-agent").get(f"{self.base}acts/lodge-statement/"),
            self.client_of("us-agent").post(f"{self.base}acts/lodge-statement/", {"statement": "Late."}),
        ):
            refusal = answer.context["refusal"]
            assert (answer.status_code, refusal.code, refusal.basis.article) == (409, "closed", "ICSID R. 19")
            assert refusal.reason
            assert refusal.rule.partition("#")[0] == reverse("edition", args=["iomed-provisional-2026", "state-state"])
            assert refusal.reason in answer.content.decode()

    def test_what_the_table_refuses_after_the_form_is_told_by_its_rule(self) -> None:
        data = {
            "place": "Contadora",
            "starts_at": "2020-09-01T09:00",
            "ends_at": "2020-09-01T10:00",
            "mode": "joint",
            "idempotency": "k",
        }
        answer = self.client_of("mediator-treaties").post(f"{self.base}acts/set-session/", data)
        assert (answer.status_code, answer.context["refusal"].code) == (409, "ahead")
        assert answer.context["refusal"].ways

    def test_what_there_is_not_is_the_one_page(self) -> None:
        joint = self.room("us-agent", "joint").room.id
        client = self.client_of("us-agent")
        paths = (f"{self.base}acts/dance/", f"{self.base}acts/post/", f"{self.base}rooms/{joint}/acts/leave/")
        answers = [client.get(path) for path in (*paths, f"{self.base}rooms/{'a' * 26}/acts/post/")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1

    def test_a_room_act_goes_back_to_its_room(self) -> None:
        caucus = self.room("pa-agent", "caucus").room.id
        answer = self.client_of("pa-agent").get(f"{self.base}rooms/{caucus}/acts/post/")
        assert answer.context["back"].url == f"{self.base}rooms/{caucus}/"
        assert answer.context["tab"] == "rooms"

    def test_a_full_queue_says_when_to_come_back(self) -> None:
        with patch("comity.faces.web.views.acts.queries.case", side_effect=docket.Busy):
            answer = self.client_of("us-agent").get(f"{self.base}acts/leave/")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


class TestRelease(Pages):
    def test_the_page_shows_the_words_and_the_button_releases_them(self) -> None:
        caucus = self.room("pa-agent", "caucus")
        words = "On the date we could be flexible."
        self.perform("pa-agent", "post", body={"text": words}, room=caucus.room.id)
        item = self.room("pa-agent", "caucus").acts[-1].id
        path = f"{self.base}rooms/{caucus.room.id}/acts/release/"
        client = self.client_of("pa-agent")
        assert words in client.get(f"{path}?item={item}").content.decode()
        assert client.post(path, {"item": item, "idempotency": "k"}).status_code == 302
        assert self.room("us-agent", "joint").acts[-1].said == {"text": words}
        assert client.post(path, {"item": "a" * 26, "idempotency": "k2"}).status_code == 404


class TestSigned(Played):
    parts = 5

    def setUp(self) -> None:
        self.base = f"/cases/{self.stage.docket_id}/"
        clauses = {"a1": {"title": "Object", "text": "Peace."}}
        self.perform("mediator-treaties", "table-text", {"entry": "signature"}, {"clauses": clauses})  # type: ignore[dict-item]
        self.path = f"{self.base}acts/initial/"
        self.us = self.client_of("us-agent")
        form = self.us.get(self.path).context["form"]
        self.data = {"seen": form.fields["seen"].initial, "idempotency": "k"}

    def initialled(self) -> int:
        return len(self.acts("us-agent", "initial"))

    def test_the_paper_is_shown_again_before_it_is_confirmed(self) -> None:
        answer = self.us.post(self.path, self.data)
        assert (answer.status_code, self.initialled()) == (200, 0)
        assert answer.context["hidden"] == [("seen", self.data["seen"])]
        assert (answer.context["options"], len(answer.context["digest"])) == ("", 64)

    def test_the_demonstration_confirms_in_plain_and_goes_to_the_text(self) -> None:
        answer = self.us.post(self.path, self.data | {"confirmation": ""})
        assert answer.headers["Location"] == f"{self.base}settlement/?done=k"
        assert self.initialled() == 1

    def test_a_confirmation_that_is_no_passkeys_is_refused(self) -> None:
        for wrong in ("{", '{"id": "x"}'):
            answer = self.us.post(self.path, self.data | {"confirmation": wrong})
            assert (answer.status_code, answer.context["refusal"].code) == (409, "step-up")
        assert self.initialled() == 0

    def test_a_text_that_changed_after_it_was_read_is_refused(self) -> None:
        self.perform("mediator-treaties", "take-text-back")
        clauses = {"a1": {"title": "Object", "text": "War."}}
        self.perform("mediator-treaties", "table-text", {"entry": "signature"}, {"clauses": clauses})  # type: ignore[dict-item]
        answer = self.us.post(self.path, self.data | {"confirmation": ""})
        assert (answer.status_code, answer.context["refusal"].code) == (409, "whole_text_current")
        assert self.initialled() == 0

    def test_with_a_passkey_the_page_asks_it_over_this_act(self) -> None:
        world.passkey(Account.objects.get(pk=self.stage.person("us-agent")))
        answer = self.us.post(self.path, self.data)
        assert answer.context["options"]
        assert self.us.post(self.path, self.data | {"confirmation": ""}).status_code == 409
        assert self.initialled() == 0

    def test_outside_the_demonstration_nobody_signs_without_a_passkey(self) -> None:
        with override_settings(DEMONSTRATION=False):
            answer = self.us.post(self.path, self.data)
        assert (answer.status_code, self.initialled()) == (409, 0)


class TestConditions(Played):
    parts = 6

    def test_what_was_filled_in_is_told_again_before_signing(self) -> None:
        path = f"/cases/{self.stage.docket_id}/acts/approve/"
        client = self.client_of("us-approver")
        seen = client.get(path).context["form"].fields["seen"].initial
        answer = client.post(path, {"seen": seen, "basis": "organ", "instrument": "Resolution", "idempotency": "k"})
        assert answer.status_code == 200
        assert "Resolution" in answer.content.decode()


class TestScreening(Played):
    def test_the_pages_of_the_opening_show_the_request_and_the_findings(self) -> None:
        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "The canal", "story": "It is long.", "request": panama.request(self.stage)},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        base = f"/cases/{self.stage.docket_id}/acts/"
        answer = self.client_of("pa-agent").get(f"{base}consent/")
        assert answer.status_code == 200
        assert {words for _label, words in answer.context["first_words"]} == {"The canal", "It is long."}
        assert {finding.outcome for finding in answer.context["findings"]} == {"pass", "needs"}
        self.stage.act("pa-agent", "consent")
        self.perform("registry", "screen", body={"reasons": "r"})
        answer = self.client_of("secretary-general").get(f"{base}register/")
        assert answer.context["decided"] == ("Screened: every gate passes.",)
