"""What is sealed in the register of people, and where each sealed thing belongs.

Everything lies under the institution's key; kind and id bind a ciphertext to its column and row, so that none can be
moved to another (DESIGN 3). Lengths are padded, since few names are as short as Chad. The names of an entity are one
value with the State's code in it: a code in the clear would name the party.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from comity import keeper
from comity.law import wording
from comity.law.act import Json
from comity.law.wording import Wording
from comity.people.models import Account, Entity
from comity.proof import canonical


@dataclass(frozen=True)
class Names:
    """An entity's names by language code, at least one; the ISO 3166-1 code of the State that it is or belongs to."""

    by_language: Mapping[str, str]
    state: str | None

    def shown(self, language: str) -> str:
        """The name in `language` (`zh-hans` reads as `zh`), else in English, else the first by language code."""
        return wording.shown(self.by_language, language)


def seal_name(account_id: str, name: Wording) -> bytes:
    """A person's name, plain or by language code, sealed for its account."""
    value: Json = name if isinstance(name, str) else {**name}
    return _seal(canonical.dumps(value), "account-name", account_id)


def open_name(account: Account, *, reason: str) -> Wording:
    """A person's name; `reason` goes into the keeper's log first."""
    value = _open(account.name, "account-name", account.id, reason)
    written = value[:1] in (b'"', b"{")  # what is not was sealed before a name could be in several languages
    found: Wording = json.loads(value) if written else value.decode()
    return found


def seal_address(account_id: str, address: str) -> bytes:
    """A person's e-mail address, sealed for its account."""
    return _seal(address.encode(), "account-address", account_id)


def open_address(account: Account, *, reason: str) -> str | None:
    """A person's e-mail address, or None where the account has none."""
    if account.address is None:
        return None
    return _open(account.address, "account-address", account.id, reason).decode()


def seal_names(entity_id: str, names: Names) -> bytes:
    """An entity's names, sealed for its row."""
    value = canonical.dumps({"names": dict(names.by_language), "state": names.state})
    return _seal(value, "entity-names", entity_id)


def open_names(entity: Entity, *, reason: str) -> Names:
    """An entity's names."""
    value = json.loads(_open(entity.names, "entity-names", entity.id, reason))
    return Names(value["names"], value["state"])


def state_digest(state: str) -> str:
    """The keyed digest by which the one entity of a State is found, lowercase hex."""
    return keeper.address_digest(f"state:{state}").hex()


def address_digest(address: str) -> str:
    """The keyed digest by which the account of an address is found, lowercase hex."""
    return keeper.address_digest(address).hex()


def _seal(plaintext: bytes, kind: str, object_id: str) -> bytes:
    return keeper.seal(keeper.institution_key(), keeper.pad(plaintext), kind=kind, id=object_id)


def _open(sealed: bytes | memoryview, kind: str, object_id: str, reason: str) -> bytes:
    key = keeper.institution_key()
    opened = keeper.open_sealed(key, bytes(sealed), kind=kind, id=object_id, reason=reason)
    return keeper.unpad(opened)
