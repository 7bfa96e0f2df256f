"""A third State joins a played case: by the will of both, its own consent and the gates; with rooms of its own.

What it may read before, and what from its entry on; and that a proposal open at that time keeps its parties.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.test import Client

from comity import docket, keeper
from comity.docket import queries
from comity.law.act import Json
from comity.law.instants import render
from comity.opening import filing, invited
from comity.opening import queries as queries_of_opening
from comity.opening.models import Invitation
from tests.played import Played

POST: dict[str, Json] = {"text": "Said before anybody joined."}


class Joining(Played):
    parts = 5

    def setUp(self) -> None:
        self.meridia = self.organisation.entities["meridia"]

    def propose(self, who: str = "pa-agent", entity: str | None = None, **changed: Any) -> str:
        """A guarantor on the responding side; its id."""
        told: dict[str, Json] = {"kind": "state", "state": "XM", "entity": entity or self.meridia} | changed
        facts: dict[str, Json] = {"side": "responding", "capacity": "guarantor"}
        self.perform(who, "propose-joinder", facts, {"newcomer": told, "reasons": "It guarantees the tolls."})
        return str(self.acts(who, "propose-joinder")[-1].act.facts["newcomer"])

    def agree(self, who: str, newcomer: str) -> None:
        facts: dict[str, Json] = {"newcomer": newcomer, "side": "responding", "capacity": "guarantor"}
        self.perform(who, "agree-joinder", facts)

    def invite(self) -> str:
        newcomer = self.propose()
        for who in ("us-agent", "pa-agent"):
            self.agree(who, newcomer)
        return newcomer

    def join(self) -> str:
        newcomer = self.invite()
        self.perform("xm-agent", "consent")
        assert self.screen(newcomer)["verdict"] == "admissible"
        return newcomer

    def screen(self, newcomer: str, **more: Json) -> dict[str, Any]:
        self.perform("registry", "screen-joinder", {"newcomer": newcomer, **more}, {"reasons": "As the gates find."})
        return dict(self.acts("registry", "screen-joinder")[-1].act.facts)

    def refuses(self, **changed: Any) -> str:
        with self.assertRaises(docket.Refused) as caught:
            self.propose(**changed)
        return caught.exception.rule


class TestProposal(Joining):
    def test_a_newcomer_is_of_the_register_and_no_party_yet(self) -> None:
        assert self.refuses(entity=keeper.random_id()) == "entities"
        assert self.refuses(entity=self.organisation.entities["panama"], state="PA") == "entities"
        assert self.refuses(state="XN") == "entities"
        assert self.refuses(kind="company", nationality=["XM"]) == "newcomer"  # between States
        assert self.refuses(colour="red") == "newcomer"

    def test_a_proposal_is_told_to_nobody_outside(self) -> None:
        newcomer = self.propose()
        self.agree("us-agent", newcomer)
        with self.assertRaises(docket.NotFound):
            self.case("xm-agent")
        self.agree("pa-agent", newcomer)
        assert self.case("xm-agent").state.parties[newcomer]["status"] == "invited"

    def test_an_address_is_kept_sealed_until_all_agree(self) -> None:
        entity = keeper.random_id()
        payload: dict[str, Json] = {"kind": "agency", "state": "PA", "name": "Canal Agency", "entity": entity}
        filing.enter(payload)
        told = {name: value for name, value in payload.items() if name != "name"}
        self.perform(
            "pa-agent",
            "propose-joinder",
            {"side": "responding", "capacity": "other"},
            {"newcomer": told, "reasons": "It runs the canal.", "contact": "law@canal.example"},
        )
        [act] = self.acts("us-agent", "propose-joinder")
        assert "law@canal.example" not in str(act.said)
        assert Invitation.objects.get().token_digest is None
        assert invited.deliver() == 0
        facts: dict[str, Json] = {"newcomer": act.act.facts["newcomer"], "side": "responding", "capacity": "other"}
        for who in ("us-agent", "pa-agent"):
            self.perform(who, "agree-joinder", facts)
        [token] = [queries_of_opening.contact(row)["token"] for row in queries_of_opening.waiting()]
        page = Client(HTTP_HOST="localhost").get(f"/invited/{token}/").content.decode()
        for told in ("Canal Agency", "It runs the canal.", "all of them"):
            assert told in page, told
        title = queries.title(self.actor("us-agent"), self.id)
        assert title
        assert title not in page  # what the others wrote is not the newcomer's yet


class TestEntry(Joining):
    def test_before_it_is_in_it_reads_what_was_said_to_invite_it_and_no_more(self) -> None:
        self.invite()
        read = {act.row.act for act in self.acts("xm-agent") if act.said is not None}
        assert read == {"propose-joinder"}
        assert (self.case("xm-agent").rooms, queries.title(self.actor("xm-agent"), self.id)) == ([], "")

    def test_once_in_it_has_rooms_of_its_own_and_reads_the_record(self) -> None:
        newcomer = self.join()
        mine = {(room.kind, room.party) for room in self.case("xm-agent").rooms}
        assert mine == {("joint", None), ("caucus", newcomer), ("delegation", newcomer)}
        read = {act.row.act for act in self.acts("xm-agent") if act.said is not None}
        assert {"file-request", "lodge-statement", "draft-clause"} <= read
        assert docket.replay(self.id) == []

    def test_its_rooms_are_found_by_it_and_the_mediator_alone(self) -> None:
        newcomer = self.join()
        found = {
            who: {room.kind for room in self.case(who).rooms if room.party == newcomer}
            for who in ("xm-agent", "us-agent", "pa-agent", "mediator-treaties", "registry")
        }
        assert found == {
            "xm-agent": {"caucus", "delegation"},
            "us-agent": set(),
            "pa-agent": set(),
            "mediator-treaties": {"caucus"},
            "registry": set(),
        }
        room = next(room.id for room in self.case("xm-agent").rooms if room.kind == "delegation")
        with self.assertRaises(docket.NotFound):
            queries.room(self.actor("us-agent"), self.id, room)

    def test_it_reads_the_joint_room_from_its_entry_on(self) -> None:
        room = self.room("us-agent", "joint").room.id
        self.perform("us-agent", "post", body=POST, room=room)
        self.on(1)
        self.join()
        assert self.room("xm-agent", "joint").acts == []
        self.on(1)
        self.perform("us-agent", "post", body={"text": "Said after."}, room=room)
        assert [act.said for act in self.room("xm-agent", "joint").acts] == [{"text": "Said after."}]
        assert len(self.room("pa-agent", "joint").acts) > 1

    def test_a_refusal_lets_nobody_in_has_reasons_and_the_case_goes_on(self) -> None:
        newcomer = self.propose(entity=self.meridia)
        for who in ("us-agent", "pa-agent"):
            self.agree(who, newcomer)
        self.perform("xm-agent", "consent")
        self.exclude("XM")
        facts = self.screen(newcomer)
        assert (facts["findings"]["declaration"], facts["verdict"]) == ("refuse", "refused")
        case = self.case("us-agent")
        assert (case.state.parties[newcomer]["status"], case.state.phase) == ("left", "sessions")
        assert [room for room in self.case("mediator-treaties").rooms if room.party == newcomer] == []
        assert self.case("xm-agent").rooms == []
        assert self.rule("xm-agent", "consent") == "role"

    def exclude(self, state: str) -> None:
        """A State excludes the subject of the case by a declaration."""
        subject = (self.acts("registry")[0].act.facts["subjects"] or [""])[0]  # type: ignore[index]
        facts: dict[str, Json] = {"state": state, "treaty": "iomed-2025", "excludes": [subject], "from": "2026-01-01"}
        docket.perform(
            self.actor("registry"),
            docket.institution(),
            "record-declaration",
            docket.Payload(facts=facts, body={"source": "Illustrative"}),
            key=secrets.token_hex(8),
        )

    def test_the_verdict_is_the_gates_and_not_the_officers(self) -> None:
        newcomer = self.invite()
        assert self.rule("registry", "screen-joinder", {"newcomer": newcomer}, {"reasons": "r"}) == "consents_to_join"
        assert self.rule("registry", "screen-joinder", {"newcomer": "x"}, {"reasons": "r"}) == "newcomer"
        self.perform("xm-agent", "consent")
        forged = self.screen(newcomer, verdict="refused", findings={"consent": "refuse"})
        assert forged["verdict"] == "admissible"

    def test_a_proposal_that_is_open_keeps_its_parties(self) -> None:
        """The outcome is that of those who were asked; a newcomer has no answer to give."""
        room = self.room("us-agent", "joint").room.id
        closes = (docket.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
        body: dict[str, Json] = {"package": "A package."}
        self.perform("us-agent", "propose", {"closes_at": render(closes)}, body, room=room)
        proposal = str(self.room("us-agent", "joint").acts[-1].act.facts["proposal"])
        for who in ("us-agent", "pa-agent"):
            own = self.room(who, "delegation").room.id
            self.perform(who, "answer", {"proposal": proposal}, {"answer": "accepted"}, room=own)
        self.join()
        own = self.room("xm-agent", "delegation").room.id
        with self.assertRaises(docket.NotFound):
            self.perform("xm-agent", "answer", {"proposal": proposal}, {"answer": "accepted"}, room=own)
        self.on(5)
        docket.tick(self.id)
        told = [act.act.facts for act in self.room("pa-agent", "joint").acts if act.row.act == "tell-outcome"]
        assert told[-1] == {"proposal": proposal, "outcome": "all-accepted"}


class TestForms(Joining):
    def test_the_pages_lead_from_the_proposal_to_the_entry(self) -> None:
        data: dict[str, object] = {
            "side": "responding", "capacity": "guarantor", "kind": "state", "state": "XM", "reasons": "It guarantees.",
            "entity": keeper.random_id(),
        }  # fmt: skip
        facts, body = self.said("pa-agent", "propose-joinder", data)
        assert body["newcomer"] == {
            "kind": "state",
            "state": "XM",
            "entity": self.meridia,
            "name": "Meridia (fictional)",
        }
        self.perform("pa-agent", "propose-joinder", facts, body)
        [(newcomer, label)] = self.form("us-agent", "agree-joinder").fields["newcomer"].choices  # type: ignore[attr-defined]
        assert label == "Meridia (fictional) · Responding side · Guarantor"
        for who in ("us-agent", "pa-agent"):
            facts, body = self.said(who, "agree-joinder", {"newcomer": newcomer})
            self.perform(who, "agree-joinder", facts, body)
        assert self.form("registry", "screen-joinder").fields["newcomer"].choices == []  # type: ignore[attr-defined]
        self.perform("xm-agent", "consent")
        facts, body = self.said("registry", "screen-joinder", {"newcomer": newcomer, "reasons": "As found."})
        self.perform("registry", "screen-joinder", facts, body)
        assert newcomer in self.case("us-agent").state.members()

    def test_every_page_answers(self) -> None:
        newcomer = self.invite()
        self.perform("xm-agent", "consent")
        for who, act in (
            ("pa-agent", "propose-joinder"),
            ("us-agent", "agree-joinder"),
            ("registry", "screen-joinder"),
            ("registry", "record-approval"),
        ):
            assert self.client_of(who).get(f"/cases/{self.id}/acts/{act}/").status_code == 200, act
        for who in ("us-agent", "xm-agent", "registry"):
            assert self.client_of(who).get(f"/cases/{self.id}/").status_code == 200, who
        self.screen(newcomer)
        assert self.client_of("xm-agent").get(f"/cases/{self.id}/").status_code == 200

    def test_a_company_that_is_proposed_is_entered_before(self) -> None:
        data: dict[str, object] = {
            "side": "responding", "capacity": "contractor", "kind": "agency", "state": "PA", "name": "Canal Agency",
            "approval": "waived", "contact": "law@canal.example", "reasons": "It runs the canal.",
            "entity": keeper.random_id(), "idempotency": "one",
        }  # fmt: skip
        answer = self.client_of("pa-agent").post(f"/cases/{self.id}/acts/propose-joinder/", data)
        assert answer.status_code == 302
        [act] = self.acts("us-agent", "propose-joinder")
        newcomer = (act.said or {})["newcomer"]
        assert isinstance(newcomer, dict)
        assert (newcomer["name"], newcomer["approval"]) == ("Canal Agency", {"given": True})

    def test_the_states_word_on_its_agency_is_read_by_the_gates(self) -> None:
        party = self.stage.party("pa")
        data: dict[str, object] = {"party": party, "approval": "waived", "note": "By letter"}
        facts, body = self.said("registry", "record-approval", data)
        self.perform("registry", "record-approval", facts, body)
        assert self.case("registry").state.things["approval"][party]["version"] == "waived"
