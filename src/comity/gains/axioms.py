"""Axioms as functions: whether an outcome, or a criterion on a pair of problems, keeps to them.

- An outcome is a package. It is held against every other package, so these are for problems that can be listed.
- A criterion is a function from a problem to an answer; what it names is the set of utility points of its answer, ties
  included. Axioms of bargaining speak of convex sets of utilities; here the sets are finite, and an axiom by which a
  criterion is known may fail on them: `monotone` does.
- Division: every issue is a thing, its options are the parties' names, and a thing is worth nothing to who does not get
  it. Others raise BadProblem.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from comity.gains import reference
from comity.gains.answers import Answer
from comity.gains.model import BadProblem, Choice, Interaction, Package, Party, Points, Problem

Criterion = Callable[[Problem], Answer]
Utilities = tuple[Fraction, ...]


def pareto_efficient(problem: Problem, package: Package) -> bool:
    """No feasible package is better for one party and worse for none. V. Pareto, Manuale di economia politica, 1906."""
    own = problem.utilities(package)
    others = (problem.utilities(other) for other in reference.packages(problem) if problem.allows(other))
    return problem.allows(package) and not any(reference.dominates(other, own) for other in others)


def individually_rational(problem: Problem, package: Package) -> bool:
    """Nobody gets less than without agreement. J. von Neumann and O. Morgenstern, Theory of Games, 1944."""
    return problem.rational(package)


def symmetric(problem: Problem, criterion: Criterion, order: Sequence[int]) -> bool:
    """The parties in another order get what they got, in that order. J. F. Nash, The bargaining problem, 1950."""
    swapped = replace(problem, parties=tuple(problem.parties[n] for n in order))
    return named(criterion(swapped)) == {tuple(point[n] for n in order) for point in named(criterion(problem))}


def scale_invariant(
    problem: Problem, criterion: Criterion, factors: Sequence[Fraction], shifts: Sequence[Fraction]
) -> bool:
    """Utilities factor x u + shift, factor > 0, change only the scales of what is named. Nash 1950."""
    moved = {
        tuple(u * factor + shift for u, factor, shift in zip(point, factors, shifts, strict=True))
        for point in named(criterion(problem))
    }
    return named(criterion(rescaled(problem, factors, shifts))) == moved


def independent(problem: Problem, narrower: Problem, criterion: Criterion) -> bool:
    """Where some of what is named stays possible when others fall away, that is named. Nash 1950.

    narrower: the same with more constraints.
    """
    kept = named(criterion(problem)) & _possible(narrower)
    return not kept or named(criterion(narrower)) == kept


def monotone(problem: Problem, wider: Problem, criterion: Criterion) -> bool:
    """Where more becomes possible and nobody's best changes, nobody gets less by one of the points then named.

    wider: the same with fewer constraints. E. Kalai and M. Smorodinsky, Other solutions to Nash's bargaining problem,
    1975, axiom 4; as restricted monotonicity in A. E. Roth, Axiomatic Models of Bargaining, 1979.
    """
    if ideal(problem) != ideal(wider):
        return True
    after = named(criterion(wider))
    return all(any(all(map(Fraction.__ge__, new, old)) for new in after) for old in named(criterion(problem)))


def envy_free(problem: Problem, package: Package) -> bool:
    """Nobody would rather have what another gets. D. Foley, Resource allocation and the public sector, 1967."""
    return all(sum(own) >= sum(other) for own, other in _compared(problem, package))


def envy_free_up_to_one(problem: Problem, package: Package) -> bool:
    """Nobody would rather have what another gets, less some one thing of it.

    R. Lipton, E. Markakis, E. Mossel and A. Saberi, EC 2004; E. Budish, J. of Political Economy 119, 2011.
    """
    return all(sum(own) >= sum(other) - max(other, default=0) for own, other in _compared(problem, package))


def proportional(problem: Problem, package: Package) -> bool:
    """Each of n parties gets a share of 1/n of the whole, in its own points. H. Steinhaus, Econometrica 16, 1948."""
    worth = division(problem)
    return all(
        len(worth) * sum(points for issue, points in things.items() if package[issue] == party) >= sum(things.values())
        for party, things in worth.items()
    )


def named(answer: Answer) -> set[Utilities]:
    """The utility points that an answer names, ties included; none where there is no agreement."""
    return {answer.utilities, *answer.ties} if answer.agreement else set()


def ideal(problem: Problem) -> Utilities | None:
    """The most that each party gets in an individually rational package; None where there is none."""
    points = [point for point in _possible(problem) if all(map(Fraction.__ge__, point, _reservations(problem)))]
    return tuple(map(max, zip(*points, strict=True))) if points else None


def rescaled(problem: Problem, factors: Sequence[Fraction], shifts: Sequence[Fraction]) -> Problem:
    """The problem with utilities factor x u + shift; reservation values move with them."""
    moved = [
        replace(
            party,
            interactions=(*party.interactions, *_always(shift * party.scale / factor)),
            reservation=party.reservation * factor + shift,
            scale=party.scale / factor,
        )
        for party, factor, shift in zip(problem.parties, factors, shifts, strict=True)
    ]
    return replace(problem, parties=tuple(moved))


def division(problem: Problem) -> dict[str, dict[str, Fraction]]:
    """Party -> thing -> points, where the problem divides things. Raises BadProblem where it does not."""
    names = {party.name for party in problem.parties}
    for issue in problem.issues:
        if not isinstance(issue, Choice) or set(issue.options) != names:
            raise BadProblem(f"issues.{issue.name}: the options of a thing to divide are the parties")
    return {party.name: {issue.name: _own(party, issue.name) for issue in problem.issues} for party in problem.parties}


def _own(party: Party, thing: str) -> Fraction:
    key, worth = f"parties.{party.name}", party.worth.get(thing)
    if party.interactions:
        raise BadProblem(f"{key}.interactions: things to divide count alone")
    points = worth.of if isinstance(worth, Points) else {}
    if any(own for value, own in points.items() if value != party.name):
        raise BadProblem(f"{key}.points.{thing}: must be nothing where another gets it")
    return points.get(party.name, Fraction())


def _compared(problem: Problem, package: Package) -> list[tuple[list[Fraction], list[Fraction]]]:
    """For each party and each other one: what things are worth to it, its own and the other's."""

    def bundle(things: Mapping[str, Fraction], holder: str) -> list[Fraction]:
        return [points for thing, points in things.items() if package[thing] == holder]

    worth = division(problem)
    return [
        (bundle(things, party), bundle(things, other))
        for party, things in worth.items()
        for other in worth
        if other != party
    ]


def _possible(problem: Problem) -> set[Utilities]:
    return {problem.utilities(package) for package in reference.packages(problem) if problem.allows(package)}


def _always(points: Fraction) -> list[Interaction]:
    return [Interaction((), points)] if points else []


def _reservations(problem: Problem) -> Utilities:
    return tuple(party.reservation for party in problem.parties)
