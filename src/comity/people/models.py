"""Shape of the people tables.

Rules upheld here, by the database itself:
- ids are random; no row holds a name or an address in the clear (DESIGN 3): they are sealed, and an address is found
  by its keyed digest only;
- an office or a mandate runs from an instant to an instant, half open: it holds at `since` and no longer at `until`;
- an assistant neither signs nor approves;
- an invitation is used once, and only its token's digest is kept; an account has at most one that is open;
- a step-up is bound to one account and one digest.
Foreign keys run down only: a docket is named by its id.
"""

from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

ID_LENGTH = 26


def _one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def _runs_forward(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name)


class Theme(models.TextChoices):
    """How pages are shown: as the reader's device says, or always one way."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class EntityKind(models.TextChoices):
    """What a party may be (DOMAIN 1)."""

    STATE = "state"
    AGENCY = "agency"
    ORGANISATION = "organisation"
    COMPANY = "company"
    INDIVIDUAL = "individual"


class OfficeKind(models.TextChoices):
    """The institution's offices that the table of acts names."""

    REGISTRY = "registry"
    SECRETARY_GENERAL = "secretary-general"


class MandateKind(models.TextChoices):
    """In what capacity a person acts for an entity."""

    PRINCIPAL = "principal"
    COUNSEL = "counsel"
    APPROVER = "approver"
    ASSISTANT = "assistant"


class Power(StrEnum):
    """What a mandate may cover: the words of the table of acts."""

    SPEAK = "speak"
    SIGN = "sign"
    APPROVE = "approve"


class Account(AbstractBaseUser):
    """A person who may sign in. The user name is random; `name` and `address` are sealed."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    username = models.CharField(max_length=ID_LENGTH, unique=True)
    last_login = None  # when a person came is nobody's business
    name = models.BinaryField()
    address = models.BinaryField(null=True)
    address_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique, so "none" must be null
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager["Account"]()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(Length("id"), ID_LENGTH), name="account_id_is_random"),
            models.CheckConstraint(condition=Exact(Length("username"), ID_LENGTH), name="account_username_is_random"),
            models.CheckConstraint(
                condition=Q(address__isnull=True, address_digest__isnull=True)
                | Q(address__isnull=False, address_digest__isnull=False),
                name="account_address_has_digest",
            ),
            _one_of("theme", Theme, "account_theme_is_known"),
        ]


class Entity(models.Model):
    """A State, agency, organisation, company or individual. `names` is sealed: names by language, the State's code."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    kind = models.CharField(max_length=12, choices=EntityKind)
    names = models.BinaryField()
    state_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique, so "none" must be null

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(Length("id"), ID_LENGTH), name="entity_id_is_random"),
            _one_of("kind", EntityKind, "entity_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=EntityKind.STATE, state_digest__isnull=False)
                | (~Q(kind=EntityKind.STATE) & Q(state_digest__isnull=True)),
                name="entity_state_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Office(models.Model):
    """Who held which office of the institution, from when to when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="offices")
    office = models.CharField(max_length=20, choices=OfficeKind)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _one_of("office", OfficeKind, "office_is_known"),
            _runs_forward("office_runs_forward"),
            models.UniqueConstraint(
                fields=["account", "office"], condition=Q(until__isnull=True), name="office_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.office}"


class Mandate(models.Model):
    """Who acts for which entity, in every docket or in one, with which powers, from when to when."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="mandates")
    docket_id = models.CharField(max_length=ID_LENGTH, null=True)  # noqa: DJ001 -- null is "every docket"
    kind = models.CharField(max_length=10, choices=MandateKind)
    may_speak = models.BooleanField()
    may_sign = models.BooleanField()
    may_approve = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(Length("id"), ID_LENGTH), name="mandate_id_is_random"),
            _one_of("kind", MandateKind, "mandate_kind_is_known"),
            _runs_forward("mandate_runs_forward"),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.ASSISTANT) | Q(may_sign=False, may_approve=False),
                name="mandate_assistant_does_not_bind",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Invitation(models.Model):
    """A link, sent once, by which a person makes an admitted account its own. Only the token's digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="invitation_runs_forward"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at"), withdrawn_at__isnull=True),
                name="invitation_used_in_time",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.account_id}"


class StepUp(models.Model):
    """A confirmation: one account was asked for one digest at one instant; a passkey gave it, once, and counted.

    passkey: None until it is given. counter: its signature counter then (WebAuthn 6.1.1), 0 where it counts none.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="stepups")
    digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    passkey = models.ForeignKey("mfa.Authenticator", on_delete=models.CASCADE, null=True, related_name="+")
    counter = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(Length("digest"), 64), name="stepup_digest_is_sha256"),
            models.UniqueConstraint(fields=["account", "digest"], name="stepup_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.digest}"
