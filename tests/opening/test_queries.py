"""What opening reads: States of the register, the States that one signs for, and the gates' view of a case."""

from comity import docket
from comity.opening import queries
from tests.opening.test_acts import Screened
from tests.played import Played


class TestStates(Played):
    def test_a_pair_is_right_if_the_entity_is_that_state(self) -> None:
        made = self.organisation.entities
        assert queries.are_states([])
        assert queries.are_states([(made["panama"], "PA"), (made["united-states"], "US")])
        assert not queries.are_states([(made["panama"], "PA"), (made["panama"], "US")])
        assert not queries.are_states([("nobody", "PA")])

    def test_entities_are_found_for_the_states_that_a_request_names(self) -> None:
        named = [{"state": "PA"}, {"state": "CO"}, {"kind": "company"}, "odd"]
        body = {"request": {"party": named}, "parties": ["p", "c", "x", "o"]}
        assert queries.entities_of(body) == {"p": self.organisation.entities["panama"]}  # type: ignore[arg-type]
        for odd in ({}, {"request": "please", "parties": []}, {"request": {"party": []}, "parties": "p"}):
            assert queries.entities_of(odd) == {}  # type: ignore[arg-type]

    def test_one_files_for_the_states_that_one_may_sign_for(self) -> None:
        now = docket.now()
        for who, states in (("us-agent", {"US": "united-states"}), ("us-counsel", {}), ("registry", {})):
            wanted = {code: self.organisation.entities[name] for code, name in states.items()}
            assert queries.states_of(self.actor(who), now) == wanted


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
