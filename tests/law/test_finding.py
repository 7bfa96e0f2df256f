"""What a guard finds, and how rules are entered with their sentences."""

from comity.law.finding import HOLDS, Finding, Rule, collector, unless
from comity.law.messages import Message


def test_a_condition_that_is_met_needs_no_reason() -> None:
    assert unless(True, "Because of %(what)s.", what="rain") is HOLDS
    assert (HOLDS.holds, HOLDS.message) == (True, None)


def test_one_that_is_not_gives_it_in_words() -> None:
    finding = unless(False, "Because of %(what)s.", what="rain")
    assert finding == Finding(False, Message("Because of %(what)s.", {"what": "rain"}))
    assert finding.message is not None
    assert finding.message.english() == "Because of rain."


def test_a_rule_is_entered_under_its_own_name_with_its_sentence() -> None:
    rules: dict[str, Rule] = {}

    @collector(rules)("it rains in %(where)s")
    def rains(where: str) -> bool:
        """A rule of its own."""
        return bool(where)

    assert rules == {"rains": Rule("rains", rains, "it rains in %(where)s")}
    assert rains("Panama") is True
