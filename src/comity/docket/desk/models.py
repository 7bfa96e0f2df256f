"""Shape of the desk's tables: each row mirrors an act of the institution's own docket, or a session of a case.

Rules upheld:
- plain are ids, instants and names of the edition alone (DESIGN 3); the words of a note lie in its act, sealed.
"""

from django.db import models
from django.db.models import F, Q

from comity.docket.models import ID_LENGTH, NAMED, Act, Docket


class Charge(models.Model):
    """The officer in charge of a case."""

    docket = models.OneToOneField(Docket, on_delete=models.PROTECT, primary_key=True, related_name="charge")
    account_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.docket_id


class Absence(models.Model):
    """An officer is away, and another covers: from `since` until before `until`."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    account_id = models.CharField(max_length=ID_LENGTH)
    cover_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_runs_forward"),
            models.CheckConstraint(condition=~Q(account_id=F("cover_id")), name="absence_is_covered_by_another"),
        ]

    def __str__(self) -> str:
        return self.id


class HandoverNote(models.Model):
    """A note for whoever sits at the desk next: the act that holds its words; about a case, or none."""

    act = models.OneToOneField(Act, on_delete=models.PROTECT, primary_key=True, related_name="handover")
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, null=True, related_name="handovers")
    account_id = models.CharField(max_length=ID_LENGTH)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(taken_at=None), name="handover_standing")]

    def __str__(self) -> str:
        return self.act_id


class OpenValue(models.Model):
    """A value or period of an edition that somebody has taken up: who settles it, by which day; settled when it is."""

    edition = models.CharField(max_length=NAMED)
    name = models.CharField(max_length=NAMED)
    account_id = models.CharField(max_length=ID_LENGTH)
    due = models.DateField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="open_value_has_one_owner")]

    def __str__(self) -> str:
        return f"{self.edition} {self.name}"


class AdoptedEdition(models.Model):
    """An edition that the organisation adopted: on whose base, and the digest of its file (law.edition.shelf)."""

    name = models.CharField(primary_key=True, max_length=NAMED)
    base = models.CharField(max_length=NAMED)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """A session of a case as it stands; mirrors the state's sessions."""

    pk = models.CompositePrimaryKey("docket_id", "session")
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="calls", db_index=False)
    session = models.CharField(max_length=NAMED)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.docket_id} {self.session}"
