"""`comity docket`: the nightly comparison, and the clock of an organisation that is not being served."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from comity import docket
from comity.docket import clock
from comity.docket.models import Docket
from comity.faces.cli import main, serve

pytestmark = pytest.mark.database


def ends_with(out: str) -> str:
    return out.strip().splitlines()[-1]


def test_dockets_that_agree_with_their_acts_exit_0(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    docket.institution()
    assert main(["docket", "check"]) == 0
    assert ends_with(capsys.readouterr().out) == "1 dockets: all agree with their acts"


def test_a_docket_that_differs_is_named_and_exits_1(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    home = docket.institution()
    Docket.objects.filter(pk=home).update(phase="none")
    assert main(["docket", "check"]) == 1
    assert capsys.readouterr().out.strip().splitlines() == [
        f"{home}: docket {home}: its phase is not that of its state",
        "1 dockets: 1 differences",
    ]


def test_the_clock_of_an_organisation_at_rest_is_told_to_tick(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, now = docket.institution(), docket.now()
    Docket.objects.filter(pk=home).update(next_due=now)
    monkeypatch.setattr(clock, "_wall", lambda: now + timedelta(days=1))
    assert main(["docket", "tick"]) == 0
    assert ends_with(capsys.readouterr().out) == "0 acts performed"
    assert Docket.objects.get(pk=home).next_due is None


def test_beside_a_server_on_sqlite_no_command_writes(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(home: Path) -> None:
        raise serve.AlreadyServed(f"{home} is already served by another process")

    monkeypatch.setattr(serve, "hold", taken)
    on_sqlite = connection.vendor == "sqlite"
    assert main(["docket", "tick"]) == (1 if on_sqlite else 0)
    assert ("its clock does this" in capsys.readouterr().err) is on_sqlite


@pytest.mark.parametrize("words", [[], ["mend"]])
def test_a_usage_error_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["docket", *words])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: comity docket")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("2026-01-15T10:00:00Z", "2026-01-15T14:00:00Z"), 0, "recorded in 0 dockets"),
        (("2026-01-15T14:00:00Z", "2026-01-15T10:00:00Z"), 2, "SINCE comes before UNTIL"),
        (("2026-01-15T10:00:00Z", "2999-01-15T10:00:00Z"), 2, "UNTIL is not in the future"),
        (("yesterday", "2026-01-15T10:00:00Z"), 2, "'yesterday' is not an instant"),
    ],
)
def test_an_outage_is_told_with_two_instants(
    db: None, capsys: pytest.CaptureFixture[str], words: tuple[str, str], status: int, said: str
) -> None:
    docket.institution()
    assert main(["docket", "outage", *words]) == status
    told = capsys.readouterr()
    assert said in told.out + told.err
