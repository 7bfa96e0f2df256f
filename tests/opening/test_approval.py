"""An agency and a company that a State owns, from filing to registration: the State's word, and a named officer's."""

import secrets
from typing import ClassVar

from comity import docket
from comity.docket import queries
from comity.law.act import Json
from comity.law.instants import render
from comity.people.actor import Actor
from tests.opening.firms import Firms

PARTIES: list[Json] = ["shipowner", "port"]
REASONS: dict[str, Json] = {"reasons": "A bank of its own, run for profit."}


class TestApproval(Firms):
    """A company that XM owns asks a port authority of XN."""

    port: Actor
    agency: str
    case_id: str
    edition: ClassVar[str] = "icsid-2022"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.agency, cls.port = cls.enter("Port Authority (fictional)", "agency", "XN")

    def setUp(self) -> None:
        owned: Json = {"kind": "company", "nationality": ["XM"], "state_owned": True}
        given: Json = {"given": True, "instrument": "this request", "on": "2026-03-02"}
        request: Json = {
            "category": "state-national",
            "edition": self.edition,
            "filed_at": render(docket.now()),
            "subjects": ["port-concession"],
            "party": [
                {"side": "requesting", **owned, "consent": given},  # type: ignore[dict-item]  # plain values
                {"side": "responding", "kind": "agency", "state": "XN", "consent": {"given": False}},
            ],
        }
        asked = docket.Payload(
            body={"title": "The port", "story": "It silted up.", "request": request, "parties": PARTIES},
            party="shipowner",
            entities={"shipowner": self.firm, "port": self.agency},
        )
        self.case_id, _receipt = docket.open(
            self.director, edition=self.edition, category="state-national", act="file-request", payload=asked, key="f"
        )
        self.does(self.port, self.case_id, "consent")

    def screen(self, **decided: str) -> dict[str, str]:
        """What each gate finds; the officer decides what is named. Returns the findings and the verdict."""
        facts: dict[str, Json] = {"decided": dict(decided)} if decided else {}
        self.does(self.actor("registry"), self.case_id, "screen", facts, REASONS)
        told = queries.acts(self.director, self.case_id)[-1].act.facts
        return {**told["findings"], "verdict": told["verdict"]}  # type: ignore[dict-item, list-item]

    def refuses(self, who: str, act: str, facts: dict[str, Json] | None = None) -> str:
        payload = docket.Payload(facts=facts or {}, body=REASONS if act == "screen" else {})
        with self.assertRaises(docket.Refused) as caught:
            docket.perform(self.actor(who), self.case_id, act, payload, key=secrets.token_hex(16))
        return caught.exception.rule

    def test_its_states_word_and_a_human_decision_open_the_gates(self) -> None:
        found = self.screen()
        assert {name for name, outcome in found.items() if outcome == "needs"} == {"nationality", "agency-approval"}
        assert self.screen(nationality="pass")["verdict"] == "incomplete"
        assert self.refuses("secretary-general", "register") == "value_is"
        assert self.refuses("registry", "screen", {"decided": {"agency-approval": "pass"}}) == "decided"
        approval: dict[str, Json] = {"party": "port", "approval": "given"}
        self.does(self.actor("registry"), self.case_id, "record-approval", approval)
        found = self.screen()
        assert (found["agency-approval"], found["nationality"], found["verdict"]) == ("pass", "needs", "incomplete")
        found = self.screen(nationality="pass")
        assert (found["nationality"], found["verdict"]) == ("needs", "admissible")
        self.does(self.actor("secretary-general"), self.case_id, "register")
        assert self.phase(self.case_id) == "choosing"
        decided = queries.acts(self.port, self.case_id)[-2]
        assert (decided.act.role, decided.act.facts["decided"]) == ("registry", {"nationality": "pass"})
        assert (decided.said or {})["reasons"] == REASONS["reasons"]
        assert docket.replay(self.case_id) == []

    def test_an_officer_may_refuse_the_company_and_the_case_is_not_registered(self) -> None:
        self.does(self.actor("registry"), self.case_id, "record-approval", {"party": "port", "approval": "waived"})
        assert self.screen(nationality="refuse")["verdict"] == "refused"
        assert self.refuses("secretary-general", "register") == "value_is"
        ground: dict[str, Json] = {"ground": "nationality"}
        self.does(self.actor("secretary-general"), self.case_id, "refuse-registration", ground, REASONS)
        assert queries.case(self.director, self.case_id).state.ending == "gate"
