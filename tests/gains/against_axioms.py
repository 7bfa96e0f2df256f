"""Which axioms each criterion keeps to, on problems at random.

    python -m tests.gains.against_axioms --problems 10000

Symmetry: all. Scale: Nash and Kalai-Smorodinsky under any positive scale and shift, mnw under any scale. Efficiency and
rationality: all. Independence of what falls away: all but Kalai-Smorodinsky.
"""

import argparse
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from comity.gains import axioms
from comity.gains.answers import Answer, Rule
from comity.gains.model import Among, Forbidden, Party, Problem
from tests.gains.against_reference import Asked, asked

SHIFTING = (Rule.NASH, Rule.KALAI_SMORODINSKY)


def symmetric_and_scaled(number: int, *, seed: int) -> str:
    """What is broken on the problem of this number; nothing where all is kept."""
    question, chance = _asked(number, seed=seed), random.Random(f"{number} {seed}")
    parties = len(question.problem.parties)
    order = chance.sample(range(parties), parties)
    if not axioms.symmetric(question.problem, _by(question.rule), order):
        return f"symmetry {question.rule}"
    shifts = [Fraction(chance.randint(-9, 9), 2) * (question.rule in SHIFTING) for _ in range(parties)]
    factors = [Fraction(chance.randint(1, 9), chance.randint(1, 9)) for _ in range(parties)]
    scaled = question.rule in (*SHIFTING, Rule.MNW)
    if scaled and not axioms.scale_invariant(question.problem, _by(question.rule), factors, shifts):
        return f"scale {question.rule}"
    return ""


def kept(number: int, *, seed: int) -> str:
    """The same of efficiency, rationality and independence."""
    question, chance = _asked(number, seed=seed), random.Random(f"{number} {seed}")
    package = question.settle().package
    if package is not None and not axioms.pareto_efficient(question.problem, package):
        return f"efficiency {question.rule}"
    if package is not None and not axioms.individually_rational(question.problem, package):
        return f"rationality {question.rule}"
    if question.rule is Rule.KALAI_SMORODINSKY:
        return ""
    issue = chance.choice(question.problem.issues)
    gone = Forbidden((Among(issue.name, frozenset({chance.choice(issue.values())})),))
    narrower = replace(question.problem, constraints=(*question.problem.constraints, gone))
    return "" if axioms.independent(question.problem, narrower, _by(question.rule)) else f"independence {question.rule}"


def _asked(number: int, *, seed: int) -> Asked:
    """A question without weights, of which mnw makes sense."""
    question = replace(asked(number, seed=seed), weights=None)
    if not question.below_nothing:
        return question
    lifted = tuple(_lifted(party) for party in question.problem.parties)
    return replace(question, problem=replace(question.problem, parties=lifted))


def _lifted(party: Party) -> Party:
    return replace(party, reservation=max(party.reservation, Fraction()))


def _by(rule: Rule) -> axioms.Criterion:
    def criterion(problem: Problem) -> Answer:
        return Asked(problem, rule, None).settle()

    return criterion


def main() -> None:
    """Print how many break what."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--problems", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    count: Counter[str] = Counter()
    for number in range(given.problems):
        for tried in (symmetric_and_scaled, kept):
            try:
                broken = tried(number, seed=given.seed)
            except (ArithmeticError, IndexError, ValueError) as error:
                broken = f"{type(error).__name__} {error}"
            count[broken or "kept"] += 1
            if broken:
                print(f"{given.seed} {number}: {broken}")  # noqa: T201  a script's figures
    print(dict(count))  # noqa: T201


if __name__ == "__main__":
    main()
