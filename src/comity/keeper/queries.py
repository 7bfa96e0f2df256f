"""The only reader of key rows. Keys have no viewer: only the keeper itself reads them."""

from comity.keeper.models import RoomKey


def row(key_id: str) -> tuple[bytes, bytes] | None:
    """The key's public bytes and its sealed private half; None if there is no such key. One statement."""
    found = RoomKey.objects.filter(pk=key_id).values_list("public", "private").first()
    return None if found is None else (bytes(found[0]), bytes(found[1]))
