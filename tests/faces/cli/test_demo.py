"""comity demo, from end to end: a server of its own, the whole story over HTTP, and the record checked offline."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from comity.faces.cli import demo
from comity.faces.cli.story.outside import NotPlayed


def run(folder: Path, home: Path) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    command = [sys.executable, "-m", "comity.faces.cli", "demo", "--into", str(folder)]
    return subprocess.run(command, env=own, cwd=home, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.journey
def test_the_story_is_played_and_its_record_verifies(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = run(folder, tmp_path)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr
    lines = done.stdout.splitlines()
    assert "The case stands at: settled" in lines
    assert lines[-2:] == [f"bundle: {folder / 'panama.zip'}", f"key: {folder / 'organisation.key'}"]
    assert (folder / "panama.zip").read_bytes()[:2] == b"PK"
    check = [sys.executable, "-m", "comity.faces.cli", "verify", lines[-2][8:], "--key", lines[-1][5:]]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


def test_a_story_that_cannot_be_played_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_args: object) -> None:
        raise NotPlayed("the server did not come up")

    monkeypatch.setattr(demo, "_server", fails)
    assert demo.main(["--into", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "comity demo: the server did not come up\n"
