"""What is offered: which rules serve which kind of case, what a side may have to pay, where advice can be had.

Rules upheld:
- only an edition that serves a kind of case from the request on is offered for it;
- what the edition does not say is not invented: no fees set is `not published`.
"""

from dataclasses import dataclass

from comity.law.edition import BadEdition, Edition, editions, packaged
from comity.law.edition.model import CATEGORIES

KINDS = tuple(category for category in CATEGORIES if category != "institution")
FIRST = "file-request"


@dataclass(frozen=True)
class Cost:
    """One line of what a side may have to pay, from and to in whole units of the currency."""

    item: str
    low: int
    high: int
    currency: str
    source: str
    status: str


def served() -> list[Edition]:
    """Every edition for every kind that it serves from the request on, kind by kind."""
    return [found for category in KINDS for name in editions() if (found := _served(name, category)) is not None]


def serves(name: str, category: str) -> Edition | None:
    """The edition for a kind of case, None where it does not serve it."""
    return _served(name, category) if category in KINDS and name in editions() else None


def _served(name: str, category: str) -> Edition | None:
    try:
        found = packaged(name, category)
    except (BadEdition, KeyError):
        return None
    return found if FIRST in found.acts else None


def costs(edition: Edition) -> list[Cost]:
    """The table of fees that the edition sets; empty where nothing is published."""
    fees = edition.values.get("fees")
    listed = fees.value if fees is not None else None
    if fees is None or not isinstance(listed, list):
        return []
    return [
        Cost(
            item=str(line.get("item", "")),
            low=_whole(line.get("from")),
            high=_whole(line.get("to")),
            currency=str(line.get("currency", "")),
            source=str(line.get("source") or fees.source),
            status=str(line.get("status") or fees.status),
        )
        for line in listed
        if isinstance(line, dict)
    ]


def advice(edition: Edition) -> str:
    """Where the edition says that independent advice can be had; empty where it does not."""
    value = edition.values.get("advice")
    return value.value if value is not None and isinstance(value.value, str) else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
