"""The organisation's signature."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from comity import keeper


def test_a_signature_verifies_with_the_public_key(keys: Path):
    signature = keeper.sign(b"checkpoint")
    assert (len(signature), len(keeper.public_key())) == (64, 32)
    Ed25519PublicKey.from_public_bytes(keeper.public_key()).verify(signature, b"checkpoint")


def test_a_signature_does_not_verify_for_another_message(keys: Path):
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(keeper.public_key()).verify(keeper.sign(b"checkpoint"), b"checkpoins")
