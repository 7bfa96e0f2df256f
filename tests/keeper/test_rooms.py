"""Room keys: sealing, opening after the log line, destroying, and rows that were meddled with."""

from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from comity import keeper
from comity.keeper import KeyDestroyed, KeyTampered, LogNotWritten, NotOpened, keyring, rooms, suite
from comity.keeper.models import RoomKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
SECRET = "we would accept ten 百".encode()


def _sealed(key_id: str) -> bytes:
    return keeper.seal(key_id, SECRET, kind="body", id="act1", version=2)


def _opened(key_id: str, sealed: bytes) -> bytes:
    return keeper.open_sealed(key_id, sealed, kind="body", id="act1", version=2, reason="view")


def test_what_is_sealed_under_a_room_s_key_opens(another_process):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    assert _opened(key_id, sealed) == SECRET
    another_process()
    assert _opened(key_id, sealed) == SECRET


def test_the_version_is_1_unless_said():
    key_id = keeper.create_key("caucus")
    sealed = keeper.seal(key_id, SECRET, kind="body", id="act1")
    assert keeper.open_sealed(key_id, sealed, kind="body", id="act1", version=1, reason="view") == SECRET


def test_the_institution_s_key_needs_no_row(another_process, django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(0):
        key_id = keeper.institution_key()
        sealed = _sealed(key_id)
        another_process()
        assert _opened(keeper.institution_key(), sealed) == SECRET


def test_making_a_key_is_one_insert(django_assert_num_queries: DjangoAssertNumQueries):
    keyring.keyring()
    with django_assert_num_queries(1) as queries:
        keeper.create_key("caucus")
    assert queries.captured_queries[0]["sql"].startswith("INSERT")


def test_in_steady_state_sealing_and_opening_cost_no_statement(
    another_process, django_assert_num_queries: DjangoAssertNumQueries
):
    key_id = keeper.create_key("caucus")
    with django_assert_num_queries(0):
        assert _opened(key_id, _sealed(key_id)) == SECRET
    another_process()
    with django_assert_num_queries(1):
        _sealed(key_id)
    with django_assert_num_queries(0):
        assert _opened(key_id, _sealed(key_id)) == SECRET


@pytest.mark.parametrize("place", [("text", "act1", 2), ("body", "act2", 2), ("body", "act1", 1), ("body", "act1", 3)])
def test_another_kind_id_or_version_does_not_open(place: tuple[str, str, int]):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    with pytest.raises(NotOpened, match="not sealed for this place"):
        keeper.open_sealed(key_id, sealed, kind=place[0], id=place[1], version=place[2], reason="view")


def test_another_room_s_key_does_not_open():
    key_id, other = keeper.create_key("caucus"), keeper.create_key("caucus")
    with pytest.raises(NotOpened):
        _opened(other, _sealed(key_id))


def test_the_log_is_written_before_anything_is_opened(keys: Path, monkeypatch: pytest.MonkeyPatch):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    at_opening = []
    unseal = suite.unseal

    def watched(*arguments):
        at_opening.append((keys / "keeper.log").read_text().split()[1:])
        return unseal(*arguments)

    monkeypatch.setattr(suite, "unseal", watched)
    _opened(key_id, sealed)
    assert at_opening == [[key_id, "body", "act1", "2", "view"]]


def test_nothing_is_opened_when_the_log_cannot_be_written(keys: Path, monkeypatch: pytest.MonkeyPatch):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    (keys / "keeper.log").mkdir()
    opened = []
    monkeypatch.setattr(suite, "unseal", lambda *arguments: opened.append(arguments))
    with pytest.raises(LogNotWritten):
        _opened(key_id, sealed)
    assert opened == []


def test_a_failed_opening_leaves_its_line_too(keys: Path):
    key_id = keeper.create_key("caucus")
    with pytest.raises(NotOpened):
        _opened(key_id, b"nonsense")
    assert (keys / "keeper.log").read_text().split()[1:] == [key_id, "body", "act1", "2", "view"]


def test_neither_log_nor_row_holds_what_was_sealed(keys: Path):
    key_id = keeper.create_key("caucus")
    _opened(key_id, _sealed(key_id))
    assert SECRET not in (keys / "keeper.log").read_bytes()
    assert SECRET not in bytes(RoomKey.objects.get(pk=key_id).private)


@pytest.mark.parametrize("reason", ["", "because we wanted to know", "a\nb"])
def test_a_reason_that_could_carry_content_is_refused(keys: Path, reason: str):
    key_id = keeper.create_key("caucus")
    with pytest.raises(ValueError, match="token"):
        keeper.open_sealed(key_id, _sealed(key_id), kind="body", id="act1", version=2, reason=reason)
    assert not (keys / "keeper.log").exists()


def test_a_purpose_that_could_carry_content_is_refused():
    with pytest.raises(ValueError, match="token"):
        keeper.create_key("caucus of Xandria")


def test_a_destroyed_key_opens_and_seals_nothing(django_capture_on_commit_callbacks):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    with django_capture_on_commit_callbacks(execute=True):
        keeper.destroy(key_id)
    assert RoomKey.objects.filter(pk=key_id).count() == 0
    with pytest.raises(KeyDestroyed, match=key_id):
        _opened(key_id, sealed)
    with pytest.raises(KeyDestroyed, match=key_id):
        _sealed(key_id)


def test_within_its_transaction_a_destroyed_key_opens_nothing_either():
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    keeper.destroy(key_id)
    with pytest.raises(KeyDestroyed):
        _opened(key_id, sealed)


def test_a_destruction_is_logged(keys: Path):
    key_id = keeper.create_key("caucus")
    keeper.destroy(key_id)
    assert (keys / "keeper.log").read_text().split()[1:] == [key_id, "key", key_id, "1", "destroy"]


def test_a_destruction_that_rolls_back_did_not_happen(keys: Path):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    with pytest.raises(RuntimeError), transaction.atomic():
        keeper.destroy(key_id)
        raise RuntimeError
    assert not (keys / "destroyed.keys").exists()
    assert _opened(key_id, sealed) == SECRET


def test_a_key_is_destroyed_once():
    key_id = keeper.create_key("caucus")
    keeper.destroy(key_id)
    with pytest.raises(KeyDestroyed):
        keeper.destroy(key_id)


def test_another_process_forgets_a_destroyed_key_too(keys: Path):
    key_id = keeper.create_key("caucus")
    sealed = _sealed(key_id)
    theirs = keyring.Keyring(keys)
    theirs.destroyed.add(key_id)
    with pytest.raises(KeyDestroyed):
        _opened(key_id, sealed)


def test_a_restored_backup_does_not_revive_a_destroyed_key(another_process, django_capture_on_commit_callbacks):
    key_id = keeper.create_key("caucus")
    sealed, backup = _sealed(key_id), RoomKey.objects.get(pk=key_id)
    with django_capture_on_commit_callbacks(execute=True):
        keeper.destroy(key_id)
    backup.save(force_insert=True)
    another_process()
    with pytest.raises(KeyDestroyed):
        _opened(key_id, sealed)


def test_an_unknown_key_seals_nothing():
    with pytest.raises(KeyDestroyed):
        _sealed(keeper.random_id())


def test_a_public_half_slipped_into_the_database_is_refused(another_process):
    key_id = keeper.create_key("caucus")
    RoomKey.objects.filter(pk=key_id).update(public=suite.halves(bytes(32)).public_bytes)
    another_process()
    with pytest.raises(KeyTampered, match="do not belong together"):
        _sealed(key_id)


def test_two_rows_that_changed_places_are_refused(another_process):
    first, second = keeper.create_key("caucus"), keeper.create_key("delegation")
    row = RoomKey.objects.get(pk=second)
    RoomKey.objects.filter(pk=first).update(public=row.public, private=row.private)
    another_process()
    with pytest.raises(KeyTampered, match=first):
        _sealed(first)


def test_a_key_s_text_names_no_content():
    key_id = keeper.create_key("caucus")
    assert str(RoomKey.objects.get(pk=key_id)) == f"key {key_id} (caucus)"


def test_keys_of_a_list_come_to_hand_in_one_statement(
    another_process, django_assert_num_queries: DjangoAssertNumQueries
):
    keys = [keeper.create_key("caucus") for _ in range(5)]
    sealed = [_sealed(key_id) for key_id in keys]
    keeper.destroy(keys[4])
    another_process()
    with django_assert_num_queries(1):
        keeper.gather([*keys, "never-was"])
    with django_assert_num_queries(0):
        keeper.gather(keys[:4])
        opened = [_opened(key_id, text) for key_id, text in zip(keys[:4], sealed, strict=False)]
    assert opened == [SECRET] * 4


@pytest.mark.parametrize("kind", ["act", "state", "receipt", "agenda", "anchor"])
def test_who_has_the_public_half_cannot_slip_in_what_the_keeper_alone_writes(kind: str):
    key_id = keeper.create_key("caucus")
    public, place = rooms.pair(key_id).public, suite.place(key_id, kind, "id1", 1)
    with pytest.raises(NotOpened):
        keeper.open_sealed(key_id, suite.seal(public, b"invented", place), kind=kind, id="id1", reason="test")
    sealed = keeper.seal(key_id, b"kept", kind=kind, id="id1")
    assert keeper.open_sealed(key_id, sealed, kind=kind, id="id1", reason="test") == b"kept"
