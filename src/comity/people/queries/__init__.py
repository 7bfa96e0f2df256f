"""The only readers of the register of people; `viewer` comes first.

Rules upheld here:
- what a viewer may not know does not exist for it: NotFound, or absence (TRUST 1);
- `names` and `entity_names` open what they are given: the caller passes ids that it found to be visible to the viewer,
  such as a docket's participants; the keeper's log then names the opened row;
- an address is opened for the system's notices only; the registry finds an account by an address that it knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from fido2.webauthn import AttestedCredentialData

from comity.law import wording
from comity.law.messages import Message, mark
from comity.people import sealing
from comity.people.actor import Actor, ActorKind
from comity.people.errors import InvitationRefused, NotFound
from comity.people.models import Account, Entity, Invitation, Mandate, Office, OfficeKind, Power, StepUp
from comity.people.sealing import Names
from comity.people.tokens import token_digest

PAGE = 30

# Written out, because every act of every docket asks it, and the ORM builds it longer than the database answers it.
HOLDINGS = """
    SELECT o.office, '', '', o.office = '', o.office = '', o.office = ''
    FROM people_office o INNER JOIN people_account a ON o.account_id = a.id
    WHERE a.is_active AND o.account_id = %s AND o.since <= %s AND (o.until IS NULL OR o.until > %s)
    UNION ALL
    SELECT m.kind, m.entity_id, COALESCE(m.docket_id, ''), m.may_speak, m.may_sign, m.may_approve
    FROM people_mandate m INNER JOIN people_account a ON m.account_id = a.id
    WHERE a.is_active AND m.account_id = %s AND m.since <= %s AND (m.until IS NULL OR m.until > %s)
"""


@dataclass(frozen=True)
class MandateFact:
    """A mandate in force: for which entity, in which docket (None: every one), in what capacity, with which powers."""

    entity_id: str
    docket_id: str | None
    kind: str
    powers: tuple[str, ...]


@dataclass(frozen=True)
class Holdings:
    """What an actor holds at an instant. A machine and a closed account hold nothing."""

    offices: frozenset[str]
    mandates: tuple[MandateFact, ...]


@dataclass(frozen=True)
class Recipient:
    """Where a notice goes, and in which language it is written."""

    address: str
    language: str


@dataclass(frozen=True)
class Passkey:
    """A passkey of an account: its public half, its last counter, and the confirmation that was asked for, if any."""

    id: int
    credential: AttestedCredentialData
    counter: int
    asked: int | None
    begun_at: datetime | None


@dataclass(frozen=True)
class AccountLine:
    """One line of the registry's list of accounts."""

    id: str
    name: str
    is_active: bool
    may_sign_in: bool


@dataclass(frozen=True)
class Role:
    """A role of the demonstration that a visitor may enter: whose account, what it holds, for whom."""

    account_id: str
    name: str
    offices: tuple[str, ...]
    entities: tuple[Names, ...]


def in_force(at: datetime) -> Q:
    """The condition that an office or a mandate runs at the aware instant `at`: since <= at < until."""
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def holdings(actor: Actor, at: datetime) -> Holdings:
    """Offices and mandates that the actor holds at `at`, in one statement; nothing, and none, for a machine."""
    if actor.kind is not ActorKind.PERSON:
        return Holdings(frozenset(), ())
    instant = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(HOLDINGS, [actor.id, instant, instant] * 2)
        rows = sorted(cursor.fetchall())
    return Holdings(
        frozenset(kind for kind, entity, *_ in rows if not entity),
        tuple(
            MandateFact(entity, docket or None, kind, _powers(*powers))
            for kind, entity, docket, *powers in rows
            if entity
        ),
    )


def _powers(*held: bool) -> tuple[str, ...]:
    return tuple(power.value for power, has in zip(Power, held, strict=True) if has)


def names(viewer: Actor, ids: Iterable[str]) -> dict[str, str]:
    """Names of the accounts among `ids` in the reader's language, in one statement.

    The module says whose may be asked for.
    """
    rows = Account.objects.filter(id__in=set(ids)).order_by("id")
    return {row.id: own_name(row, reason=f"name-for-{viewer.id}") for row in rows}


def own_name(account: Account, *, reason: str) -> str:
    """A person's name in the reader's language; `reason` goes into the keeper's log first."""
    return wording.shown(sealing.open_name(account, reason=reason), get_language() or "en")


def entity_names(viewer: Actor, ids: Iterable[str]) -> dict[str, Names]:
    """Names of the entities among `ids`, in one statement. The module says whose may be asked for."""
    reason, rows = f"name-for-{viewer.id}", Entity.objects.filter(id__in=set(ids)).order_by("id")
    return {row.id: sealing.open_names(row, reason=reason) for row in rows}


def recipients(viewer: Actor, ids: Iterable[str]) -> dict[str, Recipient]:
    """Where notices go, by account id; who has no address or is closed is left out. NotFound for a person."""
    if viewer.kind is ActorKind.PERSON:
        raise NotFound
    rows = Account.objects.filter(id__in=set(ids), is_active=True, address__isnull=False).order_by("id")
    opened = ((row, sealing.open_address(row, reason="notice")) for row in rows)
    return {row.id: Recipient(address, row.language) for row, address in opened if address}


def account_of_address(viewer: Actor, address: str, at: datetime) -> str | None:
    """The account of an e-mail address, or None. NotFound for a viewer who is not of the registry."""
    _only_registry(viewer, at)
    digest = sealing.address_digest(address)
    return Account.objects.filter(address_digest=digest).values_list("id", flat=True).first()


def entity_of_state(viewer: Actor, state: str, at: datetime) -> str | None:
    """The entity of a State by its ISO 3166-1 code, or None. NotFound for a viewer who is not of the registry."""
    _only_registry(viewer, at)
    return Entity.objects.filter(state_digest=sealing.state_digest(state)).values_list("id", flat=True).first()


def directory(viewer: Actor, at: datetime, *, page: int = 1) -> list[AccountLine]:
    """Accounts by id, PAGE a page, for the registry; NotFound for others. `page` begins at 1."""
    _only_registry(viewer, at)
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    rows = Account.objects.annotate(may_sign_in=factor).order_by("id")[(page - 1) * PAGE : page * PAGE]
    reason = f"name-for-{viewer.id}"
    return [AccountLine(row.id, own_name(row, reason=reason), row.is_active, row.may_sign_in) for row in rows]


def entities(viewer: Actor, at: datetime, *, page: int = 1) -> QuerySet[Entity]:
    """Entities by id, PAGE a page, for the registry; NotFound for others. Names are opened by `entity_names`."""
    _only_registry(viewer, at)
    return Entity.objects.order_by("id")[(page - 1) * PAGE : page * PAGE]


def mandates(viewer: Actor, at: datetime) -> QuerySet[Mandate]:
    """The viewer's own mandates in force."""
    return Mandate.objects.filter(in_force(at), account_id=viewer.id).order_by("since", "id")


def colleagues(viewer: Actor, at: datetime) -> dict[str, tuple[str, ...]]:
    """Account ids by entity id: who else acts for the entities that the viewer acts for, in two statements.

    A mandate for one docket shows those of that docket and of every docket, not those of another: that there is another
    is not the viewer's to know.
    """
    found: dict[str, set[str]] = {}
    for entity, account in _same_delegation(mandates(viewer, at), at).values_list("entity_id", "account_id"):
        found.setdefault(entity, set()).add(account)
    return {entity: tuple(sorted(accounts - {viewer.id})) for entity, accounts in found.items()}


def _same_delegation(own: QuerySet[Mandate], at: datetime) -> QuerySet[Mandate]:
    seen = Q(pk__in=[])
    for entity, docket in own.values_list("entity_id", "docket_id"):
        seen |= Q(entity_id=entity) & (Q() if docket is None else Q(docket_id=docket) | Q(docket_id__isnull=True))
    return Mandate.objects.filter(seen & in_force(at), account__is_active=True)


def officers(viewer: Actor, at: datetime) -> list[tuple[str, str]]:  # noqa: ARG001 -- who holds an office is known to all
    """Pairs (office, account id) in force at `at`."""
    rows = Office.objects.filter(in_force(at), account__is_active=True)
    return list(rows.order_by("office", "account_id").values_list("office", "account_id"))


def sign_in_name(address: str) -> str:
    """The random user name of an address's account; for an unknown address one that no account has, always the same."""
    digest = sealing.address_digest(address)
    found = Account.objects.filter(address_digest=digest).values_list("username", flat=True).first()
    return found or f"-{digest[:25]}"


def preferences(viewer: Actor) -> dict[str, str]:
    """The viewer's own language, zone and theme; NotFound for a machine."""
    found = Account.objects.filter(id=viewer.id).first()
    if found is None:
        raise NotFound
    return {"language": found.language, "zone": found.zone, "theme": found.theme}


def has_passkey(viewer: Actor) -> bool:
    """True if the viewer can confirm an act with a passkey."""
    return bool(Authenticator.objects.filter(user=viewer.id, type=Authenticator.Type.WEBAUTHN).exists())


def in_use(account: Account) -> bool:
    """True if the account has a passkey or a code: somebody has made it its own."""
    return bool(Authenticator.objects.filter(user=account).exists())


def passkeys(viewer: Actor, digest: str) -> list[Passkey]:
    """The viewer's passkeys, each with what is known of it and of the confirmation of `digest`, in one statement."""
    asked = StepUp.objects.filter(account=OuterRef("user"), digest=digest, passkey=None)
    last = StepUp.objects.filter(passkey=OuterRef("pk")).order_by("-counter")
    rows = Authenticator.objects.filter(
        user=viewer.id, user__is_active=True, type=Authenticator.Type.WEBAUTHN
    ).annotate(
        asked=Subquery(asked.values("id")),
        begun_at=Subquery(asked.values("begun_at")),
        counted=Subquery(last.values("counter")[:1]),
    )
    return [_passkey(row) for row in rows.order_by("id")]


def _passkey(row: Any) -> Passkey:
    registered = row.wrap().authenticator_data
    return Passkey(
        id=row.id,
        credential=registered.credential_data,
        counter=max(row.counted or 0, registered.counter),
        asked=row.asked,
        begun_at=row.begun_at,
    )


def invited(token: str, at: datetime) -> Account:
    """The account that a link's secret opens now; whoever holds the secret is the viewer. Else InvitationRefused."""
    found = Invitation.objects.filter(open_invitation(token, at)).select_related("account").first()
    if found is None:
        raise InvitationRefused(Message(mark("This link was used, has expired, or is not ours.")))
    return found.account


def open_invitation(token: str, at: datetime) -> Q:
    """The condition that an invitation is this link's, unused, not withdrawn, in time, and of an account not closed."""
    return Q(
        token_digest=token_digest(token),
        used_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gte=at,
        account__is_active=True,
    )


def roles(at: datetime) -> list[Role]:
    """Every role that a visitor of the demonstration may enter, in five statements; NotFound in any other mode."""
    if not settings.DEMONSTRATION:
        raise NotFound
    visitor = Actor("visitor", ActorKind.PERSON)
    held = Mandate.objects.filter(in_force(at)).order_by("since", "id").values_list("account_id", "entity_id")
    served = Office.objects.filter(in_force(at)).order_by("office").values_list("account_id", "office")
    opened = entity_names(visitor, {entity for _, entity in held})
    people = names(visitor, Account.objects.filter(is_active=True).values_list("id", flat=True))
    return [
        Role(
            account,
            name,
            tuple(office for holder, office in served if holder == account),
            tuple(opened[entity] for entity in dict.fromkeys(e for holder, e in held if holder == account)),
        )
        for account, name in sorted(people.items(), key=lambda item: item[1])
    ]


def role(account_id: str) -> Account:
    """The account of a role of the demonstration; NotFound in any other mode, and for no role."""
    found = Account.objects.filter(id=account_id, is_active=True).first() if settings.DEMONSTRATION else None
    if found is None:
        raise NotFound
    return found


def is_registry(viewer: Actor, at: datetime) -> bool:
    """True for an officer of the registry at `at`, and for the machines."""
    own = Office.objects.filter(in_force(at), account_id=viewer.id, account__is_active=True, office=OfficeKind.REGISTRY)
    return viewer.kind is not ActorKind.PERSON or own.exists()


def _only_registry(viewer: Actor, at: datetime) -> None:
    if not is_registry(viewer, at):
        raise NotFound
