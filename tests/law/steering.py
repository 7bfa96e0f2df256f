"""What a random walk should try more often: acts that it has not performed yet, and what leads to them.

For both walks, over the pure step (walk.py) and over perform() (tests/docket/walking.py). It reads the edition and what
was performed, so it steers the same way under every edition.
"""

import random
from collections.abc import Collection, Iterator, Mapping

from comity.law.edition import Edition, Row
from comity.law.instants import parse
from comity.law.state import State

MACHINES = {"clock", "system"}
WANTED, GOAL = 4.0, 40.0  # weights, where an act that nobody looks for has one of 1
LEADS = {  # act -> what must have happened first, beside the acts that entail it
    "answer": ("propose",),
    "tell-outcome": ("propose",),
    "close-issue": ("table-issue",),
    "withdraw-wish": ("wish-to-end",),
    "agree-interim": ("draft-interim",),
    "warn-interim": ("agree-interim",),
    "end-interim": ("agree-interim",),
    "permit-role": ("declare-proceeding",),
    "take-back": ("wish-to-hand-over",),
    "resume": ("wish-to-suspend", "adjourn-for-advice"),
    "resume-by-clock": ("wish-to-suspend", "adjourn-for-advice"),
    "agree-joinder": ("propose-joinder",),
    "screen-joinder": ("agree-joinder", "consent"),
    "adjourn-session": ("set-session",),
    "appoint-by-default": ("ask-for-appointment",),
    "decline-nomination": ("name-mediator",),
    "lapse-nomination": ("name-mediator",),
    "refuse-registration": ("screen",),
    "attest-part": ("table-text", "initial", "approve", "sign"),
    "repeat": ("post",),
}


class Steering:
    """Leads a walk to the acts of `seek` until each was performed. performed: act -> how often, kept by the walk.

    goal: the one of them that is tried hardest; the walk asks for another with each case.
    """

    def __init__(
        self, rng: random.Random, edition: Edition, performed: Mapping[str, int], seek: Collection[str]
    ) -> None:
        self.rng, self.edition, self.performed, self.seek = rng, edition, performed, seek
        self.aim()

    def aim(self) -> None:
        """Choose another goal, if anything is wanted still."""
        wanted = self.wanted()
        self.goal = self.rng.choice(wanted) if wanted else None

    def wanted(self) -> list[str]:
        """Acts that were sought and not performed yet, by name."""
        return sorted(act for act in self.seek if not self.performed.get(act))

    def weights(self) -> dict[str, float]:
        """Of acts that people perform: what is wanted, and what leads to it; the goal above all."""
        found = {name: WANTED for act in self.wanted() for name in self._way(act, set())}
        if self.goal is not None and not self.performed.get(self.goal):
            found |= dict.fromkeys(self._way(self.goal, set()), GOAL)
        rows = [self.edition.acts[name] for name in found if name in self.edition.acts]
        return {row.act: found[row.act] for row in rows if not set(row.who) <= MACHINES}

    def opens(self, phases: Collection[str]) -> list[str]:
        """The phases among these in which the goal is open; none without a goal."""
        return [] if self.goal is None else [phase for phase in phases if phase in self.edition.acts[self.goal].when]

    def dues(self, state: State) -> Iterator[str]:
        """Ids of periods that run in the case and whose end a wanted act waits for."""
        rows = [self.edition.acts[act] for act in self.wanted()]
        awaited = {name for row in rows for name in _awaits(row)}
        acts = {row.act for row in rows}
        for name, period in state.periods.items():
            rule = str(period["rule"])
            if not period["lapsed"] and (rule in awaited or self.edition.periods[rule].lapse in acts):
                yield name

    def _way(self, act: str, seen: set[str]) -> set[str]:
        """The act and whatever leads to it."""
        if act not in seen:
            seen.add(act)
            entailing = [row.act for row in self.edition.acts.values() if act in {each.act for each in row.entails}]
            for first in (*LEADS.get(act, ()), *entailing):
                self._way(first, seen)
        return seen


def soonest(steering: Steering, state: State) -> str | None:
    """When the first of the periods ends that a wanted act waits for (an instant as text)."""
    ends = [str(state.periods[name]["due"]) for name in steering.dues(state)]
    return min(ends, key=parse, default=None)


def _awaits(row: Row) -> Iterator[str]:
    for call in row.guards:
        if call.name == "lapsed":
            yield str(call.params["period"])
