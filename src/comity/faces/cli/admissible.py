"""comity admissible: may the organisation take this case? The gates' findings on a request, without a server.

Exit status: 0 admissible, 1 refused, 3 incomplete, 2 for a file that is not a request or not a register.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from comity.law import gates, register, request
from comity.law.edition import BadEdition, Edition, editions, packaged
from comity.law.gates import Assessment, Finding, Verdict
from comity.law.shape import BadInput
from comity.treaty.packaged import packaged_register

T = TypeVar("T")
EXIT = {Verdict.ADMISSIBLE: 0, Verdict.REFUSED: 1, Verdict.INCOMPLETE: 3}


class Unreadable(Exception):
    """A file that cannot be used, in one sentence that names it."""


def main(argv: list[str]) -> int:
    """Assess one request and print what each gate finds."""
    words = _parser().parse_args(argv)
    try:
        asked = _read(words.request, request.load)
        kept = _read(words.register, register.load) if words.register else packaged_register()
        found = gates.assess(asked, kept, _edition(asked, words.request))
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(found.to_json(), indent=2) if words.format == "json" else _as_text(found))
    return EXIT[found.verdict]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="comity admissible", description="May the organisation take this case?")
    parser.add_argument("request", type=Path, metavar="REQUEST.toml")
    parser.add_argument(
        "--register", type=Path, metavar="REGISTER.toml", help="treaty register; default the packaged one"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _read(path: Path, load: Callable[[str], T]) -> T:
    try:
        return load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from None
    except BadInput as error:
        raise Unreadable(f"{path}: {error}") from None


def _edition(asked: request.Request, path: Path) -> Edition:
    try:
        return packaged(asked.edition, asked.category)
    except KeyError:
        raise Unreadable(f"{path}: edition: unknown; the editions are {', '.join(editions())}") from None
    except BadEdition as error:
        raise Unreadable(f"{path}: edition: {error}") from None


def _as_text(found: Assessment) -> str:
    return "\n\n".join([f"Verdict: {found.verdict}", *map(_paragraph, found.findings)])


def _paragraph(finding: Finding) -> str:
    head = f"{finding.outcome:<8}{finding.code}   {finding.article} ({finding.status})"
    return head + "\n" + textwrap.fill(finding.message.english(), 96, initial_indent=" " * 8, subsequent_indent=" " * 8)
