"""Steps that every story takes: a request in the form that the gates read, and what several people say alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from comity.faces.cli.story.stage import Said, Stage
from comity.law.act import Json
from comity.law.instants import render

INDEPENDENT = "I am independent of both parties, impartial, available, and bound to confidentiality."

On = Callable[..., None]


def calendar(stage: Stage, start: datetime, *, hour: int) -> On:
    """The story's clock: moves the stage to a day after `start`, at an hour after it."""

    def on(day: int, hour: int = hour) -> None:
        stage.move(start + timedelta(days=day, hours=hour))

    return on


def state(code: str) -> dict[str, Json]:
    """A State as a request describes it."""
    return {"kind": "state", "state": code}


def company(country: str, *, state_owned: bool = False) -> dict[str, Json]:
    """A company as a request describes it."""
    return {
        "kind": "company",
        "nationality": [country],
        "place_of_business": country,
        "state_owned": state_owned,
    }


def request(
    stage: Stage,
    asks: Mapping[str, Json],
    answers: Mapping[str, Json],
    *,
    subjects: Sequence[str],
    edition: str = "iomed-provisional-2026",
    category: str = "state-state",
    instrument: str = "this request",
) -> dict[str, Json]:
    """One side's request, filed now: it consents by an instrument of today, the other side has not yet."""
    consent: dict[str, Json] = {"given": True, "instrument": instrument, "on": f"{stage.now():%Y-%m-%d}"}
    return {
        "category": category,
        "edition": edition,
        "filed_at": render(stage.now()),
        "subjects": list(subjects),
        "third_state_involved": False,
        "party": [
            {"side": "requesting", **asks, "consent": consent},
            {"side": "responding", **answers, "consent": {"given": False}},
        ],
    }


def each(
    stage: Stage,
    roles: Iterable[str],
    act: str,
    *,
    facts: Said | None = None,
    body: Said | None = None,
    room: str | None = None,
    note: str,
) -> None:
    """Every one of the roles says the same."""
    for who in roles:
        stage.act(who, act, facts=facts, body=body, room=room, note=note)


def agree(stage: Stage, roles: Iterable[str], *, note: str) -> None:
    """Every one of the roles agrees to the protocol, clause by clause, as it reads it."""
    for who in roles:
        for clause, version in stage.versions(who, "protocol-clause").items():
            stage.act(who, "agree-clause", facts={"clause": clause, "version": version}, note=note)


def table_issues(stage: Stage, mediator: str, issues: Iterable[tuple[str, Sequence[str]]]) -> None:
    """The mediator puts each issue on the table of the joint room, with its options."""
    for title, options in issues:
        body: dict[str, Json] = {"title": title, "options": list(options)}
        stage.act(mediator, "table-issue", room="joint", body=body, note=f"On the table: {title}")
