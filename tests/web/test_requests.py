"""The wizard over HTTP: from the first question to the filed request, and back to a draft that survives."""

from django.test import Client, override_settings

from comity.docket import queries as dockets
from comity.opening import queries
from comity.people.models import Account
from tests.opening.test_forms import GOOD
from tests.people import world
from tests.played import Played

STEPS = ["state", "subject", "third-state", "consent", "story"]


class Wizard(Played):
    def setUp(self) -> None:
        self.us = self.client_of("us-agent")

    def begin(self) -> str:
        """The address of a new draft."""
        entity = self.organisation.entities["united-states"]
        answer = self.us.post("/requests/", {"entity": entity, "way": "state-state:iomed-provisional-2026"})
        return answer.headers["Location"].removesuffix("state/")

    def answer(self, base: str, **changes: dict[str, object]) -> None:
        for name in STEPS:
            answer = self.us.post(f"{base}{name}/", GOOD[name] | changes.get(name.replace("-", "_"), {}))
            assert answer.status_code == 302, (name, answer.context["form"].errors)

    def drafts(self) -> int:
        return len(queries.drafts(self.actor("us-agent")))

    def cases(self) -> list[str]:
        return [item.id for item in dockets.cases(self.actor("us-agent")).items]


class TestQuestions(Wizard):
    def test_one_begins_for_a_state_that_one_signs_for(self) -> None:
        context = self.us.get("/requests/").context
        own, way = self.organisation.entities["united-states"], "state-state:iomed-provisional-2026"
        assert [(entity, name) for entity, name, _ways in context["own"]] == [(own, "United States of America")]
        assert context["drafts"] == []
        for entity in (self.organisation.entities["panama"], "", "x"):
            assert self.us.post("/requests/", {"entity": entity, "way": way}).status_code == 200
        for wrong in (
            "",
            "commercial:iomed-provisional-2026",
            "state-state:iomed-2099",
            "institution:institution-2026",
        ):
            assert self.us.post("/requests/", {"entity": own, "way": wrong}).status_code == 200
        counsel = self.client_of("us-counsel")
        assert counsel.get("/requests/").context["own"] == []
        assert counsel.post("/requests/", {"entity": own, "way": way}).status_code == 200
        assert self.drafts() == 0

    def test_each_question_leads_to_the_next_and_the_last_to_the_review(self) -> None:
        base = self.begin()
        for name, after in zip(STEPS, [*STEPS[1:], "review"], strict=True):
            page = self.us.get(f"{base}{name}/")
            assert page.status_code == 200
            assert [step.state for step in page.context["question"].steps].index("now") == STEPS.index(name)
            assert self.us.post(f"{base}{name}/", GOOD[name]).headers["Location"] == f"{base}{after}/"
        back = self.us.get(f"{base}subject/").context["question"].back.url
        assert back == f"{base}state/"
        assert self.us.get(f"{base}state/").context["question"].back.url == "/requests/"

    def test_a_bad_answer_is_kept_and_names_its_field_and_the_draft_stays_as_it_was(self) -> None:
        base = self.begin()
        self.answer(base)
        answer = self.us.post(f"{base}consent/", {"agreed": "yes", "instrument": "Note 5"})
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors)) == (422, ["agreed_on"])
        assert form["instrument"].value() == "Note 5"
        assert "Say from when the consent is" in answer.content.decode()
        assert queries.drafts(self.actor("us-agent"))[0].answers["agreed"] == "no"

    def test_a_draft_survives_and_shows_what_was_answered(self) -> None:
        base = self.begin()
        self.answer(base)
        client = self.client_of("us-agent")
        page = client.get("/requests/")
        assert len(page.context["drafts"]) == 1
        assert ">State–State · Provisional rules of procedure, 2026</span>" in page.content.decode()
        subject = client.get(f"{base}subject/").context["form"]
        assert subject["name"].value() == "The canal"
        assert subject["subjects"].value() == "waterway transit, fees"

    def test_the_gates_stand_beside_the_questions_once_there_is_a_request(self) -> None:
        base = self.begin()
        assert self.us.get(f"{base}state/").context["question"].findings == ()
        self.answer(base)
        found = self.us.get(f"{base}consent/").context["question"].findings
        assert {finding.outcome for finding in found} == {"pass", "needs"}

    def test_a_draft_is_its_authors(self) -> None:
        base = self.begin()
        self.answer(base)
        counsel = self.client_of("us-counsel")
        for path in (f"{base}subject/", f"{base}review/"):
            assert counsel.get(path).status_code == 404
        assert counsel.post(f"{base}discard/").status_code == 302
        assert self.drafts() == 1
        assert self.us.get(f"{base}colour/").status_code == 404
        assert self.us.get(f"/requests/{'a' * 26}/subject/").status_code == 404

    def test_a_draft_is_thrown_away(self) -> None:
        base = self.begin()
        assert self.us.get(f"{base}discard/").status_code == 405
        assert self.us.post(f"{base}discard/").headers["Location"] == "/requests/"
        assert self.drafts() == 0

    def test_a_stranger_is_sent_to_sign_in(self) -> None:
        assert Client(HTTP_HOST="localhost").get("/requests/").status_code == 302


class TestFiling(Wizard):
    def setUp(self) -> None:
        super().setUp()
        self.base = self.begin()

    def file(self, key: str = "k"):  # type: ignore[no-untyped-def]  # what Django's test client answers
        return self.us.post(f"{self.base}review/", {"idempotency": key, "confirmation": ""})

    def test_the_review_is_ready_once_every_question_is_answered(self) -> None:
        assert self.us.get(f"{self.base}review/").context["ready"] is False
        assert self.file().status_code == 200
        assert self.cases() == []
        self.answer(self.base)
        context = self.us.get(f"{self.base}review/").context
        assert (context["ready"], context["verdict"]) == (True, "incomplete")
        assert list(context["states"]) == ["United States of America", "Panama"]

    def test_the_signer_reads_it_again_before_it_is_filed(self) -> None:
        self.answer(self.base)
        answer = self.us.post(f"{self.base}review/", {"idempotency": "k"})
        assert (answer.status_code, answer.context["options"], answer.context["story"]) == (200, "", "It is long.")
        assert self.cases() == []

    def test_it_is_filed_once_and_the_draft_is_gone(self) -> None:
        self.answer(self.base, third_state={"third": "yes", "third_states": ["CO"]})
        answer = self.file()
        [case] = self.cases()
        assert answer.headers["Location"] == f"/cases/{case}/?done=k"
        assert self.drafts() == 0
        first = dockets.acts(self.actor("us-agent"), case)[0]
        assert (first.said or {})["title"] == "The canal"
        assert first.act.facts["third_states"] == {"CO": "pending"}
        assert self.us.get(answer.headers["Location"]).context["done"]

    def test_a_refusal_keeps_the_draft(self) -> None:
        self.answer(self.base, state={"other_state": "CO"})  # not in the register of entities
        answer = self.file()
        refusal = answer.context["refusal"]
        assert (answer.status_code, refusal.code, refusal.kept) == (409, "entities", True)
        assert refusal.back.url == f"{self.base}review/"
        assert (self.drafts(), self.cases()) == (1, [])

    def test_a_confirmation_that_is_no_passkeys_is_refused_and_the_draft_kept(self) -> None:
        self.answer(self.base)
        for wrong in ("{", '{"id": "x"}'):
            answer = self.us.post(f"{self.base}review/", {"idempotency": "k", "confirmation": wrong})
            assert (answer.status_code, answer.context["refusal"].code) == (409, "step-up")
        assert (self.drafts(), self.cases()) == (1, [])

    def test_with_a_passkey_the_page_asks_it(self) -> None:
        self.answer(self.base)
        world.passkey(Account.objects.get(pk=self.stage.person("us-agent")))
        assert self.us.post(f"{self.base}review/", {"idempotency": "k"}).context["options"]

    def test_outside_the_demonstration_nobody_files_without_a_passkey(self) -> None:
        self.answer(self.base)
        with override_settings(DEMONSTRATION=False):
            answer = self.us.post(f"{self.base}review/", {"idempotency": "k"})
        assert (answer.status_code, self.cases()) == (409, [])
