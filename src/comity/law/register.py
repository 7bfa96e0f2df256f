"""The treaty register: what States have done about a treaty, and what the Council decided, each fact with its source.

Rules upheld:
- every key but `until` is required, an unknown key is refused; `status` may be left out of a declaration, a reservation
  and a decision (a register kept by the institution itself), and then no status is claimed;
- what holds from a day to a day holds on `from` and no more on `until`;
- `on` of a ratification, acceptance, approval or accession is the day of its deposit, so far as the source tells; `on`
  of a withdrawal is the day it takes effect, since the period of notice is not known;
- nothing stands in for a missing day: a fact without one is no entry of this register.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TypeVar

from comity.law import codes, shape
from comity.law.act import Json
from comity.law.shape import BadInput, Table


class TreatyCode(StrEnum):
    """The two conventions on which a case here can turn."""

    IOMED = "iomed-2025"
    SINGAPORE = "singapore-2018"


class Deed(StrEnum):
    """What a State can do about a treaty."""

    JOINT_STATEMENT = "joint-statement"
    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    WITHDRAWAL = "withdrawal"


DEPOSITS = frozenset((Deed.RATIFICATION, Deed.ACCEPTANCE, Deed.APPROVAL, Deed.ACCESSION))


class Status(StrEnum):
    """How well a fact is founded."""

    OFFICIAL = "official"
    BORROWED = "borrowed"
    ASSUMED = "assumed"


class Category(StrEnum):
    """The three kinds of case (Article 24)."""

    STATE_STATE = "state-state"
    STATE_NATIONAL = "state-national"
    COMMERCIAL = "commercial"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One deed of a State about a treaty, on a day."""

    state: str
    treaty: TreatyCode
    act: Deed
    on: date
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class Lasting:
    """What holds from a day, that day included, to a day, that day excluded."""

    since: date
    until: date | None
    source: str
    status: Status | None

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Declaration(Lasting):
    """A State keeps disputes on these subjects out of the organisation's services (Articles 25-26)."""

    state: str
    treaty: TreatyCode
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reservation(Lasting):
    """A State does not take an article of the treaty."""

    state: str
    treaty: TreatyCode
    article: str


@dataclass(frozen=True, slots=True)
class Decision(Lasting):
    """The Council lets a non-Contracting State or an organisation use one category."""

    admits: str
    category: Category


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, in the order of the file."""

    instruments: tuple[Instrument, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    decisions: tuple[Decision, ...] = ()


Entry = Instrument | Declaration | Reservation | Decision
OneEntry = TypeVar("OneEntry", Instrument, Declaration, Reservation, Decision)
_LASTING = ("from", "until", "source", "status")


def _lasting(table: Table) -> tuple[date, date | None, str, Status | None]:
    since, until = table.need("from", shape.day), table.may("until", shape.day)
    if until is not None and until <= since:
        raise BadInput(table.path("until"), "must lie after `from`")
    return since, until, table.need("source", shape.text), table.may("status", shape.one_of(Status))


def instrument(value: object, path: str) -> Instrument:
    """Read one [[instrument]]."""
    table = Table(value, path, ("state", "treaty", "act", "on", "source", "status"))
    return Instrument(
        table.need("state", codes.state),
        table.need("treaty", shape.one_of(TreatyCode)),
        table.need("act", shape.one_of(Deed)),
        table.need("on", shape.day),
        table.need("source", shape.text),
        table.need("status", shape.one_of(Status)),
    )


def declaration(value: object, path: str) -> Declaration:
    """Read one [[declaration]]."""
    table = Table(value, path, ("state", "treaty", "excludes", *_LASTING))
    state, treaty = table.need("state", codes.state), table.need("treaty", shape.one_of(TreatyCode))
    excludes = table.need("excludes", shape.many(codes.tag, least=1))
    return Declaration(*_lasting(table), state=state, treaty=treaty, excludes=excludes)


def reservation(value: object, path: str) -> Reservation:
    """Read one [[reservation]]."""
    table = Table(value, path, ("state", "treaty", "article", *_LASTING))
    state, treaty = table.need("state", codes.state), table.need("treaty", shape.one_of(TreatyCode))
    article = table.need("article", shape.text)
    return Reservation(*_lasting(table), state=state, treaty=treaty, article=article)


def decision(value: object, path: str) -> Decision:
    """Read one [[decision]]."""
    table = Table(value, path, ("admits", "category", *_LASTING))
    admits, category = table.need("admits", codes.state), table.need("category", shape.one_of(Category))
    return Decision(*_lasting(table), admits=admits, category=category)


def read(value: object) -> Register:
    """Read a register from plain values (TOML or JSON); BadInput names key path and rule."""
    table = Table(value, "", ("instrument", "declaration", "reservation", "decision"))

    def entries(key: str, kind: Callable[[object, str], OneEntry]) -> tuple[OneEntry, ...]:
        return table.may(key, shape.many(kind, most=10_000)) or ()

    return Register(
        entries("instrument", instrument),
        entries("declaration", declaration),
        entries("reservation", reservation),
        entries("decision", decision),
    )


def load(text: str) -> Register:
    """Read a register from the text of a TOML file; BadInput names key path and rule."""
    return read(shape.from_toml(text))


def _plain(value: date | str | tuple[str, ...]) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else list(value)


def entry_to_json(entry: Entry) -> dict[str, Json]:
    """One entry as plain JSON in the keys of the file."""
    kept = {field: value for field, value in asdict(entry).items() if value is not None}
    return {"from" if field == "since" else field: _plain(value) for field, value in kept.items()}


def to_json(register: Register) -> dict[str, Json]:
    """The register as plain JSON: `read(to_json(register)) == register`."""
    return {
        field.name.removesuffix("s"): [entry_to_json(entry) for entry in getattr(register, field.name)]
        for field in fields(register)
    }
