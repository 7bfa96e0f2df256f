"""A draft of a request: the answers to the wizard's questions, and the request that they come to.

Rules upheld:
- nothing is filed before its author signs; until then a draft is its author's alone, sealed, and may be thrown away;
- the request is built from the answers in one place, so that what the gates show beforehand is what is filed;
- ids of parties, and of entities that are not in the register yet, are chosen when they are answered for, so that a
  retry files the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from comity import keeper
from comity.law import request as requests
from comity.law.act import Json
from comity.law.edition import Edition, packaged
from comity.law.gates import Assessment, assess
from comity.law.request import Request
from comity.law.shape import BadInput
from comity.treaty import queries as treaty

EDITION, CATEGORY = "iomed-provisional-2026", "state-state"
KIND, REASON = "draft", "draft"
STATE = "state"

Told = Mapping[str, Json]  # one party as the wizard asks for it


@dataclass(frozen=True)
class Draft:
    """answers: by question. saved_at: UTC. own, other: the party ids that the request will use."""

    id: str
    saved_at: datetime
    answers: Mapping[str, Json]

    @property
    def category(self) -> str:
        """The kind of case."""
        return str(self.answers.get("category", CATEGORY))

    @property
    def edition(self) -> Edition:
        """The rules that were chosen, for the kind of case."""
        return packaged(str(self.answers.get("edition", EDITION)), self.category)

    @property
    def own(self) -> Told:
        """The party that files."""
        known: dict[str, Json] = {
            "id": self.answers["own"],
            "entity": self.answers.get("own_entity", ""),
            "kind": self.answers.get("own_kind", STATE),
            "side": "requesting",
            "state": self.answers.get("own_state"),
        }
        return {**_told(self.answers.get("own_party")), **{key: value for key, value in known.items() if value}}

    @property
    def others(self) -> list[Told]:
        """The first party that is asked, then those that were added."""
        given = dict(_told(self.answers.get("other_party")))
        if self.answers.get("other_state"):
            given |= {"kind": STATE, "state": self.answers["other_state"]}
        first: list[Told] = [{"side": "responding", **given, "id": self.answers["other"]}]
        return first + self.more

    @property
    def more(self) -> list[Told]:
        """The parties that were added."""
        added = self.answers.get("more")
        return [_told(each) for each in added] if isinstance(added, list) else []

    @property
    def named(self) -> list[Told]:
        """Every party, who files first."""
        return [self.own, *self.others]

    @property
    def parties(self) -> list[str]:
        """The party ids, requesting side first; chosen when the draft was begun, so that a retry files the same."""
        return [str(told["id"]) for told in self.named]

    @property
    def contacts(self) -> dict[str, str]:
        """Party id -> the address to which its invitation goes."""
        return {str(told["id"]): str(told["contact"]) for told in self.others if told.get("contact")}

    def request(self, at: datetime) -> dict[str, Json]:
        """The request that the answers come to, in the keys of law.request. at: aware instant of filing."""
        answers = self.answers
        given: dict[str, Json] = {"given": True, "instrument": "this request", "on": f"{at:%Y-%m-%d}"}
        built: dict[str, Json] = {
            "category": self.category,
            "edition": str(answers.get("edition", EDITION)),
            "filed_at": at.isoformat(),
            "subjects": answers.get("subjects") or [],
            "party": [_party(self.own, given), *(_party(told, self._consent(told)) for told in self.others)],
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

    def _consent(self, told: Told) -> dict[str, Json]:
        answers = self.answers
        chosen = answers.get("agreed_by")
        left_out = isinstance(chosen, list) and bool(chosen) and told["id"] not in chosen
        if answers.get("agreed") != "yes" or left_out:
            return {"given": False}
        where = ": ".join(str(answers[name]) for name in ("instrument_kind", "instrument") if answers.get(name))
        dated: dict[str, Json] = {"on": answers["agreed_on"]} if answers.get("agreed_on") else {}
        return {"given": True, "instrument": where, **dated}

    def assessment(self, at: datetime) -> Assessment | None:
        """What each gate finds on the answers so far; None while they do not make a request yet."""
        try:
            request: Request = requests.read(self.request(at))
        except BadInput:
            return None
        return assess(request, treaty.register(None, at), self.edition)


def _told(value: Json) -> Told:
    return value if isinstance(value, dict) else {}


def _party(told: Told, consent: dict[str, Json]) -> dict[str, Json]:
    """One party in the keys of law.request, with only those that its kind has."""
    return {"side": told.get("side", "responding"), **described(told), "consent": consent}


def described(told: Told) -> dict[str, Json]:
    """What the gates read of a party, in the keys of law.request, without side and consent."""
    kind = told.get("kind")
    found: dict[str, Json] = {"kind": kind}
    if kind in ("state", "agency", "organisation") and told.get("state"):
        found["state"] = told["state"]
    if kind in ("company", "individual"):
        found["nationality"] = cast("list[Json]", told.get("nationality") or [])
        if told.get("place"):
            found["place_of_business"] = told["place"]
    if kind == "company" and told.get("owned") == "yes":
        found["state_owned"] = True
    if kind == "agency" and told.get("approval") in ("given", "waived"):
        found["approval"] = {"given": True}
    return found


def begun(own_state: str) -> dict[str, Json]:
    """The answers of a new draft between States: whose it is, and the party ids."""
    return {"own_state": own_state, "own": keeper.random_id(), "other": keeper.random_id()}


def begin(entity: str, kind: str, state: str | None, *, category: str, edition: str) -> dict[str, Json]:
    """The answers of a new draft: whose it is, which kind of case, which rules, and the party ids."""
    own: dict[str, Json] = {"own_entity": entity, "own_kind": kind, "category": category, "edition": edition}
    if state and kind != "company":
        own["own_state"] = state
    return {**own, "own": keeper.random_id(), "other": keeper.random_id()}


def titles(named: Sequence[Told]) -> list[str]:
    """What each party is called in a draft: its name, or the code of its State."""
    return [str(told.get("name") or told.get("state") or "") for told in named]
