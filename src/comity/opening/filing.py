"""Filing a draft: the parties that nobody has entered yet become entities, and the request is filed.

Rules upheld:
- DESIGN 2: the register of people changes by acts of the institution's docket alone: who is named by a filer, and is of
  no register, is entered by the system, under the id that the draft gave it, so that a retry enters it once;
- a State is never entered by being named: the registry enters States;
- a request that came without the wizard is held to the same, and what is wrong with it is named by its key path.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comity import docket, keeper, people
from comity.law import request as requests
from comity.law.act import Json
from comity.law.request import Party, PartyKind
from comity.law.shape import BadInput
from comity.opening import queries
from comity.opening.drafts import STATE, Draft, Told
from comity.people.actor import Actor
from comity.proof import canonical

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


# -------------------------------------------------------------------- without the wizard


@dataclass(frozen=True)
class Identified:
    """Who the parties of a request are: their entities; those to be entered first; where each invitation goes."""

    entities: Mapping[str, str]
    newcomers: Sequence[Told]
    contacts: Mapping[str, str]


def identified(
    viewer: Actor,
    body: Mapping[str, Json],
    *,
    category: str,
    own: str | None,
    known: Mapping[str, str],
    named: Mapping[str, tuple[str, str]],
    key: str,
) -> Identified:
    """Who is who in a request. BadInput names the field.

    own: the party that files. known: party id -> entity id. named: party id -> (name, address), of who is of no
    register. key: of the request, so that a retry names the same entities.
    """
    parties = dict(_parties(body, category))
    for party in (*known, *named):
        if party not in parties:
            raise BadInput(f"{'named' if party in named else 'entities'}.{party}", "the request has no such party")
    entities, newcomers = dict(known), list[Told]()
    for place, (party, told) in enumerate(parties.items()):
        if party in known:
            continue
        if told.kind is PartyKind.STATE:
            entities[party] = _state(told, f"body.request.party[{place}].state")
        elif party == own:
            entities[party] = _own(viewer, told, f"entities.{party}")
        elif party in named:
            name, address = named[party]
            _check_address(address, f"named.{party}.contact")
            entities[party] = _id(viewer, key, party)
            newcomers.append(_newcomer(told, entities[party], name))
        else:
            raise BadInput(f"named.{party}", "who is no State is named, with the address for its invitation")
    return Identified(entities, newcomers, {party: address for party, (_name, address) in named.items()})


def _parties(body: Mapping[str, Json], category: str) -> Iterator[tuple[str, Party]]:
    try:
        request = requests.read(body.get("request"))
    except BadInput as bad:
        raise BadInput(f"body.request.{bad.path}" if bad.path else "body.request", bad.rule) from bad
    if request.category != category:
        raise BadInput("body.request.category", f"the case is one of {category}")
    parties = body.get("parties")
    ids = list(map(str, parties)) if isinstance(parties, list) else []
    if len(ids) != len(request.parties) or len(set(ids)) != len(ids):
        raise BadInput("body.parties", "one id for each party")
    return zip(ids, request.parties, strict=True)


def _state(told: Party, path: str) -> str:
    entity = queries.entity_of(str(told.state))
    if entity is None:
        raise BadInput(path, "the register has no such State: the registry enters it")
    return entity


def _own(viewer: Actor, told: Party, path: str) -> str:
    held = [entity for entity, kind, _names in queries.signs_for(viewer, docket.now()) if kind == told.kind.value]
    if len(held) != 1:
        raise BadInput(path, "say for which party of the register you file")
    return held[0]


def _check_address(address: str, path: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadInput(path, "an address is wanted") from error


def _newcomer(told: Party, entity: str, name: str) -> Told:
    state: dict[str, Json] = {"state": told.state} if told.public and told.state else {}
    return {"entity": entity, "kind": told.kind.value, "name": name, **state}


def _id(viewer: Actor, key: str, party: str) -> str:
    """An id that only this request names: as keeper.random_id writes one."""
    digest = keeper.request_digest(canonical.dumps(["entity", viewer.id, key, party]))
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()
