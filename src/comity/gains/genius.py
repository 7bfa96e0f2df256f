"""GENIUS and ANAC folders: one domain file, and a profile for each party in the order of the file names.

A party is called as its file without the ending. Other files, published frontiers say, are passed over. Conventions of
GENIUS (R. Lin et al., Genius, Computational Intelligence 30(1), 2014; package genius.core.utility, version 9):

- additive: u = sum over issues j of w_j * e_j / max e_j, weights as they stand (they are not made to sum to 1), an
  issue whose evaluations are all 0 worth nothing; an integer issue is worth w_j * (offset + slope * (value - low)), the
  bracket cut to [0, 1];
- nonlinear: u = the sum of utility * weight over the hyper-rectangles (INCLUDES) that the package lies in, divided by
  the file's own `maxutility`. GENIUS cuts u at 1. We do not: in ANAC 2014 the true maximum lies above `maxutility`, and
  packages that differ would be called equal. EXCLUDES, min and max aggregation are refused;
- reservation value as it stands, 0 if none; the discount factor is ignored: a problem here has no time;
- exact: decimals are taken at their text. NegMAS keeps evaluations without dividing by the greatest, which is another
  utility and gives other packages.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from comity.gains.exact import number
from comity.gains.markup import LARGEST, Element, NotXml, parse
from comity.gains.model import (
    BadProblem,
    Between,
    Choice,
    Interaction,
    Party,
    Points,
    Problem,
    Value,
    Whole,
)

NOTHING = Fraction(1, 100_000)  # GENIUS: where no evaluation reaches this, every value is worth 0
Numbered = Mapping[str, Choice | Whole]  # an issue by its index in the domain file


def read(folder: Path) -> Problem:
    """The problem in a folder. Raises BadProblem that names the file and the key, and OSError as opening does."""
    domains: list[tuple[str, Element]] = []
    profiles: list[tuple[str, Element]] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        root = _root(path) if path.suffix.lower() == ".xml" and path.is_file() else None
        if root is not None and root.tag == "negotiation_template":
            domains.append((path.name, root))
        elif root is not None and root.tag == "utility_space":
            profiles.append((path.name, root))
    if len(domains) != 1:
        names = ", ".join(name for name, _ in domains) or "none"
        raise BadProblem(f"domain: a GENIUS folder has one domain file (negotiation_template); here: {names}")
    if not profiles:
        raise BadProblem("profile: a GENIUS folder has a profile (utility_space) for each party; here: none")
    issues = _domain(*domains[0])
    return Problem(
        issues=tuple(issues.values()),
        parties=tuple(_Profile(name, root, issues).party() for name, root in profiles),
        name=folder.resolve().name,
    )


def _root(path: Path) -> Element | None:
    """The root of an XML file; None for one that is not ours. A broken profile is never passed over in silence."""
    if path.stat().st_size > LARGEST:
        raise BadProblem(f"{path.name}: larger than {LARGEST // 1024 // 1024} MB")
    data = path.read_bytes()
    try:
        return parse(data)
    except NotXml as error:
        text = data.replace(b"\0", b"").lower()  # UTF-16 too
        if b"<utility_space" in text or b"<negotiation_template" in text:
            raise BadProblem(f"{path.name}: {error}") from None
        return None


def _get(element: Element, name: str, key: str) -> str:
    found = element.attributes.get(name, "").strip()
    if not found:
        raise BadProblem(f"{key}.{name}: required, line {element.line}")
    return found


def _whole(element: Element, name: str, key: str) -> int:
    exact = number(_get(element, name, key), f"{key}.{name}")
    if exact.denominator != 1:
        raise BadProblem(f"{key}.{name}: a whole number is wanted, line {element.line}")
    return int(exact)


def _kind(issue: Element) -> str:
    kinds = (issue.attributes.get(name, "").strip().lower() for name in ("vtype", "etype", "type"))
    return next(filter(None, kinds), "discrete")


def _domain(file: str, root: Element) -> dict[str, Choice | Whole]:
    made: dict[str, Choice | Whole] = {}
    for each in root.every("issue"):
        index = _get(each, "index", f"{file}: issue")
        name = _get(each, "name", f"{file}: issue[{index}]")
        key = f"{file}: issue[{index}] {name}"
        if index in made:
            raise BadProblem(f"{key}.index: two issues have it")
        match _kind(each):
            case "discrete":
                made[index] = Choice(name, tuple(_get(item, "value", f"{key}.item") for item in each.every("item")))
            case "integer":
                made[index] = Whole(name, _whole(each, "lowerbound", key), _whole(each, "upperbound", key))
            case other:
                raise BadProblem(f"{key}.type: {other} is not modelled; discrete and integer issues are")
    return made


class _Profile:
    """One profile file, against the domain's issues."""

    def __init__(self, file: str, root: Element, issues: Numbered) -> None:
        self.file = file
        self.root = root
        self.issues = issues

    def party(self) -> Party:
        """The party that it describes."""
        name = self.file[: -len(".xml")]
        reservation = self.reservation()
        functions = next(self.root.every("utility"), None)
        if functions is None and self.root.attributes.get("type", "").strip().lower() == "nonlinear":
            raise BadProblem(f"{self.file}: utility: a nonlinear profile needs one")
        if functions is None:
            worth, scale = self.additive()
            return Party(name, worth, reservation, (), scale)
        key = f"{self.file}: utility"
        scale = number(_get(functions, "maxutility", key), f"{key}.maxutility")
        if scale <= 0:
            raise BadProblem(f"{key}.maxutility: must be above nothing")
        return Party(name, {}, reservation, self.nonlinear(functions), scale)

    def reservation(self) -> Fraction:
        found = next(self.root.every("reservation"), None)
        key = f"{self.file}: reservation"
        return Fraction() if found is None else number(_get(found, "value", key), f"{key}.value")

    def additive(self) -> tuple[dict[str, Points], Fraction]:
        """Whole points for each issue, and the points that make a utility of 1."""
        weights = {
            _get(each, "index", f"{self.file}: weight"): number(
                _get(each, "value", f"{self.file}: weight"), f"{self.file}: weight.value"
            )
            for each in self.root.every("weight")
        }
        shares: dict[str, dict[Value, Fraction]] = {}
        for index, element in self.matched().items():
            issue = self.issues[index]
            if index not in weights:
                raise BadProblem(f"{self.file}: weight[{index}]: {issue.name} needs one")
            if weights[index] < 0:
                raise BadProblem(f"{self.file}: weight[{index}].value: is below nothing")
            each = self.discrete(element, issue) if isinstance(issue, Choice) else self.linear(element, issue)
            shares[issue.name] = {value: share * weights[index] for value, share in each.items()}
        return _in_whole_points(shares)

    def matched(self) -> dict[str, Element]:
        """The profile's element for each issue of the domain, by index."""
        found = {_get(each, "index", f"{self.file}: issue"): each for each in self.root.every("issue")}
        for index, issue in self.issues.items():
            if index not in found:
                raise BadProblem(f"{self.file}: issue[{index}]: {issue.name} is missing")
            name = found[index].attributes.get("name", issue.name).strip()
            if name.casefold() != issue.name.casefold():
                raise BadProblem(f"{self.file}: issue[{index}].name: {name}, but the domain file has {issue.name}")
        for index in found:
            if index not in self.issues:
                raise BadProblem(f"{self.file}: issue[{index}]: the domain file has no such issue")
        return {index: found[index] for index in self.issues}

    def discrete(self, element: Element, issue: Choice) -> dict[Value, Fraction]:
        """e / max e for each option."""
        key = f"{self.file}: issue {issue.name}"
        found: dict[str, Fraction] = {}
        for item in element.every("item"):
            option = _get(item, "value", f"{key}.item")
            if option not in issue.options:
                raise BadProblem(f"{key}.item {option}: the domain file has no such option")
            if option in found:
                raise BadProblem(f"{key}.item {option}: stands twice")
            at = f"{key}.item {option}"
            found[option] = number(_get(item, "evaluation", at), f"{at}.evaluation")
        for option in issue.options:
            if option not in found:
                raise BadProblem(f"{key}.item {option}: needs an evaluation")
        most = max(found.values())
        return {option: found[option] / most if most >= NOTHING else Fraction() for option in issue.options}

    def linear(self, element: Element, issue: Whole) -> dict[Value, Fraction]:
        """offset + slope * (value - low), cut to [0, 1]."""
        key = f"{self.file}: issue {issue.name}.evaluator"
        found = next(element.every("evaluator"), None)
        if found is None:
            raise BadProblem(f"{key}: an integer issue needs one, line {element.line}")
        if found.attributes.get("ftype", "linear").strip().lower() != "linear":
            raise BadProblem(f"{key}.ftype: only linear is modelled, line {found.line}")
        slope = number(_get(found, "slope", key), f"{key}.slope")
        offset = number(_get(found, "offset", key), f"{key}.offset")
        return {
            value: min(max(offset + slope * (value - issue.low), Fraction()), Fraction(1))
            for value in range(issue.low, issue.high + 1)
        }

    def nonlinear(self, functions: Element) -> tuple[Interaction, ...]:
        """The hyper-rectangles of plain sums."""
        for each in functions.every("ufun"):
            key = f"{self.file}: ufun"
            if each.attributes.get("aggregation", "sum").strip().lower() != "sum":
                raise BadProblem(f"{key}.aggregation: only sum is modelled, line {each.line}")
            if number(each.attributes.get("weight", "1").strip(), f"{key}.weight") != 1:
                raise BadProblem(f"{key}.weight: only 1 is modelled, line {each.line}")
        return tuple(map(self.box, functions.every("hyperrectangle")))

    def box(self, element: Element) -> Interaction:
        key = f"{self.file}: hyperRectangle (line {element.line})"
        for child in element.children:
            if child.tag != "includes":
                raise BadProblem(f"{key}.{child.tag.upper()}: is not modelled; INCLUDES is")
        points = number(_get(element, "utility", key), f"{key}.utility")
        weight = number(element.attributes.get("weight", "1").strip(), f"{key}.weight")
        return Interaction(tuple(self.side(each, f"{key}.INCLUDES") for each in element.children), points * weight)

    def side(self, element: Element, key: str) -> Between:
        index = _get(element, "index", key)
        issue = self.issues.get(index)
        if not isinstance(issue, Whole):
            raise BadProblem(f"{key}.index: {index} is no integer issue of the domain file")
        return Between(issue.name, Fraction(_whole(element, "min", key)), Fraction(_whole(element, "max", key)))


def _in_whole_points(shares: Mapping[str, Mapping[Value, Fraction]]) -> tuple[dict[str, Points], Fraction]:
    """The same utilities with whole points: the smallest ones, and their scale."""
    every = [share for each in shares.values() for share in each.values()]
    scale = Fraction(math.lcm(*(share.denominator for share in every)), math.gcd(*(s.numerator for s in every)) or 1)
    scaled = {issue: Points({value: share * scale for value, share in each.items()}) for issue, each in shares.items()}
    return scaled, scale
