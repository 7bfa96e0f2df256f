"""Every criterion, by the stages and whichever engine fits, against the slow exact reference: on problems at random.

    python -m tests.gains.against_reference --problems 10000

Answers must name the same utilities, ties included, and be accepted by the checker.
"""

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass, replace

from comity.gains import reference, stages
from comity.gains.answers import Answer, Rule, as_json
from comity.gains.certify import Refused, check
from comity.gains.core import Additive
from comity.gains.model import BadProblem, Problem
from comity.gains.relaxed import Relaxed
from comity.gains.table import table
from tests.gains.small_problems import SHAPES, problem


@dataclass(frozen=True)
class Asked:
    """One question: the engine that is tried answers it in `settle`."""

    problem: Problem
    rule: Rule
    weights: tuple[int, ...] | None

    def settle(self) -> Answer:
        """By the additive engine where it can, else by the one for all."""
        whole = table(self.problem)
        engine = Additive.of(whole) if whole.additive else Relaxed(whole)
        return stages.settle(self.problem, whole, engine, self.rule, weights=self.weights, deadline=None)

    @property
    def below_nothing(self) -> bool:
        """Whether mnw is asked of somebody whose reservation value is below nothing: refused."""
        return self.rule is Rule.MNW and any(party.reservation < 0 for party in self.problem.parties)


def asked(number: int, *, seed: int) -> Asked:
    """The question of this number: shapes in turn, one to five parties, every third one joint, some with weights.

    Every fourth has for its reservation values what some package is worth, as when a draft is to be improved.
    """
    chance = random.Random(f"{seed} {number}")
    parties = chance.choice((1, 2, 2, 2, 3, 3, 4, 5))
    made = problem(chance, SHAPES[number % len(SHAPES)], parties=parties, joint=number % 3 == 0)
    if number % 4 == 0:
        worth = made.utilities({issue.name: chance.choice(issue.values()) for issue in made.issues})
        made = replace(made, parties=tuple(replace(p, reservation=u) for p, u in zip(made.parties, worth, strict=True)))
    rule = chance.choice(list(Rule))
    weighted = rule in (Rule.NASH, Rule.MNW) and chance.random() < 0.4
    return Asked(made, rule, tuple(chance.randint(1, 3) for _ in range(parties)) if weighted else None)


def difference(question: Asked) -> str:
    """What is wrong with the answer; nothing where it is as it should be."""
    if question.below_nothing:
        try:
            question.settle()
        except BadProblem:
            return ""
        return "mnw below nothing is not refused"
    found = question.settle()
    expected = reference.solve(question.problem, question.rule, question.weights)
    if not found.proven:
        return "not proven"
    if found.agreement is not expected.agreement:
        return "agreement"
    if {found.utilities, *found.ties} != {expected.utilities, *expected.ties}:
        return f"{found.utilities} {found.ties} for {expected.utilities} {expected.ties}"
    try:
        check(question.problem, json.loads(json.dumps(as_json(found))))
    except Refused as refused:
        return f"refused: {refused}"
    return ""


def main() -> None:
    """Print how many differ, and each of them."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--problems", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    count: Counter[str] = Counter()
    for number in range(given.problems):
        wrong = difference(asked(number, seed=given.seed))
        count["differ" if wrong else "agree"] += 1
        if wrong:
            print(f"{given.seed} {number}: {wrong}")  # noqa: T201  a script's figures
    print(dict(count))  # noqa: T201


if __name__ == "__main__":
    main()
