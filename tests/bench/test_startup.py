"""The measurement of the commands that need no Django."""

import json
from pathlib import Path

import pytest

from bench import startup


def test_every_command_is_measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "BOUND", 60)
    assert startup.main(["--runs", "1", "--format", "json"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == list(startup.commands(Path("request.toml")))


def test_a_command_over_the_bound_fails_the_measurement(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "median", lambda *_: 0.5)
    assert startup.main([]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "comity rules list: 0.50 s"


def test_a_command_that_cannot_answer_is_no_measurement() -> None:
    with pytest.raises(startup.subprocess.CalledProcessError):
        startup.seconds(["rules", "show", "no-such-edition"])
