"""What the components of the visual language are made of (UI 3). Plain values: views fill them, templates draw them.

All texts are already in the reader's language; `said` and `text` may be safe HTML. Instants are aware.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from comity.faces.web import words

Status = Literal["official", "borrowed", "assumed", "unset", ""]
RoomKind = Literal["joint", "caucus", "delegation", "mediator", "registry"]


@dataclass(frozen=True)
class Basis:
    """Where a rule comes from: an article, or else the row of the edition, and the status of its source."""

    article: str = ""
    row: str = ""
    status: Status = ""


NO_BASIS = Basis()


@dataclass(frozen=True)
class Link:
    """A label and an address."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One phase of the path."""

    label: str
    state: Literal["done", "now", "ahead"]
    since: datetime | None = None


@dataclass(frozen=True)
class Deadline:
    """What is due, until when, in which zone the rule counts, and why."""

    title: str
    due: datetime
    zone: str
    now: datetime
    basis: Basis = NO_BASIS
    why: str = ""
    link: Link | None = None
    zone_named: bool = True  # False: nobody named a zone, so it is the one most favourable to who must act

    @property
    def near(self) -> bool:
        """True below five days."""
        return words.near(self.due, self.now)


@dataclass(frozen=True)
class Standstill:
    """A case that is suspended: since when, until when (None: until a side lets it go on), what does not run."""

    since: datetime
    until: datetime | None
    zone: str  # the case's, empty where it is the reader's own
    advice: bool  # a side adjourned to take advice
    periods: str


@dataclass(frozen=True)
class Proof:
    """Where an act stands in the record: awaiting a checkpoint, in one, or in one that others have cosigned."""

    state: Literal["wait", "in", "wit"]
    checkpoint: int | None = None


@dataclass(frozen=True)
class ActLine:
    """One act of the record: when, one sentence with its actor in bold, what it started or stopped, its receipt."""

    at: datetime
    said: str
    basis: Basis = NO_BASIS
    follows: str = ""
    digest: str = ""
    receipt: str = ""  # address
    proof: Proof | None = None
    worded: bool = False  # something was said with it that the reader may read, at the same address
    corrections: tuple[Link, ...] = ()  # the entry that it corrects, and entries that correct it


@dataclass(frozen=True)
class NextAct:
    """What the reader may do now. `weight`: one `primary` a page; `grave` opens a page of its own."""

    name: str
    note: str
    action: Link
    weight: Literal["primary", "quiet", "grave"] = "quiet"


@dataclass(frozen=True)
class ClosedAct:
    """What is not open, and why."""

    name: str
    why: str
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class Finding:
    """A gate's answer, shown before it bites."""

    outcome: Literal["pass", "needs", "refuse", "later"]
    title: str
    text: str
    otherwise: str = ""  # what happens if nothing is done
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class Room:
    """A room and who reads it."""

    kind: RoomKind
    name: str
    readers: str  # "Panama's 5 people and the mediator read this room."
    others: str  # "The United States does not. The registry does not."


@dataclass(frozen=True)
class Stamp:
    """A signature or attestation: given at an instant, or awaited."""

    who: str
    capacity: str
    word: str  # SIGNED, ATTESTED; what is awaited
    at: datetime | None = None
    due: datetime | None = None
    note: str = ""

    @property
    def size(self) -> str:
        """The size of the word, so that a long one stays within the ring: 58 units for 12 at most."""
        wide = sum(1.0 if letter > "\u2e80" else 0.72 for letter in self.word)
        return f"{min(12.0, 58 / max(wide, 1)):.1f}"


@dataclass(frozen=True)
class Awaited:
    """One line of a dashboard: what awaits the reader, in which case, until when."""

    title: str
    case: str
    action: Link
    deadline: Deadline | None = None
    primary: bool = False
