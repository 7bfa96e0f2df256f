"""Shape of the treaty tables: what the organisation's docket has recorded of States, and errors that readers report.

Rules upheld here, by the database itself:
- every fact is one act of the organisation's docket: the row's id is that act's id, so each can be traced to its act;
- what holds from a day to a day runs forward; a fact of a State is entered once;
- the register is public, so nothing in it is sealed; what a reader types in a report is sealed (DESIGN 3).
Foreign keys run down only: an act is named by its id.
"""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from comity.law.register import Category, Deed, Status, TreatyCode

ID_LENGTH = 26


def _one_of(field: str, names: type[StrEnum], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [one.value for one in names]}), name=name)


class Recorded(models.Model):
    """What every fact has: the act that recorded it, when, and where it is known from. `source` is in plain words."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    recorded_at = models.DateTimeField(db_index=True)
    source = models.CharField(max_length=500)
    status = models.CharField(max_length=8, default="")  # empty: the record claims none

    class Meta:
        abstract = True
        ordering = ["recorded_at", "id"]


class Lasting(Recorded):
    """What holds from a day, that day included, to a day, that day excluded."""

    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(Recorded.Meta):
        abstract = True


def _runs_forward(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=name)


class Instrument(Recorded):
    """One deed of a State about a treaty."""

    state = models.CharField(max_length=2)
    treaty = models.CharField(max_length=16)
    act = models.CharField(max_length=16)
    on = models.DateField()

    class Meta(Recorded.Meta):
        constraints = [
            _one_of("treaty", TreatyCode, "instrument_treaty_is_known"),
            _one_of("act", Deed, "instrument_act_is_known"),
            _one_of("status", Status, "instrument_status_is_known"),
            models.UniqueConstraint(fields=["state", "treaty", "act", "on"], name="instrument_is_entered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.act} {self.on}"


class Declaration(Lasting):
    """A State excludes subjects; `excludes` is a list of tags, `wording` the declaration's own words."""

    state = models.CharField(max_length=2)
    treaty = models.CharField(max_length=16)
    excludes = models.JSONField()
    wording = models.TextField(default="")

    class Meta(Lasting.Meta):
        constraints = [
            _one_of("treaty", TreatyCode, "declaration_treaty_is_known"),
            _runs_forward("declaration_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.state} declaration {self.since}"


class Reservation(Lasting):
    """A State does not take an article."""

    state = models.CharField(max_length=2)
    treaty = models.CharField(max_length=16)
    article = models.CharField(max_length=64)

    class Meta(Lasting.Meta):
        constraints = [
            _one_of("treaty", TreatyCode, "reservation_treaty_is_known"),
            _runs_forward("reservation_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.state} reservation {self.article}"


class Decision(Lasting):
    """The Council admits a State outside the Convention, or an organisation, to one category."""

    admits = models.CharField(max_length=2)
    category = models.CharField(max_length=16)

    class Meta(Lasting.Meta):
        constraints = [
            _one_of("category", Category, "decision_category_is_known"),
            _runs_forward("decision_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.admits} {self.category} {self.since}"


class ErrorReport(models.Model):
    """What a reader finds wrong in a fact. `about`: a State's code and a treaty; `sealed`: text and how to answer."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=2)
    treaty = models.CharField(max_length=16)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [_one_of("treaty", TreatyCode, "error_report_treaty_is_known")]

    def __str__(self) -> str:
        return f"report {self.id}"


class InterestNotice(models.Model):
    """What came by the public channel for third States. `sealed`: State, subject, contact, words."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"notice {self.id}"
