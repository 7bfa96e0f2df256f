"""People for tests: real accounts, real passkeys, no mocks."""

import json
from datetime import UTC, datetime

from allauth.mfa.webauthn.internal.auth import WebAuthn
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity

from comity import keeper
from comity.law.wording import Wording
from comity.people import Actor, acts
from comity.people.actor import ActorKind
from comity.people.models import Account, Entity, Mandate
from tests.people.authenticator import SoftPasskey

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def actor(account: Account) -> Actor:
    """The person that an account is."""
    return Actor(account.id, ActorKind.PERSON)


def person(name: Wording = "Ana Ruiz", address: str | None = None) -> Account:
    """A new account."""
    return acts.create_account(keeper.random_id(), name=name, address=address)


def state(code: str = "KE", name: str = "Kenya") -> Entity:
    """A new State."""
    return acts.register_entity(keeper.random_id(), kind="state", names={"en": name}, state=code)


def mandate(account: Account, entity: Entity, **changes: object) -> Mandate:
    """A principal's mandate for every docket from NOON on, all powers, unless changed."""
    terms = {"kind": "principal", "powers": ["speak", "sign", "approve"], "since": NOON} | changes
    return acts.grant_mandate(keeper.random_id(), account_id=account.id, entity_id=entity.id, **terms)  # type: ignore[arg-type]


def passkey(account: Account, **traits: object) -> SoftPasskey:
    """A passkey registered for the account."""
    soft = SoftPasskey(**traits)  # type: ignore[arg-type]
    server = Fido2Server(PublicKeyCredentialRpEntity(id="localhost", name="test"))
    user = PublicKeyCredentialUserEntity(id=account.id.encode(), name="n", display_name="d")
    options, _ = server.register_begin(user)
    WebAuthn.add(account, "passkey", soft.make(json.loads(json.dumps(dict(options)))))
    return soft
