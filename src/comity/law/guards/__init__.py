"""Guards: the closed vocabulary of conditions that an edition may use.

Each is a pure function guard(state, act, **parameters) -> Finding. As a guard of a row it sees the state before the
act, as an `if` the state after the act's effects. A condition on all of nobody never holds.
"""

from comity.law.guards import joinder, marks, matters, parties, seats, things, times, turns, values
from comity.law.guards.vocabulary import GUARDS

__all__ = ["GUARDS", "joinder", "marks", "matters", "parties", "seats", "things", "times", "turns", "values"]
