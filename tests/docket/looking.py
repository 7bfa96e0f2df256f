"""What lies in the rows of a docket, counted and checked from outside: sizes, mirrors, receipts, signed heads."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from comity import keeper
from comity.docket.models import Act, Agenda, Deadline, Docket, Log, Outbox, Party, Receipt, Seat
from comity.law.act import Json
from comity.ledger import queries as ledger
from comity.ledger.models import Checkpoint, Entry
from comity.proof import notes
from comity.proof.merkle import Tree, verify_inclusion
from comity.proof.notes import Note, VerifierKey


def sizes(docket_id: str) -> tuple[int, ...]:
    """How many acts, the logs' sizes together, entries, receipts; then notices, planned acts, heads, dockets, logs."""
    logs = dict(Log.objects.filter(docket=docket_id).values_list("id", "size"))
    within = {"log_id__in": [*logs]}
    rows = (
        Entry.objects.filter(**within),
        Receipt.objects.filter(act__docket=docket_id),
        Outbox.objects.filter(docket=docket_id),
        Agenda.objects.filter(docket=docket_id),
        Checkpoint.objects.filter(**within),
        Docket.objects.all(),
    )
    acts = Act.objects.filter(docket=docket_id).count()
    return (acts, sum(logs.values()), *(each.count() for each in rows), len(logs))


Mirrored = tuple[str, str, dict[str, str], dict[str, str], dict[str, datetime]]


def mirrored(docket_id: str) -> Mirrored:
    """Phase, ending, status of parties, status of seats, periods that run, as plain rows say."""
    row = Docket.objects.get(pk=docket_id)
    return (
        row.phase,
        row.ending,
        dict(Party.objects.filter(docket=docket_id).values_list("id", "status")),
        dict(Seat.objects.filter(docket=docket_id).values_list("account_id", "status")),
        dict(Deadline.objects.filter(docket=docket_id, running=True).values_list("code", "due")),
    )


def verify_receipt(told: Mapping[str, Json]) -> None:
    """Its act lies under its checkpoint, which the organisation signed."""
    size, root = verify_note(str(told["checkpoint"]))
    index, proof = told["index"], told["proof"]
    assert isinstance(index, int)
    assert isinstance(proof, list)
    path = [bytes.fromhex(str(step)) for step in proof]
    verify_inclusion(bytes.fromhex(str(told["leaf"])), index, size, path, root)


def verify_note(note: str) -> tuple[int, bytes]:
    """The size and root of a checkpoint that the organisation signed."""
    read = Note.parse(note.encode())
    notes.verify_note(read, VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()))
    checkpoint = notes.Checkpoint.parse(read.text)
    return checkpoint.size, checkpoint.root


def verified_heads(log_id: str, size: int) -> int:
    """How many heads of a log were signed; each is of the log as it stands, and the last one is of all of it."""
    tree, heads = Tree(ledger.leaves(log_id)), ledger.heads(log_id)
    assert (heads[-1].size if heads else 0) == size
    for head in heads:
        assert (head.size, head.root, tree.root(head.size)) == (*verify_note(head.note), head.root)
    return len(heads)
