"""Filing a draft: the parties that nobody has entered yet become entities, and the request is filed.

Rules upheld:
- DESIGN 2: the register of people changes by acts of the institution's docket alone: who is named by a filer, and is of
  no register, is entered by the system, under the id that the draft gave it, so that a retry enters it once;
- a State is never entered by being named: the registry enters States.
"""

from collections.abc import Mapping

from comity import docket, people
from comity.law.act import Json
from comity.opening import queries
from comity.opening.drafts import STATE, Draft, Told
from comity.people.actor import Actor

ENTER = "enter-party"


def payload(draft: Draft, assertion: Mapping[str, Json] | None) -> docket.Payload:
    """The request of a draft as it is filed, by the party that files."""
    answers = draft.answers
    body: dict[str, Json] = {
        "title": answers.get("name", ""),
        "story": answers.get("story", ""),
        "request": draft.request(draft.saved_at),
        "parties": list(draft.parties),
    }
    if answers.get("proceedings"):
        body["proceedings"] = answers["proceedings"]
    if draft.contacts:
        body["contacts"] = dict(draft.contacts)
    named = {str(told["id"]): _entity(told) for told in draft.named}
    entities = {party: entity for party, entity in named.items() if entity}
    return docket.Payload(body=body, party=draft.parties[0], entities=entities, assertion=assertion)


def _entity(told: Told) -> str | None:
    if told.get("kind") == STATE:
        return queries.entity_of(str(told.get("state", "")))
    return str(told["entity"]) if told.get("entity") else None


def file(viewer: Actor, draft: Draft, asked: docket.Payload, *, key: str) -> str:
    """File; returns the docket's id. Refused, KeyReused, Busy."""
    for told in draft.others:
        if told.get("kind") != STATE and told.get("entity"):
            enter(told)
    docket_id, _receipt = docket.open(
        viewer, edition=draft.edition.name, category=draft.category, act="file-request", payload=asked, key=key
    )
    return docket_id


def enter(told: Told) -> None:
    """Enter a party that was named as an entity, once."""
    entity = str(told["entity"])
    facts: dict[str, Json] = {"entity": entity, "kind": told.get("kind")}
    body: dict[str, Json] = {"names": {"en": told.get("name", "")}}
    if told.get("state"):
        body["state"] = told["state"]
    named = docket.Payload(facts=facts, body=body)
    docket.perform(people.system(), docket.institution(), ENTER, named, key=f"{ENTER}-{entity}")
