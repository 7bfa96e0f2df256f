"""The cipher suite, against the X-Wing draft's vector and a second reading of RFC 9180."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from comity.keeper import NotOpened, suite

SEED = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
PAIR = suite.halves(SEED)
PLACE = suite.place("key1", "body", "act1", 1)
SHORT = b"we would accept ten"


def test_the_public_half_of_the_draft_s_seed_is_the_draft_s():
    assert len(PAIR.public_bytes) == 1216
    assert PAIR.public_bytes[:36].hex() == "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5b19cfc3d"


def test_what_is_sealed_opens_and_is_longer_by_the_overhead():
    sealed = suite.seal(PAIR.public, SHORT, PLACE)
    assert len(sealed) == len(SHORT) + suite.OVERHEAD == len(SHORT) + 1146
    assert suite.unseal(PAIR.private, sealed, PLACE) == SHORT


def test_the_same_text_sealed_twice_is_never_the_same():
    assert suite.seal(PAIR.public, SHORT, PLACE) != suite.seal(PAIR.public, SHORT, PLACE)


def test_every_changed_byte_is_refused():
    sealed = suite.seal(PAIR.public, SHORT, PLACE)
    opened = [place for place in range(len(sealed)) if _opens(sealed, place)]
    assert opened == []


def _opens(sealed: bytes, place: int) -> bool:
    changed = bytearray(sealed)
    changed[place] ^= 1 << place % 8
    try:
        suite.unseal(PAIR.private, bytes(changed), PLACE)
    except NotOpened:
        return False
    return True


@pytest.mark.parametrize("cut", [0, 5, 10, 200, suite.OVERHEAD - 1, suite.OVERHEAD, suite.OVERHEAD + len(SHORT) - 1])
def test_a_shortened_ciphertext_is_refused(cut: int):
    with pytest.raises(NotOpened):
        suite.unseal(PAIR.private, suite.seal(PAIR.public, SHORT, PLACE)[:cut], PLACE)


def test_a_lengthened_ciphertext_is_refused():
    with pytest.raises(NotOpened, match="or it was changed"):
        suite.unseal(PAIR.private, suite.seal(PAIR.public, SHORT, PLACE) + b"\x00", PLACE)


def test_another_key_does_not_open():
    sealed = suite.seal(suite.halves(bytes(32)).public, SHORT, PLACE)
    with pytest.raises(NotOpened, match="not sealed for this place"):
        suite.unseal(PAIR.private, sealed, PLACE)


def test_what_is_locked_unlocks_and_is_never_locked_alike_twice():
    one, other = (suite.lock(PAIR.own, SHORT, PLACE) for _ in range(2))
    assert one != other
    assert suite.unlock(PAIR.own, one, PLACE) == suite.unlock(PAIR.own, other, PLACE) == SHORT


def test_a_lock_is_of_one_place_and_one_key_and_no_byte_of_it_changes():
    locked = suite.lock(PAIR.own, SHORT, PLACE)
    elsewhere = suite.place("key1", "body", "act1", 2)
    wrong = [(PAIR.own, locked, elsewhere), (suite.halves(bytes(32)).own, locked, PLACE)]
    wrong += [(PAIR.own, locked[:cut], PLACE) for cut in range(len(locked))]
    wrong += [(PAIR.own, bytes([*locked[:at], locked[at] ^ 1, *locked[at + 1 :]]), PLACE) for at in range(len(locked))]
    for own, text, place in wrong:
        with pytest.raises(NotOpened):
            suite.unlock(own, text, place)


def test_what_anyone_could_have_sealed_is_not_unlocked():
    with pytest.raises(NotOpened, match="not locked by the keeper"):
        suite.unlock(PAIR.own, suite.seal(PAIR.public, SHORT, PLACE), PLACE)


def test_a_lock_by_another_hand_unlocks():
    nonce, key = bytes(12), hmac.new(hmac.new(SEED, b"comity lock", "sha256").digest(), PLACE, "sha256").digest()
    made = b"LOCK\x00\x00\x00\x01" + nonce + AESGCM(key).encrypt(nonce, SHORT, PLACE)
    assert suite.unlock(PAIR.own, made, PLACE) == SHORT


def test_the_place_is_key_kind_id_version_and_epoch():
    assert suite.place("key1", "body", "act1", 7) == b"key1|body|act1|7|1"


@pytest.mark.parametrize("words", [("a|b", "c", "d"), ("a", "b|c", "d"), ("a", "b", "c|d")])
def test_no_two_places_can_be_written_alike(words: tuple[str, str, str]):
    with pytest.raises(ValueError, match="token"):
        suite.place(*words, 1)


def test_a_second_implementation_opens_it():
    info = suite.place("key1", "body", "act1", 3)
    sealed = suite.seal(PAIR.public, SHORT, info)
    assert _opened_by_the_book(SEED, sealed, info) == SHORT


def _opened_by_the_book(seed: bytes, sealed: bytes, info: bytes) -> bytes:
    """RFC 9180 base mode over X-Wing, written out: decapsulate, combine, key schedule, AES-256-GCM."""
    name, lattice_text, curve_text, sealed_text = sealed[:10], sealed[10:1098], sealed[1098:1130], sealed[1130:]
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    curve = X25519PrivateKey.from_private_bytes(expanded[64:])
    secrets = lattice.decapsulate(lattice_text) + curve.exchange(X25519PublicKey.from_public_bytes(curve_text))
    combined = secrets + curve_text + curve.public_key().public_bytes_raw() + bytes.fromhex("5c2e2f2f5e5c")
    shared = hashlib.sha3_256(combined).digest()
    context = b"\x00" + _extract(name, b"", b"psk_id_hash", b"") + _extract(name, b"", b"info_hash", info)
    secret = _extract(name, shared, b"secret", b"")
    key, nonce = _expand(name, secret, b"key", context, 32), _expand(name, secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, sealed_text, b"")


def _extract(name: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + name + label + material, "sha256")


def _expand(name: bytes, secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    head = length.to_bytes(2, "big") + b"HPKE-v1" + name + label + context
    return hmac.digest(secret, head + b"\x01", "sha256")[:length]
