"""Secret files: closed to others, outside the database's folder, made whole and only once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from comity.keeper import KeysMissing, KeysUnsafe, files


def test_a_secret_file_is_made_with_mode_0600_whatever_the_umask(tmp_path: Path):
    before = os.umask(0)
    try:
        assert files.make(tmp_path / "root.key", b"secret") == b"secret"
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "root.key").stat().st_mode) == 0o600
    assert files.read(tmp_path / "root.key") == b"secret"


def test_a_secret_file_is_never_overwritten(tmp_path: Path):
    files.make(tmp_path / "root.key", b"first")
    assert files.make(tmp_path / "root.key", b"second") == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["root.key"]


def test_of_many_that_start_at_once_all_take_the_same_key(tmp_path: Path):
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda n: files.make(tmp_path / "root.key", bytes([n]) * 32), range(64)))
    assert len(found) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["root.key"]


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_closed_to_others_is_read(tmp_path: Path, mode: int):
    files.make(tmp_path / "root.key", b"secret")
    (tmp_path / "root.key").chmod(mode)
    assert files.read(tmp_path / "root.key") == b"secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o660, 0o700, 0o610, 0o666, 0o777, 0o4600])
def test_any_other_mode_is_refused(tmp_path: Path, mode: int):
    files.make(tmp_path / "root.key", b"secret")
    (tmp_path / "root.key").chmod(mode)
    with pytest.raises(KeysUnsafe, match=f"has mode {mode:04o}; it must be 0600"):
        files.read(tmp_path / "root.key")


def test_a_file_of_another_owner_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files.make(tmp_path / "root.key", b"secret")
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(KeysUnsafe, match="belongs to the server's user"):
        files.read(tmp_path / "root.key")


def test_a_link_in_place_of_the_file_is_refused(tmp_path: Path):
    files.make(tmp_path / "elsewhere", b"secret")
    (tmp_path / "root.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeysUnsafe, match="cannot be read safely"):
        files.read(tmp_path / "root.key")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path):
    (tmp_path / "root.key").mkdir(mode=0o600)
    with pytest.raises(KeysUnsafe, match="must be a file"):
        files.read(tmp_path / "root.key")


def test_a_missing_file_says_how_to_make_it(tmp_path: Path):
    with pytest.raises(KeysMissing, match="does not exist; run: comity keeper init"):
        files.read(tmp_path / "root.key")


def test_a_folder_apart_from_the_data_and_closed_to_others_is_accepted(tmp_path: Path):
    files.make_folder(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files.check_folder(tmp_path / "keys", tmp_path / "data")


@pytest.mark.parametrize("place", ["data", "data/keys"])
def test_a_folder_inside_the_data_is_refused(tmp_path: Path, place: str):
    (tmp_path / "data" / "keys").mkdir(parents=True)
    with pytest.raises(KeysUnsafe, match="lies in the database's folder"):
        files.check_folder(tmp_path / place, tmp_path / "data")


def test_a_link_into_the_data_is_refused(tmp_path: Path):
    (tmp_path / "data" / "hidden").mkdir(parents=True)
    (tmp_path / "keys").symlink_to(tmp_path / "data" / "hidden")
    with pytest.raises(KeysUnsafe, match="lies in the database's folder"):
        files.check_folder(tmp_path / "keys", tmp_path / "data")


def test_a_missing_folder_says_how_to_make_it(tmp_path: Path):
    with pytest.raises(KeysMissing, match="run: comity keeper init"):
        files.check_folder(tmp_path / "keys", tmp_path / "data")


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777, 0o1777])
def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path, mode: int):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys").chmod(mode)
    with pytest.raises(KeysUnsafe, match="nobody else may write to it"):
        files.check_folder(tmp_path / "keys", tmp_path / "data")


def test_a_folder_of_another_owner_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files.make_folder(tmp_path / "keys")
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(KeysUnsafe, match="must belong to the server's user"):
        files.check_folder(tmp_path / "keys", tmp_path / "data")


def test_lines_are_appended_to_a_file_of_mode_0600(tmp_path: Path):
    files.append(tmp_path / "log", "one\n")
    files.append(tmp_path / "log", "two\n")
    assert (tmp_path / "log").read_text() == "one\ntwo\n"
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_nothing_is_appended_to_a_file_that_others_may_read(tmp_path: Path):
    (tmp_path / "log").touch(mode=0o644)
    with pytest.raises(KeysUnsafe, match="has mode 0644"):
        files.append(tmp_path / "log", "one\n")
    assert (tmp_path / "log").read_text() == ""


def test_a_line_that_the_disk_takes_in_part_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "write", lambda _, data: len(data) - 1)
    with pytest.raises(OSError, match="took only a part of a line"):
        files.append(tmp_path / "log", "one\n")
