"""Double-blind answers: one bit, the same steps for every answer, nothing that tells one from another."""

import itertools
import json
from pathlib import Path

import pytest

from comity import keeper
from comity.keeper import LogNotWritten, NotOpened, suite
from comity.keeper.tally import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]


def _answer(said: object, act: str = "act1") -> Answer:
    key_id = keeper.create_key("delegation")
    body = keeper.pad(json.dumps({"body": {"answer": said}, "salt": "00" * 32}).encode())
    return key_id, keeper.seal(key_id, body, kind="body", id=act), "body", act, 1


@pytest.mark.parametrize("said", list(itertools.product(["accepted", "not-accepted"], repeat=3)))
def test_all_accepted_is_true_and_anything_else_false(said: tuple[str, ...]):
    assert keeper.tally([_answer(word) for word in said]) == (said == ("accepted",) * 3)


def test_of_nobody_it_is_false():
    assert keeper.tally([]) is False


def test_yes_and_no_are_sealed_in_equal_length():
    assert len(_answer("accepted")[1]) == len(_answer("not-accepted")[1])


@pytest.mark.parametrize("said", list(itertools.product(["accepted", "not-accepted"], repeat=2)))
def test_every_answer_is_opened_whatever_the_others_say(said: tuple[str, str], monkeypatch: pytest.MonkeyPatch):
    answers = [_answer(word) for word in said]
    opened, unseal = [], suite.unseal
    monkeypatch.setattr(suite, "unseal", lambda key, text, info: opened.append(info) or unseal(key, text, info))
    keeper.tally(answers)
    assert opened == [suite.place(key_id, kind, act, version) for key_id, _, kind, act, version in answers]


def test_one_log_line_stands_for_all(keys: Path):
    for said in itertools.product(["accepted", "not-accepted"], repeat=2):
        keeper.tally([_answer(word) for word in said], id="proposal1")
    lines = [line.split()[1:] for line in (keys / "keeper.log").read_text().splitlines()]
    assert lines == [["all", "tally", "proposal1", "2", "tell-outcome"]] * 4


def test_nothing_is_opened_when_the_log_cannot_be_written(keys: Path, monkeypatch: pytest.MonkeyPatch):
    answers = [_answer("accepted")]
    (keys / "keeper.log").mkdir()
    monkeypatch.setattr(suite, "unseal", lambda *_: pytest.fail("opened"))
    with pytest.raises(LogNotWritten):
        keeper.tally(answers)


@pytest.mark.parametrize("said", ["perhaps", "", "Accepted", None, 1, ["accepted"]])
@pytest.mark.parametrize("place", [0, 1])
def test_an_answer_that_says_neither_refuses_all_and_names_none(said: object, place: int):
    answers = [_answer("accepted"), _answer("not-accepted")]
    answers[place] = _answer(said)
    with pytest.raises(NotOpened, match=r"^an answer of the tally cannot be read$"):
        keeper.tally(answers)


@pytest.mark.parametrize("place", [0, 1])
def test_an_answer_that_does_not_open_refuses_all_and_names_none(place: int):
    answers = [_answer("accepted"), _answer("accepted")]
    key_id, sealed, kind, _, version = answers[place]
    answers[place] = (key_id, sealed, kind, "act2", version)
    with pytest.raises(NotOpened, match=r"^an answer of the tally cannot be read$"):
        keeper.tally(answers)


def test_an_answer_whose_key_was_destroyed_refuses_all_and_names_none():
    answers = [_answer("accepted"), _answer("accepted")]
    keeper.destroy(answers[0][0])
    with pytest.raises(NotOpened, match=r"^an answer of the tally cannot be read$"):
        keeper.tally(answers)


@pytest.mark.parametrize("text", [b"not json", b"[]", b"{}", b'{"body": {}}', b'{"body": "accepted"}', b"\xff"])
def test_what_is_no_answer_refuses_all(text: bytes):
    key_id = keeper.create_key("delegation")
    sealed = keeper.seal(key_id, keeper.pad(text), kind="body", id="act1")
    with pytest.raises(NotOpened, match="cannot be read"):
        keeper.tally([(key_id, sealed, "body", "act1", 1)])


def test_two_answers_of_one_room_are_refused():
    answer = _answer("accepted")
    with pytest.raises(ValueError, match="one answer per party"):
        keeper.tally([answer, answer])
