"""What opening reads: States of the register, the States that one signs for, and the gates' view of a case."""

from typing import Any

from comity import docket, keeper
from comity.law import request
from comity.law.request import Party
from comity.opening import queries
from comity.people.acts import register_entity
from tests.opening.test_acts import Screened
from tests.played import Played


def party(kind: str, **more: Any) -> Party:
    """A party of this kind, as the law reads it."""
    return request.party({"side": "responding", "kind": kind, "consent": {"given": False}, **more})


class TestStates(Played):
    def test_an_entity_is_right_if_it_is_of_its_kind_and_a_state_if_it_is_that_one(self) -> None:
        made = self.organisation.entities
        panama, states = party("state", state="PA"), party("state", state="US")
        assert queries.are_entities([])
        assert queries.are_entities([(made["panama"], panama), (made["united-states"], states)])
        assert not queries.are_entities([(made["panama"], panama), (made["panama"], states)])
        assert not queries.are_entities([("nobody", panama)])
        firm = keeper.random_id()
        register_entity(firm, kind="company", names={"en": "A firm"}, state="PA")
        assert queries.are_entities([(firm, party("company", nationality=["PA"]))])
        assert not queries.are_entities([(firm, panama)])
        assert not queries.are_entities([(made["panama"], party("company", nationality=["PA"]))])

    def test_one_files_for_whom_one_may_sign_for(self) -> None:
        now = docket.now()
        for who, names in (("us-agent", {"united-states"}), ("us-counsel", set()), ("registry", set())):
            found = queries.signs_for(self.actor(who), now)
            assert [entity for entity, _, _ in found] == [self.organisation.entities[name] for name in names]
            assert {kind for _, kind, _ in found} <= {"state"}


class TestAssessment(Screened):
    def test_it_follows_the_case(self) -> None:
        self.open(third_state_involved=True)
        before = queries.assessment(self.actor("registry"), self.case("registry"))
        assert before is not None
        self.perform("registry", "record-third-state", {"state": "CO", "answer": "given"})
        after = queries.assessment(self.actor("registry"), self.case("registry"))
        assert after is not None
        assert (before.verdict.value, after.verdict.value) == ("incomplete", "admissible")


class TestNominee(Played):
    parts = 1

    def test_who_may_not_read_the_request_is_shown_no_finding(self) -> None:
        for side in ("us", "pa"):
            self.stage.act(
                f"{side}-agent", "name-mediator", room="joint", facts={"mediator": self.stage.person("mediator-trade")}
            )
        assert self.case("mediator-trade").state.phase == "declaring"
        assert queries.assessment(self.actor("mediator-trade"), self.case("mediator-trade")) is None
