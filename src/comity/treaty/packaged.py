"""The register that comes with Comity: only what a public source says, each fact with that source and its status.

Rules upheld:
- `register.toml` holds what a source dates; a fact without a day cannot stand there, and is not given one:
  `unresolved.toml` keeps it as reported, day unknown, and no gate reads it;
- statuses follow the sources: an official site or quoted treaty text is `official`, scholars and news `borrowed`,
  encyclopaedias and inference `assumed`; what is derived is as good as its weakest premise.

This module and the two files need no Django.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from comity.law import codes, register, shape
from comity.law.register import Deed, Register, Status, TreatyCode
from comity.law.shape import Table


@dataclass(frozen=True, slots=True)
class Report:
    """What a source reports of a State without a day; `summary` says in English what exactly, and what is missing."""

    state: str
    treaty: TreatyCode
    act: Deed
    summary: str
    source: str
    status: Status


def _report(value: object, path: str) -> Report:
    table = Table(value, path, ("state", "treaty", "act", "summary", "source", "status"))
    return Report(
        table.need("state", codes.state),
        table.need("treaty", shape.one_of(TreatyCode)),
        table.need("act", shape.one_of(Deed)),
        table.need("summary", shape.text),
        table.need("source", shape.text),
        table.need("status", shape.one_of(Status)),
    )


def _text(name: str) -> str:
    return resources.files("comity.treaty").joinpath(name).read_text("utf-8")


@cache
def packaged_register() -> Register:
    """The packaged register."""
    return register.load(_text("register.toml"))


@cache
def unresolved() -> tuple[Report, ...]:
    """What is reported without a day, in the order of the file."""
    table = Table(shape.from_toml(_text("unresolved.toml")), "", ("report",))
    return table.need("report", shape.many(_report, most=1_000))
