"""comity treaty status: where each State stands towards the treaties on a date, by the register, without a server.

Exit status: 0, or 2 for a date or a file that cannot be read.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from comity.law import register
from comity.law.register import TreatyCode
from comity.law.shape import BadInput
from comity.treaty import states, status
from comity.treaty.packaged import packaged_register
from comity.treaty.status import Row, Summary


def main(argv: list[str]) -> int:
    """Print the status of each State in the register."""
    words = _parser().parse_args(argv)
    try:
        at = date.fromisoformat(words.at)
        kept = register.load(words.register.read_text("utf-8")) if words.register else packaged_register()
    except (ValueError, OSError) as error:
        print(_why(error, words), file=sys.stderr)
        return 2
    treaties = [TreatyCode(words.treaty)] if words.treaty else list(TreatyCode)
    summaries = [status.summary(kept, treaty, at) for treaty in treaties]
    print(
        json.dumps(_as_json(summaries, at), indent=2, ensure_ascii=False)
        if words.format == "json"
        else _as_text(summaries)
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="comity treaty", description="The treaty register")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("status", help="where each State stands on a date")
    command.add_argument("--at", required=True, metavar="DATE", help="the day, such as 2026-01-15")
    command.add_argument("--treaty", choices=[code.value for code in TreatyCode], help="one treaty; default both")
    command.add_argument(
        "--register", type=Path, metavar="REGISTER.toml", help="treaty register; default the packaged one"
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _why(error: Exception, words: argparse.Namespace) -> str:
    if isinstance(error, BadInput | OSError | UnicodeDecodeError):
        return f"{words.register}: {error}"
    return f"--at: a day such as 2026-01-15 is wanted, not {words.at!r}"


def _as_json(summaries: list[Summary], at: date) -> dict[str, object]:
    return {"at": at.isoformat(), "treaties": [_summary_as_json(one) for one in summaries]}


def _summary_as_json(summary: Summary) -> dict[str, object]:
    return {
        "treaty": summary.treaty.value,
        "title": status.title(summary.treaty),
        "in_force_on": summary.in_force_on.isoformat(),
        "in_force": summary.in_force_on <= summary.at,
        "counts": [{"count": count.number, "of": count.of.english()} for count in summary.counts],
        "states": [_row_as_json(row) for row in summary.rows],
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _row_as_json(row: Row) -> dict[str, object]:
    return {
        "state": row.state,
        "name": states.name(row.state),
        "status": row.standing.value,
        "signed_on": _day(row.signed_on),
        "deposited_on": _day(row.deposited_on),
        "bound_since": _day(row.bound_since),
        "source_status": row.status.value,
        "sources": list(row.sources),
    }


def _as_text(summaries: list[Summary]) -> str:
    return "\n\n".join(map(_summary_as_text, summaries))


def _summary_as_text(summary: Summary) -> str:
    verb = "in force since" if summary.in_force_on <= summary.at else "not in force; enters into force on"
    head = [status.title(summary.treaty), f"Status on {summary.at}: {verb} {summary.in_force_on}", ""]
    counts = [f"  {count.number:>4}  {count.of.english()}" for count in summary.counts]
    return "\n".join([*head, *map(_line, summary.rows), "", *counts])


def _line(row: Row) -> str:
    since = row.bound_since or "-"
    return f"  {row.state}  {states.name(row.state):<44.44}{row.standing:<26}{since!s:<12}{row.status}"
