"""Words that people gave, plain or by language, and the language of those that name none."""

import pytest

from comity.law.act import Json
from comity.law.wording import given, run_on, shown, tongue, worded

PANAMA: Json = {"en": "Panama", "zh": "巴拿马", "ar": "بنما"}


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("Panamá", "ar", "Panamá"),
        (PANAMA, "ar", "بنما"),
        (PANAMA, "zh-hans", "巴拿马"),
        (PANAMA, "fr", "Panama"),
        ({"zh": "巴拿马", "fr": "le Panama"}, "ar", "le Panama"),
        ({"zh-hans": "简", "zh": "繁"}, "zh-hans", "简"),
        ({"en": "Panama", "ar": ""}, "ar", "Panama"),
        ({}, "en", ""),
    ],
)
def test_the_readers_language_is_shown_then_english_then_the_first(value: Json, language: str, words: str) -> None:
    assert shown(value, language) == words


@pytest.mark.parametrize("value", [None, 7, ["Panama"], {"text": "Panama"}, {"en": 7}, {"en": "Panama", "side": "us"}])
def test_what_is_no_wording_is_empty(value: Json) -> None:
    assert (worded(value), shown(value, "en")) == ("", "")


def test_words_are_found_in_every_language_in_which_they_were_given() -> None:
    assert (given(PANAMA), given("Panamá")) == (("Panama", "巴拿马", "بنما"), ("Panamá",))


def test_the_language_of_a_text_is_told_from_its_letters() -> None:
    assert [
        tongue(text) for text in ("", "Object", "Object of the 标的", "标的", "标的 of 2", "الموضوع", "بنما: Panama")
    ] == [
        *("en", "en", "en", "zh", "zh", "ar", "ar"),
    ]


def test_chinese_sentences_run_on_without_a_space() -> None:
    said = "登记处：Registry。 不能阅读；\n 见 <b>附件</b>。"
    assert run_on(said, "zh-hans") == "登记处：Registry。不能阅读；见 <b>附件</b>。"
    assert run_on("One. Two。 Three", "en") == "One. Two。 Three"
