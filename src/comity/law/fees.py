"""What a case may cost, from the edition's table of fees: ranges with their sources, and their sum by currency.

Rules upheld:
- no number that the rules do not give: where the edition's `fees` are unset, there is no estimate, and that is said;
- money is whole units with a currency (ISO 4217), and sums never mix currencies.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.law.act import Json
from comity.law.edition import Edition

FEES = "fees"


@dataclass(frozen=True)
class Fee:
    """One line: what for, from how much to how much (both included), with its source."""

    item: str
    low: int
    high: int
    currency: str
    source: str
    status: str


@dataclass(frozen=True)
class Estimate:
    """The lines of the edition, and (currency, low, high) for each currency, in alphabetical order."""

    fees: tuple[Fee, ...]
    totals: tuple[tuple[str, int, int], ...]


def estimate(edition: Edition) -> Estimate | None:
    """What a case of this edition may cost; None where the rules have not said, or not as a table of fees."""
    value = edition.values.get(FEES)
    if value is None or not isinstance(value.value, list):
        return None
    fees = tuple(_fee(line, value.source, value.status) for line in value.value if isinstance(line, dict))
    sums: dict[str, tuple[int, int]] = {}
    for fee in fees:
        low, high = sums.get(fee.currency, (0, 0))
        sums[fee.currency] = (low + fee.low, high + fee.high)
    return Estimate(fees, tuple((currency, *sums[currency]) for currency in sorted(sums))) if fees else None


def _fee(line: Mapping[str, Json], source: str, status: str) -> Fee:
    low = _units(line.get("from"))
    return Fee(
        item=str(line.get("item", "")),
        low=low,
        high=max(low, _units(line.get("to"))),
        currency=str(line.get("currency", "")),
        source=str(line.get("source", source)),
        status=str(line.get("status", status)),
    )


def _units(value: Json) -> int:
    return value if type(value) is int else 0
