"""People: accounts, entities, mandates: who may speak and sign for whom, from when to when."""

from comity.people.actor import Actor, authenticate, clock, system

__all__ = ["Actor", "authenticate", "clock", "system"]
