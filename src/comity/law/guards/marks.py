"""Guards about marks: who has bound itself to what, at which version."""

from collections.abc import Sequence

from comity.law.act import Act
from comity.law.finding import HOLDS, Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.instants import render
from comity.law.messages import mark as _
from comity.law.state import Mark, State, mark_key


def _standing(kept: dict[str, Mark], party: str, at: str) -> str | None:
    version, until = kept.get(party, [None, None])
    return version if until is None or until >= at else None


def _required(state: State, on: str, required: str | None) -> bool:
    return required is None or set(state.rules.lists[required]) <= set(state.things.get(on, {}))


def _who(state: State, of: str) -> list[str]:
    if of == "parties":
        return state.members()
    if of == "signatories":
        return state.whole.signatories()
    listed = state.whole.values.get(of)
    return [party for party in state.members() if isinstance(listed, list) and party in listed]


@guard(_("every party has done: %(mark)s"))
def all_have(
    state: State, act: Act, *, mark: str, on: str | None = None, required: str | None = None, of: str = "parties"
) -> Finding:
    """Every one of `of` carries the mark at the current version of every thing of the kind `on`; of nobody it is false.

    Where there is no kind, all must have said the same. required: a list of the edition whose every item must stand.
    of: parties, signatories, or a value that lists parties.
    """
    who, at = _who(state, of), render(act.at)
    if not who or (on is not None and not state.things.get(on)) or not _required(state, on or "", required):
        return unless(False, _("Not everything that must be agreed is there yet."))
    if on is None:
        said = {_standing(state.marks.get(mark_key(mark), {}), party, at) for party in who}
        return unless(len(said) == 1 and None not in said, _("Not every party has said the same yet."))
    for name, thing in state.things[on].items():
        kept = state.marks.get(mark_key(mark, on, name), {})
        if any(_standing(kept, party, at) != thing["version"] for party in who):
            return unless(False, _("Not every party has agreed to the current version yet."))
    return HOLDS


@guard(_("not done before: %(mark)s"))
def not_done(state: State, act: Act, *, mark: str, on: str | None = None, name: str | None = None) -> Finding:
    """The acting party does not yet carry the mark at the current version of the thing named, or of all of the kind."""
    if on is None:
        return unless(str(act.party) not in state.marks.get(mark_key(mark), {}), _("Your side has done this already."))
    things = state.things.get(on, {})
    names = [name] if name is not None else list(things)
    done = names and all(
        state.marks.get(mark_key(mark, on, item), {}).get(str(act.party), [None])[0]
        == things.get(item, {}).get("version", "")
        for item in names
    )
    return unless(not done, _("Your side has done this already."))


@guard(_("done before: %(mark)s"))
def done(state: State, act: Act, *, mark: str) -> Finding:
    """The acting party carries the mark, and it stands still."""
    kept = state.marks.get(mark_key(mark), {})
    standing = _standing(kept, str(act.party), render(act.at)) is not None
    return unless(standing, _("Your side has not done this, or it no longer stands."))


@guard(_("what has been agreed to is put again only as it was"))
def as_agreed(
    state: State, act: Act, *, mark: str, on: str, name: str, version: str, keep: Sequence[str] = ()
) -> Finding:
    """A version that anybody carries the mark at stands still, with the same kept facts: a date, or a list, or none."""
    agreed = state.marks.get(mark_key(mark, on, name), {}).values()
    thing = state.things.get(on, {}).get(name, {})
    same = thing.get("version") == version and all(thing.get(fact) == act.facts.get(fact) for fact in keep)
    free = all(kept[0] != version for kept in agreed)
    return unless(same or free, _("This version has been agreed to as it stood: put it as a new one."))
