"""Guards about matters beside the mediation: other proceedings, interim arrangements, a part of a text, subjects."""

from collections.abc import Sequence

from comity.law.act import Act, Json
from comity.law.finding import HOLDS, Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.messages import mark as _
from comity.law.state import State, mark_key


@guard(_("a new one, or one that the same side declared"))
def declared_by_own_side(state: State, act: Act, *, kind: str, name: str) -> Finding:
    """Nobody has put the thing, or the acting party did."""
    thing = state.things.get(kind, {}).get(name)
    own = thing is None or thing.get("by") == act.party
    return unless(own, _("Only the side that declared it keeps it current."))


@guard(_("the mediator has no role there, or every party has done, for this role: %(mark)s"))
def permitted(state: State, act: Act, *, role: str, mark: str, on: str, name: str) -> Finding:
    """Every party now in the case carries the mark on this thing, at exactly this role."""
    kept, members = state.marks.get(mark_key(mark, on, name), {}), state.members()
    given = bool(members) and all(kept.get(party, [None])[0] == role for party in members)
    return unless(
        role == "none" or given, _("The mediator can have this role there only if every party has permitted it before.")
    )


@guard(_("it does not stand already"))
def not_in_force(state: State, act: Act, *, kind: str, name: str) -> Finding:
    """No thing of the kind has the name: what stands ends on its date, and is followed by another one."""
    return unless(
        name not in state.things.get(kind, {}), _("This arrangement stands as it was agreed: draft another one.")
    )


@guard(_("it names the date that stands"))
def as_kept(state: State, act: Act, *, kind: str, name: str, field: str, value: Json) -> Finding:
    """The thing keeps exactly this value."""
    kept = state.things.get(kind, {}).get(name, {}).get(field)
    return unless(kept == value, _("The text has changed since you read it."))


@guard(_("every party has done, for this one: %(mark)s"))
def all_agree(state: State, act: Act, *, mark: str, on: str, name: str) -> Finding:
    """Every party now in the case carries the mark on this one thing, as it stands; of nobody it is false."""
    kept, members = state.marks.get(mark_key(mark, on, name), {}), state.members()
    version = state.things.get(on, {}).get(name, {}).get("version")
    agreed = bool(members) and all(kept.get(party, [None])[0] == version for party in members)
    return unless(agreed, _("Not every party has agreed to the current version yet."))


@guard(_("at least one is named"))
def some_named(state: State, act: Act, *, names: Sequence[str]) -> Finding:
    """The list is not empty."""
    return unless(bool(names), _("Name at least one."))


@guard(_("the subjects have not been fixed yet"))
def not_fixed(state: State, act: Act, *, kind: str) -> Finding:
    """Nothing of the kind stands: what a named officer has fixed is no longer contested."""
    return unless(not state.things.get(kind), _("A named officer has fixed the subjects, with reasons."))


@guard(_("the subjects are not contested, or have been fixed since"))
def uncontested(state: State, act: Act, *, value: str) -> Finding:
    """The value does not say yes."""
    return unless(
        state.whole.values.get(value) != "yes", _("The subjects are contested: a named officer fixes them first.")
    )


@guard(_("the case does not lie with an arbitration"))
def not_handed_over(state: State, act: Act, *, value: str) -> Finding:
    """The value does not say yes: what was handed over is taken back, by an act that says so."""
    return unless(
        state.whole.values.get(value) != "yes", _("The case was handed over to arbitration: take it back instead.")
    )


@guard(_("a %(office)s is seated"))
def seat_held(state: State, act: Act, *, office: str) -> Finding:
    """Somebody has declared and holds the office."""
    held = any(seat["office"] == office and seat["status"] == "seated" for seat in state.whole.seats.values())
    return unless(held, _("No mediator has been seated: there is no mediation to certify."))


@guard(_("a part of a text enters into force on signature; only a part closes issues"))
def part_fits(state: State, act: Act, *, scope: str | None, entry: str, closes: Sequence[str] | None) -> Finding:
    """A part waits for no date and no event; the whole text closes the case, so it names no issues."""
    if scope == "part":
        return unless(entry == "signature", _("A part of a settlement enters into force on signature."))
    return unless(closes is None, _("Only a part of a settlement names the issues that it closes."))


@guard(_("whole or part, and what it closes, stay as they were while a %(standing)s stands"))
def as_tabled(state: State, act: Act, *, kind: str, name: str, keep: Sequence[str], standing: str) -> Finding:
    """The facts named are those that the thing keeps, for as long as a text stands."""
    if not state.things.get(standing):
        return HOLDS
    thing = state.things.get(kind, {}).get(name, {})
    same = all(thing.get(fact) == act.facts.get(fact) for fact in keep)
    return unless(same, _("This belongs to the whole text: take the text back to change it."))


@guard(_("%(field)s is %(one_of)s"))
def thing_says(state: State, act: Act, *, kind: str, name: str, field: str, one_of: Sequence[Json]) -> Finding:
    """The thing keeps one of the values."""
    said = state.things.get(kind, {}).get(name, {}).get(field)
    return unless(said in one_of, _("What must be settled before has not been settled so."))
