"""Shape of drafts: a request that its author has not filed. Everything typed is sealed; plain are ids and times."""

from django.db import models

from comity.people.models import Account


class Draft(models.Model):
    """One draft of one person. saved_at: UTC. sealed: the answers as canonical JSON, under the institution's key."""

    id = models.CharField(primary_key=True, max_length=26)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    saved_at = models.DateTimeField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.id
