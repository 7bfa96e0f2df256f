"""Whether what a call is given suits what its function takes: so that no guard or effect stumbles over an act.

A fact of a row has a type of the small language, a literal one of TOML; a function says by its annotations what it
takes. A fact that may be left out (`?`) suits only a parameter that may be None.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from comity.law.act import Json
from comity.law.edition.model import BadEdition, Call, Row

_PLAIN: dict[object, type] = {Sequence: list, Mapping: dict}  # what an annotation is called in a file


def check(call: Call, function: Callable[..., object], where: str, row: Row | None) -> None:
    """Refuse a parameter whose value the function cannot take; under names of its own it takes any. BadEdition."""
    wanted = dict([*signature(function).parameters.items()][2:])  # without the state and the act
    for key, value in call.params.items():
        if key in wanted and not _given(value, row) <= _taken(wanted[key].annotation):
            raise BadEdition(f"{where}.{call.name}.{key}", f"{call.name} cannot take {value!r} here")


def _given(value: Json, row: Row | None) -> set[type]:
    """The types that a parameter's value may have when the call is made. An actor, a party, a role is a text."""
    if row is not None and isinstance(value, str) and value[:1] == "$":
        kind = row.facts[value[1:]]
        return {_type_of(kind.removesuffix("?")), NoneType if kind.endswith("?") else _type_of(kind)}
    return {type(value)}


def _type_of(kind: str) -> type:
    if kind == "bool" or ".." in kind:
        return bool if kind == "bool" else int
    opening: dict[str, type] = {"[": list, "{": dict}
    return opening.get(kind[0], str)


def _taken(annotation: Any) -> set[type]:
    """The plain types that an annotation admits."""
    options = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    origins = [get_origin(option) or option for option in options]
    return {_PLAIN.get(origin, origin) for origin in origins}
