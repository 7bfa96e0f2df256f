"""One act, from what was asked to what it changed, in memory; flush.py writes.

Called by performing.py, by lapses.py, and by itself for what an act entails.

Rules upheld:
- the table is asked before anything is looked up, so that a feature never works for an act that could not be;
- what a feature looks up goes into the facts, and the law decides on the envelope alone: server and verifier run the
  same code (DESIGN 2);
- an envelope holds no word of anybody's: words go into the body, under names that the row gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from comity import keeper, people
from comity.docket import books, registry
from comity.docket.books import Book
from comity.docket.context import Context
from comity.docket.errors import Refused
from comity.docket.payload import Payload
from comity.docket.roles import Standing
from comity.docket.scene import Scene
from comity.law.act import Act, Json
from comity.law.edition import Entail, Row
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.law.openness import Holding
from comity.law.state import State
from comity.law.step import check, holds, resolve, step
from comity.people import stepup
from comity.people.actor import Actor
from comity.people.errors import StepUpRefused
from comity.people.models import Entity
from comity.proof import canonical
from comity.proof.merkle import Edge

BEFORE_FACTS = ("table", "place", "time", "role", "room", "mandate", "phase", "suspension")
CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class Attempt:
    """What is tried: by whom, in which capacity, when (UTC), with what. asked: the request that a signer confirms."""

    actor: Actor
    act: str
    capacity: Holding
    at: datetime
    payload: Payload = field(default_factory=Payload)
    period: str | None = None
    asked: Mapping[str, Json] = field(default_factory=dict)
    cause: Context | None = None

    @classmethod
    def by(
        cls, standing: Standing, book: Book, act: str, payload: Payload, at: datetime, asked: Mapping[str, Json]
    ) -> "Attempt":
        """The attempt of an actor of this standing, in the first of the row's roles that it holds."""
        row = _row(book, act)
        return cls(standing.actor, act, standing.capacity(row, book.state, at, payload.party), at, payload, asked=asked)


@dataclass(frozen=True)
class Done:
    """An act that was taken into a book. before: the edge of the tree before it; state: the state before it."""

    context: Context
    act: Act
    before: Edge
    state: State
    entry: bytes


def enact(scene: Scene, book: Book, attempt: Attempt) -> Done:
    """Take one act into the book, with what it entails. Raises Refused before anything was taken in."""
    row = _row(book, attempt.act)
    _check_table(book, attempt)
    ctx = _context(scene, book, row, attempt)
    facts, words = dict(attempt.payload.facts), dict(attempt.payload.body)
    confirmed = _confirmed(row, attempt) if row.signed else {}
    facts, words = registry.preparer(row.act)(ctx, {**facts, **_digests(row, confirmed)}, words)
    _check_words(row, words)
    body = books.said({**words, **_kept(confirmed)})
    act = _envelope(book, attempt, facts, body)
    before, edge = book.state, book.edge
    after = step(scene.edition, before, act)
    _admit_entities(scene, row, after, attempt.payload)
    record = book.put(ctx.act_id, act, body, after)
    scene.take(book, record, before, cause=_first_cause(ctx))
    ctx.act, ctx.body = act, words
    registry.handler(row.act)(ctx, act)
    for entail in row.entails:
        _entail(scene, book, entail, ctx, act)
    return Done(ctx, act, edge, before, bytes(record.entry))


def _row(book: Book, act: str) -> Row:
    row = book.edition.acts.get(act)
    if row is None:
        raise Refused(book.edition.name, Message(_("This edition has no such act.")), "table")
    return row


def _envelope(book: Book, attempt: Attempt, facts: Mapping[str, Json], body: books.Body | None) -> Act:
    return Act(
        act=attempt.act,
        role=attempt.capacity.role,
        actor=attempt.actor.id,
        at=attempt.at,
        party=attempt.capacity.party,
        mandate=attempt.capacity.mandate,
        facts=facts,
        period=attempt.period,
        seen=book.state.whole.size if book.is_room else None,
        body=None if body is None else body.digest,
    )


def _check_table(book: Book, attempt: Attempt) -> None:
    """Refuse what the row's columns refuse, whatever the facts."""
    try:
        check(book.edition, book.state, _envelope(book, attempt, {}, None))
    except Refused as refused:
        if refused.rule in BEFORE_FACTS:
            raise


def _context(scene: Scene, book: Book, row: Row, attempt: Attempt) -> Context:
    return Context(
        scene=scene,
        book=book,
        row=row,
        actor=attempt.actor,
        role=attempt.capacity.role,
        at=attempt.at,
        party=attempt.capacity.party,
        payload=attempt.payload,
        act_id=keeper.random_id(),
        cause=attempt.cause,
    )


def _confirmed(row: Row, attempt: Attempt) -> dict[str, Json]:
    """The digest of the signer's confirmation and, where a passkey gave it, what a later reader checks it with."""
    digest = sha256(canonical.dumps(dict(attempt.asked))).hexdigest()
    response = attempt.payload.assertion
    try:
        if response is None:
            return {"digest": stepup.confirm_demonstration(attempt.actor, digest)}
        given: Json = dict(response)
        return {
            "digest": stepup.finish(attempt.actor, digest, given),
            "assertion": stepup.assertion(given),
            "asked": dict(attempt.asked),
        }
    except StepUpRefused as refused:
        raise Refused(row.article, refused.message, "step-up") from refused


def _digests(row: Row, confirmed: Mapping[str, Json]) -> dict[str, Json]:
    return {name: confirmed["digest"] for name, kind in row.facts.items() if kind == "assertion" and confirmed}


def _kept(confirmed: Mapping[str, Json]) -> dict[str, Json]:
    return {CONFIRMATION: {key: confirmed[key] for key in ("assertion", "asked")}} if "assertion" in confirmed else {}


def _check_words(row: Row, words: Mapping[str, Json]) -> None:
    for name in words:
        if name not in row.body:
            raise Refused(
                row.article,
                Message(_("The words given as %(name)s do not belong to this act."), {"name": name}),
                "body",
            )


def _admit_entities(scene: Scene, row: Row, after: State, payload: Payload) -> None:
    """Every party of the case is an entity of the register; one that comes in is named by whoever brings it in."""
    new = {
        party: payload.entities.get(party, "") for party in after.whole.parties if party not in scene.docket.entities
    }
    if not new:
        return
    if Entity.objects.filter(id__in=new.values()).count() != len(set(new.values())):
        raise Refused(row.article, Message(_("A party that is named is not in the register of entities.")), "entities")
    scene.docket.entities = {**scene.docket.entities, **new}


def _first_cause(ctx: Context) -> Actor:
    return ctx.actor if ctx.cause is None else _first_cause(ctx.cause)


def _entail(scene: Scene, book: Book, entail: Entail, ctx: Context, act: Act) -> None:
    """Let the system perform what this act entails, in the case log or in every room of a kind that a party is in."""
    if not all(holds(call, book.state, act).holds for call in entail.conditions):
        return
    resolved = {name: resolve(value, act) for name, value in entail.facts.items()}
    payload = Payload(facts={name: value for name, value in resolved.items() if value is not None})
    members = scene.case.state.members()
    for target in [scene.case] if entail.log == "case" else scene.rooms(entail.log):
        party = target.log.party or None
        if party is None or party in members:
            capacity = Holding("system", "system", party)
            enact(scene, target, Attempt(people.system(), entail.act, capacity, act.at, payload, cause=ctx))
