"""Replay: rebuild a state from envelopes alone, refusing what the table would not have allowed."""

from collections.abc import Iterable

from comity.law.act import Act
from comity.law.edition import Edition
from comity.law.messages import Message, mark
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
    state, before = start(edition, room=room), 0
    for index, act in enumerate(acts):
        if act.seen is None or not before <= act.seen < len(cases):
            unseen = Message(mark("The act must say how much of the case log it saw, no less than the act before it."))
            raise NotReplayable(index, Refused(edition.name, unseen, "seen"))
        state.case, before = cases[act.seen], act.seen
        try:
            state = step(edition, state, act)
        except Refused as refused:
            raise NotReplayable(index, refused) from refused
    return state
