"""The demonstration organisation, founded by acts: officers, entities, people as roles, mandates, roster, register.

People are roles; no name of a person stands here. States are named as the register names them; Norland and Meridia are
fictional (codes XM and XN, user-assigned in ISO 3166-1).
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from comity import docket, keeper
from comity.docket import clock
from comity.faces.cli.story.cast import COMPANIES, DELEGATES, MEDIATORS, OFFICERS, PARTY_OF, Titles
from comity.faces.cli.story.refused import EXCLUDED
from comity.law.act import Json
from comity.law.instants import render
from comity.law.register import entry_to_json
from comity.people.actor import Actor, ActorKind
from comity.treaty import states
from comity.treaty.packaged import packaged_register

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
STATES = {"united-states": "US", "panama": "PA", "meridia": "XM", "norland": "XN"}
POWERS = {
    "principal": ["speak", "sign"],
    "counsel": ["speak"],
    "approver": ["approve"],
}


@dataclass
class Organisation:
    """Short names of the story -> ids. party_of: role -> the story's party."""

    accounts: dict[str, str] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    party_of: dict[str, str] = field(default_factory=dict)


def found(start: datetime) -> Organisation:
    """Found the demonstration organisation at `start` (UTC) on an empty database."""
    clock.set_clock(start)
    made = Organisation(party_of=dict(PARTY_OF))
    made.accounts["secretary-general"] = docket.found(name=OFFICERS["secretary-general"], address="", at=start)
    _people(made, start)
    _register(made)
    _roster(made, start)
    return made


def _do(made: Organisation, who: str, act: str, facts: dict[str, Json], body: dict[str, Json] | None = None) -> None:
    actor = Actor(made.accounts[who], ActorKind.PERSON)
    docket.perform(
        actor, docket.institution(), act, docket.Payload(facts=facts, body=body or {}), key=secrets.token_hex(16)
    )


def _people(made: Organisation, start: datetime) -> None:
    since = render(start)
    _admit(made, "secretary-general", "registry", OFFICERS["registry"])
    _do(
        made,
        "secretary-general",
        "appoint-officer",
        {"account": made.accounts["registry"], "office": "registry", "since": since},
    )
    for name, code in STATES.items():
        made.entities[name] = keeper.random_id()
        names: dict[str, Json] = {language: states.name(code, language) for language in LANGUAGES}
        _do(
            made,
            "registry",
            "register-entity",
            {"entity": made.entities[name], "kind": "state"},
            {"names": names, "state": code},
        )
    for name, company in COMPANIES.items():
        made.entities[name] = keeper.random_id()
        entered: dict[str, Json] = {"entity": made.entities[name], "kind": "company"}
        _do(made, "registry", "register-entity", entered, {"names": {**company.names}, "state": company.country})
    for role, delegate in DELEGATES.items():
        _admit(made, "registry", role, delegate.titles)
        facts: dict[str, Json] = {
            "mandate": keeper.random_id(),
            "account": made.accounts[role],
            "entity": made.entities[delegate.entity],
            "kind": delegate.kind,
            "powers": list(POWERS[delegate.kind]),
            "since": since,
        }
        _do(made, "registry", "grant-mandate", facts, {"instrument": "Full powers (illustrative)"})
    for role, titles in MEDIATORS.items():
        _admit(made, "registry", role, titles)


def _admit(made: Organisation, who: str, role: str, titles: Titles) -> None:
    made.accounts[role] = keeper.random_id()
    _do(made, who, "admit-account", {"account": made.accounts[role]}, {"name": {**titles}, "address": ""})


def _register(made: Organisation) -> None:
    """The packaged register, fact by fact; decisions that admit four States, and one's declaration (illustrative)."""
    for entry in packaged_register().instruments:
        value = entry_to_json(entry)
        body: dict[str, Json] = {"source": value.pop("source")}
        _do(made, "registry", "record-instrument", value, body)
    for number, code in enumerate(("US", "PA", "XM", "XN"), 3):
        decision: dict[str, Json] = {
            "admits": code,
            "category": "state-state",
            "from": f"{docket.now().date():%Y-%m-%d}",
        }
        _do(
            made,
            "registry",
            "record-decision",
            decision,
            {"source": f"Decision 2026/{number} of the Council (illustrative)"},
        )
    excludes: dict[str, Json] = {
        "state": "XN",
        "treaty": "iomed-2025",
        "excludes": [EXCLUDED],
        "from": f"{docket.now().date():%Y-%m-%d}",
    }
    words: dict[str, Json] = {
        "wording": "Norland does not submit disputes on maritime interests. (Fictional.)",
        "source": "Invented for the demonstration",
    }
    _do(made, "registry", "record-declaration", excludes, words)


def _roster(made: Organisation, start: datetime) -> None:
    since = (start - timedelta(days=1)).date().isoformat()
    for role, panel in [(role, panel) for role in MEDIATORS for panel in ("state-state", "other")]:
        facts: dict[str, Json] = {
            "account": made.accounts[role],
            "panel": panel,
            "from": since,
            "consents_to_publication": True,
        }
        _do(made, "registry", "list-mediator", facts, {"profile": {**MEDIATORS[role]}})
