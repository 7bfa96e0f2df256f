"""From a plain value to an Edition, refusing with key path and reason whatever an edition must not be.

Refused here: an unknown key, name of a guard or effect, or parameter; a missing column; a second row. What only the
whole can show (unknown phases, endings that nothing reaches, guards that hold of nobody) is refused in checks.py.
"""

import inspect
from collections.abc import Mapping

from comity.law import facts
from comity.law.act import Json
from comity.law.edition import checks, reading
from comity.law.edition.model import (
    CATEGORIES,
    POWERS,
    ROLES,
    ROLLS,
    ROOMS,
    STATUSES,
    UNITS,
    BadEdition,
    Call,
    Edition,
    Ending,
    Entail,
    Gate,
    Outcome,
    Period,
    Phase,
    Row,
    Value,
)
from comity.law.effects import EFFECTS
from comity.law.finding import Rule
from comity.law.guards import GUARDS

TOP = ("name", "title", "category", "phases", "groups", "periods", "endings", "lists", "values", "gates", "acts")
_SOURCED = ("name", "title", "article", "source", "status")
_PERIOD = (
    *_SOURCED,
    "event",
    "length",
    "unit",
    "roll",
    "zone",
    "value",
    "each",
    "field",
    "before",
    "hours",
    "lapse",
    "phase",
    "while_suspended",
    "mandatory",
)
_ROW = (
    *(
        "act",
        "title",
        "told",
        "summary",
        "article",
        "who",
        "mandate",
        "when",
        "while_suspended",
        "facts",
        "body",
        "guards",
        "do",
        "then",
    ),
    *("log", "rooms", "entails", "source", "status"),
)


def from_json(value: Mapping[str, Json]) -> Edition:
    """An edition from its resolved plain value (digest_source). BadEdition names the key path and the reason."""
    top = reading.table(dict(value), "edition", keys=TOP)
    for key, entry in top.items():
        reading.plain(entry, key)
    phases = reading.named(top.get("phases"), "phases", _phase)
    groups = _groups(top.get("groups", {}), phases)
    edition = Edition(
        name=reading.text(top, "name", "edition"),
        title=reading.text(top, "title", "edition"),
        category=reading.one_of(top, "category", "edition", CATEGORIES),
        phases=phases,
        groups=groups,
        periods=reading.named(top.get("periods", []), "periods", _period),
        endings=reading.named(top.get("endings", []), "endings", _ending),
        lists={
            name: reading.names({name: entry}, name, "lists")
            for name, entry in reading.table(top.get("lists", {}), "lists").items()
        },
        values=reading.named(top.get("values", []), "values", _value),
        gates=reading.named(top.get("gates", []), "gates", _gate),
        acts=_rows(top.get("acts"), phases, groups),
        source=dict(value),
    )
    checks.whole(edition)
    return edition


def _groups(value: Json, phases: Mapping[str, Phase]) -> dict[str, frozenset[str]]:
    groups = {}
    for name, entry in reading.table(value, "groups").items():
        listed = reading.names({name: entry}, name, "groups", wanted=True)
        for phase in listed:
            if phase not in phases:
                raise BadEdition(f"groups.{name}", f"unknown phase {phase!r}")
        groups[name] = frozenset(listed)
    return groups


def _phase(name: str, entry: Json, path: str) -> Phase:
    found = reading.table(entry, path, keys=("name", "title", "stage", "starts", "until", "final"))
    return Phase(
        name=name,
        title=reading.text(found, "title", path),
        stage=reading.text(found, "stage", path),
        starts=reading.names(found, "starts", path),
        until=_outcomes(found.get("until", []), f"{path}.until"),
        final=reading.flag(found, "final", path),
    )


def _outcomes(value: Json, path: str) -> tuple[Outcome, ...]:
    outcomes = []
    for where, entry in reading.items(value, path):
        found = reading.table(entry, where, keys=("if", "do", "starts", "phase", "ending"))
        outcomes.append(
            Outcome(
                conditions=calls(found.get("if", []), f"{where}.if", GUARDS),
                do=calls(found.get("do", []), f"{where}.do", EFFECTS),
                starts=reading.names(found, "starts", where),
                phase=reading.optional(found, "phase", where),
                ending=reading.optional(found, "ending", where),
            )
        )
    return tuple(outcomes)


def calls(value: Json, path: str, vocabulary: Mapping[str, Rule]) -> tuple[Call, ...]:
    """Calls of a closed vocabulary, each with known parameters and no required one missing."""
    return tuple(_call(entry, where, vocabulary) for where, entry in reading.items(value, path))


def _call(entry: Json, path: str, vocabulary: Mapping[str, Rule]) -> Call:
    found = reading.table(entry, path)
    name = reading.text(found, "is", path)
    if name not in vocabulary:
        raise BadEdition(f"{path}.is", f"unknown name {name!r}")
    given = {key: value for key, value in found.items() if key != "is"}
    wanted = list(inspect.signature(vocabulary[name].function).parameters.values())[2:]
    free = any(parameter.kind is parameter.VAR_KEYWORD for parameter in wanted)
    for key, value in given.items():
        if not free and key not in {parameter.name for parameter in wanted}:
            raise BadEdition(f"{path}.{key}", f"{name} knows no such parameter")
        if value == []:
            raise BadEdition(f"{path}.{key}", "would hold of nobody and nothing")
    for parameter in wanted:
        if (
            parameter.default is parameter.empty
            and parameter.kind is parameter.KEYWORD_ONLY
            and parameter.name not in given
        ):
            raise BadEdition(f"{path}.{parameter.name}", f"{name} needs this parameter")
    return Call(name, given)


def _sourced(found: Mapping[str, Json], path: str) -> tuple[str, str]:
    return reading.text(found, "source", path), reading.one_of(found, "status", path, STATUSES)


def _period(name: str, entry: Json, path: str) -> Period:
    found = reading.table(entry, path, keys=_PERIOD)
    source, status = _sourced(found, path)
    length = found.get("length")
    if length is not None and (type(length) is not int or length < 1):
        raise BadEdition(f"{path}.length", "a whole number from 1 is wanted")
    kinds = [key for key in ("length", "value", "each", "hours") if key in found]
    if len(kinds) > 1 or (not kinds) != (status == "unset") or ("each" in found) != ("field" in found):
        raise BadEdition(path, "is measured by exactly one of length, value, each with field, hours; or is unset")
    return Period(
        name=name,
        title=reading.text(found, "title", path),
        event=reading.text(found, "event", path),
        article=reading.text(found, "article", path),
        source=source,
        status=status,
        length=length,
        unit=reading.one_of(found, "unit", path, UNITS, "calendar-days"),
        roll=reading.one_of(found, "roll", path, ROLLS, "none"),
        zone=reading.optional(found, "zone", path),
        value=reading.optional(found, "value", path),
        each=reading.optional(found, "each", path),
        field=reading.optional(found, "field", path),
        before=reading.optional(found, "before", path),
        hours=reading.optional(found, "hours", path),
        lapse=reading.optional(found, "lapse", path),
        phase=reading.optional(found, "phase", path),
        while_suspended=reading.flag(found, "while_suspended", path),
        mandatory=reading.flag(found, "mandatory", path),
    )


def _ending(name: str, entry: Json, path: str) -> Ending:
    found = reading.table(entry, path, keys=_SOURCED)
    source, status = _sourced(found, path)
    return Ending(name, reading.text(found, "title", path), reading.text(found, "article", path), source, status)


def _gate(name: str, entry: Json, path: str) -> Gate:
    found = reading.table(entry, path, keys=_SOURCED)
    source, status = _sourced(found, path)
    return Gate(name, reading.text(found, "title", path), reading.text(found, "article", path), source, status)


def _value(name: str, entry: Json, path: str) -> Value:
    found = reading.table(entry, path, keys=(*_SOURCED, "value", "mandatory"))
    source, status = _sourced(found, path)
    if ("value" in found) == (status == "unset"):
        raise BadEdition(path, "has a value, or the status unset")
    return Value(
        name=name,
        title=reading.text(found, "title", path),
        source=source,
        status=status,
        value=found.get("value"),
        article=reading.optional(found, "article", path) or "",
        mandatory=reading.flag(found, "mandatory", path),
    )


def _rows(value: Json, phases: Mapping[str, Phase], groups: Mapping[str, frozenset[str]]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for where, entry in reading.items(value, "acts"):
        name = reading.text(reading.table(entry, where), "act", where)
        if name in rows:
            raise BadEdition(f"acts.{name}", "a second row for the same act")
        rows[name] = _row(name, entry, f"acts.{name}", phases, groups)
    return rows


def _row(name: str, entry: Json, path: str, phases: Mapping[str, Phase], groups: Mapping[str, frozenset[str]]) -> Row:
    found = reading.table(entry, path, keys=_ROW)
    source, status = _sourced(found, path)
    who = reading.names(found, "who", path, wanted=True)
    for role in who:
        if role not in ROLES:
            raise BadEdition(f"{path}.who", f"unknown role {role!r}")
    return Row(
        act=name,
        title=reading.text(found, "title", path),
        told=reading.text(found, "told", path),
        summary=reading.optional(found, "summary", path) or "",
        article=reading.text(found, "article", path),
        who=who,
        when=_when(reading.names(found, "when", path, wanted=True), path, phases, groups),
        source=source,
        status=status,
        mandate=reading.one_of(found, "mandate", path, POWERS) if "mandate" in found else None,
        while_suspended=reading.flag(found, "while_suspended", path),
        facts=_facts(found.get("facts", {}), f"{path}.facts"),
        body=reading.names(found, "body", path),
        guards=calls(found.get("guards", []), f"{path}.guards", GUARDS),
        do=calls(found.get("do", []), f"{path}.do", EFFECTS),
        then=_outcomes(found.get("then", []), f"{path}.then"),
        log=reading.one_of(found, "log", path, ("case", "room"), "case"),
        rooms=_rooms(found, path),
        entails=tuple(
            _entail(item, where) for where, item in reading.items(found.get("entails", []), f"{path}.entails")
        ),
    )


def _when(
    listed: tuple[str, ...], path: str, phases: Mapping[str, Phase], groups: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    when: set[str] = set()
    for item in listed:
        known = groups.get(item[1:]) if item.startswith("@") else {item} if item in phases else None
        if known is None:
            raise BadEdition(f"{path}.when", f"unknown phase {item!r}")
        when |= known
    return frozenset(when)


def _facts(value: Json, path: str) -> dict[str, str]:
    kinds = {}
    for name in reading.table(value, path):
        kinds[name] = reading.text(reading.table(value, path), name, path)
        if not facts.known(kinds[name]):
            raise BadEdition(f"{path}.{name}", f"unknown type {kinds[name]!r}")
    return kinds


def _rooms(found: Mapping[str, Json], path: str) -> tuple[str, ...]:
    rooms = reading.names(found, "rooms", path)
    for room in rooms:
        if room not in ROOMS:
            raise BadEdition(f"{path}.rooms", f"unknown room {room!r}")
    if bool(rooms) != (found.get("log") == "room"):
        raise BadEdition(f"{path}.rooms", "a row of the room log names its rooms, a row of the case log none")
    return rooms


def _entail(entry: Json, path: str) -> Entail:
    found = reading.table(entry, path, keys=("act", "log", "if", "facts"))
    return Entail(
        act=reading.text(found, "act", path),
        log=reading.one_of(found, "log", path, ("case", *ROOMS)),
        conditions=calls(found.get("if", []), f"{path}.if", GUARDS),
        facts=reading.table(found.get("facts", {}), f"{path}.facts"),
    )
