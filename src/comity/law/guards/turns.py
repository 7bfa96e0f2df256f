"""Guards about the turns of a case: suspension, extension, variation, adjournment, change of mediator, correction."""

from datetime import timedelta

from comity.law.act import Act, Json
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.instants import parse, render
from comity.law.messages import mark as _
from comity.law.state import State

FARTHEST = timedelta(days=3660)  # ten years: nobody agrees on a date beyond, and no calendar ends within
NOT_DEROGABLE = "not-derogable"  # a list of articles; an edition without it knows of none


@guard(_("the case stands still"))
def suspended(state: State, act: Act) -> Finding:
    """Suspended now."""
    return unless(state.whole.suspended_since is not None, _("The case is not suspended."))


@guard(_("a date is given"))
def given(state: State, act: Act, *, fact: Json) -> Finding:
    """An optional fact was given."""
    return unless(fact is not None, _("No date is given."))


@guard(_("the side has no counsel"))
def unadvised(state: State, act: Act, *, without_counsel: bool) -> Finding:
    """Nobody holds a mandate as counsel of the acting party; that has been looked up."""
    return unless(without_counsel, _("This is for a side without counsel; yours has one."))


@guard(_("the period runs, and is counted in days"))
def runs(state: State, act: Act, *, period: str) -> Finding:
    """Started, not passed, not lapsed, and of a length: no instant that a text names, no fixed time of the day."""
    kept = state.whole.periods.get(period)
    counted = kept is not None and state.rules.periods[str(kept["rule"])].length is not None
    due = kept is not None and not kept["lapsed"] and render(act.at) <= str(kept["due"])
    return unless(counted and due, _("No period of this name runs."))


@guard(_("the new end comes after the present one"))
def later(state: State, act: Act, *, period: str, to: str) -> Finding:
    """After the end of the period as it stands; where none stands, nothing is wrong."""
    due = state.whole.periods.get(period, {}).get("due")
    return unless(not isinstance(due, str) or to > due, _("The new end must come after the present one."))


@guard(_("the instant lies within ten years"))
def near(state: State, act: Act, *, instant: str | None) -> Finding:
    """No further ahead than anybody plans; where none is given, nothing is wrong."""
    return unless(instant is None or parse(instant) - act.at <= FARTHEST, _("This lies more than ten years ahead."))


@guard(_("the rules let the parties vary the period"))
def derogable(state: State, act: Act, *, period: str) -> Finding:
    """A period of the edition with a length, whose article is not on the list of those that nobody may vary."""
    rule = state.rules.periods.get(period)
    fixed = state.rules.lists.get(NOT_DEROGABLE, ())
    varied = rule is not None and rule.length is not None and rule.article not in fixed
    return unless(varied, _("The rules do not let the parties vary this."))


@guard(_("the %(kind)s stands"))
def stands(state: State, act: Act, *, kind: str, name: str) -> Finding:
    """The thing is there, and does not wait for being put again."""
    thing = state.things.get(kind, {}).get(name)
    return unless(thing is not None and not thing["open"], _("What the act names does not stand now."))


@guard(_("it is not over yet"))
def not_over(state: State, act: Act, *, kind: str, name: str, field: str) -> Finding:
    """The instant that the thing keeps has not passed; where it keeps none, nothing is wrong."""
    instant = state.things.get(kind, {}).get(name, {}).get(field)
    return unless(not isinstance(instant, str) or render(act.at) <= instant, _("This is over already."))


@guard(_("the person is seated in the case"))
def seated(state: State, act: Act, *, account: str) -> Finding:
    """The person has declared and is seated now."""
    status = state.whole.seats.get(account, {}).get("status")
    return unless(status == "seated", _("This person is not seated in the case."))


@guard(_("by the side whose words they are"))
def said_by(state: State, act: Act, *, party: str) -> Finding:
    """The acting party said it; who did has been looked up."""
    return unless(party == act.party, _("Only the side that said it can put it again."))


@guard(_("the entry is in the record"))
def entered(state: State, act: Act, *, entry: int) -> Finding:
    """The case log has an act at this index, counted from 0."""
    return unless(entry < state.whole.size, _("The record has no such entry."))
