"""Guards about who is in the case."""

from collections.abc import Mapping, Sequence

from comity.law.act import Act
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.messages import mark as _
from comity.law.state import State


@guard(_("the request names two sides"))
def two_sides(state: State, act: Act, *, sides: Mapping[str, str]) -> Finding:
    """A dispute has a requesting and a responding side."""
    return unless(set(sides.values()) >= {"requesting", "responding"}, _("A dispute needs two sides."))


@guard(_("the filing party is named and consents"))
def files_for_itself(state: State, act: Act, *, sides: Mapping[str, str], consents: Mapping[str, str]) -> Finding:
    """Who files is a party of the request, and says yes for itself; every party named has an answer recorded."""
    named = act.party in sides and consents.get(str(act.party)) == "given" and set(consents) == set(sides)
    return unless(named, _("The party that files must be named in the request and consent for itself."))


@guard(_("every party has consented"))
def all_consented(state: State, act: Act) -> Finding:
    """Nobody is merely invited, and two sides are in the case."""
    waiting = any(fact["status"] == "invited" for fact in state.whole.parties.values())
    return unless(not waiting and len(state.sides("in")) >= 2, _("Every party must consent first."))


@guard(_("at least %(at_least)s sides remain"))
def sides_remain(state: State, act: Act, *, at_least: int) -> Finding:
    """Sides with a party that is in the case or invited to it; a newcomer holds no side before it is in."""
    joining = state.whole.things.get("joinder", {})
    held = {
        fact["side"]
        for name, fact in state.whole.parties.items()
        if fact["status"] == "in" or (fact["status"] == "invited" and name not in joining)
    }
    return unless(len(held) >= at_least, _("Only one side remains."))


@guard(_("only parties are named"))
def are_parties(state: State, act: Act, *, parties: Sequence[str] | None) -> Finding:
    """Each named id is a party now in the case; nothing named is fine."""
    members = state.members()
    return unless(all(party in members for party in parties or ()), _("Only parties of the case can be named."))


@guard(_("the party is among: %(value)s"))
def among(state: State, act: Act, *, value: str) -> Finding:
    """The acting party stands in a value that lists parties."""
    listed = state.whole.values.get(value)
    return unless(isinstance(listed, list) and act.party in listed, _("The protocol does not ask this of your side."))


@guard(_("nobody is among: %(value)s"))
def none_among(state: State, act: Act, *, value: str) -> Finding:
    """The value is settled, and lists no party that is now in the case."""
    listed = state.whole.values.get(value)
    free = isinstance(listed, list) and not set(state.members()) & {str(party) for party in listed}
    return unless(free, _("A party still has to act."))


@guard(_("by its owner only"))
def own(state: State, act: Act, *, party: str) -> Finding:
    """The acting party owns what it names; whose it is has been looked up."""
    return unless(party == act.party, _("Only the side that said it can release it."))
