"""Guards about things: clauses, sessions, issues, proposals, attestations."""

from collections.abc import Mapping, Sequence

from comity.law.act import Act, Json
from comity.law.finding import HOLDS, Finding, unless
from comity.law.guards.vocabulary import guard
from comity.law.instants import render
from comity.law.messages import mark as _
from comity.law.state import State, inside


@guard(_("the %(kind)s exists"))
def exists(state: State, act: Act, *, kind: str, name: str | Sequence[str]) -> Finding:
    """Each named thing of the kind is there, and at least one is named."""
    names = [name] if isinstance(name, str) else list(name)
    return unless(
        bool(names) and all(item in state.things.get(kind, {}) for item in names),
        _("What the act names does not exist."),
    )


@guard(_("a new %(kind)s"))
def absent(state: State, act: Act, *, kind: str, name: str, within: str | None = None) -> Finding:
    """No thing of this kind has the name yet. within: the thing that it would belong to."""
    return unless(inside(name, within) not in state.things.get(kind, {}), _("This has been done already."))


@guard(_("a %(standing)s has no %(kind)s by who acts"))
def some_without(state: State, act: Act, *, kind: str, name: str, standing: str) -> Finding:
    """At least one thing of the kind `standing` to which no thing of this kind and name belongs."""
    have = state.things.get(kind, {})
    lacks = any(inside(name, each) not in have for each in state.things.get(standing, {}))
    return unless(lacks, _("No part of a settlement waits for this."))


@guard(_("it stands on the list: %(among)s"))
def listed(state: State, act: Act, *, name: str, among: str) -> Finding:
    """The name stands on a list of the edition."""
    return unless(name in state.rules.lists[among], _("This is not on the list that the rules give."))


@guard(_("it names the current version"))
def current(state: State, act: Act, *, kind: str, name: str, version: str) -> Finding:
    """The thing stands at exactly this version."""
    return unless(
        state.things.get(kind, {}).get(name, {}).get("version") == version, _("The text has changed since you read it.")
    )


@guard(_("it names the whole text as it stands"))
def whole_text_current(state: State, act: Act, *, kind: str, versions: Mapping[str, str]) -> Finding:
    """Names and versions are those that stand, no more and no fewer."""
    standing = {name: thing["version"] for name, thing in state.things.get(kind, {}).items()}
    return unless(bool(standing) and standing == dict(versions), _("The text has changed since you read it."))


@guard(_("it changes reopened clauses only"))
def only_open_change(state: State, act: Act, *, kind: str, versions: Mapping[str, str]) -> Finding:
    """A first text is free; later no clause comes or goes, and only a reopened one changes."""
    old = state.things.get(kind, {})
    if not old:
        return unless(bool(versions), _("A text has at least one clause."))
    same = set(old) == set(versions) and all(
        thing["open"] or thing["version"] == versions[name] for name, thing in old.items()
    )
    return unless(same, _("Only reopened clauses may change."))


@guard(_("no %(kind)s is reopened"))
def none_open(state: State, act: Act, *, kind: str) -> Finding:
    """Nothing of the kind waits for a new version."""
    return unless(
        not any(thing["open"] for thing in state.things.get(kind, {}).values()),
        _("A clause is reopened and must be put again first."),
    )


@guard(_("a %(kind)s is tabled"))
def tabled(state: State, act: Act, *, kind: str) -> Finding:
    """At least one thing of the kind is there."""
    return unless(bool(state.things.get(kind)), _("Nothing has been put before the parties yet."))


@guard(_("every %(kind)s says: %(version)s"))
def all_say(state: State, act: Act, *, kind: str, version: str) -> Finding:
    """Every thing of the kind stands at this version; where there is none, nothing is missing."""
    return unless(
        all(thing["version"] == version for thing in state.things.get(kind, {}).values()),
        _("A consent that the rules ask for is missing."),
    )


@guard(_("at the instant fixed before"))
def at_thing(state: State, act: Act, *, kind: str, name: str, field: str) -> Finding:
    """The act happens exactly at the instant that the thing names."""
    thing = state.things.get(kind, {}).get(name)
    return (
        HOLDS
        if thing and thing.get(field) == render(act.at)
        else unless(False, _("This happens only at the instant fixed before."))
    )


@guard(_("as it was fixed before"))
def as_fixed(state: State, act: Act, *, kind: str, name: str, field: str, value: Json, by: str) -> Finding:
    """The role `by` puts the thing first, and once; whoever puts it again leaves the field as that fixed it."""
    thing = state.things.get(kind, {}).get(name)
    fixed = act.role == by if thing is None else act.role != by and thing.get(field) == value
    return unless(fixed, _("This is not as it was fixed before."))
