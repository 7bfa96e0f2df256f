"""Matters beside the mediation over HTTP: the case page, the record for the tribunal, certificates, settled parts."""

import json

from comity.law.act import Json
from comity.law.instants import render
from tests.conduct.test_acts import REQUEST
from tests.conduct.test_matters import COURT, WORDS, Matters
from tests.settlement.test_parts import FEES, Parts

SECRET = "Kanarienvogel"


class Pages(Matters):
    def setUp(self) -> None:
        self.base = f"/cases/{self.stage.docket_id}/"

    def page(self, who: str, path: str = "") -> str:
        answer = self.client_of(who).get(self.base + path)
        assert answer.status_code == 200, (who, path)
        return answer.content.decode()


class TestCasePage(Pages):
    def test_proceedings_stand_with_stage_date_in_two_zones_and_whose(self) -> None:
        self.perform("us-agent", "declare-proceeding", {**COURT, "next_on": self.later(40)}, WORDS)
        context = self.client_of("pa-agent").get(self.base).context
        line = context["beside"].proceedings[0]
        assert (line.of.forum, line.stage, line.kind) == ("District Court", "Pending", "Court")
        assert (line.party, line.current) == ("United States of America", None)
        page = self.page("pa-agent")
        section = page.split('id="proceedings"')[1].split("</section>")[0]
        assert section.count("<time ") == 3  # when it was told, and the next date twice
        own = self.client_of("us-agent").get(self.base).context["beside"].proceedings[0]
        assert own.current.url == f"{self.base}acts/declare-proceeding/?proceeding=court-1"
        form = self.client_of("us-agent").get(own.current.url).content.decode()
        assert "District Court" in form

    def test_what_may_be_done_beside_has_its_own_place(self) -> None:
        context = self.client_of("us-agent").get(self.base).context
        offered = {act.action.url for act in context["next_acts"]}
        assert f"{self.base}acts/declare-proceeding/" not in offered
        beside = context["beside"]
        assert [link.url for link in beside.of_proceedings] == [f"{self.base}acts/declare-proceeding/"]
        assert [link.url for link in beside.of_interims] == [f"{self.base}acts/draft-interim/"]
        registry = self.client_of("registry").get(self.base).context["beside"]
        assert (registry.of_proceedings, registry.of_interims) == ([], [])
        assert registry.certify.url == f"{self.base}acts/certify-mediation/"

    def test_an_arrangement_shows_its_days_left(self) -> None:
        self.draft(self.mediator)
        line = self.client_of("us-agent").get(self.base).context["beside"].interims[0]
        name = line.of.id
        assert line.agree.url == f"{self.base}acts/agree-interim/?interim={name}"
        assert "Nobody digs." in self.client_of("us-agent").get(line.agree.url).content.decode()
        for who in ("us-agent", "pa-agent"):
            self.agree(who)
        assert "Stands; time left: 30 days" in self.page("pa-agent")
        self.on(31)
        line = self.client_of("us-agent").get(self.base).context["beside"].interims[0]
        assert (line.of.over, line.agree, line.change) == (True, None, None)

    def test_each_act_has_a_page_that_performs_it(self) -> None:
        client = self.client_of("us-agent")
        data = {**COURT, **WORDS, "proceeding": "", "idempotency": "k1"}
        assert client.post(f"{self.base}acts/declare-proceeding/", data).status_code == 302
        data = {"text": "Nobody digs.", "expires_at": "2027-01-01T09:00", "idempotency": "k2"}
        assert client.post(f"{self.base}acts/draft-interim/", data).status_code == 302
        assert len(self.found()) == len(self.arranged()) == 1
        for who, act in (
            ("us-agent", "permit-role"),
            ("us-agent", "agree-interim"),
            ("registry", "certify-mediation"),
        ):
            assert self.client_of(who).get(f"{self.base}acts/{act}/").status_code == 200


class TestRecord(Pages):
    def test_before_a_hand_over_there_is_none_and_after_it_for_parties_alone(self) -> None:
        for path in ("handover/", "handover.json"):
            assert self.client_of("us-agent").get(self.base + path).status_code == 404
        self.hand_over()
        for path in ("handover/", "handover.json"):
            statuses = {
                who: self.client_of(who).get(self.base + path).status_code
                for who in ("us-agent", "us-counsel", "pa-agent", self.mediator, "registry", "xm-agent")
            }
            assert statuses == {
                "us-agent": 200,
                "us-counsel": 200,
                "pa-agent": 200,
                self.mediator: 404,
                "registry": 404,
                "xm-agent": 404,
            }

    def test_page_and_json_hold_dates_and_names_and_nothing_that_was_said(self) -> None:
        joint = self.room("us-agent", "joint").room.id
        for room in (joint, self.room("us-agent", "caucus").room.id, self.room("us-agent", "delegation").room.id):
            self.perform("us-agent", "post", body={"text": SECRET}, room=room)
        self.draft(self.mediator, SECRET)
        self.perform("us-agent", "declare-proceeding", COURT, {"forum": SECRET, "matter": SECRET, "effect": SECRET})
        self.hand_over()
        assert SECRET in self.page("us-agent")
        page, told = self.page("us-agent", "handover/"), self.page("pa-agent", "handover.json")
        assert SECRET not in page + told
        assert "United States of America" in page
        value = json.loads(told)
        assert value["handed_over"] == [render(self.acts("us-agent", "hand-over")[0].act.at)]
        assert sorted(value["names"][each["id"]] for each in value["parties"]) == ["Panama", "United States of America"]

    def test_the_case_page_says_that_it_stands_still(self) -> None:
        self.hand_over()
        context = self.client_of("pa-agent").get(self.base).context
        assert context["beside"].handed_over is True
        assert context["beside"].record.url == f"{self.base}handover/"
        assert "Handed over to arbitration" in self.page("pa-agent")
        self.perform("pa-agent", "take-back")
        assert "Handed over to arbitration" not in self.page("pa-agent")


class TestCertificate(Pages):
    def address(self, act: str) -> str:
        return f"record/{self.acts('us-agent', act)[-1].index}/certificate/"

    def test_it_is_printed_in_its_language_and_in_every_other(self) -> None:
        self.perform("registry", "certify-mediation", {"language": "ar"})
        address = self.address("certify-mediation")
        own = self.client_of("pa-agent").get(self.base + address)
        assert (own.context["tongue"], own.context["direction"]) == ("ar", "rtl")
        for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
            page = self.page("pa-agent", f"{address}?language={language}")
            assert f'lang="{tag}" dir="ltr"' in page
        article = self.page("pa-agent", f"{address}?language=en").split("<article")[1].split("</article>")[0]
        assert "takes or took place" in article
        assert self.case("pa-agent").number in article
        assert "Panama" not in article.replace("America/Panama", "").replace("Panama City", "")

    def test_of_the_end_it_names_the_rule(self) -> None:
        self.perform("pa-agent", "leave")
        self.on(1)
        self.perform("secretary-general", "certify-termination", {"language": "en"})
        answer = self.client_of("us-agent").get(self.base + self.address("certify-termination"))
        assert answer.context["title"] == "Certificate of termination"
        title, _basis, at = answer.context["ending"]
        assert (title, at) == ("Ended by withdrawal", self.acts("us-agent", "leave")[0].act.at)
        case = self.client_of("us-agent").get(self.base).context
        assert case["ending"][2] == at

    def test_no_other_entry_is_a_certificate(self) -> None:
        assert self.client_of("us-agent").get(f"{self.base}record/0/certificate/").status_code == 404
        self.perform("registry", "certify-mediation", {"language": "en"})
        address = self.base + self.address("certify-mediation")
        assert self.client_of("xm-agent").get(address).status_code == 404


class TestParts(Parts):
    def test_a_part_stays_readable_on_the_page_of_the_settlement(self) -> None:
        base = f"/cases/{self.stage.docket_id}/settlement/"
        self.table(FEES, scope="part")
        assert "settles a part of the dispute" in self.client_of("us-agent").get(base).content.decode()
        self.sign()
        for who in ("us-agent", "pa-agent", self.mediator):
            page = self.client_of(who).get(base).content.decode()
            assert "Settled part 1" in page
            assert "Ten." in page
        assert self.client_of("xm-agent").get(base).status_code == 404


class TestSubjects(Pages):
    parts = 0

    def test_the_forms_of_subjects_open_in_screening(self) -> None:
        party: list[Json] = [
            {**each, "consent": {"given": True, "instrument": "a note", "on": "2026-03-02"}}  # type: ignore[dict-item]
            for each in REQUEST["party"]  # type: ignore[union-attr]
        ]
        asked = REQUEST | {"filed_at": self.stage.now().isoformat(), "party": party}
        body: dict[str, Json] = {"title": "T", "story": "S", "request": asked}
        parties = {"us": "united-states", "pa": "panama"}
        self.stage.open("us-agent", facts={}, body=body, parties=parties, note="")
        base = f"/cases/{self.stage.docket_id}/acts/"
        for who, act in (("pa-agent", "contest-subjects"), ("registry", "fix-subjects")):
            page = self.client_of(who).get(f"{base}{act}/").content.decode()
            assert "canal regime" in page
