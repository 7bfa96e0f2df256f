"""Django's secret key: a file beside the other keys, made once, read by nobody else."""

import os
import stat
import threading

import pytest

from comity.config import environment


def test_the_first_start_makes_it_and_the_next_reads_it(tmp_path):
    keys = tmp_path / "keys"
    made = environment.secret_key(keys)
    assert len(made) >= 64
    assert environment.secret_key(keys) == made
    assert [path.name for path in keys.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((keys / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


def test_two_places_have_two_keys(tmp_path):
    assert environment.secret_key(tmp_path / "a") != environment.secret_key(tmp_path / "b")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    environment.secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(mode)
    with pytest.raises(PermissionError, match="its mode must be 0600"):
        environment.secret_key(tmp_path)


def test_of_two_first_starts_one_key_holds(tmp_path, monkeypatch):
    real = os.link

    def late(draft, path):
        if not path.exists():
            path.write_text("the other start's key", encoding="ascii")
            path.chmod(0o600)
        real(draft, path)

    monkeypatch.setattr(os, "link", late)
    assert environment.secret_key(tmp_path) == "the other start's key"
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_many_first_starts_end_with_one_key(tmp_path):
    found = []
    starts = [threading.Thread(target=lambda: found.append(environment.secret_key(tmp_path))) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert (len(found), len(set(found))) == (8, 1)
