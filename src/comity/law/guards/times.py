"""Guards about time. Instants are strings of one form, whose order is the order of time."""

from comity.law import deadlines
from comity.law.act import Act
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.instants import parse, render
from comity.law.messages import mark as _
from comity.law.state import State


@guard(_("the period has passed: %(period)s"))
def lapsed(state: State, act: Act, *, period: str) -> Finding:
    """The period was started, and the act comes after its last second."""
    due = state.whole.periods.get(period, {}).get("due")
    return unless(isinstance(due, str) and render(act.at) > due, _("The period for this has not passed yet."))


@guard(_("the period runs: %(period)s"))
def running(state: State, act: Act, *, period: str) -> Finding:
    """The period was started and has not passed."""
    due = state.whole.periods.get(period, {}).get("due")
    return unless(isinstance(due, str) and render(act.at) <= due, _("The period for this does not run."))


@guard(_("the instant lies ahead"))
def ahead(state: State, act: Act, *, instant: str | None) -> Finding:
    """The act comes before the instant; where none is given, nothing is wrong."""
    return unless(instant is None or render(act.at) < instant, _("The time for this has passed."))


@guard(_("the beginning lies before the end"))
def ordered(state: State, act: Act, *, first: str, then: str) -> Finding:
    """Two instants in their order."""
    return unless(first < then, _("The end must come after the beginning."))


@guard(_("the instant is one of the fixed times of the day"))
def head_time(state: State, act: Act, *, hours: str, instant: str | None = None) -> Finding:
    """The instant given, or that of the act, is one of the edition's hours in UTC."""
    moment = parse(instant) if instant is not None else act.at
    return unless(
        deadlines.is_head_time(moment, hours=state.rules.hours(hours)),
        _("This happens only at the fixed times of the day."),
    )
