"""Writers are held apart, with real commits, threads and processes, on both databases; without the lock they meet.

A process of its own writes to a fresh copy of the migrated database (writers.py); nothing is flushed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.harness import Template

ROOT = Path(__file__).resolve().parents[2]
MADE = 4  # acts of the case log before the writers begin
pytestmark = [pytest.mark.database, pytest.mark.journey]


def write(ground: Template, *words: str) -> dict[str, object]:
    environment = {**ground.environment(), "DJANGO_SETTINGS_MODULE": "comity.config.settings"}
    command = [sys.executable, "-m", "tests.docket.writers", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_threads_are_held_apart(ground: Template) -> None:
    assert write(ground, "8", "6") == {
        "case": MADE + 48, "joint": 48, "acts": MADE + 96, "receipts": MADE + 96, "differences": [], "refused": {},
    }  # fmt: skip


def test_processes_are_held_apart(ground: Template) -> None:
    """PostgreSQL serves several processes; a second one on SQLite is refused when it starts (faces/cli/serve.py)."""
    processes = 3 if os.environ.get("COMITY_DATABASE") else 1
    acts = processes * 2 * 6
    assert write(ground, "2", "6", "--processes", str(processes)) == {
        "case": MADE + acts, "joint": acts, "acts": MADE + 2 * acts, "receipts": MADE + 2 * acts,
        "differences": [], "refused": {},
    }  # fmt: skip


def test_without_the_lock_writers_meet(ground: Template) -> None:
    """The control. Even then nothing false is written: the second writer is seen, and its act is not there."""
    found = write(ground, "8", "6", "--without-lock")
    refused = found["refused"]
    assert isinstance(refused, dict)
    assert set(refused) <= {
        "LockBroken",
        "IntegrityError",
        "OperationalError",
        "Busy",
    }  # Busy: the database itself was locked
    assert (sum(refused.values()) > 0, found["differences"]) == (True, [])
