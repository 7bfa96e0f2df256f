"""The forgetful disk: what was synced stays, strictly nothing else, loosely some of it."""

import random
from pathlib import Path

from bench.disk import Disk
from bench.powerloss import END, SECTOR, Create, Rename, Sync, Truncate, Unlink, Write

FOLDER = Path("/data")
A, B = FOLDER / "a", FOLDER / "b"


def _disk(*events) -> Disk:
    disk = Disk({A: b"old"})
    for event in events:
        disk.happen(event)
    return disk


def test_what_lay_there_before_stays():
    assert _disk().left() == {A: b"old"}


def test_a_write_that_was_not_synced_is_lost():
    assert _disk(Write(A, 0, b"new")).left() == {A: b"old"}


def test_a_write_that_was_synced_stays_and_later_ones_are_lost():
    assert _disk(Write(A, 1, b"new"), Sync(A), Write(A, 0, b"x")).left() == {A: b"onew"}


def test_syncing_one_file_keeps_nothing_of_another():
    disk = _disk(Create(B), Sync(FOLDER), Write(B, 0, b"b"), Write(A, 0, b"a"), Sync(A))
    assert disk.left() == {A: b"ald", B: b""}


def test_a_new_name_stays_only_when_its_folder_was_synced():
    made = [Create(B), Write(B, 0, b"b"), Sync(B)]
    assert _disk(*made).left() == {A: b"old"}
    assert _disk(*made, Sync(FOLDER)).left() == {A: b"old", B: b"b"}


def test_a_removed_name_comes_back_until_its_folder_was_synced():
    assert _disk(Unlink(A)).left() == {A: b"old"}
    assert _disk(Unlink(A), Sync(FOLDER)).left() == {}


def test_a_name_made_anew_after_removal_is_another_file():
    again = [Unlink(A), Create(A), Write(A, 0, b"n"), Sync(A)]
    assert _disk(*again).left() == {A: b"old"}
    assert _disk(*again, Sync(FOLDER)).left() == {A: b"n"}


def test_a_rename_happens_when_the_folder_was_synced():
    moved = [Create(B), Write(B, 0, b"b"), Sync(B), Rename(B, A)]
    assert _disk(*moved).left() == {A: b"old"}
    assert _disk(*moved, Sync(FOLDER)).left() == {A: b"b"}


def test_sizes_and_gaps():
    assert _disk(Truncate(A, 1), Sync(A)).left() == {A: b"o"}
    assert _disk(Truncate(A, 5), Sync(A)).left() == {A: b"old\0\0"}
    assert _disk(Write(A, 5, b"x"), Sync(A)).left() == {A: b"old\0\0x"}
    assert _disk(Write(A, END, b"er"), Write(A, END, b"!"), Sync(A)).left() == {A: b"older!"}


def test_opening_a_file_that_is_there_changes_nothing():
    assert _disk(Create(A), Sync(FOLDER)).left() == {A: b"old"}


def test_the_version_changes_with_each_sync_alone():
    disk = _disk(Write(A, 0, b"x"))
    assert disk.version == 0
    disk.happen(Sync(A))
    assert disk.version == 1


def test_by_chance_some_writes_stay_whole_or_in_part_and_never_across_sectors():
    chance, found = random.Random(1), set()
    disk = _disk(Write(A, 0, b"x" * (2 * SECTOR)))
    for _ in range(200):
        left = disk.left(chance)[A]
        found.add(left)
    x, nothing = b"x" * SECTOR, b"old" + bytes(SECTOR - 3)
    assert found == {b"old", x + x, x, nothing + x}


def test_by_chance_a_later_write_stays_without_an_earlier_one():
    chance = random.Random(1)
    disk = _disk(Write(A, 0, b"1"), Write(A, 1, b"2"))
    assert {disk.left(chance)[A] for _ in range(200)} == {b"old", b"1ld", b"o2d", b"12d"}


def test_by_chance_a_synced_write_always_stays():
    chance = random.Random(1)
    disk = _disk(Write(A, 0, b"new"), Sync(A), Create(B), Write(B, 0, b"b"))
    left = [disk.left(chance) for _ in range(200)]
    assert {files[A] for files in left} == {b"new"}
    assert {tuple(files) for files in left} == {(A,), (A, B)}
