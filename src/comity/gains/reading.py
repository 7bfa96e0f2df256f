"""A problem from a TOML or JSON file; docs/reference/gains.md has the form.

- What is wrong is named by its key path, constraints and interactions counted from 1: `parties.Arda.points.Dam.high`.
- An unknown key is refused, so a misspelt word never passes for silence; a key that stands twice too.
- Numbers are exact (comity.gains.exact). The order of issues, options and parties is the file's.
- Sizes are bounded: a file, a name, a number.
"""

import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from comity.gains.exact import Literal, number
from comity.gains.model import (
    Among,
    Amount,
    BadProblem,
    Between,
    Budget,
    Choice,
    Condition,
    Constraint,
    Curve,
    Forbidden,
    Interaction,
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
from comity.gains.partial import Order, Pile, Stated, Statements, whole

LARGEST = 32 * 1024 * 1024  # bytes of a file
LONGEST = 500  # characters of a name
FREE = "free"  # the step of an amount that moves freely
IN_PART = ("order", "piles", "weights")  # a party's keys for preferences in part
KINDS = {
    "forbidden": ("kind", "when", "reason"),
    "required": ("kind", "when", "then", "reason"),
    "budget": ("kind", "rates", "most", "reason"),
}
_UNSEEN = frozenset(("Cc", "Cs", "Zl", "Zp"))

T = TypeVar("T")
Table = Mapping[str, object]
Issues = Mapping[str, Issue]


def load(path: Path) -> Problem:
    """The problem of a TOML or JSON file, or of a GENIUS folder. Raises BadProblem, and OSError as opening does."""
    if path.is_dir():
        from comity.gains.genius import read

        return read(path)
    return problem(tree(path))


def tree(path: Path) -> Table:
    """What stands in a TOML or JSON file (by its ending, .json), decimals as Literal."""
    if path.stat().st_size > LARGEST:
        raise BadProblem(f"file: larger than {LARGEST // 1024 // 1024} MB")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadProblem("file: not UTF-8 text") from None
    return json_tree(text) if path.suffix.lower() == ".json" else toml_tree(text)


def from_toml(text: str) -> Problem:
    """The problem in a TOML text. Raises BadProblem."""
    return problem(toml_tree(text))


def from_json(text: str) -> Problem:
    """The problem in a JSON text. Raises BadProblem."""
    return problem(json_tree(text))


def toml_tree(text: str) -> Table:
    """TOML as plain values."""
    try:
        return tomllib.loads(text, parse_float=Literal)
    except (ValueError, RecursionError) as error:
        raise BadProblem(f"file: not TOML: {error}") from None


def json_tree(text: str) -> Table:
    """JSON as plain values; what TOML cannot hold (a key twice, NaN, another value than an object) is refused."""
    try:
        found = json.loads(text, parse_float=Literal, parse_constant=Literal, object_pairs_hook=_once)
    except BadProblem:
        raise
    except (ValueError, RecursionError) as error:
        raise BadProblem(f"file: not JSON: {error}") from None
    return _table(found, "file", None)


def problem(plain: object) -> Problem:
    """The problem of plain values, as a TOML or JSON parser gives them. Raises BadProblem."""
    top = _table(plain, "file", ("name", "issues", "parties", "constraints"))
    issues = tuple(_issue(name, value) for name, value in _named(top, "issues"))
    by_name = {issue.name: issue for issue in issues}
    return Problem(
        issues=issues,
        parties=tuple(_party(name, value, by_name) for name, value in _named(top, "parties")),
        constraints=tuple(_each(top, "constraints", "constraints", lambda one, key: _constraint(one, key, by_name))),
        name=_text(top.get("name", ""), "name", least=0),
    )


def statements(plain: object) -> Statements:
    """What the parties state, preferences in part among it; the form of a problem otherwise. Raises BadProblem."""
    top = _table(plain, "file", ("name", "issues", "parties", "constraints"))
    issues = tuple(_issue(name, value) for name, value in _named(top, "issues"))
    by_name = {issue.name: issue for issue in issues}
    return Statements(
        issues=issues,
        stated=tuple(_stated(name, value, issues) for name, value in _named(top, "parties")),
        constraints=tuple(_each(top, "constraints", "constraints", lambda one, key: _constraint(one, key, by_name))),
        name=_text(top.get("name", ""), "name", least=0),
    )


def package(of: Problem, plain: object) -> Package:
    """A package, {issue: value}, alone or under the key `package` as in an answer. Raises BadProblem."""
    found = _table(plain, "package", None)
    if "package" in found and "package" not in of.by_name:
        found = _table(found["package"], "package", None)
    for name in found:
        if name not in of.by_name:
            raise BadProblem(f"package.{name}: no issue has this name")
    made = {name: _value(of.by_name[name], value, f"package.{name}") for name, value in found.items()}
    of.check(made)
    return made


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise BadProblem(f"{key}: stands twice")
        made[key] = value
    return made


def _table(value: object, key: str, keys: Sequence[str] | None) -> Table:
    """A table; with `keys`, only these stand in it."""
    if not isinstance(value, Mapping):
        raise BadProblem(f"{key}: a table is wanted")
    for each in value if keys is not None else ():
        if each not in (keys or ()):
            at = str(each) if key == "file" else f"{key}.{each}"
            raise BadProblem(f"{at}: unknown key; the keys here are {', '.join(keys or ())}")
    return value


def _named(top: Table, key: str) -> Iterable[tuple[str, object]]:
    return ((_text(name, key), value) for name, value in _table(_need(top, key, ""), key, None).items())


def _need(table: Table, name: str, key: str) -> object:
    if name not in table:
        raise BadProblem(f"{key}.{name}: required" if key else f"{name}: required")
    return table[name]


def _list(value: object, key: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise BadProblem(f"{key}: a list is wanted")
    return value


def _each(table: Table, name: str, key: str, read: Callable[[object, str], T]) -> list[T]:
    return [read(one, f"{key}[{position}]") for position, one in enumerate(_list(table.get(name, ()), key), 1)]


def _text(value: object, key: str, least: int = 1) -> str:
    if not isinstance(value, str) or not least <= len(value) <= LONGEST:
        raise BadProblem(f"{key}: a text of {least} to {LONGEST} characters is wanted")
    if any(unicodedata.category(character) in _UNSEEN for character in value):
        raise BadProblem(f"{key}: a text of one line is wanted, without control characters")
    return value


def _whole(value: object, key: str) -> int:
    exact = number(value, key)
    if exact.denominator != 1:
        raise BadProblem(f"{key}: a whole number is wanted")
    return int(exact)


def _issue(name: str, value: object) -> Issue:
    key = f"issues.{name}"
    table = _table(value, key, ("options", "low", "high", "unit", "step"))
    if "options" in table:
        _table(value, key, ("options",))
        return Choice(name, tuple(_each(table, "options", f"{key}.options", _text)))
    low, high = _need(table, "low", key), _need(table, "high", key)
    if "unit" not in table and "step" not in table:
        return Whole(name, _whole(low, f"{key}.low"), _whole(high, f"{key}.high"))
    step = table.get("step", 1)
    return Amount(
        name,
        number(low, f"{key}.low"),
        number(high, f"{key}.high"),
        _text(table.get("unit", ""), f"{key}.unit", least=0),
        None if step == FREE else number(step, f"{key}.step"),
    )


def _party(name: str, value: object, issues: Issues) -> Party:
    key = f"parties.{name}"
    keys = ("points", "interactions", "reservation", "scale")
    if isinstance(value, Mapping):
        for said in IN_PART:
            if said in value:
                raise BadProblem(f"{key}.{said}: a preference in part; to be solved a problem needs points")
    table = _table(value, key, keys)
    return Party(
        name=name,
        worth=_worths(table, key, issues),
        reservation=number(table.get("reservation", 0), f"{key}.reservation"),
        interactions=tuple(
            _each(table, "interactions", f"{key}.interactions", lambda one, at: _interaction(one, at, issues))
        ),
        scale=number(table.get("scale", 1), f"{key}.scale"),
    )


def _stated(name: str, value: object, issues: tuple[Issue, ...]) -> Stated:
    """A party that states something in part or nothing; one with points alone is whole."""
    key, by_name = f"parties.{name}", {issue.name: issue for issue in issues}
    if isinstance(value, Mapping) and not any(said in value for said in IN_PART):
        party = _party(name, value, by_name)
        return whole(party, issues) if party.worth or party.interactions else Stated(Party(name, {}))
    table = _table(value, key, ("points", *IN_PART))
    order = _table(table.get("order", {}), f"{key}.order", None)
    weights = _table(table.get("weights", {}), f"{key}.weights", None)
    return Stated(
        Party(name, _worths(table, key, by_name)),
        order={issue: _order(by_name, issue, said, f"{key}.order.{issue}") for issue, said in order.items()},
        piles=_piles(table, f"{key}.piles"),
        weights={issue: _interval(said, f"{key}.weights.{issue}") for issue, said in weights.items()},
    )


def _order(issues: Issues, name: str, value: object, key: str) -> Order:
    issue = issues.get(name)
    if issue is None:
        raise BadProblem(f"{key}: no issue has this name")
    groups: list[frozenset[Value]] = []
    for position, said in enumerate(_list(value, key), 1):
        at = f"{key}[{position}]"
        together = said if isinstance(said, list | tuple) else [said]
        found = [_value(issue, one, at) for one in together]
        if len(set(found)) != len(found):
            raise BadProblem(f"{at}: two are the same")
        groups.append(frozenset(found))
    return tuple(groups)


def _piles(table: Table, key: str) -> dict[str, Pile]:
    made: dict[str, Pile] = {}
    piles = _table(table.get("piles", {}), key, tuple(Pile))
    for pile in Pile:
        for issue in _each(piles, pile, f"{key}.{pile}", _text):
            if issue in made:
                raise BadProblem(f"{key}.{pile}.{issue}: lies in a pile already")
            made[issue] = pile
    return made


def _interval(value: object, key: str) -> tuple[Fraction, Fraction]:
    """[least, most], or one number that is both."""
    if not isinstance(value, list | tuple):
        exact = number(value, key)
        return exact, exact
    if len(value) != 2:
        raise BadProblem(f"{key}: a pair [least, most], or one number, is wanted")
    return number(value[0], key), number(value[1], key)


def _worths(table: Table, key: str, issues: Issues) -> dict[str, Worth]:
    points = _table(table.get("points", {}), f"{key}.points", None)
    return {issue: _worth(issues, issue, worth, f"{key}.points.{issue}") for issue, worth in points.items()}


def _worth(issues: Issues, name: str, value: object, key: str) -> Worth:
    issue = issues.get(name)
    if issue is None:
        raise BadProblem(f"{key}: no issue has this name")
    if isinstance(value, list | tuple):
        return Curve(tuple(_corner(one, f"{key}[{position}]") for position, one in enumerate(value, 1)))
    if not isinstance(value, Mapping):
        raise BadProblem(f"{key}: a table of points, or a list of [amount, points], is wanted")
    made: dict[Value, Fraction] = {}
    for said, points in value.items():
        settled = _value(issue, said, f"{key}.{said}")
        if settled in made:
            raise BadProblem(f"{key}.{said}: stands twice")
        made[settled] = number(points, f"{key}.{said}")
    return Points(made)


def _corner(value: object, key: str) -> tuple[Fraction, Fraction]:
    pair = _list(value, key)
    if len(pair) != 2:
        raise BadProblem(f"{key}: a pair [amount, points] is wanted")
    return number(pair[0], key), number(pair[1], key)


def _value(issue: Issue, value: object, key: str) -> Value:
    if isinstance(issue, Choice):
        return _text(value, key)
    return _whole(value, key) if isinstance(issue, Whole) else number(value, key)


def _interaction(value: object, key: str, issues: Issues) -> Interaction:
    table = _table(value, key, ("when", "points"))
    return Interaction(
        _when(_need(table, "when", key), f"{key}.when", issues),
        number(_need(table, "points", key), f"{key}.points"),
    )


def _when(value: object, key: str, issues: Issues) -> tuple[Condition, ...]:
    """A table {issue: what it must be}, or a list of such tables where one issue stands under two conditions."""
    tables = value if isinstance(value, list | tuple) else [value]
    return tuple(
        _condition(name, said, f"{key}.{name}", issues)
        for table in tables
        for name, said in _table(table, key, None).items()
    )


def _condition(name: str, value: object, key: str, issues: Issues) -> Condition:
    issue = issues.get(name)
    if issue is None:
        raise BadProblem(f"{key}: no issue has this name")
    if isinstance(value, Mapping):
        if isinstance(issue, Choice):
            raise BadProblem(f"{key}: options have no low and high; list them")
        table = _table(value, key, ("low", "high"))
        return Between(
            name,
            number(table.get("low", Fraction(issue.low)), f"{key}.low"),
            number(table.get("high", Fraction(issue.high)), f"{key}.high"),
        )
    said = value if isinstance(value, list | tuple) else [value]
    return Among(name, frozenset(_value(issue, one, key) for one in said))


def _constraint(value: object, key: str, issues: Issues) -> Constraint:
    kind = _need(_table(value, key, None), "kind", key)
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadProblem(f"{key}.kind: one of {', '.join(KINDS)} is wanted")
    table = _table(value, key, KINDS[kind])
    reason = _text(table.get("reason", ""), f"{key}.reason", least=0)
    if kind == "budget":
        rates = _table(_need(table, "rates", key), f"{key}.rates", None)
        return Budget(
            {name: number(rate, f"{key}.rates.{name}") for name, rate in rates.items()},
            number(_need(table, "most", key), f"{key}.most"),
            reason,
        )
    when = _when(_need(table, "when", key), f"{key}.when", issues)
    if kind == "forbidden":
        return Forbidden(when, reason)
    then = _when(_need(table, "then", key), f"{key}.then", issues)
    if len(then) != 1:
        raise BadProblem(f"{key}.then: one condition is wanted")
    return Required(when, then[0], reason)
