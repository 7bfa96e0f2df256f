"""Messages: templates with named parameters."""

import pytest

from comity.law.messages import Message, listed, mark


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


GERMAN = {
    "%(who)s waits for %(what)s.": "%(what)s wird von %(who)s erwartet.",
    "the protocol": "das Protokoll",
    "the text": "der Text",
    "%(these)s, %(next)s": "%(these)s; %(next)s",
    "%(these)s and %(last)s": "%(these)s sowie %(last)s",
}


def test_a_message_is_said_in_the_language_of_the_reader_down_to_its_parts() -> None:
    message = Message("%(who)s waits for %(what)s.", {"who": "M-1", "what": Message("the protocol")})
    assert message.say(lambda text: GERMAN[text]) == "das Protokoll wird von M-1 erwartet."
    assert message.english() == "M-1 waits for the protocol."


def test_a_message_within_a_plain_string_still_reads_in_english() -> None:
    assert f"{Message('the text of %(n)s', {'n': 3})}" == "the text of 3"


@pytest.mark.parametrize(
    ("count", "every", "either"),
    [(1, "a", "a"), (2, "a and b", "a or b"), (3, "a, b and c", "a, b or c"), (4, "a, b, c and d", "a, b, c or d")],
)
def test_parts_are_listed_as_a_sentence_lists_them(count: int, every: str, either: str) -> None:
    parts = [Message(letter) for letter in "abcd"[:count]]
    assert listed(parts).english() == every
    assert listed(parts, any_of=True).english() == either


def test_a_list_is_translated_part_by_part() -> None:
    parts = [Message("the text"), Message("the protocol"), Message("the text")]
    assert listed(parts).say(lambda text: GERMAN[text]) == "der Text; das Protokoll sowie der Text"


def test_a_list_of_nothing_has_no_words() -> None:
    with pytest.raises(ValueError, match=r"^a list of nothing has no words$"):
        listed([])
