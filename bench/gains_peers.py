"""Peers of comity.gains, each question in a process of its own: NegMAS's frontier, pymoo's NSGA-II.

`python gains_peers.py negmas|nsga2` runs in the peers' environment and imports nothing of Comity: the points of a
problem come as JSON on standard input, what was found goes to standard output. NegMAS is AGPL-3.0: nothing of it is
imported by Comity, nor shipped with it.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench-gains"
WANTED = Path(__file__).resolve().parent / "requirements-gains.txt"
PACKAGES = {"negmas": "negmas", "nsga2": "pymoo"}
GENERATIONS, POPULATION = 300, 400  # of NSGA-II


def made() -> str | None:
    """The interpreter of the peers' environment, made where it is not there; None, and why, where it cannot be made."""
    python, done = FOLDER / "bin" / "python", FOLDER / "done"
    wanted = WANTED.read_text("utf-8")
    if not (done.is_file() and done.read_text("utf-8") == wanted):
        print("making the peers' environment in var/bench-gains", file=sys.stderr, flush=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(WANTED)]
            subprocess.run(install, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            why = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
            print(f"peers left out, they cannot be installed: {' '.join(map(str, why))}", file=sys.stderr, flush=True)
            return None
        done.write_text(wanted, "utf-8")
    return str(python)


def asked(python: str, peer: str, points: list[list[list[int]]], patience: float = 900) -> dict[str, Any] | None:
    """What the peer answers to points[party][issue][option]; None, and why, where it does not."""
    command = [python, str(Path(__file__).resolve()), peer]
    try:
        ended = subprocess.run(
            command, input=json.dumps(points), capture_output=True, text=True, check=True, timeout=patience
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        told = error.stderr.decode() if isinstance(error.stderr, bytes) else error.stderr
        print(f"{PACKAGES[peer]}: {error}: {(told or '').strip().splitlines()[-1:]}", file=sys.stderr, flush=True)
        return None
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def _negmas(points: list[list[list[int]]]) -> dict[str, Any]:
    """The time of the frontier alone: outcome space and utility functions are ready."""
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import pareto_frontier
    from negmas.preferences.value_fun import TableFun

    issues = [make_issue([f"o{k}" for k in range(len(row))], name=f"i{n}") for n, row in enumerate(points[0])]
    space = make_os(issues)
    worth = [
        LinearAdditiveUtilityFunction(
            values={
                issue.name: TableFun(dict(zip(issue.values, map(float, row), strict=True)))
                for issue, row in zip(issues, party, strict=True)
            },
            weights={issue.name: 1.0 for issue in issues},
            outcome_space=space,
        )
        for party in points
    ]
    begun = time.perf_counter()
    found, _ = pareto_frontier(worth, issues=issues)
    return {"seconds": time.perf_counter() - begun, "points": sorted({tuple(map(round, each)) for each in found})}


def _nsga2(points: list[list[list[int]]]) -> dict[str, Any]:
    import numpy as np
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.operators.crossover.sbx import SBX
    from pymoo.operators.mutation.pm import PM
    from pymoo.operators.repair.rounding import RoundingRepair
    from pymoo.operators.sampling.rnd import IntegerRandomSampling
    from pymoo.optimize import minimize

    worth = np.array(points)
    parties, issues, options = worth.shape

    class Bargain(Problem):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(n_var=issues, n_obj=parties, xl=0, xu=options - 1, vtype=int)

        def _evaluate(self, x: Any, out: Any, *_: Any, **__: Any) -> None:
            out["F"] = -worth[:, np.arange(issues), x.astype(int)].sum(axis=2).T

    search = NSGA2(
        pop_size=POPULATION,
        sampling=IntegerRandomSampling(),
        crossover=SBX(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        mutation=PM(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        eliminate_duplicates=True,
    )
    begun = time.perf_counter()
    found = minimize(Bargain(), search, ("n_gen", GENERATIONS), seed=1)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "points": sorted({tuple(int(-each) for each in row) for row in found.F})}


if __name__ == "__main__":
    answer = {"negmas": _negmas, "nsga2": _nsga2}[sys.argv[1]](json.load(sys.stdin))
    answer["megabytes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(answer))
