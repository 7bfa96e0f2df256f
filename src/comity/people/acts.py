"""The only writers of the register of people.

Handlers of the institution docket's acts call them, inside the act's transaction and under that docket's lock:

    admit-account      create_account, and invite with the digest of the link's token
    register-entity    register_entity
    grant-mandate      grant_mandate            end-mandate    end_mandate
    appoint-officer    appoint_officer          end-office     end_office
    close-account      close_account

What a person does to its own account is no act of the institution and lies in no log: accept_invitation,
set_preferences, the passkeys (which allauth keeps) and the confirmations that stepup.py asks for.

Instants are aware UTC and come from the act, never from a clock of our own. A contradiction with what the register
holds raises NotGranted; then nothing was written.
"""

import zoneinfo
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from comity import keeper
from comity.law.messages import Message, mark
from comity.law.wording import Wording
from comity.people import queries, sealing
from comity.people.errors import InvitationRefused, NotGranted
from comity.people.models import (
    Account,
    Entity,
    EntityKind,
    Invitation,
    Mandate,
    MandateKind,
    Office,
    OfficeKind,
    Power,
    StepUp,
    Theme,
)
from comity.people.sealing import Names

INVITATION_LASTS = timedelta(days=14)
CONFIRMATION_LASTS = timedelta(minutes=2)


def create_account(
    account_id: str, *, name: Wording, address: str | None = None, language: str = "en", zone: str = "UTC"
) -> Account:
    """Admit a person: an account that nobody can sign in to until an invitation is accepted.

    account_id: from keeper.random_id(), the fact of the act. name: plain, or by language code. NotGranted if the
    address has an account, or the language or zone is unknown.
    """
    digest = sealing.address_digest(address) if address else None
    if digest and Account.objects.filter(address_digest=digest).exists():
        raise NotGranted(Message(mark("There is an account with this address already.")))
    _check_preferences(language, zone, Theme.AUTO)
    account = Account(
        id=account_id,
        username=keeper.random_id(),
        name=sealing.seal_name(account_id, _worded(name)),
        address=sealing.seal_address(account_id, address) if address else None,
        address_digest=digest,
        language=language,
        zone=zone,
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def close_account(account_id: str, *, at: datetime) -> None:
    """End a person's offices, mandates and open invitation at `at`, and its sign-in from now on."""
    account = _account(account_id)
    for held in (Office, Mandate):
        running = held.objects.filter(Q(until__isnull=True) | Q(until__gt=at), account=account)
        running.filter(since__gt=at).delete()
        running.update(until=at)
    _withdraw_open(account, at)
    account.is_active = False
    account.save(update_fields=["is_active"])


def set_preferences(account_id: str, *, language: str, zone: str, theme: str) -> None:
    """A person's own choice of language, IANA zone and theme; NotGranted for a value that is not offered."""
    _check_preferences(language, zone, theme)
    Account.objects.filter(id=account_id).update(language=language, zone=zone, theme=theme)


def set_language(account_id: str, language: str) -> None:
    """A person's own choice of language alone; NotGranted for one that is not offered."""
    _check_preferences(language, "UTC", Theme.AUTO)
    Account.objects.filter(id=account_id).update(language=language)


def register_entity(entity_id: str, *, kind: str, names: Mapping[str, str], state: str | None = None) -> Entity:
    """Enter a State, agency, organisation, company or individual.

    names: by language code, at least one. state: ISO 3166-1 alpha-2; a State's own code, an agency's or a company's
    State; required for a State, which is entered once (NotGranted).
    """
    is_state = EntityKind(kind) is EntityKind.STATE
    if is_state and not state:
        raise NotGranted(Message(mark("A State is entered with its code.")))
    digest = sealing.state_digest(state) if is_state and state else None
    if digest and Entity.objects.filter(state_digest=digest).exists():
        raise NotGranted(Message(mark("This State is in the register already.")))
    sealed = sealing.seal_names(entity_id, _named(names, state))
    return Entity.objects.create(id=entity_id, kind=kind, names=sealed, state_digest=digest)


def grant_mandate(
    mandate_id: str,
    *,
    account_id: str,
    entity_id: str,
    kind: str,
    powers: Iterable[str],
    since: datetime,
    until: datetime | None = None,
    docket_id: str | None = None,
) -> Mandate:
    """Record that a person acts for an entity: in every docket, or in one, from `since` until before `until`.

    powers: of speak, sign, approve. NotGranted for an unknown account or entity, an end before the beginning, and an
    assistant who would sign or approve.
    """
    account, entity = _account(account_id), _entity(entity_id)
    held = {Power(power) for power in powers}
    if MandateKind(kind) is MandateKind.ASSISTANT and held - {Power.SPEAK}:
        raise NotGranted(Message(mark("An assistant neither signs nor approves.")))
    _check_term(since, until)
    return Mandate.objects.create(
        id=mandate_id,
        account=account,
        entity=entity,
        docket_id=docket_id,
        kind=kind,
        may_speak=Power.SPEAK in held,
        may_sign=Power.SIGN in held,
        may_approve=Power.APPROVE in held,
        since=since,
        until=until,
    )


def end_mandate(mandate_id: str, *, at: datetime) -> None:
    """End a mandate at `at`; NotGranted if there is none of this id, or it has ended or not begun by then."""
    running = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gt=at), id=mandate_id, since__lte=at)
    if not running.update(until=at):
        raise NotGranted(Message(mark("There is no such mandate in force.")))


def appoint_officer(account_id: str, *, office: str, since: datetime, until: datetime | None = None) -> Office:
    """Record that a person holds an office of the institution; NotGranted if it holds it already at `since`."""
    account = _account(account_id)
    _check_term(since, until)
    running = Q(until__isnull=True) | Q(until__gt=since)
    if Office.objects.filter(running, account=account, office=OfficeKind(office)).exists():
        raise NotGranted(Message(mark("This person holds the office already.")))
    return Office.objects.create(account=account, office=office, since=since, until=until)


def end_office(account_id: str, *, office: str, at: datetime) -> None:
    """End a person's office at `at`; NotGranted if the person does not hold it then."""
    running = Q(until__isnull=True) | Q(until__gt=at)
    if not Office.objects.filter(running, account_id=account_id, office=office, since__lte=at).update(until=at):
        raise NotGranted(Message(mark("This person does not hold the office.")))


def invite(account_id: str, *, token: str, at: datetime, lasts: timedelta = INVITATION_LASTS) -> Invitation:
    """Make a link good for an account; an earlier one that was not used is withdrawn.

    token: the digest of the link's secret (tokens.token_digest), never the secret. NotGranted for an account that has
    a passkey or a code already: an invitation must not become a way into somebody's account (TRUST 12).
    """
    account = _account(account_id)
    if queries.in_use(account) or not account.is_active:
        raise NotGranted(Message(mark("This account is in use, or closed: it cannot be invited.")))
    _withdraw_open(account, at)
    return Invitation.objects.create(account=account, token_digest=token, issued_at=at, expires_at=at + lasts)


def accept_invitation(token: str, *, at: datetime, language: str, zone: str, password: str | None = None) -> Account:
    """Use a link's secret up, once; the caller adds the passkey or the code in the same transaction.

    password: only beside a code, for those without passkeys; already checked by Django's validators.
    InvitationRefused for a link that is unknown, used, withdrawn or too late.
    """
    with transaction.atomic():
        invitation = _open_invitation(token, at)
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        account = invitation.account
        _check_preferences(language, zone, Theme.AUTO)
        account.language, account.zone = language, zone
        if password is not None:
            account.set_password(password)
        account.save(update_fields=["language", "zone", "password"])
    return account


def ask_confirmation(account_id: str, digest: str, *, at: datetime) -> None:
    """Note that the account was asked to confirm the act with this digest; what it let pass before is forgotten.

    Of what a passkey has confirmed, the row with its last signature counter stays.
    """
    mine = StepUp.objects.filter(account_id=account_id)
    newer = StepUp.objects.filter(passkey=OuterRef("passkey"), counter__gt=OuterRef("counter"))
    mine.filter(passkey=None, begun_at__lt=at - CONFIRMATION_LASTS).delete()
    mine.filter(Q(counter=0) | Exists(newer), passkey__isnull=False).delete()
    StepUp.objects.update_or_create(account_id=account_id, digest=digest, defaults={"begun_at": at})


def use_confirmation(asked: int, *, passkey_id: int, counter: int) -> bool:
    """Use up what was asked, in the act's own transaction; False if another act has done so in the meantime."""
    return StepUp.objects.filter(id=asked, passkey=None).update(passkey=passkey_id, counter=counter) == 1


def _open_invitation(token: str, at: datetime) -> Invitation:
    waiting = Invitation.objects.select_for_update(of=("self",)).select_related("account")
    found = waiting.filter(queries.open_invitation(token, at)).first()
    if found is None:
        raise InvitationRefused(Message(mark("This link was used, has expired, or is not ours.")))
    return found


def _withdraw_open(account: Account, at: datetime) -> None:
    account.invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)


def _account(account_id: str) -> Account:
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise NotGranted(Message(mark("There is no such account.")))
    return found


def _entity(entity_id: str) -> Entity:
    found = Entity.objects.filter(id=entity_id).first()
    if found is None:
        raise NotGranted(Message(mark("There is no such entity in the register.")))
    return found


def _worded(name: Wording) -> Wording:
    found = _stripped({"": name} if isinstance(name, str) else name)
    if found is None:
        raise NotGranted(Message(mark("A person is entered with a name.")))
    return found[""] if isinstance(name, str) else found


def _named(names: Mapping[str, str], state: str | None) -> Names:
    found = _stripped(names)
    if found is None:
        raise NotGranted(Message(mark("An entity is entered with a name.")))
    return Names(found, state)


def _stripped(names: Mapping[str, str]) -> dict[str, str] | None:
    """Names by language without space round them; None where there is none, or one is empty."""
    found = {language: name.strip() for language, name in names.items()}
    return found if found and all(found.values()) else None


def _check_term(since: datetime, until: datetime | None) -> None:
    if until is not None and until < since:
        raise NotGranted(Message(mark("It would end before it begins.")))


def _check_preferences(language: str, zone: str, theme: str) -> None:
    offered = {code for code, _ in settings.LANGUAGES}
    if language not in offered or zone not in zoneinfo.available_timezones() or theme not in Theme.values:
        raise NotGranted(Message(mark("This language, time zone or theme is not offered.")))
