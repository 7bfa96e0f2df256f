"""Shape of the opening: drafts that nobody has filed, and invitations by a link. Plain are ids and times alone.

Rules upheld:
- everything typed is sealed: a draft's answers, an invited party's address;
- of a link only the digest is kept; its secret waits, sealed, until it is sent, and is gone then.
"""

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


class Invitation(models.Model):
    """A party that was named with an address: who holds the link may read the invitation, and answer it.

    docket_id, party: of which case. sealed: the address and, until it is sent, the link's secret. account: whose it
    became. closed_at: when its holder chose not to answer.
    """

    id = models.CharField(primary_key=True, max_length=26)
    docket_id = models.CharField(max_length=26)
    party = models.CharField(max_length=64)
    sealed = models.BinaryField()
    token_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- unique, so "none" must be null
    issued_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["docket_id", "party"], name="invitation_of_a_party_is_one")]

    def __str__(self) -> str:
        return self.id
