"""Ed25519 against the vectors of RFC 8032 and against OpenSSL, and what a strict verifier refuses."""

from hashlib import sha512

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.proof.ed25519 import L, P, SignatureError, check_key, public_key, sign, verify

# RFC 8032 7.1: seed, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
SEED = bytes.fromhex(VECTORS[0][0])
KEY = bytes.fromhex(VECTORS[0][1])
# The eight points whose order divides 8.
SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]


def refusal(key, message, signature):
    with pytest.raises(SignatureError) as refused:
        verify(key, message, signature)
    return str(refused.value)


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_vectors_of_the_rfc(seed, key, message, signature):
    assert public_key(bytes.fromhex(seed)).hex() == key
    assert sign(bytes.fromhex(seed), message).hex() == signature
    verify(bytes.fromhex(key), message, bytes.fromhex(signature))


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_agrees_with_openssl(seed, message):
    theirs = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = theirs.public_key().public_bytes_raw(), theirs.sign(message)
    assert (public_key(seed), sign(seed, message)) == (key, signature)
    verify(key, message, signature)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_refuses_what_openssl_refuses(data):
    key, message = KEY, b"message"
    whole = bytearray(key + sign(SEED, message))
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    key, signature = bytes(whole[:32]), bytes(whole[32:])
    with pytest.raises((InvalidSignature, ValueError)):
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    assert refusal(key, message, signature)


def test_another_message_is_refused():
    assert refusal(KEY, b"other", sign(SEED, b"message")) == "the signature is not this key's on this message"


@pytest.mark.parametrize("more", [L, 2 * L, 2**255 - L])
def test_a_second_form_of_the_same_signature_is_refused(more):
    signature = sign(SEED, b"message")
    scalar = int.from_bytes(signature[32:], "little") + more
    other = signature[:32] + scalar.to_bytes(32, "little")
    assert refusal(KEY, b"message", other) == "the signature's scalar is not reduced"


def test_the_largest_scalar_is_l_minus_one():
    signature = bytes(32) + (L - 1).to_bytes(32, "little")
    assert refusal(KEY, b"", signature) == "the signature is not this key's on this message"


@pytest.mark.parametrize("key", SMALL)
def test_keys_of_small_order_are_refused(key):
    signature = bytes.fromhex(SMALL[0]) + bytes(32)  # fits every message under the neutral key
    assert refusal(bytes.fromhex(key), b"any message", signature) == "the key is a point of small order"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (P.to_bytes(32, "little"), "the key is not written in its shortest form"),
        ((P + 1).to_bytes(32, "little"), "the key is not written in its shortest form"),
        (b"\xff" * 32, "the key is not written in its shortest form"),
        ((1 + 2**255).to_bytes(32, "little"), "the key gives zero a sign"),
        ((P - 1 + 2**255).to_bytes(32, "little"), "the key gives zero a sign"),
        ((2).to_bytes(32, "little"), "the key is not a point of the curve"),
        (KEY[:31], "a key has 32 bytes"),
        (KEY + b"\0", "a key has 32 bytes"),
    ],
)
def test_keys_that_are_no_encoding_of_a_point_are_refused(key, reason):
    with pytest.raises(SignatureError) as refused:
        check_key(key)
    assert str(refused.value) == reason


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_has_64_bytes(length):
    assert refusal(KEY, b"", bytes(length)) == "a signature has 64 bytes"


def test_a_sound_key_passes():
    check_key(KEY)
