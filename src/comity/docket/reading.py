"""Acts as they are read back from their rows: envelope and salt, and what was said.

Rules upheld:
- the keeper logs before it opens (DESIGN 3); the reason names the purpose, and for a reader who;
- an envelope, once opened, is kept at hand under its sealed bytes: a row of Act never changes. What was said is opened
  anew for every reading.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import cast

from comity import keeper
from comity.docket.books import OF_THE_WHOLE
from comity.docket.models import Act as Row
from comity.docket.models import Log
from comity.law.act import Act, Json
from comity.proof import canonical

AT_HAND = 20_000


@dataclass(frozen=True)
class Envelope:
    """An act's envelope and the salt of its entry."""

    act: Act
    salt: bytes


@dataclass(frozen=True)
class Said:
    """What was said with an act, and the salt of its digest."""

    body: dict[str, Json]
    salt: bytes


_lock = threading.Lock()
_kept: OrderedDict[str, tuple[bytes, Envelope]] = OrderedDict()


def envelope(log: Log, row: Row, reason: str) -> Envelope:
    """The act of a row of this log."""
    lying = bytes(row.sealed)
    with _lock:
        known = _kept.get(row.id)
    if known is not None and known[0] == lying:
        return known[1]
    value = _opened(log, row.id, lying, "act", reason)
    found = Envelope(Act.from_json(value["envelope"]), bytes.fromhex(str(value["salt"])))
    _keep(row.id, lying, found)
    return found


def said(log: Log, row: Row, reason: str) -> Said | None:
    """What was said with the act of a row; None where nothing was."""
    if not row.body:
        return None
    value = _opened(log, row.id, bytes(row.body), "body", reason)
    return Said(cast("dict[str, Json]", value["body"]), bytes.fromhex(str(value["salt"])))


def _opened(log: Log, act_id: str, sealed: bytes, kind: str, reason: str) -> dict[str, Json]:
    text = keeper.open_sealed(log.key_id, sealed, kind=kind, id=act_id, reason=reason)
    whole = text if log.kind in OF_THE_WHOLE else keeper.unpad(text)
    return cast("dict[str, Json]", canonical.loads(whole))


def _keep(act_id: str, lying: bytes, found: Envelope) -> None:
    with _lock:
        _kept[act_id] = (lying, found)
        if len(_kept) > AT_HAND:
            _kept.popitem(last=False)
