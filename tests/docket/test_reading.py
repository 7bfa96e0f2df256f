"""Acts as they are read back."""

import pytest
from django.conf import settings

from comity import keeper
from comity.docket import reading
from comity.docket.models import Act, Log
from comity.keeper import NotOpened
from comity.proof import entries
from tests.docket.world import World

pytestmark = pytest.mark.database


def test_what_is_read_is_what_the_leaf_stands_for(world: World) -> None:
    world.registers()
    world.does(world.kenya.person, "post", room=world.room("joint"), facts={"item": "i"}, body={"text": "x"})
    for row in Act.objects.filter(docket=world.id).select_related("log"):
        opened = reading.envelope(row.log, row, "test")
        assert entries.entry(opened.salt, opened.act.to_json()) == bytes(row.entry)
        said = reading.said(row.log, row, "test")
        assert opened.act.body == (None if said is None else entries.body_digest(said.salt, said.body))


def test_a_row_in_another_place_does_not_open(world: World) -> None:
    world.registers()
    log, rows = Log.objects.get(pk=world.id), list(Act.objects.filter(log=world.id).order_by("index"))
    rows[0].id = rows[1].id
    with pytest.raises(NotOpened):
        reading.envelope(log, rows[0], "test")


def test_a_row_that_was_changed_is_not_taken_for_the_one_at_hand(world: World) -> None:
    world.files()
    log, row = Log.objects.get(pk=world.id), Act.objects.get(log=world.id)
    reading.envelope(log, row, "test")
    row.sealed = bytes(row.sealed)[:-1] + b"\0"
    with pytest.raises(NotOpened):
        reading.envelope(log, row, "test")


def test_an_envelope_is_opened_once_and_what_was_said_each_time(world: World) -> None:
    world.files()
    log, row = Log.objects.get(pk=world.id), Act.objects.get(log=world.id)
    journal = settings.ENVIRONMENT.keys / "keeper.log"
    before = len(journal.read_text().splitlines())
    for _ in range(3):
        reading.envelope(log, row, "reading-once")
        reading.said(log, row, "reading-each")
    words = [line.split()[-1] for line in journal.read_text().splitlines()[before:]]
    assert (words.count("reading-once"), words.count("reading-each")) == (1, 3)


def test_only_so_many_envelopes_are_at_hand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reading._kept.clear()
    monkeypatch.setattr(reading, "AT_HAND", 2)
    world.registers()
    log = Log.objects.get(pk=world.id)
    for row in Act.objects.filter(log=log):
        reading.envelope(log, row, "test")
    assert len(reading._kept) == 2
    assert keeper.institution_key() == keeper.INSTITUTION
