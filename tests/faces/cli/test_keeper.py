"""`comity keeper init` and `comity keeper public-key`."""

import dataclasses
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from comity import keeper
from comity.faces.cli import keeper as command
from comity.proof.notes import VerifierKey


def _run(home: Path, *words: str, mode: str = "production") -> subprocess.CompletedProcess[str]:
    (home / "data").mkdir(parents=True, exist_ok=True)
    environ = {
        "PATH": os.environ["PATH"],
        "COMITY_MODE": mode,
        "COMITY_HOME": str(home),
        "COMITY_NAME": "mediation.example",
    }
    line = "import sys; from comity.faces.cli.keeper import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", line, *words], env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def test_init_makes_the_keys_of_a_production_installation_once(tmp_path: Path):
    first = _run(tmp_path, "init")
    assert (first.returncode, first.stderr) == (0, "")
    root = tmp_path / "keys" / "root.key"
    assert (stat.S_IMODE(root.stat().st_mode), len(root.read_bytes())) == (0o600, 32)
    shown = _run(tmp_path, "public-key")
    assert first.stdout.splitlines()[-1] == f"Public key: {shown.stdout.strip()}"
    assert VerifierKey.parse(shown.stdout.strip()).name == "mediation.example"
    again = _run(tmp_path, "init")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"comity keeper: {tmp_path / 'keys'} holds keys already; nothing was changed\n"


def test_in_production_public_key_makes_nothing(tmp_path: Path):
    shown = _run(tmp_path, "public-key")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "run: comity keeper init" in shown.stderr
    assert not (tmp_path / "keys" / "root.key").exists()


def test_the_key_that_is_shown_is_the_one_that_signs(capsys: pytest.CaptureFixture[str], settings: Settings):
    assert command.main(["public-key"]) == 0
    key = VerifierKey(settings.ORGANISATION_NAME, keeper.public_key())
    assert capsys.readouterr().out == key.render() + "\n"


def test_init_says_where_the_keys_lie_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Settings
):
    settings.ENVIRONMENT = dataclasses.replace(
        settings.ENVIRONMENT, mode="production", home=tmp_path, keys=tmp_path / "keys"
    )
    assert command.main(["init"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Made root.key and signing.key in {tmp_path / 'keys'}."
    assert command.main(["public-key"]) == 0
    assert f"Public key: {capsys.readouterr().out.strip()}" == lines[-1]
    assert command.main(["init"]) == 1
    assert "nothing was changed" in capsys.readouterr().err


def test_a_wrong_word_is_a_usage_error(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        command.main(["destroy-everything"])
    assert stopped.value.code == 2
    assert "usage: comity keeper" in capsys.readouterr().err
