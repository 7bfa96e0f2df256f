"""From a request to its screening: what is derived, what is refused, what the gates read."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from comity import docket, keeper
from comity.docket import queries
from comity.docket.views import ActView
from comity.faces.cli.story import panama
from comity.law.act import Json
from comity.people.acts import register_entity
from tests.played import Played


class Filing(Played):
    def setUp(self) -> None:
        self.us, self.pa = keeper.random_id(), keeper.random_id()

    def body(self, **changes: Json) -> dict[str, Any]:
        request = {name: value for name, value in (panama.request(self.stage) | changes).items() if value is not None}
        return {"title": "The canal", "story": "It is long.", "request": request, "parties": [self.us, self.pa]}

    def file(
        self,
        body: dict[str, Json],
        *,
        facts: dict[str, Json] | None = None,
        pa: str | None = "panama",
        us: str = "united-states",
    ) -> ActView:
        """File as the agent of the United States; the first act as its filer reads it."""
        made = self.organisation.entities
        entities = {self.us: made[us]} | ({self.pa: made[pa]} if pa else {})
        payload = docket.Payload(facts=facts or {}, body=body, party=self.us, entities=entities)
        actor = self.actor("us-agent")
        docket_id, _receipt = docket.open(
            actor,
            edition="iomed-provisional-2026",
            category="state-state",
            act="file-request",
            payload=payload,
            key=secrets.token_hex(16),
        )
        return queries.acts(actor, docket_id)[0]

    def refused(self, body: dict[str, Json], **how: Any) -> tuple[str, str]:
        """Rule and sentence of the refusal."""
        with self.assertRaises(docket.Refused) as caught:
            self.file(body, **how)
        assert caught.exception.article == "Art. 24"
        return caught.exception.rule, caught.exception.message.english()


class TestRequest(Filing):
    def test_facts_are_derived_from_the_request(self) -> None:
        facts = self.file(self.body()).act.facts
        assert {name: facts[name] for name in ("sides", "consents", "subjects", "third_state_involved")} == {
            "sides": {self.us: "requesting", self.pa: "responding"},
            "consents": {self.us: "given", self.pa: "wanted"},
            "subjects": panama.request(self.stage)["subjects"],
            "third_state_involved": False,
        }
        assert {"depends_on", "third_states"} & set(facts) == set()

    def test_a_third_state_left_open_counts_as_involved(self) -> None:
        assert self.file(self.body(third_state_involved=None)).act.facts["third_state_involved"] is True

    def test_named_third_states_and_dependencies_are_facts(self) -> None:
        third: list[Json] = [{"state": "CO", "consent": "pending"}, {"consent": "refused"}]
        more: dict[str, Json] = {"third_states": third, "depends_on": ["territorial-sovereignty"]}
        facts = self.file(self.body(third_state_involved=True, **more)).act.facts
        assert facts["third_states"] == {"CO": "pending"}
        assert facts["depends_on"] == ["territorial-sovereignty"]

    def test_forged_facts_give_way_to_the_request(self) -> None:
        forged: dict[str, Json] = {"consents": {self.us: "given", self.pa: "given"}, "subjects": ["other"]}
        facts = self.file(self.body(), facts=forged).act.facts
        assert facts["consents"] == {self.us: "given", self.pa: "wanted"}
        assert facts["subjects"] == panama.request(self.stage)["subjects"]

    def test_it_is_filed_when_it_is_filed_whatever_it_says_and_dated_at_the_seat(self) -> None:
        act = self.file(self.body(filed_at="2001-01-01T00:00:00Z"))
        request = (act.said or {})["request"]
        assert isinstance(request, dict)
        filed_at = datetime.fromisoformat(str(request["filed_at"]))
        assert filed_at == act.act.at
        assert filed_at.utcoffset() == timedelta(hours=8)

    def test_an_unreadable_request_is_refused_with_its_key_path(self) -> None:
        for wrong, path in (
            (self.body(subjects=[]), "subjects"),
            (self.body(colour="red"), "colour"),
            (self.body() | {"request": "please"}, ""),
            (self.body() | {"request": None}, ""),
            (self.body(category="state-national"), "category"),
            (self.body(third_state_involved=False, third_states=[{"state": "CO", "consent": "given"}]), "third_states"),
        ):
            rule, words = self.refused(wrong)
            assert rule == "request"
            assert words.startswith(f"The request cannot be read: {path}")

    def test_there_is_one_id_for_each_party(self) -> None:
        wanted = ("request", "The request cannot be read: parties: one id for each party")
        for parties in (None, "all", [self.us], [self.us, self.us], [self.us, self.pa, "x"]):
            assert self.refused(self.body() | {"parties": parties}) == wanted

    def test_a_state_is_the_entity_of_that_state(self) -> None:
        for wrong in ("united-states", "meridia", None):
            rule, words = self.refused(self.body(), pa=wrong)
            assert rule == "entities"
            assert words == "A party that is named is not in the register of entities."

    def test_nobody_files_with_its_own_entity_as_the_other_state(self) -> None:
        """Whatever the order of the parties: else one State's agent would consent for the other."""
        body = self.body()
        body["request"]["party"].reverse()
        body["parties"].reverse()
        assert self.refused(body, pa="united-states")[0] == "entities"

    def test_a_party_that_is_no_state_is_of_the_register_and_of_its_kind(self) -> None:
        body = self.body()
        body["request"]["party"][1] = {"side": "responding", "kind": "organisation", "consent": {"given": False}}
        for wrong in (None, "panama"):
            assert self.refused(body, pa=wrong)[0] == "entities"
        self.organisation.entities["bank"] = entity = keeper.random_id()
        register_entity(entity, kind="organisation", names={"en": "A bank of States"})
        assert self.file(body, pa="bank").act.facts["sides"] == {self.us: "requesting", self.pa: "responding"}

    def test_no_two_parties_are_one_entity(self) -> None:
        """Else who files could consent for the other."""
        entity = keeper.random_id()
        register_entity(entity, kind="organisation", names={"en": "A bank of States"})
        body = self.body()
        other = {"kind": "organisation", "consent": {"given": False}}
        more = keeper.random_id()
        body["request"]["party"] = [body["request"]["party"][0], *({**other, "side": "responding"} for _ in range(2))]
        body["parties"] = [self.us, self.pa, more]
        payload = docket.Payload(
            body=body,
            party=self.us,
            entities={self.us: self.organisation.entities["united-states"], self.pa: entity, more: entity},
        )
        with self.assertRaises(docket.Refused) as caught:
            docket.open(
                self.actor("us-agent"),
                edition="iomed-provisional-2026",
                category="state-state",
                act="file-request",
                payload=payload,
                key="twice",
            )
        assert caught.exception.rule == "entities"


class Screened(Played):
    """A request that has been consented to; its registry screens it."""

    def open(self, **changes: Json) -> None:
        self.stage.open(
            "us-agent",
            facts={},
            body={"title": "T", "story": "S", "request": panama.request(self.stage) | changes},
            parties={"us": "united-states", "pa": "panama"},
            note="",
        )
        self.stage.act("pa-agent", "consent")

    def declare(self) -> None:
        """Panama excludes its territory."""
        docket.perform(
            self.actor("registry"),
            docket.institution(),
            "record-declaration",
            docket.Payload(
                facts={
                    "state": "PA",
                    "treaty": "iomed-2025",
                    "excludes": ["territorial-sovereignty"],
                    "from": "2026-01-01",
                },
                body={"wording": "Not over territory.", "source": "Illustrative"},
            ),
            key="declaration",
        )

    def screen(self, **facts: Json) -> dict[str, Any]:
        self.perform("registry", "screen", facts, {"reasons": "As found."})
        return dict(self.acts("registry", "screen")[-1].act.facts)


class TestScreening(Screened):
    def test_consent_given_since_counts(self) -> None:
        self.open()
        found = self.screen()
        assert found["findings"]["consent"] == "pass"
        assert found["verdict"] == "admissible"

    def test_the_findings_lie_in_full_in_the_body(self) -> None:
        self.open()
        self.screen()
        said = self.acts("pa-agent", "screen")[0].said or {}
        assert (said["reasons"], sorted(said)) == ("As found.", ["findings", "reasons"])

    def test_a_third_states_answer_is_read_as_it_was_recorded_last(self) -> None:
        self.open()
        verdicts = []
        for answer in ("pending", "refused", "given"):
            self.perform("registry", "record-third-state", {"state": "CO", "answer": answer})
            verdicts.append(self.screen()["verdict"])
        assert verdicts == ["incomplete", "refused", "admissible"]
        self.perform("secretary-general", "register")
        assert self.stage.phase() == "choosing"

    def test_one_third_state_without_consent_stops_registration(self) -> None:
        self.open()
        self.screen()
        self.perform("registry", "record-third-state", {"state": "CO", "answer": "pending"})
        assert self.rule("secretary-general", "register") == "all_say"

    def test_the_verdict_cannot_be_forged_through_facts(self) -> None:
        self.open(third_state_involved=True)
        forged = self.screen(verdict="admissible", findings={"third-state": "pass"}, register="0" * 64)
        assert forged["verdict"] == "incomplete"
        assert forged["findings"]["third-state"] == "needs"
        assert forged["register"] != "0" * 64
        assert self.rule("secretary-general", "register") == "value_is"

    def test_an_officer_decides_a_finding_that_needs_it_and_no_other(self) -> None:
        self.declare()
        self.open(depends_on=["territorial-sovereignty"])
        assert self.screen()["verdict"] == "incomplete"
        for code, rule in (("consent", "decided"), ("nationality", "verdict_follows")):
            assert self.rule("registry", "screen", {"decided": {code: "refuse"}}, {"reasons": "r"}) == rule
        assert self.screen(decided={"declaration": "refuse"})["verdict"] == "refused"
        assert self.screen(decided={"declaration": "pass"})["verdict"] == "admissible"

    def test_decisions_that_are_no_table_are_refused(self) -> None:
        self.open()
        assert self.rule("registry", "screen", {"decided": "pass"}, {"reasons": "r"}) == "facts"

    def test_a_refusal_has_a_ground_and_ends_the_case(self) -> None:
        self.open(third_state_involved=True)
        assert self.rule("secretary-general", "refuse-registration", {"ground": "third-state"}) == "value_is"
        self.screen()
        self.perform("secretary-general", "refuse-registration", {"ground": "third-state"}, {"reasons": "None."})
        assert self.case("us-agent").state.ending == "gate"
