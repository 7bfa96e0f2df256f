"""The root key and what hangs from it: made where it may be made, refused where it is missing or unsafe."""

import dataclasses
import resource
import shutil
import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from comity import keeper
from comity.keeper import KeysMissing, KeysUnsafe, KeyTampered, LogNotWritten, keyring


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", ["demonstration", "test"])
def test_outside_production_the_first_start_makes_the_keys(keys: Path, settings: Settings, mode: str):
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mode=mode)
    keeper.check()
    assert (_mode(keys), _mode(keys / "root.key"), _mode(keys / "signing.key")) == (0o700, 0o600, 0o600)
    assert len((keys / "root.key").read_bytes()) == 32


def test_the_same_folder_gives_the_same_keys_again(keys: Path, another_process):
    before = keeper.public_key(), keeper.address_digest("a@example.org"), keeper.request_digest(b"request")
    another_process()
    assert (keeper.public_key(), keeper.address_digest("a@example.org"), keeper.request_digest(b"request")) == before


def test_a_process_reads_its_keys_once(keys: Path):
    assert keyring.keyring() is keyring.keyring()


def test_production_does_not_start_without_keys(production: Path):
    with pytest.raises(KeysMissing, match="run: comity keeper init"):
        keeper.check()
    assert not production.exists()


@pytest.mark.parametrize("name", ["root.key", "signing.key"])
def test_production_does_not_start_with_half_of_the_keys(production: Path, name: str):
    keeper.initialise()
    (production / name).unlink()
    with pytest.raises(KeysMissing, match=name):
        keeper.check()


def test_production_starts_once_the_keys_are_made(production: Path):
    keeper.initialise()
    keeper.check()
    assert len(keeper.public_key()) == 32


def test_keys_are_made_once(production: Path):
    keeper.initialise()
    before = (production / "root.key").read_bytes()
    with pytest.raises(KeysUnsafe, match="holds keys already; nothing was changed"):
        keeper.initialise()
    assert (production / "root.key").read_bytes() == before


def test_a_lost_root_key_is_not_replaced_beside_a_signing_key(keys: Path):
    keeper.check()
    (keys / "root.key").unlink()
    with pytest.raises(KeysUnsafe, match="is lost; restore it from its backup"):
        keeper.check()


def test_keys_are_not_made_in_the_database_s_folder(production: Path, settings: Settings):
    environment = settings.ENVIRONMENT
    settings.ENVIRONMENT = dataclasses.replace(environment, keys=environment.home / "data" / "keys")
    with pytest.raises(KeysUnsafe, match="lies in the database's folder"):
        keeper.initialise()
    assert not (environment.home / "data" / "keys" / "root.key").exists()


def test_a_root_key_that_others_may_read_is_refused(keys: Path):
    keeper.check()
    (keys / "root.key").chmod(0o640)
    with pytest.raises(KeysUnsafe, match=r"root\.key has mode 0640; it must be 0600"):
        keeper.check()


def test_a_signing_key_that_others_may_read_is_refused(keys: Path):
    keeper.check()
    (keys / "signing.key").chmod(0o604)
    with pytest.raises(KeysUnsafe, match=r"signing\.key has mode 0604; it must be 0600"):
        keeper.check()


def test_a_folder_that_others_may_write_to_is_refused(keys: Path):
    keeper.check()
    keys.chmod(0o777)
    with pytest.raises(KeysUnsafe, match="nobody else may write to it"):
        keeper.check()


def test_a_root_key_of_another_length_is_refused(keys: Path):
    keeper.check()
    (keys / "root.key").write_bytes(bytes(31))
    with pytest.raises(KeysUnsafe, match="must hold 32 bytes"):
        keeper.check()


@pytest.mark.parametrize("damage", [b"", bytes(60), bytes(5)])
def test_a_damaged_signing_key_is_refused(keys: Path, damage: bytes):
    keeper.check()
    (keys / "signing.key").write_bytes(damage)
    with pytest.raises(KeysUnsafe, match="damaged or belongs to another root key"):
        keeper.check()


def test_the_signing_key_does_not_lie_open_in_its_file(keys: Path):
    seed = keyring.keyring().signing.private_bytes_raw()
    assert seed not in (keys / "signing.key").read_bytes()


def test_a_start_is_refused_when_the_log_cannot_be_written(keys: Path):
    keeper.check()
    (keys / "keeper.log").chmod(0o644)
    with pytest.raises(LogNotWritten):
        keeper.check()


def test_a_process_with_keys_leaves_no_image_of_its_memory(keys: Path, monkeypatch: pytest.MonkeyPatch):
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limit: limits.append((kind, limit)))
    keeper.check()
    assert limits == [(resource.RLIMIT_CORE, (0, 0))]


def test_every_use_has_a_key_of_its_own():
    labels = ["address digest", "request digest", "room key wrap", "institution key", "signing key wrap"]
    assert len({keyring.derive(bytes(32), label) for label in labels}) == 5


def test_a_wrapped_key_opens_for_its_own_id_and_root_only(keys: Path, another_process):
    wrapped = keyring.keyring().wrap("key1", b"s" * 32)
    assert len(wrapped) == 60
    assert keyring.keyring().unwrap("key1", wrapped) == b"s" * 32
    with pytest.raises(KeyTampered, match="key key2 is damaged"):
        keyring.keyring().unwrap("key2", wrapped)
    shutil.rmtree(keys)
    another_process()
    with pytest.raises(KeyTampered, match="belongs to another root key"):
        keyring.keyring().unwrap("key1", wrapped)


def test_every_changed_byte_of_a_wrapped_key_is_refused(keys: Path):
    wrapped = keyring.keyring().wrap("key1", b"s" * 32)
    for place in range(len(wrapped)):
        changed = wrapped[:place] + bytes([wrapped[place] ^ 1]) + wrapped[place + 1 :]
        with pytest.raises(KeyTampered):
            keyring.keyring().unwrap("key1", changed)
