"""The append-only tables: leaves and signed checkpoints of every log. Never content.

Rules upheld:
- DESIGN 4: entry = SHA-256(salt | envelope); leaf = SHA-256(0x00 | entry) as in RFC 6962; checkpoints are C2SP notes.
- Rows are only added: triggers refuse UPDATE, DELETE, REPLACE and TRUNCATE (appendonly.py, migration 0002).
"""

from django.db import models


class Entry(models.Model):
    """One leaf of one log; `index` counts from 0 without gaps."""

    pk = models.CompositePrimaryKey("log_id", "index")
    log_id = models.CharField(max_length=26)
    index = models.BigIntegerField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(index__gte=0), name="ledger_entry_index")]

    def __str__(self) -> str:
        return f"{self.log_id} {self.index}"


class Checkpoint(models.Model):
    """A signed head: the log's `root` at `size`, and the C2SP note that says so."""

    pk = models.CompositePrimaryKey("log_id", "size")
    log_id = models.CharField(max_length=26)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=1), name="ledger_checkpoint_size")]

    def __str__(self) -> str:
        return f"{self.log_id} {self.size}"
