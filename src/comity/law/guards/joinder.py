"""Guards about another party that joins a case: proposed to all, invited by all, consenting, screened.

What stands of it is the thing `joinder` under the newcomer's id: version `proposed` until it is in, then `in`, with the
instant from which it is.
"""

from comity.law.act import Act
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.messages import mark as _
from comity.law.state import State, mark_key

CONSENT = "consent-to-join"


@guard(_("it is no party of the case"))
def not_of_the_case(state: State, act: Act, *, party: str) -> Finding:
    """The id has never been a party of the case."""
    return unless(party not in state.whole.parties, _("It is, or has been, a party of the case."))


@guard(_("it is a party of the case, or invited to it"))
def of_the_case(state: State, act: Act, *, party: str) -> Finding:
    """The id is a party that is in the case, or invited to it."""
    status = state.whole.parties.get(party, {}).get("status")
    return unless(status in ("in", "invited"), _("Only a party of the case can be named."))


@guard(_("it is said as it was proposed, and it is no party yet"))
def as_proposed(state: State, act: Act, *, newcomer: str, side: str, capacity: str) -> Finding:
    """The joining of this newcomer, on this side and in this capacity, stands proposed; nobody has invited it yet."""
    thing = state.things.get("joinder", {}).get(newcomer, {})
    same = (thing.get("version"), thing.get("side"), thing.get("capacity")) == ("proposed", side, capacity)
    return unless(same and newcomer not in state.whole.parties, _("No such joining stands proposed."))


@guard(_("the joining of another party stands proposed"))
def joining_proposed(state: State, act: Act) -> Finding:
    """Somebody is proposed and not in yet: else there is nothing to agree to, nor to screen."""
    proposed = any(thing["version"] == "proposed" for thing in state.things.get("joinder", {}).values())
    return unless(proposed, _("No such joining stands proposed."))


@guard(_("the newcomer is invited and has consented"))
def consents_to_join(state: State, act: Act, *, newcomer: str) -> Finding:
    """All have invited it, and it has said yes for itself."""
    invited = state.whole.parties.get(newcomer, {}).get("status") == "invited"
    consented = newcomer in state.marks.get(mark_key(CONSENT, "joinder", newcomer), {})
    return unless(invited and consented, _("The newcomer must be invited by all, and consent, first."))
