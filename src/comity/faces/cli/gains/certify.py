"""comity certify: does an answer follow from the problem? By its certificate alone, without the solvers.

Exit status: 0 where the answer is proven, 1 where it is refused, 2 where a file cannot be read.
"""

import argparse
import json
import sys
from pathlib import Path

from comity.faces.cli.gains import asked
from comity.gains.model import BadProblem


def main(argv: list[str]) -> int:
    """Check one answer and say so."""
    from comity.gains.certify import Refused, check

    words = _parser().parse_args(argv)
    try:
        problem, answer = asked.problem(words.path), _read(words.answer)
        with asked.of(words.path), asked.at_work():
            check(problem, answer)
    except asked.Unanswerable as error:
        print(error, file=sys.stderr)
        return 2
    except Refused as error:
        print(json.dumps({"accepted": False, "why": str(error)}) if words.format == "json" else f"Refused: {error}")
        return 1
    print(json.dumps({"accepted": True}) if words.format == "json" else "Accepted: the certificate proves the answer.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = asked.on_a_problem("certify", "Check an answer against the problem by its certificate.")
    parser.add_argument("answer", type=Path, metavar="ANSWER", help="what a command printed with --format json")
    return parser


def _read(path: Path) -> dict[str, object]:
    """The answer's JSON, numbers as they were printed."""
    with asked.of(path):
        try:
            found = json.loads(path.read_text("utf-8"))
        except (ValueError, RecursionError) as error:
            raise BadProblem(f"answer: not JSON: {error}") from None
        if not isinstance(found, dict):
            raise BadProblem("answer: a JSON object is wanted")
        return found
