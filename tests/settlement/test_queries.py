"""The settlement text as it stands for a viewer, and who has bound itself to it."""

from comity import docket
from comity.settlement import queries
from comity.settlement.queries import Text
from tests.settlement.test_acts import TEXT, Settling


class TestText(Settling):
    def text(self, who: str = "us-agent") -> Text:
        found = queries.text(self.actor(who), self.case(who))
        assert found is not None
        return found

    def bound(self) -> dict[tuple[str, str], bool]:
        """(act, side) -> whether that side is bound to every clause as it stands."""
        sides = {self.stage.party(side): side for side in ("us", "pa")}
        return {(each.act, sides[each.party]): each.since is not None for each in self.text().bound}

    def test_before_there_is_one_there_is_none(self) -> None:
        assert queries.text(self.actor("us-agent"), self.case("us-agent")) is None

    def test_a_text_that_was_taken_back_is_gone(self) -> None:
        self.table()
        self.perform(self.mediator, "take-text-back")
        assert queries.text(self.actor("us-agent"), self.case("us-agent")) is None

    def test_clauses_stand_in_the_order_of_their_numbers(self) -> None:
        self.table({f"a{number}": {"title": f"T{number}", "text": f"{number}."} for number in (10, 2, 1, 11)})
        found = self.text()
        assert [(clause.id, clause.title, clause.text) for clause in found.clauses] == [
            (f"a{number}", f"T{number}", f"{number}.") for number in (1, 2, 10, 11)
        ]
        assert {clause.id: clause.version for clause in found.clauses} == self.versions()
        assert (found.entry, found.entry_on, found.event) == ("signature", None, "Exchange")
        assert found.tabled_at == self.acts("us-agent", "table-text")[0].act.at

    def test_a_clause_without_a_number_comes_first(self) -> None:
        self.table({"a1": TEXT["a1"], "preamble": TEXT["a2"]})
        assert [clause.id for clause in self.text().clauses] == ["preamble", "a1"]

    def test_each_binding_act_is_asked_of_each_party_the_requesting_side_first(self) -> None:
        self.table()
        assert list(self.bound()) == [(act, side) for act in queries.BINDING for side in ("us", "pa")]
        assert set(self.bound().values()) == {False}

    def test_a_party_is_bound_once_it_has_done_the_act_for_every_clause(self) -> None:
        self.table()
        self.perform("us-agent", "initial", {"clauses": self.versions()})
        done = [key for key, since in self.bound().items() if since]
        assert done == [("initial", "us")]
        since = next(each.since for each in self.text().bound if each.since)
        assert since == self.acts("us-agent", "initial")[0].act.at

    def test_a_condition_leaves_the_reopened_clauses_unbound(self) -> None:
        self.table()
        self.both("initial")
        self.approve("pa-approver")
        touches = {"clauses": self.versions(), "touches": ["a2"]}
        self.perform("us-approver", "approve-on-condition", touches, {"condition": "Not ten."})
        assert [clause.id for clause in self.text().clauses if clause.reopened] == ["a2"]
        assert self.bound()["approve", "us"] is False
        self.table(TEXT | {"a2": {"title": "Fees", "text": "Eight."}})
        self.both("initial")
        for who in ("us-approver", "pa-approver"):
            self.approve(who)
        assert self.bound() == {
            **{(act, side): True for act in ("initial", "approve") for side in ("us", "pa")},
            **{("sign", side): False for side in ("us", "pa")},
        }

    def test_in_force_and_attested(self) -> None:
        self.table()
        assert self.text().in_force_since is None
        self.sign()
        self.perform(self.mediator, "attest", {"clauses": self.versions()})
        found = self.text()
        assert found.in_force_since == self.acts("us-agent", "sign")[-1].act.at
        assert [(each.role, each.at) for each in found.attested] == [
            ("mediator", self.acts("us-agent", "attest")[0].act.at)
        ]

    def test_a_party_that_left_after_signing_stays_among_the_bound(self) -> None:
        self.table(entry="event")
        self.sign()
        self.perform("pa-agent", "leave")
        assert self.bound()["sign", "pa"] is True

    def test_nobody_outside_finds_it(self) -> None:
        self.table()
        with self.assertRaises(docket.NotFound):
            queries.text(self.actor("xm-agent"), self.case("us-agent"))
