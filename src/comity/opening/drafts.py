"""A draft of a request: the answers to the wizard's questions, and the request that they come to.

Rules upheld:
- nothing is filed before its author signs; until then a draft is its author's alone, sealed, and may be thrown away;
- the request is built from the answers in one place, so that what the gates show beforehand is what is filed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity import keeper
from comity.law import request as requests
from comity.law.act import Json
from comity.law.edition import packaged
from comity.law.gates import Assessment, assess
from comity.law.request import Request
from comity.law.shape import BadInput
from comity.treaty import queries as treaty

EDITION, CATEGORY = "iomed-provisional-2026", "state-state"
KIND, REASON = "draft", "draft"


@dataclass(frozen=True)
class Draft:
    """answers: by question. saved_at: UTC. own, other: the party ids that the request will use."""

    id: str
    saved_at: datetime
    answers: Mapping[str, Json]

    @property
    def parties(self) -> list[str]:
        """The party ids, requesting side first; chosen when the draft was begun, so that a retry files the same."""
        return [str(self.answers["own"]), str(self.answers["other"])]

    def request(self, at: datetime) -> dict[str, Json]:
        """The request that the answers come to, in the keys of law.request. at: aware instant of filing."""
        answers = self.answers
        given: dict[str, Json] = {"given": True, "instrument": "this request", "on": f"{at:%Y-%m-%d}"}
        other: dict[str, Json] = {"given": False}
        if answers.get("agreed") == "yes":
            other = {"given": True, "instrument": str(answers.get("instrument", ""))}
            if answers.get("agreed_on"):
                other["on"] = answers["agreed_on"]
        built: dict[str, Json] = {
            "category": CATEGORY,
            "edition": EDITION,
            "filed_at": at.isoformat(),
            "subjects": answers.get("subjects") or [],
            "party": [
                {"side": "requesting", "kind": "state", "state": answers.get("own_state"), "consent": given},
                {"side": "responding", "kind": "state", "state": answers.get("other_state"), "consent": other},
            ],
        }
        if answers.get("depends_on"):
            built["depends_on"] = answers["depends_on"]
        if answers.get("third") in ("yes", "no"):
            built["third_state_involved"] = answers["third"] == "yes"
        if answers.get("third") == "yes" and answers.get("third_states"):
            named = answers["third_states"]
            built["third_states"] = (
                [{"state": state, "consent": "pending"} for state in named] if isinstance(named, list) else []
            )
        return built

    def assessment(self, at: datetime) -> Assessment | None:
        """What each gate finds on the answers so far; None while they do not make a request yet."""
        try:
            request: Request = requests.read(self.request(at))
        except BadInput:
            return None
        return assess(request, treaty.register(None, at), packaged(EDITION, CATEGORY))


def begun(own_state: str) -> dict[str, Json]:
    """The answers of a new draft: whose it is, and the party ids."""
    return {"own_state": own_state, "own": keeper.random_id(), "other": keeper.random_id()}
