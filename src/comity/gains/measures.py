"""What a criterion makes as great as it can, where gains are fractions: its value, and the most it can come to.

- Gains are points above the reservation values (table.py); only gains of 0 or more count.
- `reach(weights, most)`: an upper bound on the value where weights x gains is at most `most`; None where no gains are.
- `base(gains)`: the weights under which that bound is tight at these gains, if each party's share of it is 1.

Products by the conditions of Karush, Kuhn and Tucker: a party that would fall below a gain of 0 is held there (water
filling; S. Boyd and L. Vandenberghe, Convex Optimization, 2004, 5.5.3).
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

Gains = Sequence[Fraction]
Weights = Sequence[int]


class Measure(Protocol):
    """See the module."""

    def value(self, gains: Gains) -> Fraction:
        """Of gains of 0 or more."""
        ...

    def reach(self, weights: Weights, most: Fraction) -> Fraction | None:
        """See the module; math.inf is never needed: a weight of 0 where one is wanted raises ZeroDivisionError."""
        ...

    def base(self, gains: Gains) -> list[Fraction]:
        """See the module."""
        ...


@dataclass(frozen=True)
class Product:
    """prod (gain + origin)^exponent over parties whose exponent is not 0."""

    exponents: tuple[int, ...]
    origins: tuple[int, ...]

    def value(self, gains: Gains) -> Fraction:
        """The product."""
        return math.prod(
            (g + o) ** a for g, o, a in zip(gains, self.origins, self.exponents, strict=True) if a
        ) * Fraction(1)

    def reach(self, weights: Weights, most: Fraction) -> Fraction | None:
        """The product at weight x (gain + origin) in proportion to the exponents, gains below 0 held at 0."""
        if most < 0:
            return None
        used = [(w, o, a) for w, o, a in zip(weights, self.origins, self.exponents, strict=True) if a]
        held: list[tuple[int, int, int]] = []
        while True:
            level = Fraction(most + sum(w * o for w, o, _ in used), sum(a for *_, a in used))
            low = [each for each in used if each[2] * level < each[0] * each[1]]
            if not low:
                break
            held += low
            used = [each for each in used if each not in low]
            if not used:
                break
        top = math.prod(((a * level / w) ** a for w, _, a in used), start=Fraction(1))
        return top * Fraction(math.prod(o**a for _, o, a in held))

    def base(self, gains: Gains) -> list[Fraction]:
        """The gradient of the product's logarithm."""
        return [
            a / (g + o) if a and g + o > 0 else Fraction(1)
            for g, o, a in zip(gains, self.origins, self.exponents, strict=True)
        ]


@dataclass(frozen=True)
class Sum:
    """factor x gain, summed; factors of 0 leave parties out."""

    factors: tuple[int, ...]

    def value(self, gains: Gains) -> Fraction:
        """The sum."""
        return sum((f * g for f, g in zip(self.factors, gains, strict=True)), Fraction())

    def reach(self, weights: Weights, most: Fraction) -> Fraction | None:
        """All of it on the party that gets most for it."""
        if most < 0:
            return None
        rate: Fraction = max(Fraction(f, w) for f, w in zip(self.factors, weights, strict=True) if f)
        return most * rate

    def base(self, gains: Gains) -> list[Fraction]:
        """The factors."""
        return [Fraction(f or 1) for f in self.factors[: len(gains)]]


@dataclass(frozen=True)
class Leximin:
    """The sum of the n least of factor x gain, n = len(sums) + 1, where the 1, 2, ... n - 1 least come to `sums`.

    Where they do not come to these, the value is -1: the package does not count.
    """

    factors: tuple[int, ...]
    sums: tuple[Fraction, ...]

    def value(self, gains: Gains) -> Fraction:
        """The sum, or -1."""
        reached = prefixes(self.factors, gains)
        enough = all(got >= want for got, want in zip(reached, self.sums, strict=False))
        return reached[len(self.sums)] if enough else Fraction(-1)

    def reach(self, weights: Weights, most: Fraction) -> Fraction | None:
        """The dual of: entries v rise, v_1 + ... + v_i is at least sums[i], rates x v is at most `most`.

        With rest[i] = rate_i + rate_(i+1) + ..., a price m leaves room(i) = m rest[i] - (n - i) for i < n, which must
        not be below 0; what the earlier stages are worth is the greatest convex sequence under it that ends at 0.
        """
        if most < 0:
            return None
        rates = sorted((Fraction(w, f) for w, f in zip(weights, self.factors, strict=True) if f), reverse=True)
        rest = list(itertools.accumulate(reversed(rates)))[::-1]
        number = len(self.sums) + 1
        price = max(Fraction(number - i) / rest[i] for i in range(number))
        room = [price * rest[i] - (number - i) for i in range(number - 1)] + [Fraction()]
        entries = [after - got for got, after in itertools.pairwise([Fraction(), *self.sums])]
        rises = [after - got for got, after in itertools.pairwise([Fraction(), *entries])]
        spent = sum((under([*rest[: number - 1], Fraction()], i) * rise for i, rise in enumerate(rises)), Fraction())
        if spent > most:  # the earlier stages alone weigh more
            return None
        return price * most - sum((under(room, i) * rise for i, rise in enumerate(rises)), Fraction())

    def base(self, gains: Gains) -> list[Fraction]:
        """The factors."""
        return [Fraction(f or 1) for f in self.factors[: len(gains)]]


def under(room: Sequence[Fraction], at: int) -> Fraction:
    """The greatest convex sequence under `room`, at this place."""
    chords = [
        room[a] + (room[b] - room[a]) * Fraction(at - a, b - a) for a in range(at) for b in range(at + 1, len(room))
    ]
    return min([room[at], *chords])


def prefixes(factors: Sequence[int], gains: Gains) -> list[Fraction]:
    """The sums of the 1, 2, ... least of factor x gain, over factors above 0."""
    return list(itertools.accumulate(sorted(f * g for f, g in zip(factors, gains, strict=True) if f)))
