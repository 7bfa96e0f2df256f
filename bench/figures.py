"""`make figures`: every figure, with the counts that take an hour; those of `make bench` first."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import SCRIPTS, run  # noqa: E402 - the repository's root comes first

WALK = (
    "import sys; from tests.law import walk; met = walk.main(int(sys.argv[1]), 20_000); print(*met.lines(), sep='\\n')"
)
LARGE = [
    ("perform(), 10,000 acts of each kind", ["-m", "bench.perform", "--acts", "10000"]),
    ("deadlines, two implementations, 50,000 cases", ["-m", "tests.law.deadline_oracle", "--cases", "50000"]),
    *((f"random walk over the law, 20,000 attempts, seed {seed}", ["-c", WALK, str(seed)]) for seed in (1, 2, 3)),
    *(
        (
            f"random walk over perform(), 5,000 attempts, edition and category {book}",
            ["-m", "tests.docket.machine", "--seed", "1", "--steps", "5000", "--book", str(book)],
        )
        for book in range(5)
    ),
    ("pages with 1,000 and 100,000 cases", ["-m", "bench.pages", "--cases", "100000"]),
    ("kill -9 and power loss", ["-m", "bench.durability"]),
]

if __name__ == "__main__":
    sys.exit(run([*SCRIPTS[:-1], *LARGE]))
