"""Papers as PDF: certificates and the settlement text, set by typst.

Rules upheld:
- the same paper gives the same bytes: its date is given with it, and nothing else changes (`written` reads no clock);
- fonts are the package's own, and the machine's are ignored, so that a missing letter shows everywhere alike;
- words come as data, never as markup: nothing that a party wrote is run;
- typst runs in a process of its own and ends with it: a server neither loads it nor keeps its fonts in memory. The
  words go there and back through pipes: nothing is written to disk, and nothing leaves the machine.
Tagged PDF/A-2a, as typst declares it. Arabic is set in Amiri, whose letters can be copied out of a PDF as they are
written; the dots of Noto Sans Arabic are letters of their own there.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import BoundedSemaphore

from comity.law.wording import tongue

Part = Mapping[str, object]

AT_ONCE = BoundedSemaphore(2)  # each takes about 100 MB for a third of a second
PATIENCE = 60  # seconds
LANGUAGES = {"en": "en", "zh-hans": "zh", "ar": "ar"}  # the interface's code: the paper's


class NotWritten(Exception):
    """typst could not set a paper: its own words, without the paper's."""


@dataclass(frozen=True)
class Paper:
    """What is set. language: a value of LANGUAGES. made: the instant that the file bears as its date, aware."""

    language: str
    title: str
    subtitle: str
    organisation: str
    made: datetime
    footer: str
    parts: Sequence[Part]


def heading(words: str) -> Part:
    """A heading within the paper."""
    return {"kind": "heading", "words": words}


def words(text: str) -> Part:
    """A paragraph, in the direction of its own script."""
    return {"kind": "words", "words": text, "language": tongue(text)}


def note(text: str) -> Part:
    """A small paragraph."""
    return {"kind": "note", "words": text}


def fields(rows: Sequence[tuple[str, str]]) -> Part:
    """Labels and values."""
    return {"kind": "fields", "rows": [list(row) for row in rows]}


def clause(number: str, title: str, text: str, *, label: str, digest: str) -> Part:
    """A clause in the words of those who wrote it, with the digest of its version."""
    spoken = {"title-language": tongue(title), "language": tongue(text)}
    return {"kind": "clause", "number": number, "title": title, "words": text, "note": label, "digest": digest} | spoken


@dataclass(frozen=True)
class Sign:
    """A ring, and beside it who, in which capacity, when. given: a double ring, else a dashed one."""

    given: bool
    word: str
    who: str
    capacity: str
    at: str


def signs(found: Sequence[Sign]) -> Part:
    """Signatures and attestations."""
    return {"kind": "signs", "signs": [asdict(sign) for sign in found]}


def written(paper: Paper) -> bytes:
    """The paper as PDF. NotWritten."""
    made = paper.made.astimezone(UTC)
    names = ("year", "month", "day", "hour", "minute", "second")
    value = {
        "language": paper.language,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "subtitle-language": tongue(paper.subtitle),
        "organisation": paper.organisation,
        "made": {name: getattr(made, name) for name in names},
        "footer": paper.footer,
        "parts": list(paper.parts),
    }
    command = [sys.executable, "-I", "-m", "comity.faces.pdf"]
    with AT_ONCE:
        done = subprocess.run(  # noqa: S603  our own module, under our own interpreter
            command, input=json.dumps(value).encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise NotWritten(f"typst ended with {done.returncode}")
    return done.stdout
