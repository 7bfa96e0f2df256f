"""Single negotiating text: the next change of one clause that is worth asking the parties about.

- A package that some party refused is never asked about again, nor one that all have accepted.
- Where every party's preferences are known: the change with the greatest Nash product of gains over the reservation
  values, if it is greater than the draft's, among the packages that no party is known to refuse. A party is known to
  refuse what is worth less to it than no agreement, and what is worth no more to it than a package that it refused.
- Where some party's are not, only the answers count: a clause that hurts somebody is changed to a value of which nobody
  said that it hurts; the clause that hurts most parties first, then a value that stood in no draft before, then the
  nearest number, or the option that stands first.
- The same draft and answers always give the same change. Equal changes: the issue, then the value, that stands first.
- One clause at a time can end where two changes together would still gain: comity.gains.improve finds those.

R. Fisher, International Mediation: A Working Guide, 1978 (the single text and its criticisms); H. Raiffa, The Art and
Science of Negotiation, 1982 (Camp David); M. Klein, P. Faratin, H. Sayama and Y. Bar-Yam, Negotiating complex
contracts, Group Decision and Negotiation 12, 2003 (mutation of one issue, accepted or refused).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comity.gains.model import BadProblem, Package, Problem, Value

Measure = tuple[int, Fraction]


@dataclass(frozen=True)
class Reply:
    """What a party said of a draft. hurts: the issues whose clause hurts it there, whether it accepts or not."""

    party: str
    draft: Package
    accepts: bool
    hurts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """The draft to ask about: that of before with `issue` settled by `value`. package None: nothing is left to ask.

    why: one sentence for the mediator, who decides what of it the parties see.
    """

    package: Package | None
    issue: str | None
    value: Value | None
    why: str


def next_text(problem: Problem, draft: Package, replies: Sequence[Reply] = ()) -> Change:
    """The next draft, one clause changed. A party without points or interactions has unknown preferences.

    Raises BadProblem where the draft or a reply does not fit the problem, or an amount moves freely.
    """
    _check(problem, draft, replies)
    known = all(party.worth or party.interactions for party in problem.parties)
    return _by_gain(problem, draft, replies) if known else _by_hurt(problem, draft, replies)


def _by_gain(problem: Problem, draft: Package, replies: Sequence[Reply]) -> Change:
    refused = _refused_utilities(problem, replies)
    best: Change | None = None
    most = _product(problem, draft)
    for issue, value, package in _changes(problem, draft, replies):
        got = problem.utilities(package)
        if any(u <= least for u, least in zip(got, refused, strict=True) if least is not None):
            continue
        measure = _product(problem, package)
        if measure is not None and (most is None or measure > most):
            best, most = Change(package, issue, value, f"{issue}: the greatest product of gains by one change"), measure
    return best or Change(None, None, None, "no single change gives a greater product of gains that nobody refused")


def _by_hurt(problem: Problem, draft: Package, replies: Sequence[Reply]) -> Change:
    hurt = {(reply.party, issue, reply.draft[issue]) for reply in replies for issue in reply.hurts}
    hurting = {(issue, value) for _, issue, value in hurt}
    stood = {(issue, value) for each in (draft, *(reply.draft for reply in replies)) for issue, value in each.items()}

    def burden(issue: str) -> int:
        return sum((party.name, issue, draft[issue]) in hurt for party in problem.parties)

    def rank(change: tuple[str, Value, Package]) -> tuple[int, bool, Fraction]:
        issue, value, _ = change
        return -burden(issue), (issue, value) in stood, _distance(draft[issue], value)

    worth_asking = [
        each for each in _changes(problem, draft, replies) if burden(each[0]) and (each[0], each[1]) not in hurting
    ]
    if not worth_asking:
        return Change(None, None, None, _nothing(any(burden(issue.name) for issue in problem.issues)))
    issue, value, package = min(worth_asking, key=rank)
    return Change(
        package, issue, value, f"{issue}: {burden(issue)} of {len(problem.parties)} say that this clause hurts"
    )


def _nothing(named: bool) -> str:  # noqa: FBT001  two sentences, no switch of behaviour
    if named:
        return "every other value of the clauses that hurt hurts somebody too, was refused or breaks a constraint"
    return "nobody said which clause of this draft hurts"


def _changes(problem: Problem, draft: Package, replies: Sequence[Reply]) -> Iterator[tuple[str, Value, Package]]:
    """Every feasible change of one clause that was neither refused nor accepted by all."""
    settled = [reply.draft for reply in replies if not reply.accepts or _accepted(problem, reply.draft, replies)]
    for issue in problem.issues:
        for value in issue.values():
            if value == draft[issue.name]:
                continue
            package = {**draft, issue.name: value}
            if problem.allows(package) and package not in settled:
                yield issue.name, value, package


def _accepted(problem: Problem, draft: Package, replies: Sequence[Reply]) -> bool:
    by = {reply.party for reply in replies if reply.accepts and reply.draft == draft}
    return all(party.name in by for party in problem.parties)


def _refused_utilities(problem: Problem, replies: Sequence[Reply]) -> list[Fraction | None]:
    """Per party, the most that a package which it refused is worth to it."""
    return [
        max((p.utility(reply.draft) for reply in replies if reply.party == p.name and not reply.accepts), default=None)
        for p in problem.parties
    ]


def _product(problem: Problem, package: Package) -> Measure | None:
    """How many parties gain over no agreement, and the product of their gains; None where one loses."""
    gains = [got - each.reservation for got, each in zip(problem.utilities(package), problem.parties, strict=True)]
    above = [gain for gain in gains if gain > 0]
    return None if min(gains) < 0 else (len(above), math.prod(above, start=Fraction(1)))


def _distance(old: Value, new: Value) -> Fraction:
    return Fraction() if isinstance(old, str) or isinstance(new, str) else abs(Fraction(new) - Fraction(old))


def _check(problem: Problem, draft: Package, replies: Sequence[Reply]) -> None:
    problem.check(draft)
    names = {party.name for party in problem.parties}
    for number, reply in enumerate(replies, 1):
        if reply.party not in names:
            raise BadProblem(f"replies[{number}].party: no party has this name")
        problem.check(reply.draft)
        for issue in sorted(reply.hurts):
            if issue not in problem.by_name:
                raise BadProblem(f"replies[{number}].hurts.{issue}: no issue has this name")
