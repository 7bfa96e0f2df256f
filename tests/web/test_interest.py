"""A third State's notice: one answer whatever is asked, sealed words, and a list that the registry alone reads."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity import docket
from comity.docket import queries as dockets
from comity.faces.web.views import interest
from comity.treaty import acts, queries
from comity.treaty.models import InterestNotice
from tests.played import Played

PATH = "/notice-of-interest/"
SECRET = "the channel canary-channel"
WORDS = {"state": "Panama", "subject": "2026-0001", "contact": "The mission", "text": SECRET}


class Notices(Played):
    parts = 1

    def setUp(self) -> None:
        cache.clear()
        self.visitor = Client(HTTP_HOST="localhost")

    def sends(self, client: Client | None = None, **changes: str) -> tuple[bytes, bytes, int]:
        """The answer, the page that it leads to, and how many statements it took."""
        client = client or self.visitor
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(PATH, WORDS | changes)
        page = client.get(answer.headers["Location"])
        return answer.serialize(), page.serialize(), len(asked)

    def waiting(self) -> list[queries.Interest]:
        return queries.interests(None, offices={"registry"})


class TestAnswer(Notices):
    def test_it_is_the_same_whether_or_not_there_is_a_case_or_such_a_state(self) -> None:
        number = self.case("registry").number
        answers = {
            self.sends(state=state, subject=subject, text=text)
            for state in ("Panama", "Nowhere", "巴拿马" * 60)
            for subject in (number, "2026-9999", self.stage.docket_id)
            for text in ("x", "\n" * 1_000 + "海" * 3_000)
        }
        assert len(answers) == 1
        assert InterestNotice.objects.count() == 18
        assert len({len(row.sealed) for row in InterestNotice.objects.all()}) == 1

    def test_it_is_the_same_beyond_the_rate_and_nothing_is_kept_then(self) -> None:
        answers = {self.sends(text=str(number)) for number in range(interest.AN_HOUR + 3)}
        assert len(answers) == 1
        assert InterestNotice.objects.count() == interest.AN_HOUR

    def test_it_is_the_same_while_too_many_wait(self) -> None:
        first = self.sends()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(acts, "OPEN_NOTICES", 1)
            assert self.sends() == first
        assert InterestNotice.objects.count() == 1

    def test_it_takes_no_more_for_a_party_of_the_case_than_for_anybody_with_an_account(self) -> None:
        party, other = (self.sends(self.client_of(who)) for who in ("us-agent", "xm-agent"))
        assert (party[2], party[1].count(b"Panama")) == (other[2], other[1].count(b"Panama"))

    def test_what_is_left_empty_is_asked_for(self) -> None:
        answer = self.visitor.post(PATH, WORDS | {"contact": ""})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["contact"])
        assert InterestNotice.objects.count() == 0

    def test_the_database_holds_no_word_of_it(self) -> None:
        self.sends()
        [row] = InterestNotice.objects.all()
        assert [word for word in WORDS.values() if word.encode() in bytes(row.sealed)] == []
        assert [(each.state, each.text) for each in self.waiting()] == [("Panama", SECRET)]


class TestList(Notices):
    def test_the_registry_alone_finds_it(self) -> None:
        self.sends()
        page = "/organisation/interests/"
        assert SECRET in self.client_of("registry").get(page).content.decode()
        for who in ("secretary-general", "us-agent", "mediator-treaties"):
            answer = self.client_of(who).get(page)
            assert (answer.status_code, SECRET in answer.content.decode()) == (404, False)
        assert queries.interests(None, offices={"secretary-general"}) == []
        assert "/organisation/interests/" in self.client_of("registry").get("/organisation/").content.decode()
        assert (
            "/organisation/interests/" not in self.client_of("secretary-general").get("/organisation/").content.decode()
        )

    def test_it_is_received_by_an_act_that_the_registry_alone_reads(self) -> None:
        self.sends()
        [found] = self.waiting()
        path = f"/cases/{docket.institution()}/acts/receive-interest/"
        registry = self.client_of("registry")
        assert SECRET in registry.get(path, {"notice": found.id}).content.decode()
        answer = registry.post(path, {"notice": found.id, "checked": "By telephone.", "idempotency": "k"})
        assert (answer.status_code, self.waiting()) == (302, [])
        said = {
            who: [
                act.said
                for act in dockets.acts(self.actor(who), docket.institution())
                if act.row.act == "receive-interest"
            ]
            for who in ("registry", "secretary-general")
        }
        assert said == {"registry": [WORDS | {"checked": "By telephone."}], "secretary-general": [None]}
        assert SECRET in registry.get("/organisation/interests/").content.decode()
        again = registry.post(path, {"notice": found.id, "checked": "Twice.", "idempotency": "k2"})
        assert (again.status_code, docket.replay(docket.institution())) == (409, [])

    def test_words_of_another_than_the_sender_do_not_enter(self) -> None:
        self.sends()
        [found] = self.waiting()
        payload = docket.Payload(facts={"notice": found.id}, body={"checked": "x", "text": "Invented."})
        docket.perform(self.actor("registry"), docket.institution(), "receive-interest", payload, key="k")
        act = dockets.acts(self.actor("registry"), docket.institution())[-1]
        assert (act.said or {})["text"] == SECRET

    def test_it_is_set_aside_with_reasons_and_the_words_are_gone(self) -> None:
        self.sends()
        [found] = self.waiting()
        path = f"/cases/{docket.institution()}/acts/set-aside-interest/"
        answer = self.client_of("registry").post(path, {"notice": found.id, "reasons": "Spam.", "idempotency": "k"})
        assert (answer.status_code, InterestNotice.objects.count()) == (302, 0)
        act = dockets.acts(self.actor("registry"), docket.institution())[-1]
        assert act.said == {"reasons": "Spam."}
        party = self.client_of("us-agent").get(path, {"notice": found.id})
        assert party.status_code == 404

    def test_pages_hold_thirty(self) -> None:
        for number in range(31):
            acts.keep_interest(WORDS | {"subject": f"s{number}"}, at=docket.now(), within=True)
        registry = self.client_of("registry")
        first, second = (registry.get("/organisation/interests/", {"page": page}).context for page in ("1", "2"))
        assert (len(first["waiting"]), first["more"]) == (30, True)
        assert (len(second["waiting"]), second["more"]) == (1, False)
        assert len(registry.get("/organisation/interests/", {"page": "x"}).context["waiting"]) == 30
