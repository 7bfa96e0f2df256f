"""Where a State stands towards a treaty on a day, from the register alone.

Rules upheld:
- a signatory is not a Contracting State; a joint statement is no act about the treaty at all;
- entry into force: the 30th day after the third deposit (`treaties`). A register may lack deposits, so the day that it
  yields can only be too late: where a source states an earlier day, that day holds;
- a State that is among the first three is bound from entry into force, a later one from the span after its own
  deposit (assumed); between deposit and that day it has consented but is not yet bound;
- a deposit that is withdrawn before the third one does not count towards the three; a withdrawal ends what its State
  did up to and including that day, and what it does later counts anew;
- all days are days included: bound on the day of entry into force, no longer bound on the day of withdrawal.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from comity.law import treaties
from comity.law.register import DEPOSITS, Deed, Instrument, Register, TreatyCode


class Standing(StrEnum):
    """Towards one treaty, on one day."""

    NONE = "none"
    SIGNATORY = "signatory"
    NOT_YET_BOUND = "contracting-not-in-force"
    CONTRACTING = "contracting"
    WITHDRAWN = "withdrawn"


def _deeds(register: Register, treaty: TreatyCode) -> Iterator[Instrument]:
    """The treaty's instruments by day; on one day a withdrawal comes last."""
    deeds = (deed for deed in register.instruments if deed.treaty == treaty)
    yield from sorted(deeds, key=lambda deed: (deed.on, deed.act is Deed.WITHDRAWAL))


def decisive_deposit(register: Register, treaty: TreatyCode) -> date | None:
    """The day of the deposit that completed the number the treaty wants (the third), or None."""
    wanted, depositors = treaties.known()[treaty].deposits, set[str]()
    for deed in _deeds(register, treaty):
        if deed.act is Deed.WITHDRAWAL:
            depositors.discard(deed.state)
        elif deed.act in DEPOSITS:
            depositors.add(deed.state)
        if len(depositors) == wanted:
            return deed.on
    return None


def in_force_on(register: Register, treaty: TreatyCode) -> date:
    """The day on which the treaty entered into force: computed from the register, or the stated day if earlier."""
    known, decisive = treaties.known()[treaty], decisive_deposit(register, treaty)
    return known.in_force.on if decisive is None else min(known.in_force.on, known.rule.after(decisive))


def _since_withdrawal(register: Register, state: str, treaty: TreatyCode, at: date) -> tuple[bool, list[Instrument]]:
    """Whether the State has ever withdrawn by that day, and what it did since."""
    withdrawn, kept = False, list[Instrument]()
    for deed in _deeds(register, treaty):
        if deed.state == state and deed.on <= at:
            if deed.act is Deed.WITHDRAWAL:
                withdrawn, kept = True, []
            else:
                kept.append(deed)
    return withdrawn, kept


def bound_since(register: Register, state: str, treaty: TreatyCode, at: date) -> date | None:
    """The day from which the State is, or by its deposits up to `at` will be, bound; None without one."""
    _, deeds = _since_withdrawal(register, state, treaty, at)
    deposit = next((deed.on for deed in deeds if deed.act in DEPOSITS), None)
    if deposit is None:
        return None
    return max(in_force_on(register, treaty), treaties.known()[treaty].later.after(deposit))


def standing(register: Register, state: str, treaty: TreatyCode, at: date) -> Standing:
    """Where the State stands towards the treaty on that day."""
    since = bound_since(register, state, treaty, at)
    if since is not None:
        return Standing.CONTRACTING if since <= at else Standing.NOT_YET_BOUND
    withdrawn, deeds = _since_withdrawal(register, state, treaty, at)
    if any(deed.act is Deed.SIGNATURE for deed in deeds):
        return Standing.SIGNATORY
    return Standing.WITHDRAWN if withdrawn else Standing.NONE
