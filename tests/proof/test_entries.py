"""Entries, bodies and texts: their digests by hand."""

from hashlib import sha256

import pytest

from comity.proof import entries

SALT = bytes(range(32))


def test_an_entry_is_the_digest_of_salt_and_envelope():
    assert entries.entry(SALT, {"b": 1, "a": None}) == sha256(SALT + b'{"a":null,"b":1}').digest()


def test_a_body_has_the_digest_of_salt_and_canonical_form():
    assert entries.body_digest(SALT, {"text": "é"}) == sha256(SALT + '{"text":"é"}'.encode()).hexdigest()


def test_a_text_has_the_digest_of_salt_and_utf8():
    assert entries.text_digest(SALT, "é") == sha256(SALT + b"\xc3\xa9").hexdigest()


@pytest.mark.parametrize("salt", [b"", SALT[:31], SALT + b"\0"])
@pytest.mark.parametrize("digest", [entries.entry, entries.body_digest, entries.text_digest])
def test_a_salt_of_another_length_is_refused(digest, salt):
    with pytest.raises(ValueError, match=r"^a salt has 32 bytes$"):
        digest(salt, "")
