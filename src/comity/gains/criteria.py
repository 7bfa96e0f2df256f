"""Which of many packages a criterion names: the comparisons, in whole numbers and at once.

- Rows are distinct sums of points of individually rational packages; the definitions are those of
  comity.gains.reference, which states each with its source.
- Utilities of different parties are brought to one denominator before they are compared. Products are compared as
  logarithms with a margin far above their error, and those that stay as whole numbers.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from comity.gains import many
from comity.gains.answers import Rule
from comity.gains.pairs import Sums, Whole
from comity.gains.table import Table

MARGIN = 1e-9  # of a logarithm, for each unit of weight; its error stays below 1e-12


def best(rows: Whole, rule: Rule, table: Table, weights: Sequence[Fraction | int] | None = None) -> list[Sums]:
    """The efficient rows that do best by the criterion, the greatest first. rows: (packages, parties), one at least."""
    gains = rows - wide(table.reservations)
    match rule:
        case Rule.NASH:
            chosen = _product(gains, table.units, weights)
        case Rule.MNW:
            chosen = _product(np.maximum(rows, 0), table.units, weights)
        case Rule.EGALITARIAN:
            chosen = _leximin(_times(gains, [1 / unit for unit in table.units]))
        case Rule.KALAI_SMORODINSKY:
            ideal = [int(most) for most in gains.max(axis=0)]
            counted = [party for party, most in enumerate(ideal) if most]
            chosen = _leximin(_times(gains[:, counted], [Fraction(1, ideal[party]) for party in counted]))
        case Rule.UTILITARIAN:
            sums = _times(gains, [1 / unit for unit in table.units]).sum(axis=1)
            chosen = np.flatnonzero(sums == sums.max())
    return [tuple(row) for row in rows[chosen][many.maxima(rows[chosen])[0]].tolist()]


def wide(numbers: Sequence[int]) -> Whole:
    """As 64 bits where they fit with room to add, else as Python's integers."""
    return np.array(numbers, dtype=np.int64 if max(map(abs, numbers), default=0) < 2**61 else object)


def _times(gains: Whole, rates: Sequence[Fraction]) -> Whole:
    """Every column by its rate, all by one more factor that makes them whole."""
    common = Fraction(
        math.lcm(*(rate.denominator for rate in rates)), math.gcd(*(rate.numerator for rate in rates)) or 1
    )
    factors = [int(rate * common) for rate in rates]
    most = int(abs(gains).max()) if gains.size else 0
    kind = np.dtype(np.int64 if most * sum(factors) < 2**62 else object)
    return gains.astype(kind) * np.array(factors, dtype=kind)


def _leximin(values: Whole) -> Whole:
    """Numbers of the rows whose least entry is greatest, among them the next, and so on."""
    ordered = np.sort(values, axis=1)
    chosen: Whole = np.arange(len(values))
    for column in range(values.shape[1]):
        entries = ordered[chosen, column]
        chosen = chosen[entries == entries.max()]
    return chosen


def _product(values: Whole, units: Sequence[Fraction], weights: Sequence[Fraction | int] | None) -> Whole:
    """Numbers of the rows with the most positive entries, among them those of the greatest product over these.

    The product is one of utilities: over different parties, products of points would not compare.
    """
    powers = _powers(weights, values.shape[1])
    counts = (values > 0).sum(axis=1)
    chosen: Whole = np.flatnonzero(counts == counts.max())
    scales = np.array([math.log(unit.numerator) - math.log(unit.denominator) for unit in units])
    some = values[chosen]
    logs = ((_logarithms(some) - scales) * (some > 0)) @ np.array([float(each) for each in powers])
    close: Whole = chosen[logs >= logs.max() - MARGIN * float(sum(powers))]
    exact = [
        math.prod((value / unit) ** power for value, unit, power in zip(row, units, powers, strict=True) if value > 0)
        for row in values[close].tolist()
    ]
    most = max(exact)
    first: Whole = close[np.array([each == most for each in exact])]
    return first


def _logarithms(values: Whole) -> Whole:
    """Of what is above nothing; the rest counts 0."""
    if values.dtype == object:
        return np.array([[math.log(value) if value > 0 else 0.0 for value in row] for row in values.tolist()])
    return np.log(np.maximum(values, 1).astype(np.float64))


def _powers(weights: Sequence[Fraction | int] | None, parties: int) -> list[int]:
    """The weights as whole numbers in the same proportion. Raises ValueError where one is not above nothing."""
    exact = [Fraction(1)] * parties if weights is None else [Fraction(each) for each in weights]
    if any(each <= 0 for each in exact):
        raise ValueError("weights: each must be above nothing")
    factor = math.lcm(*(each.denominator for each in exact))
    return [int(each * factor) for each in exact]
