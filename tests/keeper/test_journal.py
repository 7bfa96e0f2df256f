"""The keeper's log: one line of tokens, or an error."""

import re
from pathlib import Path

import pytest

from comity.keeper import LogNotWritten, journal


def test_a_line_says_when_what_and_why(tmp_path: Path):
    journal.record(tmp_path, "key1", "body", "act1", 2, "view")
    line = (tmp_path / "keeper.log").read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ key1 body act1 2 view\n", line)


@pytest.mark.parametrize("place", range(4))
def test_no_sentence_gets_into_the_log(tmp_path: Path, place: int):
    words = ["key1", "body", "act1", "view"]
    words[place] = "we would accept ten"
    with pytest.raises(ValueError, match="token"):
        journal.record(tmp_path, words[0], words[1], words[2], 1, words[3])
    assert not (tmp_path / "keeper.log").exists()


def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path):
    (tmp_path / "keeper.log").mkdir()
    with pytest.raises(LogNotWritten, match="nothing is opened"):
        journal.record(tmp_path, "key1", "body", "act1", 1, "view")


def test_a_log_that_others_may_read_is_not_written(tmp_path: Path):
    (tmp_path / "keeper.log").touch(mode=0o644)
    with pytest.raises(LogNotWritten, match="nothing is opened"):
        journal.check(tmp_path)


def test_checking_writes_nothing(tmp_path: Path):
    journal.check(tmp_path)
    assert (tmp_path / "keeper.log").read_bytes() == b""
