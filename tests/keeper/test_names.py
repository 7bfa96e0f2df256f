"""Random names, salts and tokens."""

import re

import pytest

from comity.keeper.names import random_id, salt, token


def test_an_id_is_26_characters_of_lowercase_base32():
    assert re.fullmatch(r"[a-z2-7]{26}", random_id())


def test_ids_and_salts_are_never_the_same_twice():
    assert len({random_id() for _ in range(1000)}) == 1000
    assert len({salt() for _ in range(1000)}) == 1000


def test_a_salt_has_32_bytes():
    assert len(salt()) == 32


@pytest.mark.parametrize("word", ["perform", "act.body", "tell-outcome", "room:body", "a_b", "x" * 80, "7"])
def test_a_code_is_a_token(word: str):
    assert token(word) == word


@pytest.mark.parametrize("word", ["", "two words", "a|b", "a\nb", "perform\n", "é", "密", "-a", "x" * 81])
def test_a_sentence_is_no_token(word: str):
    with pytest.raises(ValueError, match="is a token"):
        token(word)
