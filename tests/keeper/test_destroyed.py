"""The list of destroyed keys."""

from pathlib import Path

from comity.keeper.destroyed import Destroyed


def test_a_list_that_is_not_there_is_empty(tmp_path: Path):
    listed = Destroyed(tmp_path / "destroyed.keys")
    assert not listed.grown()
    assert "a" not in listed


def test_what_one_process_writes_another_sees_once(tmp_path: Path):
    ours, theirs = Destroyed(tmp_path / "destroyed.keys"), Destroyed(tmp_path / "destroyed.keys")
    ours.add("a")
    assert theirs.grown()
    assert not theirs.grown()
    assert "a" in theirs
    theirs.add("b")
    assert ours.grown()
    assert ("a" in ours, "b" in ours, "c" in ours) == (True, True, False)
