"""Forms of choice, appointment and declaration."""

from tests.panels.test_acts import Choosing


class TestForms(Choosing):
    def test_the_number_is_one_or_two(self) -> None:
        assert self.said("us-agent", "state-number", {"number": "2"}, "joint") == ({"number": 2}, {})
        for wrong in ("", "3", "one"):
            assert self.faults("us-agent", "state-number", {"number": wrong}, "joint") == ["number"]

    def test_the_roster_as_it_stands_is_offered_by_name(self) -> None:
        self.delist("mediator-debt")
        offered = dict(self.form("us-agent", "name-mediator", room="joint").fields["mediator"].choices)  # type: ignore[attr-defined]
        assert len(offered) == 5
        assert offered[self.stage.person("mediator-trade")] == "Mediator, trade and transit"
        trade = {"mediator": self.stage.person("mediator-trade")}
        assert self.said("us-agent", "name-mediator", trade, "joint") == (trade, {})
        for wrong in ("", self.stage.person("mediator-debt"), self.stage.person("us-agent")):
            assert self.faults("us-agent", "name-mediator", {"mediator": wrong}, "joint") == ["mediator"]

    def test_an_appointment_states_whom_after_whom_by_what_and_why(self) -> None:
        facts = self.appointment("mediator-trade")
        assert self.said("secretary-general", "appoint-by-default", facts | {"reasons": "Practice."}) == (
            facts,
            {"reasons": "Practice."},
        )
        wrong = {"mediator": "", "consulted": ["a" * 26], "criteria": ["price"], "reasons": ""}
        assert self.faults("secretary-general", "appoint-by-default", wrong) == [
            *("consulted", "criteria", "mediator", "reasons"),
        ]
        parties = self.form("secretary-general", "appoint-by-default").fields["consulted"].choices  # type: ignore[attr-defined]
        assert sorted(name for _party, name in parties) == ["Panama", "United States of America"]

    def test_a_declaration_says_whether_anything_is_disclosed(self) -> None:
        for who in ("us-agent", "pa-agent"):
            self.name(who, "mediator-trade")
        words = {"declaration": "I am independent."}
        assert self.said("mediator-trade", "declare", words) == ({"disclosure": "none"}, words)
        more = words | {"disclosures": "I taught there."}
        assert self.said("mediator-trade", "declare", more) == ({"disclosure": "made"}, more)
        assert self.faults("mediator-trade", "declare", {"disclosures": "x" * 20_001}) == ["declaration", "disclosures"]
