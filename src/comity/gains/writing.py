"""A problem as TOML or JSON: what comity.gains.reading reads back as an equal one.

Whole numbers are written as they are, other exact numbers as "p/q".
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from comity.gains.exact import plain
from comity.gains.model import (
    Among,
    Budget,
    Choice,
    Condition,
    Constraint,
    Issue,
    Package,
    Party,
    Points,
    Problem,
    Required,
    Value,
    Whole,
    Worth,
)
from comity.gains.reading import FREE

Plain = dict[str, object]


def to_toml(problem: Problem) -> str:
    """The problem as a TOML text: a section for each issue, party, interaction and constraint."""
    made = to_plain(problem)
    lines = [f"name = {_inline(made['name'])}", ""] if "name" in made else []
    for name, issue in _tables(made, "issues"):
        lines += _section(f"[issues.{_key(name)}]", issue)
    for name, party in _tables(made, "parties"):
        at = f"parties.{_key(name)}"
        lines += _section(f"[{at}]", {key: party[key] for key in ("reservation", "scale") if key in party})
        if "points" in party:
            lines += _section(f"[{at}.points]", party["points"])
        for each in _sequence(party.get("interactions", ())):
            lines += _section(f"[[{at}.interactions]]", each)
    for each in _sequence(made.get("constraints", ())):
        lines += _section("[[constraints]]", each)
    return "\n".join(lines)


def to_json(problem: Problem) -> str:
    """The problem as a JSON text."""
    return json.dumps(to_plain(problem), indent=2, ensure_ascii=False) + "\n"


def to_plain(problem: Problem) -> Plain:
    """The problem as plain values; keys that say nothing are left out."""
    made: Plain = {"name": problem.name} if problem.name else {}
    made["issues"] = {issue.name: _issue(issue) for issue in problem.issues}
    made["parties"] = {party.name: _party(party) for party in problem.parties}
    if problem.constraints:
        made["constraints"] = [_constraint(each) for each in problem.constraints]
    return made


def package_to_plain(package: Package) -> Plain:
    """A package as plain values."""
    return {name: _value(value) for name, value in package.items()}


def _value(value: Value) -> int | str:
    return value if isinstance(value, str) else plain(value)


def _issue(issue: Issue) -> Plain:
    if isinstance(issue, Choice):
        return {"options": list(issue.options)}
    ends: Plain = {"low": plain(issue.low), "high": plain(issue.high)}
    if isinstance(issue, Whole):
        return ends
    unit: Plain = {"unit": issue.unit} if issue.unit else {}
    return unit | ends | {"step": FREE if issue.step is None else plain(issue.step)}


def _party(party: Party) -> Plain:
    made: Plain = {}
    if party.reservation:
        made["reservation"] = plain(party.reservation)
    if party.scale != 1:
        made["scale"] = plain(party.scale)
    if party.worth:
        made["points"] = {issue: _worth(worth) for issue, worth in party.worth.items()}
    if party.interactions:
        made["interactions"] = [{"when": _when(each.when), "points": plain(each.points)} for each in party.interactions]
    return made


def _worth(worth: Worth) -> object:
    if isinstance(worth, Points):
        return {str(_value(value)): plain(points) for value, points in worth.of.items()}
    return [[plain(amount), plain(points)] for amount, points in worth.corners]


def _when(when: Sequence[Condition]) -> object:
    tables = [{each.issue: _condition(each)} for each in when]
    if len({each.issue for each in when}) < len(when):
        return tables
    return {issue: said for table in tables for issue, said in table.items()}


def _condition(condition: Condition) -> object:
    if not isinstance(condition, Among):
        return {"low": plain(condition.low), "high": plain(condition.high)}
    said = [_value(value) for value in sorted(condition.values, key=lambda one: (isinstance(one, str), one))]
    return said[0] if len(said) == 1 else said


def _constraint(constraint: Constraint) -> Plain:
    if isinstance(constraint, Budget):
        rates = {issue: plain(rate) for issue, rate in constraint.rates.items()}
        made: Plain = {"kind": "budget", "rates": rates, "most": plain(constraint.most)}
    elif isinstance(constraint, Required):
        made = {"kind": "required", "when": _when(constraint.when), "then": _when([constraint.then])}
    else:
        made = {"kind": "forbidden", "when": _when(constraint.when)}
    return made | ({"reason": constraint.reason} if constraint.reason else {})


def _tables(plain: Plain, key: str) -> Iterable[tuple[str, Mapping[str, object]]]:
    found = plain[key]
    if isinstance(found, Mapping):
        yield from found.items()


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _section(head: str, table: object) -> list[str]:
    rows = table.items() if isinstance(table, Mapping) else ()
    return [head, *(f"{_key(key)} = {_inline(value)}" for key, value in rows), ""]


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(said)}" for key, said in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _quoted(name)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
