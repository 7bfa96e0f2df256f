"""The organisation's own docket on a page: for officers, and for nobody else."""

from django.test import Client
from django.utils.translation import gettext

from comity import docket
from comity.docket import queries
from comity.docket.forms import ActForm, Moment, form_of
from comity.law.act import Json
from comity.people.errors import NotFound
from comity.people.queries import register
from comity.people.tokens import token_digest
from tests.played import START, Played

ON = {"since": "2026-03-02"}


class Organisation(Played):
    def act_form(self, who: str, act: str, data: dict[str, object] | None = None) -> ActForm:
        """The form of an act of the organisation's own docket."""
        case = queries.case(self.actor(who), docket.institution())
        found = next(each for each in case.open if each.row.act == act)
        return form_of(act)(data, moment=Moment(self.actor(who), case, found))

    def what(self, act: str, data: dict[str, object], who: str = "registry") -> tuple[dict[str, Json], dict[str, Json]]:
        form = self.act_form(who, act, data)
        assert form.is_valid(), form.errors
        return form.said()

    def mandate(self, name: str) -> str:
        return next(line.id for line in register.mandates(self.actor("registry"), START, "en") if line.name == name)


class TestPage(Organisation):
    def test_it_is_there_for_officers_alone(self) -> None:
        for who, status in (("registry", 200), ("secretary-general", 200), ("us-agent", 404), ("mediator-debt", 404)):
            assert self.client_of(who).get("/organisation/").status_code == status
        assert Client(HTTP_HOST="localhost").get("/organisation/").status_code == 302

    def test_what_is_not_for_the_reader_is_what_is_not_there(self) -> None:
        party = self.client_of("us-agent")
        assert party.get("/organisation/").content == party.get("/nothing/").content

    def test_it_shows_what_the_register_holds(self) -> None:
        page = self.client_of("secretary-general").get("/organisation/").content.decode()
        for words in ("Panama", "Agent of the Republic of Panama", "Mediator, sovereign debt", "speak and sign"):
            assert words in page

    def test_an_officer_records_and_comes_back(self) -> None:
        registry, home = self.client_of("registry"), docket.institution()
        form = registry.get(f"/cases/{home}/acts/admit-account/").context["form"]
        told = {name: form[name].value() for name in ("person", "token")}
        posted = {**told, "name": "Counsel of Panama", "address": "", "idempotency": "a" * 32}
        answer = registry.post(f"/cases/{home}/acts/admit-account/", posted)
        assert (answer.status_code, answer["Location"]) == (302, "/organisation/?done=" + "a" * 32)
        page = registry.get(answer["Location"]).content.decode()
        assert ("Counsel of Panama" in page, gettext("Done.") in page) == (True, True)
        assert Client(HTTP_HOST="localhost").get(f"/invitation/{told['token']}/").status_code == 200

    def test_the_register_of_people_opens_for_officers_alone(self) -> None:
        for read in (register.accounts, register.officers):
            with self.assertRaises(NotFound):
                read(self.actor("us-agent"), START)
        for listed in (register.entities, register.mandates):
            with self.assertRaises(NotFound):
                listed(self.actor("us-agent"), START, "en")


class TestForms(Organisation):
    def test_a_person_is_admitted_by_a_link_that_the_log_does_not_hold(self) -> None:
        form = self.act_form("registry", "admit-account")
        token = str(form.context()["token"])
        person = str(form["person"].value())
        told: dict[str, object] = {"person": person, "token": token, "name": "Ana", "name_zh": "安娜", "address": ""}
        assert self.what("admit-account", told) == (
            {"account": person, "link": token_digest(token)},
            {"name": {"en": "Ana", "zh": "安娜"}, "address": ""},
        )

    def test_another_link_and_the_end_of_an_account(self) -> None:
        agent = self.stage.person("us-agent")
        token = "t" * 43
        assert self.what("invite-again", {"account": agent, "token": token}) == (
            {"account": agent, "link": token_digest(token)},
            {},
        )
        assert self.what("close-account", {"account": agent, "reasons": "Left."}) == (
            {"account": agent},
            {"reasons": "Left."},
        )

    def test_a_state_has_its_names_from_the_register_and_everybody_else_a_name(self) -> None:
        facts, body = self.what("register-entity", {"new": "b" * 26, "kind": "state", "state": "KE"})
        assert facts == {"entity": "b" * 26, "kind": "state"}
        assert (body["state"], body["names"]["fr"]) == ("KE", "Kenya")  # type: ignore[call-overload,index]
        company: dict[str, object] = {"new": "b" * 26, "kind": "company", "state": "KE", "name": "Boats"}
        assert self.what("register-entity", company)[1] == {"names": {"en": "Boats"}, "state": "KE"}
        both = self.what("register-entity", {**company, "name_ar": "قوارب"})[1]
        assert both == {"names": {"en": "Boats", "ar": "قوارب"}, "state": "KE"}
        assert list(self.act_form("registry", "register-entity", {**company, "name": ""}).errors) == ["name"]

    def test_a_mandate_begins_and_ends(self) -> None:
        entity = register.entities(self.actor("registry"), START, "en")[0][0]
        told: dict[str, object] = {
            "mandate": "c" * 26,
            "account": self.stage.person("us-agent"),
            "entity": entity,
            "kind": "counsel",
            "powers": ["speak"],
            "since": "2026-03-02T08:00",
            "until": "2026-04-02T08:00",
            "instrument": "Letter",
        }
        facts, body = self.what("grant-mandate", told)
        assert body == {"instrument": "Letter"}
        assert (facts["powers"], facts["since"], facts["until"]) == (
            ["speak"],
            "2026-03-02T08:00:00Z",
            "2026-04-02T08:00:00Z",
        )
        mandate = self.mandate("Agent of Meridia (fictional)")
        ended = self.what("end-mandate", {"mandate": mandate, "until": "2026-03-03T08:00"})
        assert ended == ({"mandate": mandate, "until": "2026-03-03T08:00:00Z"}, {})

    def test_offices_are_the_secretary_generals_to_give(self) -> None:
        agent = self.stage.person("us-agent")
        given = {"account": agent, "office": "registry", "since": "2026-03-02T08:00"}
        assert self.what("appoint-officer", {**given}, "secretary-general") == (
            {"account": agent, "office": "registry", "since": "2026-03-02T08:00:00Z"},
            {},
        )
        officer = self.stage.person("registry")
        ended = {"held": f"registry:{officer}", "until": "2026-03-03T08:00"}
        assert self.what("end-office", {**ended}, "secretary-general") == (
            {"account": officer, "office": "registry", "until": "2026-03-03T08:00:00Z"},
            {},
        )

    def test_facts_of_the_treaty_register_have_a_source(self) -> None:
        source = {"source": "Gazette"}
        instrument = {"state": "KE", "treaty": "iomed-2025", "act": "ratification", "on": "2026-03-02"}
        assert self.what("record-instrument", {**instrument, "status": "official", **source}) == (
            {**instrument, "status": "official"},
            source,
        )
        declared = {"state": "KE", "treaty": "iomed-2025", **ON, **source}
        facts = {"state": "KE", "treaty": "iomed-2025", "from": "2026-03-02", "excludes": ["maritime-interests"]}
        assert self.what("record-declaration", {**declared, "excludes": "Maritime interests, "}) == (facts, source)
        assert self.what("record-declaration", {**declared, "excludes": "Maritime interests", "wording": "Not."}) == (
            facts,
            {**source, "wording": "Not."},
        )
        for wrong in ("%", ", ", "海"):
            form = self.act_form("registry", "record-declaration", {**declared, "excludes": wrong})
            assert list(form.errors) == ["excludes"]
        assert self.what("record-reservation", {**declared, "article": "8.1.a"})[0] == {
            "state": "KE",
            "treaty": "iomed-2025",
            "article": "8.1.a",
            "from": "2026-03-02",
        }
        admitted = {"admits": "KE", "category": "commercial", **ON, "until": "2027-03-02", **source}
        assert self.what("record-decision", {**admitted}) == (
            {"admits": "KE", "category": "commercial", "from": "2026-03-02", "until": "2027-03-02"},
            source,
        )

    def test_the_roster(self) -> None:
        account = self.stage.person("mediator-debt")
        listed = {"account": account, "panel": "other", **ON, "public": "on", "profile": "Debt"}
        assert self.what("list-mediator", {**listed}) == (
            {"account": account, "panel": "other", "from": "2026-03-02", "consents_to_publication": True},
            {"profile": "Debt"},
        )
        off = {"listing": f"state-state:{account}", "until": "2026-03-05", "reasons": "Asked."}
        assert self.what("delist-mediator", {**off}) == (
            {"account": account, "panel": "state-state", "until": "2026-03-05"},
            {"reasons": "Asked."},
        )
