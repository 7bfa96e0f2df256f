"""The keys of rooms and dockets, each with its private half sealed under the root key."""

from django.db import models


class RoomKey(models.Model):
    """One X-Wing key pair. Destroying the row closes for ever what was sealed under it."""

    id = models.CharField(primary_key=True, max_length=26, editable=False)
    purpose = models.CharField(max_length=80)
    public = models.BinaryField(max_length=1216)
    private = models.BinaryField(max_length=60)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"key {self.id} ({self.purpose})"
