"""`make bench-gains`: what comity.gains reaches, beside its peers, in one run on one machine.

    python -m bench.gains [--quick] [--only ROW ...] [--format text|json] [--plot FILE.svg]

Each row is a process of its own, so that its peak memory is its own; peers (bench/gains_peers.py) have an environment
of their own, and are left out with a line that says so where it cannot be made. Times are of the whole call, problem to
answer, in the process that asks; the time of comity.gains.certify.check of the answer's JSON stands beside it. --quick
leaves out NegMAS at 10^7 packages, which takes 100 s, and takes fewer seeds. Exit status 1 where a figure misses what
is wanted; a peer that is not there misses nothing.
"""

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bench import gains_outer, gains_peers, gains_problems
from comity import gains
from comity.gains import pairs
from comity.gains.answers import Answer, Rule, as_json, frontier_as_json
from comity.gains.certify import check
from comity.gains.model import Problem
from comity.gains.table import table

ROOT = Path(__file__).resolve().parent.parent
GENIUS = ROOT.parent / "shared" / "data" / "genius" / "y2014"
T = TypeVar("T")
Words = argparse.Namespace
Figure = dict[str, Any]  # what, found, wanted, met: None where nothing is wanted


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where a figure misses what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without NegMAS at 10^7 packages, fewer seeds")
    parser.add_argument("--only", choices=ROWS, action="append", help="this row alone; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the row `growth`")
    parser.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)  # in the row's own process
    words = parser.parse_args(argv)
    if words.row:
        for figure in ROWS[words.row](words):
            print(json.dumps(figure), flush=True)
        print(json.dumps({"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
        return 0
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    if words.format == "text":
        print(machine, flush=True)
    found = {name: _measured(name, words) for name in words.only or ROWS}
    if words.plot and found.get("growth"):
        from bench.gains_plot import svg

        words.plot.write_text(svg([each["growth"] for each in found["growth"]["figures"] if "growth" in each]), "utf-8")
    if words.format == "json":
        print(json.dumps({"machine": machine, "rows": found}))
    figures = [figure for row in found.values() for figure in row["figures"] if figure["met"] is not None]
    missed = [each for each in figures if each["met"] is False]
    if words.format == "text":
        print(f"\n{len(figures) - len(missed)} of {len(figures)} as wanted")
    return 1 if missed or any(row["failed"] for row in found.values()) else 0


def _measured(name: str, words: argparse.Namespace) -> Figure:
    """The row, in a process of its own; its figures are printed as they come."""
    if words.format == "text":
        print(f"\n== {ROWS[name].__doc__}", flush=True)
    command = [sys.executable, "-m", "bench.gains", "--row", name, *(["--quick"] if words.quick else [])]
    figures: list[Figure] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            figures.append(json.loads(line))
            if words.format == "text":
                print(_line(figures[-1]), flush=True)
    last = figures.pop() if figures and "megabytes" in figures[-1] else {}
    return {"figures": figures, "megabytes": last.get("megabytes"), "failed": process.returncode != 0}


def _line(figure: Figure) -> str:
    if "megabytes" in figure:
        return f"peak memory {figure['megabytes']} MB"
    wanted = f"   wanted {figure['wanted']}" if figure["wanted"] else ""
    return f"{figure['what']:<46} {figure['found']}{wanted}{' !' if figure['met'] is False else ''}"


def _figure(what: str, found: str, wanted: str = "", *, met: bool | None = None, **values: object) -> Figure:
    return {"what": what, "found": found, "wanted": wanted, "met": met, **values}


def two_parties(words: Words) -> Iterator[Figure]:
    """frontier of two parties, 5 options an issue, beside NegMAS"""
    for issues, most, runs in ((10, 0.001, 101), (50, 0.005, 41), (100, 0.020, 21)):
        problem = gains_problems.additive(issues, 2, issues)
        seconds, found = _median(lambda p=problem: gains.frontier(p), runs)  # type: ignore[misc]
        checked = _checked(problem, frontier_as_json(found))
        blocks = table(problem).points
        merging, _ = _median(lambda b=blocks: pairs.frontier(b), runs)  # type: ignore[misc]
        yield _figure(
            f"{issues} issues, {len(found.points)} points",
            f"{_time(seconds)}, of it merging {_time(merging)}; checked in {_time(checked)}",
            f"< {_time(most)}",
            met=found.proven and seconds < most,
            seconds=seconds,
            points=len(found.points),
        )
    python = gains_peers.made()
    for issues in (6, 7, 9) if words.quick else (6, 7, 9, 10):
        problem = gains_problems.additive(issues, 2, issues)
        seconds, found = _median(lambda p=problem: gains.frontier(p), 101)  # type: ignore[misc]
        peer = gains_peers.asked(python, "negmas", gains_problems.rows(problem)) if python else None
        if peer is None:
            yield _figure(f"NegMAS, 5^{issues} packages", "left out")
            continue
        ours = sorted([int(each) for each in point.utilities] for point in found.points)
        ratio = peer["seconds"] / seconds
        large = issues == 10
        yield _figure(
            f"NegMAS, 5^{issues} = {5**issues:,} packages",
            f"{_time(peer['seconds'])}, {peer['megabytes']} MB; ours {_time(seconds)}: {ratio:,.0f} x",
            ">= 100,000 x, the same points" if large else "the same points",
            met=peer["points"] == ours and (not large or ratio >= 1e5),
            ratio=ratio,
            peer=peer["seconds"],
            ours=seconds,
        )


def three_parties(_words: Words) -> Iterator[Figure]:
    """frontier of three parties, 5 options an issue"""
    for issues, most in ((30, 0.6), (50, 3.0)):
        problem = gains_problems.additive(issues, 3, issues)
        seconds, found = _median(lambda p=problem: gains.frontier(p), 3)  # type: ignore[misc]
        yield _figure(
            f"{issues} issues, {len(found.points):,} points",
            f"{_time(seconds)}, checked in {_time(_checked(problem, frontier_as_json(found)))}",
            f"< {_time(most)}",
            met=found.proven and seconds < most,
            seconds=seconds,
            points=len(found.points),
        )


def criteria(words: Words) -> Iterator[Figure]:
    """one package by a criterion, 50 issues of 5 options, reservation values at 40 % of a party's best"""
    seeds = range(5 if words.quick else 20)
    for parties in (2, 3, 5, 8, 10):
        problems = [gains_problems.additive(seed, parties, 50, least=True) for seed in seeds]
        gains.solve(problems[0], Rule.NASH, deadline=20)  # what is loaded once does not count
        for rule in (Rule.NASH, Rule.KALAI_SMORODINSKY, Rule.EGALITARIAN, Rule.UTILITARIAN):
            times, checks, proven = [], [], 0
            for problem in problems:
                seconds, answer = _timed(lambda p=problem, r=rule: gains.solve(p, r, deadline=20))  # type: ignore[misc]
                times.append(seconds)
                if answer.proven:
                    proven += 1
                    checks.append(_checked(problem, as_json(answer)))
            yield _figure(
                f"{parties} parties, {rule}",
                f"median {_time(statistics.median(times))}, p95 {_time(_p95(times))}, {proven} of {len(times)} proven,"
                f" checked in {_time(statistics.median(checks or [0.0]))} (most {_time(max(checks, default=0.0))})",
                "p95 < 15 ms, all proven",
                met=proven == len(times) and _p95(times) < 0.015,
                seconds=times,
            )


def hanging(words: Words) -> Iterator[Figure]:
    """Nash, 50 issues of 5 options, 40 pairwise interactions a party, 20 forbidden pairs"""
    for parties in (2, 3, 5):
        for seed in range(2 if words.quick else 5):
            problem = gains_problems.interacting(seed, parties)
            seconds, answer = _timed(lambda p=problem: gains.solve(p, Rule.NASH, deadline=30))  # type: ignore[misc]
            early_took, early = _timed(lambda p=problem: gains.solve(p, Rule.NASH, deadline=0.5))  # type: ignore[misc]
            said = f"{_time(seconds)}, {_proof(answer)}"
            if answer.proven:
                said += f", checked in {_time(_checked(problem, as_json(answer)))}"
            kept = early_took < 0.6
            small = early.gap is not None and early.gap < 0.001
            yield _figure(
                f"{parties} parties, seed {seed}",
                f"{said}; at 0.5 s ({_time(early_took)}): {_proof(early)}",
                "proven < 3 s; gap < 0.1 % at 0.5 s",
                met=answer.proven and seconds < 3 and kept and small,
                seconds=seconds,
                early=early.gap,
            )


def anac(_words: Words) -> Iterator[Figure]:
    """frontiers of ANAC 2014: hyper-rectangles, 10, 30 and 40 issues of 10 values"""
    for name, points, most in (("10issues", 10, 1.0), ("30issues", 31, 20.0), ("50issues", 46, 60.0)):
        if not (GENIUS / name).is_dir():
            yield _figure(name, "left out: the domain's files are not there")
            continue
        from comity.gains.genius import read

        problem = read(GENIUS / name)
        used = time.process_time()
        seconds, found = _timed(lambda p=problem: gains.frontier(p, deadline=600))  # type: ignore[misc]
        used = time.process_time() - used
        answer = frontier_as_json(found)
        checked = f", checked in {_time(_checked(problem, answer))}" if found.proven else ""
        size = len(json.dumps(answer["certificate"]))
        yield _figure(
            f"{name}: {len(found.points)} points, {'proven' if found.proven else 'not proven'}",
            f"{_time(seconds)} ({_time(used)} of CPU){checked}, certificate {size:,} bytes",
            f"{points} proven in < {most:.0f} s",
            met=found.proven and len(found.points) == points and seconds < most,
            seconds=seconds,
            points=len(found.points),
        )


def welfare(words: Words) -> Iterator[Figure]:
    """maximum Nash welfare, 10 parties, 50 correlated goods, 10 s, beside HiGHS alone"""
    for seed in range(1 if words.quick else 3):
        problem = gains_problems.goods(seed)
        seconds, answer = _timed(lambda p=problem: gains.solve(p, Rule.MNW, deadline=10))  # type: ignore[misc]
        proven, gap, took = gains_outer.solve(gains_problems.rows(problem), 10)
        theirs = "proven" if proven else "no gap" if gap is None else f"gap {gap:.2%}"
        better = answer.proven or (answer.gap is not None and not proven and (gap is None or answer.gap < gap))
        if answer.proven and proven:
            better = seconds < took
        yield _figure(
            f"seed {seed}",
            f"{_proof(answer)}, {_time(seconds)}; HiGHS alone {theirs}, {_time(took)}",
            "proven, or a smaller gap than HiGHS",
            met=better,
            gap=answer.gap,
            peer=gap,
        )


def evolution(_words: Words) -> Iterator[Figure]:
    """NSGA-II of pymoo, two parties, 50 issues of 5 options"""
    problem = gains_problems.additive(50, 2, 50)
    seconds, found = _median(lambda: gains.frontier(problem), 11)
    whole = {tuple(map(int, point.utilities)) for point in found.points}
    python = gains_peers.made()
    peer = gains_peers.asked(python, "nsga2", gains_problems.rows(problem)) if python else None
    if peer is None:
        yield _figure("NSGA-II", "left out")
        return
    hit = len(whole & {tuple(each) for each in peer["points"]})
    yield _figure(
        f"NSGA-II, {gains_peers.GENERATIONS} generations of {gains_peers.POPULATION}",
        f"{_time(peer['seconds'])}: {hit} of {len(whole)} points; ours {_time(seconds)}: all, proven",
        share=hit / len(whole),
        peer=peer["seconds"],
        ours=seconds,
    )


def growth(words: Words) -> Iterator[Figure]:
    """how time grows: medians of 5 seeds"""
    seeds = range(3 if words.quick else 5)

    def series(
        name: str, sizes: tuple[int, ...], of: Callable[[int, int], Problem], ask: Callable[[Problem], object]
    ) -> Figure:
        problems = [[of(seed, size) for seed in seeds] for size in sizes]
        times = [statistics.median(_timed(lambda p=p: ask(p))[0] for p in each) for each in problems]  # type: ignore[misc]
        said = ", ".join(f"{n}: {_time(t)}" for n, t in zip(sizes, times, strict=True))
        return _figure(name, said, growth={"name": name, "sizes": sizes, "seconds": times})

    def nash(problem: Problem) -> object:
        return gains.solve(problem, Rule.NASH, deadline=20)

    nash(gains_problems.additive(0, 2, 5))
    issues = (5, 10, 20, 50, 100, 200)
    yield series("issues: frontier, 2 parties", issues, lambda s, n: gains_problems.additive(s, 2, n), gains.frontier)
    yield series(
        "issues: frontier, 3 parties", issues[:4], lambda s, n: gains_problems.additive(s, 3, n), gains.frontier
    )
    yield series("issues: Nash, 5 parties", issues, lambda s, n: gains_problems.additive(s, 5, n, least=True), nash)
    options = (2, 5, 10, 20, 50)
    yield series(
        "options: frontier, 2 parties", options, lambda s, n: gains_problems.additive(s, 2, 50, n), gains.frontier
    )
    yield series(
        "options: Nash, 5 parties", options, lambda s, n: gains_problems.additive(s, 5, 50, n, least=True), nash
    )
    yield series(
        "parties: Nash, 50 issues",
        (2, 3, 5, 8, 10, 15),
        lambda s, n: gains_problems.additive(s, n, 50, least=True),
        nash,
    )
    sizes, times = [], []
    for high in (3, 10, 30, 100, 1_000, 10_000, 100_000):
        problems = [gains_problems.additive(seed, 2, 50, high=high) for seed in seeds]
        taken = [_timed(lambda p=p: gains.frontier(p)) for p in problems]  # type: ignore[misc]
        sizes.append(round(statistics.median(len(found.points) for _, found in taken)))
        times.append(statistics.median(seconds for seconds, _ in taken))
    said = ", ".join(f"{n}: {_time(t)}" for n, t in zip(sizes, times, strict=True))
    name = "points: frontier, 2 parties, 50 issues"
    yield _figure(name, said, growth={"name": name, "sizes": sizes, "seconds": times})


ROWS: dict[str, Callable[[Words], Iterator[Figure]]] = {
    "two-parties": two_parties,
    "three-parties": three_parties,
    "criteria": criteria,
    "interactions": hanging,
    "anac": anac,
    "welfare": welfare,
    "nsga2": evolution,
    "growth": growth,
}


def _timed(ask: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    found = ask()
    return time.perf_counter() - begun, found


def _median(ask: Callable[[], T], runs: int) -> tuple[float, T]:
    """The first run does not count."""
    found = ask()
    return statistics.median(_timed(ask)[0] for _ in range(runs)), found


def _checked(problem: Problem, answer: dict[str, object]) -> float:
    """Seconds to check what a program would read. Raises certify.Refused."""
    read = json.loads(json.dumps(answer))
    return _timed(lambda: check(problem, read))[0]


def _p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _proof(answer: Answer) -> str:
    if answer.proven:
        return "proven"
    return "gap not known" if answer.gap is None else f"gap {answer.gap:.3%}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


if __name__ == "__main__":
    sys.exit(main())
