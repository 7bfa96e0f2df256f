"""The programming face over HTTP: statuses and bodies, what is refused, what is not there, what is given twice."""

import io
import json
import zipfile
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from comity import docket, keeper
from comity.docket import queries
from comity.docket.models import Act
from comity.faces.cli.story import panama
from comity.opening import queries as opening
from comity.opening.models import Invitation
from comity.people.actor import Actor
from comity.people.models import Account, Entity
from comity.proof import bundle
from comity.proof.notes import VerifierKey
from tests.opening.firms import Firms
from tests.people import world
from tests.played import Played

NOWHERE = "a" * 26


class Asking(Played):
    parts = 4

    def setUp(self) -> None:
        self.case_id = self.stage.docket_id
        self.us = self.client_of("us-agent")
        self.base = f"/api/cases/{self.case_id}"

    def post(self, path: str, value: object, client: Client | None = None) -> Any:
        return (client or self.us).post(path, json.dumps(value), content_type="application/json")

    def joint(self) -> str:
        return self.room("us-agent", "joint").room.id


def told(answer: HttpResponse) -> tuple[int, Any]:
    return answer.status_code, json.loads(answer.content)


class TestReading(Asking):
    def test_cases_are_the_readers_own(self) -> None:
        status, body = told(self.us.get("/api/cases"))
        assert (status, body["page"], body["more"]) == (200, 1, False)
        line = body["cases"][0]
        assert (line["id"], line["phase"], line["title"]) == (self.case_id, "sessions", panama.record.TITLE["en"])
        assert told(self.client_of("xm-agent").get("/api/cases"))[1]["cases"] == []

    def test_a_case_says_where_it_stands_and_what_is_open(self) -> None:
        status, body = told(self.us.get(self.base))
        assert (status, body["phase"], body["ending"], body["own"]) == (200, "sessions", None, [self.stage.party("us")])
        assert body["open"] == [
            "leave",
            "extend-as-of-right",
            "adjourn-for-advice",
            "correct-record",
            "agree-variation",
            "declare-proceeding",
            "permit-role",
            "draft-interim",
            "agree-interim",
            "propose-joinder",
        ]
        assert {room["kind"] for room in body["rooms"]} == {"joint", "caucus", "delegation"}
        due = {each["code"]: each["due"] for each in body["deadlines"]}
        assert any(code.startswith("clause-date") for code in due)

    def test_acts_are_the_log_in_order_with_what_was_said(self) -> None:
        status, body = told(self.us.get(f"{self.base}/acts"))
        assert status == 200
        assert [act["index"] for act in body["acts"]] == list(range(len(body["acts"])))
        first = body["acts"][0]
        assert (first["envelope"]["act"], first["said"]["title"]) == ("file-request", panama.record.TITLE)
        assert next(act for act in body["acts"] if act["envelope"]["act"] == "consent")["said"] is None

    def test_a_room_is_its_readers(self) -> None:
        joint = self.joint()
        assert (
            self.post(
                f"{self.base}/rooms/{joint}/acts/post", {"key": "a", "body": {"text": "Good morning."}}
            ).status_code
            == 200
        )
        status, body = told(self.us.get(f"{self.base}/rooms/{joint}"))
        assert (status, body["kind"], body["acts"][-1]["said"]) == (200, "joint", {"text": "Good morning."})
        assert "post" in body["open"]

    def test_the_bundle_verifies(self) -> None:
        answer = self.us.get(f"{self.base}/bundle")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
        bundle.verify(answer.content, VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()))


class TestActing(Asking):
    def test_a_receipt_is_given_byte_for_byte_however_often(self) -> None:
        asked = {"key": "one", "body": {"text": "Good morning."}}
        path = f"{self.base}/rooms/{self.joint()}/acts/post"
        first, again = self.post(path, asked), self.post(path, asked)
        kept = queries.receipt_by_key(self.actor("us-agent"), "one").json
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.content == again.content == kept == self.us.get("/api/receipts/one").content
        assert [act.row.act for act in self.room("us-agent", "joint").acts].count("post") == 1

    def test_a_receipt_is_its_owners(self) -> None:
        self.post(f"{self.base}/rooms/{self.joint()}/acts/post", {"key": "one", "body": {"text": "x"}})
        for who in ("pa-agent", "registry"):
            assert told(self.client_of(who).get("/api/receipts/one")) == (404, {"error": "not found"})

    def test_a_key_for_another_request_is_refused(self) -> None:
        path = f"{self.base}/rooms/{self.joint()}/acts/post"
        self.post(path, {"key": "one", "body": {"text": "x"}})
        status, body = told(self.post(path, {"key": "one", "body": {"text": "y"}}))
        assert (status, body["error"]) == (422, "key reused")

    def test_a_refusal_names_article_sentence_and_rule(self) -> None:
        status, body = told(self.post(f"{self.base}/acts/consent", {"key": "k"}))
        assert (status, body["error"], body["article"], body["rule"]) == (409, "refused", "Art. 24", "role")
        assert body["message"].endswith(".")
        assert sorted(body) == ["article", "error", "message", "rule"]

    def test_an_act_that_there_is_not_is_refused(self) -> None:
        status, body = told(self.post(f"{self.base}/acts/dance", {"key": "k"}))
        assert (status, body["rule"]) == (409, "table")

    def test_numbers_with_a_fraction_have_no_form(self) -> None:
        path = f"{self.base}/rooms/{self.joint()}/acts/post"
        status, body = told(self.post(path, {"key": "k", "body": {"text": 1.5}}))
        assert (status, body["error"]) == (400, "unreadable")
        status, body = told(self.post(f"{self.base}/acts/leave", {"key": "k", "facts": {"share": 0.5}}))
        assert (status, body["error"]) == (400, "unreadable")

    def test_what_has_not_the_shape_names_its_fields(self) -> None:
        for wrong in ({}, {"key": ""}, {"key": "x" * 65}, {"key": 5}, {"key": "k", "facts": []}, []):
            status, body = told(self.post(f"{self.base}/acts/leave", wrong))
            assert (status, body["error"]) == (422, "invalid")
            assert body["fields"]
        answer = self.us.post(f"{self.base}/acts/leave", "{", content_type="application/json")
        assert answer.status_code == 400

    def test_nothing_refused_was_done(self) -> None:
        before = Act.objects.count()
        self.test_what_has_not_the_shape_names_its_fields()
        self.test_a_refusal_names_article_sentence_and_rule()
        assert Act.objects.count() == before

    def test_unknown_and_not_permitted_are_one_answer(self) -> None:
        stranger = self.client_of("xm-agent")
        caucus = self.room("pa-agent", "caucus").room.id
        paths = ["", "/acts", "/bundle", f"/rooms/{caucus}"]
        answers = [stranger.get(f"/api/cases/{case}{path}") for case in (self.case_id, NOWHERE) for path in paths]
        answers += [self.us.get(f"{self.base}/rooms/{room}") for room in (caucus, NOWHERE)]
        for case in (self.case_id, NOWHERE):
            answers += [
                self.post(f"/api/cases/{case}/acts/{act}", {"key": "k"}, stranger) for act in ("leave", "leave/intent")
            ]
        answers += [self.post(f"{self.base}/rooms/{room}/acts/post", {"key": "k"}) for room in (caucus, NOWHERE)]
        assert {told(answer)[0] for answer in answers} == {404}
        assert {answer.content for answer in answers} == {b'{"error": "not found"}'}

    def test_a_full_queue_says_when_to_come_back(self) -> None:
        with patch("comity.faces.api.routes.docket.perform", side_effect=docket.Busy):
            answer = self.post(f"{self.base}/acts/leave", {"key": "k"})
        assert (told(answer), answer.headers["Retry-After"]) == ((503, {"error": "busy"}), "5")


class TestSession(Asking):
    def test_without_a_session_nothing_is_answered(self) -> None:
        visitor = Client(HTTP_HOST="localhost")
        for case in (self.case_id, NOWHERE):
            assert visitor.get(f"/api/cases/{case}").status_code == 401
            assert self.post(f"/api/cases/{case}/acts/leave", {"key": "k"}, visitor).status_code == 401

    def test_an_account_that_was_closed_finds_nothing(self) -> None:
        Account.objects.filter(pk=self.stage.person("us-agent")).update(is_active=False)
        assert self.us.get(self.base).status_code in {401, 404}

    def test_a_request_without_the_forms_token_does_nothing(self) -> None:
        client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
        client.force_login(
            Account.objects.get(pk=self.stage.person("us-agent")), backend=settings.AUTHENTICATION_BACKENDS[0]
        )
        before = Act.objects.count()
        assert self.post(f"{self.base}/acts/leave", {"key": "k"}, client).status_code == 403
        assert Act.objects.count() == before


class TestFiling(Asking):
    parts = 0

    def filed(self, **changes: Any) -> Any:
        parties = [keeper.random_id(), keeper.random_id()]
        body = {"title": "T", "story": "S", "request": panama.request(self.stage), "parties": parties}
        asked = {"key": "f", "edition": "iomed-provisional-2026", "category": "state-state", "body": body}
        return self.post("/api/cases", asked | {"party": parties[0]} | changes)

    def test_a_request_is_filed_and_says_where(self) -> None:
        answer = self.filed()
        assert answer.status_code == 200
        assert told(self.us.get(answer.headers["Location"]))[1]["phase"] == "invited"

    def test_an_edition_or_category_that_there_is_not(self) -> None:
        for changes in ({"edition": "none"}, {"category": "institution"}, {"category": "none"}):
            assert told(self.filed(**changes)) == (404, {"error": "not found"})

    def test_nobody_files_for_another_state(self) -> None:
        client, self.us = self.us, self.client_of("pa-agent")
        status, body = told(self.filed())
        assert (status, body["error"]) in [(409, "refused"), (404, "not found")]
        assert told(client.get("/api/cases"))[1]["cases"] == []


class TestFilingByPrivateParties(Firms):
    """Who is no State, over the programming face: an agency, a company, a person."""

    def asked(self, category: str, *others: dict[str, Any], own: dict[str, Any], **changes: Any) -> dict[str, Any]:
        given = {"given": True, "instrument": "this request", "on": "2026-03-02"}
        parties = [f"p{number}" for number in range(len(others) + 1)]
        request = {
            "category": category,
            "edition": "iomed-provisional-2026",
            "filed_at": "2026-03-02T09:00:00+08:00",
            "subjects": ["demurrage"],
            "party": [
                {"side": "requesting", "consent": given, **own},
                *({"side": "responding", "consent": {"given": False}, **other} for other in others),
            ],
        }
        body = {"title": "T", "story": "S", "request": request, "parties": parties}
        asked = {"key": "f", "edition": "iomed-provisional-2026", "category": category, "party": "p0", "body": body}
        return asked | changes

    def post(self, value: object, actor: Actor | None = None, path: str = "/api/cases") -> Any:
        return self.browser(actor or self.director).post(path, value, content_type="application/json")

    def fields(self, value: object, actor: Actor | None = None) -> list[str]:
        status, body = told(self.post(value, actor))
        assert (status, body["error"]) == (422, "invalid"), body
        return [str(each["loc"][-1]) for each in body["fields"]]

    def test_a_company_files_and_who_is_named_is_entered_once_and_invited(self) -> None:
        own = {"kind": "company", "nationality": ["XM"]}
        other = {"kind": "individual", "nationality": ["XN"]}
        named = {"p1": {"name": "A. Charterer (fictional)", "contact": "a@charterers.example"}}
        asked = self.asked("commercial", other, own=own, named=named)
        first, again = self.post(asked), self.post(asked)
        assert (first.status_code, again.content) == (200, first.content)
        case = first.headers["Location"].rsplit("/", 1)[-1]
        view = queries.case(self.director, case)
        assert view.entities["p0"] == self.firm
        assert Entity.objects.get(pk=view.entities["p1"]).kind == "individual"
        assert Entity.objects.filter(kind="individual").count() == 1
        invitation = Invitation.objects.get(docket_id=case, party="p1")
        assert opening.contact(invitation)["address"] == "a@charterers.example"

    def test_a_state_asks_an_agency_and_a_company(self) -> None:
        own, agency = {"kind": "state", "state": "US"}, {"kind": "agency", "state": "XN"}
        company = {"kind": "company", "nationality": ["XM"], "state_owned": True}
        contact = {"contact": "a@port.example"}
        named = {"p1": {"name": "Port Authority", **contact}, "p2": {"name": "Builders", **contact}}
        asked = self.asked("state-national", agency, company, own=own, named=named)
        answer = self.post(asked, self.actor("us-agent"))
        assert answer.status_code == 200, answer.content
        view = queries.case(self.actor("us-agent"), answer.headers["Location"].rsplit("/", 1)[-1])
        kinds = [Entity.objects.get(pk=view.entities[party]).kind for party in ("p0", "p1", "p2")]
        assert kinds == ["state", "agency", "company"]

    def test_what_is_wrong_is_named_by_its_field_and_enters_nobody(self) -> None:
        before = Entity.objects.count()
        own, other = {"kind": "company", "nationality": ["XM"]}, {"kind": "company", "nationality": ["XN"]}
        named = {"p1": {"name": "Charterers", "contact": "office@charterers.example"}}
        nobody, nowhere = {**other, "nationality": ["XQQ"]}, {"p1": {**named["p1"], "contact": "x"}}
        for value, field in (
            (self.asked("commercial", other, own=own), "named.p1"),
            (self.asked("commercial", other, own=own, named={"p1": {"name": "", "contact": "x"}}), "name"),
            (self.asked("commercial", other, own=own, named=nowhere), "named.p1.contact"),
            (self.asked("commercial", other, own=own, named={**named, "p7": named["p1"]}), "named.p7"),
            (self.asked("commercial", other, own=own, named=named, entities={"p7": self.firm}), "entities.p7"),
            (self.asked("commercial", other, own={**own, "kind": "individual"}, named=named), "entities.p0"),
            (self.asked("commercial", nobody, own=own, named=named), "body.request.party[1].nationality[0]"),
            (self.asked("commercial", {"kind": "state", "state": "XN"}, own=own), "body.request.party[1].kind"),
            (self.asked("state-national", {"kind": "agency"}, own=own), "body.request.party[1].state"),
            (self.asked("state-national", {"kind": "state", "state": "FR"}, own=own), "body.request.party[1].state"),
        ):
            assert self.fields(value) == [field]
        twice = self.asked("commercial", other, own=own, named=named)
        twice["body"]["parties"] = ["p0", "p0"]
        assert self.fields(twice) == ["body.parties"]
        other_kind = self.asked("commercial", other, own=own, named=named) | {"category": "state-national"}
        assert self.fields(other_kind) == ["body.request.category"]
        assert Entity.objects.count() == before

    def test_what_is_to_be_confirmed_names_the_same_entities_as_the_filing(self) -> None:
        named = {"p1": {"name": "Charterers", "contact": "office@charterers.example"}}
        sides = {"own": {"kind": "company", "nationality": ["XM"]}, "named": named}
        asked = self.asked("commercial", {"kind": "company", "nationality": ["XN"]}, **sides)
        before = Entity.objects.count()
        assert told(self.post(asked, path="/api/cases/intent"))[1]["rule"] == "step-up"
        world.passkey(Account.objects.get(pk=self.director.id))
        status, body = told(self.post(asked, path="/api/cases/intent"))
        assert (status, bool(body["options"])) == (200, True)
        assert told(self.post(asked, path="/api/cases/intent"))[1]["digest"] == body["digest"]
        assert Entity.objects.count() == before


class TestIntent(Asking):
    def test_without_a_passkey_the_refusal_says_so(self) -> None:
        status, body = told(self.post(f"{self.base}/acts/leave/intent", {"key": "k"}))
        assert (status, body["error"], body["rule"]) == (409, "refused", "step-up")

    def test_with_one_it_gives_what_is_to_be_confirmed(self) -> None:
        world.passkey(Account.objects.get(pk=self.stage.person("us-agent")))
        status, body = told(self.post(f"{self.base}/acts/leave/intent", {"key": "k"}))
        digest = docket.intent(self.actor("us-agent"), self.case_id, "leave", docket.Payload(), key="k")
        assert (status, body["digest"]) == (200, digest)
        assert body["options"]
