"""Guards about facts of the act and values of the case."""

from collections.abc import Mapping, Sequence

from comity.law.act import Act, Json
from comity.law.finding import Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.messages import mark as _
from comity.law.state import State


@guard(_("%(fact)s is %(one_of)s"))
def fact_is(state: State, act: Act, *, fact: Json, one_of: Sequence[Json]) -> Finding:
    """The fact has one of the values."""
    return unless(fact in one_of, _("The rules do not allow this choice here."))


@guard(_("%(fact)s is given exactly where %(other)s is %(one_of)s"))
def given_with(state: State, act: Act, *, fact: Json, other: Json, one_of: Sequence[Json]) -> Finding:
    """An optional fact is wanted with some values of another fact, and only with these."""
    return unless(
        (fact is not None) == (other in one_of),
        _("A date or a list that belongs to this choice is missing, or does not belong to it."),
    )


@guard(_("%(value)s is %(one_of)s"))
def value_is(state: State, act: Act, *, value: str, one_of: Sequence[Json]) -> Finding:
    """A value of the case has been settled so."""
    return unless(state.whole.values.get(value) in one_of, _("What must be settled before has not been settled so."))


@guard(_("%(value)s is settled"))
def is_set(state: State, act: Act, *, value: str) -> Finding:
    """The value has been settled, whatever it is."""
    return unless(value in state.whole.values, _("Something must be settled before."))


@guard(_("%(value)s is not settled yet"))
def is_unset(state: State, act: Act, *, value: str) -> Finding:
    """The value has not been settled."""
    return unless(value not in state.whole.values, _("This is settled already."))


@guard(_("the case is in: %(phases)s"))
def phase_in(state: State, act: Act, *, phases: Sequence[str]) -> Finding:
    """The case stands in one of the phases."""
    return unless(state.whole.phase in phases, _("The case is not in a phase that allows it."))


@guard(_("the verdict follows from the findings and from what was decided"))
def verdict_follows(
    state: State, act: Act, *, findings: Mapping[str, str], decided: Mapping[str, str] | None, verdict: str
) -> Finding:
    """Refused where a finding refuses, else incomplete where one needs, else admissible.

    A finding that needs a human decision counts as decided; one that passes or refuses cannot be decided otherwise.
    """
    decisions = decided or {}
    lawful = all(findings.get(code) == "needs" for code in decisions)
    outcomes = {decisions.get(code, outcome) for code, outcome in findings.items()}
    follows = (
        "refused" if "refuse" in outcomes else "incomplete" if "needs" in outcomes or not outcomes else "admissible"
    )
    return unless(lawful and verdict == follows, _("The verdict does not follow from the findings."))


@guard(_("%(value)s stays as it was while a %(kind)s stands"))
def kept(state: State, act: Act, *, value: str, fact: Json, kind: str) -> Finding:
    """What belongs to a text as a whole changes only with a first text, not with a reopened clause."""
    same = not state.things.get(kind) or fact is None or state.values.get(value) == fact
    return unless(same, _("Entry into force belongs to the whole text: take the text back to change it."))
