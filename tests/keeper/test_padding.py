"""Padding: every text comes back, every length class looks alike, damage is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.keeper import NotOpened, pad, unpad


@given(st.binary(max_size=2000))
def test_a_padded_text_comes_back(text: bytes):
    assert unpad(pad(text)) == text


@given(st.binary(max_size=63))
def test_a_text_padded_to_a_size_has_it_and_comes_back(text: bytes):
    padded = pad(text, 64)
    assert len(padded) == 64
    assert unpad(padded) == text


@pytest.mark.parametrize(("length", "size"), [(0, 256), (255, 256), (256, 512), (511, 512), (512, 1024), (1023, 1024)])
def test_by_default_the_size_is_a_power_of_two_from_256(length: int, size: int):
    assert len(pad(bytes(length))) == size


def test_a_text_that_ends_in_zeros_and_marks_comes_back():
    assert unpad(pad(b"\x80\x00\x80\x00")) == b"\x80\x00\x80\x00"


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="64 bytes and an end mark do not fit into 64"):
        pad(bytes(64), 64)


@pytest.mark.parametrize("damaged", [b"", bytes(256), b"text\x80\x00\x01", b"text"])
def test_what_was_not_padded_is_refused(damaged: bytes):
    with pytest.raises(NotOpened, match="damaged"):
        unpad(damaged)
