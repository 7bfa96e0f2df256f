"""A problem as a GENIUS folder, where that form can carry it; comity.gains.genius reads the same utilities back.

Refused, with the key: amounts, constraints, points beside interactions, an integer issue whose points do not lie on a
line, a number that has no finite decimal, and additive utilities outside [0, 1], which GENIUS would cut (weights that
sum to 1 but for their rounding pass). Of interactions the greatest utility is not computed: GENIUS cuts it at 1.

File names carry the parties' names and order; where the names alone would not sort so, files are numbered.
"""

import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

from comity.gains.exact import decimal
from comity.gains.model import (
    Amount,
    BadProblem,
    Between,
    Choice,
    Interaction,
    Issue,
    Party,
    Problem,
    Value,
    Whole,
)

ROUNDING = Fraction(1, 10**9)
_PLAIN = re.compile(r"[A-Za-z0-9][\w -]{0,80}")


def write(problem: Problem, folder: Path) -> None:
    """Write the files into a folder that is empty or not there. Raises BadProblem, FileExistsError."""
    files = texts(problem)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder}: not empty; every file in it would be read as part of the problem")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def texts(problem: Problem) -> dict[str, str]:
    """File name -> text: the domain, then the profiles in the parties' order. Raises BadProblem."""
    for issue in problem.issues:
        if isinstance(issue, Amount):
            raise BadProblem(f"issues.{issue.name}: an amount has no place in a GENIUS file")
    if problem.constraints:
        raise BadProblem("constraints: have no place in a GENIUS file")
    names = _file_names([party.name for party in problem.parties])
    domain = "domain.xml" if "domain.xml" not in map(str.lower, names) else "negotiation-domain.xml"
    made = {domain: _domain(problem)}
    return made | {name: _profile(problem, party) for name, party in zip(names, problem.parties, strict=True)}


def _file_names(parties: Sequence[str]) -> list[str]:
    names = [f"{party}.xml" for party in parties]
    apart = len({name.lower() for name in names}) == len(names)
    if apart and names == sorted(names) and all(_PLAIN.fullmatch(party) for party in parties):
        return names
    width = len(str(len(parties)))
    safe = (re.sub(r"[^\w -]", "_", party)[:80] for party in parties)
    return [f"{position:0{width}}-{name}.xml" for position, name in enumerate(safe, 1)]


def _tag(name: str, attributes: Mapping[str, object], inside: Sequence[str] | None = None) -> list[str]:
    """An element, a line for each tag; without `inside` it is empty."""
    said = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    if inside is None:
        return [f"<{name}{said}/>"]
    return [f"<{name}{said}>", *(f"  {line}" for line in inside), f"</{name}>"]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])


def _objective(inside: Sequence[str]) -> list[str]:
    root = {"index": 0, "name": "root", "description": "", "type": "objective", "etype": "objective"}
    return _tag("objective", root, inside)


def _issue(position: int, issue: Issue, inside: Sequence[str]) -> list[str]:
    kind = "discrete" if isinstance(issue, Choice) else "integer"
    head: dict[str, object] = {"index": position, "name": issue.name, "type": kind, "etype": kind, "vtype": kind}
    if not isinstance(issue, Choice):
        head |= {"lowerbound": issue.low, "upperbound": issue.high}
    return _tag("issue", head, inside)


def _domain(problem: Problem) -> str:
    lines = [line for n, issue in enumerate(problem.issues, 1) for line in _issue(n, issue, _options(issue))]
    space = _tag("utility_space", {"number_of_issues": len(problem.issues)}, _objective(lines))
    return _text(_tag("negotiation_template", {}, space))


def _options(issue: Issue) -> list[str]:
    """The items of an issue without evaluations; none for a whole number."""
    if not isinstance(issue, Choice):
        return []
    return [_tag("item", {"index": n, "value": option})[0] for n, option in enumerate(issue.options, 1)]


def _profile(problem: Problem, party: Party) -> str:
    key = f"parties.{party.name}"
    if party.interactions and party.worth:
        raise BadProblem(f"{key}.points: a GENIUS profile has points or interactions, not both")
    kind = {"type": "nonlinear"} if party.interactions else {}
    inside = _nonlinear(problem, party, key) if party.interactions else _additive(problem, party, key)
    least = _tag("reservation", {"value": _decimal(party.reservation, f"{key}.reservation")})
    return _text(_tag("utility_space", kind, [*_objective(inside), *least]))


def _decimal(value: Fraction, key: str) -> str:
    found = decimal(value)
    if found is None:
        raise BadProblem(f"{key}: {value} has no finite decimal, which a GENIUS file needs")
    return found


def _additive(problem: Problem, party: Party, key: str) -> list[str]:
    issues: list[str] = []
    weights: list[str] = []
    total, least = Fraction(), Fraction()
    for position, issue in enumerate(problem.issues, 1):
        worth = party.worth.get(issue.name)
        shares = {value: (worth.at(value) if worth else Fraction()) / party.scale for value in issue.values()}
        total, least = total + max(shares.values()), min(least, *shares.values())
        at = f"{key}.points.{issue.name}"
        weight, inside = _linear(issue, shares, at) if isinstance(issue, Whole) else _discrete(shares, at)
        issues += _issue(position, issue, inside)
        weights += _tag("weight", {"index": position, "value": weight})
    if total > 1 + ROUNDING or least < 0:
        raise BadProblem(f"{key}.scale: GENIUS cuts utilities to [0, 1]; here they reach from {least} to {total}")
    return issues + weights


def _discrete(shares: Mapping[Value, Fraction], key: str) -> tuple[str, list[str]]:
    """The weight, and an item with its evaluation, a whole number, for each option."""
    every = shares.values()
    whole = math.lcm(*(share.denominator for share in every))
    divisor = math.gcd(*(int(share * whole) for share in every)) or 1
    items = (
        {"index": n, "value": option, "evaluation": int(share * whole) // divisor}
        for n, (option, share) in enumerate(shares.items(), 1)
    )
    return _decimal(max(every), key), [_tag("item", item)[0] for item in items]


def _linear(issue: Whole, shares: Mapping[Value, Fraction], key: str) -> tuple[str, list[str]]:
    """The weight and the evaluator of an integer issue."""
    first = shares[issue.low]
    step = shares[issue.low + 1] - first if issue.high > issue.low else Fraction()
    if any(share != first + step * (int(value) - issue.low) for value, share in shares.items()):
        raise BadProblem(f"{key}: an integer issue of a GENIUS file needs points on a straight line")
    most = max(shares.values())
    for weight in (most, Fraction(1)):
        found = [decimal(part) for part in (weight, first / (weight or 1), step / (weight or 1))]
        if None not in found:
            line = {"ftype": "linear", "offset": found[1], "slope": found[2]}
            return str(found[0]), _tag("evaluator", line)
    raise BadProblem(f"{key}: these points have no finite decimals, which a GENIUS file needs")


def _nonlinear(problem: Problem, party: Party, key: str) -> list[str]:
    position = {issue.name: n for n, issue in enumerate(problem.issues, 1)}
    boxes = [
        line
        for n, each in enumerate(party.interactions, 1)
        for line in _box(problem, position, each, f"{key}.interactions[{n}]")
    ]
    issues = [line for n, issue in enumerate(problem.issues, 1) for line in _issue(n, issue, _options(issue))]
    plain = _tag("ufun", {"type": "PlainUfun", "weight": 1, "aggregation": "sum"}, boxes)
    return [*issues, *_tag("utility", {"maxutility": _decimal(party.scale, f"{key}.scale")}, plain)]


def _box(problem: Problem, position: Mapping[str, int], each: Interaction, key: str) -> list[str]:
    sides: list[str] = []
    for condition in each.when:
        at = f"{key}.when.{condition.issue}"
        issue = problem.by_name[condition.issue]
        if not isinstance(issue, Whole):
            raise BadProblem(f"{at}: a hyper-rectangle of a GENIUS file has sides on whole numbers only")
        if isinstance(condition, Between):
            low, high = math.ceil(condition.low), math.floor(condition.high)
        else:
            meets = sorted(int(value) for value in condition.values)
            if not meets or meets[-1] - meets[0] + 1 != len(meets):
                raise BadProblem(f"{at}: a side of a GENIUS file is a range without gaps")
            low, high = meets[0], meets[-1]
        sides += _tag("INCLUDES", {"index": position[condition.issue], "min": low, "max": high})
    return _tag("hyperRectangle", {"utility": _decimal(each.points, f"{key}.points")}, sides)
