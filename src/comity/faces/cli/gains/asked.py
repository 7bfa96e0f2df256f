"""What the commands of joint gains share: their arguments, their refusals, and a line when they work for long.

Exit status: 0, or 2 for a question that cannot be answered; then one sentence on standard error names file and key.
"""

import argparse
import math
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.gains.answers import Rule
from comity.gains.model import BadProblem, Problem

PATIENCE = 2.0  # seconds of work before a line says so
RULES = [rule.value for rule in Rule]


class Unanswerable(Exception):
    """Why the question cannot be answered: one sentence that names file and key."""


def parser(name: str, description: str) -> argparse.ArgumentParser:
    """A command's parser with what all have."""
    made = argparse.ArgumentParser(prog=f"comity {name}", description=description)
    made.add_argument("--format", choices=("text", "json"), default="text", help="text for people, json for programs")
    return made


def on_a_problem(name: str, description: str) -> argparse.ArgumentParser:
    """A parser whose first argument is a problem."""
    made = parser(name, description)
    made.add_argument("path", type=Path, metavar="PATH", help="problem: a TOML or JSON file, or a GENIUS folder")
    return made


def solving(name: str, description: str) -> argparse.ArgumentParser:
    """A parser of a command that may work for long, and draws."""
    made = on_a_problem(name, description)
    made.add_argument("--deadline", type=seconds, metavar="S", help="return after S seconds with what is certain then")
    made.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the frontier of two parties")
    return made


def seconds(text: str) -> float:
    """A time above nothing."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"a number of seconds above 0 is wanted, not {text!r}")
    return value


@contextmanager
def of(path: Path) -> Iterator[None]:
    """What goes wrong inside is a matter of this file."""
    try:
        yield
    except OSError as error:
        raise Unanswerable(f"{path}: {error.strerror or error}") from None
    except BadProblem as error:
        raise Unanswerable(f"{path}: {error}") from None


def problem(path: Path) -> Problem:
    """The problem of a file or folder. Raises Unanswerable."""
    from comity.gains.reading import load

    with of(path):
        return load(path)


def answered(answer: Callable[[], str]) -> int:
    """Print the answer, or on standard error why there is none; the exit status."""
    try:
        text = answer()
    except Unanswerable as error:
        print(error, file=sys.stderr)
        return 2
    print(text)
    return 0


def write(path: Path, text: str) -> None:
    """Write a file. Raises Unanswerable."""
    with of(path):
        path.write_text(text, "utf-8")


@contextmanager
def at_work(deadline: float | None = None) -> Iterator[None]:
    """A line on standard error when the work inside lasts; on a terminal it counts the seconds, and goes in the end."""
    done = threading.Event()
    most = "" if deadline is None else f" of {deadline:g}"
    live = sys.stderr.isatty()

    def tell() -> None:
        spent = PATIENCE
        while not done.wait(PATIENCE if spent == PATIENCE else 1):
            print(f"\rworking: {spent:g}{most} s", end="" if live else "\n", file=sys.stderr, flush=True)
            if not live:
                return
            spent += 1
        if live and spent > PATIENCE:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
