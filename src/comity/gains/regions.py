"""Where a better package would have to lie: convex sets of gains, one for each criterion.

- Gains are whole points above the reservation values (table.py); nobody gains less than 0 in any region.
- For weights w >= 0, `least(w)` is the least sum of w x gain in the region, rounded up: a package that could not reach
  it is not in the region. That one inequality carries every proof (tree.py, certify.py).
- `score(gains)` orders gains as the criterion does, in floats: it chooses what to look at, `holds` decides.
- `corner(gains)` names weights by which the region is told from gains that lie outside, for cutting planes.

Nash product: weighted means, prod (g_p / a_p)^a_p <= (sum g_p / A)^A. Leximin: a vector is better if for some k the
sums of its 1, 2, ... k-1 least entries are no less and that of its k least is more.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Weights = Sequence[int]
Floats = NDArray[np.float64]
Gains = Sequence[int]


class Region(Protocol):
    """See the module."""

    def holds(self, gains: Gains) -> bool:
        """Whether these gains lie in it."""
        ...

    def least(self, weights: Weights) -> int:
        """A lower bound, rounded up, on weights x gains in it."""
        ...

    def point(self, weights: Sequence[float]) -> list[float]:
        """Gains in it, nearly, at which weights x gains is least."""
        ...

    def corner(self, gains: Sequence[float]) -> list[float]:
        """Weights whose bound these gains miss by most, or nearly."""
        ...

    def score(self, gains: Floats) -> Floats:
        """Of gains (..., parties): about 0 at the region's edge, above it inside; -inf where a party loses."""
        ...


@dataclass(frozen=True)
class Product:
    """The product of (gain + origin)^exponent is more than `above`, over parties whose exponent is not 0."""

    exponents: tuple[int, ...]
    above: int
    origins: tuple[int, ...]

    def holds(self, gains: Gains) -> bool:
        """Whether the product is more."""
        return min(gains) >= 0 and product(gains, self.exponents, self.origins) > self.above

    def least(self, weights: Weights) -> int:
        """By the inequality of weighted means, to the next whole number."""
        used = [(w, a) for w, a in zip(weights, self.exponents, strict=True) if a]
        total = sum(a for _, a in used)
        goal = Fraction(self.above + 1)
        for w, a in used:
            goal *= Fraction(w, a) ** a
        bound = _root(goal * total**total, total)
        return bound - sum(w * o for w, o, a in zip(weights, self.origins, self.exponents, strict=True) if a)

    def point(self, weights: Sequence[float]) -> list[float]:
        """Everybody's weight x (gain + origin) in proportion to the exponents."""
        used = [(w, a) for w, a in zip(weights, self.exponents, strict=True) if a]
        total = sum(a for _, a in used)
        level = math.exp((_log(self.above + 1) + sum(a * math.log(w / a) for w, a in used)) / total)
        return [a * level / w - o if a else 0.0 for w, a, o in zip(weights, self.exponents, self.origins, strict=True)]

    def score(self, gains: Floats) -> Floats:
        """The product's logarithm, less that of the edge."""
        lifted = gains + np.array(self.origins, float)
        powers = np.array(self.exponents, float)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.where(powers > 0, powers * np.log(np.maximum(lifted, 0.0)), 0.0).sum(axis=-1)
        return np.where(gains.min(axis=-1) >= 0, logs - _log(self.above), -np.inf)

    def corner(self, gains: Sequence[float]) -> list[float]:
        """The gradient of the product's logarithm."""
        lifted = [max(g + o, 1e-3) for g, o in zip(gains, self.origins, strict=True)]
        return [a / g for g, a in zip(lifted, self.exponents, strict=True)]


@dataclass(frozen=True)
class Sum:
    """The sum of factor x gain is more than `above`."""

    factors: tuple[int, ...]
    above: int

    def holds(self, gains: Gains) -> bool:
        """Whether the sum is more."""
        return min(gains) >= 0 and sum(f * g for f, g in zip(self.factors, gains, strict=True)) > self.above

    def least(self, weights: Weights) -> int:
        """All of it from the party that is cheapest under these weights."""
        return math.ceil((self.above + 1) * min(Fraction(w, f) for w, f in zip(weights, self.factors, strict=True)))

    def point(self, weights: Sequence[float]) -> list[float]:
        """The cheapest party gets it all."""
        rates = [w / f for w, f in zip(weights, self.factors, strict=True)]
        best = rates.index(min(rates))
        return [(self.above + 1) / f if p == best else 0.0 for p, f in enumerate(self.factors)]

    def score(self, gains: Floats) -> Floats:
        """The sum, less that of the edge, as a share of it."""
        total = gains @ np.array(self.factors, float)
        return np.where(gains.min(axis=-1) >= 0, (total - self.above) / max(abs(self.above), 1), -np.inf)

    def corner(self, gains: Sequence[float]) -> list[float]:
        """The factors, but for who gains less than 0: then that party alone."""
        worst = min(range(len(gains)), key=lambda p: gains[p])
        if gains[worst] < 0:
            return [float(p == worst) for p in range(len(gains))]
        return [float(f) for f in self.factors]


@dataclass(frozen=True)
class Leximin:
    """`sums[k]`: the k+1 least of factor x gain come to so much, the last of these sums to more than it says.

    A party whose factor is 0 is left out.
    """

    factors: tuple[int, ...]
    sums: tuple[int, ...]

    def holds(self, gains: Gains) -> bool:
        """Whether each sum of the least is reached, and the last one passed."""
        reached = list(itertools.accumulate(sorted(f * g for f, g in zip(self.factors, gains, strict=True) if f)))
        before = all(got >= least for got, least in zip(reached, self.sums[:-1], strict=False))
        return min(gains) >= 0 and before and reached[len(self.sums) - 1] > self.sums[-1]

    def least(self, weights: Weights) -> int:
        """Heaviest weight to the least entry; entries past the last sum are no less than the mean of those before."""
        rates = sorted((Fraction(w, f) for w, f in zip(weights, self.factors, strict=True) if f), reverse=True)
        return math.ceil(sum((rate * entry for rate, entry in zip(rates, self._entries(), strict=True)), Fraction()))

    def point(self, weights: Sequence[float]) -> list[float]:
        """The entries, heaviest weight to the least."""
        rates = {p: w / f for p, (w, f) in enumerate(zip(weights, self.factors, strict=True)) if f}
        found = [0.0] * len(self.factors)
        for party, entry in zip(sorted(rates, key=lambda p: -rates[p]), self._entries(), strict=True):
            found[party] = float(entry / self.factors[party])
        return found

    def score(self, gains: Floats) -> Floats:
        """The last sum, less that of the edge, as a share of it; -inf where an earlier one is missed."""
        used = [p for p, f in enumerate(self.factors) if f]
        factors = np.array([float(self.factors[p]) for p in used])
        reached = np.sort(gains[..., used] * factors, axis=-1).cumsum(axis=-1)
        goals = np.array([float(each) for each in self.sums])
        last = len(goals) - 1
        sizes = np.maximum(np.abs(goals), 1.0)
        kept = (reached[..., :last] >= goals[:last] - 1e-9 * sizes[:last]).all(axis=-1)
        return np.where(kept & (gains.min(axis=-1) >= 0), (reached[..., last] - goals[last]) / sizes[last], -np.inf)

    def corner(self, gains: Sequence[float]) -> list[float]:
        """The k parties that have least, for the k whose sum is missed by most."""
        scaled = {p: f * g for p, (f, g) in enumerate(zip(self.factors, gains, strict=True)) if f}
        order = sorted(scaled, key=lambda p: scaled[p])
        reached = list(itertools.accumulate(scaled[p] for p in order))
        goals = [*self.sums[:-1], self.sums[-1] + 1]
        k = min(range(len(goals)), key=lambda n: (reached[n] - goals[n]) / (n + 1))
        return [float(self.factors[p]) if p in order[: k + 1] else 0.0 for p in range(len(self.factors))]

    def _entries(self) -> list[Fraction]:
        goals = [Fraction(each) for each in (*self.sums[:-1], self.sums[-1] + 1)]
        entries = [goals[0], *(after - before for before, after in itertools.pairwise(goals))]
        return entries + [goals[-1] / len(goals)] * (sum(1 for f in self.factors if f) - len(goals))


@dataclass(frozen=True)
class Corner:
    """Every party gains at least this."""

    gains: tuple[int, ...]

    def holds(self, gains: Gains) -> bool:
        """Whether every party does."""
        return all(got >= least for got, least in zip(gains, self.gains, strict=True))

    def least(self, weights: Weights) -> int:
        """The corner itself."""
        return sum(w * g for w, g in zip(weights, self.gains, strict=True))

    def point(self, weights: Sequence[float]) -> list[float]:
        """The corner itself."""
        return [float(g) for g in self.gains][: len(weights)]

    def score(self, gains: Floats) -> Floats:
        """How far inside the corner the worst party is."""
        goals = np.array(self.gains, float)
        return np.asarray(((gains - goals) / np.maximum(np.abs(goals), 1.0)).min(axis=-1) + 1e-9)

    def corner(self, gains: Sequence[float]) -> list[float]:
        """The party that misses it by most."""
        missed = [g - least for g, least in zip(gains, self.gains, strict=True)]
        worst = missed.index(min(missed))
        return [float(p == worst) for p in range(len(gains))]


def product(gains: Gains, exponents: Sequence[int], origins: Sequence[int]) -> int:
    """prod (gain + origin)^exponent; 0 where a gain that counts is below 0."""
    lifted = [g + o for g, o, a in zip(gains, origins, exponents, strict=True) if a]
    if min(lifted) < 0:
        return 0
    return math.prod((g + o) ** a for g, o, a in zip(gains, origins, exponents, strict=True))


def _root(power: Fraction, degree: int) -> int:
    """The least whole number whose power of this degree is no less."""
    if power <= 0:
        return 0
    low, high = 0, 1 << -(-(power.numerator // power.denominator).bit_length() // degree) + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**degree >= power else (middle + 1, high)
    return low


def _log(number: int) -> float:
    return math.log(number) if number > 0 else -700.0


def reach(region: Region, weights: Weights, bound: int) -> int | None:
    """The most that the criterion can come to where weights x gains is at most `bound`; None for a corner."""
    if isinstance(region, Corner):
        return None
    low = high = value(region)
    while _above(region, high).least(weights) <= bound:
        low, high = high, 2 * max(high, 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _above(region, middle).least(weights) <= bound else (low, middle)
    return high


def edge(region: Region) -> Region:
    """The region and its edge: what is as good, and what is better."""
    return _above(region, value(region) - 1)


def value(region: Region) -> int:
    """What better packages pass."""
    if isinstance(region, Leximin):
        return region.sums[-1]
    return region.above if isinstance(region, Product | Sum) else 0


def _above(region: Region, above: int) -> Region:
    if isinstance(region, Leximin):
        return replace(region, sums=(*region.sums[:-1], above))
    return replace(region, above=above) if isinstance(region, Product | Sum) else region
