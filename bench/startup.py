"""How long the commands that need no Django take, from start of the process to its end, Django barred from it.

Each command is run several times; the median counts, and the slowest median must stay under half a second.

    python bench/startup.py [--runs 7] [--format text|json]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BOUND = 0.5  # seconds
START = "import sys; sys.modules['django'] = None; from comity.faces.cli import main; sys.exit(main(sys.argv[1:]))"
EDITION = "iomed-provisional-2026"
REQUEST = f"""
category = "state-state"
edition = "{EDITION}"
filed_at = 2026-01-15T10:00:00+08:00
subjects = ["fisheries-licence-fees"]
third_state_involved = false
[[party]]
side = "requesting"
kind = "state"
state = "KE"
consent = {{ given = true, instrument = "clause", on = 2025-12-01 }}
[[party]]
side = "responding"
kind = "state"
state = "CN"
consent = {{ given = true, instrument = "clause", on = 2025-12-01 }}
"""


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 0 if every command stays under the bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    words = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        request = Path(folder, "request.toml")
        request.write_text(REQUEST, encoding="utf-8")
        found = {name: median(command, words.runs) for name, command in commands(request).items()}
    lines = [f"comity {name}: {seconds:.2f} s" for name, seconds in found.items()]
    print(json.dumps(found) if words.format == "json" else "\n".join(lines))
    return 0 if max(found.values()) < BOUND else 1


def commands(request: Path) -> dict[str, list[str]]:
    """What is measured: whole answers, and the bare start of `verify`, of which bench/verify.py measures the rest."""
    event = "registered=2026-01-15T10:00:00+08:00"
    return {
        "rules list": ["rules", "list"],
        "rules show": ["rules", "show", EDITION],
        "rules deadlines": ["rules", "deadlines", EDITION, "--event", event, "--zone", "Asia/Hong_Kong"],
        "rules deadlines, no zone named": ["rules", "deadlines", EDITION, "--event", event],
        "admissible": ["admissible", str(request), "--format", "json"],
        "verify --help": ["verify", "--help"],
    }


def median(command: list[str], runs: int) -> float:
    """Seconds that the command takes, in the middle of so many runs. CalledProcessError where it cannot answer."""
    return round(statistics.median(seconds(command) for _ in range(runs)), 3)


def seconds(command: list[str]) -> float:
    """Seconds that the command takes once. `admissible` may find a case incomplete (3) or refused (1): answers too."""
    begun = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", START, *command], check=False, capture_output=True)
    took = time.perf_counter() - begun
    if ended.returncode not in (0, 1, 3) or ended.stderr:
        raise subprocess.CalledProcessError(ended.returncode, command, stderr=ended.stderr)
    return took


if __name__ == "__main__":
    sys.exit(main())
