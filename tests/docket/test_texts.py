"""Texts whose version is a salted digest."""

from comity.docket import texts
from comity.proof.entries import text_digest


def test_a_version_is_the_digest_of_the_words_under_their_salt() -> None:
    text = texts.sealed({"text": "Ten boats."}, salt=b"s" * 32)
    assert text == {"text": "Ten boats.", "salt": (b"s" * 32).hex()}
    assert texts.version(text) == text_digest(b"s" * 32, "Ten boats.")


def test_several_words_have_one_version_whatever_their_order() -> None:
    salt = (b"s" * 32).hex()
    assert texts.version({"title": "A", "text": "B", "salt": salt}) == texts.version(
        {"salt": salt, "text": "B", "title": "A"}
    )
    assert texts.version({"title": "A", "text": "B", "salt": salt}) != texts.version({"text": "B", "salt": salt})


def test_the_same_words_under_fresh_salts_have_two_versions() -> None:
    assert texts.version(texts.sealed({"text": "A"})) != texts.version(texts.sealed({"text": "A"}))


def test_a_text_put_again_unchanged_keeps_its_version() -> None:
    standing = texts.sealed({"text": "A"})
    assert texts.put_again({"text": "A"}, standing) == standing
    for other in ({"text": "B"}, {"text": "A", "title": "T"}):
        assert texts.put_again(other, standing)["salt"] != standing["salt"]
    assert texts.put_again({"text": "A"}, None)["text"] == "A"


def test_a_crafted_text_cannot_be_read_as_two_fields() -> None:
    salt = "00" * 32
    one = texts.version({"title": "A", "text": "B\n\ntitle: C", "salt": salt})
    assert one != texts.version({"title": "C", "text": "B", "salt": salt})
    assert texts.version({"a": "1\n\nb: 2", "salt": salt}) != texts.version({"a": "1", "b": "2", "salt": salt})
