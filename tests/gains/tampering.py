"""Tamper with right answers: whatever the checker still accepts must still be true, by the slow exact reference.

    python -m tests.gains.tampering --mutations 100000

Answers by every criterion, with and without weights or a draft, and frontiers, of small problems. A mutant changes one
to three places: a value, a key, an entry, a tree; or it puts in another package with its right utilities, another
criterion, a claim that there is no agreement. Keys that the checker does not look at (certify.TOLD) are left alone.
"""

import argparse
import copy
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from comity.gains import reference
from comity.gains.answers import Rule, as_json, frontier_as_json, package_as_json
from comity.gains.certify import TOLD, Refused, check
from comity.gains.corners import frontier as by_corners
from comity.gains.frontiers import frontier
from comity.gains.model import Budget, Choice, Package, Problem
from comity.gains.table import table
from tests.gains.against_reference import Asked, asked

Plain = Any  # what JSON holds
EACH = 40  # mutants of one answer
NUMBERS = (0, 1, -1, 2, 7, 10**30, -(10**30), 0.0, 0.5, 1e300, float("nan"), float("inf"))
VALUES = (*NUMBERS, True, False, None, "", "a", "1/2")
KEYS = ("w", "a", "l", "parts", "weights", "draft", "points", "efficient", "gaps", "none")


@dataclass(frozen=True)
class Case:
    """A problem and a right answer to a question about it."""

    problem: Problem
    answer: dict[str, Plain]


def cases(seed: int) -> Iterator[Case]:
    """Right answers, without end. Each has been accepted."""
    number = 0
    while True:
        number += 1
        question, chance = asked(number, seed=seed), random.Random(f"case {seed} {number}")
        if question.below_nothing:
            question = replace(question, rule=Rule.NASH)
        made = [_settled(question), _drafted(question, chance), _frontier(question.problem)]
        if len(question.problem.parties) == 2:
            made.append(_by_corners(question.problem))
        for answer in made:
            if answer is not None:
                plain = json.loads(json.dumps({key: value for key, value in answer.items() if key not in TOLD}))
                check(question.problem, plain)
                yield Case(question.problem, plain)


def mutant(case: Case, chance: random.Random) -> dict[str, Plain]:
    """The answer, changed in one to three places, or as a whole."""
    answer = copy.deepcopy(case.answer)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if not isinstance(answer, dict) or not answer:
            break
        chance.choice((_value, _value, _value, _near, _near, _gone, _twice, _moved, _leaf, _other_claim, _forged))(
            answer, chance, case.problem
        )
    return answer


def true(problem: Problem, answer: Mapping[str, Plain]) -> bool:
    """Whether what the answer claims is so, by the reference."""
    if "points" in answer:
        expected = {
            (tuple(map(float, point.utilities)), point.rational) for point in reference.frontier(problem).points
        }
        claimed = [(tuple(point["utilities"]), point["individually_rational"]) for point in answer["points"]]
        return (
            len(claimed) == len(expected)
            and {*claimed} == expected
            and all(_worth(problem, p) for p in answer["points"])
        )
    if "draft" in answer:
        worth = problem.utilities(_package(problem, answer["draft"]))
        if answer.get("draft_utilities", [*map(float, worth)]) != [*map(float, worth)]:
            return False
        problem = replace(
            problem,
            parties=tuple(replace(p, reservation=u) for p, u in zip(problem.parties, worth, strict=True)),
        )
    if "weights" in answer and answer["criterion"] not in (Rule.NASH, Rule.MNW):
        return False
    best = reference.solve(problem, Rule(answer["criterion"]), answer.get("weights"))
    improved = best.agreement and best.utilities != tuple(party.reservation for party in problem.parties)
    if "efficient" in answer and answer["efficient"] is improved:
        return False
    if not best.agreement:
        return answer["agreement"] is False and answer["package"] is None and answer["utilities"] == []
    return (
        answer["agreement"] is True
        and _worth(problem, answer)
        and problem.utilities(_package(problem, answer["package"])) in {best.utilities, *best.ties}
    )


def tamper(mutations: int, *, seed: int) -> tuple[Counter[str], list[str]]:
    """How many mutants were refused, were accepted and still true, and those accepted that are not."""
    chance, count, wrong = random.Random(seed), Counter[str](), []
    for case in cases(seed):
        for _ in range(EACH):
            changed = mutant(case, chance)
            if changed == case.answer and json.dumps(changed) == json.dumps(case.answer):
                continue
            count["mutants"] += 1
            try:
                check(case.problem, changed)
            except Refused:
                count["refused"] += 1
                continue
            if true(case.problem, changed):
                count["still true"] += 1
            else:
                wrong.append(f"{case.problem}\n{json.dumps(case.answer)}\n{json.dumps(changed)}")
        if count["mutants"] >= mutations:
            return count, wrong
    return count, wrong


def _settled(question: Asked) -> dict[str, Plain]:
    return as_json(question.settle())


def _drafted(question: Asked, chance: random.Random) -> dict[str, Plain] | None:
    problem = question.problem
    draft = {issue.name: chance.choice(issue.values()) for issue in problem.issues}
    worth = problem.utilities(draft)
    parties = tuple(replace(party, reservation=u) for party, u in zip(problem.parties, worth, strict=True))
    improving = replace(question, problem=replace(problem, parties=parties))
    if improving.below_nothing:
        return None
    found = improving.settle()
    claims = {"draft_utilities": [*map(float, worth)], "efficient": not found.agreement or found.utilities == worth}
    return as_json(found, draft=draft) | claims


def _frontier(problem: Problem) -> dict[str, Plain]:
    return frontier_as_json(frontier(problem))


def _by_corners(problem: Problem) -> dict[str, Plain]:
    whole = table(problem)
    found, trees = by_corners(whole)
    points = [
        {
            "utilities": [*map(float, whole.utilities(sums))],
            "package": package_as_json(whole.package(picks)),
            "individually_rational": all(map(int.__ge__, sums, whole.reservations)),
        }
        for sums, picks in found
    ]
    return {"points": points, "proven": True, "certificate": {"gaps": trees}}


def _package(problem: Problem, package: Mapping[str, Plain]) -> Package:
    by_name = problem.by_name
    return {name: v if isinstance(by_name[name], Choice) else Fraction(v) for name, v in package.items()}


def _worth(problem: Problem, claim: Mapping[str, Plain]) -> bool:
    package = _package(problem, claim["package"])
    return problem.allows(package) and [*map(float, problem.utilities(package))] == claim["utilities"]


def _places(node: Plain) -> Iterator[tuple[Plain, Plain]]:
    """Every container and key below the node."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _places(node[key])


def _place(answer: Plain, chance: random.Random) -> tuple[Plain, Plain]:
    """One of them; the upper ones as likely as all that lie deep in a tree."""
    places = list(_places(answer))
    if chance.random() < 0.4:
        places = [(node, key) for node, key in places if node is answer] or places
    return chance.choice(places)


def _value(answer: Plain, chance: random.Random, problem: Problem) -> None:
    node, key = _place(answer, chance)
    options = [o for issue in problem.issues for o in issue.values() if isinstance(o, str)]
    node[key] = copy.deepcopy(
        chance.choice((*VALUES, *options, *(rule.value for rule in Rule), [], {}, [[]], [0], [1, 1]))
    )


def _near(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """A number, to one close by or another sign; a truth, to the other."""
    numbers = [(n, k) for n, k in _places(answer) if isinstance(n[k], int | float)]
    if numbers:
        node, key = chance.choice(numbers)
        old = node[key]
        node[key] = (
            not old if isinstance(old, bool) else chance.choice((old + 1, old - 1, -old, old * 2, old // 2, str(old)))
        )


def _gone(answer: Plain, chance: random.Random, problem: Problem) -> None:
    node, key = _place(answer, chance)
    del node[key]


def _twice(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """An entry again, with another number perhaps; a key more."""
    node, key = _place(answer, chance)
    if isinstance(node, list):
        node.insert(chance.randrange(len(node) + 1), copy.deepcopy(node[key]))
        if isinstance(node[key], list) and node[key] and chance.random() < 0.5:
            node[key][-1] = chance.choice(VALUES)
    else:
        node[chance.choice(KEYS)] = copy.deepcopy(node[key])


def _moved(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """What stands at one place, at another too."""
    (node, key), (other, place) = _place(answer, chance), _place(answer, chance)
    node[key] = copy.deepcopy(other[place])


def _leaf(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """A tree, to a leaf with weights at random; or its amounts and rates, to others."""
    trees = [(n, k) for n, k in _places(answer) if isinstance(n[k], dict) and ("w" in n[k] or "parts" in n[k])]
    if not trees:
        return
    node, key = chance.choice(trees)
    leaf = {"w": [chance.choice((0, 1, 2, 100, 10**9)) for _ in problem.parties]}
    boxes = sum(len(party.interactions) for party in problem.parties) + len(problem.constraints)
    if boxes and chance.random() < 0.7:
        amounts = (0, 1, -1, 50, -50, 10**12, -(10**12), 0.5, True)
        leaf["a"] = [
            [chance.randint(-1, boxes - 1), chance.randrange(len(problem.issues)), chance.choice(amounts)]
            for _ in range(chance.randint(1, 3))
        ]
    node[key] = (node[key] | {"a": leaf.get("a", [])}) if "w" in node[key] and chance.random() < 0.5 else leaf


def _other_claim(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """Another package with its right utilities; no agreement; another criterion or weights."""
    package = {issue.name: chance.choice(issue.values()) for issue in problem.issues}
    claim = {"package": package_as_json(package), "utilities": [*map(float, problem.utilities(package))]}
    points = answer.get("points")
    if isinstance(points, list):
        claim["individually_rational"] = problem.rational(package)
        if points and chance.random() < 0.5:
            points[chance.randrange(len(points))] = claim
        else:
            points.append(claim)
        return
    kind = chance.randrange(6)
    if kind < 3:
        answer.update(claim, agreement=True)
    elif kind == 3:
        answer.update(agreement=False, package=None, utilities=[])
        proof = answer.get("certificate")
        trees = [n[k] for n, k in _places(proof) if isinstance(n[k], dict)] if isinstance(proof, dict) else []
        answer["certificate"] = {"none": chance.choice(trees) if trees else {"w": [0 for _ in problem.parties]}}
    elif kind == 4:
        answer["criterion"] = chance.choice(list(Rule)).value
    else:
        answer["weights"] = [chance.randint(1, 3) for _ in problem.parties]


def _forged(answer: Plain, chance: random.Random, problem: Problem) -> None:
    """A claim that is likely wrong, with as many trees as it needs, each a trick, as an attacker would do it."""
    parties = len(problem.parties)
    if "points" in answer:
        points = answer["points"]
        if isinstance(points, list) and points:
            points.pop(chance.randrange(len(points)))
            answer["certificate"] = {"gaps": [_trick(chance, problem) for _ in range(len(points) + 1)]}
        return
    if chance.random() < 0.4:
        answer.update(agreement=False, package=None, utilities=[], certificate={"none": _trick(chance, problem)})
        return
    package = {issue.name: chance.choice(issue.values()) for issue in problem.issues}
    answer.update(package=package_as_json(package), utilities=[*map(float, problem.utilities(package))], agreement=True)
    criterion = answer["criterion"] = chance.choice(("utilitarian", "egalitarian", "nash"))
    answer.pop("weights", None)
    has = sum(got > party.reservation for got, party in zip(problem.utilities(package), problem.parties, strict=True))
    groups = {"utilitarian": 1, "egalitarian": parties, "nash": math.comb(parties, has) if has else 0}
    numbers = {"larger": math.comb(parties, has + 1), "better": groups[criterion]}
    answer["certificate"] = {key: [_trick(chance, problem) for _ in range(n)] for key, n in numbers.items()}


def _trick(chance: random.Random, problem: Problem) -> dict[str, Plain]:
    """A tree that would refute anything if one check were missing."""
    ones, issue, vast = [1] * len(problem.parties), chance.randrange(len(problem.issues)), 10**12
    inner = [each.when for party in problem.parties for each in party.interactions]
    inner += [each.when for each in problem.constraints if not isinstance(each, Budget)]
    numbers = {each.name: j for j, each in enumerate(problem.issues)}
    pairs = [[n, numbers[one.issue]] for n, when in enumerate(inner) for one in when] or [[0, issue]]
    box, where = chance.choice(pairs)
    options = [*range(len(problem.issues[issue].values()))]
    budgets = sum(isinstance(each, Budget) for each in problem.constraints)
    leaf: dict[str, Plain] = {"w": ones}
    return chance.choice(
        (
            {"w": ones, "a": [[box, where, -vast], [box, where, 0]]},
            {"w": ones, "a": [[box - len(inner), where, -vast]]},
            {"w": ones, "a": [[box, issue, -vast]]},
            {"w": ones, "a": [[box, where, float("-inf")]]},
            {"w": ones, "a": [[box, where, float("nan")]]},
            {"w": ones, "a": [[box, where, vast]]},
            {"w": ones, "l": [-vast] * budgets},
            {"w": [-vast for _ in ones]},
            {"w": [chance.choice((-vast, 0, 1, vast)) for _ in ones]},
            {"w": [float("nan") for _ in ones]},
            {"w": [float("inf") for _ in ones]},
            {"w": []},
            {"w": [*ones, 1]},
            {"issue": issue, "parts": []},
            {"issue": issue, "parts": [[options[1:], leaf]]},
            {"issue": issue - len(problem.issues), "parts": [[options[:1], leaf], [options[1:], leaf]]},
            {"issue": issue, "parts": [[[o], {"w": [0 for _ in ones]}] for o in options]},
        )
    )


def main() -> None:
    """Print the figures; exit 1 if a wrong answer was accepted."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--mutations", type=int, default=100_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    count, wrong = tamper(given.mutations, seed=given.seed)
    print("\n\n".join([*wrong, f"{dict(count)}, wrong and accepted: {len(wrong)}"]))  # noqa: T201  a script's figures
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
