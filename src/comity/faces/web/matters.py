"""Matters beside the mediation, for the case page: proceedings elsewhere, interim arrangements, hand-over.

In the reader's language; nothing here reads the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.conduct import matters_queries as matters
from comity.conduct.matters_forms import KINDS, MEDIATOR_ROLES, STAGES, STANDSTILLS
from comity.docket.views import ActView, CaseView
from comity.faces.web import casefile, words
from comity.faces.web.components import Link
from comity.law.openness import Openness

OF_PROCEEDINGS = ("declare-proceeding", "permit-role")
OF_INTERIMS = ("draft-interim", "agree-interim")
BESIDE = (*OF_PROCEEDINGS, *OF_INTERIMS, "certify-mediation")  # these have a place of their own on the case page


@dataclass(frozen=True)
class ProceedingLine:
    """A proceeding with its words in the reader's language. current: where its own side keeps it current."""

    of: matters.Proceeding
    party: str
    kind: str
    stage: str
    standstill: str
    role: str
    current: Link | None


@dataclass(frozen=True)
class InterimLine:
    """An interim arrangement, who has agreed, the time left, and what the reader may do about it."""

    of: matters.Interim
    agreed: str
    left: str
    agree: Link | None
    change: Link | None


@dataclass(frozen=True)
class Beside:
    """What stands on the case page beside the mediation. record: where a party takes the record for the tribunal."""

    proceedings: list[ProceedingLine]
    interims: list[InterimLine]
    of_proceedings: list[Link]
    of_interims: list[Link]
    certify: Link | None
    handed_over: bool
    record: Link | None


def of_case(view: CaseView, acts: Sequence[ActView], parties: Mapping[str, str]) -> Beside:
    """Everything, for one reader."""
    usable = {each.row.act: each for each in view.open if each.reason is None}
    told = matters.proceedings(view, acts)
    hidden = set() if told else {"permit-role"}
    waiting = [each for each in matters.interims(view, acts) if not each.stands and not each.over]
    hidden |= set() if waiting else {"agree-interim"}
    certify = usable.get("certify-mediation")
    takes = bool(view.standing.parties) and matters.was_handed_over(view)
    return Beside(
        proceedings=[_proceeding(view, each, parties, usable) for each in told],
        interims=[_interim(view, each, parties, usable) for each in matters.interims(view, acts)],
        of_proceedings=[_link(view, usable[name]) for name in OF_PROCEEDINGS if name in usable and name not in hidden],
        of_interims=[_link(view, usable["draft-interim"])] if "draft-interim" in usable else [],
        certify=_link(view, certify) if certify else None,
        handed_over=matters.handed_over(view),
        record=Link(gettext("The record for the tribunal"), reverse("handover", args=[view.id])) if takes else None,
    )


def _link(view: CaseView, open_: Openness, **preset: str) -> Link:
    url = casefile.act_url(view.id, open_.row.act)
    return casefile.way_in(open_.row, f"{url}?{urlencode(preset)}" if preset else url)


def _proceeding(
    view: CaseView, found: matters.Proceeding, parties: Mapping[str, str], usable: Mapping[str, Openness]
) -> ProceedingLine:
    declare = usable.get("declare-proceeding")
    mine = declare is not None and declare.holding.party == found.party
    return ProceedingLine(
        of=found,
        party=parties.get(found.party, ""),
        kind=str(KINDS.get(found.kind, found.kind)),
        stage=str(STAGES.get(found.stage, found.stage)),
        standstill=str(STANDSTILLS.get(found.standstill, found.standstill)),
        role="" if found.mediator_role == "none" else str(MEDIATOR_ROLES.get(found.mediator_role, "")),
        current=_link(view, declare, proceeding=found.id) if declare is not None and mine else None,
    )


def _interim(
    view: CaseView, found: matters.Interim, parties: Mapping[str, str], usable: Mapping[str, Openness]
) -> InterimLine:
    agree, draft = usable.get("agree-interim"), usable.get("draft-interim")
    waits = not found.stands and not found.over
    mine = agree is not None and agree.holding.party in found.agreed
    return InterimLine(
        of=found,
        agreed=casefile.joined([parties[party] for party in found.agreed if party in parties]),
        left=words.left(found.expires_at, view.at, timezone.get_current_timezone_name()),
        agree=_link(view, agree, interim=found.id) if agree is not None and waits and not mine else None,
        change=_link(view, draft, interim=found.id) if draft is not None and waits else None,
    )


CERTIFIES = {
    "certify-mediation": _("This is to certify that a mediation takes or took place under these rules."),
    "certify-termination": _("This is to certify that a mediation under these rules has ended."),
}
