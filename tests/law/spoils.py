"""What makes one fault in an act that all else would allow: other facts, another state, another instant."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from comity.law.act import Act
from comity.law.step import step
from tests.law.world import EDITION, Case, day

Spoil = Callable[[Case, Act], Act]


def facts(**changed: Any) -> Spoil:
    """Other facts; None takes one away."""

    def spoil(case: Case, act: Act) -> Act:
        told = {**act.facts, **changed}
        return replace(act, facts={name: value for name, value in told.items() if value is not None})

    return spoil


def case_with(**changed: Any) -> Spoil:
    """Another state of the case: each keyword is a part of it, or a change of one."""

    def spoil(case: Case, act: Act) -> Act:
        old = case.state
        new: dict[str, Any] = {
            name: {**getattr(old, name), **value} if isinstance(value, dict) else value
            for name, value in changed.items()
        }
        case.states[-1] = replace(old, **new)
        return act

    return spoil


def at(*parts: int) -> Spoil:
    """Another instant, up to which the clock has done what it owes."""

    def spoil(case: Case, act: Act) -> Act:
        moment = day(*parts)
        case.settle(moment)
        return replace(act, at=moment)

    return spoil


def done_before(case: Case, act: Act) -> Act:
    """The same act has been performed once, and the case has not moved on."""
    after = step(EDITION, case.state, act)
    case.states[-1] = replace(after, phase=case.state.phase)
    return act


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(case: Case, act: Act) -> Act:
        for each in spoils:
            act = each(case, act)
        return act

    return spoil


def put_in_joint(kind: str, name: str) -> Spoil:
    """The joint room has the thing already."""

    def spoil(case: Case, act: Act) -> Act:
        things = {kind: {name: {"version": None, "open": False}}}
        old = case.rooms["joint"].state
        case.rooms["joint"].state = replace(old, things={**old.things, **things})  # type: ignore[arg-type]
        return act

    return spoil
