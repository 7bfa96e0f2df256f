"""What the programming face takes and gives. Instants are YYYY-MM-DDTHH:MM:SSZ; digests are lower-case hex."""

from ninja import Schema
from pydantic import Field, JsonValue

KEY = Field(min_length=1, max_length=64, description="Idempotency key: the same request may be sent again under it.")


class Asked(Schema):
    """One act that is asked for."""

    key: str = KEY
    facts: dict[str, JsonValue] = {}
    body: dict[str, JsonValue] = {}
    party: str | None = None
    assertion: dict[str, JsonValue] | None = None


class Named(Schema):
    """A party that is of no register yet: its name, and the address to which its invitation goes."""

    name: str = Field(min_length=1, max_length=300)
    contact: str


class Filed(Asked):
    """A request that is filed. Who its parties are is found for States, and for who files.

    named: party id -> who it is, for everybody else. entities: party id -> entity id, where it is known.
    """

    edition: str
    category: str
    entities: dict[str, str] = {}
    named: dict[str, Named] = {}
