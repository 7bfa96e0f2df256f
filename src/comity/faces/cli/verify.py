"""comity verify: check a bundle on a machine with no network, without Django; zone data are all that it needs.

Exit status: 0 verified with the key given; 3 consistent, but signed by a key that was not given; 1 refused, the first
thing wrong on standard error; 2 usage, or a file that cannot be read.
"""

import argparse
import json
import sys
from pathlib import Path

from comity.law.act import Json
from comity.law.messages import Message
from comity.proof.bundle import BundleError, Report, verify
from comity.proof.bundle.archive import LARGEST
from comity.proof.notes import NoteError, VerifierKey

VERIFIED, REFUSED, USAGE, UNKNOWN_KEY = 0, 1, 2, 3


def main(argv: list[str]) -> int:
    """Verify one bundle and print what was checked and what was not."""
    words = _parser().parse_args(argv)
    try:
        key = VerifierKey.parse(words.key.read_text("utf-8").strip()) if words.key else None
        data = _read(words.bundle)
    except (OSError, UnicodeDecodeError, NoteError) as error:
        print(f"comity verify: {error}", file=sys.stderr)
        return USAGE
    try:
        report = verify(data, key)
    except BundleError as error:
        print(f"comity verify: refused: {error}", file=sys.stderr)
        if words.format == "json":
            print(json.dumps(_refusal(error), indent=2, ensure_ascii=False))
        return REFUSED
    print(json.dumps(_found(report), indent=2, ensure_ascii=False) if words.format == "json" else _as_text(report))
    return VERIFIED if report.trusted else UNKNOWN_KEY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="comity verify", description="Check the record of a case.")
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="the file that a party downloaded")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="the organisation's key, name+id+base64, got elsewhere"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _read(path: Path) -> bytes:
    """The file; of one that is too large, enough to see that it is."""
    with path.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _refusal(error: BundleError) -> dict[str, Json]:
    return {"status": "refused", "member": error.member, "act": error.act, "reason": error.english()}


def _found(report: Report) -> dict[str, Json]:
    return {"status": "verified" if report.trusted else "consistent", **report.to_json()}


def _as_text(report: Report) -> str:
    head, outcome = report.manifest, report.outcome
    found = report.to_json()
    return "\n".join(
        [
            report.verdict.english(),
            "",
            f"  docket     {head.docket}, {head.origin}",
            f"  until      {found['generated']}",
            f"  phase      {outcome.phase}" + (f", ended: {outcome.ending}" if outcome.ending else ""),
            *(f"  owed       {lapse}, due and not yet in the log" for lapse in outcome.owed),
            *_listed("checked", report.checked()),
            *_listed("not checked", report.unchecked()),
        ]
    )


def _listed(title: str, lines: list[Message]) -> list[str]:
    return ["", f"{title}:", *(f"  - {line.english()}" for line in lines)]
