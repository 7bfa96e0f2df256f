"""open(): the first act of a docket, and the institution's own docket.

Rules upheld:
- DESIGN 2: the edition's digest, the category and the release of the time zones are facts of the first act; the law of
  a docket never changes after it;
- issue 2, section 2: production opens no category while a mandatory value of the edition is unset, and says which;
- the institution has one docket, which the system opens; who opens a case needs a mandate for the entity that files.
Opening holds the lock of the year's docket numbers, so that a request sent twice at once becomes one docket.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from comity import keeper, people
from comity.docket import clock, flush, locks, receipts
from comity.docket.books import new_log
from comity.docket.enact import Attempt, enact
from comity.docket.errors import KeyReused, NotFound, Refused
from comity.docket.models import Docket, LogKind, Numbering
from comity.docket.payload import Payload, asked, check_key
from comity.docket.receipts import Receipt
from comity.docket.roles import standing_of
from comity.docket.scene import Scene
from comity.law import zones
from comity.law.act import Json
from comity.law.edition import Edition, packaged
from comity.law.edition.model import CATEGORIES
from comity.law.messages import Message
from comity.law.messages import mark as _
from comity.people import queries
from comity.people.actor import Actor
from comity.proof import canonical

INSTITUTION = "institution"
INSTITUTION_EDITION = "institution-2026"
FOUNDING = "found"


def open(  # noqa: A001 - the kernel's word for it
    actor: Actor, *, edition: str, category: str, act: str, payload: Payload, key: str
) -> tuple[str, Receipt]:
    """Open a docket by its first act; returns its id and the receipt. payload.entities names every party's entity.

    The facts edition, category, tzdata and, if the row has it and none is given, zone are put in here. Refused,
    KeyReused, Busy; NotFound for an edition or category that there is not.
    """
    if category not in CATEGORIES or category == INSTITUTION:
        raise NotFound
    return _opened(actor, edition, category, act, payload, key)


def institution() -> str:
    """The id of the institution's own docket; opened on first use. One statement."""
    found = Docket.objects.filter(category=INSTITUTION).values_list("id", flat=True).first()
    if found is not None:
        return found
    return _opened(people.system(), INSTITUTION_EDITION, INSTITUTION, FOUNDING, Payload(), FOUNDING)[0]


def digest_of(edition: Edition) -> str:
    """SHA-256 of the resolved edition's canonical JSON, hex."""
    return sha256(canonical.dumps(edition.digest_source())).hexdigest()


def _opened(actor: Actor, edition: str, category: str, act: str, payload: Payload, key: str) -> tuple[str, Receipt]:
    law = _edition(edition, category)
    arrived = clock.now()
    request = asked(actor, f"{edition}/{category}", act, payload, None, key=check_key(key))
    digest = keeper.request_digest(canonical.dumps(request))
    with locks.writing():
        numbering, _made = Numbering.objects.select_for_update().get_or_create(year=arrived.year, defaults={"last": 0})
        stored = receipts.stored(actor, key)
        if stored is not None:
            if not stored.answers(digest):
                raise KeyReused
            row = stored.row()
            return row.act.docket_id, receipts.opened(row)
        scene = _scene(law, _number(numbering, category), arrived)
        whole = _with_law(law, act, payload)
        held = queries.holdings(actor, arrived)
        standing = standing_of(
            actor, held, docket_id=scene.docket.id, entities=payload.entities, state=scene.case.state
        )
        done = enact(scene, scene.case, Attempt.by(standing, scene.case, act, whole, arrived, request))
        scene.docket.zone = law.zone or _zone(done.act.facts)
        return scene.docket.id, flush.write(scene, done, actor=actor, key=key, digest=digest)


def _edition(name: str, category: str) -> Edition:
    try:
        law = packaged(name, category)
    except KeyError:
        raise NotFound from None
    missing = law.unset()
    if missing and settings.ENVIRONMENT.mode == "production":
        titles = "; ".join(entry.title for entry in missing)
        words = Message(_("The rules do not say yet, and must before a case is opened: %(values)s"), {"values": titles})
        raise Refused(law.name, words, "unset")
    return law


def _number(numbering: Numbering, category: str) -> str:
    if category == INSTITUTION:
        return INSTITUTION
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return str(numbering)


def _scene(law: Edition, number: str, at: datetime) -> Scene:
    docket_id, of_institution = keeper.random_id(), law.category == INSTITUTION
    docket = Docket(
        id=docket_id,
        number=number,
        category=law.category,
        edition=law.name,
        edition_digest=digest_of(law),
        phase=law.beginning,
        opened_at=at,
    )
    key_id = keeper.institution_key() if of_institution else keeper.create_key("case")
    kind = LogKind.INSTITUTION if of_institution else LogKind.CASE
    return Scene.of(new_log(docket, id=docket_id, kind=kind, party=None, key_id=key_id), new=True)


def _with_law(law: Edition, act: str, payload: Payload) -> Payload:
    """The payload with the facts that the kernel knows of the law, where the row asks for them."""
    known: dict[str, Json] = {"edition": digest_of(law), "category": law.category, "tzdata": zones.version()}
    row = law.acts.get(act)
    wanted = {} if row is None else {name: value for name, value in known.items() if name in row.facts}
    return Payload(
        facts={**payload.facts, **wanted},
        body=payload.body,
        party=payload.party,
        assertion=payload.assertion,
        entities=payload.entities,
    )


def _zone(facts: Mapping[str, Json]) -> str:
    """The zone that the case named, for display, where the rules fix none; the organisation's where it named none."""
    named = facts.get("zone")
    return named if isinstance(named, str) else str(settings.ORGANISATION_ZONE)
