"""The request as it stands now: as it was filed, with the consents given since and the answers of third States."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from comity.law import request as requests
from comity.law.act import Json
from comity.law.request import Answer, Consent, Request, ThirdState
from comity.law.state import State


def up_to_date(body: Mapping[str, Json], state: State, at: datetime) -> Request:
    """The request in the body of the first act, with the consents and third States of the state at `at` (UTC)."""
    request, ids = requests.read(body["request"]), cast("list[Json]", body["parties"])
    parties = tuple(
        replace(
            party,
            consent=Consent(
                given=True,
                instrument=party.consent.instrument or "act of consent",
                on=party.consent.on or at.date(),
            ),
        )
        if state.parties[str(name)]["status"] == "in"
        else party
        for name, party in zip(ids, request.parties, strict=True)
    )
    answers = {name: str(thing["version"]) for name, thing in state.things.get("third-state", {}).items()}
    unnamed = tuple(third for third in request.third_states if not third.state)
    thirds = tuple(ThirdState(Answer(answer), name) for name, answer in sorted(answers.items()))
    involved = True if thirds else request.third_state_involved
    return replace(request, parties=parties, third_states=thirds + unnamed, third_state_involved=involved)
