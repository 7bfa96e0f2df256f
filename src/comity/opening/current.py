"""The request as it stands now: as it was filed, with the consents given since and the answers of third States.

Subjects that a named officer has fixed stand instead of those that were filed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from comity.law import request as requests
from comity.law.act import Json
from comity.law.request import Answer, Approval, Consent, Party, Request, Side, ThirdState
from comity.law.state import State


def up_to_date(body: Mapping[str, Json], state: State, at: datetime) -> Request:
    """The request in the body of the first act, with the consents and third States of the state at `at` (UTC)."""
    request, ids = requests.read(body["request"]), cast("list[Json]", body["parties"])
    there = present(body, state)
    parties = tuple(
        _now(party, str(name), state, at)
        for name, party in zip(ids, request.parties, strict=True)
        if str(name) in there
    )
    answers = {name: str(thing["version"]) for name, thing in state.things.get("third-state", {}).items()}
    unnamed = tuple(third for third in request.third_states if not third.state)
    thirds = tuple(ThirdState(Answer(answer), name) for name, answer in sorted(answers.items()))
    involved = True if thirds else request.third_state_involved
    return replace(fixed(request, state), parties=parties, third_states=thirds + unnamed, third_state_involved=involved)


def present(body: Mapping[str, Json], state: State) -> list[str]:
    """The ids of the parties of `up_to_date`, in its order: those of the request that have not left."""
    named = map(str, cast("list[Json]", body["parties"]))
    return [name for name in named if state.parties[name]["status"] != "left"]


def _now(party: Party, name: str, state: State, at: datetime) -> Party:
    """A party with the consent that it gave since, and its State's word where the registry has recorded it."""
    if name in state.things.get("approval", {}):
        party = replace(party, approval=Approval(given=True))
    if state.parties[name]["status"] != "in":
        return party
    written = Consent(True, party.consent.instrument or "act of consent", party.consent.on or at.date())
    return replace(party, consent=written)


def with_newcomers(
    request: Request, described: Mapping[str, Mapping[str, Json]], state: State, at: datetime, *, newcomer: str
) -> Request:
    """The request with those who have joined since, and this newcomer, who has consented, among its parties.

    described: newcomer id -> what was proposed of it, in the keys of a request's party. BadInput.
    """
    joined = [name for name, thing in state.things.get("joinder", {}).items() if thing["version"] == "in"]
    more = []
    for name in [*(each for each in joined if state.parties[each]["status"] == "in"), newcomer]:
        side = Side(state.parties[name]["side"])
        party = requests.party({**described[name], "side": side.value, "consent": {"given": False}})
        consent = Consent(given=True, instrument="act of consent", on=at.date())
        more.append(replace(_now(party, name, state, at), consent=consent))
    return replace(request, parties=(*request.parties, *more))


def fixed(request: Request, state: State) -> Request:
    """The request with the subjects that a named officer has fixed; as it was filed where nobody has."""
    found = state.things.get("fixed-subjects", {}).get("now")
    if found is None:
        return request
    subjects, depends_on = (cast("list[str]", found.get(name) or []) for name in ("subjects", "depends_on"))
    return replace(request, subjects=tuple(subjects), depends_on=tuple(depends_on))
