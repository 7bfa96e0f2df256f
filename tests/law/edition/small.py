"""A small edition as plain values, to be spoilt in one place at a time."""

from copy import deepcopy
from typing import Any

import pytest

from comity.law.edition import BadEdition, from_json

SOURCED = {"source": "tests", "status": "assumed"}


def _row(act: str, **columns: Any) -> dict[str, Any]:
    return {"act": act, "title": act, "told": act, "article": "1", "when": ["open"], **SOURCED, **columns}


def _entry(name: str, **keys: Any) -> dict[str, Any]:
    return {"name": name, "title": name, "article": "1", **SOURCED, **keys}


COUNTED = {"event": "opened", "length": 10, "unit": "business-days", "roll": "next-business-day"}

_SMALL: dict[str, Any] = {
    "name": "small-2026",
    "title": "A small edition",
    "category": "commercial",
    "groups": {"running": ["open", "text"]},
    "phases": [
        {"name": "none", "title": "Not begun", "stage": "One"},
        {
            "name": "open",
            "title": "Open",
            "stage": "One",
            "starts": ["answer", "head"],
            "until": [{"if": [{"is": "tabled", "kind": "clause"}], "phase": "text", "starts": ["dates"]}],
        },
        {
            "name": "text",
            "title": "Text",
            "stage": "One",
            "until": [{"if": [{"is": "all_have", "mark": "agree", "on": "clause"}], "phase": "done", "ending": "done"}],
        },
        {"name": "done", "title": "Done", "stage": "Two", "final": True},
        {"name": "ended", "title": "Ended", "stage": "Two", "final": True},
    ],
    "periods": [
        _entry("answer", **COUNTED, zone="Asia/Hong_Kong", phase="open", lapse="lapse", mandatory=True),
        _entry("head", event="opened", hours="heads", lapse="tell", while_suspended=True),
        _entry("dates", event="agreed", each="clause", field="ends_on"),
        _entry("force", event="agreed", value="force-on"),
        {"name": "unsaid", "title": "?", "event": "?", "article": "1", "source": "nobody", "status": "unset"},
    ],
    "endings": [
        {"name": "done", "title": "Done", "article": "1", **SOURCED},
        {"name": "silence", "title": "Silence", "article": "1", **SOURCED},
    ],
    "lists": {"clauses": ["one", "two"]},
    "values": [
        {"name": "heads", "title": "Fixed times", "value": [0, 12], **SOURCED},
        {"name": "mediators", "title": "How many", "value": 1, "article": "2", **SOURCED},
        {"name": "calendar", "title": "Holidays", "value": {"holidays": ["2026-03-04"]}, **SOURCED},
        {"name": "unsaid", "title": "?", "source": "nobody", "status": "unset", "mandatory": True},
    ],
    "gates": [{"name": "consent", "title": "Consent", "article": "1", **SOURCED}],
    "acts": [
        _row(
            "open",
            who=["requester"],
            when=["none"],
            mandate="sign",
            facts={"sides": "{id: requesting|responding}", "force_on": "instant?", "count": "1..2"},
            guards=[{"is": "two_sides", "sides": "$sides"}, {"is": "ahead", "instant": "$force_on"}],
            do=[
                {"is": "admit", "sides": "$sides"},
                {"is": "set", "force-on": "$force_on", "number": "$count", "listed": "$sides"},
            ],
            then=[{"phase": "open"}],
        ),
        _row(
            "put",
            who=["mediator"],
            summary="Puts a clause",
            facts={"clause": "id", "version": "digest", "ends_on": "instant?", "free": "bool"},
            body=["text"],
            guards=[
                {"is": "listed", "name": "$clause", "among": "clauses"},
                {"is": "seats_filled", "office": "mediator", "number": "number", "otherwise": "mediators"},
                {"is": "fact_is", "fact": "$free", "one_of": [True]},
            ],
            do=[{"is": "put", "kind": "clause", "name": "$clause", "version": "$version", "keep": ["ends_on"]}],
        ),
        _row(
            "agree",
            who=["party"],
            when=["@running"],
            facts={"assertion": "assertion"},
            guards=[{"is": "among", "value": "listed"}, {"is": "running", "period": "answer"}],
            do=[{"is": "mark", "on": "clause"}],
        ),
        _row(
            "sit", who=["nominee"], do=[{"is": "seat", "account": "@actor", "office": "mediator", "status": "seated"}]
        ),
        _row("lapse", who=["clock"], then=[{"phase": "ended", "ending": "silence"}]),
        _row(
            "tell",
            who=["clock"],
            when=["open", "text", "done", "ended"],
            while_suspended=True,
            guards=[{"is": "head_time", "hours": "heads"}],
            then=[{"if": [{"is": "phase_in", "phases": ["open", "text"]}], "starts": ["head"]}],
        ),
        _row(
            "wish",
            who=["party"],
            log="room",
            rooms=["joint"],
            facts={"item": "id"},
            do=[{"is": "mark", "within": "answer"}],
            entails=[
                {"act": "end", "log": "case", "if": [{"is": "all_have", "mark": "wish"}]},
                {"act": "hear", "log": "caucus", "facts": {"item": "$item", "by": "@party"}},
            ],
        ),
        _row("end", who=["system"], then=[{"phase": "ended", "ending": "silence"}]),
        _row("hear", who=["system"], log="room", rooms=["caucus"], facts={"item": "id", "by": "id"}),
    ],
}


def small() -> dict[str, Any]:
    """The edition, to be changed at will."""
    return deepcopy(_SMALL)


def spoilt(path: str, value: Any) -> dict[str, Any]:
    """The edition with another value at a place such as `acts.put.guards.0.among`; named entries by their names.

    The value `None` takes the key away.
    """
    whole = small()
    *steps, key = path.split(".")
    place: Any = whole
    for step in steps:
        place = _within(place, step)
    if isinstance(place, list):
        place[_index(place, key)] = value
    elif value is None:
        del place[key]
    else:
        place[key] = value
    return whole


def _within(place: Any, step: str) -> Any:
    return place[_index(place, step)] if isinstance(place, list) else place[step]


def _index(place: list[Any], step: str) -> int:
    if step.isdigit():
        return int(step)
    names = [entry.get("name", entry.get("act")) for entry in place]
    return names.index(step)


def refusal(source: dict[str, Any]) -> tuple[str, str]:
    """Key path and reason."""
    with pytest.raises(BadEdition) as caught:
        from_json(source)
    assert str(caught.value) == f"{caught.value.path}: {caught.value.reason}"
    return caught.value.path, caught.value.reason
