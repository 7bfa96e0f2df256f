"""Replay: rebuild a state from envelopes alone, refusing what the table would not have allowed."""

from collections.abc import Iterable

from comity.law.act import Act
from comity.law.edition import Edition
from comity.law.state import State
from comity.law.step import Refused, start, step


class NotReplayable(Exception):
    """The log holds an act that the table did not allow: its index from 0, and the refusal."""

    def __init__(self, index: int, refused: Refused) -> None:
        super().__init__(f"act {index}: {refused}")
        self.index, self.refused = index, refused


def replay(edition: Edition, acts: Iterable[Act]) -> State:
    """The state of a case after these acts, in order. Raises NotReplayable."""
    state = start(edition)
    for index, act in enumerate(acts):
        try:
            state = step(edition, state, act)
        except Refused as refused:
            raise NotReplayable(index, refused) from refused
    return state


def replay_room(edition: Edition, acts: Iterable[Act], *, room: dict[str, str | None], cases: list[State]) -> State:
    """The state of a room; cases[n] is the case's state after n acts, and each act names the one that it saw."""
    state = start(edition, room=room)
    for index, act in enumerate(acts):
        try:
            state.case = cases[act.seen or 0]
            state = step(edition, state, act)
        except (Refused, IndexError) as error:
            raise _unseen(index, edition, error) from error
    return state


def _unseen(index: int, edition: Edition, error: Exception) -> NotReplayable:
    if isinstance(error, Refused):
        return NotReplayable(index, error)
    from comity.law.messages import Message, mark

    return NotReplayable(
        index, Refused(edition.name, Message(mark("The act saw a case log longer than the one given.")), "seen")
    )
