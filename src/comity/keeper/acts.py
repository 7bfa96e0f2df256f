"""The only writer of key rows. Called within the caller's transaction; needs no lock, an id is written once."""

from datetime import UTC, datetime

from comity.keeper.models import RoomKey


def insert(key_id: str, purpose: str, public: bytes, private: bytes) -> None:
    """Write a new key's row: one statement."""
    now = datetime.now(UTC).replace(microsecond=0)
    RoomKey.objects.create(id=key_id, purpose=purpose, public=public, private=private, created=now)


def delete(key_id: str) -> bool:
    """Delete the key's row; False if there was none."""
    return RoomKey.objects.filter(pk=key_id).delete()[0] == 1
