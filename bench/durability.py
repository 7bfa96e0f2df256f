"""Nothing that was acknowledged is lost: kill -9 and power cuts, on SQLite and PostgreSQL, each beside a control.

    python -m bench.durability [--kind acts|table] [--cycles 1000] [--moments 10000] [--seed 1] [--without-postgresql]

A control is the same run with one rule broken; it must lose acts, or the run proves nothing:
- kill -9: a writer that acknowledges before it commits;
- power cut: a database that does not wait for the disk (SQLite synchronous=OFF and NORMAL; PostgreSQL
  synchronous_commit=off).
On PostgreSQL a strike hits the writer, or its backend, or the whole server; each moment of a power cut starts a server
anew, so there are fewer of them. The exit status is 0 only if no run lost anything and every control did.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench import killing, powercut, powerloss
from bench.grounds import OnPostgresql, OnSqlite
from tools.suite import find_postgresql

ACTS = 200  # of a traced writer; on SQLite enough for several checkpoints
LOOSE = 2  # cuts by chance for each strict one
SHARE = 50  # where SQLite is cut so often, PostgreSQL is cut once
CONTROL_CYCLES = 60
CONTROL_MOMENTS = 600


@dataclass(frozen=True)
class Figure:
    """One line of the result. sound: nothing lost where nothing may be, something lost in a control."""

    title: str
    text: str
    sound: bool

    def __str__(self) -> str:
        return f"{'ok   ' if self.sound else 'WRONG'} {self.title}: {self.text}"


def killed(ground: OnSqlite | OnPostgresql, cycles: int, seed: int, *, control: bool = False) -> Figure:
    """kill -9 so many times; the control acknowledges before it commits."""
    writers = killing.Writers([*ground.words, *(["--early"] if control else [])], ground.env)
    try:
        outcome = killing.cycles(writers, ground.stored, cycles, seed=seed, strike=ground.strike)
        if not control:
            killing.settle(writers, ground.stored, outcome)
    finally:
        writers.close()
    text = f"{outcome.cycles} cycles, {len(outcome.receipts)} acts acknowledged, {len(outcome.lost)} lost"
    if control:
        return Figure(f"kill -9, {ground.name}, control that acknowledges early", text, bool(outcome.lost))
    text += f", {len(outcome.changed)} receipts changed, {outcome.added} acts added by asking again"
    return Figure(f"kill -9, {ground.name}", text, outcome.sound)


def cut(
    ground: OnSqlite | OnPostgresql, moments: int, seed: int, *, synchronous: str = "FULL", acts: int = ACTS
) -> Figure:
    """Cut the power at so many moments of a writer's run; a control's database does not wait for the disk."""
    trace = ground.trace(acts, synchronous)
    sample = -(-moments // (1 + LOOSE))
    outcome = powercut.cut(trace, ground.recovered, seed=seed, loose=LOOSE, sample=sample)
    text = (
        f"{outcome.moments} moments ({outcome.opened} databases recovered), {outcome.acknowledged} acts acknowledged, "
        f"{outcome.losing} moments lost some, {len(outcome.damaged)} databases damaged"
    )
    if synchronous == "FULL":
        return Figure(f"power cut, {ground.name}", text, outcome.sound)
    control = f"power cut, {ground.name}, control with synchronous {synchronous}"
    return Figure(control, text, outcome.acknowledged > 0 and outcome.losing > 0)


def on_sqlite(kind: str, cycles: int, moments: int, seed: int) -> Iterator[Figure]:
    """All figures on SQLite."""
    with OnSqlite(kind) as ground:
        yield killed(ground, cycles, seed)
    with OnSqlite(kind) as ground:
        yield killed(ground, min(cycles, CONTROL_CYCLES), seed, control=True)
    if not powerloss.available():
        print("skipped: the power cuts, for want of strace (Debian: strace)")
        return
    for synchronous, number in (("FULL", moments), ("NORMAL", CONTROL_MOMENTS), ("OFF", CONTROL_MOMENTS)):
        with OnSqlite(kind) as ground:
            yield cut(ground, number, seed, synchronous=synchronous)


def on_postgresql(kind: str, cycles: int, moments: int, seed: int) -> Iterator[Figure]:
    """All figures on PostgreSQL; none, and a line that says so, where it is not installed."""
    programs = find_postgresql()
    if programs is None:
        print("skipped: PostgreSQL (Debian: postgresql)")
        return
    with OnPostgresql(kind, programs) as ground:
        yield killed(ground, cycles, seed)
    with OnPostgresql(kind, programs) as ground:
        yield killed(ground, min(cycles, CONTROL_CYCLES), seed, control=True)
    if not powerloss.available():
        return
    for synchronous, number in (("FULL", moments), ("OFF", CONTROL_MOMENTS)):
        with OnPostgresql(kind, programs) as ground:
            yield cut(ground, number // SHARE, seed, synchronous=synchronous)


def main(words: list[str]) -> int:
    """Print each figure when it is there; 0 if all are sound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kind", choices=("acts", "table"), default="acts")
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--moments", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-postgresql", action="store_true")
    chosen = parser.parse_args(words)
    sound = True
    for run in (on_sqlite, *(() if chosen.without_postgresql else (on_postgresql,))):
        for figure in run(chosen.kind, chosen.cycles, chosen.moments, chosen.seed):
            print(figure, flush=True)
            sound = sound and figure.sound
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
