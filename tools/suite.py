"""Run the whole suite on what is present: SQLite always, PostgreSQL and Chromium where they are installed.

- A part that cannot run is named in one line with its Debian packages; COMITY_REQUIRE=postgresql,chromium makes
  it fail.
- PostgreSQL: a private cluster in a temporary folder, fsync on, on a loopback port behind a random password; as root it
  runs as an unprivileged user, since PostgreSQL refuses root. `database` tests run on it, after all have run on SQLite,
  but for those that are marked `once`.
- The exit status is not 0 if a test failed or if a part ran no test: an empty run proves nothing.
- COMITY_COVERAGE=1 measures both runs together, server processes included.
"""

import argparse
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = {
    "postgresql": "postgresql",
    "chromium": "chromium, fonts-noto-core, fonts-noto-cjk",
    "strace": "strace",
}
UNPRIVILEGED = ("postgres", "nobody")
PATIENCE = 60  # seconds for the cluster to answer


@dataclass(frozen=True)
class Counts:
    """What one run of pytest found."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    @property
    def sound(self) -> bool:
        """True if something passed and nothing failed."""
        return self.passed > 0 and self.failed == 0


def find_browser() -> str | None:
    """The browser's path: COMITY_CHROMIUM, or the first known name on PATH."""
    named = os.environ.get("COMITY_CHROMIUM")
    return named if named is not None else next(filter(None, map(shutil.which, BROWSERS)), None)


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest, or that of initdb on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def missing(present: Mapping[str, object]) -> list[str]:
    """Print one line for each part that will be skipped; return those that COMITY_REQUIRE does not allow to be."""
    required = {name for name in os.environ.get("COMITY_REQUIRE", "").split(",") if name}
    lacking = [name for name, path in present.items() if not path]
    for name in lacking:
        word = "missing" if name in required else "skipped"
        print(f"{word}: the tests that need {name} (Debian: {PACKAGES[name]})")
    return [name for name in lacking if name in required]


def run_pytest(arguments: list[str], environment: Mapping[str, str]) -> Counts:
    """One run of pytest. A run that cannot be counted counts as one failure."""
    with tempfile.TemporaryDirectory(prefix="comity-suite-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *_coverage(), *arguments]
        status = subprocess.run(command, cwd=ROOT, env=dict(environment), check=False).returncode
        counts = count(report) if report.exists() else Counts(failed=1)
    return counts if status in (0, 5) or counts.failed else counts + Counts(failed=1)


def count(report: Path) -> Counts:
    """Read pytest's JUnit report; an error in set-up or collection is a failure."""
    total = failed = skipped = 0
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  our own run has written it
        total += int(suite.get("tests", "0"))
        failed += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        skipped += int(suite.get("skipped", "0"))
    return Counts(max(total - failed - skipped, 0), failed, skipped)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A private PostgreSQL cluster for as long as the block lasts; yields its COMITY_DATABASE."""
    user = _owner()
    folder = Path(tempfile.mkdtemp(prefix="comity-postgresql-"))
    password, port = secrets.token_hex(16), _free_port()
    try:
        secret = folder / "password"
        secret.write_text(password, encoding="ascii")
        if user:
            for path in (folder, secret):
                shutil.chown(path, user)
        _initialise(programs, folder, secret, user)
        log = (folder / "log").open("wb")
        options = ["-c", "fsync=on", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), *options]
        server = subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd=folder)
        try:
            _wait(server, programs, port, folder / "log")
            yield f"postgresql://comity:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown
            server.wait(timeout=PATIENCE)
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run both parts; print the sum as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", type=int, default=2, metavar="PROCESSES", help="worker processes (2)")
    arguments, rest = parser.parse_known_args()
    browser, programs = find_browser(), find_postgresql()
    if missing({"postgresql": programs, "chromium": browser, "strace": shutil.which("strace")}):
        return 1
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # else every worker and every server compiles every file anew
    environment = {**os.environ, **compiled, "COMITY_DATABASE": "", "COMITY_CHROMIUM": browser or ""}
    workers = ["-n", str(arguments.n), "--dist", "worksteal", *rest]
    outside = "" if browser else "not browser and not journey"
    print("== SQLite: every test", flush=True)
    parts = [run_pytest([*workers, *(["-m", outside] if outside else [])], environment)]
    if programs:
        print("== PostgreSQL: the tests that touch the database", flush=True)
        wanted = "database and not once" if browser else "database and not once and not browser and not journey"
        with cluster(programs) as address:
            parts.append(run_pytest([*workers, "-m", wanted], {**environment, "COMITY_DATABASE": address}))
    _report_coverage()
    total = sum(parts, Counts())
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 0 if all(part.sound for part in parts) else 1


def _initialise(programs: Path, folder: Path, secret: Path, user: str | None) -> None:
    options = ["--auth=scram-sha-256", f"--pwfile={secret}", "--username=comity", "--encoding=UTF8", "--locale=C"]
    command = [str(programs / "initdb"), "-D", str(folder / "data"), *options]
    done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"initdb failed: {done.stderr.strip()}")


def _owner() -> str | None:
    """Whom PostgreSQL runs as: an unprivileged user when we are root, else ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: "subprocess.Popen[bytes]", programs: Path, port: int, log: Path) -> None:
    """Until the server answers statements: an open port is not enough, it may still be starting."""
    asked = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start: {log.read_text(encoding='utf-8', errors='replace')}")


def _coverage() -> list[str]:
    return ["--cov", "--cov-append", "--cov-report="] if os.environ.get("COMITY_COVERAGE") else []


def _report_coverage() -> None:
    if os.environ.get("COMITY_COVERAGE"):
        subprocess.run([sys.executable, "-m", "coverage", "report", "--skip-covered"], cwd=ROOT, check=False)


if __name__ == "__main__":
    sys.exit(main())
