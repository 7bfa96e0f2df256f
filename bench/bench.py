"""`make bench`: the figures that take minutes, each by its own script, one after the other.

Prints the machine first. Exit status 1 if a script misses what it wants.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [
    ("commands without Django: start", ["bench/startup.py"]),
    ("comity verify of 10,000 acts", ["bench/verify.py"]),
    ("perform() against the ORM's create + update", ["-m", "bench.perform"]),
    ("pages with 1,000 and 10,000 cases", ["-m", "bench.pages", "--cases", "10000"]),
    ("the desk with 40 and 1,000 open cases", ["-m", "bench.desk"]),
]


def run(scripts: list[tuple[str, list[str]]]) -> int:
    """Run each script and say which failed."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        flush=True,
    )
    failed = []
    for title, words in scripts:
        print(f"\n== {title}", flush=True)
        if subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode:
            failed.append(title)
    print(
        f"\n{len(scripts) - len(failed)} of {len(scripts)} as wanted"
        + (f"; not: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run(SCRIPTS))
