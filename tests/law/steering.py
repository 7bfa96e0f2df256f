"""What a random walk should try more often: acts that it has not performed yet, and what leads to them.

For both walks, over the pure step (walk.py) and over perform() (tests/docket/walking.py). It reads the edition and what
was performed, so it steers the same way under every edition.
"""

import random
from collections import Counter
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

    goal: the one of them that is tried hardest; the walk asks for another with each case. tried: act -> how often in
    this case, kept by the walk; what is refused again and again is tried less and less.
    """

    def __init__(
        self, rng: random.Random, edition: Edition, performed: Mapping[str, int], seek: Collection[str]
    ) -> None:
        self.rng, self.edition, self.performed, self.seek = rng, edition, performed, seek
        self.aim()

    def aim(self) -> None:
        """Choose another goal, if anything is wanted still."""
        wanted = self.wanted()
        self.goal = self.rng.choice(wanted) if wanted else ""
        self.tried = Counter[str]()

    def wanted(self) -> list[str]:
        """Acts that were sought and not performed yet, by name."""
        return sorted(act for act in self.seek if not self.performed.get(act))

    def weights(self) -> dict[str, float]:
        """Of acts that people perform: what is wanted, and what leads to it; the goal above all."""
        found = dict.fromkeys(self._ways(self.wanted()), WANTED) | dict.fromkeys(self._ways(self._goals()), GOAL)
        return {
            act: weight / (1 + self.tried[act] / 5)
            for act, weight in found.items()
            if not set(self.edition.acts[act].who) <= MACHINES
        }

    def opens(self, phase: str) -> bool:
        """Whether the goal, or where something leads to it the first of that, is open in the phase."""
        first, *_ = LEADS.get(self.goal, (self.goal,))
        return first in self.edition.acts and phase in self.edition.acts[first].when

    def soonest(self, state: State) -> str | None:
        """When the first of the periods ends that a wanted act waits for (an instant as text)."""
        acts = {*self.wanted(), *self._ways(self._goals())}
        awaited = {name for act in acts for name in _awaits(self.edition.acts[act])}
        ends = [
            str(period["due"])
            for period in state.periods.values()
            if not period["lapsed"]
            and (period["rule"] in awaited or self.edition.periods[str(period["rule"])].lapse in acts)
        ]
        return min(ends, key=parse, default=None)

    def _goals(self) -> list[str]:
        return [self.goal] if self.goal and not self.performed.get(self.goal) else []

    def _ways(self, acts: Collection[str]) -> set[str]:
        """The acts and whatever leads to them, of the edition."""
        found, ahead = set[str](), [*acts]
        while ahead:
            act = ahead.pop()
            if act in self.edition.acts and act not in found:
                found.add(act)
                entailing = [row.act for row in self.edition.acts.values() if act in {each.act for each in row.entails}]
                ahead += [*LEADS.get(act, ()), *entailing]
        return found


def _awaits(row: Row) -> Iterator[str]:
    for call in row.guards:
        if call.name == "lapsed":
            yield str(call.params["period"])
