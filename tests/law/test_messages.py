"""Messages: templates with named parameters."""

import pytest

from comity.law.messages import Message, mark


def test_a_message_reads_in_english_with_its_parameters() -> None:
    message = Message(mark("The period %(period)s passed %(days)s days ago."), {"period": "acceptance", "days": 3})
    assert message.english() == "The period acceptance passed 3 days ago."


def test_a_message_without_parameters_reads_as_its_template() -> None:
    assert Message("Two sides are named.").english() == "Two sides are named."


def test_a_percent_sign_is_doubled_in_every_template() -> None:
    assert Message("100 %% of the advance").english() == "100 % of the advance"


def test_the_mark_leaves_a_template_as_it_is() -> None:
    assert mark("Consent to mediate") == "Consent to mediate"


def test_messages_are_equal_by_their_words_and_values() -> None:
    assert Message("%(a)s", {"a": 1}) == Message("%(a)s", {"a": 1})
    assert Message("%(a)s", {"a": 1}) != Message("%(a)s", {"a": 2})


def test_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        Message("%(period)s").english()
