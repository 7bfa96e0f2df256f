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


class Filed(Asked):
    """A request that is filed. entities: party id -> entity id, for parties that are no State (States are found)."""

    edition: str
    category: str
    entities: dict[str, str] = {}
