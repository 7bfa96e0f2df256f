"""Double-blind answers: all are opened, one bit comes out (DESIGN 3).

- The body of an answer is `{"answer": "accepted" | "not-accepted"}`; yes and no are alike in length once padded.
- Always every answer is opened, in the same order and by the same steps, whatever the earlier ones say; one log line
  stands for all, so that neither time nor log tells one answer from another.
- An answer that cannot be opened or read refuses the whole tally, without saying which.
"""

import hmac
import json
from collections.abc import Sequence

from comity.keeper import journal, suite
from comity.keeper.errors import KeeperError, NotOpened
from comity.keeper.keyring import keyring
from comity.keeper.padding import unpad
from comity.keeper.rooms import pair

ACCEPTED, NOT_ACCEPTED = "accepted", "not-accepted"
Answer = tuple[str, bytes, str, str, int]  # key id, sealed bytes, kind, id, version


def tally(answers: Sequence[Answer], *, id: str = "answers", reason: str = "tell-outcome") -> bool:  # noqa: A002 -- the contract's word
    """True if every answer says accepted; of nobody it is false.

    `answers` holds one answer per party, each under another key; ValueError if two share one. `id` (the proposal's) and
    `reason` go into the log. NotOpened, KeyDestroyed.
    """
    if len({answer[0] for answer in answers}) != len(answers):
        raise ValueError("a tally takes one answer per party, each from a room of its own")
    journal.record(keyring().folder, "all", "tally", id, len(answers), reason)
    verdicts = [_verdict(answer) for answer in answers]
    if any(verdict & 2 for verdict in verdicts):
        raise NotOpened("an answer of the tally cannot be read")
    return sum(verdict & 1 for verdict in verdicts) == len(answers) > 0


def _verdict(answer: Answer) -> int:
    """1 for accepted, 0 for not accepted, 2 for what cannot be read; the same steps for each."""
    key_id, sealed, kind, entry, version = answer
    try:
        info = suite.place(key_id, kind, entry, version)
        said = json.loads(unpad(suite.unseal(pair(key_id).private, sealed, info)))["body"]["answer"].encode()
    except (KeeperError, ValueError, LookupError, TypeError, AttributeError):
        return 2
    yes, no = hmac.compare_digest(said, ACCEPTED.encode()), hmac.compare_digest(said, NOT_ACCEPTED.encode())
    return yes | (yes == no) << 1
