"""`make figures`: every figure, with the counts that take an hour; those of `make bench` first."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import SCRIPTS, run  # noqa: E402 - the repository's root comes first

LARGE = [
    ("perform(), 10,000 acts of each kind", ["-m", "bench.perform", "--acts", "10000"]),
    ("deadlines, two implementations, 50,000 cases", ["-m", "tests.law.deadline_oracle", "--cases", "50000"]),
    *(
        (
            f"random walk over the law, 20,000 attempts, every act of edition and category {book}, seed {seed}",
            ["-m", "tests.law.walk", "--seed", str(seed), "--attempts", "20000", "--book", str(book), "--every-act"],
        )
        for book, seed in ((0, 1), (0, 2), (0, 3), (1, 1), (2, 1), (3, 1), (4, 1))
    ),
    *(
        (
            f"random walk over perform(), 5,000 attempts, every act of edition and category {book}",
            ["-m", "tests.docket.machine", "--seed", "1", "--steps", "5000", "--book", str(book), "--every-act"],
        )
        for book in range(5)
    ),
    ("pages with 1,000 and 100,000 cases", ["-m", "bench.pages", "--cases", "100000"]),
    ("kill -9 and power loss", ["-m", "bench.durability"]),
]

if __name__ == "__main__":
    sys.exit(run([*SCRIPTS[:-1], *LARGE]))
