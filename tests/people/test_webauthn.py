"""Answers that are no answers: whatever is broken in them, they are refused and break nothing."""

import json

import pytest
from fido2.utils import websafe_encode
from hypothesis import given
from hypothesis import strategies as st

from comity.people import webauthn
from tests.people.authenticator import SoftPasskey

OPTIONS = {"challenge": websafe_encode(b"c" * 32), "user": {"id": websafe_encode(b"u")}}


def made():
    return SoftPasskey().make(OPTIONS)


def got(client):
    answer = SoftPasskey().get(OPTIONS)
    answer["response"]["clientDataJSON"] = websafe_encode(
        client if isinstance(client, bytes) else json.dumps(client).encode()
    )
    return answer


def test_only_the_parts_that_count_are_kept():
    answer = made() | {"authenticatorAttachment": "platform"}
    answer["response"]["transports"] = ["usb"]
    plain = webauthn.plain_registration(answer)
    assert sorted(plain) == ["id", "rawId", "response", "type"]
    assert sorted(plain["response"]) == ["attestationObject", "clientDataJSON"]


@pytest.mark.parametrize("abuse", [{"attest": False}, {"cose": {1: 3, 3: -65535}}, {"cose": {1: 2, 3: 99}}])
def test_a_registration_without_a_key_that_we_can_check_is_refused(abuse):
    with pytest.raises(webauthn.Unreadable):
        webauthn.plain_registration(SoftPasskey().make(OPTIONS, **abuse))


def test_a_broken_attestation_is_refused():
    answer = made()
    answer["response"]["attestationObject"] = websafe_encode(b"\x9f" * 40)
    with pytest.raises(webauthn.Unreadable):
        webauthn.plain_registration(answer)


@pytest.mark.parametrize(
    "client",
    [
        b"\xff",
        b"[" * 5000,
        [],
        {"type": "webauthn.get", "origin": "https://localhost", "challenge": 4_000_000_000},
        {"type": "webauthn.get", "origin": 1, "challenge": "YQ"},
        {"origin": "https://localhost", "challenge": "YQ"},
        {"type": "webauthn.get", "origin": "https://localhost", "challenge": "YQ", "crossOrigin": 0},
        {"type": "webauthn.get", "origin": "https://localhost", "challenge": "YQ", "crossOrigin": True},
    ],
)
def test_client_data_of_another_shape_is_refused(client):
    with pytest.raises(webauthn.Unreadable):
        webauthn.assertion(got(client))


@pytest.mark.parametrize("part", ["", "YQ==", "Y Q", "Y+", "A" * 16388, None, 7])
def test_base64url_has_one_spelling_and_a_bound(part):
    answer = SoftPasskey().get(OPTIONS)
    answer["response"]["signature"] = part
    with pytest.raises(webauthn.Unreadable):
        webauthn.assertion(answer)


def test_the_challenge_may_be_text_that_is_no_base64():
    with pytest.raises(webauthn.Unreadable):
        webauthn.assertion(got({"type": "webauthn.get", "origin": "https://localhost", "challenge": "\u00e9"}))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5000])
def test_text_that_is_no_json_is_refused(text):
    with pytest.raises(webauthn.Unreadable):
        webauthn.load(text)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_bytes_break_the_reader(data, client):
    answer = SoftPasskey().get(OPTIONS)
    answer["response"] |= {"authenticatorData": websafe_encode(data), "clientDataJSON": websafe_encode(client)}
    with pytest.raises(webauthn.Unreadable):
        webauthn.assertion(answer)
