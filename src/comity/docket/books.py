"""One log while its docket is locked: its row, its state, the edge of its tree; and how an act is put into it.

Rules upheld:
- DESIGN 4: body digest = SHA-256(body salt | body); entry = SHA-256(salt | envelope); leaf = SHA-256(0x00 | entry);
- DESIGN 3: envelope and body are sealed under the log's key; in a room the act's name is sealed too, and both are
  padded to a power of two of at least 256 bytes, so that a yes and a no are alike in length.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from comity import keeper
from comity.docket import states
from comity.docket.models import Act as ActRow
from comity.docket.models import Docket, Log, LogKind
from comity.law import act as law
from comity.law.edition import Edition
from comity.law.state import State
from comity.proof import canonical
from comity.proof.merkle import Edge, leaf_hash

HASH = 32
OF_THE_WHOLE = (LogKind.CASE, LogKind.INSTITUTION)


@dataclass(frozen=True)
class Body:
    """What was said, as canonical JSON, and its salt. `digest` is what the envelope carries."""

    text: bytes
    salt: bytes

    @property
    def digest(self) -> str:
        """SHA-256(salt | text), hex."""
        return sha256(self.salt + self.text).hexdigest()


def said(body: dict[str, law.Json]) -> Body | None:
    """The body with a fresh salt; None where nothing was said."""
    return Body(canonical.dumps(body), keeper.salt()) if body else None


class Book:
    """A log's row, its state (opened when it is first asked for) and its edge. `case`: the book of the case."""

    def __init__(self, log: Log, edition: Edition, case: "Book | None" = None, state: State | None = None) -> None:
        self.log = log
        self.edge = edge_of(log)
        self.edition = edition
        self.case = case
        self._state = state

    @property
    def is_room(self) -> bool:
        """Whether this is a room's log."""
        return self.log.kind not in OF_THE_WHOLE

    @property
    def state(self) -> State:
        """The state as it stands, a room's with the case's state as that stands."""
        case = None if self.case is None else self.case.state
        if self._state is None:
            self._state = states.opened(self.log, self.edition)
        if self._state.case is not case:
            self._state = states.reading(self._state, case)
        return self._state

    @property
    def origin(self) -> str:
        """The C2SP origin of the log's checkpoints: a random id, which tells neither case nor room."""
        return f"{settings.ORGANISATION_NAME}/{'room' if self.is_room else 'case'}/{self.log.id}"

    @property
    def grown(self) -> bool:
        """Whether acts were put in since the row was read."""
        return self.edge.size > self.log.size

    def put(self, act_id: str, act: law.Act, body: Body | None, state: State) -> ActRow:
        """Take the act in: edge and state move on; the row is to be written by the caller."""
        envelope, salt = canonical.dumps(act.to_json()), keeper.salt()
        entry = sha256(salt + envelope).digest()
        row = ActRow(
            id=act_id,
            docket_id=self.log.docket_id,
            log_id=self.log.id,
            index=self.edge.size,
            name="" if self.is_room else act.act,
            at=act.at,
            role="" if self.is_room else act.role,
            sealed=self._seal(act_id, "act", b'{"envelope":%b,"salt":"%b"}' % (envelope, salt.hex().encode())),
            body=b"" if body is None else self._seal(act_id, "body", _with_salt(body)),
            entry=entry,
            leaf=leaf_hash(entry),
        )
        self.edge, self._state = self.edge.append(leaf_hash(entry)), state
        return row

    def _seal(self, act_id: str, kind: str, text: bytes) -> bytes:
        return keeper.seal(self.log.key_id, keeper.pad(text) if self.is_room else text, kind=kind, id=act_id)


def _with_salt(body: Body) -> bytes:
    return b'{"body":%b,"salt":"%b"}' % (body.text, body.salt.hex().encode())


def edge_of(log: Log) -> Edge:
    """The right edge that the log's row keeps."""
    peaks = bytes(log.edge)
    return Edge(log.size, tuple(peaks[start : start + HASH] for start in range(0, len(peaks), HASH)))


def new_log(docket: Docket, *, id: str, kind: str, party: str | None, key_id: str) -> Log:  # noqa: A002 -- the field's name
    """The row of a log without an act; not yet written."""
    return Log(id=id, docket=docket, kind=kind, party=party or "", key_id=key_id, size=0, edge=b"", state=b"")
