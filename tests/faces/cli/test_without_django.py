"""The commands that an outsider runs need no Django: they answer in a process where importing it fails."""

import subprocess
import sys

import pytest

BARRED = """
import sys

class Bar:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "allauth", "ninja", "cryptography"):
            raise ImportError(f"{name} is barred")

sys.meta_path.insert(0, Bar())
from comity.faces.cli import main
sys.exit(main(sys.argv[1:]))
"""
EDITION = "iomed-provisional-2026"


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with Django and what belongs to it barred."""
    return subprocess.run([sys.executable, "-c", BARRED, *argv], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "argv",
    [
        ("--help",),
        ("rules", "list"),
        ("rules", "show", EDITION),
        ("rules", "deadlines", EDITION, "--event", "registered=2026-01-15T10:00:00Z"),
        ("admissible", "--help"),
        ("verify", "--help"),
        ("solve", "tests/gains/data/orchard", "--rule", "nash"),
        ("frontier", "tests/gains/data/orchard"),
    ],
)
def test_the_command_answers(argv: tuple[str, ...]) -> None:
    ended = run(*argv)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout != ""


def test_the_bar_holds() -> None:
    script = BARRED.replace("from comity.faces.cli import main", "import django.conf")
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, "ImportError: django is barred")
