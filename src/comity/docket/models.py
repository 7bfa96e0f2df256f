"""Shape of the docket tables. What happened stands in Act; the other tables are what people query.

Rules upheld here, by the database itself:
- ids are random; everything a person typed, the facts of acts and a room row's act name are sealed (DESIGN 3). Plain
  are random ids, docket number, category, phase, case-log act names, instants, due dates, sizes and roles;
- an act has one place in one log, an idempotency key one receipt;
- rows of Act and Receipt are only added (migration 0002);
- Party, Seat and Deadline mirror the case's state; mirror.py alone writes them, and replay compares them.

The case's own log has the docket's id: locking that row and its docket is the lock of the whole docket.
"""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from comity.people.models import Entity

ID_LENGTH = 26
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
NAMED = 64  # what an edition or a fact may name: ids of facts have at most 64 characters (law.facts)


def _random(name: str, field: str = "id") -> models.CheckConstraint:
    return models.CheckConstraint(condition=Exact(Length(field), ID_LENGTH), name=name)


class LogKind(models.TextChoices):
    """The kinds of log: the case's own (or the institution's), and one for each room."""

    CASE = "case"
    INSTITUTION = "institution"
    JOINT = "joint"
    CAUCUS = "caucus"
    DELEGATION = "delegation"
    MEDIATOR = "mediator"
    REGISTRY = "registry"


OWN = (LogKind.CAUCUS, LogKind.DELEGATION)  # rooms of one party


class Docket(models.Model):
    """A case, or the institution itself.

    `due`: the end of the period that ends first, NEVER where none runs. `next_due`: when the clock owes something next,
    if nothing happens before: a lapse, an anchor, or what stands on the agenda of a room, whose first instant is
    `agenda_due`. `entities`: party -> entity.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    number = models.CharField(max_length=20, unique=True)
    category = models.CharField(max_length=20)
    edition = models.CharField(max_length=NAMED)
    edition_digest = models.CharField(max_length=64)
    zone = models.CharField(max_length=NAMED)
    phase = models.CharField(max_length=NAMED)
    ending = models.CharField(max_length=NAMED, blank=True)
    opened_at = models.DateTimeField()
    due = models.DateTimeField()
    next_due = models.DateTimeField(null=True, db_index=True)
    agenda_due = models.DateTimeField(null=True)
    entities = models.JSONField(default=dict)

    class Meta:
        constraints = [
            _random("docket_id_is_random"),
            models.UniqueConstraint(
                fields=["category"], condition=Q(category="institution"), name="docket_of_the_institution_is_one"
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at", "id"], name="docket_by_opening"),
            models.Index(fields=["ending", "due", "id"], name="docket_by_due"),
            models.Index(fields=["phase", "ending"], name="docket_by_phase"),
        ]

    def __str__(self) -> str:
        return self.number


class Log(models.Model):
    """One log: its key, its size, the right edge of its tree, and what its acts have come to (`state`, sealed)."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="logs", db_index=False)
    kind = models.CharField(max_length=12, choices=LogKind)
    party = models.CharField(max_length=NAMED, blank=True)
    key_id = models.CharField(max_length=ID_LENGTH)
    size = models.BigIntegerField()
    edge = models.BinaryField()
    state = models.BinaryField()

    class Meta:
        constraints = [
            _random("log_id_is_random"),
            models.UniqueConstraint(fields=["docket", "kind", "party"], name="log_is_one_of_its_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=OWN, party__gt="") | (~Q(kind__in=OWN) & Q(party="")),
                name="log_party_owns_its_rooms",
            ),
            models.CheckConstraint(condition=Q(kind__in=LogKind.values), name="log_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.id


class Act(models.Model):
    """One act in one log. `sealed`: envelope and its salt; `body`: what was said and its salt, empty if nothing was."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="acts", db_index=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="acts", db_index=False)
    index = models.BigIntegerField()
    name = models.CharField(max_length=NAMED, blank=True)
    at = models.DateTimeField()
    role = models.CharField(max_length=20, blank=True)
    sealed = models.BinaryField()
    body = models.BinaryField()
    entry = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="act_has_one_place"),
            models.CheckConstraint(condition=Q(index__gte=0), name="act_index_counts_from_0"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.index}"


class Receipt(models.Model):
    """What an actor was handed for one act, sealed, to be handed out again for the same idempotency key."""

    pk = models.CompositePrimaryKey("actor", "key")
    actor = models.CharField(max_length=ID_LENGTH)
    key = models.CharField(max_length=NAMED)
    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="receipt")
    request_digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.act_id


class Party(models.Model):
    """A party of a case, and the entity that it is; mirrors the state's parties."""

    pk = models.CompositePrimaryKey("docket_id", "id")
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="parties", db_index=False)
    id = models.CharField(max_length=NAMED)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=20)
    status = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["docket", "entity"], name="party_by_entity")]

    def __str__(self) -> str:
        return self.id


class Seat(models.Model):
    """A person's seat at a case; mirrors the state's seats. `since`: when this status began."""

    pk = models.CompositePrimaryKey("docket_id", "account_id")
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="seats", db_index=False)
    account_id = models.CharField(max_length=NAMED, db_index=True)
    office = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.docket_id} {self.account_id}"


class Deadline(models.Model):
    """A period in force or past; mirrors the state's periods. `act`: what the clock performs at its end, or nothing."""

    pk = models.CompositePrimaryKey("docket_id", "code")
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="deadlines", db_index=False)
    code = models.CharField(max_length=160)
    rule = models.CharField(max_length=NAMED)
    act = models.CharField(max_length=NAMED, blank=True)
    since = models.DateTimeField()
    due = models.DateTimeField()
    zone = models.CharField(max_length=NAMED)
    running = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.docket_id} {self.code}"


class Agenda(models.Model):
    """An act that the clock will perform in a room at one instant; gone once it is performed."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="agenda", db_index=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="agenda")
    due = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["docket", "due"], name="agenda_by_due")]

    def __str__(self) -> str:
        return self.id


class Anchor(models.Model):
    """Why a room's head lies under an anchor of the case log: salt, size, root, path; sealed under the room's key."""

    pk = models.CompositePrimaryKey("log_id", "at")
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="anchors", db_index=False)
    at = models.DateTimeField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.log_id} {self.at:%Y-%m-%dT%H:%M:%SZ}"


class Outbox(models.Model):
    """Something happened in a log that its readers are told of, without content. `moved`: to a new phase."""

    id = models.BigAutoField(primary_key=True)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="outbox", db_index=False)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="outbox", db_index=False)
    actor = models.CharField(max_length=ID_LENGTH)
    at = models.DateTimeField()
    moved = models.BooleanField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="outbox_waiting")]

    def __str__(self) -> str:
        return str(self.id)


class Numbering(models.Model):
    """The last docket number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}-{self.last:04}"


class DemonstrationClock(models.Model):
    """How far the demonstration's clock stands from the real one, in seconds; one row, moved forward only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    offset = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="demonstration_clock_is_one")]

    def __str__(self) -> str:
        return f"{self.offset} s"
