"""Canonical JSON against the rfc8785 package, and what is refused."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from comity.proof import canonical
from comity.proof.canonical import DEPTH, LARGEST, CanonicalError

text = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=40)


def keyed(depth):
    value = 0
    for _ in range(depth):
        value = {"a": value}
    return value


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


@given(values)
def test_agrees_with_the_reference_encoder(value):
    assert canonical.dumps(value) == rfc8785.dumps(value)


@given(values)
def test_round_trip(value):
    assert canonical.loads(canonical.dumps(value)) == value


@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_another_spelling_is_refused(value, ascii_only, indent):
    other = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    if other == canonical.dumps(value):
        assert canonical.loads(other) == value
    else:
        with pytest.raises(CanonicalError):
            canonical.loads(other)


@given(st.binary())
def test_bytes_are_refused_or_return_unchanged(data):
    try:
        value = canonical.loads(data)
    except CanonicalError:
        return
    assert canonical.dumps(value) == data


def test_keys_are_ordered_by_utf16_code_unit_not_by_code_point():
    # RFC 8785 3.2.3: U+1F600 is written D83D DE00 and therefore stands before U+FB33.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = list(canonical.loads(canonical.dumps(dict.fromkeys(keys, 0))))
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_strings_are_escaped_as_the_rfc_says():
    assert canonical.dumps('\u20ac$\x0f\nA\'B"\\\\"/\x7f') == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "float has no canonical form"),
        ((1,), "tuple has no canonical form"),
        (b"a", "bytes has no canonical form"),
        (LARGEST + 1, "an integer lies beyond 2^53 - 1"),
        (-LARGEST - 1, "an integer lies beyond 2^53 - 1"),
        ("\ud800", "a string holds a lone surrogate"),
        ({"\udc00": 1}, "a string holds a lone surrogate"),
        ({1: 1}, "a key is not a string"),
        (2**53, "an integer lies beyond 2^53 - 1"),
        (-(2**53), "an integer lies beyond 2^53 - 1"),
        (nested(DEPTH + 1), "deeper than 64 levels"),
        (keyed(DEPTH + 1), "deeper than 64 levels"),
    ],
)
def test_dumps_refuses(value, reason):
    with pytest.raises(CanonicalError) as refused:
        canonical.dumps(value)
    assert str(refused.value) == reason


def test_the_deepest_and_the_largest_are_still_accepted():
    for value in (nested(64), keyed(64), 9007199254740991, -9007199254740991):
        assert canonical.loads(canonical.dumps(value)) == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON at character 0"),
        (b"{", "not JSON at character 1"),
        (b"1 1", "not JSON at character 2"),
        (b"\xef\xbb\xbf1", "not JSON at character 0"),
        (b'"\xff"', "not UTF-8 at byte 1"),
        (b'"\xed\xa0\x80"', "not UTF-8 at byte 1"),
        (b'"\\ud800"', "a string holds a lone surrogate"),
        (b'{"a":1,"a":1}', "a key stands twice"),
        (b'{"a":{"b":1,"b":2}}', "a key stands twice"),
        (b'{"b":1,"a":1}', "not canonical at byte 2"),
        (b'"\\u0041"', "not canonical at byte 1"),
        (b'"\\/"', "not canonical at byte 1"),
        (b"[1, 2]", "not canonical at byte 3"),
        (b"1\n", "not canonical at byte 1"),
        (b"-0", "not canonical at byte 0"),
        (b"1.0", "1.0 is not an integer"),
        (b"1e3", "1e3 is not an integer"),
        (b"0." + b"1" * 99, "0.111111111111111111111111111111 is not an integer"),
        (b"NaN", "NaN is not an integer"),
        (b"-Infinity", "-Infinity is not an integer"),
        (b"9007199254740992", "an integer lies beyond 2^53 - 1"),
        (b"1" * 100_000, "an integer lies beyond 2^53 - 1"),
        (b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1), "deeper than 64 levels"),
        (b"[" * 1_000_000, "deeper than 64 levels"),
        (b'{"a":' * 1_000_000, "deeper than 64 levels"),
    ],
)
def test_loads_refuses(data, reason):
    with pytest.raises(CanonicalError) as refused:
        canonical.loads(data)
    assert str(refused.value) == reason
