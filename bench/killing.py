"""kill -9, again and again, while acts are performed: nothing that was acknowledged may be missing afterwards.

Each cycle forks a writer, lets it acknowledge acts for a random while, strikes, and looks into the database. The next
writer goes on after the last act that was acknowledged; the one that was under way is asked for again, with the same
idempotency key. At the end all are asked for once more: each receipt must be the one that was acknowledged, and no act
may have been added.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 0.12  # seconds before a strike
WARM = 0.8  # of the strikes hit a writer that has acknowledged something; the others may hit one that recovers
Strike = Callable[[random.Random, int], None]


@dataclass
class Outcome:
    """What a series of cycles found. `receipts`: number of act -> digest, as acknowledged."""

    cycles: int = 0
    receipts: dict[int, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    added: int = 0

    @property
    def sound(self) -> bool:
        """True if acts were acknowledged and none was lost, changed or doubled."""
        return bool(self.receipts) and not self.lost and not self.changed and not self.added


class Writers:
    """A process that forks writers (bench.writer --serve)."""

    def __init__(self, words: Sequence[str], env: dict[str, str]) -> None:
        self.command = [sys.executable, "-m", "bench.writer", *words]
        self._env = env
        self._server = subprocess.Popen(
            [*self.command, "--serve"], env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def burst(self, first: int, seconds: float, strike: Callable[[int], None], *, warm: bool) -> dict[int, str]:
        """Let a writer begin at `first`, strike after so many seconds; what it acknowledged.

        warm: the seconds count from its first acknowledgement, not from its start.
        """
        self._say(f"{first}\n")
        process = int(self._line().removeprefix("pid "))
        lines = [self._line()] if warm else []
        time.sleep(seconds)
        strike(process)
        while not lines or lines[-1] != "gone":
            lines.append(self._line())
        acknowledged = (line.split() for line in lines[:-1])
        return {int(number): digest for _, number, digest in acknowledged}

    def again(self, count: int) -> dict[int, str]:
        """Ask for the acts 0 to count-1 once more; their receipts' digests."""
        words = [*self.command, "0", str(count)]
        done = subprocess.run(words, env=self._env, cwd=ROOT, capture_output=True, text=True, check=True)
        lines = (line.split() for line in done.stdout.splitlines())
        return {int(number): digest for _, number, digest in lines}

    def close(self) -> None:
        """End the process."""
        if self._server.stdin:
            self._server.stdin.close()
        self._server.wait(timeout=60)

    def _say(self, text: str) -> None:
        assert self._server.stdin is not None  # noqa: S101 -- Popen was given a pipe
        self._server.stdin.write(text.encode())
        self._server.stdin.flush()

    def _line(self) -> str:
        assert self._server.stdout is not None  # noqa: S101 -- Popen was given a pipe
        line = self._server.stdout.readline()
        if not line:
            raise RuntimeError("the writers' process has ended; see what it wrote above")
        return line.decode().strip()


def cycles(writers: Writers, stored: Callable[[], set[int]], count: int, *, seed: int, strike: Strike) -> Outcome:
    """Strike so many times; `stored` tells which acts the database holds."""
    chance, outcome = random.Random(seed), Outcome()
    for _ in range(count):
        first = max(outcome.receipts, default=-1) + 1
        seconds, warm = chance.uniform(0, LONGEST), chance.random() < WARM
        outcome.receipts |= writers.burst(first, seconds, lambda process: strike(chance, process), warm=warm)
        outcome.lost |= outcome.receipts.keys() - stored()
        outcome.cycles += 1
    return outcome


def settle(writers: Writers, stored: Callable[[], set[int]], outcome: Outcome) -> Outcome:
    """Ask for every acknowledged act once more, and compare."""
    last = max(outcome.receipts, default=-1)
    before = stored()
    again = writers.again(last + 1)
    outcome.changed = {number for number, digest in outcome.receipts.items() if again.get(number) != digest}
    outcome.added = len(stored() - before)
    return outcome
