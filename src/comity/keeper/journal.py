"""The keeper's log: who asked for what to be opened, written before it is opened (DESIGN 3).

- One line for each opening: instant, key id, kind, id, version, reason; for a tally one line for all.
- Tokens only (names.token), so that no content fits into a line.
- The instant is the host's own clock, not the organisation's: the log is about the host.
- A line survives the end of the process; it is not flushed to the disk before each opening, so that a power cut may
  take the last seconds' lines.
"""

from datetime import UTC, datetime
from pathlib import Path

from comity.keeper import files
from comity.keeper.errors import KeysUnsafe, LogNotWritten
from comity.keeper.names import token

NAME = "keeper.log"


def record(folder: Path, key_id: str, kind: str, id: str, version: int, reason: str) -> None:  # noqa: A002 -- the contract's word
    """Append a line to the log in the keys folder.

    LogNotWritten if it cannot be, ValueError for a word that is no token.
    """
    words = [datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), key_id, kind, id, str(version), reason]
    _append(folder, " ".join(token(word) for word in words) + "\n")


def check(folder: Path) -> None:
    """LogNotWritten unless the log in the keys folder is ours, closed to others and open for writing."""
    _append(folder, "")


def _append(folder: Path, line: str) -> None:
    try:
        files.append(folder / NAME, line)
    except (OSError, KeysUnsafe) as error:
        raise LogNotWritten("the keeper's log cannot be written, so nothing is opened") from error
