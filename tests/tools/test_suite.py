"""tools/suite.py: what is missing is named or refused, an empty run fails, a cluster is private and leaves nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import suite
from tools.suite import Counts

REPORT = (
    '<testsuites><testsuite tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"/></testsuites>'
)


@pytest.fixture(autouse=True)
def nothing_required(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs this may require parts."""
    monkeypatch.delenv("COMITY_REQUIRE", raising=False)


def test_a_missing_part_is_skipped_in_one_line_with_its_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing fails for it."""
    assert suite.missing({"postgresql": None, "chromium": "/usr/bin/chromium"}) == []
    assert capsys.readouterr().out == "skipped: the tests that need postgresql (Debian: postgresql)\n"


def test_a_required_part_that_is_missing_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMITY_REQUIRE turns a skip into a failure."""
    monkeypatch.setenv("COMITY_REQUIRE", "postgresql,chromium")
    assert suite.missing({"postgresql": None, "chromium": "/usr/bin/chromium"}) == ["postgresql"]
    assert capsys.readouterr().out.startswith("missing: ")


def test_main_stops_before_any_test_when_a_required_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 1."""
    monkeypatch.setenv("COMITY_REQUIRE", "chromium")
    monkeypatch.setenv("COMITY_CHROMIUM", "")
    monkeypatch.setattr(sys, "argv", ["suite.py"])
    monkeypatch.setattr(suite, "run_pytest", lambda *_: pytest.fail("a test ran"))
    assert suite.main() == 1


@pytest.mark.parametrize(
    ("counts", "sound"),
    [(Counts(3, 0, 1), True), (Counts(3, 1, 0), False), (Counts(0, 0, 0), False), (Counts(0, 0, 5), False)],
)
def test_a_run_is_sound_only_if_something_passed_and_nothing_failed(counts: Counts, sound: bool) -> None:
    """An empty run proves nothing."""
    assert counts.sound is sound


def test_errors_count_as_failures(tmp_path: Path) -> None:
    """Set-up and collection errors too."""
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(tests=10, failures=1, errors=2, skipped=3), encoding="utf-8")
    assert suite.count(report) == Counts(4, 3, 3)


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("def test_a(): pass", Counts(1, 0, 0)),
        ("def test_a(): assert False", Counts(0, 1, 0)),
        ("x = 1", Counts(0, 0, 0)),
        ("import os; os._exit(3)", Counts(0, 1, 0)),
        ("import nowhere", Counts(0, 1, 0)),
    ],
    ids=["passes", "fails", "is empty", "dies", "cannot be collected"],
)
def test_a_run_of_pytest_is_counted_however_it_ends(tmp_path: Path, body: str, counts: Counts) -> None:
    """A run that cannot be counted counts as one failure."""
    file = tmp_path / "test_planted.py"
    file.write_text(body, encoding="utf-8")
    arguments = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-q",
        "--rootdir",
        str(tmp_path),
        "-c",
        os.devnull,
        str(file),
    ]
    assert suite.run_pytest(arguments, dict(os.environ)) == counts


@pytest.mark.skipif(not suite.find_postgresql(), reason="PostgreSQL is not installed")
def test_a_cluster_is_private_durable_and_gone_afterwards() -> None:
    """A password is needed, fsync is on, and neither server nor folder stays."""
    import psycopg

    programs = suite.find_postgresql()
    assert programs
    with suite.cluster(programs) as address:
        with psycopg.connect(address) as connection:
            settings = {name: connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "listen_addresses")}
            folder = connection.execute("SHOW data_directory").fetchone()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(address.replace(address.split(":")[2].split("@")[0], "wrong"))
    assert settings == {"fsync": ("on",), "listen_addresses": ("127.0.0.1",)}
    assert folder and not Path(folder[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


def test_a_test_that_would_flush_is_refused(tmp_path: Path) -> None:
    """tests/conftest.py stops the run and names the test."""
    root = Path(__file__).resolve().parents[2]
    file = root / "tests" / "tools" / "test_planted_flush.py"
    file.write_text("import pytest\n@pytest.mark.django_db(transaction=True)\ndef test_a(): pass\n", encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    finally:
        file.unlink()
    assert done.returncode == 4
    assert "would flush append-only tables" in done.stderr + done.stdout
