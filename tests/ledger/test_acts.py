"""Leaves and signed heads."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from comity import keeper
from comity.ledger import acts, queries
from comity.ledger.acts import Head, Leaf
from comity.ledger.models import Checkpoint, Entry
from comity.proof.merkle import Edge, leaf_hash
from comity.proof.notes import Checkpoint as Signed
from comity.proof.notes import Note, VerifierKey, verify_note

pytestmark = pytest.mark.database

LOG = "a" * 26
ORIGIN = "mediation.example/case/" + LOG


def test_a_head_is_a_checkpoint_that_the_organisation_signed() -> None:
    edge = Edge().append(leaf_hash(b"one")).append(leaf_hash(b"two"))
    head = acts.sign_head(LOG, ORIGIN, edge)
    note = Note.parse(head.note.encode())
    verify_note(note, VerifierKey(settings.ORGANISATION_NAME, keeper.public_key()))
    assert Signed.parse(note.text) == Signed(ORIGIN, 2, edge.root())
    assert (head.log_id, head.size, head.root) == (LOG, 2, edge.root())


def test_one_tree_has_one_note() -> None:
    edge = Edge().append(leaf_hash(b"one"))
    assert acts.sign_head(LOG, ORIGIN, edge) == acts.sign_head(LOG, ORIGIN, edge)


def test_leaves_and_heads_are_written_and_read_in_order(db: None) -> None:
    acts.record(
        [Leaf(LOG, 1, b"b" * 32), Leaf(LOG, 0, b"a" * 32), Leaf("z" * 26, 0, b"c" * 32)],
        [Head(LOG, 2, b"2" * 32, "two"), Head(LOG, 1, b"1" * 32, "one")],
    )
    assert queries.leaves(LOG) == [b"a" * 32, b"b" * 32]
    assert queries.leaves(LOG, 1) == [b"a" * 32]
    assert [(head.size, head.root, head.note) for head in queries.heads(LOG)] == [
        (1, b"1" * 32, "one"),
        (2, b"2" * 32, "two"),
    ]
    assert queries.latest_head(LOG) == queries.heads(LOG)[1]
    assert queries.latest_head("y" * 26) is None


def test_a_place_is_taken_once(db: None) -> None:
    acts.record([Leaf(LOG, 0, b"a" * 32)], [])
    with pytest.raises(IntegrityError), transaction.atomic():
        acts.record([Leaf(LOG, 0, b"b" * 32)], [])
    assert queries.leaves(LOG) == [b"a" * 32]


def test_rows_name_themselves() -> None:
    assert str(Entry(log_id=LOG, index=3)) == f"{LOG} 3"
    assert str(Checkpoint(log_id=LOG, size=4)) == f"{LOG} 4"
