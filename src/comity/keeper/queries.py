"""The only reader of key rows. Keys have no viewer: only the keeper itself reads them."""

from collections.abc import Iterable

from comity.keeper.models import RoomKey


def rows(key_ids: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
    """Public bytes and sealed private half of each of these keys that there is. One statement."""
    found = RoomKey.objects.filter(pk__in=list(key_ids)).values_list("id", "public", "private")
    return {key_id: (bytes(public), bytes(private)) for key_id, public, private in found}
