"""Wishes: acts that count only once every party has said the same, each until an instant that it names."""

from datetime import datetime

from comity.law.act import Act
from comity.law.edition import Row
from comity.law.effects import word
from comity.law.instants import render
from comity.law.state import State, mark_key


def stands(state: State, row: Row, wish: Act, at: datetime) -> bool:
    """Whether a wish of a room, said by this row's act, still waits at `at` for the same of every other party.

    It does not once it was withdrawn, its side has left, its time is over, or all have said the same since.
    """
    party = str(wish.party)
    if party not in state.whole.members():
        return False
    now = [word(state, wish, since_last=_last(call.params.get("since_last"))) for call in row.do if call.name == "mark"]
    version, until = state.marks.get(mark_key(wish.act), {}).get(party, (None, None))
    return version in now and until is not None and render(at) <= until


def _last(name: object) -> str | None:
    return None if name is None else str(name)
