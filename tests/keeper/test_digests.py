"""Keyed digests."""

import shutil
from pathlib import Path

import pytest

from comity import keeper


@pytest.mark.parametrize("other", ["ANA@Example.ORG", " ana@example.org\n", "ａna@example.org", "ana@EXAMPLE.org"])
def test_one_address_has_one_digest_however_it_is_typed(keys: Path, other: str):
    assert keeper.address_digest(other) == keeper.address_digest("ana@example.org")


def test_other_addresses_have_other_digests(keys: Path):
    digests = {keeper.address_digest(address) for address in ("ana@example.org", "anna@example.org", "ana@example.com")}
    assert len(digests) == 3
    assert {len(digest) for digest in digests} == {32}


def test_a_request_s_digest_tells_requests_apart(keys: Path):
    assert keeper.request_digest(b"a") == keeper.request_digest(b"a")
    assert keeper.request_digest(b"a") != keeper.request_digest(b"b")


def test_an_address_and_a_request_of_the_same_bytes_differ(keys: Path):
    assert keeper.address_digest("a") != keeper.request_digest(b"a")


def test_without_the_root_key_a_digest_cannot_be_guessed(keys: Path, another_process):
    before = keeper.address_digest("ana@example.org"), keeper.request_digest(b"a")
    shutil.rmtree(keys)
    another_process()
    after = keeper.address_digest("ana@example.org"), keeper.request_digest(b"a")
    assert (after[0] == before[0], after[1] == before[1]) == (False, False)
