"""Proceedings elsewhere, interim arrangements and certificates of a case as a viewer reads them, out of its views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.docket.views import ActView, CaseView
from comity.law.act import Json
from comity.law.instants import parse, render
from comity.law.state import mark_key

CERTIFYING = ("certify-mediation", "certify-termination")


@dataclass(frozen=True)
class Proceeding:
    """A proceeding elsewhere as its side last told it. party: whose; next_on in UTC, None where no date is known."""

    id: str
    party: str
    forum: str
    matter: str
    effect: str
    kind: str
    stage: str
    next_on: datetime | None
    standstill: str
    mediator_role: str
    told_at: datetime


@dataclass(frozen=True)
class Interim:
    """An interim arrangement. expires_at in UTC; agreed: the parties bound to it as it stands.

    stands: every party has agreed, and its end has not passed.
    """

    id: str
    text: str
    version: str
    expires_at: datetime
    agreed: tuple[str, ...]
    stands: bool
    over: bool


def proceedings(view: CaseView, acts: Sequence[ActView]) -> list[Proceeding]:
    """Every proceeding that was declared, in the order of the first declarations."""
    last = {str(act.act.facts["proceeding"]): act for act in acts if act.row.act == "declare-proceeding"}
    return [
        _proceeding(name, thing, last[name])
        for name, thing in view.state.things.get("proceeding", {}).items()
        if name in last
    ]


def _proceeding(name: str, thing: Mapping[str, Json], act: ActView) -> Proceeding:
    said, next_on = act.said or {}, thing.get("next_on")
    return Proceeding(
        id=name,
        party=str(thing["by"]),
        forum=str(said.get("forum", "")),
        matter=str(said.get("matter", "")),
        effect=str(said.get("effect", "")),
        kind=str(thing["kind"]),
        stage=str(thing["stage"]),
        next_on=parse(next_on) if isinstance(next_on, str) else None,
        standstill=str(thing["standstill"]),
        mediator_role=str(thing["mediator_role"]),
        told_at=act.act.at,
    )


def interims(view: CaseView, acts: Sequence[ActView]) -> list[Interim]:
    """Every interim arrangement, drafted or standing, the one that ends first first."""
    drafts = {str(act.act.facts["version"]): act for act in acts if act.row.act == "draft-interim"}
    found = [_interim(view, name, thing, drafts) for name, thing in view.state.things.get("interim", {}).items()]
    return sorted(found, key=lambda each: (each.expires_at, each.id))


def _interim(view: CaseView, name: str, thing: Mapping[str, Json], drafts: Mapping[str, ActView]) -> Interim:
    version, ends = str(thing["version"]), parse(str(thing["expires_at"]))
    text = (drafts[version].said or {}).get("text") if version in drafts else None
    marks = view.state.marks.get(mark_key("agree-interim", "interim", name), {})
    over = view.at > ends
    return Interim(
        id=name,
        text=str(text.get("text", "")) if isinstance(text, dict) else "",
        version=version,
        expires_at=ends,
        agreed=tuple(party for party, kept in marks.items() if kept[0] == version),
        stands=name in view.state.things.get("interim-standing", {}) and not over,
        over=over,
    )


def handed_over(view: CaseView) -> bool:
    """Whether the case lies with an arbitration now."""
    return view.state.values.get("handed-over") == "yes" and view.state.ending is None


def was_handed_over(view: CaseView) -> bool:
    """Whether it was ever handed over: then each party may take the record for the tribunal."""
    return "handed-over" in view.state.values


def certificates(acts: Sequence[ActView]) -> list[ActView]:
    """The certificates that were given, the newest first."""
    return [act for act in reversed(acts) if act.row.act in CERTIFYING]


def seen(interim: Interim) -> str:
    """What a reader of the page saw of a draft: version and end, to be agreed to and nothing else."""
    return f"{interim.version} {render(interim.expires_at)}"
