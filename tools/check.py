"""Run every check of the house in one order, with a heading each; all run, and one failure fails the whole.

Each command runs in an environment of its own: a temporary home folder, so that no check touches the operator's, and
for `check --deploy` the settings of production.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = [sys.executable]
TEMPLATES = ["src/comity"]
DJANGO = [*PYTHON, "-m", "django"]


@dataclass(frozen=True)
class Check:
    """A heading, a command, and what its environment sets besides."""

    title: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)


CHECKS = (
    Check("lint (ruff)", [str(BIN / "ruff"), "check", "."]),
    Check("form (ruff format)", [str(BIN / "ruff"), "format", "--check", "."]),
    Check("types (mypy)", [str(BIN / "mypy")]),
    Check("imports (import-linter)", [str(BIN / "lint-imports"), "--no-cache"]),
    Check("templates, form (djlint)", [str(BIN / "djlint"), "--check", "--quiet", *TEMPLATES]),
    Check("templates, lint (djlint)", [str(BIN / "djlint"), "--lint", "--quiet", *TEMPLATES]),
    Check("spelling (codespell)", [str(BIN / "codespell"), "src", "tests", "tools", "bench", "docs", "README.md"]),
    Check("messages", [*PYTHON, "tools/messages.py", "check"]),
    Check("models, written and read in their places", [*PYTHON, "tools/house.py"]),
    Check("migrations (makemigrations --check)", [*DJANGO, "makemigrations", "--check", "--dry-run"]),
    Check(
        "deployment (check --deploy)",
        [*DJANGO, "check", "--deploy", "--fail-level", "WARNING"],
        {"COMITY_MODE": "production", "COMITY_HOSTS": "mediation.example", "COMITY_NAME": "mediation.example"},
    ),
)


def run(check: Check, home: Path) -> bool:
    """Run one check; True if it passed. Its output appears only when it fails."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "comity.config.settings",
        "COMITY_HOME": str(home),
        "COMITY_KEYS": str(home / "keys"),
        "COMITY_DATABASE": "",
        **check.environment,
    }
    begun = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'}  {check.title}  ({time.monotonic() - begun:.1f} s)", flush=True)
    if not passed:
        print((done.stdout + done.stderr).rstrip() + "\n", flush=True)
    return passed


def main(words: list[str]) -> int:
    """Run all checks, or those whose title holds one of the words."""
    chosen = [check for check in CHECKS if not words or any(word in check.title for word in words)]
    with tempfile.TemporaryDirectory(prefix="comity-check-") as home:
        failed = [check.title for check in chosen if not run(check, Path(home))]
    print(
        f"{len(chosen) - len(failed)} of {len(chosen)} checks passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
